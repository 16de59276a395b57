"""Treatments of animals that are open, and until when what was given keeps them from being fed or eaten (R95)."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from zooapp.i18n import _, day
from zooapp.models import Dose, DoseState, Drug, Prescription
from zooapp.values.doses import Course

TAKEN = (DoseState.GIVEN, DoseState.PART)


@dataclass(frozen=True)
class Treated:
    """One prescription as it stands: open or not, withdrawn until which day (None: not), its carcass never eaten."""

    id: int
    animal_id: int
    drug: str
    last_due: dt.date
    open: bool
    until: dt.date | None
    carcass: bool

    def held(self, on: dt.date) -> str:
        """Why nothing of the animal is fed or eaten on a day; "" where it may be."""
        if self.carcass:
            return _("never feed or eat its carcass: {drug}").format(drug=self.drug)
        if self.until is not None and self.until > on:
            return _("not to feed or eat until {day}: {drug}").format(day=day(self.until), drug=self.drug)
        return ""


def treated(session: Session, animals: Collection[int], on: dt.date) -> list[Treated]:
    """The prescriptions of these animals that are open or still hold something on a day: one statement."""
    return told(session.execute(lines(animals)).all(), on)


def lines(animals: Collection[int]) -> Select[Any]:
    """All prescriptions of these animals, with how many doses were written down and when the last was given."""
    live = and_(Dose.prescription_id == Prescription.id, Dose.voided_by.is_(None))
    written = select(func.count()).where(live).correlate(Prescription).scalar_subquery()
    last = select(func.max(Dose.on)).where(live, Dose.state.in_(TAKEN)).correlate(Prescription).scalar_subquery()
    names = ("id", "animal_id", "starts_on", "starts_at", "hours", "doses", "stopped_on")
    return (
        select(*(getattr(Prescription, name) for name in names), Drug.withdrawal_days, Drug.carcass)
        .add_columns(func.coalesce(Drug.trade, Drug.generic).label("drug"))
        .add_columns(written.label("written"), last.label("last"))
        .join(Drug, Drug.id == Prescription.drug_id)
        .where(Prescription.animal_id.in_(animals), Prescription.voided_by.is_(None))
    )


def told(rows: Iterable[Any], on: dt.date) -> list[Treated]:
    """Those of the rows that are open or still hold something on a day, the first written first."""
    found = []
    for row in sorted(rows, key=lambda row: row.id):
        until = row.last + dt.timedelta(days=row.withdrawal_days) if row.last and row.withdrawal_days else None
        still = row.stopped_on is None and row.written < row.doses
        last_due = Course.at(row.starts_on, row.starts_at, row.hours, row.doses).due(row.doses).date()
        line = Treated(row.id, row.animal_id, row.drug, last_due, still, until, bool(row.carcass and row.last))
        if still or line.held(on):
            found.append(line)
    return found
