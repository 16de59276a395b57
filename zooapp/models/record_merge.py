"""Two records of one animal: which of them stands for the other."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.models.base import Base, Event, unique_while_live


class RecordMerge(Event, Base):
    """The kept record stands for the dropped one, which was taken back and stays readable (R24)."""

    __tablename__ = "record_merges"

    kept_id: Mapped[int] = mapped_column(ForeignKey("animals.id"), index=True)
    dropped_id: Mapped[int] = mapped_column(ForeignKey("animals.id"))
    on: Mapped[dt.date]


unique_while_live(RecordMerge, "dropped_id")
