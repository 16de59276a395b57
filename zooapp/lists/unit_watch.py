"""What a quarantine unit shows of itself: who stands there, its daily sheet, who is and was inside, its rounds."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import settings
from zooapp.lists import animal_rows
from zooapp.lists.spec import Row
from zooapp.models import (
    Appetite,
    DailyEntry,
    Enclosure,
    EnclosureKind,
    Faeces,
    Person,
    Stay,
    UnitRound,
    UnitVisit,
)

PLACE: Final = re.compile(r"PLACE\.(\d{9})")


def place_code(place_id: int) -> str:
    """What the QR on a door says: of the length of a chip, so that a reader's burst is known as one."""
    return f"PLACE.{place_id:09}"


def place_read(text: str) -> int | None:
    """The place that a QR names, if it names one."""
    found = PLACE.fullmatch(text.strip().upper())
    return int(found[1]) if found else None


@dataclass(frozen=True)
class Line:
    """What is written of one animal on one day; the temperature in tenths of a degree."""

    id: int
    on: dt.date
    animal_id: int
    appetite: Appetite | None
    faeces: Faeces | None
    behaviour: str | None
    temperature: int | None
    deaths: int
    initials: str


@dataclass(frozen=True)
class Visit:
    """Somebody who is or was inside."""

    id: int
    person_id: int | None
    who: str
    authority: str
    purpose: str | None
    entered_at: dt.datetime
    left_at: dt.datetime | None


@dataclass(frozen=True)
class Round:
    """A round through a unit: when, by whom, how many were seen."""

    at: dt.datetime
    who: str
    seen: int


@dataclass(frozen=True)
class Unit:
    """One unit on a day: the animals there as rows, what is written of each, the visits and the rounds of the day."""

    id: int
    code: str
    name: str
    on: dt.date
    rows: Sequence[Row]
    written: dict[int, Line]
    visits: Sequence[Visit]
    rounds: Sequence[Round]
    zone: dt.tzinfo

    @property
    def count(self) -> int:
        """How many animals stand there by the books."""
        return sum(sum(row.cells["mfu"]) for row in self.rows)

    @property
    def inside(self) -> list[Visit]:
        """Who is in it now."""
        return [visit for visit in self.visits if visit.left_at is None]


def unit_of(session: Session, animals: Sequence[int], on: dt.date) -> int:
    """The quarantine unit in which these animals stand; the first one, 0 where they stand in none."""
    query = select(Stay.enclosure_id).join(Enclosure, Enclosure.id == Stay.enclosure_id)
    query = query.where(Stay.animal_id.in_(animals), Stay.voided_by.is_(None), Stay.since <= on)
    query = query.where((Stay.until.is_(None)) | (Stay.until > on), Enclosure.kind == EnclosureKind.QUARANTINE)
    return session.scalar(query.order_by(Stay.id).limit(1)) or 0


def look(session: Session, unit_id: int, on: dt.date) -> Unit:
    """A unit on one day."""
    unit = session.get_one(Enclosure, unit_id)
    here = settings.zone(session)
    return Unit(
        unit.id,
        unit.code,
        unit.name,
        on,
        animal_rows.rows(session, animals_in(session, unit_id, on, on), on),
        {one.animal_id: one for one in daily(session, unit_id, on, on)},
        visits(session, unit_id, on, on, here),
        rounds(session, unit_id, on, on),
        here,
    )


def animals_in(session: Session, unit_id: int, first: dt.date, last: dt.date) -> list[int]:
    """The animals that stood there on any of these days, those that left on the first one too."""
    query = select(Stay.animal_id).where(Stay.enclosure_id == unit_id, Stay.voided_by.is_(None), Stay.since <= last)
    gone = Stay.until > first if first == last else Stay.until >= first
    return list(dict.fromkeys(session.scalars(query.where((Stay.until.is_(None)) | gone).order_by(Stay.animal_id))))


def daily(session: Session, unit_id: int, first: dt.date, last: dt.date) -> list[Line]:
    """The live lines of the daily sheet."""
    query = select(*(getattr(DailyEntry, name) for name in Line.__dataclass_fields__))
    query = query.where(DailyEntry.unit_id == unit_id, DailyEntry.on.between(first, last))
    query = query.where(DailyEntry.voided_by.is_(None)).order_by(DailyEntry.on, DailyEntry.animal_id, DailyEntry.id)
    return [Line(*row) for row in session.execute(query)]


def visits(session: Session, unit_id: int, first: dt.date, last: dt.date, zone: dt.tzinfo) -> list[Visit]:
    """Who was inside on any of these days of the zoo."""
    begin = dt.datetime.combine(first, dt.time(), zone)
    end = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), zone)
    query = select(*(getattr(UnitVisit, name) for name in Visit.__dataclass_fields__))
    query = query.where(UnitVisit.unit_id == unit_id, UnitVisit.voided_by.is_(None), UnitVisit.entered_at < end)
    query = query.where((UnitVisit.left_at.is_(None)) | (UnitVisit.left_at >= begin))
    return [Visit(*row) for row in session.execute(query.order_by(UnitVisit.entered_at, UnitVisit.id))]


def rounds(session: Session, unit_id: int, first: dt.date, last: dt.date) -> list[Round]:
    """The rounds through it."""
    query = select(UnitRound.at, Person.name, UnitRound.seen).join(Person, Person.id == UnitRound.person_id)
    query = query.where(UnitRound.unit_id == unit_id, UnitRound.on.between(first, last), UnitRound.voided_by.is_(None))
    return [Round(*row) for row in session.execute(query.order_by(UnitRound.at))]
