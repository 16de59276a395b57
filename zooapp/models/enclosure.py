"""Enclosures: the tree of places, what they hold, and the stays of animals in them."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.errors import Problem
from zooapp.field import field
from zooapp.i18n import N_, _
from zooapp.models.base import Base, Event, Record, Travels, one_of, unique_while_live


class EnclosureKind(StrEnum):
    """What a place is for."""

    AREA = "area"
    EXHIBIT = "exhibit"
    OFF_SHOW = "off_show"
    QUARANTINE = "quarantine"
    HOSPITAL = "hospital"


ENCLOSURE_KINDS = (
    (EnclosureKind.AREA, N_("Area or house")),
    (EnclosureKind.EXHIBIT, N_("On exhibit")),
    (EnclosureKind.OFF_SHOW, N_("Off exhibit")),
    (EnclosureKind.QUARANTINE, N_("Quarantine unit")),
    (EnclosureKind.HOSPITAL, N_("Hospital")),
)


class Enclosure(Travels, Record, Base):
    """One place: an area, a house, an exhibit, a quarantine unit. `air_space` names whose air it shares (R104)."""

    __tablename__ = "enclosures"

    code: Mapped[str] = mapped_column(String(20), info=field(N_("Code"), N_("Short, as on the door: Q1")))
    name: Mapped[str] = mapped_column(String(80), info=field(N_("Name")))
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("enclosures.id"), index=True, info=field(N_("Part of"), pick="enclosures")
    )
    kind: Mapped[EnclosureKind] = mapped_column(
        one_of(EnclosureKind), default=EnclosureKind.EXHIBIT, info=field(N_("Kind"), choices=ENCLOSURE_KINDS)
    )
    air_space: Mapped[str | None] = mapped_column(
        String(40), info=field(N_("Air space"), N_("Units with the same air or drain share a word"))
    )
    open_water: Mapped[bool] = mapped_column(
        default=False, info=field(N_("Open water"), N_("Birds that can fly may leave"))
    )
    area_m2: Mapped[int | None] = mapped_column(info=field(N_("Area"), unit="m²", least=1, most=10_000_000))
    active_from: Mapped[dt.date | None] = mapped_column(info=field(N_("In use from")))
    active_to: Mapped[dt.date | None] = mapped_column(info=field(N_("In use to")))
    note: Mapped[str | None] = mapped_column(Text, info=field(N_("Note"), lines=3))

    def rules(self) -> Iterator[Problem]:
        if self.active_from and self.active_to and self.active_to < self.active_from:
            yield Problem("active_to", _("Ends before it begins."))
        if self.parent_id is not None and self.parent_id == self.id:
            yield Problem("parent_id", _("A place cannot be part of itself."))

    def in_use(self, on: dt.date) -> bool:
        """Whether animals may stand here on that day."""
        return (self.active_from is None or self.active_from <= on) and (self.active_to is None or on <= self.active_to)

    def search_words(self) -> tuple[str, int, str]:
        """Found by code and name."""
        return "enclosure", self.id, f"{self.code} {self.name}"


unique_while_live(Enclosure, "code")


class Capacity(Record, Base):
    """How many animals a place holds: of one taxon, or of all where `taxon_id` is empty (R112)."""

    __tablename__ = "capacities"

    enclosure_id: Mapped[int] = mapped_column(ForeignKey("enclosures.id"), index=True)
    taxon_id: Mapped[int | None] = mapped_column(
        ForeignKey("taxa.id"), info=field(N_("Taxon"), N_("Empty: all animals together"), pick="taxa")
    )
    most: Mapped[int] = mapped_column(info=field(N_("Holds"), unit=N_("animals"), least=0, most=1_000_000))


class Stay(Event, Base):
    """One animal or group in one enclosure, from a day to a day. Carries no count (ledger.md 2.8)."""

    __tablename__ = "stays"
    __table_args__ = (Index("ix_stays_enclosure", "enclosure_id", "since", "until"),)
    set_once = frozenset({"voided_by", "until", "closed_by"})

    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"), index=True)
    enclosure_id: Mapped[int] = mapped_column(
        ForeignKey("enclosures.id"), info=field(N_("Enclosure"), pick="enclosures")
    )
    since: Mapped[dt.date] = mapped_column(info=field(N_("Since")))
    until: Mapped[dt.date | None] = mapped_column(info=field(N_("Until")))
    reason: Mapped[str | None] = mapped_column(String(120), info=field(N_("Reason")))
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("entries.id", deferrable=True, initially="DEFERRED"))

    def rules(self) -> Iterator[Problem]:
        if self.until is not None and self.until < self.since:
            yield Problem("until", _("Ends before it begins."))
