"""Quarantine: a board with one card a batch and unit. What blocks a release stands beside its button, in words."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QScrollArea, QWidget

from ui.desk import Desk
from ui.panels.quarantine_card import BatchCard
from ui.panels.quarantine_units import UnitStrip
from ui.widgets.button import Button, button
from ui.widgets.empty import Nothing
from ui.widgets.head import PageHead
from ui.widgets.layout import boxed, hbox, vbox
from zooapp.i18n import N_, _, day, ngettext
from zooapp.permission import Permission
from zooapp.quarantine.board import Card, board
from zooapp.quarantine.rounds import State
from zooapp.session import ZooSession

Key = tuple[int, str, int]
KINDS: Final = frozenset(
    {
        "animal",
        "transaction",
        "quarantine_case",
        "quarantine_entry",
        "quarantine_days",
        "quarantine_edition",
        "unit_cleaning",
        "quarantine_result",
        "protocol",
        "requirement",
        "stay",
        "identifier",
        "taxon",
        "name",
    }
)


def _has(*states: State) -> Callable[[Card], bool]:
    return lambda card: any(cell.state in states and cell.required for cell in card.cells)


def _ready(card: Card) -> bool:
    return card.is_ready


# What the buttons above the board let through: key, word, icon, and which cards.
SIEVES: Final[tuple[tuple[str, str, str, Callable[[Card], bool]], ...]] = (
    ("all", N_("all"), "list", lambda _card: True),
    ("positive", N_("positive"), "alert-circle", _has(State.POSITIVE)),
    ("waiting", N_("to accept"), "clipboard-text", _has(State.WAITING)),
    ("overdue", N_("overdue"), "alert-triangle", _has(State.OVERDUE)),
    ("due", N_("due"), "calendar-due", _has(State.DUE, State.PARTLY)),
    ("ready", N_("ready"), "circle-check", _ready),
)


def wanting(session: ZooSession, today: dt.date) -> int:
    """How many batches want somebody's act."""
    return sum(any(which(card) for _key, _word, _icon, which in SIEVES[1:]) for card in board(session, today))


