"""Measures of animals: the weight on a day, in whole grams, with how it was typed and how it was found."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.field import field
from zooapp.i18n import N_
from zooapp.models.base import Base, Event


class Measured(StrEnum):
    """What was measured. The value of a weight is in grams."""

    WEIGHT = "weight"


class Measure(Event, Base):
    """One reading: whole base units; `unit` says in which it was typed and is shown. Of a group: the mean of one.

    What else is measured one day is a new kind, not a new table: hence no CHECK on it.
    """

    __tablename__ = "measures"
    __table_args__ = (
        CheckConstraint("value > 0", name="positive"),
        Index("ix_measures_last", "animal_id", "kind", "on"),
    )

    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"))
    kind: Mapped[str] = mapped_column(String(20), default=Measured.WEIGHT)
    on: Mapped[dt.date] = mapped_column(info=field(N_("On")))
    time: Mapped[str | None] = mapped_column(String(5), info=field(N_("Time"), N_("As 14:30, or nothing")))
    value: Mapped[int] = mapped_column(info=field(N_("Weight"), least=1))
    unit: Mapped[str] = mapped_column(String(8))
    estimate: Mapped[bool] = mapped_column(default=False, info=field(N_("Estimated, not weighed")))
    method: Mapped[str | None] = mapped_column(String(120), info=field(N_("Method"), N_("Floor scale, in the crate")))
    note: Mapped[str | None] = mapped_column(String(200), info=field(N_("Note")))
