"""Photos belong to records: add one that was kept, make it the portrait, caption it, take it back.

`media.keep` runs before, off the window's thread: the row is written when the file stands in its folder.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from zooapp import media, settings
from zooapp.errors import Invalid, Level, Problem, StorageFailed
from zooapp.i18n import _
from zooapp.media import Kept
from zooapp.models import Media, MediaLink
from zooapp.permission import Permission
from zooapp.portraits_of import are_alike, portrait, shots
from zooapp.records import record_of
from zooapp.rewriting import values_of
from zooapp.work import Work, needs

CAPTIONED = frozenset({"caption", "taken_on", "taken_by"})


@dataclass(frozen=True)
class Photo:
    """What is said of a photo. The first of a record becomes its portrait by itself; no day is the camera's day."""

    record_kind: str
    record_id: int
    primary: bool = False
    caption: str | None = None
    taken_on: dt.date | None = None
    taken_by: str | None = None


@needs(Permission.PHOTOGRAPH)
def add(work: Work, folder: Path, kept: Kept, photo: Photo) -> MediaLink:
    """Link a kept picture to a record. One that is there already, or looks like one that is, is a warning."""
    record_of(work.session, photo.record_kind, photo.record_id)
    if kept.width is None:
        raise Invalid(Problem("photo", _("This is no picture. Attach it as a scan.")))
    there = [shot for shot in shots(work.session, photo.record_kind, photo.record_id) if not shot.is_scan]
    if any(shot.sha256 == kept.sha256 for shot in there):
        work.warn(Problem("photo", _("This photo is here already."), Level.WARNING))
    elif any(are_alike(shot.likeness, kept.dhash or "") for shot in there):
        work.warn(Problem("photo", _("This photo looks like one that is here already."), Level.WARNING))
    camera = kept.taken_at.date() if kept.taken_at else None
    return work.add(
        MediaLink(
            media_id=original_of(work, folder, kept).id,
            record_kind=photo.record_kind,
            record_id=photo.record_id,
            primary=photo.primary or not there,
            caption=photo.caption,
            taken_on=photo.taken_on or camera,
            taken_by=photo.taken_by,
        )
    )


@needs(Permission.PHOTOGRAPH)
def make_portrait(work: Work, link_id: int) -> MediaLink:
    """From now on this photo stands for its record."""
    return _replace(work, work.get(MediaLink, link_id), {"primary": True})


@needs(Permission.PHOTOGRAPH)
def caption(work: Work, link_id: int, values: Mapping[str, Any]) -> MediaLink:
    """Say what it shows, when and by whom it was taken: `caption`, `taken_on`, `taken_by`."""
    old = work.get(MediaLink, link_id)
    if unknown := set(values) - CAPTIONED:
        raise Invalid(_("{name} is no part of a caption.").format(name=min(unknown)))
    # The newest primary is the portrait: one that was it once does not become it again by a new caption.
    shown = portrait(work.session, old.record_kind, [old.record_id]).get(old.record_id)
    sha = work.get(Media, old.media_id).sha256
    return _replace(work, old, {"primary": old.primary and shown == sha, **values})


@needs(Permission.PHOTOGRAPH)
def take_back(work: Work, link_id: int) -> None:
    """It does not show this record. The file stays."""
    work.void(work.get(MediaLink, link_id))


@needs(Permission.ATTACH)
def original_of(work: Work, folder: Path, kept: Kept) -> Media:
    """The row of a kept file, one a hash. Raises StorageFailed when the file is gone meanwhile."""
    if not media.original(folder, kept.sha256).is_file():
        raise StorageFailed(_("The file is not in the photo folder any more. Add it again."))
    known = work.session.scalars(select(Media).where(Media.sha256 == kept.sha256)).one_or_none()
    if known is not None:
        return known
    zone = settings.zone(work.session)  # a camera writes its own time without a zone: we take it for the zoo's
    return work.add(
        Media(
            sha256=kept.sha256,
            type=kept.media_type,
            size=kept.byte_size,
            width=kept.width,
            height=kept.height,
            likeness=kept.dhash,
            taken_at=kept.taken_at and kept.taken_at.replace(tzinfo=zone),
        )
    )


def _replace(work: Work, old: MediaLink, values: Mapping[str, Any]) -> MediaLink:
    """A link is written once: the old one is taken back, the new one names it."""
    work.void(old)
    return work.add(MediaLink(**values_of(old) | {**values, "replaces_id": old.id}))
