"""Quarantine: protocols as versioned data, cases, entries, results. The clock is computed (rules.md 2.7)."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.errors import Problem
from zooapp.field import field
from zooapp.i18n import N_, _
from zooapp.models.base import Base, Event, Moment, Record, one_of, unique_while_live


class Scope(StrEnum):
    """Which newcomers restart the clock (R46, R47)."""

    NONE = "none"
    SPECIES = "species"
    GENUS = "genus"
    FAMILY = "family"
    ORDER = "order"
    CLASS = "class"
    ALL = "all"
    BATCH = "batch"


class Place(StrEnum):
    """How far a newcomer is felt: the unit, its air space, the whole area (R47, R104)."""

    UNIT = "unit"
    AIR_SPACE = "air_space"
    AREA = "area"


class Protocol(Record, Base):
    """An edition of a quarantine protocol. Cases keep the edition they began with."""

    __tablename__ = "protocols"

    code: Mapped[str] = mapped_column(String(40), info=field(N_("Code")))
    edition: Mapped[str] = mapped_column(String(20), info=field(N_("Edition")))
    name: Mapped[str] = mapped_column(String(120), info=field(N_("Name")))
    jurisdiction: Mapped[str | None] = mapped_column(String(40), info=field(N_("Jurisdiction")))
    taxon_id: Mapped[int | None] = mapped_column(ForeignKey("taxa.id"), info=field(N_("For"), pick="taxa"))
    min_days: Mapped[int] = mapped_column(info=field(N_("Least time"), unit=N_("days"), least=0, most=3650))
    scope: Mapped[Scope] = mapped_column(one_of(Scope), info=field(N_("Restarted by newcomers of the same")))
    place: Mapped[Place] = mapped_column(one_of(Place), default=Place.UNIT, info=field(N_("Within the same")))
    restart_after_end: Mapped[bool] = mapped_column(
        default=True, info=field(N_("A newcomer restarts a clock that has run out, while the case is open"))
    )
    empty_days: Mapped[int | None] = mapped_column(
        info=field(
            N_("Empty between batches"),
            N_("After cleaning; empty: no such rule"),
            unit=N_("days"),
            least=0,
            most=365,
        )
    )
    facilities: Mapped[str | None] = mapped_column(Text, info=field(N_("What the unit must have"), lines=3))
    staff_rules: Mapped[str | None] = mapped_column(
        Text, info=field(N_("Standing rules for staff"), N_("Printed on the door"), lines=3)
    )
    valid_from: Mapped[dt.date | None] = mapped_column(info=field(N_("Valid from")))
    source: Mapped[str] = mapped_column(String(200), info=field(N_("Source")))
    verified: Mapped[bool] = mapped_column(default=False)


unique_while_live(Protocol, "code", "edition")


class CountsFrom(StrEnum):
    """From when results count (R99)."""

    BEFORE_ENTRY = "before_entry"
    ENTRY = "entry"
    RESTART = "restart"


class Requirement(Record, Base):
    """What a protocol demands: how many rounds, how often, on how many animals, from when results count."""

    __tablename__ = "requirements"

    protocol_id: Mapped[int] = mapped_column(ForeignKey("protocols.id"))
    code: Mapped[str] = mapped_column(String(40), info=field(N_("Code")))
    name: Mapped[str] = mapped_column(String(120), info=field(N_("Name")))
    required: Mapped[bool] = mapped_column(default=True, info=field(N_("Required for release")))
    needed: Mapped[int] = mapped_column(default=1, info=field(N_("Rounds"), least=1, most=99))
    consecutive: Mapped[int] = mapped_column(
        default=1, info=field(N_("Acceptable results in a row"), least=1, most=99)
    )
    interval_days: Mapped[int] = mapped_column(
        default=0, info=field(N_("Days between rounds"), unit=N_("days"), least=0, most=365)
    )
    sampled: Mapped[bool] = mapped_column(
        default=False, info=field(N_("A sample of a group is enough"), N_("Size by prevalence and confidence"))
    )
    prevalence: Mapped[int] = mapped_column(
        default=10, info=field(N_("Prevalence to find"), unit="%", least=1, most=100)
    )
    confidence: Mapped[int] = mapped_column(default=95, info=field(N_("Confidence"), unit="%", least=1, most=99))
    sensitivity: Mapped[int] = mapped_column(default=100, info=field(N_("The test finds"), unit="%", least=1, most=100))
    counts_from: Mapped[CountsFrom] = mapped_column(
        one_of(CountsFrom), default=CountsFrom.ENTRY, info=field(N_("Results count from"))
    )
    days_before: Mapped[int] = mapped_column(
        default=0, info=field(N_("Days before entry"), unit=N_("days"), least=0, most=365)
    )
    validity_days: Mapped[int | None] = mapped_column(
        info=field(N_("A result is good for"), unit=N_("days"), least=1, most=3650)
    )
    material: Mapped[str | None] = mapped_column(
        String(60), info=field(N_("Material of the sample"), N_("Empty: no sample goes to a laboratory"))
    )
    read_hours: Mapped[int | None] = mapped_column(
        info=field(N_("Read after"), N_("Of a skin test, from the injection"), unit=N_("hours"), least=1, most=500)
    )
    read_tolerance: Mapped[int | None] = mapped_column(
        info=field(N_("Hours more or less"), unit=N_("hours"), least=0, most=100)
    )
    again_days: Mapped[int | None] = mapped_column(
        info=field(N_("New injection after"), N_("When it was not read in time"), unit=N_("days"), least=1, most=365)
    )
    source: Mapped[str | None] = mapped_column(String(200), info=field(N_("Source")))
    verified: Mapped[bool] = mapped_column(default=False)
    sort: Mapped[int] = mapped_column(default=0)


unique_while_live(Requirement, "protocol_id", "code")


class ImposedBy(StrEnum):
    """Whose restriction it is; both run side by side (R97)."""

    OWN = "own"
    STATE = "state"


class QuarantineCase(Event, Base):
    """One restriction on one animal or group, under the protocol edition that it began with."""

    __tablename__ = "quarantine_cases"
    set_once = frozenset({"voided_by", "closed_on", "closed_by", "release_document", "signature_id"})

    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"), index=True)
    protocol_id: Mapped[int] = mapped_column(ForeignKey("protocols.id"), info=field(N_("Protocol"), pick="protocols"))
    imposed_by: Mapped[ImposedBy] = mapped_column(one_of(ImposedBy), default=ImposedBy.OWN)
    authority: Mapped[str | None] = mapped_column(String(160), info=field(N_("Authority")))
    order_no: Mapped[str | None] = mapped_column(String(80), info=field(N_("State order")))
    ordered_days: Mapped[int | None] = mapped_column(
        info=field(N_("Ordered time"), unit=N_("days"), least=0, most=3650)
    )
    split_from_id: Mapped[int | None] = mapped_column(ForeignKey("quarantine_cases.id"))
    closed_on: Mapped[dt.date | None]
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("entries.id", deferrable=True, initially="DEFERRED"))
    release_document: Mapped[str | None] = mapped_column(
        String(160), info=field(N_("Release document"), N_("Authority, number and date"))
    )
    signature_id: Mapped[int | None] = mapped_column(ForeignKey("signatures.id"))


class QuarantineEntry(Event, Base):
    """A crossing of a unit's border inwards. The day of entry is day 0; the hour is kept (R102).

    The case of a part that was split off bears a copy, which is no crossing (ledger.md 2.9).
    """

    __tablename__ = "quarantine_entries"
    __table_args__ = (Index("ix_quarantine_entries_unit", "unit_id", "entered"),)
    set_once = frozenset({"voided_by", "left", "closed_by"})

    case_id: Mapped[int] = mapped_column(ForeignKey("quarantine_cases.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("enclosures.id"), info=field(N_("Unit"), pick="units"))
    entered: Mapped[dt.date] = mapped_column(info=field(N_("Entered on")))
    entered_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    left: Mapped[dt.date | None]
    taxon_id: Mapped[int] = mapped_column(ForeignKey("taxa.id"))
    copied_from_id: Mapped[int | None] = mapped_column(ForeignKey("quarantine_entries.id"))
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("entries.id", deferrable=True, initially="DEFERRED"))


class QuarantineDays(Event, Base):
    """A veterinarian sets the days of a case: longer for any, shorter for ours only, with a reason, signed (R97)."""

    __tablename__ = "quarantine_days"

    case_id: Mapped[int] = mapped_column(ForeignKey("quarantine_cases.id"), index=True)
    days: Mapped[int] = mapped_column(info=field(N_("Days"), unit=N_("days"), least=0, most=3650))
    reason: Mapped[str] = mapped_column(String(300), info=field(N_("Reason")))
    on: Mapped[dt.date]
    signature_id: Mapped[int] = mapped_column(ForeignKey("signatures.id"))


class Outcome(StrEnum):
    """What became of a round (R98, R100). Positive and negative wait for a veterinarian's acceptance."""

    PLANNED = "planned"
    IN_LAB = "in_lab"
    NEGATIVE = "negative"
    POSITIVE = "positive"
    INCONCLUSIVE = "inconclusive"
    SPOILED = "spoiled"
    NOT_OBTAINABLE = "not_obtainable"


