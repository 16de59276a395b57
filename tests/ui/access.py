"""What a reader, a hand and a keyboard need of every window: names, plain texts, mnemonics, targets of some size."""

import re
from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

NAMED = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractSpinBox, QAbstractItemView)
MNEMONIC = re.compile(r"(?<!&)&([^& ])")
LEAST = 24  # pixels (WCAG 2.5.8)


def faults(window: QWidget) -> list[str]:
    """All that is wrong in what is shown now."""
    return [*nameless(window), *marked_up(window), *doubled(window), *small(window)]


def parts(window: QWidget) -> Iterator[QWidget]:
    """What is shown, without what Qt puts inside its own widgets."""
    for widget in [window, *window.findChildren(QWidget)]:
        inside = isinstance(widget.parent(), QComboBox | QAbstractSpinBox | QLineEdit | QAbstractItemView)
        own = widget.objectName().startswith("qt_") or type(widget).__name__ == "QTableCornerButton"
        if widget.isVisible() and not inside and not own:
            yield widget


def nameless(window: QWidget) -> list[str]:
    """Buttons, fields, boxes and lists without a name for readers, or with a mnemonic's mark in it."""
    found = []
    for widget in parts(window):
        if isinstance(widget, NAMED):
            name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            if not name.strip() or MNEMONIC.search(name):
                found.append(f"no name: {described(widget)} {name!r}")
    return found


def marked_up(window: QWidget) -> list[str]:
    """Labels that would take a text for markup."""
    labels = [widget for widget in parts(window) if isinstance(widget, QLabel)]
    return [f"rich text: {described(one)}" for one in labels if one.textFormat() is not Qt.TextFormat.PlainText]


def doubled(window: QWidget) -> list[str]:
    """Mnemonics that mean two things at once."""
    texts = [widget.text() for widget in parts(window) if isinstance(widget, QAbstractButton)]
    if isinstance(window, QMainWindow) and window.menuBar().isVisible():
        texts += [action.text() for action in window.menuBar().actions()]
    letters = Counter(found.group(1).casefold() for text in texts if (found := MNEMONIC.search(text)))
    return [f"mnemonic twice: {letter} in {texts}" for letter, count in letters.items() if count > 1]


def small(window: QWidget) -> list[str]:
    """Targets that a hand does not find."""
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    found = [widget for widget in parts(window) if isinstance(widget, kinds) and not isinstance(widget, QScrollBar)]
    return [f"small: {described(w)} {w.width()}x{w.height()}" for w in found if min(w.width(), w.height()) < LEAST]


def described(widget: QWidget) -> str:
    """A widget for a message."""
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return f"{type(widget).__name__} {widget.objectName()} {text}".strip()
