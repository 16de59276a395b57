"""Read a list: its first rows at once, the whole order as ids, then page by page. Never deep into an OFFSET."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session

from zooapp import search
from zooapp.i18n import ngettext, number
from zooapp.lists.spec import ChipCell, ListSpec, Query, Row, TaxonCell
from zooapp.models import SearchText
from zooapp.named import named
from zooapp.values.dates import FuzzyDate
from zooapp.values.fold import fold
from zooapp.values.marks import sort_key

PAGE: Final = 128
EXPORT: Final = 512


def first(session: Session, spec: ListSpec, query: Query, limit: int = PAGE) -> list[Row]:
    """The first rows, without waiting for the rest: at most 3 statements."""
    if spec.ids is None:
        return _sorted(session, spec, query)[:limit]
    return page(session, spec, query, session.scalars(spec.ids(session, query).limit(limit)).all())


def ids(session: Session, spec: ListSpec, query: Query) -> "array[int]":
    """The ids of all rows in order: 8 bytes a row."""
    if spec.ids is None:
        return array("q", (row.id for row in _sorted(session, spec, query)))
    return array("q", session.scalars(spec.ids(session, query)))


def page(session: Session, spec: ListSpec, query: Query, ids: Sequence[int]) -> list[Row]:
    """The rows with these ids, in this order."""
    if not len(ids):
        return []
    found = {row.id: row for row in spec.rows(session, query, ids)}
    return [found[key] for key in ids if key in found]


def rows(session: Session, spec: ListSpec, query: Query) -> Iterator[Row]:
    """All rows in order, for an export."""
    if spec.ids is None:
        yield from _sorted(session, spec, query)
        return
    whole = ids(session, spec, query)
    for start in range(0, len(whole), EXPORT):
        yield from page(session, spec, query, whole[start : start + EXPORT])


def foot(session: Session, spec: ListSpec, query: Query) -> str:
    """The counted line below the list: how many, and counted how."""
    if spec.foot is not None:
        return spec.foot(session, query)
    return records(len(ids(session, spec, query)))


def records(n: int) -> str:
    """ "12 records"."""
    return ngettext("{n} record", "{n} records", n).format(n=number(n))


def by_words(
    session: Session, text: str, kind: str, key: ColumnElement[int], other: Callable[[str], ColumnElement[bool]] | None
) -> ColumnElement[bool]:
    """Records of this kind in whose texts each word is found; `other` says by what else a word finds them."""
    conditions: list[ColumnElement[bool]] = []
    for word in text.split():
        own = key.in_(select(SearchText.record_id).where(search.matching(session, word, kind)))
        conditions.append(own if other is None else or_(own, other(word)))
    return and_(true(), *conditions)


def called(kind: str, key: Any, otherwise: Any, *, short: bool = False) -> ColumnElement[str]:
    """What a record is called in the language now in use, as SQL beside its key; `otherwise` where it has no name.

    The short name is for lists and cards, where the official one of a zoo takes four lines.
    """
    return func.coalesce(named(kind, key, short=short), otherwise)


def those(session: Session, model: Any, query: Query, ids: Sequence[int] | None) -> ColumnElement[bool]:
    """The live records of a short list: these ids, or all in whose texts the words are found."""
    live: ColumnElement[bool] = model.voided_by.is_(None)
    if ids is not None:
        return and_(live, model.id.in_(ids))
    return and_(live, by_words(session, query.text, model.called, model.id.expression, None))


def _sorted(session: Session, spec: ListSpec, query: Query) -> list[Row]:
    """All rows of a short list in order: empty cells last in both directions, ids decide between equals."""
    key = query.order or spec.default_order
    descending = query.descending if query.order else spec.default_descending
    found = sorted(spec.rows(session, query, None), key=lambda row: row.id)
    full = [(place, row) for row in found if (place := order_of(row.cells.get(key))) is not None]
    empty = [row for row in found if order_of(row.cells.get(key)) is None]
    full.sort(key=lambda pair: pair[0], reverse=descending)
    return [row for _place, row in full] + empty


def order_of(cell: Any) -> Any:
    """By what a cell is sorted: texts folded and numbers in them as people count, nominal days, whole counts."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, FuzzyDate):
        return cell.nominal
    if isinstance(cell, TaxonCell):
        return fold(cell.common or cell.scientific)
    if isinstance(cell, ChipCell):
        return fold(cell.text)
    if isinstance(cell, tuple):
        return sum(cell)
    return sort_key(cell) if isinstance(cell, str) else cell
