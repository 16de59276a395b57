"""The quarantine board by hand: a card a batch, its cells by keyboard, what blocks a release beside its button."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import Zoo
from tests.quarantined import enter, pass_test, two_bears, veterinarian
from tests.ui import access
from tests.ui.conftest import Settle
from tests.ui.filling import dialog, press, said
from ui.desk import Desk
from ui.forms.test_rounds import TestDialog
from ui.panels.quarantine import QuarantinePage
from ui.panels.quarantine_card import BatchCard
from ui.widgets.requirement_cell import RequirementCell
from zooapp.database import Database
from zooapp.services.quarantine import set_days
from zooapp.work import ALL

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def role() -> str:
    return "veterinarian"


@pytest.fixture
def kept(sqlite: Database, zoo: Zoo) -> dict[str, list[int]]:
    """On 20 December: two bears of whom one lacks a test, a yak without any, ducks that are ready."""
    cases = {"bears": two_bears(sqlite, zoo)}
    with sqlite.work(veterinarian(zoo), "more", accept=ALL) as work:
        cases["yak"] = [enter(work, zoo, "Bos grunniens", unit="Q4")]
        cases["ducks"] = [enter(work, zoo, "Aix galericulata", unit="B1", count="0.0.40")]
        set_days(work, cases["ducks"][0], 21, "tested before departure", "password")
        pass_test(work, zoo, cases["ducks"], "exam", 2)
        pass_test(work, zoo, cases["ducks"], "faecal", 5, 10, 15)
    return cases


@pytest.fixture
def page(qtbot: QtBot, kept: dict[str, list[int]], desk: Desk, settle: Settle) -> QuarantinePage:
    made = QuarantinePage(desk)
    qtbot.addWidget(made)
    made.resize(1064, 660)
    made.show()
    made.activateWindow()
    settle()
    return made


def card(page: QuarantinePage, unit: str) -> BatchCard:
    return next(each for each in page.shown if each.card.unit == unit)


def cells(of: QWidget) -> dict[str, tuple[str, str]]:
    return {cell.name: (cell.state, cell.shown) for cell in of.findChildren(RequirementCell)}


def key(cell: QWidget | None, pressed: Qt.Key) -> RequirementCell:
    """Press a key in the cell that has the keys; gives the one that has them then."""
    assert isinstance(cell, RequirementCell)
    QTest.keyClick(cell, pressed)
    now = QApplication.focusWidget()
    assert isinstance(now, RequirementCell)
    return now


def sift(page: QuarantinePage, word: str) -> list[str]:
    button = next(each for each in page._buttons.values() if each.accessibleName().startswith(word))
    button.click()
    return [each.card.unit for each in page.shown]


def test_each_batch_is_a_card_with_its_animals_clock_and_tests(page: QuarantinePage) -> None:
    assert page.head.facts.text() == "3 batches · 43 animals under observation · 20 Dec 2024"
    assert [each.card.unit for each in page.shown] == ["B1", "Q1", "Q4"]
    bears, yak = card(page, "Q1"), card(page, "Q4")
    assert bears.accessibleName() == "Ursus arctos, Q1"
    assert "Carnivora · since 20 Nov 2024" in said(bears)
    assert cells(bears) == {"faecal": ("partly", "1 of 2"), "exam": ("passed", "2 of 2")}
    assert {state for state, _shown in cells(yak).values()} <= {"due", "overdue", "todo"}
    assert access.faults(page) == []


def test_what_blocks_a_release_stands_beside_its_button_in_words(page: QuarantinePage) -> None:
    bears = said(card(page, "Q1"))
    assert "Blocked" in bears
    assert any(line.startswith("faecal: 2 of 3: ") for line in bears)
    ducks = said(card(page, "B1"))
    assert {"Ready for release", "All results accepted by Pak Yong-su"} <= set(ducks)
    assert "Blocked" not in ducks


def test_release_is_asked_for_the_animals_of_its_card(
    qtbot: QtBot, page: QuarantinePage, desk: Desk, kept: dict[str, list[int]]
) -> None:
    ducks = card(page, "B1")
    with qtbot.waitSignal(desk.go) as gone:
        press(ducks, "Release Aix galericulata")
    assert gone.args == ["release", [animal.animal_id for animal in ducks.card.animals]]


@pytest.mark.parametrize("role", ["keeper"])
def test_who_may_not_release_reads_why_on_the_card(page: QuarantinePage) -> None:
    ducks = card(page, "B1")
    button = next(
        each for each in ducks.findChildren(QPushButton) if each.accessibleName() == "Release Aix galericulata"
    )
    assert not button.isEnabled()
    assert "A veterinarian releases." in said(ducks)


def test_the_keys_walk_the_cells_of_a_card_and_on_to_the_next_one(qtbot: QtBot, page: QuarantinePage) -> None:
    qtbot.waitUntil(page.isActiveWindow)
    ducks, bears, yak = page.shown
    ducks.take_focus()
    first = QApplication.focusWidget()
    assert isinstance(first, RequirementCell)
    second = key(first, Qt.Key.Key_Right)
    assert second is not first
    assert key(second, Qt.Key.Key_Home) is first
    assert key(first, Qt.Key.Key_End) is second
    below = key(second, Qt.Key.Key_Down)
    assert bears.isAncestorOf(below)
    assert below.name == second.name  # the column stays
    assert yak.isAncestorOf(key(below, Qt.Key.Key_Down))
    assert page.selected_ids() == [animal.animal_id for animal in yak.card.animals]
    assert bears.isAncestorOf(key(QApplication.focusWidget(), Qt.Key.Key_Up))


def test_Enter_in_a_cell_opens_the_rounds_of_that_test(qtbot: QtBot, page: QuarantinePage, settle: Settle) -> None:
    qtbot.waitUntil(page.isActiveWindow)
    bears = card(page, "Q1")
    bears.take_focus()
    here = QApplication.focusWidget()
    assert isinstance(here, RequirementCell)
    QTest.keyClick(here, Qt.Key.Key_Return)
    settle()
    rounds = dialog(page, TestDialog)
    assert here.name in rounds.title.text()
    assert set(rounds.cases) == set(bears.card.case_ids)


def test_the_sieves_count_and_let_through_what_they_say(page: QuarantinePage) -> None:
    assert sift(page, "ready") == ["B1"]
    assert sift(page, "positive") == []
    assert "No batch is like that" in said(page)
    assert sift(page, "all") == ["B1", "Q1", "Q4"]
    assert [each.accessibleName() for each in page._buttons.values()][-1] == "ready: 1"


def test_a_case_is_gone_to_and_its_card_has_the_keys(
    qtbot: QtBot, page: QuarantinePage, kept: dict[str, list[int]], settle: Settle
) -> None:
    qtbot.waitUntil(page.isActiveWindow)
    page.show_record(kept["yak"][0])
    settle()
    here = QApplication.focusWidget()
    assert here is not None
    assert card(page, "Q4").isAncestorOf(here)
    assert page.selected_ids() == [animal.animal_id for animal in card(page, "Q4").card.animals]


def test_a_board_without_anybody_says_how_it_begins(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    made = QuarantinePage(desk)
    qtbot.addWidget(made)
    made.show()
    settle()
    assert "Nobody is in quarantine" in said(made)
