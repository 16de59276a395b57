"""Rows of a list as CSV, as JSON, or as a table of a terminal. What a spreadsheet would compute is made inert."""

import csv
import datetime as dt
import io
import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from zooapp.i18n import _
from zooapp.lists.spec import Column, ListSpec, Row, TaxonCell, ThumbCell
from zooapp.values.dates import FuzzyDate

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
BOM: Final = "\ufeff"  # without it spreadsheets read Cyrillic and Hangul as nonsense


def csv_text(spec: ListSpec, rows: Iterable[Row]) -> str:
    """CSV with a head row of labels; M.F.U as 2.3.10, days in ISO form."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    columns = _shown(spec)
    writer.writerow(["id", *(_(column.label) or column.key for column in columns)])
    for row in rows:
        writer.writerow([row.id, *(inert(text_of(column, row.cells.get(column.key))) for column in columns)])
    return out.getvalue()


def json_text(spec: ListSpec, rows: Iterable[Row]) -> str:
    """A JSON list of objects by column key; it keeps its shape from version to version."""
    objects = [
        {"id": row.id, **{column.key: value_of(column, row.cells.get(column.key)) for column in spec.columns}}
        for row in rows
    ]
    return json.dumps(objects, ensure_ascii=False, indent=1) + "\n"


def lines(spec: ListSpec, rows: Iterable[Row]) -> Iterator[str]:
    """A table in columns, the labels first."""
    columns = _shown(spec)
    cells = [[_(column.label) or column.key for column in columns]]
    cells += [[_one_line(text_of(column, row.cells.get(column.key))) for column in columns] for row in rows]
    widths = [max(text_width(line[place]) for line in cells) for place in range(len(columns))]
    for line in cells:
        padded = (text + " " * (width - text_width(text)) for text, width in zip(line, widths, strict=True))
        yield "  ".join(padded).rstrip()


def tabbed(spec: ListSpec, rows: Iterable[Row]) -> str:
    """Rows with tabs between their cells, without a head, to be pasted into a spreadsheet."""
    columns = _shown(spec)
    cells = ([inert(_one_line(text_of(column, row.cells.get(column.key)))) for column in columns] for row in rows)
    return "\n".join(map("\t".join, cells))


def inert(text: str) -> str:
    """A text that a spreadsheet takes for a formula, with an apostrophe before it; numbers stay numbers."""
    if not text.startswith(FORMULA) or text.removeprefix("-").replace(".", "", 1).isdecimal():
        return text
    return f"'{text}"


def text_of(column: Column, cell: Any) -> str:
    """A cell as a person reads it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if column.kind == "mfu":
        return ".".join(map(str, count_of(cell)))
    return cell.show() if isinstance(cell, FuzzyDate) else str(cell)


def count_of(cell: Any) -> tuple[int, int, int]:
    """Males, females, unknown of a count, which a list holds as three numbers and a report as what it is."""
    m, f, u = cell if isinstance(cell, tuple) else (cell.m, cell.f, cell.u)
    return m, f, u


def value_of(column: Column, cell: Any) -> Any:
    """A cell as JSON holds it: M.F.U and taxa as objects, days in ISO form, fuzzy days as typed, states in words."""
    if cell is None or isinstance(cell, bool | int | float):
        return cell
    if column.kind == "mfu":
        return dict(zip("mfu", count_of(cell), strict=True))
    if isinstance(cell, TaxonCell):
        return {"common": cell.common, "scientific": cell.scientific, "cf": cell.cf}
    if isinstance(cell, ThumbCell):
        return cell.sha or None
    return cell.show("en") if isinstance(cell, FuzzyDate) else text_of(column, cell)


def _shown(spec: ListSpec) -> Sequence[Column]:
    """The columns that say something without pictures."""
    return [column for column in spec.columns if column.kind != "thumb"]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def text_width(text: str) -> int:
    """How many places a text takes in a terminal: wide letters, as Korean ones, take two."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return wide + sum(not unicodedata.combining(letter) for letter in text)
