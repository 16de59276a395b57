"""Refusals beside the field that is meant, marks that stay, and acts on the board for those who are meant."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests import founding
from tests.builders import Zoo
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from tests.ui.conftest import Settle
from ui.desk import Desk
from ui.editors import PickEditor
from ui.forms.census import CensusForm
from ui.forms.move import MoveForm
from ui.forms.result import ResultForm
from ui.forms.sex import SexForm
from ui.forms.split import SplitForm
from ui.panels.animal_lists import AnimalList
from ui.panels.quarantine import QuarantinePage
from zooapp.database import Database
from zooapp.lists.picks import Option
from zooapp.models import QuarantineResult
from zooapp.work import Actor

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
DUCK, CODE = "Aix galericulata", "0.0.41 cannot come out of 0.0.40."


def test_a_part_that_is_too_large_is_said_beside_how_many(hand: Hand) -> None:
    ducks = hand.comes(DUCK, "0.0.40", "B1")
    assert hand.save(hand.open(SplitForm, ducks), count="0.0.41") == {"count": CODE}
    move = hand.open(MoveForm, ducks)
    assert hand.save(move, enclosure_id="Q1", count="0.0.41")["count"] == CODE
    assert move.save_button.text() == "Move 41 animals"


def test_more_males_than_are_unknown_is_said_beside_the_males(hand: Hand) -> None:
    ducks = hand.comes(DUCK, "0.0.40", "B1")
    assert hand.save(hand.open(SexForm, ducks), males="50") == {"males": "Only 40 are of unknown sex."}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tomorrow", "This day has not come yet."),
        ("next week", "An exact day, as 20.11.2024 or today."),
        ("May 2024", "An exact day, as 20.11.2024 or today."),
        ("31.02.2024", "The calendar has no such day."),
        ("05/06/2024", "Day or month first? Write it like 14 Feb 2020."),
        ("yesterday", "Nothing of this record is here on 19 Nov 2024."),
        ("вчера", "Nothing of this record is here on 19 Nov 2024."),
    ],
)
def test_a_day_is_read_as_people_type_it_and_a_wrong_one_is_said_beside_it(hand: Hand, text: str, words: str) -> None:
    form = hand.open(CensusForm, hand.comes(DUCK, "0.0.40", "B1"))
    assert hand.save(form, count="0.0.40", on=text) == {"on": words}
    assert hand.save(form, on="오늘") == {}


def test_R98_a_test_of_many_counts_all_of_each_unless_it_is_said(
    sqlite: Database, zoo: Zoo, boss: Actor, hand: Hand
) -> None:
    arrived = founding.arrived(sqlite, zoo, boss)
    form = hand.open(ResultForm, *arrived.animals[0], *arrived.animals[-1])
    assert hand.save(form, accept="") == {}
    assert hand.ask(lambda session: session.scalars(select(QuarantineResult.tested)).all()) == [1, 40]


def test_marked_rows_stay_marked_when_the_list_is_read_again(
    qtbot: QtBot, desk: Desk, sqlite: Database, zoo: Zoo, boss: Actor, settle: Settle
) -> None:
    founding.arrived(sqlite, zoo, boss)
    page = shown(qtbot, AnimalList(desk), settle)
    assert isinstance(page, AnimalList)
    page.table.selectAll()
    marked = sorted(page.selected_ids())
    page.refresh()
    settle()
    assert sorted(page.selected_ids()) == marked
    assert len(marked) == 12


def test_an_act_on_the_board_is_for_the_card_that_had_the_keys_and_for_no_other(
    qtbot: QtBot, desk: Desk, sqlite: Database, zoo: Zoo, boss: Actor, settle: Settle
) -> None:
    founding.arrived(sqlite, zoo, boss)
    page = shown(qtbot, QuarantinePage(desk), settle)
    assert isinstance(page, QuarantinePage)
    last = page.shown[-1].card
    page.setFocus()
    assert page.selected_ids() == []
    page.show_record(last.case_ids[0])
    settle()
    page.refresh()
    settle()
    assert page.selected_ids() == [animal.animal_id for animal in last.animals]


def shown(qtbot: QtBot, page: QWidget, settle: Settle) -> QWidget:
    qtbot.addWidget(page)
    page.resize(1300, 800)
    page.show()
    settle()
    return page


def test_a_code_or_a_whole_name_is_chosen_though_others_hold_it(qtbot: QtBot) -> None:
    places = [Option(1, "SL · Swan lake", "", "sl\nswan lake"), Option(2, "SW · Winter house", "", "sw\nwinter house")]
    editor = PickEditor(places)
    qtbot.addWidget(editor.widget)
    editor.type("SW")
    assert editor.value() == 2
    editor.type("swan lake")
    assert editor.value() == 1
