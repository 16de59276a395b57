"""A page with a list: head, search and filters, the table, the card of the current record, and the counted line."""

import importlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QSplitter, QWidget

from ui import theme
from ui.desk import Desk
from ui.filters import Filters, open_values
from ui.saved_filters import SavedFilters
from ui.table import RecordTable
from ui.widgets.button import button, icon_button
from ui.widgets.card import Line
from ui.widgets.empty import Nothing
from ui.widgets.head import PageHead
from ui.widgets.layout import boxed, hbox, vbox
from zooapp.i18n import _
from zooapp.lists import reading
from zooapp.lists.spec import ListSpec, Query, Row

WAIT = 150  # milliseconds after the last letter of a search
CARD = 344
NARROW_CARD = 320
NARROW = 1180


class RecordCard(QWidget):
    """What stands beside a list: `show_record(id)` fills it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.record = 0

    def show_record(self, record: int) -> None:
        """Show this record; 0 empties the card."""
        self.record = record


class ListPage(QWidget):
    """A list and the card of its current record, with a splitter between them; F9 hides the card."""

    foot = Signal(str)
    kinds: frozenset[str] = frozenset()  # what it shows: a change of these lists anew
    first = ""  # how this list gets its first record

    def __init__(
        self, desk: Desk, spec: ListSpec, card: RecordCard | None = None, buttons: Sequence[QPushButton] = ()
    ) -> None:
        super().__init__()
        self.desk = desk
        self.spec = spec
        self.card = card
        self.query = Query()
        self._stale = True
        self.head = PageHead(_(spec.title), "", *out_buttons(self), *buttons)
        self.search_line = QLineEdit()
        self.search_line.setPlaceholderText(_("Filter this list (Ctrl+F)"))
        self.search_line.setAccessibleName(_("Filter this list"))
        self.search_line.setClearButtonEnabled(True)
        self.search_line.setMaximumWidth(theme.px(280))
        self.filters = Filters(desk, spec)
        self.saved_filters = SavedFilters(desk, spec, lambda: (self.query, self.filters.said()), self.use)
        self.table = RecordTable(desk, spec)
        words = _("No record fits the search and the filters.")
        self.nothing = Nothing(_("Nothing found"), words, self._clear_button())
        self.empty = boxed(vbox(self.nothing, None, margins=(16, 8, 16, 8)))
        self.welcome = self.welcoming()
        for each in (self.empty, self.welcome):
            if each is not None:
                each.hide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = boxed(
            vbox(
                hbox(self.head, margins=(16, 12, 16, 0)),
                hbox((self.search_line, 2), (self.filters, 3), self.saved_filters, gap=8, margins=(16, 0, 16, 0)),
                Line(),
                (self.table, 1),
                (self.empty, 1),
                *([(self.welcome, 1)] if self.welcome is not None else []),
                gap=8,
            )
        )
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(left)
        self.splitter.setStretchFactor(0, 1)
        if self.card is not None:
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(self.card)
            area.setMinimumWidth(theme.px(NARROW_CARD))
            self.card_area = area
            self.splitter.addWidget(area)
            self.splitter.setSizes([100_000, theme.px(CARD)])
        self.setLayout(vbox(self.splitter, gap=0))

    def _connect(self) -> None:
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self._search)
        self.search_line.textEdited.connect(lambda _text: self._timer.start())
        self.search_line.textChanged.connect(lambda text: None if text else self._timer.start())
        self.search_line.returnPressed.connect(self.table.setFocus)
        self.filters.changed.connect(self._filtered)
        self.table.ordered.connect(self._order)
        self.table.counted.connect(self._counted)
        self.table.paged.loaded.connect(self._loaded)
        self.table.opened.connect(self.open_record)
        if self.card is not None:
            self.table.chosen.connect(lambda record: self.show_card(self.subject(record)))
        self.desk.changed.connect(self._changed)
        find = self.search_line.setFocus
        for keys, act in (("Ctrl+F", find), ("/", find), ("F9", self.toggle_card)):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.table, self.copy)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)

    def open_record(self, record: int) -> None:
        """Enter or a double click: what that means is the page's own."""

    def welcoming(self) -> QWidget | None:
        """What stands there as long as nothing was ever recorded; None for the plain words."""
        if not self.first:
            return None
        return boxed(vbox(Nothing(_("Nothing here yet"), _(self.first)), None, margins=(16, 8, 16, 8)))

    def subject(self, record: int) -> int:
        """The record whose card stands beside a row: mostly the row's own."""
        return record

    def show_card(self, record: int) -> None:
        """Fill the card with this record."""
        if self.card is not None:
            self.card.show_record(record)

    def show_record(self, record: int) -> None:
        """Go to a record, without a filter that hides it."""
        if self.table.paged.number_of(record) < 0:
            self.clear_filters()
        self.table.go_to(record)
        self.show_card(self.subject(record))

    def refresh(self) -> None:
        """List again what may have changed."""
        self._stale = False
        if self.desk.database is not None:
            today = self.desk.database.clock.today()
            self.query = replace(self.query, on=self.spec.asked_on(self.query.filters, today))
        self.table.show_query(self.query)
        if self.card is not None and self.card.record:
            self.show_card(self.card.record)

    def clear_filters(self) -> None:
        """No search and no filter: everything that is recorded."""
        self.search_line.clear()
        self.filters.open_all()

    def use(self, query: Query, labels: dict[str, str]) -> None:
        """List by a filter that was saved; `labels` are what its records are called."""
        self.search_line.setText(query.text)
        self.filters.wear(query.filters, labels)
        self.query = replace(query, filters=dict(self.filters.values))
        self.refresh()

    def toggle_card(self) -> None:
        """Card on or off."""
        if self.card is not None:
            self.card_area.setVisible(not self.card_area.isVisible())

    def said(self) -> str:
        """What is filtered by, in words."""
        return self.filters.said()

    def marked(self) -> Sequence[int]:
        """The rows that are marked."""
        return self.table.selected_ids()

    def copy(self) -> None:
        """The marked rows as text that a spreadsheet takes."""
        out_of_list("copy", self)

    def export(self) -> None:
        """All that is listed, to a file."""
        out_of_list("export", self)

    def print_list(self) -> None:
        """All that is listed, as pages to look at and to print."""
        out_of_list("print_list", self)

    def print_shown(self) -> None:
        """What Ctrl+P prints here."""
        self.print_list()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.card is not None and event.size().width() < theme.px(NARROW) <= event.oldSize().width():
            self.splitter.setSizes([100_000, theme.px(NARROW_CARD)])

    def _clear_button(self) -> QPushButton:
        clear = button(_("Show all"))
        clear.clicked.connect(lambda _checked: self.clear_filters())
        return clear

    def _search(self) -> None:
        self.query = replace(self.query, text=self.search_line.text())
        self.table.show_query(self.query)

    def _filtered(self, filters: dict[str, Any]) -> None:
        self.query = replace(self.query, filters=filters, text=self.search_line.text())
        self.refresh()

    def _order(self, key: str, descending: bool) -> None:
        self.query = replace(self.query, order=key, descending=descending)
        self.table.show_query(self.query)

    def _counted(self, line: str) -> None:
        self.head.say(_(self.spec.title), line)
        self.foot.emit(line)

    def _loaded(self) -> None:
        empty = not self.table.paged.ids and self.table.paged.complete
        self._say_empty(empty, False)
        if empty:
            self.show_card(0)
            if self.welcome is not None:
                spec, whole = self.spec, Query(filters=open_values(self.spec), on=self.query.on)
                self.desk.ask(lambda session: reading.first(session, spec, whole, 1), self._looked, self)

    def _looked(self, any_row: list[Row]) -> None:
        """Whether there is nothing because nothing fits, or because nothing was ever recorded."""
        if not self.table.paged.ids:
            self._say_empty(True, not any_row)

    def _say_empty(self, empty: bool, new: bool) -> None:
        self.table.setVisible(not empty)
        self.empty.setVisible(empty and not new)
        if self.welcome is not None:
            self.welcome.setVisible(empty and new)

    def _changed(self, kinds: frozenset[str]) -> None:
        if not self.kinds & kinds:
            return
        self._stale = True
        if self.isVisible():
            self.refresh()


def out_of_list(verb: str, page: QWidget) -> None:
    """Let `ui/list_files.py` do it; what it needs is loaded when it is first wanted."""
    getattr(importlib.import_module("ui.list_files"), verb)(page)


def out_buttons(page: Any) -> list[QPushButton]:
    """Export and print, for the head of a page with a list."""
    export, on_paper = button(_("E&xport…"), "download"), icon_button("printer", _("Print this list"))
    export.clicked.connect(lambda _checked: page.export())
    on_paper.clicked.connect(lambda _checked: page.print_list())
    return [export, on_paper]
