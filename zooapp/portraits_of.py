"""The pictures of records: which is the portrait, which others there are, and how alike two are."""

import datetime as dt
from collections.abc import Collection
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from zooapp.models import Media, MediaLink

ALIKE: Final = 4  # bits of 64 in which two pictures of one motive differ at most


class Shot(NamedTuple):
    """A photo or scan of a record. A scan bears an incoming number, or says where its original lies."""

    link_id: int
    sha256: str
    type: str
    primary: bool
    caption: str
    taken_on: dt.date | None
    taken_by: str
    incoming_no: str
    incoming_on: dt.date | None
    original_at: str
    likeness: str

    @property
    def is_scan(self) -> bool:
        """A paper, not a picture of the animal."""
        return bool(self.incoming_no or self.original_at) or self.type == "application/pdf"


def portrait(session: Session, kind: str, records: Collection[int]) -> dict[int, str]:
    """The SHA-256 of the portrait of each record with photos: the newest that was made it, else the newest."""
    rows = session.execute(
        select(MediaLink.record_id, Media.sha256)
        .join(Media, Media.id == MediaLink.media_id)
        .where(MediaLink.record_kind == kind, MediaLink.record_id.in_(records))
        .where(MediaLink.voided_by.is_(None), ~is_paper())
        .order_by(MediaLink.primary, MediaLink.id)
    )
    return {row.record_id: row.sha256 for row in rows}


def is_paper() -> ColumnElement[bool]:
    """Whether a link with its medium is a scan of a paper, not a picture of what it stands at."""
    return or_(MediaLink.incoming_no.is_not(None), MediaLink.original_at.is_not(None), Media.width.is_(None))


def shots(session: Session, kind: str, record: int) -> list[Shot]:
    """All photos and scans of a record, in the order in which they were added."""
    rows = session.execute(
        select(MediaLink, Media.sha256, Media.type, Media.likeness)
        .join(Media, Media.id == MediaLink.media_id)
        .where(_of(kind, record))
        .order_by(MediaLink.id)
    )
    return [
        Shot(
            link_id=link.id,
            sha256=sha,
            type=media_type,
            primary=link.primary,
            caption=link.caption or "",
            taken_on=link.taken_on,
            taken_by=link.taken_by or "",
            incoming_no=link.incoming_no or "",
            incoming_on=link.incoming_on,
            original_at=link.original_at or "",
            likeness=likeness or "",
        )
        for link, sha, media_type, likeness in rows
    ]


def are_alike(one: str, other: str) -> bool:
    """Whether two picture hashes (16 hexadecimal digits) are nearly the same."""
    return bool(one and other) and (int(one, 16) ^ int(other, 16)).bit_count() <= ALIKE


def _of(kind: str, record: int) -> ColumnElement[bool]:
    return and_(MediaLink.record_kind == kind, MediaLink.record_id == record, MediaLink.voided_by.is_(None))
