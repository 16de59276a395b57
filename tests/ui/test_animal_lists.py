"""The place Animals: animals, groups, acts and marks; each row leads to the animal that it is about."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.builders import Zoo, arrive
from tests.ui import access
from tests.ui.conftest import Settle
from tests.ui.filling import asked, dialog, press, said, save
from ui.desk import Desk
from ui.forms.void_act import VoidActForm
from ui.panels.animals import AnimalsPage
from zooapp.database import Database
from zooapp.models import Transaction
from zooapp.work import ALL, Actor

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def role() -> str:
    return "registrar"


@pytest.fixture
def animals(sqlite: Database, zoo: Zoo, boss: Actor) -> dict[str, int]:
    with sqlite.work(boss, "arrivals", accept=ALL) as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0", unit="Q1", local_id="24-0002")
        ducks = arrive(work, zoo, "Aix galericulata", "0.0.40", unit="SL", local_id="24-0012")
    return {"bear": bear, "ducks": ducks}


@pytest.fixture
def page(qtbot: QtBot, animals: dict[str, int], desk: Desk, settle: Settle) -> AnimalsPage:
    made = AnimalsPage(desk)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    settle()
    return made


def test_each_part_lists_its_own_and_every_control_has_a_name(page: AnimalsPage, settle: Settle) -> None:
    listed = {}
    for key in page.parts:
        page.choose(key)
        settle()
        listed[key] = len(page.shown_list().table.paged.ids)
        shown = page.shown_list().splitter.widget(0)
        assert shown is not None
        assert access.faults(shown) == []
    assert {"animals": 2, "groups": 1, "transactions": 2, "marks": 2}.items() <= listed.items()


def test_a_row_that_is_about_an_animal_shows_its_card_and_acts_are_for_it(
    page: AnimalsPage, animals: dict[str, int], settle: Settle
) -> None:
    page.choose("marks")
    settle()
    shown = page.shown_list()
    shown.table.setFocus()
    QTest.keyClick(shown.table, Qt.Key.Key_Down)
    settle()
    assert shown.card is not None
    assert shown.card.record == animals["ducks"]
    assert "24-0012" in said(shown.card)
    assert page.selected_ids() == [animals["ducks"]]
    shown.table.selectAll()
    assert sorted(page.selected_ids()) == sorted(animals.values())


def test_R36_an_act_is_taken_back_from_its_row(
    page: AnimalsPage, animals: dict[str, int], desk: Desk, settle: Settle
) -> None:
    page.choose("transactions")
    settle()
    act = page.shown_list().table.current_id()
    press(page, "Take this act back…")
    settle()
    form = dialog(page, VoidActForm)
    assert save(form, settle, reason="Typed twice") == {}
    assert asked(desk, lambda session: session.get_one(Transaction, act).voided_by) is not None
    assert act not in page.shown_list().table.paged.ids


def test_an_animal_and_an_act_are_gone_to_by_their_numbers(
    page: AnimalsPage, animals: dict[str, int], settle: Settle
) -> None:
    page.show_record(("transaction", 2))
    settle()
    assert (page.segments.choice(), page.shown_list().table.current_id()) == ("transactions", 2)
    page.show_record(animals["ducks"])
    settle()
    assert (page.segments.choice(), page.shown_list().table.current_id()) == ("animals", animals["ducks"])


def empty_page(qtbot: QtBot, desk: Desk, settle: Settle) -> AnimalsPage:
    made = AnimalsPage(desk)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    settle()
    return made


def test_a_new_collection_shows_the_ways_on_and_not_that_nothing_was_found(
    qtbot: QtBot, desk: Desk, settle: Settle, sqlite: Database, zoo: Zoo, boss: Actor
) -> None:
    page = empty_page(qtbot, desk, settle)
    shown = page.shown_list()
    assert shown.welcome is not None
    assert (shown.welcome.isVisible(), shown.empty.isVisible(), shown.table.isVisible()) == (True, False, False)
    assert access.faults(shown.welcome) == []
    with qtbot.waitSignal(desk.go) as gone:
        press(shown.welcome, "New arrival…")
    assert gone.args == ["arrival", None]
    with sqlite.work(boss, "The first", accept=ALL) as work:
        arrive(work, zoo, "Ursus arctos", "0.1.0", unit="Q1")
    settle()
    assert (shown.welcome.isVisible(), shown.empty.isVisible(), shown.table.isVisible()) == (False, False, True)


@pytest.mark.parametrize("role", ["keeper"])
def test_who_may_not_accession_is_offered_to_look_around_alone(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    shown = empty_page(qtbot, desk, settle).shown_list()
    assert shown.welcome is not None
    assert [each.accessibleName() for each in shown.welcome.findChildren(QPushButton)] == ["Find…"]


def test_a_search_that_fits_nothing_says_so(page: AnimalsPage, settle: Settle) -> None:
    shown = page.shown_list()
    shown.search_line.setText("dodo")
    shown.search_line.textEdited.emit("dodo")
    QTest.qWait(200)
    settle()
    assert shown.welcome is not None
    assert (shown.welcome.isVisible(), shown.empty.isVisible()) == (False, True)
