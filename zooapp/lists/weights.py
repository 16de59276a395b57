"""The last weight of animals, and one record of a weight as a form shows it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from zooapp.models import Measure, Measured
from zooapp.values.weights import Weight


@dataclass(frozen=True)
class Last:
    """What an animal weighed last, and when."""

    weight: Weight
    on: dt.date


def last_weights(session: Session, animals: Sequence[int], until: dt.date | None = None) -> dict[int, Last]:
    """The last weight of each of these animals, by a day if one is named: one statement."""
    place = func.row_number().over(partition_by=Measure.animal_id, order_by=_latest()).label("place")
    rows = select(Measure.animal_id, Measure.value, Measure.unit, Measure.on, place).where(
        Measure.animal_id.in_(animals), Measure.kind == Measured.WEIGHT, Measure.voided_by.is_(None)
    )
    if until is not None:
        rows = rows.where(Measure.on <= until)
    found = rows.subquery()
    lines = session.execute(select(found).where(found.c.place == 1)).all()
    return {row.animal_id: Last(Weight(row.value, row.unit), row.on) for row in lines}


def last_weight(animal_id: int, on: dt.date) -> Any:
    """The key of the last weight of an animal on a day, inside another statement."""
    return (
        select(Measure.id)
        .where(Measure.animal_id == animal_id, Measure.kind == Measured.WEIGHT, Measure.voided_by.is_(None))
        .where(Measure.on <= on)
        .order_by(*_latest())
        .limit(1)
        .correlate(None)
        .scalar_subquery()
    )


def _latest() -> list[ColumnElement[Any]]:
    return [Measure.on.desc(), func.coalesce(Measure.time, "").desc(), Measure.id.desc()]
