"""All rows of one database into another, table by table: SQLite and PostgreSQL alike, whatever the version."""

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Column, Connection, MetaData, Table, func, insert, inspect, select, text

BATCH: Final = 500
NOT_OURS: Final = ("alembic_version", "search_fts")  # made by the migrations, and from search_texts


def names(connection: Connection) -> list[str]:
    """The tables that hold records, in the order of the alphabet."""
    return sorted(name for name in inspect(connection).get_table_names() if not name.startswith(NOT_OURS))


def fill(source: Connection, target: Connection, leave: Collection[str] = ()) -> dict[str, int]:
    """Copy the rows of all tables but those in `leave`; gives how many there were of each.

    The target has the schema of the same version, and no rows.
    """
    counts = {}
    with _references_at_the_end(target):
        for name in names(source):
            if name not in leave:
                counts[name] = _copy(_table(source, name), _table(target, name), source, target)
    if target.dialect.name == "sqlite":
        target.execute(text("INSERT INTO search_fts (rowid, text) SELECT id, text FROM search_texts"))
    return counts


def _table(connection: Connection, name: str) -> Table:
    """The table as it stands there: its columns and their types, which an older version may have otherwise."""
    columns = inspect(connection).get_columns(name)
    return Table(name, MetaData(), *(Column(column["name"], column["type"]) for column in columns))


def _copy(there: Table, here: Table, source: Connection, target: Connection) -> int:
    copied = 0
    rows = source.execute(select(there).order_by(there.c.id), execution_options={"yield_per": BATCH})
    for part in rows.mappings().partitions():
        target.execute(insert(here), [{key: _utc(value) for key, value in row.items()} for row in part])
        copied += len(part)
    if target.dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(here.name, "id")
        target.execute(select(func.setval(sequence, func.max(here.c.id))))
    return copied


def _utc(value: Any) -> Any:
    """A moment in UTC: SQLite keeps it without its zone, a server gives it in the zone of the session."""
    if not isinstance(value, dt.datetime):
        return value
    return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


@contextmanager
def _references_at_the_end(target: Connection) -> Iterator[None]:
    """Let rows come before those that they name; SQLite is asked after all of them anyway (schema.py)."""
    if target.dialect.name == "sqlite":
        yield
        return
    keys = target.execute(
        text(
            "SELECT conrelid::regclass::text, quote_ident(conname) FROM pg_constraint "
            "WHERE contype = 'f' AND NOT condeferrable AND connamespace = current_schema()::regnamespace"
        )
    ).all()
    for table, key in keys:
        target.exec_driver_sql(f"ALTER TABLE {table} ALTER CONSTRAINT {key} DEFERRABLE INITIALLY DEFERRED")
    yield
    target.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for table, key in keys:
        target.exec_driver_sql(f"ALTER TABLE {table} ALTER CONSTRAINT {key} NOT DEFERRABLE")
