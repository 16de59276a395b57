"""The journal's own arithmetic: canonical JSON, hashes, the chain of a workstation, and the proof that it is whole."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.orm import Session

from zooapp.i18n import _
from zooapp.models import ChainHead, Change, Entry

GENESIS = "0" * 64


def plain(value: Any) -> Any:
    """A value as JSON keeps it: days and moments as ISO text in UTC, enums by value, bytes by their hash."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if hasattr(value, "show"):
        return value.show()
    raise TypeError(f"{type(value).__name__} has no place in the journal")


def canonical(data: Any) -> str:
    """One text for one content: sorted keys, no spaces, letters as they are."""
    return json.dumps(data, default=plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True)
class Link:
    """What an entry says, before its hash is known."""

    id: int
    at: dt.datetime
    person_id: int | None
    role: str
    workstation: str
    why: str
    accepted: str = "[]"
    undoes_id: int | None = None
    clock_trusted: bool = True

    def hash(self, previous: str, changes: Iterable[Sequence[Any]]) -> str:
        """SHA-256 over the link before, this entry, and its changes (kind, id, uid, data) in order."""
        said = [self.id, self.at, self.person_id, self.role, self.workstation, self.why, self.accepted]
        rest = [self.undoes_id, self.clock_trusted, [list(change) for change in changes]]
        return hashlib.sha256(canonical([previous, *said, *rest]).encode()).hexdigest()


def reserve(session: Session) -> int:
    """The id of the entry that this work will write, known before its rows are."""
    if session.get_bind().dialect.name == "postgresql":
        return int(session.connection().execute(text("SELECT nextval('entries_id_seq')")).scalar_one())
    return int(session.scalar(select(func.coalesce(func.max(Entry.id), 0))) or 0) + 1


def write(session: Session, link: Link, changes: Mapping[tuple[str, int], tuple[str | None, str]]) -> str:
    """Append the entry and its changes to the workstation's chain; the head's row is locked meanwhile."""
    connection = session.connection()
    rows = [(kind, record, uid, data) for (kind, record), (uid, data) in changes.items()]
    head = connection.execute(
        select(ChainHead.id, ChainHead.hash).where(ChainHead.workstation == link.workstation).with_for_update()
    ).one_or_none()
    previous = head.hash if head else GENESIS
    own = link.hash(previous, rows)
    connection.execute(insert(_table(Entry)), {**vars(link), "previous_hash": previous, "hash": own})
    columns = ("record_kind", "record_id", "uid", "data")
    connection.execute(
        insert(_table(Change)), [{"entry_id": link.id, **dict(zip(columns, row, strict=True))} for row in rows]
    )
    heads = _table(ChainHead)
    if head:
        connection.execute(heads.update().where(heads.c.id == head.id), {"entry_id": link.id, "hash": own})
    else:
        connection.execute(insert(heads), {"workstation": link.workstation, "entry_id": link.id, "hash": own})
    return own


def _table(model: type[Any]) -> Table:
    table: Table = model.__table__
    return table


def heads(session: Session) -> dict[str, str]:
    """The last hash of each workstation's chain: the anchor that goes into papers and backups."""
    return {row.workstation: row.hash for row in session.execute(select(ChainHead.workstation, ChainHead.hash))}


def faults(session: Session) -> Iterator[str]:
    """What is wrong with the journal, as sentences: an altered entry, a break, a fork, a lost head."""
    changes: dict[int, list[tuple[Any, ...]]] = {}
    for row in session.execute(
        select(Change.entry_id, Change.record_kind, Change.record_id, Change.uid, Change.data).order_by(Change.id)
    ):
        changes.setdefault(row.entry_id, []).append(tuple(row[1:]))
    hashes: dict[str, set[str]] = {}
    followed: set[tuple[str, str]] = set()
    entries = session.scalars(select(Entry).order_by(Entry.id)).all()
    for entry in entries:
        hashes.setdefault(entry.workstation, {GENESIS}).add(entry.hash)
    for entry in entries:
        if hash_of(entry, changes.pop(entry.id, [])) != entry.hash:
            yield _("Journal entry {n} was altered.").format(n=entry.id)
        if entry.previous_hash not in hashes[entry.workstation]:
            yield _("The journal breaks before entry {n}.").format(n=entry.id)
        place = (entry.workstation, entry.previous_hash)
        if place in followed and entry.previous_hash != GENESIS:
            yield _("Two journal entries follow the same one: entry {n}.").format(n=entry.id)
        followed.add(place)
    yield from (_("Changes of journal entry {n} stand without it.").format(n=orphan) for orphan in changes)
    for station, head in heads(session).items():
        known = head in hashes.get(station, ()) and (station, head) not in followed
        yield from () if known else (_("The journal of {station} has lost its last entry.").format(station=station),)


def hash_of(entry: Entry, changes: Iterable[Sequence[Any]]) -> str:
    """The hash that this entry has to bear, from what it says now."""
    link = Link(**{name: getattr(entry, name) for name in Link.__dataclass_fields__})
    return link.hash(entry.previous_hash, changes)
