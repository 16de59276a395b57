"""The journal: who changed what, when and why, in one chain of hashes a workstation. Append-only."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.models.base import Base, Moment


class Entry(Base):
    """One work: the person, the moment, the reason, the warnings that were accepted, and the hashes."""

    __tablename__ = "entries"
    derived = True

    at: Mapped[dt.datetime] = mapped_column(Moment, index=True)
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey(
            "people.id", name="fk_entries_person_id_people", use_alter=True, deferrable=True, initially="DEFERRED"
        )
    )
    role: Mapped[str] = mapped_column(String(40))
    workstation: Mapped[str] = mapped_column(String(60))
    why: Mapped[str] = mapped_column(Text)
    accepted: Mapped[str] = mapped_column(Text, default="[]")
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id"))
    clock_trusted: Mapped[bool] = mapped_column(default=True)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class Change(Base):
    """What one work did to one record: field -> [old, new] as canonical JSON; {} when it was only touched."""

    __tablename__ = "changes"
    derived = True
    __table_args__ = (Index("ix_changes_record_kind_record_id", "record_kind", "record_id"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    record_kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    uid: Mapped[str | None] = mapped_column(String(36))
    data: Mapped[str] = mapped_column(Text)


class ChainHead(Base):
    """The last entry of a workstation's chain; its row is locked while the next link is made."""

    __tablename__ = "chain_heads"
    derived = True

    workstation: Mapped[str] = mapped_column(String(60), unique=True)
    entry_id: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


class SearchText(Base):
    """What a record is found by, folded; written by the session after each flush (house.md "Search")."""

    __tablename__ = "search_texts"
    derived = True
    __table_args__ = (
        Index("ix_search_texts_source", "source_kind", "source_id", unique=True),
        Index("ix_search_texts_record", "record_kind", "record_id"),
    )

    source_kind: Mapped[str] = mapped_column(String(40))
    source_id: Mapped[int]
    record_kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
