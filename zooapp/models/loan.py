"""Loans: the contract, its animals, what happened to it; and who owns how much of an animal (rules.md R29-R35)."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, composite, mapped_column

from zooapp.errors import Problem
from zooapp.field import field
from zooapp.i18n import N_, _
from zooapp.models.base import Base, Event, Record, Travels, one_of, unique_while_live
from zooapp.values.money import Money


class Direction(StrEnum):
    """Whose animals they are: we lend ours, or hold those of others."""

    OUT = "out"
    IN = "in"


class Purpose(StrEnum):
    """What a loan is for."""

    BREEDING = "breeding"
    EXHIBIT = "exhibit"
    EDUCATION = "education"
    OTHER = "other"


class OffspringRule(StrEnum):
    """Whose the young are (R34)."""

    DAM_OWNER = "dam_owner"
    ALTERNATING = "alternating"
    BY_SEX = "by_sex"
    SHARES = "shares"


class Side(StrEnum):
    """The two parties of a loan."""

    OWNER = "owner"
    HOLDER = "holder"


class StepKind(StrEnum):
    """What happens to a loan between its first day and its last."""

    RENEWED = "renewed"
    RECALLED = "recalled"
    REMINDED = "reminded"
    ASKED = "asked"
    STATED = "stated"
    PROMISED = "promised"
    KEPT = "kept"


DIRECTIONS = ((Direction.OUT, N_("We lend")), (Direction.IN, N_("We borrow")))
PURPOSES = (
    (Purpose.BREEDING, N_("Breeding")),
    (Purpose.EXHIBIT, N_("Exhibit")),
    (Purpose.EDUCATION, N_("Education")),
    (Purpose.OTHER, N_("Other purpose")),
)
OFFSPRING = (
    (OffspringRule.DAM_OWNER, N_("The owner of the dam")),
    (OffspringRule.ALTERNATING, N_("In turn")),
    (OffspringRule.BY_SEX, N_("By sex")),
    (OffspringRule.SHARES, N_("In shares")),
)
SIDES = ((Side.OWNER, N_("The owner")), (Side.HOLDER, N_("The holder")))


class Loan(Travels, Record, Base):
    """One loan contract. Whose the animals are and where they stand is in the ledger; here are the terms."""

    __tablename__ = "loans"

    number: Mapped[str] = mapped_column(String(40), info=field(N_("Number")))
    direction: Mapped[Direction] = mapped_column(
        one_of(Direction), info=field(N_("Direction"), choices=DIRECTIONS)
    )
    partner_id: Mapped[int] = mapped_column(
        ForeignKey("institutions.id"), index=True, info=field(N_("Partner"), pick="institutions")
    )
    purpose: Mapped[Purpose] = mapped_column(
        one_of(Purpose), default=Purpose.BREEDING, info=field(N_("Purpose"), choices=PURPOSES)
    )
    contract_no: Mapped[str | None] = mapped_column(String(80), info=field(N_("Contract number")))
    contract_on: Mapped[dt.date | None] = mapped_column(info=field(N_("Contract of")))
    since: Mapped[dt.date] = mapped_column(info=field(N_("Since")))
    due: Mapped[dt.date | None] = mapped_column(info=field(N_("Due"), N_("Empty: open-ended")))
    offspring: Mapped[OffspringRule] = mapped_column(
        one_of(OffspringRule),
        default=OffspringRule.DAM_OWNER,
        info=field(N_("Young belong to"), choices=OFFSPRING),
    )
    offspring_first: Mapped[Side] = mapped_column(
        one_of(Side, "offspring_first"),
        default=Side.OWNER,
        info=field(
            N_("The first young, or the males"), N_("Asked when they go in turn or by sex"), choices=SIDES
        ),
    )
    offspring_percent: Mapped[int | None] = mapped_column(
        info=field(N_("Share of the owner"), N_("Asked when the young are shared"), unit="%", least=1, most=99)
    )
    offspring_text: Mapped[str | None] = mapped_column(Text, info=field(N_("Young, as the contract says"), lines=2))
    insured: Mapped[Money | None] = composite(
        Money,
        mapped_column("insured_value", BigInteger, nullable=True),
        mapped_column("insured_currency", String(3), nullable=True),
        return_none_on=lambda *parts: None in parts,
        info=field(N_("Insured value"), N_("As 1200.00 EUR")),
    )
    transport_by: Mapped[Side | None] = mapped_column(
        one_of(Side, "transport_by"), info=field(N_("Transport is paid by"), choices=SIDES)
    )
    veterinary_by: Mapped[Side | None] = mapped_column(
        one_of(Side, "veterinary_by"), info=field(N_("The veterinarian is paid by"), choices=SIDES)
    )
    death_rights: Mapped[str | None] = mapped_column(Text, info=field(N_("When an animal dies"), lines=2))
    note: Mapped[str | None] = mapped_column(Text, info=field(N_("Note"), lines=2))

    def rules(self) -> Iterator[Problem]:
        if self.due is not None and self.due < self.since:
            yield Problem("due", _("Ends before it begins."))
        if self.offspring is OffspringRule.SHARES and self.offspring_percent is None:
            yield Problem("offspring_percent", _("How many percent are the owner's?"))

    def search_words(self) -> tuple[str, int, str]:
        """Found by its number and its contract."""
        return "loan", self.id, f"{self.number} {self.contract_no or ''}"


unique_while_live(Loan, "number")


class LoanAnimal(Event, Base):
    """One record under a loan, from a day to a day. How many stand there is in the ledger."""

    __tablename__ = "loan_animals"
    set_once = frozenset({"voided_by", "until", "closed_by"})

    loan_id: Mapped[int] = mapped_column(ForeignKey("loans.id"), index=True)
    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"), index=True)
    since: Mapped[dt.date] = mapped_column(info=field(N_("Since")))
    until: Mapped[dt.date | None] = mapped_column(info=field(N_("Until")))
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("entries.id", deferrable=True, initially="DEFERRED"))

    def rules(self) -> Iterator[Problem]:
        if self.until is not None and self.until < self.since:
            yield Problem("until", _("Ends before it begins."))


class LoanStep(Event, Base):
    """One thing that happened to a loan. `until`: the new end, or by which day; `answers_id`: what it answers."""

    __tablename__ = "loan_steps"

    loan_id: Mapped[int] = mapped_column(ForeignKey("loans.id"), index=True)
    kind: Mapped[StepKind] = mapped_column(one_of(StepKind))
    on: Mapped[dt.date] = mapped_column(info=field(N_("On")))
    until: Mapped[dt.date | None] = mapped_column(info=field(N_("By")))
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("loan_steps.id"))
    note: Mapped[str | None] = mapped_column(Text, info=field(N_("Note"), lines=2))

    def rules(self) -> Iterator[Problem]:
        if self.until is not None and self.until < self.on:
            yield Problem("until", _("Ends before it begins."))


class OwnerShare(Event, Base):
    """How many percent of an animal an institution owns. The counts follow the owner who is named first."""

    __tablename__ = "owner_shares"
    __table_args__ = (CheckConstraint("percent BETWEEN 1 AND 100", name="whole_part"),)

    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"), index=True)
    institution_id: Mapped[int] = mapped_column(
        ForeignKey("institutions.id"), info=field(N_("Owner"), pick="institutions")
    )
    percent: Mapped[int] = mapped_column(info=field(N_("Share"), unit="%", least=1, most=100))
    no: Mapped[int] = mapped_column(default=1)
