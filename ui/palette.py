"""Ctrl+K: find animals, places, people and papers, and every command, from one line."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QLayout, QLineEdit, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate

from ui import icons, painting, theme
from ui.actions import offered, place_actions
from ui.commands import plain
from ui.widgets.card import Card, Line
from ui.widgets.label import lab
from ui.widgets.layout import hbox, vbox
from zooapp.i18n import N_, _
from zooapp.values.fold import fold

if TYPE_CHECKING:
    from ui.window import Window
    from zooapp.lists.palette import Hit
    from zooapp.session import ZooSession

WIDE: Final = 640
MOST: Final = 9
AROUND: Final = 260  # what of the window the rows leave free
WAIT: Final = 120  # milliseconds after the last letter
# The kinds of record that are found: word, icon, place of the window.
KINDS: Final = {
    "animal": (N_("Animal"), "paw", "animals"),
    "enclosure": (N_("Enclosure"), "fence", "enclosures"),
    "consignment": (N_("Consignment"), "package", "transfers"),
    "loan": (N_("Loan"), "arrows-exchange", "transfers"),
    "document": (N_("Paper"), "file-certificate", "transfers"),
    "taxon": (N_("Taxon"), "sitemap", "reference"),
    "institution": (N_("Institution"), "building-bank", "reference"),
    "person": (N_("Person"), "user", "administration"),
}
MIXED: Final = {"reference", "transfers"}  # several kinds of record stand there: named with their ids
STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: MOST, Qt.Key.Key_PageUp: -MOST}
COUNT: Final = re.compile(r"\d+[.]\d+[.]\d+\s+\S")


@dataclass(frozen=True)
class Offer:
    """One row: icon or picture, title, detail, kind in words, and what Enter does."""

    icon: str
    title: str
    detail: str
    kind: str
    do: Callable[[], object]
    art: str = ""

    def said(self) -> str:
        """The row for a reader."""
        return ", ".join(word for word in (self.title, self.detail, self.kind) if word)


class Rows(QStyledItemDelegate):
    """Paints the offers."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self.offers: list[Offer] = []

    def sizeHint(self, _option: Any, _index: Any) -> QSize:
        return QSize(theme.px(200), theme.size("row") + theme.px(2))

    def paint(self, painter: QPainter, option: Any, index: Any) -> None:
        offer, area = self.offers[index.row()], QRectF(option.rect)
        with painting.kept(painter):
            if option.state & QStyle.StateFlag.State_Selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("accent_bg"))
                painter.drawRoundedRect(area, theme.px(6), theme.px(6))
            side = theme.px(24 if offer.art else 18)
            spot = QPointF(area.x() + theme.px(20) - side / 2, area.center().y() - side / 2)
            if offer.art:
                painting.art(painter, QRectF(spot.x(), spot.y(), side, side), offer.art, 5)
            else:
                icons.paint(painter, spot, offer.icon, "accent", side)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            wide = painting.text(painter, area.adjusted(0, 0, -theme.px(10), 0), offer.kind, ("small", "text2"), right)
            words = area.adjusted(theme.px(40), 0, -wide - theme.px(24), 0)
            done = painting.text(painter, words, offer.title, ("strong", "text"))
            rest = words.adjusted(done + theme.px(10), 0, 0, 0)
            if rest.width() > theme.px(40):
                painting.text(painter, rest, offer.detail, ("small", "text2"))


