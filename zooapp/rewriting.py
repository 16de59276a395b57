"""Events are never changed: what was voided or ended comes back as a copy, with the rows that hang on it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from zooapp.models import Base, Census, Event, Posting, Transaction
from zooapp.work import Work

OWN = frozenset({"id", "uid", "entry_id", "voided_by", "replaces_id"})
BOOKED: tuple[type[Posting] | type[Census], ...] = (Posting, Census)


def values_of(record: Base) -> dict[str, Any]:
    """The columns that a copy of a row takes over."""
    return {a.key: getattr(record, a.key) for a in record.__mapper__.column_attrs if a.key not in OWN}


@lru_cache
def models() -> Mapping[str, type[Base]]:
    """All records by the word that the journal uses for them."""
    return {mapper.class_.called: mapper.class_ for mapper in Base.registry.mappers}


@lru_cache
def keys_to(model: type[Base]) -> Sequence[tuple[type[Base], Any]]:
    """Each column of another record that points to this one."""
    return [
        (other, column)
        for other in models().values()
        for column in other.__table__.columns
        if column.name not in ("replaces_id", "entry_id", "voided_by", "closed_by")
        if any(key.column.table is model.__table__ for key in column.foreign_keys)
    ]


def write_again(
    work: Work, events: Iterable[tuple[Event, Collection[str]]], instead: Mapping[tuple[str, Any], int] | None = None
) -> None:
    """Copy each event without the columns named with it (its end), and all live events that cannot be without it.

    What is still live is voided. Keys among the copies point to the copies; `replaces_id` names the original.
    `instead` says to which record, by table and id, the copies point in place of another.
    """
    wanted: dict[tuple[str, int], Base] = {}
    cleared: dict[tuple[str, int], Collection[str]] = {}
    for event, columns in events:
        assert isinstance(event, Base)
        wanted.update({_place(row): row for row in with_dependants(work, event)})
        cleared[_place(event)] = columns
    new: dict[tuple[str, Any], int] = dict(instead or {})
    for place, row in sorted(wanted.items(), key=lambda item: (_depth(item[1].called), item[1].id)):
        assert isinstance(row, Event)
        if row.voided_by is None:
            work.void(row)
        values = _pointed_anew(row, new) | dict.fromkeys(set(cleared.get(place, ())) - OWN)
        copy = work.add(type(row)(**values, replaces_id=row.id))
        new[place] = copy.id
        if isinstance(row, Transaction):
            _book_again(work, row.id, copy.id)


def _place(row: Base) -> tuple[str, int]:
    return row.__table__.name, row.id  # type: ignore[attr-defined]


def with_dependants(work: Work, row: Base) -> Iterator[Base]:
    """The row, and all live events that cannot be without it."""
    yield row
    for model, column in keys_to(type(row)):
        if issubclass(model, Event) and not column.nullable:
            found = select(model).where(column == row.id, model.voided_by.is_(None))
            for other in work.session.scalars(found).all():
                yield from with_dependants(work, other)


def _pointed_anew(row: Base, new: Mapping[tuple[str, Any], int]) -> dict[str, Any]:
    values = values_of(row)
    for attribute in row.__mapper__.column_attrs:
        for key in attribute.columns[0].foreign_keys:
            place = (key.column.table.name, values.get(attribute.key))
            if place in new:
                values[attribute.key] = new[place]
    return values


@lru_cache
def _depth(called: str) -> int:
    """How many steps of keys lie below: what is pointed to is written first."""
    model = models()[called]
    others = {name: other for name, other in models().items() if issubclass(other, Event) and other is not model}
    below = [name for name, other in others.items() if any(holder is model for holder, _key in keys_to(other))]
    return 1 + max((_depth(name) for name in below), default=0)


def _book_again(work: Work, old: int, new: int) -> None:
    for model in BOOKED:
        for row in work.session.scalars(select(model).where(model.transaction_id == old).order_by(model.id)).all():
            work.add(model(**values_of(row) | {"transaction_id": new}))
