"""The page of places and the card of one: the tree with its pictures, limits by taxon, who lives there and who did."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import grounds, places
from zooapp.fields import fields_of
from zooapp.i18n import _
from zooapp.lists import animal_rows, taxa
from zooapp.lists.enclosures import inside
from zooapp.lists.spec import Row
from zooapp.models import Capacity, Enclosure, EnclosureKind
from zooapp.models.enclosure import ENCLOSURE_KINDS
from zooapp.quarantine.unit_states import Unit, units

KINDS = dict(ENCLOSURE_KINDS)
PAST = 12  # stays that the card tells


@dataclass(frozen=True)
class Grounds:
    """All places on a day, the picture of each taxon that lives somewhere, and the animals in each place itself."""

    rows: list[grounds.Row]
    arts: dict[int, str]
    animals: dict[int, list[int]]


@dataclass(frozen=True)
class Limit:
    """How many of a taxon a place holds, and how many of it are there; without a taxon, of all."""

    id: int
    version: int
    taxon_id: int | None
    name: str
    most: int
    there: int


@dataclass(frozen=True)
class Past:
    """One stay: who, from when to when, why."""

    animal_id: int
    title: str
    since: dt.date
    until: dt.date | None
    reason: str


@dataclass(frozen=True)
class PlaceCard:
    """A place on a day. `values` are its fields by name, `kind` and `part_of` are words.

    `animals` stand in the place itself, `inside` in the places that are part of it; `unit` is how a quarantine unit
    stands between two batches.
    """

    id: int
    version: int
    title: str
    kind: str
    part_of: str
    values: dict[str, Any]
    limits: tuple[Limit, ...]
    animals: tuple[Row, ...]
    inside: tuple[Row, ...]
    past: tuple[Past, ...]
    unit: Unit | None


def page(session: Session, on: dt.date) -> Grounds:
    """The tree of places on that day."""
    rows = grounds.tree(session, on)
    words = taxa.words_of(session, {one.taxon_id for row in rows for one in row.living})
    animals: dict[int, list[int]] = {}
    for one in places.occupants(session, on):
        animals.setdefault(one.enclosure_id, []).append(one.animal_id)
    return Grounds(rows, {key: one.art for key, one in words.items()}, animals)


def card(session: Session, key: int, on: dt.date) -> PlaceCard | None:
    """The card of a place on that day; None where it was taken back."""
    place = session.get(Enclosure, key)
    if place is None or place.voided_by is not None:
        return None
    above = session.get(Enclosure, place.parent_id) if place.parent_id is not None else None
    here = places.occupants(session, on, session.scalars(inside(key)).all())
    stays = places.history(session, key, PAST)
    ids = list(dict.fromkeys([*(one.animal_id for one in here), *(one.animal_id for one in stays)]))
    rows = {row.id: row for row in animal_rows.rows(session, ids, on)} if ids else {}
    living = dict.fromkeys(one.animal_id for one in here if one.enclosure_id == key)
    below = dict.fromkeys(one.animal_id for one in here if one.enclosure_id != key)
    return PlaceCard(
        id=key,
        version=place.version,
        title=f"{place.code} · {place.name}",
        kind=_(KINDS[place.kind]),
        part_of=f"{above.code} · {above.name}" if above is not None else "",
        values={name: getattr(place, name) for name in fields_of(Enclosure)},
        limits=tuple(limits(session, key, here)),
        animals=tuple(rows[one] for one in living if one in rows),
        inside=tuple(rows[one] for one in below if one in rows),
        past=tuple(Past(s.animal_id, _title(rows.get(s.animal_id)), s.since, s.until, s.reason or "") for s in stays),
        unit=next(iter(units(session, on, [key])), None) if place.kind is EnclosureKind.QUARANTINE else None,
    )


def limits(session: Session, key: int, here: Collection[places.Occupant] = ()) -> list[Limit]:
    """How many a place holds, by taxon; the limit for all animals together comes first."""
    found = session.scalars(
        select(Capacity)
        .where(Capacity.enclosure_id == key, Capacity.voided_by.is_(None))
        .order_by(Capacity.taxon_id.is_not(None), Capacity.id)
    ).all()
    words = taxa.words_of(session, {one.taxon_id for one in found if one.taxon_id is not None})
    above = places.ancestors(session, {one.taxon_id for one in here})
    made = []
    for one in found:
        there = sum(o.count.total for o in here if one.taxon_id is None or one.taxon_id in above[o.taxon_id])
        name = words[one.taxon_id].label if one.taxon_id in words else _("All animals together")
        made.append(Limit(one.id, one.version, one.taxon_id, name, one.most, there))
    return made


def codes(session: Session, apart: int = 0) -> set[str]:
    """The codes that are in use, but for that of one place."""
    return set(session.scalars(select(Enclosure.code).where(Enclosure.id != apart)))


def _title(row: Row | None) -> str:
    return " ".join(row.cells[key] for key in ("local_id", "name") if row.cells[key]) if row is not None else ""
