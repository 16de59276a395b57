"""How an animal is, derived from the logbook of health and kept nowhere else (R92); what is normal for a taxon."""

import datetime as dt
from dataclasses import dataclass
from statistics import median
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.lists import standing
from zooapp.models import Health, HealthEntry, Measure, Measured


@dataclass(frozen=True)
class Interval:
    """Least, middle and most of so many values, in grams."""

    count: int
    least: int
    middle: float
    most: int


def state_of(animal: Any, on: Any) -> Any:
    """The state of an animal on a day, as SQL: that of its last entry until then; NULL where there is none."""
    return (
        select(HealthEntry.state)
        .where(HealthEntry.animal_id == animal, HealthEntry.voided_by.is_(None))
        .where(standing.by(HealthEntry.on, on))
        .order_by(HealthEntry.on.desc(), HealthEntry.id.desc())
        .limit(1)
        .correlate_except(HealthEntry)
        .scalar_subquery()
    )


def state_on(session: Session, animal_id: int, on: dt.date) -> Health | None:
    """How an animal was on a day; None where nobody wrote it down."""
    found: Health | None = session.scalar(select(state_of(animal_id, on)))
    return found


def healthy_weights(session: Session, taxon_id: int, on: dt.date) -> Interval | None:
    """What our animals of a taxon weighed on days on which the logbook calls them healthy; each reading counts."""
    of_taxon = standing.within(standing.taxon_of(Measure.animal_id.expression, None), taxon_id)
    values = session.scalars(
        select(Measure.value)
        .where(Measure.kind == Measured.WEIGHT, Measure.voided_by.is_(None), Measure.on <= on, of_taxon)
        .where(state_of(Measure.animal_id, Measure.on) == Health.NORMAL)
        .order_by(Measure.value)
    ).all()
    return Interval(len(values), values[0], median(values), values[-1]) if values else None
