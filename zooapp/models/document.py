"""Papers as issued: register, bytes, and what happened to each since. Append-only (ledger.md 2.12)."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from zooapp.models.base import Base, Moment, Travels, entry_key, one_of


class Document(Travels, Base):
    """One issued paper: series and number stay, the revision counts. `data` is what was printed, as canonical JSON."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("series", "number", "revision"),)

    series: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(60), index=True)
    revision: Mapped[int] = mapped_column(default=0)
    record_kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    languages: Mapped[str] = mapped_column(String(40))
    issued_on: Mapped[dt.date]
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    data: Mapped[str] = deferred(mapped_column(Text))
    payload: Mapped[str] = mapped_column(Text)
    entry_id: Mapped[int] = entry_key()

    def search_words(self) -> tuple[str, int, str]:
        """Found by its number."""
        return "document", self.id, self.number


class DocumentFile(Base):
    """The bytes of an issued paper, stored once with it."""

    __tablename__ = "document_files"

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(120))
    bytes: Mapped[bytes] = mapped_column(LargeBinary)
    entry_id: Mapped[int] = entry_key()


class DocumentState(StrEnum):
    """What can happen to a paper. On screen: the last of these."""

    ISSUED = "issued"
    SIGNED_SENDER = "signed_sender"
    SIGNED_RECEIVER = "signed_receiver"
    SCAN_FILED = "scan_filed"
    REVISED = "revised"
    VOIDED = "voided"


class DocumentEvent(Base):
    """One thing that happened to a paper."""

    __tablename__ = "document_events"

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    state: Mapped[DocumentState] = mapped_column(one_of(DocumentState))
    at: Mapped[dt.datetime] = mapped_column(Moment)
    on: Mapped[dt.date]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    note: Mapped[str | None] = mapped_column(String(300))
    entry_id: Mapped[int] = entry_key()
