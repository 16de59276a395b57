"""The audit extract of a record: every change in the journal, with when, who, why, old and new (documents.md 3.25)."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Integer, Select, String, and_, literal, select, union
from sqlalchemy.orm import Session

from zooapp import settings
from zooapp.i18n import N_, _, moment
from zooapp.lists import animal_rows, entry_card
from zooapp.lists.confidential import without_hidden
from zooapp.lists.spec import Column, Row
from zooapp.models import Animal, Base, Census, Change, Entry, Person, Posting, Transaction
from zooapp.records import record_of
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.spec import Ask, Asked, ReportSpec
from zooapp.reports.specimen import named

ENTRIES: Final = (
    Column("entry", N_("Entry"), 70, "number", right=True),
    Column("at", N_("When"), 120),
    Column("who", N_("Who"), 130),
    Column("role", N_("Role"), 100),
    Column("workstation", N_("Computer"), 100),
    Column("why", N_("What and why"), 220),
    Column("accepted", N_("Accepted warnings"), 180),
    Column("hash", N_("Hash"), 260),
)
CHANGES: Final = (
    Column("entry", N_("Entry"), 70, "number", right=True),
    Column("record", N_("Record"), 180),
    Column("field", N_("Field"), 140),
    Column("old", N_("Old"), 200),
    Column("new", N_("New"), 200),
)
TOUCHED: Final = N_("touched, nothing of its own changed")


def sheet(session: Session, asked: Asked) -> Sheet:
    """The extract of an animal with all that belongs to it: marks, acts, stays, findings, cases. Raises NotFound."""
    return extract(session, "animal", asked.animal)


def extract(session: Session, kind: str, key: int) -> Sheet:
    """The extract of any record, by the word for its kind; of an animal with what belongs to it. Raises NotFound."""
    record = record_of(session, kind, key)
    changes = without_hidden(session, session.execute(_changes(kind, key)).all())
    entries = session.execute(_entries([row.entry_id for row in changes])).all()
    told = entry_card.told(session, changes)
    lines = [(row.entry_id, line) for row, line in zip(changes, told, strict=True)]
    title = next((line.title for row, line in zip(changes, told, strict=True) if row.record_kind == kind), str(key))
    if kind == Animal.called:
        title = named(animal_rows.rows(session, [key], None)[0])
    zone = settings.zone(session)
    cells = [cells for entry, line in lines for cells in _change_cells(entry, line)]
    return Sheet(
        "audit",
        _("Audit extract: {record}").format(record=f"{_(kind.replace('_', ' '))} {title}"),
        (
            Part(ENTRIES, tuple(Row(row.id, _entry_cells(row, zone)) for row in entries), _("Entries")),
            Part(CHANGES, tuple(Row(n, each) for n, each in enumerate(cells, 1)), _("What they changed")),
        ),
        ((_("Record"), f"{kind} {key}"), (_("UID"), str(getattr(record, "uid", "")))),
        (
            _("Everything that the journal holds of this record, oldest first; nothing is left out or put together."),
            _("Each hash seals its entry and the one before it from the same computer."),
        ),
        (_("Registrar"),),
    )


def _changes(kind: str, key: int) -> Select[int, str, int, str]:
    """The changes of the record and of what belongs to it, in the order of the journal."""
    places = union(*_places(kind, key)).subquery()
    return (
        select(Change.entry_id, Change.record_kind, Change.record_id, Change.data)
        .join(places, and_(places.c.kind == Change.record_kind, places.c.id == Change.record_id))
        .order_by(Change.entry_id, Change.id)
    )


def _places(kind: str, key: int) -> Iterator[Select[str, int]]:
    """The record itself; what is filed under it whatever its kind; of an animal its marks, acts, stays and the like."""
    yield select(literal(kind, String).label("kind"), literal(key, Integer).label("id"))
    for model in sorted((mapper.class_ for mapper in Base.registry.mappers), key=lambda model: str(model.called)):
        if model.derived:
            continue
        found = select(literal(model.called, String), model.id)
        if hasattr(model, "record_kind"):
            yield found.where(model.record_kind == kind, model.record_id == key)
        elif kind == Animal.called and hasattr(model, "animal_id"):
            yield found.where(model.animal_id == key)
    if kind == Animal.called:
        for source in (Posting, Census):
            yield select(literal(Transaction.called, String), source.transaction_id).where(source.animal_id == key)


def _entries(keys: Sequence[int]) -> Select[Any]:
    names = ("id", "at", "role", "workstation", "why", "accepted", "hash")
    return (
        select(*(getattr(Entry, name) for name in names), Person.name.label("who"))
        .outerjoin(Person, Person.id == Entry.person_id)
        .where(Entry.id.in_(set(keys)))
        .order_by(Entry.id)
    )


def _entry_cells(row: Any, zone: dt.tzinfo) -> dict[str, Any]:
    texts = {name: getattr(row, name) for name in ("role", "workstation", "why", "hash")}
    at, accepted = moment(row.at, zone), "; ".join(json.loads(row.accepted))
    return {"entry": row.id, "at": at, "who": row.who or "", "accepted": accepted, **texts}


def _change_cells(entry: int, line: entry_card.ChangeLine) -> Iterator[dict[str, Any]]:
    """A line for each field; one alone for a record that was only touched."""
    record = f"{line.kind} {line.title}"
    for label, old, new in line.fields:
        yield {"entry": entry, "record": record, "field": label, "old": old, "new": new}
    if not line.fields:
        yield {"entry": entry, "record": record, "field": _(TOUCHED), "old": "", "new": ""}


REPORT: Final = ReportSpec("audit", N_("Audit extract"), (Ask.ANIMAL,), sheet, frozenset({Ask.ANIMAL}))