OUTCOMES = (
    (Outcome.PLANNED, N_("planned")),
    (Outcome.IN_LAB, N_("sample in the lab")),
    (Outcome.NEGATIVE, N_("negative, or done and in order")),
    (Outcome.POSITIVE, N_("positive")),
    (Outcome.INCONCLUSIVE, N_("inconclusive")),
    (Outcome.SPOILED, N_("sample spoiled")),
    (Outcome.NOT_OBTAINABLE, N_("not obtainable")),
)


class QuarantineResult(Event, Base):
    """One round of one requirement: taken, read, how many tested, how many positive and which (ledger.md 2.9)."""

    __tablename__ = "quarantine_results"
    __table_args__ = (Index("ix_quarantine_results_case", "case_id", "requirement_id", "round"),)
    set_once = frozenset({"voided_by", "accepted_by_id", "accepted_at"})

    case_id: Mapped[int] = mapped_column(ForeignKey("quarantine_cases.id"))
    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirements.id"), index=True)
    round: Mapped[int] = mapped_column(info=field(N_("Round"), least=1, most=99))
    taken: Mapped[dt.date] = mapped_column(info=field(N_("Taken on")))
    read: Mapped[dt.date | None] = mapped_column(info=field(N_("Result on")))
    outcome: Mapped[Outcome] = mapped_column(one_of(Outcome), info=field(N_("Result"), choices=OUTCOMES))
    tested: Mapped[int] = mapped_column(default=1, info=field(N_("Animals tested"), least=0, most=1_000_000))
    positive: Mapped[int] = mapped_column(default=0, info=field(N_("Positive"), least=0, most=1_000_000))
    which: Mapped[str | None] = mapped_column(
        String(300), info=field(N_("Which are positive"), N_("Ring, chip or pool number"))
    )
    lab: Mapped[str | None] = mapped_column(String(120), info=field(N_("Laboratory")))
    lab_no: Mapped[str | None] = mapped_column(String(60), info=field(N_("Laboratory number")))
    note: Mapped[str | None] = mapped_column(
        Text, info=field(N_("Note"), N_("What was done instead, when nothing was obtainable"), lines=2)
    )
    taken_at: Mapped[dt.datetime | None] = mapped_column(Moment)  # the hours of a skin test (R94)
    read_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    accepted_at: Mapped[dt.datetime | None] = mapped_column(Moment)

    def rules(self) -> Iterator[Problem]:
        if self.read is not None and self.read < self.taken:
            yield Problem("read", _("Read before it was taken."))
        if (self.positive or 0) > (self.tested or 0):
            yield Problem("positive", _("More positive than tested."))
        if self.outcome is Outcome.POSITIVE and not self.which:
            yield Problem("which", _("Name the ring, chip or pool that is positive."))
        if self.outcome is Outcome.POSITIVE and not self.positive:
            yield Problem("positive", _("How many are positive?"))
        if self.outcome is Outcome.NEGATIVE and self.positive:
            yield Problem("positive", _("A negative round has no positive animals."))
        if self.outcome in (Outcome.NEGATIVE, Outcome.POSITIVE) and self.read is None:
            yield Problem("read", _("On which day was it read?"))
        if self.outcome is Outcome.NOT_OBTAINABLE and not self.note:
            yield Problem("note", _("Say why, and what was done instead."))
