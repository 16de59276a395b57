"""The window as a whole: it opens, shows places by role, goes back and forth, locks, speaks other languages."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from tests.seeded import PASSWORD
from tests.ui import access
from tests.ui.conftest import settled
from tests.ui.windows import sign_in, window_on
from ui import actions
from ui.frame import Frame
from ui.nav import PLACES
from ui.window import Window
from zooapp import i18n
from zooapp import sign_in as door
from zooapp.database import Database, open_database
from zooapp.paths import Home
from zooapp.services import people, settings

OTHER = "keeper-2024"


@pytest.fixture
def window(qtbot: QtBot, home: Home, founded: Home, look: None) -> Iterator[Window]:
    """A window with the administrator signed in."""
    shutil.copy(founded.database, home.database)
    with window_on(qtbot, home) as (made, _starting):
        sign_in(qtbot, made)
        yield made


def frame(window: Window) -> Frame:
    assert window.frame is not None
    return window.frame


def add_keeper(window: Window) -> None:
    database = open_database(window.desk.home.database)
    boss = door.sign_in(database, "mun", PASSWORD)
    with database.work(boss, "A keeper") as work:
        person = people.add(work, {"name": "Ri Chol"})
        people.create_account(work, person.id, "ri", OTHER)
        people.set_roles(work, person.id, ["keeper"])
    database.close()


def test_the_frame_says_whose_collection_it_is_who_sits_there_and_which_day_it_is(window: Window) -> None:
    made = frame(window)
    assert made.nav.zoo.text() == "Central Zoo, Pyongyang"
    assert made.top.day.text() == "Wed 20 Nov 2024"
    assert made.status.basis.text() == "As of 20 Nov 2024"
    assert made.status.backup.text() == "No backup yet"
    assert window.desk.actor is not None
    assert window.desk.actor.name == "Mun Hye-song"


def test_every_control_has_a_name_and_every_text_is_plain(window: Window) -> None:
    assert access.faults(window) == []


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (1000, 640)])
def test_the_frame_fits_the_floor_and_shrinks_its_navigation(window: Window, size: tuple[int, int]) -> None:
    window.resize(*size)
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    assert (frame(window).nav.width() < 100) == (size[0] < 1100)


def test_places_that_are_there_are_built_when_they_are_first_gone_to(window: Window) -> None:
    pages = frame(window).pages
    there = [place.key for place in PLACES if place.exists()]
    assert list(pages.places) == there
    assert list(pages.built) == there[:1]


def test_a_keeper_does_not_see_administration(qtbot: QtBot, window: Window) -> None:
    add_keeper(window)
    window.sign_out()
    sign_in(qtbot, window, "ri", OTHER)
    assert window.desk.actor is not None
    assert window.desk.actor.name == "Ri Chol"
    assert "administration" not in frame(window).pages.places
    assert "backup" not in window.commands


def test_alt_left_and_alt_right_walk_the_pages(qtbot: QtBot, window: Window) -> None:
    pages = frame(window).pages
    if len(pages.places) < 2:
        assert not pages.step(-1)
        return
    first, second = list(pages.places)[:2]
    window.go(second)
    settled(qtbot, window.desk)
    window.run("back")
    assert pages.here == first
    window.run("forth")
    assert pages.here == second
    assert not pages.step(1)


def test_f6_walks_the_regions_and_comes_around(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    frame(window).nav.setFocus()
    seen: list[QWidget | None] = []
    while QApplication.focusWidget() not in seen:
        seen.append(QApplication.focusWidget())
        window.step_region(1)
    assert len(seen) >= 3
    window.step_region(-1)
    assert QApplication.focusWidget() is seen[-1]


def test_lock_hides_everything_and_the_same_person_goes_on(qtbot: QtBot, window: Window) -> None:
    window.run("help")
    dialog = window.findChild(QDialog)
    assert dialog is not None
    before = window.frame
    window.lock()
    assert window.faces.currentWidget() is window.door
    assert not dialog.isVisible()
    assert not window.menuBar().isVisible()
    sign_in(qtbot, window)
    assert window.faces.currentWidget() is before
    assert dialog.isVisible()


def test_another_person_unlocks_as_herself(qtbot: QtBot, window: Window) -> None:
    add_keeper(window)
    window.run("help")
    before = window.frame
    window.lock()
    sign_in(qtbot, window, "ri", OTHER)
    assert window.desk.actor is not None
    assert window.desk.actor.name == "Ri Chol"
    assert window.frame is not before
    assert [each for each in window.findChildren(QDialog) if each.isVisible()] == []


def test_the_window_locks_by_itself_after_the_minutes_of_the_setting(qtbot: QtBot, window: Window) -> None:
    assert window.idle.interval() == 5 * 60_000
    with qtbot.waitSignal(window.idle.timeout):
        window.idle.start(10)
    assert window.locked
    assert not window.idle.isActive()


def test_a_key_counts_the_idle_minutes_anew(qtbot: QtBot, window: Window) -> None:
    window.idle.start(1000)
    QTest.keyClick(window, Qt.Key.Key_Shift)
    assert window.idle.remainingTime() > 60_000


def test_zero_minutes_never_lock(qtbot: QtBot, home: Home, founded: Home, look: None) -> None:
    shutil.copy(founded.database, home.database)
    database = open_database(home.database)
    with database.work(door.sign_in(database, "mun", PASSWORD), "Never lock") as work:
        settings.put(work, "lock_minutes", 0)
    database.close()
    with window_on(qtbot, home) as (made, _starting):
        sign_in(qtbot, made)
        assert not made.idle.isActive()


@pytest.mark.parametrize("language", ["ru", "ko_KP", "ko_KR", "en"])
def test_another_language_builds_the_frame_anew_and_turns_qt_too(
    qtbot: QtBot, window: Window, language: str
) -> None:
    before = window.frame
    window.wish("language", language)
    settled(qtbot, window.desk)
    assert window.frame is not before
    assert i18n.language() == language
    assert window.prefs.language == language
    cancel = QApplication.translate("QPlatformTheme", "Cancel")
    assert (cancel == "Cancel") == (QLocale(language).language() is QLocale.Language.English)
    window.wish("language", "en")
    settled(qtbot, window.desk)


def test_another_language_does_not_unlock(qtbot: QtBot, window: Window) -> None:
    window.lock()
    window.wish("language", "ru")
    settled(qtbot, window.desk)
    assert window.faces.currentWidget() is window.door
    window.wish("language", "en")


def test_theme_density_and_zoom_are_remembered(qtbot: QtBot, window: Window, home: Home) -> None:
    for name, value in (("scheme", "dark"), ("density", "gloves"), ("zoom", 120)):
        window.wish(name, value)
        settled(qtbot, window.desk)
    window.prefs.store.sync()
    assert "dark" in home.window_ini.read_text()
    assert (window.prefs.scheme, window.prefs.density, window.prefs.zoom) == ("dark", "gloves", 120)
    assert access.faults(window) == []


def test_the_top_bar_says_whether_all_is_saved(window: Window) -> None:
    state = frame(window).top.state
    for signal, words in (("busy", "Saving…"), ("failed", "Not saved"), ("saved", "All changes saved")):
        window.desk.saving.emit(signal)
        assert state.text() == words


def test_the_window_stands_where_it_stood(window: Window) -> None:
    window.resize(1000, 700)
    window.prefs.keep_place("window", window)
    again = Window(window.desk, window.prefs)
    assert (again.width(), again.height()) == (1000, 700)
    again.deleteLater()


def test_the_widths_of_a_splitter_are_kept(qtbot: QtBot, window: Window) -> None:
    splitter = frame(window).pages.built["animals"].findChild(QSplitter)
    assert splitter is not None
    splitter.setSizes([500, 400])
    wanted = splitter.sizes()
    window.prefs.keep_place("window", window)
    window.rebuild()
    settled(qtbot, window.desk)
    again = frame(window).pages.built["animals"].findChild(QSplitter)
    assert again is not None
    qtbot.waitUntil(lambda: again.sizes() == wanted)


def test_all_menus_bear_their_commands(window: Window) -> None:
    offered = (*actions.place_actions(window.desk), *actions.offered(window.desk))
    assert {key: line.text() for key, line in window.commands.items()} == {each.key: each.text for each in offered}
    for line in window.commands.values():
        assert [menu for menu in line.associatedObjects() if isinstance(menu, QMenu)]


def test_a_collection_of_a_newer_program_is_told_in_words(qtbot: QtBot, home: Home, sqlite: Database) -> None:
    file = str(sqlite.engine.url.database)
    sqlite.close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    with window_on(qtbot, home, file) as (made, starting):
        assert "newer version" in str(starting.stopped)
        page = made.faces.currentWidget()
        assert page is not None
        assert page.accessibleName() == str(starting.stopped)
