"""Any report or list as a file: CSV, JSON that keeps its shape, XLSX. Nothing in them computes anything."""

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from zooapp.errors import Invalid
from zooapp.exchange.tables import BOM, inert, text_of, text_width, value_of
from zooapp.exchange.tables import csv_text as csv_of_list
from zooapp.exchange.tables import json_text as json_of_list
from zooapp.i18n import _, number
from zooapp.lists.spec import Column, ListSpec, Row
from zooapp.paths import write_whole
from zooapp.reports.sheet import Part, Sheet
from zooapp.values.dates import DateKind, FuzzyDate

MOST_ROWS: Final = 1_048_000  # a page of XLSX holds some more
LONGEST: Final = 32_767  # letters in a cell of XLSX
WIDEST: Final = 60  # letters of a column of XLSX
NAME: Final = 31  # letters of the name of a page of XLSX
FIRST_DAY: Final = dt.date(1900, 3, 1)  # before it a spreadsheet counts days wrongly


def csv_text(sheet: Sheet) -> str:
    """The parts one below the other, an empty line between; each with its title if it has one, its head and its sums.

    M.F.U as 2.3.10, days in ISO form. Facts and notes are in JSON, in XLSX and on paper.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for place, part in enumerate(sheet.parts):
        columns = shown(part)
        writer.writerows([[]] if place else [])
        writer.writerows([[inert(part.title)]] if part.title else [])
        writer.writerow([head(column) for column in columns])
        for cells in _lines(part):
            writer.writerow([_plain(column, cells.get(column.key)) for column in columns])
    return out.getvalue()


def json_text(sheet: Sheet) -> str:
    """One object: report, title, facts, parts, notes. It keeps its shape from version to version.

    A part has title, columns (key, label, kind), rows (id, then the cells by key) and sums (cells by key); cells as in
    the JSON of a list.
    """
    whole = {
        "report": sheet.key,
        "title": sheet.title,
        "facts": [{"label": label, "value": value} for label, value in sheet.facts],
        "parts": [_part_object(part) for part in sheet.parts],
        "notes": list(sheet.notes),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def xlsx(sheet: Sheet) -> bytes:
    """A page a part, under a head that stays in sight, and a last page with the facts and what the numbers count.

    Texts stay texts, also those that look like a formula or a link; days are days, numbers numbers, M.F.U text.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        book.set_properties({"title": sheet.title})
        styles = {key: book.add_format(how) for key, how in STYLES.items()}
        taken: set[str] = set()
        for part in sheet.parts:
            _write_part(book.add_worksheet(_page_name(part.title or sheet.title, taken)), part, styles)
        if sheet.facts or sheet.notes:
            page = book.add_worksheet(_page_name(_("Notes"), taken))
            page.set_column(0, 0, 28)
            page.set_column(1, 1, WIDEST)
            lines = [(sheet.title, ""), *sheet.facts, ("", ""), *((note, "") for note in sheet.notes)]
            for at, (label, value) in enumerate(lines):
                page.write_string(at, 0, label[:LONGEST], styles["" if at else "head"])
                page.write_string(at, 1, value[:LONGEST])
    return out.getvalue()


def write(file: Path, sheet: Sheet) -> int:
    """Write a report whole or not at all: XLSX or JSON by the ending of the name, else CSV. Gives how many rows."""
    form = file.suffix.lower()
    made = xlsx(sheet) if form == ".xlsx" else (json_text(sheet) if form == ".json" else BOM + csv_text(sheet)).encode()
    write_whole(file, made, mode=0o644)
    return sum(len(part.rows) for part in sheet.parts)


def write_list(file: Path, spec: ListSpec, rows: Iterable[Row]) -> int:
    """Write a list whole or not at all: XLSX or JSON by the ending of the name, else CSV. Gives how many rows."""
    whole = tuple(rows)
    form = file.suffix.lower()
    if form == ".xlsx":
        return write(file, sheet_of_list(spec, whole, _(spec.title)))
    text = json_of_list(spec, whole) if form == ".json" else BOM + csv_of_list(spec, whole)
    write_whole(file, text.encode(), mode=0o644)
    return len(whole)


