"""The tree of places as it is painted: name, a bar with how full it is, who lives there with pictures, the state."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
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
    QTreeView,
    QWidget,
)

from ui import icons, painting, theme
from ui.painting import ChipFace
from ui.panels.enclosure_model import FULL, NAME, ROW, STATE, WHO, GroundsModel, full_words, living, title
from zooapp.grounds import PlaceState, Row
from zooapp.i18n import _

WIDTHS: Final = {NAME: 208, FULL: 160, STATE: 170}
BAR: Final = 84
LEAST_WHO: Final = 110  # drawn pixels below which "who" gives way to the card
ARTS: Final = 3
ICONS: Final = {
    PlaceState.OVER: ("bad", "alert-circle"),
    PlaceState.CLOCK: ("quar", "hourglass"),
    PlaceState.NOT_IN_USE: ("mute", "ban"),
    PlaceState.EMPTY: ("mute", "circle"),
}
AnyIndex = QModelIndex | QPersistentModelIndex


class Paint(QStyledItemDelegate):
    """Paints one cell of a place; the tree paints what stands before the name."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.arts: Mapping[int, str] = {}
        self.grouped: set[int] = set()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(theme.px(40), theme.size("row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        area, row = QRectF(option.rect), index.data(ROW)
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        grouped = row.enclosure_id in self.grouped
        with painting.kept(painter):
            painter.setClipRect(area)
            ground(painter, area, on, grouped)
            inner = area.adjusted(theme.px(4), 0, -theme.px(8), 0)
            (self._name, self._full, self._who, self._state)[index.column()](painter, inner, row, on)
            if option.state & QStyle.StateFlag.State_HasFocus and index.column() == NAME:
                painting.focus_ring(painter, area.adjusted(1, 1, -1, -2))

    def _name(self, painter: QPainter, area: QRectF, row: Row, _on: bool) -> None:
        words = row.name if row.enclosure_id in self.grouped else title(row)
        painting.text(painter, area, words, ("strong" if row.enclosure_id in self.grouped else "body", "text"))

    def _full(self, painter: QPainter, area: QRectF, row: Row, _on: bool) -> None:
        if row.enclosure_id in self.grouped or row.most is None:
            painting.text(painter, area, full_words(row), ("label", "text2"))
        else:
            n, most = row.count.total, row.most
            words = painting.width_of(full_words(row), "strong" if n >= most else "body")
            area.setWidth(theme.px(BAR) + words + theme.px(10))  # bars of one length, whatever stands behind
            painting.bar(painter, area, n, most)

    def _who(self, painter: QPainter, area: QRectF, row: Row, _on: bool) -> None:
        side, left = theme.size("thumbnail"), area.x()
        arts = dict.fromkeys(art for one in row.living if (art := self.arts.get(one.taxon_id)))
        for art in list(arts)[:ARTS]:
            painting.art(painter, QRectF(left, area.center().y() - side / 2, side, side), art)
            left += side + theme.px(4)
        rest = QRectF(left + theme.px(4), area.y(), area.right() - left - theme.px(4), area.height())
        if row.living:
            painting.text(painter, rest, living(row), ("body", "text"))

    def _state(self, painter: QPainter, area: QRectF, row: Row, on: bool) -> None:
        if row.text and row.enclosure_id not in self.grouped:
            kind, icon = ICONS[row.state]
            painting.chip(painter, area, ChipFace(row.text, kind, icon), "surface" if on else "")


def ground(painter: QPainter, area: QRectF, on: bool, grouped: bool) -> None:
    """What lies below a cell: marked, an area, or plain; and the hairline."""
    painter.fillRect(area, theme.colour("accent_bg" if on else "sunken" if grouped else "surface"))
    painter.fillRect(QRectF(area.x(), area.bottom() - 1, area.width(), 1), theme.colour("line"))


class GroundsTree(QTreeView):
    """Walk with the arrows, open and close with left and right, Enter to the card, F2 to edit."""

    chosen = Signal(int)
    opened = Signal(int)
    wished = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grounds = GroundsModel(self)
        self.painter_of = Paint(self)
        self._closed: set[int] = set()
        self._wanted = 0
        self.setModel(self.grounds)
        self.setItemDelegate(self.painter_of)
        self.setAccessibleName(_("Enclosures"))
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        head = self.header()
        head.setStretchLastSection(False)
        head.setMinimumSectionSize(theme.px(24))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._choose)
        self.collapsed.connect(lambda index: self._closed.add(index.internalId()))
        self.expanded.connect(lambda index: self._closed.discard(index.internalId()))
        theme.switch.changed.connect(self._dress)
        self._dress()

    def show_rows(self, rows: Sequence[Row], arts: Mapping[int, str], searching: bool) -> None:
        """Show these places; what was open, marked and current stays. A search opens all that it found."""
        wanted = self._wanted or self.current_id()
        marked = self.marked()
        self.painter_of.arts = arts
        self.painter_of.grouped = {row.parent_id for row in rows if row.parent_id is not None}
        self.grounds.show(rows)
        closed = set() if searching else set(self._closed)
        for place in filter(self.grounds.parts, self.grounds.rows):
            self.setExpanded(self.grounds.index_of(place), place not in closed)
        self._closed |= closed
        self._wanted = 0
        first = self.grounds.index_of(wanted)
        self.setCurrentIndex(first if first.isValid() else self.grounds.index(0, 0))
        if len(marked) > 1:
            for place in marked:
                flags = self.selectionModel().SelectionFlag
                self.selectionModel().select(self.grounds.index_of(place), flags.Select | flags.Rows)

    def go_to(self, place: int) -> None:
        """Make a place the current one, now or when it has been read."""
        index = self.grounds.index_of(place)
        self._wanted = 0 if index.isValid() else place
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def current_id(self) -> int:
        """The place that is current, 0 for none."""
        return self.currentIndex().internalId() if self.currentIndex().isValid() else 0

    def marked(self) -> list[int]:
        """The places that are marked."""
        return [index.internalId() for index in self.selectionModel().selectedRows()]

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_edit(event):
            event.accept()  # F2 edits the place here, not an animal
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif _is_edit(event):
            if self.current_id():
                self.wished.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def drawBranches(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        row = index.data(ROW)
        if row is None:
            return
        area = QRectF(rect)
        selected = self.selectionModel().isSelected(index)
        ground(painter, area, selected, row.enclosure_id in self.painter_of.grouped)
        if selected:
            painter.fillRect(QRectF(area.x(), area.y(), 3, area.height()), theme.colour("accent"))
        if self.grounds.parts(row.enclosure_id):
            side = theme.size("icon")
            icon = "chevron-down" if self.isExpanded(index) else "chevron-right"
            at = QPointF(area.right() - self.indentation() / 2 - side / 2, area.center().y() - side / 2)
            icons.paint(painter, at, icon, "text2", side)

    def _dress(self) -> None:
        self.setIndentation(theme.px(22))
        self._share_width()
        self.scheduleDelayedItemsLayout()

    def _share_width(self) -> None:
        """Who lives there takes what is left; where that is too little the card tells it alone."""
        room = self.viewport().width()
        rest = room - sum(theme.px(width) for width in WIDTHS.values())
        self.setColumnHidden(WHO, rest < theme.px(LEAST_WHO))
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, theme.px(width))
        if rest < theme.px(LEAST_WHO):
            self.setColumnWidth(NAME, max(theme.px(120), theme.px(WIDTHS[NAME]) + rest))
        else:
            self.setColumnWidth(WHO, rest)

    def _choose(self, now: Any, _before: Any) -> None:
        if now.isValid():
            self.chosen.emit(now.internalId())

    def _open(self, index: Any) -> None:
        if index.isValid():
            self.opened.emit(index.internalId())


def _is_edit(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_F2 and event.modifiers() == Qt.KeyboardModifier.NoModifier
