"""Readers of chips, rings and badges are keyboards: a burst of characters ended by Enter, faster than any hand."""

import re
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

FASTEST_HAND: Final = 0.030  # seconds between two keys; a reader is faster
LENGTH: Final = (9, 15)
READ: Final = re.compile(r"[0-9A-Za-z.\-]+")
ENTERS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Scanner(QObject):
    """Watches all keys of the program. What a reader typed is told by `read`, and taken out of the field it fell into.

    A field with the property `scans` keeps it: a form that asks for a chip wants it there.
    """

    read = Signal(str)

    def __init__(self, parent: QObject | None = None, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self.now = now
        self._burst = ""
        self._last = 0.0
        self._before: tuple[QLineEdit | None, str] = (None, "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        focus = QApplication.focusWidget()
        if event.type() is QEvent.Type.KeyPress and watched is focus and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        """Take a key into account; True for the Enter that ends a reading."""
        now, text = self.now(), event.text()
        late = now - self._last > FASTEST_HAND
        self._last = now
        if event.key() in ENTERS:
            burst, self._burst = self._burst, ""
            return not late and looks_read(burst) and self._take(burst)
        if event.key() == Qt.Key.Key_Shift:
            return False
        if late or not self._burst:
            self._burst = ""
            self._remember()
        self._burst = self._burst + text if text and READ.fullmatch(text) else ""
        return False

    def _remember(self) -> None:
        """What stood in the field before the first key of what may be a reading."""
        line = line_of_focus()
        self._before = (line, line.text() if line is not None else "")

    def _take(self, burst: str) -> bool:
        focus = QApplication.focusWidget()
        if focus is not None and focus.property("scans"):
            return False
        line, before = self._before
        if line is not None and line is line_of_focus() and line.text() != before:
            line.selectAll()
            line.insert(before)
        self.read.emit(burst)
        return True


def looks_read(burst: str) -> bool:
    """Whether this is what a reader types: of a chip's length, most of it digits."""
    low, high = LENGTH
    return low <= len(burst) <= high and sum(letter.isdigit() for letter in burst) * 2 > len(burst)


def line_of_focus() -> QLineEdit | None:
    """The line that has the caret."""
    focus = QApplication.focusWidget()
    if isinstance(focus, QComboBox):
        return focus.lineEdit()
    return focus if isinstance(focus, QLineEdit) else None
