"""Treatments of animals that are open, and until when what was given keeps them from being fed or eaten (R95)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from zooapp.i18n import _, day
from zooapp.models import Dose, DoseState, Drug, Prescription

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
    live = and_(Dose.prescription_id == Prescription.id, Dose.voided_by.is_(None))
    written = select(func.count()).where(live).correlate(Prescription).scalar_subquery()
    last = select(func.max(Dose.on)).where(live, Dose.state.in_(TAKEN)).correlate(Prescription).scalar_subquery()
    found = session.execute(
        select(Prescription, Drug.generic, Drug.trade, Drug.withdrawal_days, Drug.carcass)
        .add_columns(written.label("written"), last.label("last"))
        .join(Drug, Drug.id == Prescription.drug_id)
        .where(Prescription.animal_id.in_(animals), Prescription.voided_by.is_(None))
        .order_by(Prescription.id)
    ).all()
    lines = []
    for row in found:
        one = row.Prescription
        until = row.last + dt.timedelta(days=row.withdrawal_days) if row.last and row.withdrawal_days else None
        still = one.stopped_on is None and row.written < one.doses
        last_due = one.course.due(one.doses).date()
        carcass = bool(row.carcass and row.last)
        line = Treated(one.id, one.animal_id, row.trade or row.generic, last_due, still, until, carcass)
        if still or line.held(on):
            lines.append(line)
    return lines
