"""One entry of the journal in words: who, when, why, from where, and each record with old -> new."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import settings
from zooapp.fields import fields_of
from zooapp.i18n import _, moment
from zooapp.lists.confidential import without_hidden
from zooapp.models import Base, Change, Entry, Person
from zooapp.records import model_of

MOST: Final = 40  # records shown one by one; the rest is counted
CALLED: Final = ("local_id", "scientific", "mnemonic", "number", "value", "name", "code", "text", "login")
QUIET: Final = {"uid", "entry_id", "id", "version", "record_kind", "record_id"}
Place = tuple[str, int]


@dataclass(frozen=True)
class ChangeLine:
    """One record that the entry touched: kind and title in words, and label, old, new of each field."""

    kind: str
    title: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class EntryFacts:
    """One entry, ready to be shown."""

    id: int
    at: str
    who: str
    role: str
    workstation: str
    why: str
    accepted: tuple[str, ...]
    undoes: int
    undone_by: int
    clock_trusted: bool
    hash: str
    changes: tuple[ChangeLine, ...]
    more: int


def read(session: Session, entry: int) -> EntryFacts | None:
    """What a card shows of an entry."""
    record = session.get(Entry, entry)
    if record is None:
        return None
    changes = select(Change.record_kind, Change.record_id, Change.data).where(Change.entry_id == entry)
    rows = without_hidden(session, session.execute(changes.order_by(Change.id)).all())
    who = session.scalar(select(Person.name).where(Person.id == record.person_id))
    return EntryFacts(
        id=entry,
        at=moment(record.at, settings.zone(session)),
        who=who or "",
        role=record.role,
        workstation=record.workstation,
        why=record.why,
        accepted=tuple(json.loads(record.accepted)),
        undoes=record.undoes_id or 0,
        undone_by=session.scalar(select(Entry.id).where(Entry.undoes_id == entry).limit(1)) or 0,
        clock_trusted=record.clock_trusted,
        hash=record.hash,
        changes=told(session, rows[:MOST]),
        more=max(0, len(rows) - MOST),
    )


def told(session: Session, rows: Any) -> tuple[ChangeLine, ...]:
    """Each row (record_kind, record_id, data) of the journal in words; one statement for each kind of record named."""
    read_rows = [(row.record_kind, row.record_id, json.loads(row.data)) for row in rows]
    named = {(kind, key) for kind, key, _data in read_rows}
    for kind, _key, data in read_rows:
        named |= {place for name, pair in data.items() for value in pair if (place := _points_to(kind, name, value))}
        named |= {owner for owner in (_owner(data),) if owner is not None}
    titles = _titles(session, named)
    return tuple(
        ChangeLine(_(kind.replace("_", " ")), _title((kind, key), data, titles), _fields(kind, data, titles))
        for kind, key, data in read_rows
    )


def _owner(data: dict[str, list[Any]]) -> Place | None:
    """The record of any kind to which a new name, paper or confirmation belongs."""
    if {"record_kind", "record_id"} <= data.keys():
        return str(data["record_kind"][1]), int(data["record_id"][1])
    return None


def _title(place: Place, data: dict[str, list[Any]], titles: dict[Place, str]) -> str:
    """What a record is called, else what it belongs to, else its number."""
    owner = _owner(data)
    if place in titles or owner is None:
        return titles.get(place, str(place[1]))
    return f"{_(owner[0].replace('_', ' '))} {titles.get(owner, str(owner[1]))}"


def _fields(kind: str, data: dict[str, list[Any]], titles: dict[Place, str]) -> tuple[tuple[str, str, str], ...]:
    specs = fields_of(model_of(kind))
    lines = []
    for name, (old, new) in data.items():
        if name in QUIET or (old is None and new is False):
            continue
        label = specs[name].label if name in specs else _(name.removesuffix("_id").replace("_", " ")).capitalize()
        lines.append((label, _shown(kind, name, old, titles), _shown(kind, name, new, titles)))
    return tuple(lines)


def _shown(kind: str, name: str, value: Any, titles: dict[Place, str]) -> str:
    if value is None:
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    place = _points_to(kind, name, value)
    return titles.get(place, str(value)) if place else str(value)


def _points_to(kind: str, name: str, value: Any) -> Place | None:
    """The record that a key names; None where the field is no key."""
    column = model_of(kind).__table__.columns.get(name)
    if column is None or not isinstance(value, int):
        return None
    tables = {key.column.table for key in column.foreign_keys}
    other = next((m.class_ for m in Base.registry.mappers if m.local_table in tables), None)
    return (other.called, value) if other is not None else None


def _titles(session: Session, places: Iterable[Place]) -> dict[Place, str]:
    """What each record is called: one statement for each kind."""
    by_kind: dict[str, list[int]] = {}
    for kind, key in places:
        by_kind.setdefault(kind, []).append(key)
    found: dict[Place, str] = {}
    for kind, keys in by_kind.items():
        model = model_of(kind)
        column = next((c for name in CALLED if (c := getattr(model, name, None)) is not None), None)
        if column is not None:
            rows = session.execute(select(model.id, column).where(model.id.in_(keys)))
            found |= {(kind, key): str(title) for key, title in rows if title}
    return found
