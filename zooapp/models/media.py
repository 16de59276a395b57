"""Photos and scans: one row a hash, linked to any record."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.field import field
from zooapp.i18n import N_
from zooapp.models.base import Base, Event, Moment


class Media(Event, Base):
    """An original in the media folder, named by the SHA-256 of its bytes."""

    __tablename__ = "media"

    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]
    likeness: Mapped[str | None] = mapped_column(String(16), index=True)
    taken_at: Mapped[dt.datetime | None] = mapped_column(Moment)


class MediaLink(Event, Base):
    """A photo or scan belongs to a record. The live one with the highest id among primaries is the portrait."""

    __tablename__ = "media_links"
    __table_args__ = (Index("ix_media_links_record", "record_kind", "record_id"),)

    media_id: Mapped[int] = mapped_column(ForeignKey("media.id"), index=True)
    record_kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    primary: Mapped[bool] = mapped_column(default=False, info=field(N_("Portrait")))
    caption: Mapped[str | None] = mapped_column(String(200), info=field(N_("Caption")))
    taken_on: Mapped[dt.date | None] = mapped_column(info=field(N_("Taken on")))
    taken_by: Mapped[str | None] = mapped_column(String(120), info=field(N_("Taken by")))
    incoming_no: Mapped[str | None] = mapped_column(String(60), info=field(N_("Incoming number")))
    incoming_on: Mapped[dt.date | None] = mapped_column(info=field(N_("Incoming on")))
    original_at: Mapped[str | None] = mapped_column(
        String(120), info=field(N_("Original lies in"), N_("As folder 12"))
    )
