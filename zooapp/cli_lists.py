"""Any list of the window as a table, as JSON that stays the same, or as CSV."""

import csv
import datetime as dt
import io
import json
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from zooapp import i18n
from zooapp.database import Database
from zooapp.dates import FuzzyDate
from zooapp.errors import NotFound
from zooapp.i18n import _
from zooapp.lists import reading
from zooapp.lists.catalogue import LISTS
from zooapp.lists.spec import ListSpec, Query, Row, TaxonCell, ThumbCell


def listed(database: Database, kind: str, filters: Sequence[str], form: str) -> Iterator[str]:
    """The lines of a list. `filters` are words to find, or KEY=VALUE for a filter of that list.

    JSON speaks English whatever the language of the program, so that its words stay the same.
    """
    if (spec := LISTS.get(kind)) is None:
        words = _("There is no list called {kind}. There are: {kinds}.")
        raise NotFound(words.format(kind=kind, kinds=", ".join(sorted(LISTS))))
    if form == "json":
        i18n.use("en")
    query = query_of(spec, filters)
    with database.read() as session:
        rows = list(reading.rows(session, spec, query))
        foot = reading.foot(session, spec, query)
    if form == "json":
        yield json.dumps([_object(spec, row) for row in rows], ensure_ascii=False, indent=1)
    elif form == "csv":
        yield _csv(spec, rows)
    else:
        yield from _table(spec, rows)
        yield foot


def query_of(spec: ListSpec, filters: Sequence[str]) -> Query:
    """What the words of the command line ask of a list."""
    keys = {each.key for each in spec.filters}
    parts = [(text, *text.partition("=")) for text in filters]
    chosen = {key: value for _text, key, sign, value in parts if sign and key in keys}
    words = [text for text, key, sign, _value in parts if not (sign and key in keys)]
    return Query(text=" ".join(words), filters=chosen)


def _object(spec: ListSpec, row: Row) -> dict[str, Any]:
    return {"id": row.id, **{column.key: _value(column.kind, row.cells.get(column.key)) for column in spec.columns}}


def _value(kind: str, cell: Any) -> Any:
    """A cell as JSON holds it: M.F.U and taxa as objects, days in ISO form, fuzzy days as typed, states in words."""
    if cell is None or isinstance(cell, bool | int | float):
        return cell
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if kind == "mfu":
        return dict(zip("mfu", cell, strict=True))
    if isinstance(cell, TaxonCell):
        return {"common": cell.common, "scientific": cell.scientific, "cf": cell.cf}
    if isinstance(cell, ThumbCell):
        return cell.sha
    return cell.show("en") if isinstance(cell, FuzzyDate) else str(cell)


def _text(kind: str, cell: Any) -> str:
    """A cell as a person reads it."""
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if kind == "mfu":
        return ".".join(map(str, cell))
    return cell.show() if isinstance(cell, FuzzyDate) else str(cell)


def _columns(spec: ListSpec) -> list[tuple[str, str, str]]:
    """Key, label and kind of the columns that say something without pictures."""
    return [(each.key, _(each.label) or each.key, each.kind) for each in spec.columns if each.kind != "thumb"]


def _csv(spec: ListSpec, rows: Sequence[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = _columns(spec)
    writer.writerow(["id", *(label for _key, label, _kind in columns)])
    writer.writerows([row.id, *(_text(kind, row.cells.get(key)) for key, _label, kind in columns)] for row in rows)
    return out.getvalue().removesuffix("\n")


def _table(spec: ListSpec, rows: Sequence[Row]) -> Iterator[str]:
    columns = _columns(spec)
    lines = [[label for _key, label, _kind in columns]]
    lines += [[_text(kind, row.cells.get(key)) for key, _label, kind in columns] for row in rows]
    widths = [max(_width(line[place]) for line in lines) for place in range(len(columns))]
    for line in lines:
        yield "  ".join(text + " " * (width - _width(text)) for text, width in zip(line, widths, strict=True)).rstrip()


def _width(text: str) -> int:
    """How many places a text takes on a terminal: wide letters, as Korean ones, take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
