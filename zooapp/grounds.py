"""The tree of places as a page shows it: how full each is, who lives there, and what a keeper has to know of it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import places
from zooapp.i18n import _, day
from zooapp.models import Capacity, Enclosure, EnclosureKind, Taxon
from zooapp.named import named
from zooapp.places import Occupant
from zooapp.quarantine import clocks
from zooapp.values.counts import SexCount


class PlaceState(StrEnum):
    """What stands out about a place, the gravest first."""

    OVER = "over"
    CLOCK = "clock"
    NOT_IN_USE = "not_in_use"
    EMPTY = "empty"
    PLAIN = "plain"


@dataclass(frozen=True)
class Living:
    """So many of a taxon in one place."""

    taxon_id: int
    name: str
    scientific: str
    count: SexCount


@dataclass(frozen=True)
class Row:
    """One place. `count` and `most` take in the places that are part of it; `most` is None where nobody set it."""

    enclosure_id: int
    code: str
    name: str
    kind: EnclosureKind
    parent_id: int | None
    depth: int
    count: SexCount
    most: int | None
    living: tuple[Living, ...]
    state: PlaceState
    text: str


def tree(session: Session, on: dt.date) -> list[Row]:
    """All places on that day, each area followed by its parts."""
    room = _room(session)
    here: dict[int, list[Occupant]] = {}
    for one in places.occupants(session, on):
        here.setdefault(one.enclosure_id, []).append(one)
    page = Page(on, room, here, _called(session, here), _clocks(session, on))
    parts: dict[int | None, list[Enclosure]] = {}
    for place in session.scalars(select(Enclosure).where(Enclosure.voided_by.is_(None)).order_by(Enclosure.code)):
        parts.setdefault(place.parent_id, []).append(place)
    return page.rows(parts, None, 0)


def _room(session: Session) -> dict[int, int]:
    """How many a place holds: in all where that is set, else of each taxon together."""
    whole: dict[int, int] = {}
    by_taxon: dict[int, int] = {}
    for place, taxon, most in session.execute(
        select(Capacity.enclosure_id, Capacity.taxon_id, Capacity.most).where(Capacity.voided_by.is_(None))
    ):
        sums = whole if taxon is None else by_taxon
        sums[place] = sums.get(place, 0) + most
    return {**by_taxon, **whole}


def _called(session: Session, here: Mapping[int, Sequence[Occupant]]) -> dict[int, tuple[str, str]]:
    """The common and the scientific name of each taxon that lives somewhere."""
    taxa = {one.taxon_id for group in here.values() for one in group}
    rows = session.execute(select(Taxon.id, Taxon.scientific, named("taxon", Taxon.id)).where(Taxon.id.in_(taxa)))
    return {key: (name or scientific, scientific) for key, scientific, name in rows}


def _clocks(session: Session, on: dt.date) -> dict[int, dt.date]:
    """By unit, the day on which the last of its open clocks ends."""
    ends: dict[int, dt.date] = {}
    for one in clocks.load(session, clocks.OPEN, on).clocks.values():
        ends[one.unit_id] = max(ends.get(one.unit_id, dt.date.min), one.earliest)
    return ends


@dataclass(frozen=True)
class Page:
    """What the rows are made of."""

    on: dt.date
    room: Mapping[int, int]
    here: Mapping[int, Sequence[Occupant]]
    called: Mapping[int, tuple[str, str]]
    clocks: Mapping[int, dt.date]

    def rows(self, parts: Mapping[int | None, Sequence[Enclosure]], above: int | None, depth: int) -> list[Row]:
        """The places that are part of one, each with its own parts behind it."""
        found: list[Row] = []
        for place in parts.get(above, ()):
            inner = self.rows(parts, place.id, depth + 1)
            found += [self._row(place, depth, [row for row in inner if row.depth == depth + 1]), *inner]
        return found

    def _row(self, place: Enclosure, depth: int, inner: Sequence[Row]) -> Row:
        own = self.here.get(place.id, ())
        count = sum([*(one.count for one in own), *(row.count for row in inner)], SexCount(0, 0, 0))
        mosts = [most for most in (self.room.get(place.id), *(row.most for row in inner)) if most is not None]
        most = self.room.get(place.id, sum(mosts) if mosts else None)
        by_taxon: dict[int, SexCount] = {}
        for one in own:
            by_taxon[one.taxon_id] = by_taxon.get(one.taxon_id, SexCount(0, 0, 0)) + one.count
        living = tuple(Living(taxon, *self.called[taxon], n) for taxon, n in by_taxon.items())
        state, text = self._state(place, count.total, most)
        return Row(
            enclosure_id=place.id,
            code=place.code,
            name=place.name,
            kind=place.kind,
            parent_id=place.parent_id,
            depth=depth,
            count=count,
            most=most,
            living=living,
            state=state,
            text=text,
        )

    def _state(self, place: Enclosure, n: int, most: int | None) -> tuple[PlaceState, str]:
        if place.kind is EnclosureKind.AREA:
            return PlaceState.PLAIN, ""
        if most is not None and n > most:
            return PlaceState.OVER, _("{n} over capacity").format(n=n - most)
        if (end := self.clocks.get(place.id)) is not None:
            return PlaceState.CLOCK, _("Clock to {day}").format(day=day(end))
        if not place.in_use(self.on):
            return PlaceState.NOT_IN_USE, _("Not in use")
        return (PlaceState.PLAIN, "") if n else (PlaceState.EMPTY, _("Empty"))
