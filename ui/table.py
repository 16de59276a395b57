"""The table of records: a paged model, one delegate for all columns, widths that follow the room and the words."""

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui import painting, theme
from ui.desk import Desk
from ui.paged import PAGE, PagedModel
from ui.painting import ChipFace
from ui.rows import RowPaint
from zooapp.i18n import _
from zooapp.lists import reading
from zooapp.lists.spec import ChipCell, ListSpec, Query

if TYPE_CHECKING:
    from ui.pictures import Pictures

MARKED: Final = 1000  # rows that stay marked when a list is read again; more are marked anew by whoever wants them
FOLDS: Final = ("born", "name")  # these give way first where it is narrow, the last one before the others
LEAST_TAXON: Final = 130  # drawn pixels that the column with the taxon keeps


class RecordTable(QTableView):
    """A list of records. `chosen` follows the current row, `opened` is Enter or a double click."""

    chosen = Signal(int)
    opened = Signal(int)
    counted = Signal(str)
    ordered = Signal(str, bool)

    def __init__(self, desk: Desk, spec: ListSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.spec = spec
        self._model = PagedModel(desk, spec, self)
        self._paint = RowPaint(spec, self)
        self._back_to = 0
        self._marked: Sequence[int] = ()
        self._chip_widths: dict[str, int] = {}
        self.setModel(self._model)
        self.setItemDelegate(self._paint)
        self.setAccessibleName(_(spec.title))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self._heads()
        self._model.loaded.connect(self._restore)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self._choose(now.row()))
        theme.switch.changed.connect(self._dress)
        self._dress()

    @property
    def paged(self) -> PagedModel:
        """The model, with its own type."""
        return self._model

    @property
    def query(self) -> Query:
        """What is listed now."""
        return self._model.query

    def show_query(self, query: Query) -> None:
        """List this; the current row stays where it can, and what is marked when the same is listed again."""
        marked = self.selected_ids() if query == self._model.query else ()
        self._marked = marked if 1 < len(marked) <= MARKED else ()
        self._back_to = self.current_id() or self._back_to
        self._model.show(query)
        spec = self.spec
        self.desk.ask(lambda s: reading.foot(s, spec, query), self.counted.emit, self)

    def show_photos(self, pictures: "Pictures") -> None:
        """Show portraits where there are some, as they come in."""
        self._paint.photo = pictures.get
        pictures.arrived.connect(self._shown_anew)  # not a lambda: the pictures outlive the table

    def _shown_anew(self, _sha: str) -> None:
        self.viewport().update()

    def refresh(self) -> None:
        """List the same again."""
        self.show_query(self._model.query)

    def current_id(self) -> int:
        """The id of the current row, 0 for none."""
        number = self.currentIndex().row()
        return self._model.ids[number] if 0 <= number < len(self._model.ids) else 0

    def selected_ids(self) -> Sequence[int]:
        """The ids of the selected rows, from the ranges: Qt is not asked row by row."""
        found = array("q")
        for part in self.selectionModel().selection().toList():
            found.extend(self._model.ids[part.top() : part.bottom() + 1])
        return found

    def go_to(self, record: int) -> None:
        """Make this record the current row, now or when it has been read."""
        self._back_to, self._marked = record, ()
        number = self._model.number_of(record)
        if number >= 0:
            self.setCurrentIndex(self._model.index(number, 1))
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def selectAll(self) -> None:
        """All that is listed, as one range."""
        if not self._model.ids:
            return
        last = self._model.index(len(self._model.ids) - 1, len(self.spec.columns) - 1)
        whole = QItemSelection(self._model.index(0, 0), last)
        self.selectionModel().select(whole, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _heads(self) -> None:
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setMinimumSectionSize(24)
        head.sectionClicked.connect(self._sort)

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.size("row"))
        self.verticalHeader().setMinimumSectionSize(theme.size("row"))
        self._share_width()

    def _share_width(self) -> None:
        """The taxon, or the widest column, takes what is left; where that is little the last plain ones give way."""
        columns = self.spec.columns
        wide = [max(theme.px(column.width), self._chip_widths.get(column.key, 0)) for column in columns]
        if columns[0].kind == "thumb":
            wide[0] = max(wide[0], theme.size("thumbnail") + theme.px(8))
        taxon = next((i for i, column in enumerate(columns) if column.kind == "taxon"), wide.index(max(wide)))
        folds = FOLDS if columns[0].kind == "thumb" else ()
        shown = set(range(len(columns)))
        gives_way = ("fuzzy", "day", "text", "number")
        loose = [i for i, column in enumerate(columns) if i > 1 and i != taxon and column.kind in gives_way]
        loose.sort(key=lambda i: folds.index(columns[i].key) if columns[i].key in folds else -1)
        room = self.viewport().width()
        while loose and room - sum(wide[i] for i in shown if i != taxon) < theme.px(LEAST_TAXON):
            shown.discard(loose.pop())
        for i in range(len(columns)):
            self.setColumnHidden(i, i not in shown)
            self.setColumnWidth(i, wide[i])
        self.setColumnWidth(taxon, max(theme.px(80), room - sum(wide[i] for i in shown if i != taxon)))

    def _sort(self, section: int) -> None:
        column = self.spec.columns[section]
        if column.sort:
            same = self.query.order == column.key
            self.ordered.emit(column.key, not self.query.descending if same else False)

    def _chips(self) -> dict[str, int]:
        """How wide chips and counts of the first page are: another language or size wants more room."""
        wide: dict[str, int] = {}
        counts = {column.key for column in self.spec.columns if column.kind == "mfu"}
        for number in range(min(PAGE, len(self._model.ids))):
            row = self._model.row(number)
            for key, cell in row.cells.items() if row is not None else ():
                if isinstance(cell, ChipCell):
                    face = ChipFace(cell.text, cell.kind, cell.icon)
                    wide[key] = max(wide.get(key, 0), painting.chip_width(face) + theme.px(16))
                elif key in counts and isinstance(cell, tuple):
                    wide[key] = max(wide.get(key, 0), painting.mfu_width(cell) + theme.px(16))
        return wide

    def _restore(self) -> None:
        self._chip_widths = self._chips()
        self._share_width()
        if self._back_to and (number := self._model.number_of(self._back_to)) >= 0:
            self.setCurrentIndex(self._model.index(number, 1))
            self._back_to = 0
        elif not self.currentIndex().isValid() and self._model.ids:
            self.setCurrentIndex(self._model.index(0, 1))

        self._mark(frozenset(self._marked))
        self._marked = () if self._model.complete else self._marked

    def _mark(self, records: frozenset[int]) -> None:
        """Select the rows of these records beside the current one."""
        rows, last = QItemSelection(), len(self.spec.columns) - 1
        for number in [n for n, record in enumerate(self._model.ids) if record in records] if records else ():
            rows.select(self._model.index(number, 0), self._model.index(number, last))
        self.selectionModel().select(rows, QItemSelectionModel.SelectionFlag.Select)

    def _choose(self, number: int) -> None:
        if 0 <= number < len(self._model.ids):
            self.chosen.emit(self._model.ids[number])

    def _open(self, number: int) -> None:
        if 0 <= number < len(self._model.ids):
            self.opened.emit(self._model.ids[number])
