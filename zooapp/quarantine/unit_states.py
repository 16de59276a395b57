"""What a quarantine unit is between two batches: free, filling, closed, to clean, cleaned; from when it is free (R53).

Nothing of it is stored but the cleaning itself: the rest follows from the entries and stays.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from zooapp.errors import Level, Problem
from zooapp.i18n import N_, _, day
from zooapp.models import (
    Enclosure,
    EnclosureKind,
    Protocol,
    QuarantineCase,
    QuarantineEntry,
    Scope,
    Stay,
    UnitCleaning,
)
from zooapp.quarantine.clocks import PROTOCOL


class UnitState(StrEnum):
    """How a unit stands."""

    FREE = "free"
    FILLING = "filling"
    CLOSED = "closed"
    TO_CLEAN = "to_clean"
    CLEANED = "cleaned"


WORDS: Final = {
    UnitState.FREE: N_("free"),
    UnitState.FILLING: N_("filling"),
    UnitState.CLOSED: N_("closed"),
    UnitState.TO_CLEAN: N_("to clean"),
    UnitState.CLEANED: N_("cleaned"),
}


@dataclass(frozen=True)
class Unit:
    """One unit on a day. `free_from` is the first day of the next batch; None while nobody can know it."""

    id: int
    code: str
    state: UnitState
    emptied_on: dt.date | None = None
    cleaned_on: dt.date | None = None
    free_from: dt.date | None = None

    @property
    def words(self) -> str:
        """The state, since when it is empty, and from when it is free."""
        parts = [_(WORDS[self.state])]
        if self.emptied_on is not None:
            parts.append(_("empty since {day}").format(day=day(self.emptied_on)))
        if self.state is UnitState.CLEANED and self.free_from is not None:
            parts.append(_("free from {day}").format(day=day(self.free_from)))
        return " · ".join(parts)


def units(session: Session, on: dt.date, wanted: Collection[int] = ()) -> list[Unit]:
    """These units, or all, as they stand on a day: one statement."""
    kept = _kept(on)
    stays = _stays(on)
    cleaned = select(UnitCleaning.unit_id, func.max(UnitCleaning.on).label("on"))
    cleaned = cleaned.where(UnitCleaning.voided_by.is_(None), UnitCleaning.on <= on).group_by(UnitCleaning.unit_id)
    clean = cleaned.subquery()
    query = (
        select(Enclosure.id, Enclosure.code, kept.c, stays.c, clean.c.on)
        .select_from(Enclosure)
        .outerjoin(kept, kept.c.unit_id == Enclosure.id)
        .outerjoin(stays, stays.c.enclosure_id == Enclosure.id)
        .outerjoin(clean, clean.c.unit_id == Enclosure.id)
        .where(Enclosure.kind == EnclosureKind.QUARANTINE, Enclosure.voided_by.is_(None))
        .where(or_(Enclosure.active_to.is_(None), Enclosure.active_to >= on))
        .order_by(Enclosure.code)
    )
    if wanted:
        query = query.where(Enclosure.id.in_(wanted))
    return [_unit(row, on) for row in session.execute(query)]


def _kept(on: dt.date) -> Any:
    """Of each unit: how many cases are in it, when the last of a batch came, when the last left, what that asks."""
    entry, there = QuarantineEntry, or_(QuarantineEntry.left.is_(None), QuarantineEntry.left > on)
    batch = and_(there, Protocol.scope == Scope.BATCH)
    newest = (
        select(entry.unit_id, func.max(entry.entered).label("entered"))
        .where(entry.voided_by.is_(None), entry.entered <= on)
        .group_by(entry.unit_id)
        .subquery()
    )
    last = entry.entered >= newest.c.entered
    return (
        select(
            entry.unit_id,
            func.count().filter(there).label("cases"),
            func.max(entry.entered).filter(batch).label("batch"),
            func.max(entry.left).label("left"),
            func.max(Protocol.empty_days).filter(or_(there, last)).label("empty_days"),
        )
        .select_from(entry)
        .join(QuarantineCase, QuarantineCase.id == entry.case_id)
        .join(Protocol, Protocol.id == PROTOCOL)
        .join(newest, newest.c.unit_id == entry.unit_id)
        .where(entry.voided_by.is_(None), QuarantineCase.voided_by.is_(None), entry.entered <= on)
        .group_by(entry.unit_id)
        .subquery()
    )


def _stays(on: dt.date) -> Any:
    """Of each place: how many stand there since before that day, whatever their papers, and when the last left."""
    there = or_(Stay.until.is_(None), Stay.until > on)
    return (
        select(
            Stay.enclosure_id, func.count().filter(there).label("standing"), func.max(Stay.until).label("until")
        )
        .where(Stay.voided_by.is_(None), Stay.since < on)
        .group_by(Stay.enclosure_id)
        .subquery()
    )


def _unit(row: Any, on: dt.date) -> Unit:
    if row.cases or row.standing:
        state = UnitState.CLOSED if row.batch is not None and row.batch < on else UnitState.FILLING
        return Unit(row.id, row.code, state)
    emptied = max((one for one in (row.left, row.until) if one is not None and one <= on), default=None)
    if emptied is None:
        return Unit(row.id, row.code, UnitState.FREE)
    cleaned = row.on if row.on is not None and row.on >= emptied else None
    if row.empty_days is None:
        return Unit(row.id, row.code, UnitState.FREE, emptied, cleaned)
    if cleaned is None:
        return Unit(row.id, row.code, UnitState.TO_CLEAN, emptied)
    first = cleaned + dt.timedelta(days=row.empty_days)
    return Unit(row.id, row.code, UnitState.FREE if first <= on else UnitState.CLEANED, emptied, cleaned, first)


def not_free(session: Session, unit_id: int, on: dt.date, protocols: Collection[int] = ()) -> list[Problem]:
    """Why a new batch under these protocols cannot come into a unit on that day, and the first day on which it can.

    It is refused where the newcomers' own protocol is all in and all out; else it is a warning (R53).
    """
    found = units(session, on, [unit_id])
    if not found or found[0].state not in (UnitState.TO_CLEAN, UnitState.CLEANED):
        return []
    unit = found[0]
    own = select(Protocol.id).where(Protocol.id.in_(protocols), Protocol.empty_days.is_not(None)).limit(1)
    level = Level.WARNING if session.scalar(own) is None else Level.ERROR
    if unit.free_from is None:
        words = _("{unit} is empty since {day} and not cleaned yet.").format(unit=unit.code, day=day(unit.emptied_on))
    else:
        words = _("{unit} was cleaned on {cleaned}: free from {day}.").format(
            unit=unit.code, cleaned=day(unit.cleaned_on), day=day(unit.free_from)
        )
    return [Problem("unit_id", words, level)]