class QuarantinePage(QWidget):
    """The board. A card opens its results, its release and its days; the keys walk along its cells."""

    foot = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.cards: list[Card] = []
        self.shown: list[BatchCard] = []
        self._sieve = "all"
        self._wanted = 0
        self._eager = False  # the keys wait for the board to come
        self._at: Key | None = None  # the card that had the keys last: an act is for that one, never for the first
        self._stale = True
        result = button(_("Enter &result…"), "flask", "primary")
        result.clicked.connect(lambda _checked: desk.go.emit("result", self.selected_ids()))
        if not desk.may(Permission.QUARANTINE):
            result.hide()
        self.head = PageHead(_("Quarantine"), "", result)
        self._group = QButtonGroup(self)
        self._buttons = {key: self._sieve_button(key, icon) for key, _word, icon, _which in SIEVES}
        self._column = vbox(gap=10, margins=(16, 0, 16, 16))
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(boxed(self._column))
        self.area = area
        self.units = UnitStrip(desk)
        self._lay_out()
        desk.changed.connect(self._changed)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._noted)

    def _lay_out(self) -> None:
        sieves = hbox(*self._buttons.values(), None, gap=8, margins=(16, 0, 16, 0))
        head = hbox(self.head, margins=(16, 12, 16, 0))
        self.setLayout(vbox(head, sieves, self.units, (self.area, 1), gap=10))

    def refresh(self) -> None:
        """Read the board again: a few statements, however many cards."""
        database = self.desk.database
        if database is None:
            return
        self._stale = False
        today = database.clock.today()
        self.desk.ask(lambda session: board(session, today), self._fill, self)
        self.units.refresh()

    def show_record(self, case: int) -> None:
        """Go to the card of a case."""
        self._wanted = case
        self.refresh()

    def take_focus(self) -> None:
        """The keys go to the first card, as soon as there is one."""
        self._eager = self._stale or not self.cards
        if self.shown and not self._around(self.window().focusWidget()):
            self.shown[0].take_focus()
        elif not self.shown:
            self._buttons["all"].setFocus()

    def selected_ids(self) -> list[int]:
        """The animals of the card that had the keys last, or of the only one."""
        chosen = self.shown if len(self.shown) == 1 else [card for card in self.shown if card.key == self._at]
        return [animal.animal_id for card in chosen for animal in card.card.animals]

    def regions(self) -> list[QWidget]:
        """The sieves and the board."""
        return [self._buttons["all"], *self.shown[:1]]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _fill(self, cards: list[Card]) -> None:
        self.cards = cards
        animals = sum(card.count.total for card in cards)
        batches = ngettext("{n} batch", "{n} batches", len(cards)).format(n=len(cards))
        kept = ngettext("{n} animal under observation", "{n} animals under observation", animals).format(n=animals)
        today = self.desk.database.clock.today() if self.desk.database is not None else None
        words = " · ".join((batches, kept, day(today)))
        self.head.say(_("Quarantine"), words)
        self.foot.emit(words)
        for key, word, _icon, which in SIEVES:
            self._buttons[key].setText(f" {sum(map(which, cards))}  {_(word)}")
            self._buttons[key].setAccessibleName(f"{_(word)}: {sum(map(which, cards))}")
        self._show()

    def _show(self) -> None:
        focus = next((card.key for card in self._focused()), None)
        before = next((n for n, card in enumerate(self.shown) if card.key == focus), 0)
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.deleteLater()
        which = next(which for key, _word, _icon, which in SIEVES if key == self._sieve)
        self.shown = [BatchCard(self.desk, card) for card in self.cards if which(card)]
        for place, card in enumerate(self.shown):
            self._column.insertWidget(place, card)
            card.climbed.connect(partial(self._climb, place))
        if not self.shown:
            self._column.insertWidget(0, self._nothing())
        wanted = [card for card in self.shown if self._wanted in card.card.case_ids]
        for card in wanted or [card for card in self.shown if card.key == focus]:
            self._at = card.key
            card.take_focus()
            self.area.ensureWidgetVisible(card)
        lost = focus is not None and all(card.key != focus for card in self.shown)
        if (self._eager or lost) and self.shown and not wanted:
            self.shown[min(before, len(self.shown) - 1)].take_focus()
        self._wanted, self._eager = 0, False

    def _climb(self, place: int, column: int, by: int) -> None:
        """The keys go on to the card below or above."""
        if 0 <= place + by < len(self.shown):
            card = self.shown[place + by]
            card.enter(0 if by > 0 else -1, column)
            self.area.ensureWidgetVisible(card)

    def _focused(self) -> list[BatchCard]:
        """The card with the keys, also while a form stands before the window."""
        return self._around(self.window().focusWidget())

    def _around(self, here: QWidget | None) -> list[BatchCard]:
        return [card for card in self.shown if here is not None and card.isAncestorOf(here)]

    def _noted(self, _before: QWidget | None, here: QWidget | None) -> None:
        for card in self._around(here):
            self._at = card.key

    def _nothing(self) -> Nothing:
        if self.cards:
            return Nothing(_("No batch is like that"), _("Press “all” to see every batch."))
        return Nothing(_("Nobody is in quarantine"), _("An arrival into a quarantine unit begins here by itself."))

    def _sieve_button(self, key: str, icon: str) -> Button:
        made: Button = button("", icon)
        made.setCheckable(True)
        made.setChecked(key == self._sieve)
        self._group.addButton(made)
        made.clicked.connect(partial(self._sift, key))
        return made

    def _sift(self, key: str, _checked: bool = True) -> None:
        self._sieve = key
        self._show()

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds & KINDS:
            self._stale = True
            if self.isVisible():
                self.refresh()
