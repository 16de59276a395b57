"""Parts of an animal's card: marks, findings with the family, photos. One statement each."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import literal, null, select, union_all
from sqlalchemy.orm import Session

from zooapp.i18n import N_, _
from zooapp.lists import kin, standing
from zooapp.lists.kin import Kin
from zooapp.models import Confidence, Determination, Determined, Identifier, MarkKind, Media, MediaLink, QuarantineCase
from zooapp.models.animal import CONFIDENCES, MARKS
from zooapp.portraits_of import is_paper
from zooapp.values.marks import Transponder, TransponderState

STATES: Final = {
    TransponderState.AVAILABLE: N_("available"),
    TransponderState.ASSIGNED: N_("assigned"),
    TransponderState.IN_USE: N_("in use"),
    TransponderState.REMOVED: N_("removed"),
    TransponderState.FAILED: N_("failed"),
    TransponderState.LOST: N_("lost"),
}


@dataclass(frozen=True)
class MarkLine:
    """One mark: its kind in words, as it is read, since and until when, and what is to say of it."""

    id: int
    kind: str
    value: str
    since: dt.date | None
    until: dt.date | None
    note: str
    valid: bool
    version: int


@dataclass(frozen=True)
class Finding:
    """What was determined: sex or taxon, the value, how sure, by what, when."""

    id: int
    about: str
    value: str
    sure: str
    method: str
    on: dt.date


@dataclass(frozen=True)
class Photo:
    """One photo: the hash of its file and what is written to it."""

    id: int
    sha: str
    caption: str
    taken_on: dt.date | None
    taken_by: str
    primary: bool


def known(session: Session, animal: int, on: dt.date) -> tuple[tuple[Finding, ...], tuple[int, ...], Kin]:
    """By a day the findings, the newest first, the cases that were open, and the family: one statement."""
    findings = kin.line(
        literal("finding"), Determination.id, Determination.on, *(getattr(Determination, text) for text in kin.TEXTS)
    ).where(Determination.animal_id == animal, Determination.voided_by.is_(None), Determination.on <= on)
    cases = kin.line(literal("case"), QuarantineCase.id, null()).where(
        QuarantineCase.animal_id == animal, QuarantineCase.voided_by.is_(None), standing.is_open(on)
    )
    found = session.execute(union_all(findings, cases, *kin.parts(animal))).all()
    known = sorted((row for row in found if row.kind == "finding"), key=lambda row: (row.on, row.id), reverse=True)
    still = sorted(row.id for row in found if row.kind == "case")
    born = (row for row in found if row.on is None or row.on <= on)
    family = kin.told(row for row in born if row.kind not in ("finding", "case"))
    return tuple(_finding(row) for row in known), tuple(still), family


def _finding(row: Any) -> Finding:
    sure = _(dict(CONFIDENCES)[Confidence(row.confidence)])
    about = _("Sex") if row.about == Determined.SEX else _("Taxon")
    return Finding(row.id, about, row.value, sure, row.method or "", row.on)


def marks(session: Session, animal: int, on: dt.date) -> list[MarkLine]:
    names = ("id", "kind", "value", "since", "until", "state", "count", "place", "detail", "disputed", "version")
    found = session.execute(
        select(*(getattr(Identifier, name) for name in names))
        .where(Identifier.animal_id == animal, Identifier.voided_by.is_(None))
        .order_by(Identifier.id)
    ).all()
    order = [kind for kind, _words in MARKS]
    return [_mark(row, on) for row in sorted(found, key=lambda row: order.index(row.kind))]


def _mark(row: Any, on: dt.date) -> MarkLine:
    value = Transponder.parse(row.value).show() if row.kind is MarkKind.TRANSPONDER else row.value
    state = _(STATES[row.state]) if row.state is not TransponderState.IN_USE else ""
    many = f"× {row.count}" if row.count > 1 else ""
    disputed = _("Two animals claim this number") if row.disputed else ""
    note = " · ".join(part for part in (many, row.place, row.detail, state, disputed) if part)
    kind, valid = _(dict(MARKS)[row.kind]), (row.since or on) <= on < (row.until or dt.date.max)
    return MarkLine(row.id, kind, value, row.since, row.until, note, valid, row.version)


def photos(session: Session, animal: int) -> list[Photo]:
    found = session.execute(
        select(MediaLink.id, Media.sha256, MediaLink.caption, MediaLink.taken_on, MediaLink.taken_by, MediaLink.primary)
        .join(Media, Media.id == MediaLink.media_id)
        .where(MediaLink.record_kind == "animal", MediaLink.record_id == animal)
        .where(MediaLink.voided_by.is_(None), ~is_paper())
        .order_by(MediaLink.primary.desc(), MediaLink.id.desc())
    )
    return [Photo(r.id, r.sha256, r.caption or "", r.taken_on, r.taken_by or "", r.primary) for r in found]
