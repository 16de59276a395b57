"""The list of collections inside the zoo, how many records belong to each, and what a card shows of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from zooapp import names
from zooapp.i18n import N_, ngettext, number
from zooapp.lists import sureness
from zooapp.lists.reading import by_words, those
from zooapp.lists.spec import Column, ListSpec, Query, Row
from zooapp.lists.sureness import NameLine
from zooapp.models import Animal, Collection

COLUMNS: Final = (
    Column("name", N_("Name"), 240),
    Column("records", N_("Records"), 100, "number", right=True),
    Column("note", N_("Note"), 320),
)


@dataclass(frozen=True)
class CollectionFacts:
    """One collection, ready to be shown."""

    id: int
    version: int
    name: str
    records: str
    note: str
    names: tuple[NameLine, ...]


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    belonging = select(func.count()).where(Animal.collection_id == Collection.id, Animal.voided_by.is_(None))
    own = Collection.name.icontains(query.text.strip(), autoescape=True)
    called = by_words(session, query.text, Collection.called, Collection.id.expression, None)
    found = session.execute(
        select(Collection.id, Collection.name, Collection.note, belonging.scalar_subquery().label("records"))
        .where(those(session, Collection, Query(), ids))
        .where(or_(own, called))
    ).all()
    said = names.of(session, Collection.called, [row.id for row in found])
    return [
        Row(row.id, {"name": said.get(row.id, row.name), "records": row.records, "note": row.note or ""})
        for row in found
    ]


def read(session: Session, collection: int) -> CollectionFacts | None:
    """What the card of a collection shows; None when it is offered no more."""
    record = session.get(Collection, collection)
    if record is None or record.voided_by is not None:
        return None
    (row,) = _rows(session, Query(), [collection])
    n = row.cells["records"]
    return CollectionFacts(
        id=collection,
        version=record.version,
        name=row.cells["name"],
        records=ngettext("{n} record", "{n} records", n).format(n=number(n)),
        note=record.note or "",
        names=sureness.names_with_sureness(session, Collection.called, collection),
    )


def values(session: Session, collection: int) -> tuple[dict[str, object], int]:
    """The fields of a collection and its version, for a form."""
    record = session.get_one(Collection, collection)
    return {"name": record.name, "note": record.note}, record.version


LIST: Final = ListSpec("collections", N_("Collections"), COLUMNS, "name", _rows)
