"""From a line of an animal's history to taking that act back, by keys alone; and who is not led there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from sqlalchemy import select

from tests.builders import TODAY
from tests.ui import access
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from ui.forms.void_act import VoidActForm
from ui.panels.animal_card import AnimalCard
from zooapp import ledger
from zooapp.booking import Act
from zooapp.models import Mode, Transaction
from zooapp.services import censuses, dispositions
from zooapp.values.counts import SexCount

DUCK = "Aix galericulata"


def card_of(hand: Hand, animal: int) -> AnimalCard:
    """The card, as the window shows it."""
    card = AnimalCard(hand.desk)
    card.setParent(hand.window)
    card.show()
    card.show_record(animal)
    hand.settle()
    return card


def ways(card: AnimalCard) -> list[QPushButton]:
    """What leads from the history to taking back, line by line."""
    return [each for each in card.findChildren(QPushButton) if each.accessibleName().startswith("Take back:")]


def mode_of(hand: Hand, act: int) -> Mode:
    """The kind of an act."""
    found: Mode = hand.ask(lambda session: session.get_one(Transaction, act).mode)
    return found


def test_a_line_of_the_history_leads_to_taking_that_act_back(hand: Hand) -> None:
    ducks = hand.comes(DUCK, "0.0.40", "SL")
    died = [hand.work(lambda work: dispositions.death(work, ducks, SexCount(0, 0, 1), Act(TODAY))) for _n in range(2)]
    hand.work(lambda work: censuses.count(work, ducks, SexCount(0, 0, 30), Act(TODAY)))
    card = card_of(hand, ducks)
    assert access.faults(card) == []
    names = ["Counted, 20 Nov 2024", "Died, 20 Nov 2024", "Died, 20 Nov 2024", "Arrived from Moscow Zoo, 20 Nov 2024"]
    assert [way.accessibleName().removeprefix("Take back: ") for way in ways(card)] == names
    for way, mode in ((2, Mode.DEATH), (0, Mode.CENSUS)):
        led = ways(card)[way]
        led.setFocus()
        QTest.keyClick(led, Qt.Key.Key_Space)
        hand.settle()
        (form,) = (each for each in card.findChildren(VoidActForm) if each.isVisible())
        assert form.focusWidget() is form.editors["reason"].widget
        assert mode_of(hand, form.values()[0]["act_id"]) is mode
        assert hand.save(form) == {"reason": "Fill this in."}
        assert hand.save(form, reason="counted from the wrong list") == {}
        card.show_record(ducks)
        hand.settle()
    left = hand.ask(lambda s: s.scalars(select(Transaction.id).where(Transaction.voided_by.is_(None))).all())
    assert set(died) & set(left) == {died[1]}
    assert str(hand.ask(lambda s: ledger.count(s, ledger.Filter(animals=[ducks])))) == "0.0.39"


@pytest.mark.parametrize("role", ["viewer"])
def test_who_may_not_correct_is_not_led_to_it(hand: Hand) -> None:
    card = card_of(hand, hand.comes(DUCK, "0.0.40", "SL"))
    assert card.known is not None
    assert len(card.known.history) == 2
    assert ways(card) == []
