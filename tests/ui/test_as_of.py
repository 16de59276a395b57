"""The list of animals as of a day: chosen among the filters, said on its chip, taken off by a press."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import TODAY, arrive
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from tests.ui.filling import said
from ui.panels.animal_lists import AnimalList
from ui.widgets.story_line import StoryLine
from zooapp.booking import Act
from zooapp.lists.spec import AS_OF
from zooapp.services import determinations, dispositions
from zooapp.services.determinations import Finding
from zooapp.values.counts import SexCount

MAY = dt.date(2024, 5, 1)


def test_animals_are_listed_as_of_a_day_that_is_typed(qtbot: QtBot, hand: Hand) -> None:
    old = hand.work(lambda work: arrive(work, hand.zoo, "Ursus arctos", "1.0.0", on=MAY))
    hand.work(lambda work: arrive(work, hand.zoo, "Ursus arctos", "1.0.0", on=TODAY))
    page = AnimalList(hand.desk)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    hand.settle()
    assert len(page.table.paged.ids) == 2
    page.filters._ask(AS_OF)
    dialog = next(each for each in page.findChildren(QDialog) if each.isVisible())
    line = dialog.findChildren(QLineEdit)[0]
    assert line.accessibleName() == "As of"
    QTest.keyClicks(line, "May 2024")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "An exact day, as 20.11.2024 or today." in said(dialog)
    line.setText("2.5.2024")
    QTest.keyClick(line, Qt.Key.Key_Return)
    hand.settle()
    assert list(page.table.paged.ids) == [old]
    assert "2 May 2024" in page.filters.said()
    page.clear_filters()
    hand.settle()
    assert page.query.on == TODAY
    assert len(page.table.paged.ids) == 2


def story(card: QWidget) -> set[str]:
    """What its history tells, without days and details."""
    lines = [line.accessibleName() for line in card.findChildren(StoryLine)]
    return {words.partition(": ")[2].partition(". ")[0] for words in lines}


def test_the_card_beside_the_list_is_of_its_day_and_says_so(qtbot: QtBot, hand: Hand) -> None:
    zoo = hand.zoo
    bear = hand.work(lambda work: arrive(work, zoo, "Ursus arctos", "0.0.1", on=MAY, unit="BR1", local_id="24-0001"))
    male = Finding(method="DNA")
    hand.work(lambda work: determinations.sexed(work, bear, SexCount(1, 0, 0), male, Act(TODAY)))
    lost = Act(TODAY, zoo.terms["natural_death"])
    hand.work(lambda work: dispositions.death(work, bear, None, lost))
    page = AnimalList(hand.desk)
    qtbot.addWidget(page)
    page.resize(1400, 800)
    page.show()
    hand.settle()
    page.filters.wear({AS_OF.key: "2024-05-02"}, {})
    page._filtered(dict(page.filters.values))
    hand.settle()
    page.show_record(bear)
    hand.settle()
    assert page.card is not None
    past = said(page.card)
    assert "As of 2 May 2024" in past
    assert {"sex unknown", "BR1 · Bear ridge 1"} <= set(past)
    told = story(page.card)
    assert "Arrived from Moscow Zoo" in told
    assert not {"Died", "Sex determined"} & told
    page.clear_filters()
    hand.settle()
    page.show_record(bear)
    hand.settle()
    today = said(page.card)
    assert not [words for words in today if words.startswith("As of")]
    assert {"Arrived from Moscow Zoo", "Died", "Sex determined"} <= story(page.card)
