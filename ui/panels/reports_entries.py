"""The entries behind a number of the inventory, each a way to its animal; their sum stands below."""

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import painting, theme
from ui.desk import Desk
from ui.painting import LEFT, RIGHT
from ui.widgets.button import button
from ui.widgets.label import lab
from ui.widgets.layout import hbox, vbox
from zooapp import i18n
from zooapp.i18n import N_, _, ngettext
from zooapp.inventory import Delta
from zooapp.reports.inventory_entries import Behind, Cell, behind
from zooapp.reports.spec import Asked

AnyIndex = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()
HEADS: Final = (
    (N_("On"), 112),
    (N_("Act"), 220),
    (N_("Term"), 150),
    (N_("Local ID"), 90),
    (N_("Taxon"), 190),
    ("M.F.U", 80),
)
COUNT: Final = len(HEADS) - 1


class EntriesModel(QAbstractTableModel):
    """A row an act and animal."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[Behind] = []

    def show(self, entries: list[Behind]) -> None:
        """These from now on."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: AnyIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        one = self.entries[index.row()]
        cells = (i18n.day(one.on), one.words, one.term, one.local_id, one.taxon, signed(one.count))
        return cells[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and section == COUNT:
            return RIGHT
        wanted = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _(HEADS[section][0]) if wanted else None


class EntryPaint(QStyledItemDelegate):
    """Paints ground, hairline and words, the count at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        area, chosen = QRectF(option.rect), bool(option.state & QStyle.StateFlag.State_Selected)
        with painting.kept(painter):
            painter.fillRect(area, theme.colour("accent_bg" if chosen else "surface"))
            painter.fillRect(QRectF(area.x(), area.bottom() - 1, area.width(), 1), theme.colour("line"))
            inner = area.adjusted(theme.px(8), 0, -theme.px(8), 0)
            last = index.column() == COUNT
            look = ("strong" if last else "body", "text")
            painting.text(painter, inner, str(index.data()), look, RIGHT if last else LEFT)


class EntriesDialog(QDialog):
    """What a number is made of. Enter opens the animal of an entry."""

    def __init__(self, desk: Desk, asked: Asked, opened: tuple[Cell, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        cell, words = opened
        self.setWindowTitle(_("Entries behind the number"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.lines = EntriesModel(self)
        self.table = EntriesTable(self.lines, self)
        self.foot = lab(_("Counting…"), "small", "text2", wrap=True)
        self.open_button = button(_("Open anima&l"), "external-link", "primary")
        self.close_button = button(_("Close"))
        self.open_button.clicked.connect(lambda _on: self.open_animal())
        self.close_button.clicked.connect(self.reject)
        self.table.doubleClicked.connect(lambda _index: self.open_animal())
        self.setLayout(
            vbox(
                lab(words, "title", wrap=True),
                (self.table, 1),
                hbox((self.foot, 1), self.close_button, self.open_button),
                gap=12,
                margins=(20, 16, 20, 16),
            )
        )
        self.resize(theme.px(900), theme.px(520))
        self.open_button.setEnabled(False)
        self.desk.ask(lambda session: behind(session, asked, cell), self._show, self)

    def open_animal(self) -> None:
        """Go to the animal of the current entry."""
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.lines.entries):
            animal = self.lines.entries[row].animal_id
            self.accept()
            self.desk.go.emit("animals", animal)

    def _show(self, entries: list[Behind]) -> None:
        self.lines.show(entries)
        whole = sum((one.count for one in entries), Delta())
        n = len(entries)
        number = f"{whole} = {whole.total}".replace("-", "−")
        words = ngettext("{n} entry, sum {count}", "{n} entries, sum {count}", n).format(n=i18n.number(n), count=number)
        self.foot.setText(words if entries else _("No entry stands behind this number."))
        self.open_button.setEnabled(bool(entries))
        if entries:
            self.table.setCurrentIndex(self.lines.index(0, 0))
            self.table.setFocus()


class EntriesTable(QTableView):
    """The list of entries."""

    def __init__(self, model: EntriesModel, dialog: EntriesDialog) -> None:
        super().__init__(dialog)
        self.setModel(model)
        self.dialog = dialog
        self.setItemDelegate(EntryPaint(self))
        self.setAccessibleName(_("Entries behind the number"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.size("row"))
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for number, (_label, wide) in enumerate(HEADS):
            self.setColumnWidth(number, theme.px(wide))
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.dialog.open_animal()
        else:
            super().keyPressEvent(event)


def signed(count: Delta) -> str:
    """M.F.U with true minus signs."""
    return str(count).replace("-", "−")