def sheet_of_list(spec: ListSpec, rows: Iterable[Row], title: str, facts: tuple[tuple[str, str], ...] = ()) -> Sheet:
    """A list as a report, so that whatever takes a report takes any list."""
    return Sheet(spec.kind, title, (Part(spec.columns, tuple(rows)),), facts)


def shown(part: Part) -> tuple[Column, ...]:
    """The columns that say something without pictures."""
    return tuple(column for column in part.columns if column.kind != "thumb")


def head(column: Column) -> str:
    """What stands over a column."""
    return _(column.label) or column.key


def _plain(column: Column, cell: Any) -> str:
    """A loss of M.F.U begins with a minus and is no formula."""
    text = text_of(column, cell)
    return text if column.kind == "mfu" else inert(text)


def _lines(part: Part) -> Iterator[Any]:
    """The cells of each line, the sums last."""
    yield from (row.cells for row in part.rows)
    if part.sums:
        yield part.sums


def _part_object(part: Part) -> dict[str, Any]:
    def values(cells: Any) -> dict[str, Any]:
        return {column.key: value_of(column, cells.get(column.key)) for column in part.columns}

    return {
        "title": part.title,
        "columns": [{"key": each.key, "label": head(each), "kind": each.kind} for each in part.columns],
        "rows": [{"id": row.id, **values(row.cells)} for row in part.rows],
        "sums": {key: value for key, value in values(part.sums).items() if key in part.sums},
    }


STYLES: Final = {
    "": {"valign": "top", "text_wrap": True},
    "head": {"bold": True, "bottom": 1, "valign": "top", "text_wrap": True},
    "sum": {"bold": True, "top": 1},
    "day": {"num_format": 14, "align": "left", "valign": "top"},  # 14: a day as the person's own system writes it
}


def _write_part(page: Any, part: Part, styles: dict[str, Any]) -> None:
    if len(part.rows) > MOST_ROWS:
        words = _("A page of XLSX holds {n} rows. Filter the list, or write CSV.")
        raise Invalid(words.format(n=number(MOST_ROWS)))
    columns = shown(part)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(part.rows), max(0, len(columns) - 1))
    page.repeat_rows(0)
    page.set_landscape()
    for at, column in enumerate(columns):
        page.set_column(at, at, _wide(part, column))
        page.write_string(0, at, head(column), styles["head"])
    for line, cells in enumerate(_lines(part), 1):
        style = styles["sum" if line > len(part.rows) else ""]
        for at, column in enumerate(columns):
            _write_cell(page, (line, at), (column, cells.get(column.key)), (style, styles["day"]))


def _write_cell(page: Any, at: tuple[int, int], of: tuple[Column, Any], styles: tuple[Any, Any]) -> None:
    (column, cell), (style, of_day) = of, styles
    day = cell.nominal if isinstance(cell, FuzzyDate) and cell.kind is DateKind.EXACT else cell
    if isinstance(day, dt.date) and not isinstance(day, dt.datetime) and day >= FIRST_DAY:
        page.write_datetime(*at, day, of_day)
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        page.write_number(*at, cell, style)
    else:
        page.write_string(*at, text_of(column, cell)[:LONGEST], style)


def _wide(part: Part, column: Column) -> int:
    """Letters that the head and the first rows want, a few more for the arrow of the filter."""
    texts = (text_of(column, row.cells.get(column.key)) for row in part.rows[:200])
    return min(WIDEST, max((text_width(text) for text in (head(column) + "  ", *texts)), default=0) + 2)


def _page_name(title: str, taken: set[str]) -> str:
    """A name that XLSX takes: short, without its signs, not there yet."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", title).strip(" '")[:NAME].strip() or "1"
    name, n = plain, 1
    while name.casefold() in taken:
        n += 1
        name = f"{plain[: NAME - len(str(n)) - 1]} {n}"
    taken.add(name.casefold())
    return name
