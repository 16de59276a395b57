"""Buttons: one primary in a region, plain, danger, quiet, link, icon; filter chips; segments; and the reason of a
disabled one."""

from math import ceil
from typing import Final

from PySide6.QtCore import QElapsedTimer, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QWidget

from ui import icons, theme
from ui.widgets.label import Icon, Label, lab, set_tip
from ui.widgets.layout import hbox
from zooapp.i18n import _

INK: Final = {"primary": "on_accent", "danger": "bad", "link": "accent", "filter": "accent"}

GUARD: Final = 500  # milliseconds in which a second press of a wet glove is none


def button(text: str, icon: str = "", kind: str = "", colour: str = "") -> "Button":
    """A push button with words; kind: primary, danger, quiet, link, filter, add, or "" for a plain one."""
    return Button(text, icon, kind, colour)


def icon_button(icon: str, name: str, colour: str = "") -> "Button":
    """A button that is only an icon; its name is told to readers and in the tooltip."""
    made = Button("", icon, "icon", colour)
    made.setAccessibleName(name)
    set_tip(made, name)
    return made


def filter_chip(text: str) -> "Button":
    """A filter that is on: "Status: living"; a press takes it away."""
    made = Button(text, "x", "filter")
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind the words
    made.dress()
    made.setAccessibleName(_("Remove filter: {what}").format(what=text))
    return made


def plain_words(text: str) -> str:
    """A button's text without the mark of its mnemonic."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").strip()


def explain(target: QAbstractButton, reason: str, beside: "Reason | None" = None) -> None:
    """Disable a button with its reason in words, or enable it with ""; show the reason beside it where given."""
    target.setEnabled(not reason)
    target.setAccessibleDescription(reason)
    set_tip(target, reason or (target.accessibleName() if not target.text() else ""))
    if beside is not None:
        beside.say(reason)


class Button(QPushButton):
    """A push button whose icon follows the look."""

    def __init__(self, text: str, icon: str = "", kind: str = "", colour: str = "") -> None:
        super().__init__(text)
        self._icon, self._colour = icon, colour
        self._pressed = QElapsedTimer()
        self.setProperty("kind", kind)
        self.setAccessibleName(plain_words(text))
        self.setAutoDefault(False)
        self.toggled.connect(self.dress)
        theme.switch.changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Take the icon in the colours and size of the look that is worn now."""
        if not self._icon:
            return
        ink = self._colour or INK.get(str(self.property("kind")), "text2")
        if self.isChecked() and not self._colour:
            ink = "accent"
        side, gap = theme.size("icon"), theme.px(3) if self.text() else 0
        before = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setIcon(icons.icon(self._icon, ink, side, -gap if before else gap))
        self.setIconSize(QSize(side + gap, side))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if theme.look().gloves and self._pressed.isValid() and self._pressed.elapsed() < GUARD:
            event.ignore()
        else:
            self._pressed.start()
            super().mousePressEvent(event)

    def set_kind(self, kind: str) -> None:
        """Turn primary, plain or danger while it is shown."""
        theme.set_properties(self, kind=kind)
        self.dress()


class Reason(QWidget):
    """Why the button beside it cannot be pressed: an icon and words, nothing where it can."""

    def __init__(
        self, words: str = "", icon: str = "lock", colour: str = "bad", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.label: Label = lab(words, "label", colour, wrap=True)
        self.setLayout(hbox(Icon(icon, colour), (self.label, 1), gap=6))
        if not words:  # not setVisible(True): without a parent yet it would flash up as a window
            self.hide()

    def say(self, words: str) -> None:
        """Show a reason, or nothing for ""."""
        self.label.setText(words)
        self.setVisible(bool(words))


class Segment(Button):
    """One of several ways: as wide as when it is on, where its words are bolder."""

    def sizeHint(self) -> QSize:
        hint, words = super().sizeHint(), plain_words(self.text())
        bold = QFontMetricsF(theme.font("strong")).horizontalAdvance(words)
        return QSize(hint.width() + max(ceil(bold - self.fontMetrics().horizontalAdvance(words)), 0), hint.height())


class Segments(QWidget):
    """A few ways to see one thing, one of them on: Dense | Roomy."""

    chosen = Signal(str)

    def __init__(self, name: str, options: dict[str, str], on: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._keys = list(options)
        row: QHBoxLayout = hbox(gap=0)
        for number, (key, text) in enumerate(options.items()):
            part = Segment(text)
            part.setCheckable(True)
            part.setChecked(key == on)
            place = "first" if number == 0 else "last" if number == len(options) - 1 else "middle"
            part.setProperty("segment", place)
            self._group.addButton(part, number)
            row.addWidget(part)
        self.setLayout(row)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._keys[number]))

    def choice(self) -> str:
        """The key of the way that is on."""
        return self._keys[self._group.checkedId()]

    def choose(self, key: str) -> None:
        """Turn one way on, without a signal."""
        self._group.button(self._keys.index(key)).setChecked(True)
