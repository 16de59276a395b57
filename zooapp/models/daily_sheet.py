"""The daily sheet of a quarantine unit, who was in it and by whose authority, and rounds through it (R56, R113)."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.errors import Problem
from zooapp.field import field
from zooapp.i18n import N_, _
from zooapp.models.base import Base, Event, Moment, one_of

COLDEST, WARMEST = 100, 500  # tenths of a degree


class Appetite(StrEnum):
    """How it ate."""

    ALL = "all"
    PART = "part"
    NOTHING = "nothing"


class Faeces(StrEnum):
    """What its faeces were like."""

    NORMAL = "normal"
    SOFT = "soft"
    LIQUID = "liquid"
    BLOOD = "blood"
    NONE = "none"


APPETITES = ((Appetite.ALL, N_("ate all")), (Appetite.PART, N_("ate a part")), (Appetite.NOTHING, N_("ate nothing")))
FAECES = (
    (Faeces.NORMAL, N_("faeces normal")),
    (Faeces.SOFT, N_("faeces soft")),
    (Faeces.LIQUID, N_("faeces liquid")),
    (Faeces.BLOOD, N_("faeces with blood")),
    (Faeces.NONE, N_("no faeces")),
)


class DailyEntry(Event, Base):
    """What was seen of one animal or group on one day. A later entry of the same day replaces it."""

    __tablename__ = "daily_entries"
    __table_args__ = (
        Index("ix_daily_entries_unit", "unit_id", "on"),
        CheckConstraint("temperature BETWEEN 100 AND 500", name="temperature"),
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("enclosures.id"))
    on: Mapped[dt.date] = mapped_column(info=field(N_("Day")))
    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"), index=True)
    appetite: Mapped[Appetite | None] = mapped_column(one_of(Appetite), info=field(N_("Appetite"), choices=APPETITES))
    faeces: Mapped[Faeces | None] = mapped_column(one_of(Faeces), info=field(N_("Faeces"), choices=FAECES))
    behaviour: Mapped[str | None] = mapped_column(String(200), info=field(N_("Behaviour")))
    temperature: Mapped[int | None]  # tenths of a degree Celsius
    deaths: Mapped[int] = mapped_column(default=0, info=field(N_("Found dead"), least=0, most=1_000_000))
    initials: Mapped[str] = mapped_column(String(10), info=field(N_("Initials")))

    def rules(self) -> Iterator[Problem]:
        if not (self.initials or "").strip():
            yield Problem("initials", _("Who saw it?"))
        if self.temperature is not None and not COLDEST <= self.temperature <= WARMEST:
            yield Problem("temperature", _("Between 10 and 50 °C."))


class UnitVisit(Event, Base):
    """Somebody in a unit: a person of the house or a visitor, by whose authority, in and out (R56)."""

    __tablename__ = "unit_visits"
    __table_args__ = (Index("ix_unit_visits_unit", "unit_id", "entered_at"),)
    set_once = frozenset({"voided_by", "left_at"})

    unit_id: Mapped[int] = mapped_column(ForeignKey("enclosures.id"), info=field(N_("Unit"), pick="units"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    who: Mapped[str] = mapped_column(String(120), info=field(N_("Who")))
    authority: Mapped[str] = mapped_column(String(160), info=field(N_("By whose authority")))
    purpose: Mapped[str | None] = mapped_column(String(160), info=field(N_("What for")))
    entered_at: Mapped[dt.datetime] = mapped_column(Moment)
    left_at: Mapped[dt.datetime | None] = mapped_column(Moment)

    def rules(self) -> Iterator[Problem]:
        for name, words in (("who", _("Who went in?")), ("authority", _("By whose authority?"))):
            if not (getattr(self, name) or "").strip():
                yield Problem(name, words)
        if self.left_at is not None and self.left_at < self.entered_at:
            yield Problem("left_at", _("Out before in."))


class UnitRound(Event, Base):
    """A round through one unit by somebody who signed in to it: how many were seen, and that all were normal (R113)."""

    __tablename__ = "unit_rounds"
    __table_args__ = (Index("ix_unit_rounds_unit", "unit_id", "on"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("enclosures.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    on: Mapped[dt.date]
    at: Mapped[dt.datetime] = mapped_column(Moment)
    seen: Mapped[int] = mapped_column(info=field(N_("Seen"), least=0, most=1_000_000))
