"""Enclosures: the tree of places as it stood on a day, how full each is, and the card of the one that is marked."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QSplitter, QWidget

from ui import theme
from ui.desk import Desk
from ui.editors import TextEditor, read_day
from ui.forms.enclosure import EnclosureForm
from ui.forms.recording import open_record
from ui.listing import CARD, NARROW, NARROW_CARD, WAIT, out_buttons, out_of_list
from ui.panels.enclosure_card import EnclosureCard
from ui.panels.enclosure_model import found
from ui.panels.enclosure_tree import GroundsTree
from ui.widgets.button import button
from ui.widgets.card import Line
from ui.widgets.empty import Nothing
from ui.widgets.head import PageHead
from ui.widgets.label import Label, lab
from ui.widgets.layout import boxed, hbox, vbox
from zooapp import i18n
from zooapp.errors import Invalid, Level
from zooapp.grounds import PlaceState
from zooapp.i18n import _, ngettext
from zooapp.lists import enclosures, place_card
from zooapp.lists.place_card import Grounds
from zooapp.lists.spec import Query
from zooapp.models import EnclosureKind
from zooapp.permission import Permission

KINDS = frozenset(
    {"enclosure", "capacity", "stay", "animal", "transaction", "identifier", "quarantine_case", "taxon", "name"}
)


class EnclosuresPage(QWidget):
    """Ctrl+F searches, Enter goes to the card, F2 edits the place, F9 hides the card."""

    foot = Signal(str)
    spec = enclosures.LIST

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.known = Grounds([], {}, {})
        self._stale = True
        self.tree = GroundsTree()
        self.card = EnclosureCard(desk)
        self.head = PageHead(_("Enclosures"), "", *out_buttons(self), *self._buttons())
        self.search_line = QLineEdit()
        self.search_line.setPlaceholderText(_("Find a place or who lives there (Ctrl+F)"))
        self.search_line.setAccessibleName(_("Find a place or who lives there"))
        self.search_line.setClearButtonEnabled(True)
        self.search_line.setMaximumWidth(theme.px(300))
        self.day = TextEditor(lambda text: read_day(text, self.today()), i18n.day)
        self.day.widget.setAccessibleName(_("Occupied on"))
        self.day.widget.setFixedWidth(theme.px(120))
        self.wrong: Label = lab("", "small", "bad")
        self.nothing = Nothing(_("No place fits the search."), "", self._clear_button())
        self.empty = boxed(vbox(self.nothing, None, margins=(16, 8, 16, 8)))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        on: Label = lab(_("Occupied on"), "label", "text2")
        on.setBuddy(self.day.widget)
        bar = hbox((self.search_line, 1), on, self.day.widget, self.wrong, None, gap=8, margins=(16, 0, 16, 0))
        parts = (hbox(self.head, margins=(16, 12, 16, 0)), bar, Line(), (self.tree, 1), (self.empty, 1))
        self.empty.hide()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.card)
        self.area.setMinimumWidth(theme.px(NARROW_CARD))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(boxed(vbox(*parts, gap=8)))
        self.splitter.addWidget(self.area)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([100_000, theme.px(CARD)])
        self.setLayout(vbox(self.splitter, gap=0))

    def _connect(self) -> None:
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self._show)
        self.search_line.textChanged.connect(lambda _text: self._timer.start())
        self.search_line.returnPressed.connect(self.tree.setFocus)
        self.day.left.connect(self._other_day)
        self.tree.chosen.connect(self._choose)
        self.tree.opened.connect(self.open_record)
        self.tree.wished.connect(lambda _place: self.card.edit())
        self.desk.changed.connect(self._changed)
        find = self.search_line.setFocus
        for keys, act in (("Ctrl+F", find), ("/", find), ("F9", self.toggle_card)):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.tree, lambda: out_of_list("copy", self))
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)

    def today(self) -> dt.date:
        """The zoo's day."""
        return self.desk.database.clock.today() if self.desk.database is not None else dt.date.today()

    def on(self) -> dt.date:
        """The day that is shown; today while the field is empty. Raises Invalid."""
        return self.day.value() or self.today()

    def selected_ids(self) -> list[int]:
        """The animals of the marked places and their parts: what Move is for."""
        places = dict.fromkeys(each for place in self.tree.marked() for each in self.tree.grounds.inside(place))
        return [animal for place in places for animal in self.known.animals.get(place, ())]

    @property
    def query(self) -> Query:
        """What is shown, as a list."""
        return Query(self.search_line.text(), {"in_use": ""}, on=self.card.on)

    def said(self) -> str:
        """No filter but the search."""
        return ""

    def marked(self) -> Sequence[int]:
        """The places that are marked."""
        return self.tree.marked()

    def export(self) -> None:
        """The places as a list, to a file."""
        out_of_list("export", self)

    def print_list(self) -> None:
        """The places as a list, on paper."""
        out_of_list("print_list", self)

    def print_shown(self) -> None:
        """What Ctrl+P prints here."""
        self.print_list()

    def show_record(self, place: int) -> None:
        """Go to a place, without a search that hides it."""
        if self.search_line.text():
            self.search_line.clear()
            self._show()
        self.tree.go_to(place)

    def open_record(self, place: int) -> None:
        """Enter goes into the card."""
        self.area.show()
        self.card.show_record(place)
        self.card.setFocus()

    def toggle_card(self) -> None:
        """Card on or off."""
        self.area.setVisible(not self.area.isVisible())

    def refresh(self) -> None:
        """Read the places anew."""
        if self.desk.database is None:
            return
        try:
            on = self.on()
        except Invalid as error:
            self._say_wrong(str(error))
            return
        self._say_wrong("")
        if not self.day.text():
            self.day.set(on)
        self._stale = False
        self.card.on = on
        self.desk.ask(lambda session: place_card.page(session, on), self._fill, self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() < theme.px(NARROW) <= event.oldSize().width():
            self.splitter.setSizes([100_000, theme.px(NARROW_CARD)])

    def _fill(self, known: Grounds) -> None:
        self.known = known
        self._show()
        self.card.show_record(self.tree.current_id())

    def _show(self) -> None:
        self._timer.stop()
        text = self.search_line.text()
        rows = found(self.known.rows, text)
        self.tree.show_rows(rows, self.known.arts, bool(text.strip()))
        self.tree.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        words = self._words()
        self.head.say(_("Enclosures"), words)
        self.foot.emit(words)

    def _words(self) -> str:
        """ "17 enclosures in 4 areas · 191 animals · 1 over capacity"."""
        areas = [row for row in self.known.rows if row.kind is EnclosureKind.AREA]
        places = [row for row in self.known.rows if row.kind is not EnclosureKind.AREA]
        animals = sum(one.count.total for row in self.known.rows for one in row.living)
        over = sum(row.state is PlaceState.OVER for row in places)
        words = [
            ngettext("{n} enclosure", "{n} enclosures", len(places)).format(n=len(places)),
            ngettext("{n} area", "{n} areas", len(areas)).format(n=len(areas)),
            ngettext("{n} animal", "{n} animals", animals).format(n=animals),
        ]
        if over:
            words.append(ngettext("{n} place over capacity", "{n} places over capacity", over).format(n=over))
        if self.card.on != self.today():
            words.append(_("as of {day}").format(day=i18n.day(self.card.on)))
        return " · ".join(words)

    def _choose(self, place: int) -> None:
        if place != self.card.record:
            self.card.show_record(place)

    def _other_day(self) -> None:
        try:
            changed = self.on() != self.card.on
        except Invalid:
            changed = True
        if changed:
            self.refresh()

    def _say_wrong(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        self.day.widget.setAccessibleDescription(words)
        theme.set_level(self.day.widget, Level.ERROR if words else "")

    def _buttons(self) -> list[QPushButton]:
        if not self.desk.may(Permission.EDIT_ENCLOSURES):
            return []
        new = button(_("&New enclosure…"), "plus")
        new.clicked.connect(lambda _on: open_record(self.desk, EnclosureForm, 0, self, self._wait_for))
        return [new]

    def _wait_for(self, form: Any) -> None:
        form.saved.connect(self.show_record)

    def _clear_button(self) -> QPushButton:
        clear = button(_("Show all"))
        clear.clicked.connect(lambda _on: self.search_line.clear())
        return clear

    def _changed(self, kinds: frozenset[str]) -> None:
        if KINDS & kinds:
            self._stale = True
            if self.isVisible():
                self.refresh()
