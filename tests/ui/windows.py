"""Windows for tests: one on a home folder, led through opening, first run and sign-in as `ui.app.run` does it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.builders import TODAY
from tests.seeded import PASSWORD
from tests.ui.conftest import close_up, settled, watch
from ui.desk import Desk
from ui.prefs import Prefs
from ui.starting import Starting
from ui.window import Window
from zooapp import machine
from zooapp.paths import Home


@contextmanager
def window_on(qtbot: QtBot, home: Home, target: str | Path = "") -> Iterator[tuple[Window, Starting]]:
    """A window that is shown and has opened what stands at the target, or said why not."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    found = machine.load(home.settings)
    prefs = Prefs(home, found)
    prefs.set("scheme", "light")
    prefs.wear(app)
    window = Window(Desk(home, found), prefs)
    starting = Starting(window, home, target or home.database, TODAY)
    window.door.painted.connect(starting.begin)
    app.installEventFilter(window)
    app.installEventFilter(window.scanner)
    with qtbot.waitSignal(window.door.painted):
        window.show()
        window.activateWindow()
        window.door.take_focus()
    settled(qtbot, window.desk)
    asked = watch(window.desk.database) if window.desk.database is not None else []
    try:
        yield window, starting
    finally:
        app.removeEventFilter(window)
        app.removeEventFilter(window.scanner)
        close_up(qtbot, window.desk)
        database = window.desk.database
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if database is not None:
            database.close()
    assert asked == []


def sign_in(qtbot: QtBot, window: Window, login: str = "mun", secret: str = PASSWORD) -> None:
    """Type name and password, and press Enter."""
    window.door.login.setText(login)
    window.door.secret.clear()
    QTest.keyClicks(window.door.secret, secret)
    QTest.keyClick(window.door.secret, Qt.Key.Key_Return)
    settled(qtbot, window.desk)
