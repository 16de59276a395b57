"""The sign-in page: password, PIN, badge; wrong tries in words; what was typed before the collection was open."""

import shutil
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.seeded import PASSWORD
from tests.ui import access
from tests.ui.conftest import settled
from tests.ui.windows import sign_in, window_on
from ui.desk import Desk
from ui.facts import Door
from ui.sign_in import SignInPage
from ui.window import Window
from zooapp import sign_in as door
from zooapp.database import open_database
from zooapp.machine import Machine
from zooapp.paths import Home
from zooapp.services import people, settings

BADGE = "0001234567"


@pytest.fixture
def shared(home: Home, founded: Home) -> Home:
    """A home folder with a collection: this computer is shared, the administrator has a PIN and a badge."""
    shutil.copy(founded.database, home.database)
    database = open_database(home.database)
    boss = door.sign_in(database, "mun", PASSWORD)
    assert boss.person_id is not None
    with database.work(boss, "A shared computer") as work:
        settings.put(work, "pin_workstations", [Machine().workstation])
        people.set_pin(work, boss.person_id, "2468")
        people.set_badge(work, boss.person_id, BADGE)
    database.close()
    return home


@pytest.fixture
def window(qtbot: QtBot, home: Home, founded: Home, look: None) -> Iterator[Window]:
    """A window before anybody signed in."""
    shutil.copy(founded.database, home.database)
    with window_on(qtbot, home) as (made, _starting):
        yield made


def test_the_page_says_whose_collection_it_is_and_every_control_has_a_name(window: Window) -> None:
    assert window.door.title.text() == "Central Zoo, Pyongyang"
    assert window.door.login.hasFocus()
    assert access.faults(window) == []
    assert not window.menuBar().isVisible()


def test_name_enter_password_enter_lets_in(qtbot: QtBot, window: Window) -> None:
    page = window.door
    QTest.keyClicks(page.login, "MUN")
    QTest.keyClick(page.login, Qt.Key.Key_Return)
    assert page.secret.hasFocus()
    assert page.secret.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClicks(page.secret, PASSWORD)
    QTest.keyClick(page.secret, Qt.Key.Key_Return)
    settled(qtbot, window.desk)
    assert window.desk.actor is not None
    assert window.desk.actor.role == "Administrator"
    assert page.secret.text() == ""


def test_a_wrong_password_is_told_beside_the_field_and_wrong_tries_cost_time(qtbot: QtBot, window: Window) -> None:
    box = window.door.secret_box
    sign_in(qtbot, window, "mun", "not this one")
    assert box.problem is not None
    assert box.problem.text == "The name or the password is not right."
    assert window.door.secret.hasFocus()
    QTest.keyClicks(window.door.secret, "x")
    assert box.problem is None
    for _try in range(3):
        sign_in(qtbot, window, "mun", "nor this one")
    assert box.problem is not None
    assert "Wait" in box.problem.text
    assert window.desk.actor is None


def test_an_empty_line_is_told(window: Window) -> None:
    window.door.submit()
    assert window.door.secret_box.problem is not None


def test_a_shared_computer_offers_names_and_asks_for_the_pin(qtbot: QtBot, shared: Home, look: None) -> None:
    with window_on(qtbot, shared) as (window, _starting):
        page = window.door
        assert page.who.isVisible()
        assert page.who.currentText() == "Mun Hye-song"
        assert page.secret.accessibleName() == "PIN"
        page.other.click()
        assert page.login.isVisible()
        assert page.secret.accessibleName() == "Password"
        page.other.click()
        QTest.keyClicks(page.secret, "2468")
        QTest.keyClick(page.secret, Qt.Key.Key_Return)
        settled(qtbot, window.desk)
        assert window.desk.actor is not None


def test_a_badge_held_to_the_reader_lets_in(qtbot: QtBot, shared: Home, look: None) -> None:
    with window_on(qtbot, shared) as (window, _starting):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, BADGE)
        QTest.keyClick(focus, Qt.Key.Key_Return)
        settled(qtbot, window.desk)
        assert window.desk.actor is not None
        assert window.desk.actor.name == "Mun Hye-song"


def test_a_strange_badge_is_told(qtbot: QtBot, shared: Home, look: None) -> None:
    with window_on(qtbot, shared) as (window, _starting):
        window.scanned("9999999999")
        settled(qtbot, window.desk)
        assert window.door.secret_box.problem is not None
        assert "badge" in window.door.secret_box.problem.text


def test_what_was_typed_before_the_collection_is_open_waits_for_it(qtbot: QtBot, home: Home, look: None) -> None:
    page = SignInPage(Desk(home, Machine()))
    qtbot.addWidget(page)
    page.show()
    page.login.setText("mun")
    page.secret.setText(PASSWORD)
    page.submit()
    assert page.waiting
    assert not page.enter.isEnabled()
    page.opened(Door("Central Zoo"))
    assert page.title.text() == "Central Zoo"
    page.desk.background.finish()


def test_signing_out_leaves_nothing_to_see(qtbot: QtBot, window: Window) -> None:
    sign_in(qtbot, window)
    window.run("sign_out")
    assert window.desk.actor is None
    assert window.faces.currentWidget() is window.door
    assert window.door.secret.text() == ""
