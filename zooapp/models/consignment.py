"""Consignments: what was announced, what came, in which crate and condition, with which papers."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, composite, mapped_column

from zooapp.errors import Problem
from zooapp.field import field
from zooapp.i18n import N_, _
from zooapp.models.animal import AnimalKind
from zooapp.models.base import Base, Moment, Record, Travels, one_of, unique_while_live
from zooapp.values.counts import SexCount


class Stage(StrEnum):
    """How far a consignment has come."""

    PROPOSED = "proposed"
    READY = "ready"
    IN_TRANSIT = "in_transit"
    ARRIVED = "arrived"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Consignment(Travels, Record, Base):
    """Animals that travel together from a sender to a receiver."""

    __tablename__ = "consignments"

    number: Mapped[str] = mapped_column(String(40), info=field(N_("Number")))
    sender_id: Mapped[int] = mapped_column(
        ForeignKey("institutions.id"), index=True, info=field(N_("Sender"), pick="institutions")
    )
    receiver_id: Mapped[int] = mapped_column(
        ForeignKey("institutions.id"), index=True, info=field(N_("Receiver"), pick="institutions")
    )
    term_id: Mapped[int] = mapped_column(ForeignKey("terms.id"), info=field(N_("Acquired as"), pick="terms"))
    stage: Mapped[Stage] = mapped_column(one_of(Stage), default=Stage.PROPOSED)
    arrived_on: Mapped[dt.date | None] = mapped_column(info=field(N_("Arrival date")))
    arrived_at: Mapped[dt.datetime | None] = mapped_column(Moment, info=field(N_("Arrival hour")))
    bound: Mapped[bool] = mapped_column(
        default=False, info=field(N_("On or before this day"), N_("Only when the exact day is not known"))
    )
    transport: Mapped[str | None] = mapped_column(
        String(120), info=field(N_("Transport"), N_("Flight, vehicle, train"))
    )
    transport_document: Mapped[str | None] = mapped_column(
        String(80), info=field(N_("Transport document"), N_("Air waybill, CMR, flight order"))
    )
    origin_place: Mapped[str | None] = mapped_column(String(80), info=field(N_("From")))
    destination_place: Mapped[str | None] = mapped_column(String(80), info=field(N_("To")))
    couriers: Mapped[str | None] = mapped_column(String(200), info=field(N_("Accompanied by")))
    contract: Mapped[str | None] = mapped_column(String(120), info=field(N_("Contract"), N_("Number and date")))
    note: Mapped[str | None] = mapped_column(Text, info=field(N_("Note"), lines=3))

    def rules(self) -> Iterator[Problem]:
        if self.sender_id == self.receiver_id:
            yield Problem("receiver_id", _("Sender and receiver are the same."))

    def search_words(self) -> tuple[str, int, str]:
        """Found by its number and papers of transport."""
        return "consignment", self.id, f"{self.number} {self.transport_document or ''} {self.contract or ''}"


unique_while_live(Consignment, "number")

PART_AS = ((AnimalKind.INDIVIDUAL, N_("individuals")), (AnimalKind.GROUP, N_("one group")))
KEEP_AS = (*PART_AS, (AnimalKind.COLONY, N_("a colony, in units")))
CONDITIONS = (("good", N_("good")), ("weak", N_("weak")), ("injured", N_("injured")), ("ill", N_("ill")))


class ConsignmentLine(Record, Base):
    """One taxon of a consignment: announced, received alive, dead on arrival (never accessioned, ledger.md 2.10)."""

    __tablename__ = "consignment_lines"
    __table_args__ = (UniqueConstraint("consignment_id", "no"),)

    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignments.id"))
    no: Mapped[int]
    taxon_id: Mapped[int] = mapped_column(ForeignKey("taxa.id"), info=field(N_("Taxon"), pick="taxa"))
    announced: Mapped[SexCount] = composite(
        SexCount,
        mapped_column("announced_m"),
        mapped_column("announced_f"),
        mapped_column("announced_u"),
        info=field(N_("Announced"), N_("Males.females.unknown, as 0.0.40")),
    )
    alive: Mapped[SexCount] = composite(
        SexCount,
        mapped_column("alive_m"),
        mapped_column("alive_f"),
        mapped_column("alive_u"),
        info=field(N_("Received alive"), N_("Males.females.unknown, as 0.0.40")),
    )
    dead: Mapped[SexCount] = composite(
        SexCount,
        mapped_column("dead_m", default=0),
        mapped_column("dead_f", default=0),
        mapped_column("dead_u", default=0),
        info=field(N_("Dead on arrival"), N_("Stays on the consignment, is not accessioned"), required=False),
    )
    keep_as: Mapped[AnimalKind] = mapped_column(
        one_of(AnimalKind, "keep_as"), default=AnimalKind.INDIVIDUAL, info=field(N_("Keep as"), choices=KEEP_AS)
    )
    marks: Mapped[str | None] = mapped_column(
        String(1000), info=field(N_("Marks"), N_("Chips, rings as A001-A040, ear:123; or later"))
    )
    sender_ids: Mapped[str | None] = mapped_column(String(500), info=field(N_("Sender's IDs")))
    sex_method: Mapped[str | None] = mapped_column(
        String(120), info=field(N_("Sex known by"), N_("Empty: as reported by the sender"))
    )
    taxon_doubtful: Mapped[bool] = mapped_column(default=False, info=field(N_("Species not certain (cf.)")))
    condition: Mapped[str | None] = mapped_column(
        String(20), info=field(N_("Condition"), choices=CONDITIONS)
    )
    crate: Mapped[str | None] = mapped_column(String(60), info=field(N_("Crate")))
    seal: Mapped[str | None] = mapped_column(String(60), info=field(N_("Seal")))
    unit_id: Mapped[int | None] = mapped_column(
        ForeignKey("enclosures.id"), info=field(N_("Quarantine unit"), pick="units")
    )
    protocol_id: Mapped[int | None] = mapped_column(
        ForeignKey("protocols.id"), info=field(N_("Protocol"), pick="protocols")
    )

    def rules(self) -> Iterator[Problem]:
        if self.alive.total == 0 and self.dead.total == 0:
            yield Problem("alive", _("Nothing came: leave the line out."))
        if self.keep_as is AnimalKind.COLONY and (self.alive.m or self.alive.f):
            yield Problem("alive", _("A colony is counted in units, as 0.0.1."))
        if self.unit_id is not None and self.protocol_id is None:
            yield Problem("protocol_id", _("A quarantine unit wants a protocol."))


PAPERS = (
    ("cites_export", N_("CITES export permit")),
    ("cites_import", N_("CITES import permit")),
    ("national_permit", N_("National permit")),
    ("veterinary_certificate", N_("Veterinary certificate")),
    ("invoice", N_("Proforma invoice")),
    ("packing_list", N_("Packing list")),
    ("deed", N_("Deed of gift")),
    ("power_of_attorney", N_("Power of attorney")),
    ("letter", N_("Letter")),
    ("signed_copy", N_("Signed copy")),
    ("other", N_("Other paper")),
)


class Paper(Record, Base):
    """A paper that came or goes with a consignment or a record: number, issuer, validity, where it lies (R108)."""

    __tablename__ = "papers"

    record_kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(40), info=field(N_("Kind of paper"), choices=PAPERS))
    number: Mapped[str] = mapped_column(String(80), info=field(N_("Number")))
    issuer: Mapped[str | None] = mapped_column(String(160), info=field(N_("Issued by")))
    issued_on: Mapped[dt.date | None] = mapped_column(info=field(N_("Issued on")))
    valid_to: Mapped[dt.date | None] = mapped_column(info=field(N_("Valid to")))
    incoming_no: Mapped[str | None] = mapped_column(String(60), info=field(N_("Incoming number")))
    incoming_on: Mapped[dt.date | None] = mapped_column(info=field(N_("Incoming on")))
    original_at: Mapped[str | None] = mapped_column(
        String(120), info=field(N_("Original lies in"), N_("As folder 12"))
    )
    lines: Mapped[str | None] = mapped_column(
        String(60), info=field(N_("For lines"), N_("Of the consignment, as 1, 2; empty: all"))
    )

    def rules(self) -> Iterator[Problem]:
        if self.issued_on and self.valid_to and self.valid_to < self.issued_on:
            yield Problem("valid_to", _("Ends before it was issued."))

    def search_words(self) -> tuple[str, int, str]:
        """Found as the record that it belongs to."""
        return self.record_kind, self.record_id, f"{self.number} {self.issuer or ''}"
