"""Any report as a table: its parts one below the other, each with its title, its heads, its rows and its sum."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import painting, theme
from ui.painting import LEFT, RIGHT
from zooapp import i18n
from zooapp.exchange.sheets import shown
from zooapp.exchange.tables import text_of
from zooapp.i18n import _
from zooapp.lists.spec import Column
from zooapp.reports.sheet import Part, Sheet

AnyIndex = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()
WIDEST: Final = 340  # drawn pixels of a column, at most
NARROWEST: Final = 56
LOOKS: Final = {"title": "strong", "head": "label", "row": "body", "sum": "strong"}
DIGITS: Final = ("mfu", "number")


@dataclass(frozen=True)
class Line:
    """One row of the table: what it is (title, head, row, sum), its words, and which of them stand at the right."""

    kind: str
    words: tuple[str, ...]
    right: tuple[bool, ...] = ()


def lines_of(sheet: Sheet) -> list[Line]:
    """A sheet as lines; one without any, and a part without rows, say so."""
    nothing = Line("row", (_("Nothing to list."),))
    found: list[Line] = []
    for part in sheet.parts:
        if part.title:
            found.append(Line("title", (part.title,)))
        found += _table(part) or [nothing]
    return found or [nothing]


def _table(part: Part) -> list[Line]:
    columns = shown(part)
    right = tuple(column.right or column.kind in DIGITS for column in columns)
    made = [Line("row", tuple(words_of(c, row.cells.get(c.key)) for c in columns), right) for row in part.rows]
    if not made and not part.sums:
        return []
    heads = [Line("head", tuple(_(column.label) for column in columns), right)]
    sums = [Line("sum", tuple(words_of(c, part.sums.get(c.key)) for c in columns), right)] if part.sums else []
    return heads + made + sums


def words_of(column: Column, cell: Any) -> str:
    """A cell as a person reads it; texts of several lines in one."""
    if isinstance(cell, dt.date):
        return i18n.day(cell)
    if isinstance(cell, str):
        return " ".join(cell.split())
    words = text_of(column, cell)
    return words.replace("-", "−") if column.kind in DIGITS else words


class SheetModel(QAbstractTableModel):
    """The lines of a sheet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self.wide = 0

    def show(self, sheet: Sheet) -> None:
        """This one from now on."""
        self.beginResetModel()
        self.lines = lines_of(sheet)
        self.wide = max((len(line.words) for line in self.lines), default=0)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: AnyIndex = ROOT) -> int:
        return 0 if parent.isValid() else self.wide

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        words = self.lines[index.row()].words
        return words[index.column()] if index.column() < len(words) else ""


class LinePaint(QStyledItemDelegate):
    """Paints ground, hairline and words by the kind of the line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        model = index.model()
        assert isinstance(model, SheetModel)
        line, area = model.lines[index.row()], QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = "accent_bg" if chosen else "sunken" if line.kind in ("head", "sum") else "surface"
        with painting.kept(painter):
            painter.setClipRect(area)
            painter.fillRect(area, theme.colour(ground))
            painter.fillRect(QRectF(area.x(), area.bottom() - 1, area.width(), 1), theme.colour("line"))
            side = RIGHT if index.column() < len(line.right) and line.right[index.column()] else LEFT
            inner = area.adjusted(theme.px(8), 0, -theme.px(8), 0)
            colour = "text2" if line.kind == "head" else "text"
            painting.text(painter, inner, str(index.data()), (LOOKS[line.kind], colour), side)


class SheetTable(QTableView):
    """The table; arrows go from row to row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = SheetModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(LinePaint(self))
        self.setAccessibleName(_("Report"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(theme.px(24))
        theme.switch.changed.connect(self._dress)
        self._dress()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show it from its first row."""
        self.setAccessibleName(sheet.title)
        self.clearSpans()
        self.lines.show(sheet)
        for row, line in enumerate(self.lines.lines):
            if len(line.words) == 1 and self.lines.wide > 1:
                self.setSpan(row, 0, 1, self.lines.wide)
        self._measure()
        self.scrollToTop()

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.size("row"))
        self.verticalHeader().setMinimumSectionSize(theme.size("row"))
        self._measure()

    def _measure(self) -> None:
        for column in range(self.lines.wide):
            longest: dict[str, set[str]] = {}
            for line in self.lines.lines:
                if len(line.words) > max(min(1, self.lines.wide - 1), column):
                    longest.setdefault(LOOKS[line.kind], set()).add(line.words[column])
            wide = [
                painting.width_of(words, look)
                for look, said in longest.items()
                for words in sorted(said, key=len)[-9:]
            ]
            wanted = round(max(wide, default=0)) + theme.px(18)
            self.setColumnWidth(column, min(theme.px(WIDEST), max(theme.px(NARROWEST), wanted)))
