"""The first run: one page from an empty folder to the signed-in administrator; errors beside their fields."""

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui import access
from tests.ui.conftest import settled
from tests.ui.windows import window_on
from ui.first_run import FirstRunPage
from ui.window import Window
from zooapp import machine
from zooapp.paths import Home
from zooapp.sign_in import sign_in

FILLED = {
    "names.en": "Central Zoo",
    "mnemonic": "pyongyang",
    "city": "Pyongyang",
    "administrator": "Mun Hye-song",
    "login": "Mun",
    "password": "demo-mun-2024",
    "again": "demo-mun-2024",
}


@pytest.fixture
def window(qtbot: QtBot, home: Home, cheap_hashes: None, look: None) -> Iterator[Window]:
    """A window on a home folder without a collection."""
    with window_on(qtbot, home) as (made, _starting):
        yield made


def page_of(window: Window) -> FirstRunPage:
    page = window.faces.currentWidget()
    assert isinstance(page, FirstRunPage)
    return page


def filled(window: Window, home: Home) -> FirstRunPage:
    page = page_of(window)
    for path, text in {**FILLED, "backup_folder": str(home.root / "usb")}.items():
        page.fill(path, text)
    page.country.setCurrentIndex(page.country.findData("KP"))
    return page


def test_the_page_asks_for_the_backup_folder_first_and_says_where_the_data_stay(window: Window, home: Home) -> None:
    page = page_of(window)
    assert page.lines["backup_folder"].hasFocus()
    assert next(iter(page.boxes)) == "backup_folder"
    assert "USB stick" in page.boxes["backup_folder"].hint
    assert access.faults(page) == []


def test_an_empty_page_says_what_is_missing_beside_each_field(qtbot: QtBot, window: Window, home: Home) -> None:
    page = page_of(window)
    assert page.problems() == []
    page.submit()
    settled(qtbot, window.desk)
    wrong = [path for path, box in page.boxes.items() if box.problem is not None]
    assert wrong == ["names.en", "mnemonic", "country", "time_zone", "administrator", "login", "password"]
    assert page.lines["names.en"].hasFocus()
    assert not home.database.exists()


def test_what_is_filled_in_clears_its_error_and_nothing_else(qtbot: QtBot, window: Window) -> None:
    page = page_of(window)
    page.submit()
    settled(qtbot, window.desk)
    page.fill("names.en", "Central Zoo")
    assert page.boxes["names.en"].problem is None
    assert page.boxes["mnemonic"].problem is not None


def type_country(page: FirstRunPage, text: str) -> None:
    page.country.setFocus()
    page.country.clearEditText()
    QTest.keyClicks(page.country, text)
    completer = page.country.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    popup.hide()
    page.lines["city"].setFocus()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("North", ""),
        ("North M", ""),
        ("North Mac", "MK"),
        ("Korea", ""),
        ("North Korea", "KP"),
        ("dpr korea", "KP"),
        ("kp", "KP"),
        ("Georgia", "GE"),
        ("nowhere", ""),
        ("", ""),
    ],
)
def test_a_country_is_chosen_when_no_other_can_be_meant(window: Window, text: str, code: str) -> None:
    page = page_of(window)
    type_country(page, text)
    assert page.country.code() == code
    assert page.country.currentData() == code or not code


def test_a_country_that_several_may_be_is_asked_about(qtbot: QtBot, window: Window, home: Home) -> None:
    page = filled(window, home)
    for text, words in (("North", "Several fit: choose one."), ("nowhere", "Nothing fits. Choose from the list.")):
        type_country(page, text)
        page.submit()
        settled(qtbot, window.desk)
        assert [problem.text for problem in page.problems()] == [words]
    assert not home.database.exists()


def test_the_country_offers_its_time_zone(window: Window) -> None:
    page = page_of(window)
    page.country.setCurrentIndex(page.country.findData("KP"))
    assert page.zone.currentText() == "Asia/Pyongyang"


def test_two_passwords_that_differ_are_told(window: Window, home: Home) -> None:
    page = filled(window, home)
    page.fill("again", "something else")
    page.submit()
    assert [problem.field for problem in page.problems()] == ["again"]


def test_passwords_are_not_shown(window: Window) -> None:
    lines = page_of(window).lines
    assert {lines[name].echoMode() for name in ("password", "again")} == {QLineEdit.EchoMode.Password}


def test_a_name_is_asked_for_in_each_language_that_is_ticked(window: Window) -> None:
    page = page_of(window)
    assert not page.boxes["names.ru"].isVisible()
    page.ticks["ru"].setChecked(True)
    assert page.boxes["names.ru"].isVisible()


def test_a_whole_page_makes_the_collection_and_lets_the_administrator_in(
    qtbot: QtBot, window: Window, home: Home
) -> None:
    page = filled(window, home)
    page.ticks["ru"].setChecked(True)
    page.fill("names.ru", "Центральный зоопарк")
    page.submit()
    settled(qtbot, window.desk)
    settled(qtbot, window.desk)
    assert home.database.exists()
    assert window.desk.actor is not None
    assert window.desk.actor.name == "Mun Hye-song"
    assert window.faces.currentWidget() is window.frame
    assert window.frame is not None
    assert window.frame.nav.zoo.text() == "Central Zoo"
    assert machine.load(home.settings).backup_folder == str(home.root / "usb")
    assert window.desk.machine.backup_folder == str(home.root / "usb")
    assert window.desk.database is not None
    assert sign_in(window.desk.database, "mun", FILLED["password"]).name == "Mun Hye-song"


def test_a_folder_that_cannot_be_written_is_told_and_the_page_stays(qtbot: QtBot, window: Window, home: Home) -> None:
    from ui import errors

    page = filled(window, home)
    (home.root / "file").write_text("in the way")
    page.fill("backup_folder", str(home.root / "file" / "backups"))
    page.submit()
    settled(qtbot, window.desk)
    assert "backup folder" in errors.shown()[0]
    assert page.make_button.isEnabled()


def test_the_page_speaks_the_language_that_is_chosen_on_it(qtbot: QtBot, window: Window) -> None:
    before = page_of(window)
    before.wished.emit("language", "ru")
    after = page_of(window)
    assert after is not before
    assert after.ticks["ru"].isChecked()
    before.wished.emit("language", "en")
