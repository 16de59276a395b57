"""The session that checks, remembers and indexes what it writes, and refuses what would go round it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from zooapp import journal, search
from zooapp.fields import check, fields_of
from zooapp.models import Base, Event

if TYPE_CHECKING:
    from zooapp.work import Work

QUIET = {"id", "version"}


class ZooSession(Session):
    """A session of one `read()` or one `work()`. Without a work it writes nothing."""

    work: "Work | None" = None


def changes_of(work: "Work") -> Mapping[tuple[str, int], tuple[str | None, str]]:
    """What a work did, as the journal keeps it: (kind, id) -> (uid, canonical JSON)."""
    return {place: (work.uids[place], journal.canonical(changed)) for place, changed in work.changes.items()}


@event.listens_for(ZooSession, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise RuntimeError("Bulk changes go round the checks and the journal: add records, or use work.add_many().")


@event.listens_for(ZooSession, "before_flush")
def _check(session: ZooSession, _context: UOWTransaction, _instances: object) -> None:
    if session.deleted:
        raise RuntimeError("Nothing that was ever real is deleted: void it.")
    changed = [record for record in session.dirty if session.is_modified(record)]
    if not session.new and not changed:
        return
    work = session.work
    if work is None:
        raise RuntimeError("A change outside of a work.")
    for record in [*session.new, *changed]:
        assert isinstance(record, Base)
        if record in session.new:
            _name_entry(record, work.entry_id)
        elif isinstance(record, Event):
            _only_once(record)
        if not record.derived:
            work.settle(record, check(record))


def _name_entry(record: Base, entry_id: int) -> None:
    if hasattr(type(record), "entry_id"):
        record.entry_id = entry_id  # type: ignore[attr-defined]


def _only_once(record: Event) -> None:
    """After it is written an event takes only its closing columns, each once (ledger.md 2.3)."""
    state = inspect(record)
    assert state is not None
    for attribute in state.mapper.column_attrs:
        history = state.attrs[attribute.key].history
        if history.has_changes() and (attribute.key not in record.set_once or history.deleted not in ([None], ())):
            raise RuntimeError(f"{type(record).__name__}.{attribute.key} was written once and stays.")


@event.listens_for(ZooSession, "after_flush")
def _remember(session: ZooSession, _context: UOWTransaction) -> None:
    work = session.work
    if work is None:
        return
    found: list[tuple[str, search.Searched]] = []
    for record in [*session.new, *session.dirty]:
        assert isinstance(record, Base)
        if record.derived:
            continue
        new = record in session.new
        changed = new_values(record) if new else _changed_values(record)
        if not changed and not new and not session.is_modified(record):
            continue
        if new and record.called == "animal":
            work.animals.add(record.id)
        work.note(record, changed)
        if isinstance(record, search.Searched):
            found.append((record.called, record))
    search.index(session, found)


def new_values(record: Base) -> dict[str, list[Any]]:
    """What the journal keeps of a new record: field -> [None, value]."""
    values = {a.key: getattr(record, a.key) for a in inspect(type(record)).column_attrs if a.key not in QUIET}
    return {name: [None, _shown(record, name, value)] for name, value in values.items() if value is not None}


def _changed_values(record: Base) -> dict[str, list[Any]]:
    state = inspect(record)
    assert state is not None
    changed: dict[str, list[Any]] = {}
    for attribute in state.mapper.column_attrs:
        history = state.attrs[attribute.key].history
        if attribute.key in QUIET or not history.deleted:  # without an old value it was only touched
            continue
        old = history.deleted[0]
        new = history.added[0] if history.added else None
        if old != new:
            changed[attribute.key] = [_shown(record, attribute.key, old), _shown(record, attribute.key, new)]
    return changed


def _shown(record: Base, name: str, value: Any) -> Any:
    """Secrets are journaled as "changed" (ledger.md 2.14)."""
    spec = fields_of(type(record)).get(name)
    return "changed" if spec is not None and spec.field.secret and value is not None else value
