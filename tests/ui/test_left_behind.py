"""No widget is left behind (law 10): whatever is opened and closed again leaves the window as it was."""

import shutil
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from tests.builders import arrive, ids
from tests.seeded import PASSWORD
from tests.ui.conftest import settled
from tests.ui.windows import sign_in, window_on
from ui import actions
from ui.nav import PLACES
from ui.window import Window
from zooapp import sign_in as door
from zooapp.database import open_database
from zooapp.paths import Home

AWAY = {"quit", "lock", "sign_out", "print", "undo", "redo"}  # these do not open anything, or a window of the system
OPENING = {action.key: action for action in actions.ACTIONS if action.menu != "go" and action.key not in AWAY}


@pytest.fixture
def window(qtbot: QtBot, home: Home, founded: Home, look: None) -> Iterator[Window]:
    """A window with the administrator signed in, and a group of bears in the list."""
    shutil.copy(founded.database, home.database)
    database = open_database(home.database)
    with database.work(door.sign_in(database, "mun", PASSWORD), "bears", accept=None) as work:
        zoo = ids(database)
        arrive(work, zoo, "Ursus arctos", "0.0.3", local_id="24-0001")
    database.close()
    with window_on(qtbot, home) as (made, _starting):
        sign_in(qtbot, made)
        yield made


def opened(qtbot: QtBot, window: Window) -> list[QDialog]:
    """The dialogs that stand open when all that was asked has been read."""
    settled(qtbot, window.desk)
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def everything(qtbot: QtBot, window: Window) -> tuple[int, int, int]:
    """How many windows, widgets and other objects there are when nothing is left to be done."""
    for dialog in opened(qtbot, window):
        dialog.reject()
    settled(qtbot, window.desk)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    tops, all_of_them = QApplication.topLevelWidgets(), QApplication.allWidgets()
    return len(tops), len(all_of_them), len(window.findChildren(QObject)) + len(window.desk.findChildren(QObject))


def test_forms_that_were_closed_are_gone(qtbot: QtBot, window: Window) -> None:
    """One window for all of them: to build it takes as long as to open a form three times."""
    left = {}
    for key, action in OPENING.items():
        counts = []
        for _time in range(3):
            window.run(key, 1 if action.menu == "animal" else None)
            assert opened(qtbot, window) != [], key
            counts.append(everything(qtbot, window))
        if counts[1:] != [counts[0]] * 2:
            left[key] = counts
    assert left == {}


def test_places_that_are_gone_to_again_are_not_built_again(qtbot: QtBot, window: Window) -> None:
    counts = []
    for _time in range(3):
        for place in PLACES:
            window.go(place.key)
            settled(qtbot, window.desk)
        counts.append(everything(qtbot, window))
    assert counts[1:] == [counts[0]] * 2
