"""Which statements a database was asked, and how it would go about one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from zooapp.database import Database


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """All statements that read, while it lasts; what begins and ends a transaction is not counted."""
    asked: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", listen)
    try:
        yield asked
    finally:
        event.remove(database.engine, "before_cursor_execute", listen)


@contextmanager
def plans(database: Database) -> Iterator[list[str]]:
    """The lines of EXPLAIN QUERY PLAN of all statements that a SQLite database is asked, while it lasts."""
    lines: list[str] = []

    def listen(_connection: Any, cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            explained = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            lines.extend(row[3] for row in explained)

    engine: Engine = database.engine
    event.listen(engine, "before_cursor_execute", listen)
    try:
        yield lines
    finally:
        event.remove(engine, "before_cursor_execute", listen)


BIG = ("animals", "postings", "identifiers", "names", "search_texts", "transactions", "stays", "entries", "changes")


def scans(lines: list[str]) -> list[str]:
    """The lines that read a big table from one end to the other."""
    return [line for line in lines if line.startswith("SCAN ") and line.split()[1] in BIG]
