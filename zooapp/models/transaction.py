"""The ledger: acts and their postings (ledger.md 1). No other table holds a count."""

import datetime as dt
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, composite, mapped_column

from zooapp.errors import Problem
from zooapp.field import field
from zooapp.i18n import N_, _
from zooapp.models.base import Base, Event, Record, Travels, one_of
from zooapp.values.counts import SexCount
from zooapp.values.dates import DateKind, FuzzyDate

VOIDED: Final = text("voided_by IS NOT NULL")
CLOCK: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class Mode(StrEnum):
    """The kind of an act; it decides which postings are legal."""

    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    TRANSFER = "transfer"
    RECEIPT = "receipt"
    BIRTH = "birth"
    DEATH = "death"
    SPLIT = "split"
    MERGE = "merge"
    IDENTIFIED = "identified"
    SEXED = "sexed"
    CENSUS = "census"


# How an animal stands that left so; else who holds and owns it afterwards decides.
LEAVES_AS = (
    ("missing", N_("missing")),
    ("released", N_("released")),
    ("returned", N_("returned to its owner")),
    ("seized", N_("seized")),
    ("food", N_("sold for food")),
    ("gone", N_("gone, not known where")),
)


class Term(Record, Base):
    """The business word of an act ("donation from") and its effect: holder, owner, and when title passes."""

    __tablename__ = "terms"

    code: Mapped[str] = mapped_column(String(40), unique=True, info=field(N_("Code")))
    mode: Mapped[Mode] = mapped_column(one_of(Mode), info=field(N_("Kind of act")))
    name: Mapped[str] = mapped_column(String(120), info=field(N_("Name")))
    physical: Mapped[bool] = mapped_column(default=True, info=field(N_("Changes the holder")))
    ownership: Mapped[bool] = mapped_column(default=True, info=field(N_("Changes the owner")))
    title_passes: Mapped[str | None] = mapped_column(
        String(20),
        info=field(
            N_("Ownership passes on"), choices=(("departure", N_("Departure")), ("arrival", N_("Signed receipt")))
        ),
    )
    leaves_as: Mapped[str | None] = mapped_column(
        String(20), info=field(N_("Stands then as"), N_("Only for departures"), choices=LEAVES_AS)
    )


class Transaction(Travels, Event, Base):
    """One act of one day. `seq` orders the day (R8); the clock time is what the zoo wrote, or nothing."""

    __tablename__ = "transactions"
    __table_args__ = (
        UniqueConstraint("id", "on", "seq", "mode", name="uq_transactions_act"),
        Index("ix_transactions_voided_by", "voided_by", sqlite_where=VOIDED, postgresql_where=VOIDED),
    )

    on: Mapped[dt.date] = mapped_column(index=True, info=field(N_("On")))
    seq: Mapped[int] = mapped_column(default=1)
    mode: Mapped[Mode] = mapped_column(one_of(Mode))
    when: Mapped[FuzzyDate | None] = composite(
        FuzzyDate,
        mapped_column("on_earliest", Date, nullable=True),
        mapped_column("on_latest", Date, nullable=True),
        mapped_column("on_nominal", Date, nullable=True),
        mapped_column("on_kind", one_of(DateKind, "on_kind"), nullable=True),
        mapped_column("on_note", String(200), nullable=True),
    )
    time: Mapped[str | None] = mapped_column(String(5), info=field(N_("Time"), N_("As 14:30, or nothing")))
    term_id: Mapped[int | None] = mapped_column(ForeignKey("terms.id"), info=field(N_("Term"), pick="terms"))
    partner_id: Mapped[int | None] = mapped_column(
        ForeignKey("institutions.id"), info=field(N_("Partner"), pick="institutions")
    )
    line_id: Mapped[int | None] = mapped_column(ForeignKey("consignment_lines.id"), index=True)
    loan_id: Mapped[int | None] = mapped_column(ForeignKey("loans.id"), index=True)
    birth_id: Mapped[int | None] = mapped_column(
        ForeignKey("transactions.id"),
        info=field(N_("Hatched or born"), N_("Of which hatch the dead is; empty where not known"), pick="births"),
    )
    note: Mapped[str | None] = mapped_column(Text, info=field(N_("Note"), lines=3))

    def rules(self) -> Iterator[Problem]:
        bounds = self.when and (self.when.earliest, self.when.latest)
        if bounds and bounds[0] and bounds[1] and not bounds[0] <= self.on <= bounds[1]:
            yield Problem("on", _("The day lies outside its own bounds."))
        if self.time and not CLOCK.fullmatch(self.time):
            yield Problem("time", _("Hours and minutes, as 14:30."))


class Posting(Base):
    """m, f, u added to one account: (animal, taxon, holder, owner). Lives and is voided with its act."""

    __tablename__ = "postings"
    __table_args__ = (
        ForeignKeyConstraint(
            ["transaction_id", "on", "seq", "mode"],
            ["transactions.id", "transactions.on", "transactions.seq", "transactions.mode"],
            name="fk_postings_act",
        ),
        CheckConstraint("m <> 0 OR f <> 0 OR u <> 0", name="not_empty"),
        Index("ix_postings_animal", "animal_id", "on", "seq"),
        Index("ix_postings_holder", "holder_id", "taxon_id", "on", "owner_id", "m", "f", "u", "transaction_id"),
        Index("ix_postings_owner", "owner_id", "taxon_id", "on", "holder_id", "m", "f", "u", "transaction_id"),
        Index("ix_postings_transaction", "transaction_id"),
    )

    transaction_id: Mapped[int]
    on: Mapped[dt.date]
    seq: Mapped[int]
    mode: Mapped[Mode] = mapped_column(one_of(Mode, "posting_mode"))
    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"))
    taxon_id: Mapped[int] = mapped_column(ForeignKey("taxa.id"))
    holder_id: Mapped[int] = mapped_column(ForeignKey("institutions.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("institutions.id"))
    m: Mapped[int] = mapped_column(default=0)
    f: Mapped[int] = mapped_column(default=0)
    u: Mapped[int] = mapped_column(default=0)


class Census(Base):
    """An absolute count of one account on a day (R10). Its difference to the books is derived, never stored."""

    __tablename__ = "censuses"
    __table_args__ = (CheckConstraint("m >= 0 AND f >= 0 AND u >= 0", name="not_negative"),)

    transaction_id: Mapped[int] = mapped_column(ForeignKey("transactions.id"), unique=True)
    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"), index=True)
    taxon_id: Mapped[int] = mapped_column(ForeignKey("taxa.id"))
    holder_id: Mapped[int] = mapped_column(ForeignKey("institutions.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("institutions.id"))
    count: Mapped[SexCount] = composite(
        SexCount, mapped_column("m"), mapped_column("f"), mapped_column("u"), info=field(N_("Counted"))
    )
