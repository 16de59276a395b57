"""Whom an act is about: picture, number, name, taxon, count and place, so that nobody treats the wrong bear."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.widgets.card import Card
from ui.widgets.label import elided
from ui.widgets.layout import boxed, hbox, vbox
from ui.widgets.mfu import Mfu
from ui.widgets.thumbnail import Thumbnail
from zooapp.i18n import ngettext
from zooapp.lists.spec import Row, TaxonCell, ThumbCell

MOST = 3  # shown one by one; the rest is counted


class Who(Card):
    """The animals of an act, as rows of the list of animals."""

    def __init__(self, rows: Sequence[Row]) -> None:
        lines: list[QWidget] = [_line(row) for row in rows[:MOST]]
        if (more := len(rows) - MOST) > 0:
            lines.append(elided(ngettext("and {n} more", "and {n} more", more).format(n=more), "small", "text2"))
        super().__init__(vbox(*lines, gap=6, margins=(12, 8, 12, 8)), "sunken")
        self.setAccessibleName("; ".join(_said(row) for row in rows[:MOST]))


def _said(row: Row) -> str:
    cells = row.cells
    return " · ".join(str(cells[key]) for key in ("local_id", "name", "taxon", "enclosure") if cells.get(key))


def _line(row: Row) -> QWidget:
    cells = row.cells
    thumb, taxon = cells.get("thumb"), cells.get("taxon")
    art = thumb.art if isinstance(thumb, ThumbCell) else ""
    title = " ".join(str(cells[key]) for key in ("local_id", "name") if cells.get(key))
    named = str(taxon) if isinstance(taxon, TaxonCell) else ""
    place = cells.get("enclosure") or ""
    words = vbox(elided(title, "strong"), elided(f"{named} · {place}" if place else named, "small", "text2"), gap=1)
    counts = cells.get("mfu")
    return boxed(
        hbox(Thumbnail(title, art, 36), (words, 1), Mfu(counts) if isinstance(counts, tuple) else None, gap=10)
    )
