"""Marks of animals: add, replace, retire, dispute; the life of a chip (R27); whose mark is this?"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import ledger, settings
from zooapp.errors import Invalid, Level, Problem
from zooapp.fields import show
from zooapp.i18n import _
from zooapp.ledger import Filter
from zooapp.models import Animal, Identifier, MarkKind
from zooapp.permission import Permission
from zooapp.values.marks import Transponder, TransponderState, one_digit_away, sort_key
from zooapp.values.rings import RingSeries
from zooapp.work import Work, needs

WORN = (TransponderState.IN_USE, TransponderState.ASSIGNED)
CHUNK = 5000


@dataclass(frozen=True)
class Found:
    """A mark as it was found: whose it is, and how it is written there."""

    animal_id: int
    identifier_id: int
    kind: MarkKind
    value: str


@needs(Permission.IDENTIFY)
def add(work: Work, animal_id: int, values: Mapping[str, Any]) -> int:
    """Give an animal a mark; `values` are fields of Identifier. Gives the identifier's id.

    Raises Invalid when it wears this chip already, or another living animal does, unless `disputed` is set: then both
    are (R27, R106).
    """
    animal = work.touch(animal_id)
    mark = _tidy(values)
    if mark["kind"] is MarkKind.TRANSPONDER:
        if mark.get("disputed"):
            _dispute_others(work, animal_id, mark["value"])
        _tell(work, chip_problems(work.session, [mark["value"]], animal_id).get(mark["value"], []))
    if mark["kind"] is MarkKind.LOCAL_ID:
        mark.setdefault("institution_id", settings.our_institution(work.session))
        _refuse_used(work.session, mark["institution_id"], mark["value"])
    mark.setdefault("since", work.today)
    _refuse_since(animal, mark["since"], work.today)
    return work.add(Identifier(animal_id=animal_id, **mark)).id


@needs(Permission.IDENTIFY)
def change_state(work: Work, identifier_id: int, version: int, state: TransponderState, on: dt.date) -> None:
    """Lead a mark on in its life: assigned, in use, removed, failed, lost. Raises Invalid for a leap (R27)."""
    mark = work.get(Identifier, identifier_id)
    work.touch(mark.animal_id)
    if state not in mark.state.next_states:
        words = _("What is {now} cannot become {then}.").format(now=show(mark.state), then=show(state))
        raise Invalid(Problem("state", words))
    if state in WORN and mark.kind is MarkKind.TRANSPONDER and not mark.disputed:
        _tell(work, chip_problems(work.session, [mark.value], mark.animal_id, mark.id).get(mark.value, []))
    until = None if state in WORN else on
    work.amend(Identifier, identifier_id, version, {"state": state, "until": until})


@needs(Permission.IDENTIFY)
def retire(
    work: Work, identifier_id: int, version: int, on: dt.date, state: TransponderState = TransponderState.REMOVED
) -> None:
    """The animal wears this mark no more; it stays known as what it wore."""
    change_state(work, identifier_id, version, state, on)


@dataclass(frozen=True)
class Ended:
    """How a mark ended: on which day it was taken out, failed or was lost."""

    on: dt.date
    state: TransponderState = TransponderState.REMOVED


@needs(Permission.IDENTIFY)
def replace(work: Work, identifier_id: int, version: int, ended: Ended, values: Mapping[str, Any]) -> int:
    """A new mark in place of an old one, as when a chip fails or a ring is changed. Gives the new identifier's id."""
    old = work.get(Identifier, identifier_id)
    if ended.on > work.today:
        raise Invalid(Problem("on", _("That day has not come yet.")))
    retire(work, identifier_id, version, ended.on, ended.state)
    kept = {"kind": old.kind, "institution_id": old.institution_id, "place": old.place, "count": old.count}
    return add(work, old.animal_id, {**kept, "since": ended.on, **values})


@needs(Permission.IDENTIFY)
def dispute(work: Work, identifier_id: int, version: int, disputed: bool) -> None:
    """Say that two animals claim a number, or that it is settled whose it is (R106)."""
    mark = work.get(Identifier, identifier_id)
    work.touch(mark.animal_id)
    if not disputed:
        _tell(work, chip_problems(work.session, [mark.value], mark.animal_id, mark.id).get(mark.value, []))
    work.amend(Identifier, identifier_id, version, {"disputed": disputed})


def chip_problems(
    session: Session, chips: Collection[str], animal_id: int = 0, but: int = 0
) -> dict[str, list[Problem]]:
    """What is wrong with giving these chips to an animal: worn already, or a digit away from one that is worn.

    Asked by index for the whole number and its neighbours: 136 keys a chip (R27, R106); not of the mark `but`.
    """
    keys = {chip: _neighbours(chip) for chip in chips}
    known: dict[str, list[Identifier]] = {}
    wanted = sorted({key for near in keys.values() for key in near})
    for start in range(0, len(wanted), CHUNK):
        query = _worn().where(Identifier.sort_key.in_(wanted[start : start + CHUNK]))
        for mark in session.scalars(query.where(Identifier.id != but)):
            known.setdefault(mark.sort_key, []).append(mark)
    if not known:
        return {}
    living = _living(session, {mark.animal_id for marks in known.values() for mark in marks})
    problems: dict[str, list[Problem]] = {}
    for chip, near in keys.items():
        for mark in (mark for key in near for mark in known.get(key, ())):
            own = mark.animal_id == animal_id
            problem = _own_clash(chip, mark) if own else _clash(session, chip, mark, mark.animal_id in living)
            if problem is not None:
                problems.setdefault(chip, []).append(problem)
    return problems


