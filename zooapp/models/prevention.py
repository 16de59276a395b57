"""Vaccinations, the calendar of prevention with what was done by it, and the logbook of health (R92)."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.errors import Level, Problem
from zooapp.field import field
from zooapp.i18n import N_, _
from zooapp.models.base import Base, Event, Record, one_of
from zooapp.models.drug import ROUTES, Route


class Health(StrEnum):
    """How an animal is."""

    NORMAL = "normal"
    WATCHED = "watched"
    ABNORMAL = "abnormal"
    CRITICAL = "critical"


HEALTHS = (
    (Health.NORMAL, N_("Healthy")),
    (Health.WATCHED, N_("Under observation")),
    (Health.ABNORMAL, N_("Ill")),
    (Health.CRITICAL, N_("Critical")),
)


class HealthEntry(Event, Base):
    """From this day on it is so, until the next entry: whatever asks for a state derives it from these (R92)."""

    __tablename__ = "health_entries"
    __table_args__ = (Index("ix_health_entries_animal", "animal_id", "on"),)

    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"))
    on: Mapped[dt.date] = mapped_column(info=field(N_("Since")))
    state: Mapped[Health] = mapped_column(one_of(Health), info=field(N_("Health"), choices=HEALTHS))
    reason: Mapped[str | None] = mapped_column(String(200), info=field(N_("Why")))


class PreventivePlan(Record, Base):
    """What is done to a taxon and all below it, or to one animal, every so many months."""

    __tablename__ = "preventive_plans"
    __table_args__ = (CheckConstraint("every_months BETWEEN 1 AND 240", name="every_months"),)

    what: Mapped[str] = mapped_column(String(120), info=field(N_("What"), N_("As rabies, worming, hooves")))
    every_months: Mapped[int] = mapped_column(info=field(N_("Every"), unit=N_("months"), least=1, most=240))
    taxon_id: Mapped[int | None] = mapped_column(
        ForeignKey("taxa.id"), index=True, info=field(N_("Taxon"), N_("And all that belong to it"), pick="taxa")
    )
    animal_id: Mapped[int | None] = mapped_column(
        ForeignKey("animals.id"), index=True, info=field(N_("One animal"), pick="living")
    )
    since: Mapped[dt.date] = mapped_column(info=field(N_("First due"), N_("For animals that were here then")))
    until: Mapped[dt.date | None] = mapped_column(info=field(N_("Until"), N_("Empty while it holds")))
    note: Mapped[str | None] = mapped_column(String(200), info=field(N_("Note"), lines=2))

    def rules(self) -> Iterator[Problem]:
        if not (self.what or "").strip():
            yield Problem("what", _("What is done?"))
        if (self.taxon_id is None) == (self.animal_id is None):
            yield Problem("taxon_id", _("For a taxon or for one animal: say one of them."))
        if self.until is not None and self.until < self.since:
            yield Problem("until", _("Ends before it begins."))


class Vaccination(Event, Base):
    """One vaccine given to one animal, or to so many of a group."""

    __tablename__ = "vaccinations"
    __table_args__ = (Index("ix_vaccinations_animal", "animal_id", "on"),)

    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"))
    on: Mapped[dt.date] = mapped_column(info=field(N_("On")))
    against: Mapped[str] = mapped_column(String(120), info=field(N_("Against"), N_("As rabies")))
    drug_id: Mapped[int | None] = mapped_column(
        ForeignKey("drugs.id"), index=True, info=field(N_("From the dictionary"), pick="vaccines")
    )
    vaccine: Mapped[str] = mapped_column(String(160), info=field(N_("Vaccine"), N_("Trade name and maker")))
    batch: Mapped[str | None] = mapped_column(String(60), info=field(N_("Batch")))
    expires: Mapped[dt.date | None] = mapped_column(info=field(N_("Batch expires"), N_("Its last day")))
    dose: Mapped[str | None] = mapped_column(String(40), info=field(N_("Dose"), N_("As 1 ml")))
    route: Mapped[Route | None] = mapped_column(
        one_of(Route, "vaccination_route"), info=field(N_("Route"), choices=ROUTES)
    )
    site: Mapped[str | None] = mapped_column(String(80), info=field(N_("Place on the body")))
    count: Mapped[int | None] = mapped_column(
        info=field(N_("How many"), N_("Of a group; empty: all of them"), least=1, most=1_000_000)
    )
    next_due: Mapped[dt.date | None] = mapped_column(info=field(N_("Next due")))
    note: Mapped[str | None] = mapped_column(String(200), info=field(N_("Note")))

    def rules(self) -> Iterator[Problem]:
        if not (self.against or "").strip():
            yield Problem("against", _("Against what?"))
        if self.expires is not None and self.expires < self.on:
            yield Problem("expires", _("This batch had expired on that day. Take another one."))
        if self.next_due is not None and self.next_due <= self.on:
            yield Problem("next_due", _("The next one comes after this one."))
        if not self.batch:
            yield Problem("batch", _("Without a batch nobody finds it when it is recalled."), Level.WARNING)


class PreventiveAct(Event, Base):
    """Something of the calendar was done to an animal on a day; a vaccination stands beside it."""

    __tablename__ = "preventive_acts"
    __table_args__ = (Index("ix_preventive_acts_last", "plan_id", "animal_id", "on"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("preventive_plans.id"))
    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"), index=True)
    on: Mapped[dt.date] = mapped_column(info=field(N_("On")))
    vaccination_id: Mapped[int | None] = mapped_column(ForeignKey("vaccinations.id"), index=True)
    note: Mapped[str | None] = mapped_column(String(200), info=field(N_("Note")))
