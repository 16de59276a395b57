"""Readers are keyboards: a fast burst ended by Enter is a reading, a hand is not."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from ui.scanner import Scanner, looks_read
from ui.widgets.layout import boxed, vbox

CHIP = "643094100012345"


class Times:
    """A clock that goes on by so many seconds with each key."""

    def __init__(self) -> None:
        self.now = 0.0
        self.step = 0.005

    def __call__(self) -> float:
        self.now += self.step
        return self.now


class Desk:
    """A field, a button, and a scanner that listens."""

    def __init__(self, qtbot: QtBot, app: QApplication) -> None:
        self.line, self.act = QLineEdit(), QPushButton("Save")
        self.box = boxed(vbox(self.line, self.act))
        qtbot.addWidget(self.box)
        self.times = Times()
        self.scanner = Scanner(self.box, self.times)
        self.read: list[str] = []
        self.entered: list[bool] = []
        self.scanner.read.connect(self.read.append)
        self.line.returnPressed.connect(lambda: self.entered.append(True))
        app.installEventFilter(self.scanner)
        self.box.show()
        self.box.activateWindow()
        self.line.setFocus()
        QApplication.processEvents()


@pytest.fixture
def at(qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    made = Desk(qtbot, qapp)
    yield made
    qapp.removeEventFilter(made.scanner)


def typed(qtbot: QtBot, widget: QLineEdit | QPushButton, text: str) -> None:
    QTest.keyClicks(widget, text)
    QTest.keyClick(widget, Qt.Key.Key_Return)


def test_a_reading_is_told_and_leaves_the_field_as_it_was(qtbot: QtBot, at: Desk) -> None:
    at.line.setText("Taiga")
    typed(qtbot, at.line, CHIP)
    assert at.read == [CHIP]
    assert at.line.text() == "Taiga"
    assert at.entered == []


def test_a_hand_is_not_a_reader(qtbot: QtBot, at: Desk) -> None:
    at.times.step = 0.12
    typed(qtbot, at.line, CHIP)
    assert at.read == []
    assert at.line.text() == CHIP
    assert at.entered == [True]


def test_a_hand_that_stops_before_enter_is_not_a_reader(qtbot: QtBot, at: Desk) -> None:
    QTest.keyClicks(at.line, CHIP)
    at.times.now += 1
    QTest.keyClick(at.line, Qt.Key.Key_Return)
    assert at.read == []


def test_a_reading_is_taken_wherever_the_focus_is(qtbot: QtBot, at: Desk) -> None:
    at.act.setFocus()
    typed(qtbot, at.act, CHIP)
    assert at.read == [CHIP]


def test_a_field_that_asks_for_a_chip_keeps_it(qtbot: QtBot, at: Desk) -> None:
    at.line.setProperty("scans", True)
    typed(qtbot, at.line, CHIP)
    assert at.read == []
    assert at.line.text() == CHIP
    assert at.entered == [True]


def test_what_a_hand_typed_just_before_stays(qtbot: QtBot, at: Desk) -> None:
    QTest.keyClicks(at.line, "bear")
    at.times.now += 1
    typed(qtbot, at.line, CHIP)
    assert at.read == [CHIP]
    assert at.line.text() == "bear"


@pytest.mark.parametrize(("text", "read"), [
    (CHIP, True), ("0001234567", True), ("A00123456", True), ("12345678", False), (CHIP + "6", False),
    ("Pyongyang", False), ("demo-mun-2024", False),
])
def test_only_what_a_reader_types_counts(text: str, read: bool) -> None:
    assert looks_read(text) is read
