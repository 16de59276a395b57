"""The table of the inventory: a row a taxon under the sum of its class; every number can be opened."""

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import icons, painting, theme
from ui.painting import RIGHT
from zooapp.i18n import _
from zooapp.lists.taxa import TaxonWords
from zooapp.reports.inventory_columns import Column, columns_of
from zooapp.reports.inventory_entries import Cell
from zooapp.reports.inventory_report import Counted, Inventory
from zooapp.reports.inventory_words import NOTHING, cell_text, check_words

AnyIndex = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()
NUMBER: Final = 52  # drawn pixels of a column of numbers, at least
TAXON: Final = 150
CHECK: Final = 40


@dataclass(frozen=True)
class Line:
    """One row: whose numbers they are, and whether they are a sum."""

    words: TaxonWords | None
    numbers: Counted
    taxon_id: int | None = None
    heavy: bool = True

    @property
    def label(self) -> str:
        """Its first cell in words."""
        return str(self.words.cell()) if self.words is not None else _("Grand total")

    def cell(self, column: Column) -> Cell:
        """A number of it, to be asked for its entries."""
        return Cell(column.key, self.taxon_id, below=self.heavy)


class InventoryModel(QAbstractTableModel):
    """Taxon, numbers, check mark."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self.columns: tuple[Column, ...] = ()

    def show(self, found: Inventory) -> None:
        """These lines from now on."""
        self.beginResetModel()
        self.columns = columns_of(found.asked.basis)
        self.lines = []
        for part in found.classes:
            self.lines.append(Line(part.words, part, part.taxon_id))
            self.lines += [Line(line.words, line, line.taxon_id, heavy=False) for line in part.lines]
        if self.lines:
            self.lines.append(Line(None, found.total))
        self.endResetModel()

    def column(self, number: int) -> Column | None:
        """The column of numbers that stands there; none for the taxon and the check."""
        return self.columns[number - 1] if 1 <= number <= len(self.columns) else None

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: AnyIndex = ROOT) -> int:
        return len(self.columns) + 2 if self.columns and not parent.isValid() else 0

    def words(self, row: int, number: int) -> str:
        """A cell as a person reads it."""
        line, column = self.lines[row], self.column(number)
        if column is not None:
            return cell_text(column, line.numbers.cells[column.key])
        return line.label if number == 0 else check_words(line.numbers.adds_up)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        said, column = self.words(index.row(), index.column()), self.column(index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole and column is not None:
            return f"{self.lines[index.row()].label}, {_(column.label)}: {said}"
        return said if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        column = self.column(section)
        return _(column.label) if column is not None else _("Taxon") if section == 0 else ""


class Head(QHeaderView):
    """Labels of one or two lines, numbers under their right edge."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(24)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(40))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        with painting.kept(painter):
            painter.fillRect(rect, theme.colour("sunken"))
            painter.fillRect(QRectF(rect.x(), rect.bottom(), rect.width(), 1), theme.colour("line"))
            painter.setFont(theme.font("label"))
            painter.setPen(theme.colour("text2"))
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            wrap = int(side | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
            room = QRectF(rect).adjusted(theme.px(8 if section == 0 else 3), 0, -theme.px(6), 0)
            painter.drawText(room, wrap, together(str(self.model().headerData(section, self.orientation()))))


class CellPaint(QStyledItemDelegate):
    """Paints ground, hairline, words and check marks, and the ring of the current cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        model = index.model()
        assert isinstance(model, InventoryModel)
        line, area = model.lines[index.row()], QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        with painting.kept(painter):
            painter.setClipRect(area)
            painter.fillRect(area, theme.colour("accent_bg" if chosen else "sunken" if line.heavy else "surface"))
            painter.fillRect(QRectF(area.x(), area.bottom() - 1, area.width(), 1), theme.colour("line"))
            inner = area.adjusted(theme.px(8 if index.column() == 0 else 2), 0, -theme.px(6), 0)
            if index.column() == 0:
                self._name(painter, inner, line)
            elif model.column(index.column()) is not None:
                said = model.words(index.row(), index.column())
                look = ("strong" if line.heavy else "body", "text3" if said == NOTHING else "text")
                painting.text(painter, inner, said, look, RIGHT)
            else:
                self._check(painter, inner, line.numbers.adds_up)
            if option.state & QStyle.StateFlag.State_HasFocus:
                painting.focus_ring(painter, area.adjusted(1, 1, -1, -2))

    def _name(self, painter: QPainter, area: QRectF, line: Line) -> None:
        name = line.words.label if line.words is not None else line.label
        inset = 0 if line.heavy else theme.px(10)
        room = area.adjusted(inset, 0, 0, 0)
        used = painting.text(painter, room, name, ("strong" if line.heavy else "body", "text")) + theme.px(7)
        rest = room.adjusted(used, 0, 0, 0)
        if line.words is not None and line.words.common and rest.width() > theme.px(24):
            painting.text(painter, rest, line.words.scientific, ("small" if line.heavy else "latin", "text2"))

    def _check(self, painter: QPainter, area: QRectF, right: bool) -> None:
        side = theme.size("icon")
        at = QPointF(area.center().x() - side / 2, area.center().y() - side / 2)
        icons.paint(painter, at, "check" if right else "alert-octagon", "ok" if right else "bad", side)


class InventoryTable(QTableView):
    """Arrows go from number to number; Enter or a click opens one. `current` tells where one stands."""

    opened = Signal(object)  # (Cell, label)
    current = Signal(object)  # Column, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = InventoryModel(self)
        self._wide: list[int] = []
        self.setModel(self.lines)
        self.setItemDelegate(CellPaint(self))
        self.setHorizontalHeader(Head(self))
        self.verticalHeader().hide()
        self.setAccessibleName(_("Annual inventory"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.clicked.connect(self.open_at)
        self.selectionModel().currentChanged.connect(
            lambda now, _before: self.current.emit(self.lines.column(now.column()))
        )
        theme.switch.changed.connect(self._dress)
        self._dress()

    def show_report(self, found: Inventory) -> None:
        """Show it; one stays where one stood."""
        row, number = max(0, self.currentIndex().row()), max(1, self.currentIndex().column())
        self.lines.show(found)
        self._measure()
        if self.lines.lines:
            at = self.lines.index(min(row, len(self.lines.lines) - 1), min(number, len(self.lines.columns)))
            self.setCurrentIndex(at)

    def open_at(self, index: AnyIndex) -> None:
        """Ask for the entries of a number."""
        column = self.lines.column(index.column())
        if column is not None:
            line = self.lines.lines[index.row()]
            words = f"{line.label} · {_(column.label)} · {self.lines.words(index.row(), index.column())}"
            self.opened.emit((line.cell(column), words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.open_at(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.size("row"))
        self.verticalHeader().setMinimumSectionSize(theme.size("row"))
        self._measure()

    def _measure(self) -> None:
        self._wide = [self._wanted(number) for number in range(1, len(self.lines.columns) + 1)]
        self._share_width()

    def _share_width(self) -> None:
        """Numbers take what their words and heads want, the taxon what is left."""
        count, wide = len(self._wide), self._wide
        for number, width in enumerate(wide, 1):
            self.setColumnWidth(number, width)
        if count:
            self.setColumnWidth(count + 1, theme.px(CHECK))
            rest = self.viewport().width() - sum(wide) - theme.px(CHECK)
            self.setColumnWidth(0, max(theme.px(TAXON), rest))

    def _wanted(self, number: int) -> int:
        column = self.lines.columns[number - 1]
        said = {self.lines.words(row, number) for row in range(len(self.lines.lines))}
        longest = sorted(said, key=len)[-9:]
        wide = [painting.width_of(word, "label") for word in together(_(column.label)).split(" ")]
        wide += [painting.width_of(words, "strong") for words in longest]
        return max(theme.px(NUMBER), round(max(wide)) + theme.px(11))


def together(label: str) -> str:
    """A label whose sign stays with its word."""
    return label.replace(" ", "\u00a0", 1) if label[:1] in "+−±" else label
