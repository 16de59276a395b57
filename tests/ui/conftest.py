"""What tests of the window ask for: a desk where somebody is signed in, and that no SQL runs on the window's thread."""

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from tests import builders
from tests.seeded import cheap_hashes, founded, seeded  # noqa: F401 - fixtures
from ui import errors, theme, tokens
from ui.desk import Desk
from zooapp import seed
from zooapp.database import Database
from zooapp.machine import Machine
from zooapp.paths import Home
from zooapp.permission import Permission
from zooapp.work import Actor

UI = str(Path(errors.__file__).parent)
Settle = Callable[[], None]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Let what was closed be gone before the next test, which would dress it again and again."""
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def look(qapp: QApplication) -> Iterator[None]:
    """The usual look, before and after; to dress a program takes longer than most tests."""
    as_usual(qapp)
    yield
    as_usual(qapp)


def as_usual(app: QApplication) -> None:
    """Wear the usual look, unless it is worn."""
    if not app.styleSheet() or tokens.look() != tokens.Look():
        theme.apply(app)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home folder."""
    made = Home(tmp_path / "home")
    made.prepare()
    return made


@pytest.fixture
def role() -> str:
    """Who is signed in; parametrize it with a code of roles.csv."""
    return "administrator"


@pytest.fixture
def desk(qtbot: QtBot, home: Home, sqlite: Database, role: str, look: None) -> Iterator[Desk]:
    """A desk on the small zoo."""
    yield from sitting(qtbot, home, sqlite, role)


@pytest.fixture
def seeded_desk(qtbot: QtBot, home: Home, seeded: Database, role: str, look: None) -> Iterator[Desk]:  # noqa: F811
    """A desk on a collection with the whole seed."""
    yield from sitting(qtbot, home, seeded, role)


@pytest.fixture
def settle(request: pytest.FixtureRequest, qtbot: QtBot) -> Settle:
    """Wait until both lanes are idle and what they gave back is shown."""
    name = "seeded_desk" if "seeded_desk" in request.fixturenames else "desk"
    at_desk: Desk = request.getfixturevalue(name)
    return lambda: settled(qtbot, at_desk)


def sitting(qtbot: QtBot, home: Home, database: Database, role: str) -> Iterator[Desk]:
    """A desk with somebody of this role; at the end all is closed, and nothing was asked on the window's thread."""
    made = Desk(home, Machine(workstation="test-pc"))
    asked = watch(database)
    made.open(database)
    made.sit_down(actor_of(role))
    yield made
    close_up(qtbot, made)
    assert asked == []


def actor_of(role: str) -> Actor:
    """Somebody with the permissions of a role."""
    permissions = [Permission(row["permission"]) for row in seed.rows("roles") if row["code"] == role]
    return builders.actor(*permissions, person=1, role=role.capitalize())


def watch(database: Database) -> list[str]:
    """Note each statement that code of the window executes on its own thread."""
    asked: list[str] = []
    window = threading.get_ident()

    def look_back(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if threading.get_ident() == window and from_the_window():
            asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", look_back)
    return asked


def from_the_window() -> bool:
    """Whether a function of ui/ is at work on this thread."""
    frame = sys._getframe(1)
    while frame.f_back is not None:
        if frame.f_code.co_filename.startswith(UI):
            return True
        frame = frame.f_back
    return False


def settled(qtbot: QtBot, at_desk: Desk) -> None:
    """Wait until both lanes are idle; what was asked for by their answers too."""
    for _turn in range(3):
        qtbot.waitUntil(lambda: not at_desk.background.busy, timeout=20_000)
        QApplication.processEvents()


def close_up(qtbot: QtBot, at_desk: Desk) -> None:
    """Close what is open, and let the lanes come to their end."""
    settled(qtbot, at_desk)
    errors.close_all()
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()
    at_desk.background.finish()
    QApplication.processEvents()


def dialog_of(parent: QWidget, kind: type[QDialog]) -> QDialog:
    """The open dialog of a kind."""
    return next(each for each in parent.findChildren(kind) if each.isVisible())
