"""What a place says when there is nothing to show: what this is, and the ways on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import painting, theme
from ui.widgets.card import Card, Line
from ui.widgets.label import Icon, Label, lab
from ui.widgets.layout import boxed, hbox, vbox

HERD: Final = tuple(f"silhouettes/{group}" for group in ("bears", "swans", "oxen", "cranes", "ducks"))


@dataclass(frozen=True)
class Way:
    """One way on: icon, what the person has, what happens then, and the button that does it."""

    icon: str
    title: str
    words: str
    button: QPushButton


class Scene(QWidget):
    """Hills with animals; a decoration without words."""

    def __init__(self, arts: Sequence[str] = HERD) -> None:
        super().__init__()
        self._arts = tuple(arts)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(560), theme.px(150))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(80))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.scene(QPainter(self), QRectF(self.rect()), self._arts)


class Empty(QWidget):
    """A picture, a title, a sentence and two to four ways on, one of them primary."""

    def __init__(self, title: str, words: str, ways: Sequence[Way] = ()) -> None:
        super().__init__()
        rows = vbox(gap=14)
        for number, way in enumerate(ways):
            if number:
                rows.addWidget(Line())
            rows.addLayout(hbox(Icon(way.icon, "accent", 24), (told(way.title, way.words), 1), way.button, gap=14))
        body = boxed(rows)
        body.setMaximumWidth(theme.px(680))
        head: Label = lab(title, "title")
        facts: Label = lab(words, "body", "text2", wrap=True)
        for label in (head, facts):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle = hbox(None, (body, 20), None)
        self.setLayout(vbox(None, hbox(None, (Scene(), 20), None), 14, head, facts, 16, middle, None, gap=4))
        self.setAccessibleName(f"{title}. {words}")


class Nothing(Card):
    """Nothing found: says so, offers the nearest name; the search stays as it was typed."""

    def __init__(self, title: str, words: str = "", *buttons: QPushButton) -> None:
        super().__init__()
        self.radius = 8.0
        self.setLayout(
            hbox(Icon("search", "text3", 24), (told(title, words), 1), *buttons, gap=12, margins=(14, 10, 12, 10))
        )
        self.setAccessibleName(f"{title}. {words}" if words else title)


def told(title: str, words: str) -> QWidget:
    """Two lines of words, one above the other."""
    lines = [lab(title, "strong"), *([lab(words, "small", "text2", wrap=True)] if words else [])]
    return boxed(vbox(None, *lines, None, gap=1))
