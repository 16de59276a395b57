"""Ctrl+K: what it finds, what Enter does, and that it is worked by keyboard alone."""

import shutil
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui import access
from tests.ui.conftest import settled
from tests.ui.windows import sign_in, window_on
from ui.palette import KINDS, MOST, Offer, Palette
from ui.widgets.layout import vbox
from ui.window import Window
from zooapp import i18n
from zooapp.lists import palette as found
from zooapp.paths import Home


@pytest.fixture
def window(qtbot: QtBot, home: Home, founded: Home, look: None) -> Iterator[Window]:
    """A window with the administrator signed in."""
    shutil.copy(founded.database, home.database)
    with window_on(qtbot, home) as (made, _starting):
        sign_in(qtbot, made)
        yield made


@pytest.fixture
def palette(qtbot: QtBot, window: Window) -> Palette:
    """The open palette."""
    window.run("find")
    made = window.findChild(Palette)
    assert made is not None
    settled(qtbot, window.desk)
    return made


def typed(qtbot: QtBot, palette: Palette, text: str) -> list[Offer]:
    palette.line.clear()
    palette.line.insert(text)  # QTest types no Cyrillic and no Hangul
    qtbot.waitUntil(lambda: not palette._timer.isActive())
    settled(qtbot, palette.window_.desk)
    return palette.rows.offers


def test_empty_it_offers_the_commands(palette: Palette) -> None:
    titles = [offer.title for offer in palette.rows.offers]
    assert {"Lock", "Undo", "Head count"} <= set(titles)
    assert "Find" not in titles
    assert palette.line.hasFocus()
    assert access.faults(palette) == []


@pytest.mark.parametrize(("text", "title"), [("mandarin", "mandarin duck"), ("дорк", ""), ("꿩", "pheasants")])
def test_records_are_found_by_half_a_word_in_any_language(
    qtbot: QtBot, palette: Palette, text: str, title: str
) -> None:
    offers = typed(qtbot, palette, text)
    assert any(title in offer.title for offer in offers) == bool(title)


def test_what_finds_nothing_says_so(qtbot: QtBot, palette: Palette) -> None:
    assert typed(qtbot, palette, "xyzzy") == []
    assert palette.none.isVisible()


def test_a_mark_narrows_to_commands_or_to_numbers(qtbot: QtBot, palette: Palette) -> None:
    assert {offer.kind for offer in typed(qtbot, palette, ">lo")} == {"Command"}
    assert typed(qtbot, palette, "#lock") == []


def test_a_count_offers_a_new_arrival(qtbot: QtBot, palette: Palette) -> None:
    assert "New arrival" in [offer.title for offer in typed(qtbot, palette, "0.0.40 duck")]


def test_arrows_choose_and_enter_does_it(qtbot: QtBot, palette: Palette) -> None:
    window = palette.window_
    offers = typed(qtbot, palette, ">l")
    at = [offer.title for offer in offers].index("Lock")
    for _step in range(at):
        QTest.keyClick(palette.line, Qt.Key.Key_Down)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    settled(qtbot, window.desk)
    assert window.locked


def test_enter_right_after_the_last_letter_means_what_is_typed(qtbot: QtBot, palette: Palette) -> None:
    window = palette.window_
    QTest.keyClicks(palette.line, ">lock")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    settled(qtbot, window.desk)
    assert window.locked


def test_a_record_opens_in_its_place_and_is_offered_again(qtbot: QtBot, palette: Palette) -> None:
    window = palette.window_
    gone: list[tuple[str, object]] = []
    window.desk.go.connect(lambda place, thing: gone.append((place, thing)))
    typed(qtbot, palette, "mandarin")
    with qtbot.waitSignal(window.desk.go):
        QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert gone[0][0] == "reference"
    settled(qtbot, window.desk)
    window.run("find")
    again = window.findChildren(Palette)[-1]
    assert again.rows.offers[0].title == "mandarin duck"
    assert again.rows.offers[0].kind == "Taxon"


def test_escape_closes_and_changes_nothing(qtbot: QtBot, palette: Palette) -> None:
    window = palette.window_
    assert window.frame is not None
    here = window.frame.pages.here
    QTest.keyClick(palette.line, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.frame.pages.here == here


def test_every_kind_that_is_found_has_a_word_and_a_place() -> None:
    assert set(KINDS) == set(found.ORDER)
    assert MOST > 5
    assert all(i18n._(word) for word, _icon, _place in KINDS.values())


def test_a_number_that_nobody_bears_is_told(qtbot: QtBot, window: Window) -> None:
    window.scanned("643094100012345")
    settled(qtbot, window.desk)
    assert window.frame is not None
    assert [notice.words.text() for notice in window.frame.notices.shown] == [
        "No animal here bears 643094100012345."
    ]


@pytest.fixture
def asking(window: Window) -> QDialog:
    """A form that knows no readers: a line, and a button."""
    dialog = QDialog(window)
    line, button = QLineEdit(dialog), QPushButton(dialog)
    dialog.setLayout(vbox(line, button))
    dialog.open()
    line.setFocus()
    return dialog


def test_what_is_read_into_a_form_that_asks_for_no_number_stays_in_its_line(window: Window, asking: QDialog) -> None:
    line = asking.findChild(QLineEdit)
    assert line is not None
    line.setText("chip ")
    window.scanned("643094100012345")
    assert line.text() == "chip 643094100012345"
    asking.reject()


def test_what_is_read_where_no_line_has_the_caret_is_told(window: Window, asking: QDialog) -> None:
    button, line = asking.findChild(QPushButton), asking.findChild(QLineEdit)
    assert button is not None
    assert line is not None
    button.setFocus()
    window.scanned("643094100012345")
    assert window.frame is not None
    assert [notice.words.text() for notice in window.frame.notices.shown] == [
        "Read 643094100012345, but nothing here asks for a number."
    ]
    assert line.text() == ""
    asking.reject()


def test_a_command_is_found_by_its_name_before_those_that_only_speak_of_it(palette: Palette) -> None:
    found = palette.commands("sign out")
    assert len(found) > 1
    assert found[0].title == "Sign out"
