"""All that points to one animal goes over to another, which stands for it from now on."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from zooapp import settings
from zooapp.i18n import _
from zooapp.models import (
    Animal,
    Base,
    Event,
    Identifier,
    MarkKind,
    MediaLink,
    Paper,
    Parentage,
    QuarantineCase,
    QuarantineResult,
    Record,
    RecordMerge,
    Stay,
)
from zooapp.permission import Permission
from zooapp.rewriting import keys_to, values_of, with_dependants, write_again
from zooapp.work import Model, Work, needs

OF_THEIR_OWN: tuple[type[Base], ...] = (Identifier, QuarantineCase, RecordMerge, Stay)
ANIMALS = Animal.__tablename__


@dataclass(frozen=True)
class Heir:
    """Which record stands for which."""

    keep: int
    drop: int

    @property
    def instead(self) -> dict[tuple[str, Any], int]:
        """As `write_again` takes it."""
        return {(ANIMALS, self.drop): self.keep}


@needs(Permission.CORRECT)
def carry(work: Work, heir: Heir) -> None:
    """Marks, stays, quarantine, findings, photos, papers, kin: what fits goes over, what is there twice is voided."""
    _marks(work, heir)
    _stays(work, heir)
    for case in _live(work, QuarantineCase, QuarantineCase.animal_id == heir.drop):
        _quarantine(work, heir, case)
    for model, column in keys_to(Animal):
        if not issubclass(model, OF_THEIR_OWN) and issubclass(model, Event | Record):
            _point(work, heir, model, column)
    for link in _live(work, MediaLink, MediaLink.record_kind == Animal.called, MediaLink.record_id == heir.drop):
        work.void(link)
        work.add(MediaLink(**values_of(link) | {"record_id": heir.keep, "primary": False, "replaces_id": link.id}))
    for paper in _live(work, Paper, Paper.record_kind == Animal.called, Paper.record_id == heir.drop):
        work.amend(Paper, paper.id, paper.version, {"record_id": heir.keep})


def _marks(work: Work, heir: Heir) -> None:
    """Its local ID with us stays with the dropped record for ever (R23); the kept one is found by it too."""
    us = settings.our_institution(work.session)
    worn = {(mark.kind, mark.value) for mark in _live(work, Identifier, Identifier.animal_id == heir.keep)}
    for mark in _live(work, Identifier, Identifier.animal_id == heir.drop):
        if mark.kind is MarkKind.LOCAL_ID and mark.institution_id == us:
            facts = {"kind": MarkKind.OTHER, "value": mark.value, "detail": _("Local ID of its second record")}
            work.add(Identifier(animal_id=heir.keep, since=mark.since, **facts))
        elif (mark.kind, mark.value) in worn:
            work.void(mark)
        else:
            work.amend(Identifier, mark.id, mark.version, {"animal_id": heir.keep})


def _stays(work: Work, heir: Heir) -> None:
    """It was in one place at a time: where the kept record says where it was, that counts."""
    known = _live(work, Stay, Stay.animal_id == heir.keep)
    for stay in _live(work, Stay, Stay.animal_id == heir.drop):
        if any(_overlap(stay, other) for other in known):
            work.void(stay)
        else:
            write_again(work, [(stay, ())], heir.instead)


def _overlap(one: Stay, other: Stay) -> bool:
    last = dt.date.max
    return one.since < (other.until or last) and other.since < (one.until or last)


def _quarantine(work: Work, heir: Heir, case: QuarantineCase) -> None:
    """A case goes over; where the kept record is in the same quarantine, its results join those."""
    same = (QuarantineCase.protocol_id == case.protocol_id, QuarantineCase.imposed_by == case.imposed_by)
    open_now = (QuarantineCase.animal_id == heir.keep, QuarantineCase.closed_on.is_(None))
    twins = _live(work, QuarantineCase, *same, *open_now) if case.closed_on is None else ()
    if not twins:
        write_again(work, [(case, ())], heir.instead)
        return
    twin = twins[0]
    known = {(r.requirement_id, r.round) for r in _live(work, QuarantineResult, QuarantineResult.case_id == twin.id)}
    results = _live(work, QuarantineResult, QuarantineResult.case_id == case.id)
    fit = [(result, ()) for result in results if (result.requirement_id, result.round) not in known]
    write_again(work, fit, {(QuarantineCase.__tablename__, case.id): twin.id})
    for row in reversed(list(with_dependants(work, case))):
        assert isinstance(row, Event)
        work.void(row)


def _point(work: Work, heir: Heir, model: type[Any], column: Any) -> None:
    """Rows of a model that name the dropped record name the kept one."""
    for row in _live(work, model, column == heir.drop):
        if _is_double(work, heir, row, column.name):
            work.void(row)
        elif isinstance(row, Event):
            write_again(work, [(row, ())], heir.instead)
        else:
            work.amend(model, row.id, row.version, {column.name: heir.keep})


def _is_double(work: Work, heir: Heir, row: Any, column: str) -> bool:
    """Whether the kept record has what this row says already: a parent of that role, a line of that loan."""
    if isinstance(row, Parentage) and column == "animal_id":
        return bool(_live(work, Parentage, Parentage.animal_id == heir.keep, Parentage.role == row.role))
    return any(_live(work, type(row), *same) for same in _unique(row, column, heir.keep))


def _unique(row: Any, column: str, value: int) -> Iterator[list[ColumnElement[bool]]]:
    """For each unique index that holds the column: what another live row would have to bear."""
    for index in row.__table__.indexes:
        names = [one.name for one in index.columns]
        if index.unique and column in names:
            yield [getattr(type(row), name) == (value if name == column else getattr(row, name)) for name in names]


def _live(work: Work, model: type[Model], *conditions: ColumnElement[bool]) -> Sequence[Model]:
    live: ColumnElement[bool] = model.voided_by.is_(None)  # type: ignore[attr-defined]
    return work.session.scalars(select(model).where(live, *conditions).order_by(model.id)).all()
