"""What was issued or laid out is put away from the window: an inventory is voided, a form of the year removed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from tests.ui import access
from tests.ui.conftest import Settle
from tests.ui.filling import dialog
from ui.desk import Desk
from ui.form import Form
from ui.forms.inventory_void import InventoryVoidForm
from ui.forms.year_form import YearFormForm
from ui.panels.papers_page import PapersPage
from ui.panels.reports import ReportsPage
from zooapp.database import Database
from zooapp.documents import register
from zooapp.models import DocumentState, YearForm
from zooapp.reports import year_form
from zooapp.reports.spec import Ask, Asked
from zooapp.services import inventories, year_forms
from zooapp.work import Actor

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
NUMBER = "INV-2024/1"


@pytest.fixture
def role() -> str:
    return "registrar"


@pytest.fixture
def issued(sqlite: Database, zoo: Zoo, boss: Actor, desk: Desk) -> int:
    """The inventory of this year, as it stands today; and a form of the year."""
    with sqlite.work(boss, "a bear and her paper") as work:
        arrive(work, zoo, "Ursus arctos", "0.1.0", local_id="24-0010")
        year_forms.add(work, {"name": "Ministry", "title": "Animals", "basis": "physical"}, year_form.FIRST)
    assert desk.actor is not None
    with sqlite.work(desk.actor, "issue") as work:
        asked = Asked(TODAY.replace(month=1, day=1), TODAY)
        return inventories.issue(work, asked, sqlite.clock.zone).id


def states(sqlite: Database) -> list[DocumentState]:
    with sqlite.read() as session:
        return [paper.state for paper in register.register(session, "inventory")]


def keys(form: Form, path: str, text: str) -> None:
    """Type into a field."""
    widget = form.editors[path].widget
    widget.setFocus()
    QTest.keyClicks(widget, text)


def test_an_issued_inventory_is_voided_from_reports_by_its_number_and_a_reason(
    qtbot: QtBot, issued: int, desk: Desk, sqlite: Database, settle: Settle
) -> None:
    page = ReportsPage(desk)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert page.void_button.isVisible()
    page.void_button.setFocus()
    QTest.keyClick(page.void_button, Qt.Key.Key_Space)
    settle()
    form = dialog(page, InventoryVoidForm)
    assert form.windowTitle() == f"Declare {NUMBER} void"
    assert access.faults(form) == []
    keys(form, "number", "INV-2024/2")
    keys(form, "reason", "A book was missing")
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    problem = form.boxes["number"].problem
    assert problem is not None
    assert problem.text == f"This is not its number. Type {NUMBER}."
    assert states(sqlite) == [DocumentState.ISSUED]
    form.fill("number", NUMBER)
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert states(sqlite) == [DocumentState.VOIDED]
    assert not page.void_button.isVisible()


def test_an_issued_inventory_is_voided_from_the_register_of_papers(
    qtbot: QtBot, issued: int, desk: Desk, sqlite: Database, settle: Settle
) -> None:
    page = PapersPage(desk)
    qtbot.addWidget(page)
    page.show()
    settle()
    page.show_record(issued)
    settle()
    void = next(each for each in page.findChildren(QPushButton) if each.text() == "Void…")
    void.setFocus()
    QTest.keyClick(void, Qt.Key.Key_Space)
    settle()
    form = dialog(page, InventoryVoidForm)
    keys(form, "number", NUMBER)
    keys(form, "reason", "A book was missing")
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert states(sqlite) == [DocumentState.VOIDED]


def test_a_form_of_the_year_is_removed_and_offered_no_more(
    qtbot: QtBot, issued: int, desk: Desk, sqlite: Database, settle: Settle
) -> None:
    page = ReportsPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.bar.choose("year-form")
    settle()
    page.bar.picks[Ask.FORM].type("Ministry")
    settle()
    page.lay_out_button.click()
    settle()
    form = dialog(page, YearFormForm)
    assert access.faults(form) == []
    form.remove_button.setFocus()
    QTest.keyClick(form.remove_button, Qt.Key.Key_Space)
    settle()
    assert not isValid(form)
    assert [option.label for option in page.bar.picks[Ask.FORM].options] == []
    with sqlite.read() as session:
        (gone,) = session.scalars(select(YearForm))
        assert gone.voided_by is not None
