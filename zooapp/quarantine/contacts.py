"""Who was near an animal between two days: in its unit, its air, its enclosure, or by its keepers (R104)."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from zooapp.models import Enclosure, EnclosureKind, QuarantineCase, QuarantineEntry, Stay, UnitVisit
from zooapp.quarantine import crossings
from zooapp.quarantine.crossings import Where
from zooapp.settings import zone

ALWAYS: Final = dt.date.max


class Way(StrEnum):
    """How they were near, the nearest first."""

    UNIT = "unit"
    ENCLOSURE = "enclosure"
    AIR = "air"
    STAFF = "staff"


@dataclass(frozen=True)
class Span:
    """One animal in one place, from a day to a day."""

    animal_id: int
    place_id: int
    first: dt.date
    last: dt.date

    def overlap(self, other: "Span") -> tuple[dt.date, dt.date] | None:
        """The days on which both were there."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return (first, last) if first <= last else None


@dataclass(frozen=True)
class Contact:
    """Another animal that was near, how, where it stood, on which days, and by whom where it was a person."""

    animal_id: int
    way: Way
    place_id: int
    place: str
    first: dt.date
    last: dt.date
    who: str = ""


def contacts(session: Session, animal_id: int, first: dt.date, last: dt.date) -> list[Contact]:
    """All who were near the animal from `first` to `last`, the nearest way first: six statements.

    Places by the stays and by the entries into quarantine; people by the log of the units: who was in a unit of the
    animal and went to another on the same day or the day after.
    """
    places = crossings.places(session)
    mine = list(_spans(session, Stay.animal_id == animal_id, QuarantineCase.animal_id == animal_id, first, last))
    reach = {near for one in mine for near in _near(places, one.place_id)}
    units = set(session.scalars(select(Enclosure.id).where(Enclosure.kind == EnclosureKind.QUARANTINE)))
    theirs = _others(session, animal_id, reach, first, last)
    found: dict[Any, Contact] = {}
    for me in mine:
        for other in theirs:
            if other.place_id in _near(places, me.place_id) and (days := me.overlap(other)) is not None:
                way = _way(me, other, units)
                _put(found, Contact(other.animal_id, way, other.place_id, places[other.place_id].code, *days))
    for one in _by_staff(session, animal_id, mine, places, last):
        _put(found, one)
    order = list(Way)
    return sorted(found.values(), key=lambda one: (order.index(one.way), one.first, one.animal_id))


def _put(found: dict[Any, Contact], new: Contact) -> None:
    """A stay and an entry of the same days say one thing; the longer of them stands."""
    key = (new.animal_id, new.way, new.place_id, new.who)
    old = found.get(key)
    if old is None:
        found[key] = new
    else:
        first, last = min(old.first, new.first), max(old.last, new.last)
        found[key] = Contact(new.animal_id, new.way, new.place_id, new.place, first, last, new.who)


def _way(me: Span, other: Span, units: Collection[int]) -> Way:
    if me.place_id != other.place_id:
        return Way.AIR
    return Way.UNIT if me.place_id in units else Way.ENCLOSURE


def _near(places: dict[int, Where], place: int) -> set[int]:
    """The place itself, and all that share its air or drain."""
    air = places[place].air_space
    return {place} | ({key for key, one in places.items() if one.air_space == air} if air else set())


def _others(session: Session, animal: int, reach: Collection[int], first: dt.date, last: dt.date) -> list[Span]:
    """Where all others stood, among these places."""
    stays = (Stay.animal_id != animal) & Stay.enclosure_id.in_(reach)
    entries = (QuarantineCase.animal_id != animal) & QuarantineEntry.unit_id.in_(reach)
    return list(_spans(session, stays, entries, first, last))


def _spans(
    session: Session, stays: ColumnElement[bool], entries: ColumnElement[bool], first: dt.date, last: dt.date
) -> Iterator[Span]:
    """Stays and entries that touch the days, cut to them."""
    entry = QuarantineEntry
    left = func.coalesce(entry.left, QuarantineCase.closed_on)
    rows = [
        *session.execute(
            select(Stay.animal_id, Stay.enclosure_id, Stay.since, Stay.until)
            .where(stays, Stay.voided_by.is_(None), Stay.since <= last)
            .where(or_(Stay.until.is_(None), Stay.until >= first))
        ),
        *session.execute(
            select(QuarantineCase.animal_id, entry.unit_id, entry.entered, left)
            .join(QuarantineCase, QuarantineCase.id == entry.case_id)
            .where(entries, entry.voided_by.is_(None), QuarantineCase.voided_by.is_(None), entry.entered <= last)
            .where(or_(left.is_(None), left >= first))
        ),
    ]
    for animal, place, since, until in rows:
        yield Span(animal, place, max(since, first), min(until or ALWAYS, last))


def _by_staff(
    session: Session, animal: int, mine: Collection[Span], places: dict[int, Where], last: dt.date
) -> Iterator[Contact]:
    """Animals of units to which somebody went who had been in the animal's unit that day or the day before."""
    if not mine:
        return
    here, first = zone(session), min(one.first for one in mine)
    since = dt.datetime.combine(first, dt.time(), here)
    until = dt.datetime.combine(last + dt.timedelta(days=2), dt.time(), here)
    query = select(UnitVisit).where(UnitVisit.voided_by.is_(None))
    query = query.where(UnitVisit.entered_at >= since, UnitVisit.entered_at < until).order_by(UnitVisit.entered_at)
    seen = [(one, one.entered_at.astimezone(here).date()) for one in session.scalars(query)]
    was = [
        (one, day)
        for one, day in seen
        if any(stay.place_id == one.unit_id and stay.first <= day <= stay.last for stay in mine)
    ]
    units = {one.unit_id for one, _day in seen}
    theirs = _others(session, animal, units, first, last + dt.timedelta(days=1)) if was else []
    for before, day in was:
        for after, on in seen:
            if not _went_on(before, day, after, on):
                continue
            for other in theirs:
                if other.place_id == after.unit_id and other.first <= on <= other.last:
                    code = places[after.unit_id].code
                    yield Contact(other.animal_id, Way.STAFF, after.unit_id, code, on, on, after.who)


def _went_on(before: UnitVisit, day: dt.date, after: UnitVisit, on: dt.date) -> bool:
    """Whether the same person went from the one unit to the other, on the same day or the next."""
    same = before.person_id == after.person_id if before.person_id is not None else before.who == after.who
    late = after.entered_at >= (before.left_at or before.entered_at) and (on - day).days <= 1
    return same and late and after.unit_id != before.unit_id