class Palette(QDialog):
    """The line and what it finds. `>` finds only commands, `#` only numbers; empty shows what was opened last."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self.window_ = window
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Find"))
        self.line = QLineEdit(self)
        self.line.setAccessibleName(_("Find animal, chip, place, document or command"))
        self.line.setPlaceholderText(self.line.accessibleName())
        self.line.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.view = QListWidget(self)
        self.view.setAccessibleName(_("Found"))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows = Rows(self.view)
        self.view.setItemDelegate(self.rows)
        self.none = lab(_("Nothing found."), "body", "text2")
        self._lay_out()
        self._turn = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self.look)
        self.line.textEdited.connect(lambda _text: self._timer.start())
        self.line.installEventFilter(self)
        self.view.itemClicked.connect(lambda _item: self.choose())
        self.look()

    def _lay_out(self) -> None:
        keys = lab(_("↑↓ choose   Enter open   Esc close"), "small", "text2")
        marks = lab(_("> only commands   # only numbers"), "small", "text2")
        foot = hbox(keys, None, marks, margins=(8, 2, 8, 2))
        card = Card(vbox(self.line, self.none, self.view, Line(), foot, gap=8, margins=(8, 8, 8, 8)))
        card.radius = 12
        card.setFixedWidth(theme.px(WIDE))
        column = vbox(card, gap=0)
        column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        self.setLayout(column)

    def look(self) -> None:
        """Find what the line says now."""
        text = self.line.text().strip()
        self._turn += 1
        turn = self._turn
        if not text:
            self.show_offers([*self.window_.recent, *self.commands("")])
        elif text.startswith(">"):
            self.show_offers(self.commands(text[1:]))
        else:
            commands = [] if text.startswith("#") else self.commands(text)
            self.window_.desk.ask(
                lambda session: found(session, text), lambda hits: self._found(turn, hits, commands), self
            )

    def commands(self, text: str) -> list[Offer]:
        """The commands that have all these words; those that are called so come before those that only say so."""
        words = fold(text).split()
        known = (*place_actions(self.window_.desk), *offered(self.window_.desk))
        fitting = [
            action
            for action in known
            if all(word in fold(f"{plain(_(action.text))} {_(action.hint)}") for word in words)
            or (action.key == "arrival" and COUNT.match(text))
        ]
        fitting.sort(key=lambda action: not all(word in fold(plain(_(action.text))) for word in words))
        return [
            Offer(action.icon or "bolt", plain(_(action.text)), action.keys or _(action.hint), _("Command"),
                  partial(self.window_.run, action.key))
            for action in fitting
            if action.key != "find"
        ]

    def show_offers(self, offers: list[Offer]) -> None:
        """Show these, the first of them chosen."""
        self.rows.offers = offers
        self.view.clear()
        for offer in offers:
            self.view.addItem(QListWidgetItem(offer.said()))
        self.view.setCurrentRow(0)
        self.none.setVisible(not offers)
        self.view.setVisible(bool(offers))
        high = theme.size("row") + theme.px(2)
        room = max(3, (self.window_.height() - theme.px(AROUND)) // high)
        self.view.setFixedHeight(high * min(MOST, room, max(1, len(offers))) + 2)

    def choose(self) -> None:
        """Open what is chosen."""
        at = self.view.currentRow()
        if not 0 <= at < len(self.rows.offers):
            return
        offer = self.rows.offers[at]
        if offer.kind != _("Command"):
            self.window_.recent = [offer, *(old for old in self.window_.recent if old != offer)][:MOST]
        self.accept()
        offer.do()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in STEPS:
                last = len(self.rows.offers) - 1
                self.view.setCurrentRow(min(last, max(0, self.view.currentRow() + STEPS[key])))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose_soon()
                return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        corner = self.window_.mapToGlobal(self.window_.rect().topLeft())
        self.move(corner.x() + (self.window_.width() - self.width()) // 2, corner.y() + theme.px(92))
        self.line.setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("window"))

    def _choose_soon(self) -> None:
        """Enter means what is typed: where that is still being looked for, it waits for the answer."""
        if self._timer.isActive():
            self._timer.stop()
            self.look()
        self.window_.desk.background.run(lambda: None, lambda _none: self.choose(), lambda _error: None, self)

    def _found(self, turn: int, hits: "list[Hit]", commands: list[Offer]) -> None:
        if turn == self._turn:
            self.show_offers([*(self._offer(hit) for hit in hits if hit.kind in KINDS), *commands])

    def _offer(self, hit: "Hit") -> Offer:
        word, icon, place = KINDS[hit.kind]
        go = self.window_.desk.go.emit
        thing = (hit.kind, hit.id) if place in MIXED else ("clutch", hit.id) if hit.unborn else hit.id
        return Offer(icon, hit.title, hit.detail, _(word), lambda: go(place, thing), hit.art)


def found(session: "ZooSession", text: str) -> "list[Hit]":
    """What the collection has for a text."""
    from zooapp.lists import palette

    return palette.find(session, text)


def opened_by_scan(window: "Window", text: str) -> None:
    """Open the animal whose chip or ring was read, or the place on whose door it hangs; say so where there is none."""
    from zooapp.lists.unit_watch import place_read

    if (place := place_read(text)) is not None:
        window.go("enclosures", place)
        return

    def show(hits: "list[Hit]") -> None:
        animals = [hit for hit in hits if hit.kind == "animal"]
        if animals:
            window.go("animals", animals[0].id)
        else:
            window.desk.tell(_("No animal here bears {number}.").format(number=text), "warn")

    window.desk.ask(lambda session: found(session, f"#{text}"), show, window)


