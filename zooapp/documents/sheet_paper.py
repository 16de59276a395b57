"""Any report or list on paper: A4, across where it is wide, in the language now in use."""

import re
from collections.abc import Mapping
from typing import Any, Final

from zooapp import i18n
from zooapp.documents import render
from zooapp.documents.certificate import name_runs
from zooapp.documents.transfer_certificate import Printing
from zooapp.exchange.sheets import shown
from zooapp.exchange.tables import text_of, text_width
from zooapp.i18n import _
from zooapp.lists.spec import Column, TaxonCell
from zooapp.reports import age_pyramid
from zooapp.reports.sheet import Part, Sheet
from zooapp.values.dates import FuzzyDate

TEMPLATE: Final = "sheet"
UPRIGHT: Final = 118  # letters that a line of an upright sheet holds; a wider table lies across
WIDEST: Final = 36  # letters of a column before its texts are broken
GAP: Final = 2  # letters between two columns
LONG: Final = re.compile(r"\S{16}(?=\S{16})")  # of a word without an end, as a hash: it may be broken after these
BREAK: Final = "\u200b"


def pdf(sheet: Sheet, zoo: str, printed: Printing) -> bytes:
    """The file, PDF/A; `zoo` is the name of the institution, `printed.at` the moment with the zone it is shown in."""
    shown = _portrait(sheet, printed)
    return render.pdf(TEMPLATE, data(sheet, zoo, printed) | {"portrait": bool(shown)}, shown)


def pages(sheet: Sheet, zoo: str, printed: Printing, ppi: float = 110) -> list[bytes]:
    """The pages as PNG, for a preview or a printer."""
    shown = _portrait(sheet, printed)
    return render.png(TEMPLATE, data(sheet, zoo, printed) | {"portrait": bool(shown)}, shown, ppi=ppi)


def _portrait(sheet: Sheet, printed: Printing) -> dict[str, bytes]:
    """The photo that stands beside the facts, where there is one and it can be read."""
    photo = printed.picture(sheet.portrait) if sheet.portrait and printed.picture else b""
    return {"portrait.jpg": photo} if photo else {}


def data(sheet: Sheet, zoo: str, printed: Printing) -> dict[str, Any]:
    """What the template reads: words as they are printed, and how wide each column wants to be."""
    language, _underscore, region = i18n.language().partition("_")
    parts = [_part(part) for part in sheet.parts]
    return {
        "language": language,
        "region": region or None,
        "words": _words(),
        "zoo": zoo,
        "title": sheet.title,
        "facts": [list(fact) for fact in sheet.facts],
        "across": any(sum(column["wide"] for column in part["columns"]) > UPRIGHT for part in parts),
        "pyramid": [vars(bar) for bar in age_pyramid.bars(sheet)],
        "parts": parts,
        "notes": list(sheet.notes),
        "signers": [*sheet.signers, _("Date")] if sheet.signers else [],
        "printed": _("Printed {when}, {who}").format(when=_moment(printed), who=printed.by),
        "printed_on": printed.at.isoformat(),
    }


def _words() -> dict[str, str]:
    return {
        "notes": _("What each number counts"),
        "sum": _("Sum"),
        "none": _("Nothing to list."),
        "page": _("Page {n} of {of}"),
        "males": _("Males"),
        "females": _("Females"),
        "unsexed": _("Sex unknown"),
        "years": _("Age, years"),
    }


def _moment(printed: Printing) -> str:
    zone = printed.at.tzinfo
    assert zone is not None
    return i18n.moment(printed.at, zone)


def _part(part: Part) -> dict[str, Any]:
    columns = shown(part)
    lines = [[_cell(column, row.cells) for column in columns] for row in part.rows]
    sums = [_cell(column, part.sums) for column in columns] if part.sums else []
    return {
        "title": part.title,
        "columns": [
            {"label": _(column.label), "right": _is_right(column), "wide": _wide(column, part)} for column in columns
        ],
        "rows": lines,
        "sums": sums,
    }


def _is_right(column: Column) -> bool:
    return column.right or column.kind in ("mfu", "number")


def _cell(column: Column, cells: Mapping[str, Any]) -> Any:
    """A cell as text; a taxon with its scientific name in runs, so that it can stand in italics."""
    cell = cells.get(column.key)
    if isinstance(cell, TaxonCell):
        return {"name": cell.common, "runs": name_runs(cell.latin)}
    return LONG.sub(rf"\g<0>{BREAK}", _text(column, cell))


def _text(column: Column, cell: Any) -> str:
    """Days as people write them, not as files do."""
    if column.kind == "day" and cell is not None and not isinstance(cell, str | FuzzyDate):
        return i18n.day(cell)
    return text_of(column, cell).replace("-", "−") if column.kind == "mfu" else text_of(column, cell)


def _wide(column: Column, part: Part) -> int:
    """Letters: its longest text up to a bound, but never less than its longest word."""
    cells = [cells.get(column.key) for cells in (*(row.cells for row in part.rows), part.sums)]
    texts = {_(column.label), *(_text(column, cell) for cell in cells)}
    words = {word for text in texts for word in LONG.sub(r"\g<0> ", text).split()}
    longest = max(map(text_width, texts), default=0)
    return max(min(longest, WIDEST), max(map(text_width, words), default=0), 2) + GAP
