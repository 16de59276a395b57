"""One line of a history that can be opened: by Enter, Space or a press; the arrows walk through the lines."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui import painting, theme
from ui.widgets.label import Icon, elided, lab
from ui.widgets.layout import hbox, vbox

STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class StoryLine(QAbstractButton):
    """Icon, words, the day at the right, and a detail below; of several lines only the first is a stop of Tab."""

    def __init__(self, icon: str, words: str, detail: str, on: str, first: bool) -> None:
        super().__init__()
        self.around: Callable[[], Sequence[StoryLine]] = lambda: [self]
        head = hbox((elided(words, "body"), 1), lab(on, "small", "text3"), gap=8)
        text = vbox(head, *([elided(detail, "small", "text3")] if detail else []), gap=1)
        self.setLayout(hbox(Icon(icon, "text2", 16), (text, 1), gap=10, margins=(4, 3, 4, 3)))
        self.setAccessibleName(f"{on}: {words}. {detail}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if first else Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setMinimumHeight(theme.size("link"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, area = QPainter(self), QRectF(self.rect())
        if self.underMouse():
            painter.fillRect(area, theme.colour("hover"))
        if self.hasFocus():
            painting.focus_ring(painter, area.adjusted(1, 1, -1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in STEPS:
            self._step(STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        lines = self.around()
        at = lines.index(self) + by
        if 0 <= at < len(lines):
            lines[at].setFocus(Qt.FocusReason.TabFocusReason)
