"""The model of a long list: it holds only ids, and pages of rows that are read when they are painted."""

from array import array
from collections import OrderedDict
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from ui.desk import Desk
from ui.rows import ROW, words
from zooapp.i18n import _
from zooapp.lists import reading
from zooapp.lists.spec import ListSpec, Query, Row

PAGE: Final = 128
KEPT: Final = 32
Index = QModelIndex


class PagedModel(QAbstractTableModel):
    """Rows of a list by page: the first at once, the order of all as ids, the rest when it is asked for."""

    loaded = Signal()

    def __init__(self, desk: Desk, spec: ListSpec, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.spec = spec
        self.query = Query()
        self.ids: array[int] = array("q")
        self.complete = False
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()
        self._asked: set[int] = set()
        self._turn = 0

    def show(self, query: Query) -> None:
        """List anew: the first page at once, then the whole order."""
        self.query = query
        self._turn += 1
        turn, spec = self._turn, self.spec
        self.desk.ask(lambda s: reading.first(s, spec, query, PAGE), lambda rows: self._first(turn, rows), self)
        self.desk.ask(lambda s: reading.ids(s, spec, query), lambda ids: self._order(turn, ids), self)

    def row(self, number: int) -> Row | None:
        """A row, or None while its page is on the way."""
        page = number // PAGE
        if page in self._pages:
            self._pages.move_to_end(page)
            rows = self._pages[page]
            return rows[number % PAGE] if number % PAGE < len(rows) else None
        self._read(page)
        return None

    def number_of(self, record: int) -> int:
        """Where a record stands, -1 when it is not listed."""
        try:
            return self.ids.index(record)
        except ValueError:
            return -1

    def _first(self, turn: int, rows: list[Row]) -> None:
        if turn != self._turn:
            return
        self.beginResetModel()
        self.ids = array("q", [row.id for row in rows])
        self.complete = len(rows) < PAGE
        self._pages = OrderedDict({0: rows})
        self._asked = set()
        self.endResetModel()
        self.loaded.emit()

    def _order(self, turn: int, ids: "array[int]") -> None:
        if turn != self._turn:
            return
        self.complete = True
        if (more := len(ids) - len(self.ids)) > 0:
            self.beginInsertRows(Index(), len(self.ids), len(ids) - 1)
            self.ids = ids
            self.endInsertRows()
        elif more < 0:
            self.show(self.query)
            return
        self.loaded.emit()

    def _read(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        turn, spec, query = self._turn, self.spec, self.query
        wanted = self.ids[page * PAGE : (page + 1) * PAGE]
        self.desk.ask(
            lambda s: reading.page(s, spec, query, wanted), lambda rows: self._paged(turn, page, rows), self
        )

    def _paged(self, turn: int, page: int, rows: list[Row]) -> None:
        if turn != self._turn:
            return
        self._pages[page] = rows
        self._asked.discard(page)
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        last = min((page + 1) * PAGE, len(self.ids)) - 1
        self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(self.spec.columns) - 1))

    # Qt's questions

    def rowCount(self, parent: Any = Index()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Any = Index()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.spec.columns)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == ROW:
            return self.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            row = self.row(index.row())
            return words(row.cells.get(self.spec.columns[index.column()].key)) if row else ""
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(self.spec.columns[section].label)
        return None
