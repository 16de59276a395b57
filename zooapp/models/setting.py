"""The zoo's own settings, kept in the collection and journaled; numbers that are given out in order."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.models.base import Base, Record


class Setting(Record, Base):
    """One setting by name; the value is JSON."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(String(60), unique=True)
    value: Mapped[str] = mapped_column(Text)


class NumberSeries(Record, Base):
    """The next number of a series ("local_id:2024", "transfer-certificate:2024"); a number is given out once."""

    __tablename__ = "number_series"

    name: Mapped[str] = mapped_column(String(60), unique=True)
    next: Mapped[int] = mapped_column(default=1)
