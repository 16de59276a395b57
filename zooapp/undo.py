"""Undo and redo of any work, read from the journal: what it wrote is voided, what it changed is set back."""

import datetime as dt
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Enum, select
from sqlalchemy.orm import Session

from zooapp import rewriting
from zooapp.errors import Invalid
from zooapp.i18n import _
from zooapp.models import (
    Animal,
    Base,
    Change,
    Document,
    DocumentEvent,
    DocumentFile,
    Entry,
    Event,
    Media,
    NumberSeries,
    Person,
    Record,
)
from zooapp.work import Work

KEPT = {NumberSeries.called, Media.called}  # numbers stay given out (R23), originals stay kept
PAPERS = {Document.called, DocumentEvent.called, DocumentFile.called}


@dataclass
class Done:
    """What a work did, sorted by how it is taken back."""

    keys: set[tuple[str, int]] = field(default_factory=set)
    made: list[Base] = field(default_factory=list)
    ended: list[tuple[Event, set[str]]] = field(default_factory=list)
    changed: list[tuple[Base, dict[str, list[Any]]]] = field(default_factory=list)


def take_back(work: Work, entry_id: int) -> None:
    """Void what an entry wrote and set back what it changed; what it voided or ended is written again.

    Raises Invalid, with who and what, when later work rests on it or a paper was issued.
    """
    done = _read(work.session, entry_id)
    refuse_if_built_on(work.session, entry_id, done)
    for kind, key in sorted(done.keys):
        if kind == Animal.called:
            work.touch(key)
    for row in done.made:
        for live in _live(work.session, row) if isinstance(row, Event) else ():
            work.void(live)
    rewriting.write_again(work, done.ended)
    for row, changes in done.changed:
        _set_back(work, row, changes)
    for row in done.made:
        if isinstance(row, Record) and row.voided_by is None:
            work.void(row)


def _live(session: Session, row: Any) -> list[Event]:
    """The row, or the copy that stands for it since the work that voided it was undone itself."""
    if row.voided_by is None:
        return [row]
    model = type(row)
    copies = session.scalars(select(model).where(model.replaces_id == row.id)).all()
    return [live for copy in copies for live in _live(session, copy)]


def _read(session: Session, entry_id: int) -> Done:
    done = Done()
    rows = session.execute(
        select(Change.record_kind, Change.record_id, Change.data).where(Change.entry_id == entry_id).order_by(Change.id)
    ).all()
    if not rows:
        raise Invalid(_("This entry changed nothing."))
    existed = _earlier(session, entry_id, {row.record_kind for row in rows})
    for kind, key, data in rows:
        model = rewriting.models()[kind]
        if kind in PAPERS:
            raise Invalid(_("A paper was issued: it is revised or voided, not undone."))
        if kind in KEPT or not issubclass(model, Event | Record):
            continue
        done.keys.add((kind, key))
        row = session.get_one(model, key)
        changes: dict[str, list[Any]] = json.loads(data)
        if row.entry_id == entry_id if isinstance(row, Event) else (kind, key) not in existed:
            done.made.append(row)
        elif isinstance(row, Event):
            done.ended.append((row, set(changes)))
        elif changes:
            done.changed.append((row, changes))
    return done


def _earlier(session: Session, entry_id: int, kinds: Collection[str]) -> set[tuple[str, int]]:
    """The records of this entry that were there before it."""
    mine = select(Change.record_id).where(Change.entry_id == entry_id)
    query = select(Change.record_kind, Change.record_id).where(Change.entry_id < entry_id)
    found = session.execute(query.where(Change.record_kind.in_(kinds), Change.record_id.in_(mine)).distinct()).all()
    return {(kind, key) for kind, key in found}


def _set_back(work: Work, row: Base, changes: Mapping[str, list[Any]]) -> None:
    if any(new == "changed" and old in (None, "changed") for old, new in changes.values()):
        raise Invalid(_("A secret is not set back: choose a new one."))
    columns = {a.key: a.columns[0] for a in row.__mapper__.column_attrs}
    values = {name: _from_json(columns[name].type, old) for name, (old, _new) in changes.items()}
    work.amend(type(row), row.id, getattr(row, "version", 0), values)
    work.session.expire(row)


def _from_json(kind: Any, value: Any) -> Any:
    """A value of the journal as the column takes it."""
    if value is None:
        return None
    wanted: Any = kind.enum_class if isinstance(kind, Enum) else kind.python_type
    if wanted in (dt.date, dt.datetime):
        return wanted.fromisoformat(value)
    return wanted(value)


