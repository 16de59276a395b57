"""How many eggs are left, how many were fertile, when they are due: sums of what happened to them, kept nowhere."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.errors import Problem
from zooapp.i18n import _, day
from zooapp.models import Clutch, ClutchAct, ClutchEvent
from zooapp.models.clutch import GONE, SIGNS


@dataclass(frozen=True)
class Eggs:
    """What became of a clutch, or of a fetus: numbers of eggs. `fertile` is what the last candling saw."""

    since: dt.date
    laid: int
    fertile: int | None
    hatched: int
    lost: int
    other: int  # sold, eaten, transferred
    left: int


def sums(session: Session, animals: Collection[int], until: dt.date | None = None) -> dict[int, Eggs]:
    """The sums of these records at the end of a day, or of all that is recorded. One statement."""
    return {animal: summed(events) for animal, events in live(session, animals, until).items()}


def left(session: Session, animal_id: int, on: dt.date) -> int:
    """How many eggs are left at the end of a day; 0 before they were laid."""
    found = sums(session, [animal_id], on).get(animal_id)
    return found.left if found else 0


def live(session: Session, animals: Collection[int], until: dt.date | None = None) -> dict[int, list[ClutchEvent]]:
    """What happened to these records and was not taken back, each in order."""
    query = select(ClutchEvent).where(ClutchEvent.animal_id.in_(animals), ClutchEvent.voided_by.is_(None))
    if until is not None:
        query = query.where(ClutchEvent.on <= until)
    found: dict[int, list[ClutchEvent]] = {}
    for event in session.scalars(query.order_by(ClutchEvent.on, ClutchEvent.id)):
        found.setdefault(event.animal_id, []).append(event)
    return found


def summed(events: Sequence[ClutchEvent]) -> Eggs:
    """The sums of what happened to one record, in order."""
    def count(*acts: ClutchAct) -> int:
        return sum(event.count for event in events if event.what in acts)

    candled = [event.fertile for event in events if event.what is ClutchAct.CANDLED]
    lost = count(ClutchAct.LOST, ClutchAct.TAKEN_OUT, ClutchAct.NOT_FOUND)
    return Eggs(
        since=events[0].on,
        laid=count(ClutchAct.LAID, ClutchAct.IDENTIFIED),
        fertile=candled[-1] if candled else None,
        hatched=count(ClutchAct.HATCHED),
        lost=lost,
        other=count(*GONE) - lost - count(ClutchAct.HATCHED),
        left=sum(SIGNS[event.what] * event.count for event in events),
    )


def due(clutch: Clutch, since: dt.date) -> dt.date | None:
    """When they hatch, or it is born: as estimated, or so many days after the first egg; None when not known."""
    if clutch.due_on is not None or clutch.incubation_days is None:
        return clutch.due_on
    return since + dt.timedelta(days=clutch.incubation_days)


def problems(session: Session, animals: Collection[int]) -> Iterator[Problem]:
    """What is refused at the end of a work that touched these: more eggs gone than were there, on any day."""
    for events in live(session, animals).values() if animals else ():
        there = 0
        for on in sorted({event.on for event in events}):
            there += sum(SIGNS[event.what] * event.count for event in events if event.on == on)
            if there < 0:
                yield Problem("count", _("More eggs would be gone than were there on {day}.").format(day=day(on)))
                break
