"""Hands and eyes on the window: keys, a reader held to a chip, forms filled by field; every window seen is walked."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import access
from tests.ui.arriving import rows_of
from tests.ui.conftest import settled
from tests.ui.windows import sign_in
from ui import errors
from ui.form import Form
from ui.palette import Palette
from ui.widgets.head import ActionBar
from ui.window import Window

F = TypeVar("F", bound=QDialog)
T = TypeVar("T")
HAND, READER = 0.12, 0.005  # seconds between two keys
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Strays(QObject):
    """Notes windows that nobody asked for: a widget shown before it has a parent flashes up and takes the focus."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            bare = watched.windowType() is Qt.WindowType.Window and not isinstance(watched, Window)
            self.seen += [f"{type(watched).__name__} {watched.accessibleName()}"] if bare else []
        return False


class Pace:
    """A clock for the keys: it goes on by the time between two of them."""

    def __init__(self) -> None:
        self.now = 0.0
        self.step = HAND

    def __call__(self) -> float:
        self.now += self.step
        return self.now


class Hands:
    """Somebody at the keyboard of one window; keys come at the pace of a hand, but for what a reader reads."""

    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self.qtbot, self.window = qtbot, window
        self.pace = window.scanner.now = Pace()
        self.faults: list[str] = []
        self.strays = Strays(window)
        self.walked: set[str] = set()

    # who and when

    @contextmanager
    def seated(self, login: str, day: str) -> Iterator[None]:
        """Signed in by name and password, on this day; signed out at the end."""
        self.on_day(day)
        password = next(row["password"] for row in rows_of("people.csv") if row["login"] == login)
        sign_in(self.qtbot, self.window, login, password)
        yield from self._working()

    @contextmanager
    def badged(self, badge: str, day: str) -> Iterator[None]:
        """Signed in by a badge that is held to the reader."""
        self.on_day(day)
        self.scan(badge)
        yield from self._working()

    def _working(self) -> Iterator[None]:
        self.settle()
        assert self.window.desk.actor is not None
        yield
        self.get_up()

    def get_up(self) -> None:
        """Sign out."""
        self.find(">Sign out")
        assert self.window.desk.actor is None

    def on_day(self, day: str) -> None:
        """Time goes by."""
        assert self.window.desk.database is not None
        self.window.desk.database.clock.day = dt.date.fromisoformat(day)

    def settle(self) -> None:
        """Wait until all that was asked for is there and shown."""
        settled(self.qtbot, self.window.desk)
        assert errors.shown() == []
        if QApplication.activeWindow() is None:  # offscreen there is nobody who gives the window the keys back
            (QApplication.activeModalWidget() or self.window).activateWindow()
            QApplication.processEvents()

    # keys

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key where the focus is."""
        QTest.keyClick(self.focus(), key, modifier)
        self.settle()

    def scan(self, number: str) -> None:
        """Hold the reader to a chip or a badge, wherever the focus is."""
        self.pace.step = READER
        QTest.keyClicks(self.focus(), number)
        QTest.keyClick(self.focus(), Qt.Key.Key_Return)
        self.pace.step = HAND
        self.settle()

    def find(self, text: str) -> None:
        """Ctrl+K, some letters, Enter."""
        self.key(Qt.Key.Key_K, CTRL)
        palette = self.dialog(Palette)
        QTest.keyClicks(palette.line, text)
        QTest.keyClick(palette.line, Qt.Key.Key_Return)
        self.settle()

    def press(self, name: str, around: QWidget | None = None) -> None:
        """The button of this name, by Space; where its bar is narrow, in the menu that it went into."""
        found = [each for each in (around or self.window).findChildren(QPushButton) if each.isEnabled()]
        named = [each for each in found if name in (each.accessibleName(), each.text().replace("&", ""))]
        shown = [each for each in named if each.isVisible()]
        if shown:
            shown[0].setFocus()
            QTest.keyClick(shown[0], Qt.Key.Key_Space)
        else:
            bar = next(bar for each in named if isinstance(bar := each.parentWidget(), ActionBar) and bar.isVisible())
            bar.menu.aboutToShow.emit()
            next(line for line in bar.menu.actions() if line.text().replace("&", "") == name).trigger()
        self.settle()

    def focus(self) -> QWidget:
        """Where the keys go."""
        here = QApplication.focusWidget() or QApplication.activeWindow()
        assert here is not None, self.strays.seen
        return here

    # forms

    def dialog(self, kind: type[F]) -> F:
        """The open dialog of this kind, walked for what a reader or a hand would miss."""
        found = [each for each in self.window.findChildren(kind) if each.isVisible()]
        assert found, f"no {kind.__name__} is open"
        self.walk(found[-1])
        return found[-1]

    def walk(self, shown: QWidget) -> None:
        """Look over each kind of window once."""
        if type(shown).__name__ not in self.walked:
            self.walked.add(type(shown).__name__)
            self.faults += [f"{type(shown).__name__}: {fault}" for fault in access.faults(shown)]

    def fill(self, form: Form, texts: dict[str, Any]) -> None:
        """Go to each field and type; a choice is found by its first letters, a tick is set by Space."""
        for path, text in texts.items():
            form.focus_field(path)
            widget = form.editors[path].widget
            if isinstance(widget, QLineEdit):
                widget.selectAll()
                QTest.keyClicks(widget, str(text) or " ")
                QTest.keyClick(widget, Qt.Key.Key_Tab)
            elif isinstance(widget, QComboBox):
                form.fill(path, str(text))
            else:
                QTest.keyClick(widget, Qt.Key.Key_Space)

    def save(self, form: Form) -> None:
        """Ctrl+S; the form closes, with the doubts of the case taken where there are some."""
        gone: list[bool] = []
        form.destroyed.connect(lambda: gone.append(True))
        for _turn in range(2):
            if not gone and form.isVisible():
                QTest.keyClick(form, Qt.Key.Key_S, CTRL)
                self.settle()
        if not gone:
            assert not form.isVisible(), [str(problem) for problem in form.problems()]

    def do(self, kind: type[Form], texts: dict[str, Any]) -> None:
        """Fill the open form and save it."""
        form = self.dialog(kind)
        self.fill(form, texts)
        self.save(form)

    def told(self) -> list[str]:
        """The notices that are shown."""
        assert self.window.frame is not None
        return [notice.words.text() for notice in self.window.frame.notices.shown]

    def ask(self, question: Callable[[Any], T]) -> T:
        """What the books say."""
        assert self.window.desk.database is not None
        with self.window.desk.database.read() as session:
            return question(session)
