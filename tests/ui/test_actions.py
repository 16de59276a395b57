"""The table of commands: complete, one key each, offered by right, and each does what it says."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.builders import TODAY
from tests.ui import access
from tests.ui.conftest import settled
from tests.ui.windows import sign_in, window_on
from ui import actions, commands
from ui.actions import ACTIONS, MENUS
from ui.commands import Action
from ui.keys import Keys
from ui.nav import PLACES
from ui.panels.headcount import HeadCount
from ui.window import Window
from zooapp import i18n
from zooapp.models import Institution
from zooapp.paths import Home
from zooapp.services import institutions

MNEMONIC = re.compile(r"(?<!&)&([^& ])")


@pytest.fixture
def window(qtbot: QtBot, home: Home, founded: Home, look: None) -> Iterator[Window]:
    """A window with the administrator signed in."""
    shutil.copy(founded.database, home.database)
    with window_on(qtbot, home) as (made, _starting):
        sign_in(qtbot, made)
        yield made


def told(window: Window) -> list[str]:
    assert window.frame is not None
    return [notice.words.text() for notice in window.frame.notices.shown]


def test_each_command_has_its_own_key_and_a_hint() -> None:
    keys = Counter(action.keys for action in ACTIONS if action.keys)
    assert max(keys.values()) == 1
    assert len({action.key for action in ACTIONS}) == len(ACTIONS)
    assert all(action.hint for action in ACTIONS)


def test_no_key_needs_ctrl_and_alt_and_ctrl_w_stays_close() -> None:
    for action in ACTIONS:
        assert not ("Ctrl" in action.keys and "Alt" in action.keys)
        assert action.keys != "Ctrl+W"
        assert QKeySequence(action.keys).toString() == action.keys


@pytest.mark.parametrize("language", list(i18n.LANGUAGES))
@pytest.mark.parametrize("menu", list(MENUS))
def test_no_letter_stands_twice_in_a_menu(menu: str, language: str) -> None:
    i18n.use(language)
    texts = [i18n._(action.text) for action in ACTIONS if action.menu == menu]
    letters = Counter(found.group(1).casefold() for text in texts if (found := MNEMONIC.search(text)))
    assert [letter for letter, count in letters.items() if count > 1] == []


@pytest.mark.parametrize("language", list(i18n.LANGUAGES))
def test_no_letter_stands_twice_in_the_bar(language: str) -> None:
    i18n.use(language)
    letters = Counter(found.group(1).casefold() for text in MENUS.values() if (found := MNEMONIC.search(i18n._(text))))
    assert max(letters.values()) == 1


def test_a_command_without_its_form_or_its_right_is_left_out(window: Window) -> None:
    desk = window.desk
    assert not Action("x", "X", "x", commands.step(1), module="ui.forms.not_there").offered(desk)
    assert Action("x", "X", "x", commands.step(1), module="ui.keys").offered(desk)
    desk.sit_down(None)
    assert [action.key for action in actions.offered(desk) if action.permission is not None] == []


def test_a_command_for_animals_asks_for_a_marked_one(window: Window) -> None:
    commands.about("animal_edit", "AnimalEditForm")(window, [])
    assert told(window) == ["Mark an animal in a list first."]


def test_every_place_has_its_key(window: Window) -> None:
    found = actions.place_actions(window.desk)
    assert [action.keys for action in found] == [f"Ctrl+{n}" for n in range(1, len(found) + 1)]
    assert len(found) <= len(PLACES)


def test_help_lists_the_keys_of_what_is_offered(window: Window) -> None:
    window.run("help")
    dialog = window.findChild(Keys)
    assert dialog is not None
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    assert {"Ctrl+K", "Ctrl+L", "F1", "F4"} <= set(shown)
    assert access.faults(dialog) == []


def test_the_head_count_stands_in_big_digits_and_can_be_copied(qtbot: QtBot, window: Window) -> None:
    window.run("head_count")
    settled(qtbot, window.desk)
    dialog = window.findChild(HeadCount)
    assert dialog is not None
    assert dialog.animals.number.text() == "0"
    assert dialog.animals.words.text() == "animals on 20 Nov 2024"
    assert dialog.species_before.words.text() == "species on 20 Nov 2023"
    assert access.faults(dialog) == []
    dialog.copy()
    assert "0 animals on 20 Nov 2024" in QApplication.clipboard().text()
    assert dialog.text.splitlines()[0] == "Central Zoo, Pyongyang"
    dialog.known.setFocus()
    QTest.keyClicks(dialog.known, "31.12.2023")
    QTest.keyClick(dialog.known, Qt.Key.Key_Tab)
    settled(qtbot, window.desk)
    assert dialog.basis.text().endswith("as known on 31 Dec 2023")
    assert "as known on 31 Dec 2023" in dialog.text.splitlines()
    dialog.known.setText("2023")
    dialog.ask()
    assert dialog.known_box.problem is not None


def test_undo_takes_the_last_act_back_and_redo_does_it_again(qtbot: QtBot, window: Window) -> None:
    desk = window.desk
    desk.act("A new zoo", lambda work: institutions.add(work, {"name": "Third Zoo", "mnemonic": "THIRD"}).id, nothing)
    settled(qtbot, desk)
    window.go("undo")
    settled(qtbot, desk)
    assert told(window)[-1] == "Undone: A new zoo"
    assert voided(window)
    window.run("redo")
    settled(qtbot, desk)
    assert told(window)[-1] == "Done again: A new zoo"
    assert not voided(window)
    window.run("undo")
    settled(qtbot, desk)
    assert told(window)[-1] == "Undone: A new zoo"


def test_undo_says_when_there_is_nothing_to_undo(qtbot: QtBot, window: Window) -> None:
    window.run("redo")
    settled(qtbot, window.desk)
    assert told(window) == ["There is nothing of yours to redo."]


def nothing(_result: object) -> None:
    """Nothing more is asked."""


def voided(window: Window) -> bool:
    assert window.desk.database is not None
    with window.desk.database.read() as session:
        zoo = session.query(Institution).filter_by(mnemonic="THIRD").one()
        return zoo.voided_by is not None


def test_the_day_is_the_zoos(window: Window) -> None:
    assert window.desk.database is not None
    assert window.desk.database.clock.today() == TODAY
    assert str(window.desk.database.clock.zone) == "Asia/Pyongyang"
