"""The arrival form in a window, on a collection that has the places of the demonstration; and hands on it."""

import csv
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests import builders
from ui.desk import Desk
from ui.forms.arrival import ArrivalForm
from ui.widgets.notice import Notices
from zooapp import paths
from zooapp.database import Database
from zooapp.models import Capacity, Enclosure, EnclosureKind, Taxon

Settle = Callable[[], None]
DEMO = paths.resources() / "demo"
def rows_of(name: str) -> list[dict[str, str]]:
    with (DEMO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(autouse=True)
def demo_places(seeded: Database) -> None:
    """The places of the demonstration, with their room."""
    with seeded.work(builders.actor(), "places") as work:
        ids: dict[str, int] = {}
        for row in rows_of("enclosures.csv"):
            given = {"code": row["code"], "name": row["name"], "kind": EnclosureKind(row["kind"])}
            ids[row["code"]] = work.add(Enclosure(parent_id=ids.get(row["parent"]), **given)).id
        taxa = {row.scientific: row.id for row in work.session.execute(select(Taxon.scientific, Taxon.id))}
        for row in rows_of("capacities.csv"):
            room = {"enclosure_id": ids[row["enclosure"]], "taxon_id": taxa[row["taxon"]], "most": int(row["most"])}
            work.add(Capacity(**room))


@pytest.fixture(name="window")
def arrival_window(qtbot: QtBot, seeded_desk: Desk) -> QWidget:
    """A window with notices, as the program has one."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1440, 900)
    seeded_desk.notices = Notices(made)
    made.show()
    return made


@pytest.fixture(name="form")
def arrival_form(qtbot: QtBot, seeded_desk: Desk, window: QWidget, settle: Settle) -> ArrivalForm:
    """The form as Ctrl+N opens it."""
    return opened(qtbot, seeded_desk, window, settle)


def opened(qtbot: QtBot, desk: Desk, window: QWidget, settle: Settle) -> ArrivalForm:
    made = ArrivalForm(desk, window)
    made.open()
    settle()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is made.editors["sender_id"].widget)
    return made


def enter(text: str = "") -> None:
    """Type into the field that has the focus, then Enter."""
    here = QApplication.focusWidget()
    assert here is not None
    if isinstance(here, QLineEdit) and text:
        here.selectAll()
    QTest.keyClicks(here, text)
    QTest.keyClick(here, Qt.Key.Key_Return)


@pytest.fixture(name="looked")
def arrival_looked(qtbot: QtBot, form: ArrivalForm, settle: Settle) -> Settle:
    """Wait until the form has looked at what was typed."""
    return lambda: wait_for_look(form, qtbot, settle)


def wait_for_look(form: ArrivalForm, qtbot: QtBot, settle: Settle) -> None:
    qtbot.waitUntil(lambda: not form.watch.is_waiting())
    settle()


def texts(form: ArrivalForm) -> dict[str, str]:
    return {problem.field: problem.text for problem in form.problems()}


def paste(form: ArrivalForm, block: str) -> None:
    QApplication.clipboard().setText(block)
    widget = form.editors[form.lines.path(0, "taxon_id")].widget
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def block() -> str:
    return (DEMO / "arrival.txt").read_text(encoding="utf-8")