def refuse_if_built_on(session: Session, entry_id: int, done: Done) -> None:
    """Raises Invalid with the first that stands in the way: a later work, a record that points here, a paper."""
    if (later := _later(session, entry_id, done.keys)) is not None:
        raise Invalid(_in_words(session, later))
    resting = [_attached(session, done), *(_pointing(session, entry_id, row, done.keys) for row in done.made)]
    if above := [entry for entry in resting if entry is not None]:
        raise Invalid(_in_words(session, above[0]))
    papers = select(Document.number, Document.record_kind, Document.record_id).where(Document.entry_id > entry_id)
    for number, kind, key in session.execute(papers):
        if (kind, key) in done.keys:
            words = _("Paper {number} was issued on it. A paper is revised or voided, not undone.")
            raise Invalid(words.format(number=number))


def _later(session: Session, entry_id: int, keys: Collection[tuple[str, int]]) -> int | None:
    """The first later entry, still in force, that touched one of these records."""
    kinds, numbers = {kind for kind, _key in keys}, {key for _kind, key in keys}
    query = select(Change.entry_id, Change.record_kind, Change.record_id).where(Change.entry_id > entry_id)
    query = query.where(Change.record_kind.in_(kinds), Change.record_id.in_(numbers)).order_by(Change.entry_id)
    touched = [entry for entry, kind, key in session.execute(query) if (kind, key) in keys]
    in_force = standing(session, touched)
    return next((entry for entry in touched if entry in in_force), None)


def _pointing(session: Session, entry_id: int, row: Base, own: Collection[tuple[str, int]]) -> int | None:
    """The entry that wrote a live record which points to this one; what the entry itself changed is set back too."""
    if isinstance(row, Animal):
        return None  # whoever writes about an animal touches it: seen above
    for model, column in rewriting.keys_to(type(row)):
        if not issubclass(model, Event | Record):
            continue
        query = select(model.id).where(column == row.id, model.voided_by.is_(None))
        for key in session.scalars(query):
            by = _writer(session, model.called, key)
            if by not in (None, entry_id) and (model.called, key) not in own:
                return by
    return None


def _attached(session: Session, done: Done) -> int | None:
    """The entry that wrote a name, a photo, a paper of a record which would be taken back."""
    made = {(row.called, row.id) for row in done.made}
    kinds, numbers = {kind for kind, _key in made}, {key for _kind, key in made}
    for model in rewriting.models().values():
        if not hasattr(model, "record_kind") or not issubclass(model, Event | Record):
            continue
        about: Any = model
        query = select(about.id, about.record_kind, about.record_id).where(about.voided_by.is_(None))
        query = query.where(about.record_kind.in_(kinds), about.record_id.in_(numbers))
        for key, kind, record in session.execute(query):
            if (kind, record) in made and (model.called, key) not in done.keys:
                return _writer(session, model.called, key)
    return None


def _writer(session: Session, kind: str, key: int) -> int | None:
    """The entry that wrote a record first."""
    first = select(Change.entry_id).where(Change.record_kind == kind, Change.record_id == key)
    return session.scalar(first.order_by(Change.entry_id).limit(1))


def _in_words(session: Session, entry_id: int) -> str:
    entry = session.get_one(Entry, entry_id)
    who = session.get(Person, entry.person_id) if entry.person_id is not None else None
    words = _("{who} built on it: “{what}”. Undo that first.")
    return words.format(who=who.name if who else entry.role, what=entry.why)


def standing(session: Session, entries: Collection[int]) -> set[int]:
    """Of these entries the works and redos that nobody undid; an undo itself stands in nobody's way."""
    undone_by = undone(session)
    undoing = {undoer: entry for entry, undoer in undone_by.items()}
    return {entry for entry in entries if entry not in undone_by and _steps(entry, undoing) % 2 == 0}


def undone(session: Session) -> dict[int, int]:
    """Entries that were undone, each with the entry that did it."""
    rows = session.execute(select(Entry.undoes_id, Entry.id).where(Entry.undoes_id.is_not(None)))
    return {entry: undoer for entry, undoer in rows if entry is not None}


def _steps(entry: int, undoing: Mapping[int, int]) -> int:
    """0 for a work, 1 for its undo, 2 for the redo."""
    steps = 0
    while entry in undoing:
        entry, steps = undoing[entry], steps + 1
    return steps


def newest(session: Session, person_id: int | None) -> Iterator[tuple[int, int]]:
    """The entries of a person that nobody undid, the newest first, each with its steps."""
    undone_by = undone(session)
    undoing = {undoer: entry for entry, undoer in undone_by.items()}
    mine = Entry.person_id.is_(None) if person_id is None else Entry.person_id == person_id
    for entry in session.scalars(select(Entry.id).where(mine).order_by(Entry.id.desc()).limit(200)):
        if entry not in undone_by:
            yield entry, _steps(entry, undoing)
