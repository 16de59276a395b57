"""Tables of the specimen report: marks, places, findings, photos. One statement each, for all animals asked for."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from zooapp.i18n import N_, _
from zooapp.lists.card_parts import STATES
from zooapp.lists.spec import Column
from zooapp.models import Determination, Determined, Enclosure, Identifier, MarkKind, Media, MediaLink, Stay
from zooapp.models.animal import CONFIDENCES
from zooapp.models.animal import MARKS as MARK_KINDS
from zooapp.values.marks import Transponder

Cells = dict[str, Any]
Read = Callable[[Session, Sequence[int], dt.date], Iterable[tuple[int, Cells]]]


@dataclass(frozen=True)
class Topic:
    """One table an animal: `read` gives (animal, cells) for all animals at once, in the order of the table."""

    title: str
    columns: tuple[Column, ...]
    read: Read


def marks(session: Session, animals: Sequence[int], on: dt.date) -> Iterator[tuple[int, Cells]]:
    """Every number and mark, also those that were lost or taken out."""
    found = session.scalars(
        select(Identifier)
        .where(Identifier.animal_id.in_(animals), Identifier.voided_by.is_(None))
        .where(or_(Identifier.since.is_(None), Identifier.since <= on))
        .order_by(Identifier.animal_id, Identifier.id)
    )
    order = [kind for kind, _words in MARK_KINDS]
    for mark in sorted(found, key=lambda mark: order.index(mark.kind)):
        chip = mark.kind is MarkKind.TRANSPONDER
        detail = (f"× {mark.count}" if mark.count > 1 else "", mark.detail, _("disputed") if mark.disputed else "")
        yield mark.animal_id, {
            "kind": _(dict(MARK_KINDS)[mark.kind]),
            "value": Transponder.parse(mark.value).show() if chip else mark.value,
            "place": mark.place or "",
            "detail": " · ".join(part for part in detail if part),
            "since": mark.since,
            "until": mark.until,
            "state": _(STATES[mark.state]),
        }


def stays(session: Session, animals: Sequence[int], on: dt.date) -> Iterator[tuple[int, Cells]]:
    """Where it stood, oldest first."""
    found = session.execute(
        select(Stay.animal_id, Stay.since, Stay.until, Stay.reason, Enclosure.code, Enclosure.name)
        .join(Enclosure, Enclosure.id == Stay.enclosure_id)
        .where(Stay.animal_id.in_(animals), Stay.voided_by.is_(None), Stay.since <= on)
        .order_by(Stay.since, Stay.id)
    )
    for row in found:
        until = row.until if row.until is not None and row.until <= on else None
        where = f"{row.code} · {row.name}"
        yield row.animal_id, {"enclosure": where, "since": row.since, "until": until, "reason": row.reason or ""}


def findings(session: Session, animals: Sequence[int], on: dt.date) -> Iterator[tuple[int, Cells]]:
    """How its sex and its taxon were determined, oldest first."""
    found = session.scalars(
        select(Determination)
        .where(Determination.animal_id.in_(animals), Determination.voided_by.is_(None), Determination.on <= on)
        .order_by(Determination.on, Determination.id)
    )
    for one in found:
        yield one.animal_id, {
            "on": one.on,
            "about": _("Sex") if one.about is Determined.SEX else _("Taxon"),
            "value": _(one.value) if one.about is Determined.SEX else one.value,
            "sure": _(dict(CONFIDENCES)[one.confidence]),
            "method": one.method or "",
        }


def photos(session: Session, animals: Sequence[int], _on: dt.date) -> Iterator[tuple[int, Cells]]:
    """Its photos and scans, the portrait first; the hash names the file."""
    found = session.execute(
        select(MediaLink.record_id, MediaLink.caption, MediaLink.taken_on, MediaLink.taken_by, Media.type, Media.sha256)
        .join(Media, Media.id == MediaLink.media_id)
        .where(MediaLink.record_kind == "animal", MediaLink.record_id.in_(animals), MediaLink.voided_by.is_(None))
        .order_by(MediaLink.primary.desc(), MediaLink.id)
    )
    for row in found:
        yield row.record_id, {
            "caption": row.caption or "",
            "taken_on": row.taken_on,
            "taken_by": row.taken_by or "",
            "type": row.type,
            "sha": row.sha256[:12],
        }


MARKS: Final = Topic(
    N_("Identifiers"),
    (
        Column("kind", N_("Kind of mark"), 110),
        Column("value", N_("Number"), 150),
        Column("place", N_("Place on the body"), 120),
        Column("detail", N_("Detail"), 150),
        Column("since", N_("Since"), 90, "day"),
        Column("until", N_("Until"), 90, "day"),
        Column("state", N_("State"), 90),
    ),
    marks,
)
STAYS: Final = Topic(
    N_("Enclosures"),
    (
        Column("enclosure", N_("Enclosure"), 220),
        Column("since", N_("Since"), 90, "day"),
        Column("until", N_("Until"), 90, "day"),
        Column("reason", N_("Reason"), 220),
    ),
    stays,
)
FINDINGS: Final = Topic(
    N_("Sex and taxon"),
    (
        Column("on", N_("Determined on"), 100, "day"),
        Column("about", N_("About"), 70),
        Column("value", N_("Value"), 180),
        Column("sure", N_("How sure"), 150),
        Column("method", N_("Method"), 180),
    ),
    findings,
)
PHOTOS: Final = Topic(
    N_("Photos and scans"),
    (
        Column("caption", N_("Caption"), 220),
        Column("taken_on", N_("Taken on"), 90, "day"),
        Column("taken_by", N_("Taken by"), 150),
        Column("type", N_("Kind"), 90),
        Column("sha", N_("Hash"), 110),
    ),
    photos,
)
