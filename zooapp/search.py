"""What records are found by: folded texts, kept by the session after each flush. One question on both databases."""

from collections.abc import Iterable
from typing import Any, Protocol, runtime_checkable

from sqlalchemy import ColumnElement, Integer, Table, and_, bindparam, column, insert, select, text, true
from sqlalchemy.orm import Session

from zooapp.models import SearchText
from zooapp.values.fold import fold

TRIGRAM = 3
MANY = 5000


@runtime_checkable
class Searched(Protocol):
    """A record that says as what it is found, and by which words."""

    id: int

    def search_words(self) -> tuple[str, int, str]: ...


def index(session: Session, records: Iterable[tuple[str, Searched]]) -> None:
    """Write the texts of these records (kind, record) anew, and the full-text index where there is one."""
    rows: list[dict[str, Any]] = []
    for kind, record in records:
        target, target_id, words = record.search_words()
        rows.append(
            {
                "source_kind": kind,
                "source_id": record.id,
                "record_kind": target,
                "record_id": target_id,
                "text": fold(words),
            }
        )
    if not rows:
        return
    connection = session.connection()
    table = SearchText.__table__
    assert isinstance(table, Table)
    fts = connection.dialect.name == "sqlite"
    for old in _written(session, table, rows):
        connection.execute(table.delete().where(table.c.id == old))
        if fts:
            connection.execute(text("DELETE FROM search_fts WHERE rowid = :id"), {"id": old})
    if rows := [row for row in rows if row["text"]]:
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        ids = connection.execute(statement, rows).scalars().all()
        if fts:
            into_fts = text("INSERT INTO search_fts (rowid, text) VALUES (:id, :text)")
            connection.execute(
                into_fts, [{"id": id_, "text": row["text"]} for id_, row in zip(ids, rows, strict=True)]
            )


def _written(session: Session, table: Table, rows: list[dict[str, Any]]) -> list[int]:
    """The texts that these sources have so far, to be replaced: one question a kind."""
    by_kind: dict[str, list[int]] = {}
    for row in rows:
        by_kind.setdefault(row["source_kind"], []).append(row["source_id"])
    found: list[int] = []
    for kind, sources in by_kind.items():
        for start in range(0, len(sources), MANY):
            inside = table.c.source_id.in_(sources[start : start + MANY])
            query = select(table.c.id).where(table.c.source_kind == kind, inside)
            found += session.connection().execute(query).scalars()
    return found


def matching(session: Session, needle: str, kind: str = "") -> ColumnElement[bool]:
    """A condition on SearchText: every word of the needle is in the text. Short words go by LIKE, the rest by index."""
    conditions: list[ColumnElement[bool]] = []
    sqlite = session.get_bind().dialect.name == "sqlite"
    for word in fold(needle).split():
        if sqlite and len(word) >= TRIGRAM:
            quoted = '"' + word.replace('"', '""') + '"'
            hits = text("SELECT rowid FROM search_fts WHERE search_fts MATCH :needle").bindparams(
                bindparam("needle", quoted, unique=True)
            )
            conditions.append(SearchText.id.in_(hits.columns(column("rowid", Integer))))
        else:
            conditions.append(SearchText.text.contains(word, autoescape=True))
    if kind:
        conditions.append(SearchText.record_kind == kind)
    return and_(true(), *conditions)
