"""The tree of places as Qt asks for it: rows of `grounds.tree`, whole or as a search finds them, with what is above."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt

from ui import painting
from zooapp.grounds import Row
from zooapp.i18n import N_, _
from zooapp.values.fold import fold

ROW: Final = Qt.ItemDataRole.UserRole + 1  # the role that gives the whole row
HEADS: Final = (N_("Enclosure"), N_("Occupied"), N_("Who lives here"), N_("State"))
NAME, FULL, WHO, STATE = range(4)
Index = QModelIndex
AnyIndex = QModelIndex | QPersistentModelIndex


def title(row: Row) -> str:
    """ "Q1 · Carnivore house"."""
    return f"{row.code} · {row.name}"


def living(row: Row) -> str:
    """ "brown bear 3, African lion 1"."""
    return ", ".join(f"{one.name} {one.count.total}" for one in row.living)


def full_words(row: Row) -> str:
    """ "25 of 20", or only how many where nobody set a limit."""
    return str(row.count.total) if row.most is None else painting.capacity_words(row.count.total, row.most)


def found(rows: Sequence[Row], text: str) -> list[Row]:
    """The rows whose code, name or inhabitants hold all the words, and those that they are part of."""
    words = fold(text).split()
    if not words:
        return list(rows)
    by_id = {row.enclosure_id: row for row in rows}
    shown: set[int | None] = set()
    for row in rows:
        said = fold(" ".join((title(row), *(f"{one.name} {one.scientific}" for one in row.living))))
        if all(word in said for word in words):
            above: int | None = row.enclosure_id
            while above is not None and above not in shown:
                shown.add(above)
                above = by_id[above].parent_id if above in by_id else None
    return [row for row in rows if row.enclosure_id in shown]


class GroundsModel(QAbstractItemModel):
    """Every index carries the id of its place."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.rows: dict[int, Row] = {}
        self._parts: dict[int, list[int]] = {}

    def show(self, rows: Sequence[Row]) -> None:
        """Show these places."""
        self.beginResetModel()
        self.rows = {row.enclosure_id: row for row in rows}
        self._parts = {}
        for row in rows:
            above = row.parent_id if row.parent_id in self.rows else 0
            self._parts.setdefault(above or 0, []).append(row.enclosure_id)
        self.endResetModel()

    def row_of(self, index: AnyIndex) -> Row | None:
        """The place of an index."""
        return self.rows.get(index.internalId()) if index.isValid() else None

    def parts(self, place: int) -> list[int]:
        """What belongs directly to a place; 0 stands for the zoo."""
        return self._parts.get(place, [])

    def inside(self, place: int) -> list[int]:
        """A place and all that is part of it."""
        return [place, *(deeper for part in self.parts(place) for deeper in self.inside(part))]

    def index_of(self, place: int) -> QModelIndex:
        """Where a place stands; invalid where it is not shown."""
        row = self.rows.get(place)
        if row is None:
            return QModelIndex()
        above = row.parent_id if row.parent_id in self.rows else 0
        return self.createIndex(self.parts(above or 0).index(place), 0, place)

    # Qt's questions

    def index(self, row: int, column: int, parent: Any = Index()) -> QModelIndex:  # noqa: B008 - Qt's own signature
        inside = self.parts(parent.internalId() if parent.isValid() else 0)
        return self.createIndex(row, column, inside[row]) if 0 <= row < len(inside) else QModelIndex()

    def parent(self, child: Any = None) -> Any:
        if child is None:
            return super().parent()
        row = self.row_of(child)
        return self.index_of(row.parent_id) if row is not None and row.parent_id is not None else QModelIndex()

    def rowCount(self, parent: Any = Index()) -> int:  # noqa: B008
        if parent.column() > 0:
            return 0
        return len(self.parts(parent.internalId() if parent.isValid() else 0))

    def columnCount(self, _parent: Any = Index()) -> int:  # noqa: B008
        return len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(HEADS[section])
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_of(index)
        if row is None:
            return None
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return (title(row), full_words(row), living(row), row.text)[index.column()]
        return None
