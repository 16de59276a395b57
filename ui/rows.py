"""How a row of a list is painted: one delegate for all columns, one row object for all its cells."""

import datetime as dt
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import icons, painting, theme
from ui.painting import LEFT, RIGHT, ChipFace
from zooapp import i18n
from zooapp.lists.spec import ChipCell, Column, FlagCell, ListSpec, Row, TaxonCell, ThumbCell
from zooapp.values.dates import DateKind, FuzzyDate

ROW: Final = Qt.ItemDataRole.UserRole + 1  # the role that gives the whole row
AnyIndex = QModelIndex | QPersistentModelIndex


def words(cell: Any) -> str:
    """A cell as plain words: for readers, tooltips and copying."""
    if cell is None:
        return ""
    if isinstance(cell, tuple) and len(cell) == 3:
        return painting.mfu_words(cell)
    if isinstance(cell, TaxonCell):
        return f"{cell.common} {cell.latin}".strip()
    if isinstance(cell, ChipCell):
        return cell.text
    if isinstance(cell, FlagCell):
        return cell.words
    if isinstance(cell, ThumbCell):
        return ""
    if isinstance(cell, FuzzyDate):
        return cell.show()
    return i18n.day(cell) if isinstance(cell, dt.date) else str(cell)


class RowPaint(QStyledItemDelegate):
    """Paints ground, hairline, cell and, on the current cell, the focus ring."""

    def __init__(self, spec: ListSpec, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self.photo: Any = None  # gives the thumbnail of a hash, when the page has one

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        area = QRectF(option.rect)
        state = option.state
        on = bool(state & QStyle.StateFlag.State_Selected)
        with painting.kept(painter):
            painter.setClipRect(area)
            painter.fillRect(area, theme.colour("accent_bg" if on else "surface"))
            painter.fillRect(QRectF(area.x(), area.bottom() - 1, area.width(), 1), theme.colour("line"))
            if on and index.column() == 0:
                painter.fillRect(QRectF(area.x(), area.y(), 3, area.height()), theme.colour("accent"))
            row = index.data(ROW)
            if row is not None:
                self._cell(painter, area, self._spec.columns[index.column()], row, on)
            if state & QStyle.StateFlag.State_HasFocus:
                painting.focus_ring(painter, area.adjusted(1, 1, -1, -2))

    def _cell(self, painter: QPainter, area: QRectF, column: Column, row: Row, on: bool) -> None:
        cell = row.cells.get(column.key)
        inner = area.adjusted(theme.px(8), 0, -theme.px(6), 0)
        if isinstance(cell, ThumbCell):
            self._thumb(painter, area, cell)
        elif isinstance(cell, TaxonCell):
            self._taxon(painter, inner, cell)
        elif isinstance(cell, ChipCell):
            painting.chip(painter, inner, ChipFace(cell.text, cell.kind, cell.icon), "surface" if on else "")
        elif isinstance(cell, FlagCell):
            side = theme.size("icon")
            icons.paint(painter, inner.topLeft() + _down(inner, side), cell.icon, cell.kind, side)
        elif column.kind == "mfu" and isinstance(cell, tuple):
            painting.mfu(painter, inner, cell)
            if row.cells.get("reported"):
                self._doubt(painter, inner, cell)
        elif column.kind in ("flag", "thumb", "chip"):
            return
        else:
            self._text(painter, inner, column, cell)

    def _doubt(self, painter: QPainter, area: QRectF, counts: tuple[int, ...]) -> None:
        """A sex that was only reported bears a question mark behind its number; words say it in the card."""
        step, side = theme.size("sex"), theme.size("chip_icon")
        for place, n in enumerate(counts[:2]):
            if n:
                at = QPointF(area.x() + (place + 1) * step - side * 0.6, area.center().y() - side / 2)
                icons.paint(painter, at, "question-mark", "warn", side)

    def _text(self, painter: QPainter, area: QRectF, column: Column, cell: Any) -> None:
        said = words(cell) or "—"
        inexact = isinstance(cell, FuzzyDate) and cell.kind is not DateKind.EXACT
        quiet = said in ("—", "0")
        strong = column.key in ("local_id", "number", "code", "mnemonic", "scientific")
        look = ("strong" if strong else "body", "text3" if quiet else "text2" if inexact else "text")
        painting.text(painter, area, said, look, RIGHT if column.right else LEFT)

    def _taxon(self, painter: QPainter, area: QRectF, cell: TaxonCell) -> None:
        used = 0.0
        if cell.common:
            used = painting.text(painter, area, cell.common, ("strong", "text")) + theme.px(7)
        rest = area.adjusted(used, 0, 0, 0)
        if rest.width() > theme.px(24) and cell.scientific:
            painting.text(painter, rest, cell.latin, ("latin", "text2"))

    def _thumb(self, painter: QPainter, area: QRectF, cell: ThumbCell) -> None:
        side = theme.size("thumbnail")
        tile = QRectF(area.x() + theme.px(8), area.center().y() - side / 2, side, side)
        picture = self._picture(cell.sha)
        if picture is not None:
            painting.photo(painter, tile, picture)
        else:
            painting.art(painter, tile, cell.art)

    def _picture(self, sha: str) -> QPixmap | None:
        found: QPixmap | None = self.photo(sha) if sha and self.photo is not None else None
        return found


def _down(area: QRectF, side: int) -> QPointF:
    return QPointF(0, (area.height() - side) / 2)
