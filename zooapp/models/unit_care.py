"""What becomes of a unit between two batches, which edition a case changed to, and which protocol a risk proposes."""

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.errors import Problem
from zooapp.field import field
from zooapp.i18n import N_, _
from zooapp.models.base import Base, Event, Record, one_of, unique_while_live
from zooapp.models.institution import SOURCE_CLASSES, SourceClass


class UnitCleaning(Event, Base):
    """A unit was cleaned and disinfected: on which day, by whom, with what. From then on it stands empty (R53)."""

    __tablename__ = "unit_cleanings"
    __table_args__ = (Index("ix_unit_cleanings_unit", "unit_id", "on"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("enclosures.id"), info=field(N_("Unit"), pick="units"))
    on: Mapped[dt.date] = mapped_column(info=field(N_("Cleaned and disinfected on")))
    who: Mapped[str] = mapped_column(String(120), info=field(N_("By whom")))
    means: Mapped[str] = mapped_column(String(200), info=field(N_("With what"), N_("Means, strength, time to act")))

    def rules(self) -> Iterator[Problem]:
        for name, words in (("who", _("Who cleaned it?")), ("means", _("With what was it disinfected?"))):
            if not (getattr(self, name) or "").strip():
                yield Problem(name, words)


class QuarantineEdition(Event, Base):
    """A case goes on under another edition of its protocol: since when, and why."""

    __tablename__ = "quarantine_editions"

    case_id: Mapped[int] = mapped_column(ForeignKey("quarantine_cases.id"), index=True)
    protocol_id: Mapped[int] = mapped_column(
        ForeignKey("protocols.id"), index=True, info=field(N_("New edition"), pick="protocols")
    )
    reason: Mapped[str] = mapped_column(String(300), info=field(N_("Reason")))
    on: Mapped[dt.date]


class ProtocolChoice(Record, Base):
    """Which protocol is proposed for a taxon from senders of a class (R52); of its editions the newest."""

    __tablename__ = "protocol_choices"

    source_class: Mapped[SourceClass] = mapped_column(
        one_of(SourceClass), info=field(N_("From senders that are"), choices=SOURCE_CLASSES)
    )
    taxon_id: Mapped[int] = mapped_column(ForeignKey("taxa.id"), info=field(N_("Taxon"), pick="taxa"))
    protocol_code: Mapped[str] = mapped_column(String(40))
    source: Mapped[str | None] = mapped_column(String(200), info=field(N_("Source")))
    verified: Mapped[bool] = mapped_column(default=False)


unique_while_live(ProtocolChoice, "source_class", "taxon_id")
