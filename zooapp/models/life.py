"""How a life began and how it is told apart: birth type, rearing, former house names, collections inside the zoo."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.errors import Problem
from zooapp.field import field
from zooapp.i18n import N_, _
from zooapp.models.base import Base, Event, Record, unique_while_live


class BirthType(StrEnum):
    """How it came into the world; whether in captivity or in the wild says its origin."""

    BORN = "born"
    HATCHED = "hatched"
    FROM_LAY = "from_lay"


BIRTH_TYPES = (
    (BirthType.BORN, N_("Born alive")),
    (BirthType.HATCHED, N_("Hatched")),
    (BirthType.FROM_LAY, N_("Hatched from an egg brought in")),
)


class Rearing(StrEnum):
    """Who brought it up."""

    PARENT = "parent"
    HAND = "hand"
    FOSTER = "foster"
    INCUBATOR = "incubator"
    MIXED = "mixed"
    UNDETERMINED = "undetermined"


REARINGS = (
    (Rearing.PARENT, N_("By its parents")),
    (Rearing.HAND, N_("By hand")),
    (Rearing.FOSTER, N_("By foster parents")),
    (Rearing.INCUBATOR, N_("Incubator, then by hand")),
    (Rearing.MIXED, N_("Partly by hand")),
    (Rearing.UNDETERMINED, N_("Not known yet")),
)


class Collection(Record, Base):
    """A part of the stock that is counted or shown by itself: main, a partner's, off exhibit."""

    __tablename__ = "collections"

    name: Mapped[str] = mapped_column(String(60), info=field(N_("Name")))
    note: Mapped[str | None] = mapped_column(String(200), info=field(N_("Note")))


unique_while_live(Collection, "name")


class AnimalName(Event, Base):
    """A house name that an animal bore before the one it bears now: found by it still."""

    __tablename__ = "animal_names"

    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"), index=True)
    text: Mapped[str] = mapped_column(String(40), info=field(N_("House name")))
    since: Mapped[dt.date | None] = mapped_column(info=field(N_("Since")))
    until: Mapped[dt.date] = mapped_column(info=field(N_("Until")))

    def rules(self) -> Iterator[Problem]:
        if self.since and self.until < self.since:
            yield Problem("until", _("Ends before it begins."))

    def search_words(self) -> tuple[str, int, str]:
        """Found as its animal."""
        return "animal", self.animal_id, self.text