def find_by_mark(session: Session, text: str) -> list[Found]:
    """Whose mark is this? A chip, a ring (also one within a series) or a local id, as a reader or a hand gives it."""
    try:
        written = Transponder.parse(text).number
    except Invalid:
        written = text.strip()
    gone = select(Animal.id).where(Animal.voided_by.is_not(None))
    now = (Identifier.voided_by.is_(None), Identifier.until.is_(None), Identifier.animal_id.not_in(gone))
    exact = select(Identifier).where(*now, Identifier.sort_key.in_({sort_key(written), sort_key(text.strip())}))
    marks = [m for m in session.scalars(exact.order_by(Identifier.id)) if m.value.casefold() in _both(written, text)]
    series = select(Identifier).where(*now, Identifier.kind == MarkKind.RING, Identifier.count > 1)
    marks += [m for m in session.scalars(series.order_by(Identifier.id)) if bears(m, text.strip())]
    return [Found(mark.animal_id, mark.id, mark.kind, mark.value) for mark in marks]


def bears(mark: Identifier, inscription: str) -> bool:
    """Whether this inscription is one of the rings of a series."""
    return inscription != mark.value and inscription in inscriptions(mark)


def inscriptions(mark: Identifier) -> tuple[str, ...]:
    """Each single inscription that a mark stands for; a mark that is no series is its own."""
    if mark.count == 1:
        return (mark.value,)
    try:
        return RingSeries.parse(mark.value).inscriptions
    except Invalid:
        return (mark.value,)


def _both(written: str, text: str) -> set[str]:
    return {written.casefold(), text.strip().casefold()}


def _tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    mark = {**values, "kind": MarkKind(values["kind"]), "value": str(values.get("value", "")).strip()}
    if mark["kind"] is MarkKind.TRANSPONDER:
        try:
            mark["value"] = Transponder.parse(mark["value"]).number
        except Invalid as wrong:
            raise Invalid(problem.under("value") for problem in wrong.problems) from None
    return mark


def _refuse_since(animal: Animal, since: dt.date | None, today: dt.date) -> None:
    if since is not None and since > today:
        raise Invalid(Problem("since", _("This day has not come yet.")))
    if since is not None and animal.born and animal.born.earliest and since < animal.born.earliest:
        raise Invalid(Problem("since", _("It was not born yet on that day.")))


def _tell(work: Work, problems: Collection[Problem]) -> None:
    if errors := [problem.under("value") for problem in problems if problem.level is Level.ERROR]:
        raise Invalid(errors)
    for problem in problems:
        work.warn(problem.under("value"))


def _worn() -> Any:
    kinds = (Identifier.kind == MarkKind.TRANSPONDER, Identifier.state.in_(WORN))
    return select(Identifier).where(*kinds, Identifier.voided_by.is_(None), Identifier.until.is_(None))


def _dispute_others(work: Work, animal_id: int, chip: str) -> None:
    others = _worn().where(Identifier.sort_key == sort_key(chip), Identifier.animal_id != animal_id)
    for mark in work.session.scalars(others).all():
        if mark.value == chip and not mark.disputed:
            work.touch(mark.animal_id)
            work.amend(Identifier, mark.id, mark.version, {"disputed": True})


def _neighbours(chip: str) -> list[str]:
    """The sort keys of a number and of all that differ from it in one digit."""
    found = [chip]
    for at, old in enumerate(chip):
        if old.isdigit():
            found += [chip[:at] + new + chip[at + 1 :] for new in "0123456789" if new != old]
    return [sort_key(text) for text in found]


def _living(session: Session, animals: set[int]) -> set[int]:
    return {balance.animal_id for balance in ledger.balances(session, Filter(animals=animals))}


def _clash(session: Session, chip: str, mark: Identifier, alive: bool) -> Problem | None:
    if chip == mark.value:
        if not alive or mark.disputed:
            return None
        return Problem("", _("{who} wears this chip.").format(who=local_id(session, mark.animal_id)))
    if one_digit_away(chip, mark.value):
        who = local_id(session, mark.animal_id)
        return Problem("", _("One digit away from {chip} of {who}.").format(chip=mark.value, who=who), Level.WARNING)
    return None


def _own_clash(chip: str, mark: Identifier) -> Problem | None:
    if chip == mark.value:
        return Problem("", _("This animal wears this chip already."))
    if one_digit_away(chip, mark.value):
        words = _("One digit away from {chip}, which it wears too.").format(chip=mark.value)
        return Problem("", words, Level.WARNING)
    return None


def local_id(session: Session, animal_id: int) -> str:
    """How we call an animal: its newest live local id with us, else its number inside."""
    us = settings.our_institution(session)
    query = select(Identifier.value).where(Identifier.animal_id == animal_id, Identifier.kind == MarkKind.LOCAL_ID)
    query = query.where(Identifier.institution_id == us, Identifier.voided_by.is_(None))
    return session.scalar(query.order_by(Identifier.id.desc()).limit(1)) or f"#{animal_id}"


def _refuse_used(session: Session, institution: int, value: str) -> None:
    """A local id is unique in its institution for ever, taken back or not (R23)."""
    query = select(Identifier.animal_id).where(Identifier.kind == MarkKind.LOCAL_ID, Identifier.value == value)
    if session.scalar(query.where(Identifier.institution_id == institution)) is not None:
        raise Invalid(Problem("value", _("This local ID was given out already.")))
