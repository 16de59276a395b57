"""Scans of papers belong to records: with incoming number and day, or where the original lies (rules.md R108)."""

import datetime as dt
from dataclasses import asdict, dataclass
from pathlib import Path

from zooapp.errors import Invalid, Level, Problem
from zooapp.i18n import _
from zooapp.media import Kept
from zooapp.models import MediaLink
from zooapp.permission import Permission
from zooapp.portraits_of import shots
from zooapp.records import record_of
from zooapp.services.photos import original_of
from zooapp.work import Work, needs


@dataclass(frozen=True)
class Scan:
    """What is said of a scan: number and day in the book of incoming papers, or "folder 12"."""

    record_kind: str
    record_id: int
    incoming_no: str | None = None
    incoming_on: dt.date | None = None
    original_at: str | None = None
    caption: str | None = None


@needs(Permission.ATTACH)
def attach(work: Work, folder: Path, kept: Kept, scan: Scan) -> MediaLink:
    """Attach a kept PDF or picture (`media.keep_scan`) to any record."""
    record_of(work.session, scan.record_kind, scan.record_id)
    if not (scan.incoming_no or scan.original_at):
        raise Invalid(Problem("incoming_no", _("Give its incoming number, or say where the original lies.")))
    if scan.incoming_no and scan.incoming_on is None:
        raise Invalid(Problem("incoming_on", _("On which day did it come in?")))
    if any(shot.sha256 == kept.sha256 for shot in shots(work.session, scan.record_kind, scan.record_id)):
        work.warn(Problem("scan", _("This scan is attached already."), Level.WARNING))
    return work.add(MediaLink(media_id=original_of(work, folder, kept).id, **asdict(scan)))


@needs(Permission.ATTACH)
def take_back(work: Work, link_id: int) -> None:
    """It was attached to the wrong record. The file stays."""
    work.void(work.get(MediaLink, link_id))
