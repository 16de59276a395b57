"""Prescriptions, and what became of each dose that they make due (rules.md R89, R93)."""

import datetime as dt
import re
from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, composite, mapped_column

from zooapp.errors import Problem
from zooapp.field import field
from zooapp.i18n import N_, _
from zooapp.models.base import Base, Event, entry_key, one_of, unique_while_live
from zooapp.models.drug import PERS, ROUTES, Per, Route
from zooapp.values.doses import Amount, Course

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class Prescription(Event, Base):
    """A drug for one record: how much, when first, how often, how many times. Its due doses follow and are not kept.

    `given` is what of the product one animal gets each time, `weight` in grams and its day are what it was reckoned
    with; for water and feed `medium` is what is prepared each time. `count` are the animals that are treated.
    """

    __tablename__ = "prescriptions"
    __table_args__ = (CheckConstraint("doses > 0 AND hours >= 0 AND count > 0", name="course"),)
    set_once = frozenset({"voided_by", "closed_by", "stopped_on", "stop_reason"})

    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"), index=True)
    drug_id: Mapped[int] = mapped_column(ForeignKey("drugs.id"), index=True, info=field(N_("Drug"), pick="drugs"))
    count: Mapped[int] = mapped_column(default=1, info=field(N_("How many are treated"), least=1))
    rate: Mapped[Amount] = composite(
        Amount,
        mapped_column("rate_value", BigInteger),
        mapped_column("rate_unit", String(8)),
        info=field(N_("Dose"), N_("As 5 mg, or 2 ml")),
    )
    per: Mapped[Per] = mapped_column(one_of(Per, "per"), info=field(N_("Of what"), choices=PERS))
    medium: Mapped[Amount | None] = composite(
        Amount,
        mapped_column("medium_value", BigInteger, nullable=True),
        mapped_column("medium_unit", String(8), nullable=True),
        return_none_on=lambda *parts: None in parts,
        info=field(N_("Water or feed each time"), N_("As 20 l, or 5 kg")),
    )
    given: Mapped[Amount] = composite(
        Amount, mapped_column("given_value", BigInteger), mapped_column("given_unit", String(8))
    )
    weight: Mapped[int | None] = mapped_column(BigInteger)
    weighed_on: Mapped[dt.date | None] = mapped_column()
    route: Mapped[Route] = mapped_column(one_of(Route, "route"), info=field(N_("Route"), choices=ROUTES))
    written_on: Mapped[dt.date] = mapped_column(info=field(N_("Written on")))
    starts_on: Mapped[dt.date] = mapped_column(info=field(N_("First dose on")))
    starts_at: Mapped[str] = mapped_column(String(5), info=field(N_("At"), N_("As 08:00")))
    hours: Mapped[int] = mapped_column(default=0, info=field(N_("Every"), unit=N_("hours"), least=0, most=8784))
    doses: Mapped[int] = mapped_column(default=1, info=field(N_("Number of doses"), least=1, most=5000))
    reason: Mapped[str | None] = mapped_column(String(200), info=field(N_("Why")))
    note: Mapped[str | None] = mapped_column(String(200), info=field(N_("For who gives it")))
    stopped_on: Mapped[dt.date | None] = mapped_column(info=field(N_("Stopped on"), listed=False))
    stop_reason: Mapped[str | None] = mapped_column(String(200), info=field(N_("Why it was stopped"), listed=False))
    closed_by: Mapped[int | None] = entry_key(sort_order=89)

    @property
    def course(self) -> Course:
        """When its doses are due, in the zoo's own time."""
        return Course.at(self.starts_on, self.starts_at, self.hours, self.doses)

    def rules(self) -> Iterator[Problem]:
        if not CLOCK.fullmatch(self.starts_at or ""):
            yield Problem("starts_at", _("A time, as 08:00."))
        if self.starts_on < self.written_on:
            yield Problem("starts_on", _("Begins before it was written."))
        if (self.doses or 1) > 1 and not self.hours:
            yield Problem("hours", _("Every how many hours?"))
        if self.stopped_on is not None and self.stopped_on < self.written_on:
            yield Problem("stopped_on", _("Ends before it begins."))


class DoseState(StrEnum):
    """What became of a dose that was due."""

    GIVEN = "given"
    PART = "part"
    REFUSED = "refused"
    MISSED = "missed"


DOSE_STATES = (
    (DoseState.GIVEN, N_("Given, all of it")),
    (DoseState.PART, N_("A part of it")),
    (DoseState.REFUSED, N_("Refused")),
    (DoseState.MISSED, N_("Missed")),
)
TAKEN = (DoseState.GIVEN, DoseState.PART)


class Dose(Event, Base):
    """One dose of a prescription: what became of it, when, by whom, out of which batch."""

    __tablename__ = "doses"

    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"), index=True)
    prescription_id: Mapped[int] = mapped_column(ForeignKey("prescriptions.id"))
    number: Mapped[int] = mapped_column()
    state: Mapped[DoseState] = mapped_column(one_of(DoseState), info=field(N_("What"), choices=DOSE_STATES))
    on: Mapped[dt.date] = mapped_column(index=True, info=field(N_("On")))
    at: Mapped[str | None] = mapped_column(String(5), info=field(N_("At"), N_("As 08:00")))
    taken: Mapped[Amount | None] = composite(
        Amount,
        mapped_column("taken_value", BigInteger, nullable=True),
        mapped_column("taken_unit", String(8), nullable=True),
        return_none_on=lambda *parts: None in parts,
        info=field(N_("How much"), N_("Of the drug, where it was a part")),
    )
    left: Mapped[Amount | None] = composite(
        Amount,
        mapped_column("left_value", BigInteger, nullable=True),
        mapped_column("left_unit", String(8), nullable=True),
        return_none_on=lambda *parts: None in parts,
        info=field(N_("Water or feed left"), N_("As 3 l")),
    )
    batch_id: Mapped[int | None] = mapped_column(
        ForeignKey("drug_batches.id"), info=field(N_("Batch"), pick="batches")
    )
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), info=field(N_("Given by"), pick="people"))
    note: Mapped[str | None] = mapped_column(String(200), info=field(N_("Note")))

    def rules(self) -> Iterator[Problem]:
        if self.at is not None and not CLOCK.fullmatch(self.at):
            yield Problem("at", _("A time, as 08:00."))
        if self.state is DoseState.PART and self.taken is None and self.left is None:
            yield Problem("taken", _("How much of it?"))


unique_while_live(Dose, "prescription_id", "number")
