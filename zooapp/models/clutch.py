"""Eggs, and what is not born yet: whose, what was seen of them, what became of them. None is counted as an animal."""

import datetime as dt
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.errors import Problem
from zooapp.field import field
from zooapp.i18n import N_, _
from zooapp.models.animal import AnimalKind
from zooapp.models.base import Base, Event, Record, one_of, unique_while_live

UNBORN: Final = (AnimalKind.EGG, AnimalKind.CLUTCH, AnimalKind.FETUS)


class Clutch(Record, Base):
    """What a record of an egg, a clutch or a fetus is: of which taxon, of whom, and when it is due."""

    __tablename__ = "clutches"

    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"))
    taxon_id: Mapped[int] = mapped_column(
        ForeignKey("taxa.id"), index=True, info=field(N_("Taxon"), pick="taxa")
    )
    owner_id: Mapped[int] = mapped_column(ForeignKey("institutions.id"), info=field(N_("Owner"), pick="institutions"))
    dam_id: Mapped[int | None] = mapped_column(
        ForeignKey("animals.id"), index=True, info=field(N_("Dam"), pick="parents")
    )
    sire_id: Mapped[int | None] = mapped_column(
        ForeignKey("animals.id"), index=True, info=field(N_("Sire"), pick="parents")
    )
    incubation_days: Mapped[int | None] = mapped_column(
        info=field(N_("Days of incubation"), N_("Empty when not known"), least=1, most=400)
    )
    due_on: Mapped[dt.date | None] = mapped_column(info=field(N_("Due about"), N_("An estimate; or empty")))


unique_while_live(Clutch, "animal_id")


class ClutchAct(StrEnum):
    """What happens to eggs or to a fetus."""

    LAID = "laid"
    INCUBATED = "incubated"
    FOSTERED = "fostered"
    CANDLED = "candled"
    LOST = "lost"
    TAKEN_OUT = "taken_out"
    SOLD = "sold"
    EATEN = "eaten"
    TRANSFERRED = "transferred"
    HATCHED = "hatched"
    IDENTIFIED = "identified"
    NOT_FOUND = "not_found"


# +1: so many more; -1: so many fewer; 0: it only says something of them.
SIGNS: Final[Mapping[ClutchAct, int]] = {
    ClutchAct.LAID: 1,
    ClutchAct.IDENTIFIED: 1,
    ClutchAct.INCUBATED: 0,
    ClutchAct.FOSTERED: 0,
    ClutchAct.CANDLED: 0,
    **dict.fromkeys((ClutchAct.LOST, ClutchAct.TAKEN_OUT, ClutchAct.SOLD, ClutchAct.EATEN), -1),
    **dict.fromkeys((ClutchAct.TRANSFERRED, ClutchAct.HATCHED, ClutchAct.NOT_FOUND), -1),
}
GONE: Final = tuple(act for act, sign in SIGNS.items() if sign < 0)


class ClutchEvent(Event, Base):
    """One thing that happened to eggs or to a fetus. How many are left is the sum of these, kept nowhere."""

    __tablename__ = "clutch_events"

    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"), index=True)
    on: Mapped[dt.date] = mapped_column(info=field(N_("On")))
    what: Mapped[ClutchAct] = mapped_column(one_of(ClutchAct), info=field(N_("What happened")))
    count: Mapped[int] = mapped_column(default=0, info=field(N_("How many eggs"), least=0))
    fertile: Mapped[int] = mapped_column(default=0, info=field(N_("Fertile"), least=0))
    infertile: Mapped[int] = mapped_column(default=0, info=field(N_("Infertile"), least=0))
    dead: Mapped[int] = mapped_column(default=0, info=field(N_("Dead in shell"), least=0))
    partner_id: Mapped[int | None] = mapped_column(
        ForeignKey("institutions.id"), info=field(N_("To whom"), pick="institutions")
    )
    transaction_id: Mapped[int | None] = mapped_column(ForeignKey("transactions.id"), index=True)
    incubation: Mapped[str | None] = mapped_column(
        String(120), info=field(N_("Incubation"), N_("Temperature and humidity, as 37.5 °C, 55 %"))
    )
    note: Mapped[str | None] = mapped_column(Text, info=field(N_("Note"), lines=3))

    def rules(self) -> Iterator[Problem]:
        if SIGNS[self.what] and not self.count:
            yield Problem("count", _("How many?"))
        if self.what is ClutchAct.CANDLED and not self.seen:
            yield Problem("fertile", _("How many of each were seen?"))

    @property
    def seen(self) -> int:
        """How many eggs were candled."""
        return (self.fertile or 0) + (self.infertile or 0) + (self.dead or 0)


class ColonySize(Event, Base):
    """How large a colony was found: a measurement. The books count its units (rules.md R5)."""

    __tablename__ = "colony_sizes"

    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"), index=True)
    on: Mapped[dt.date] = mapped_column(info=field(N_("On")))
    size: Mapped[int] = mapped_column(info=field(N_("Number of animals"), least=0))
    estimate: Mapped[bool] = mapped_column(default=True, info=field(N_("Estimated")))
    method: Mapped[str | None] = mapped_column(
        String(120), info=field(N_("Method"), N_("Weighed, photographed, by frames"))
    )
    note: Mapped[str | None] = mapped_column(Text, info=field(N_("Note"), lines=3))
