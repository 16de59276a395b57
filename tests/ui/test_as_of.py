"""The list of animals as of a day: chosen among the filters, said on its chip, taken off by a press."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from tests.builders import TODAY, arrive
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from tests.ui.filling import said
from ui.panels.animal_lists import AnimalList
from zooapp.lists.spec import AS_OF

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
