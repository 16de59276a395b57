"""A unit between two batches at the window: on the board and on its card, and cleaned by a form (R53)."""

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.builders import TODAY, Zoo
from tests.quarantined import enter, veterinarian
from tests.ui import access
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from tests.ui.conftest import Settle
from tests.ui.filling import dialog, press, said
from ui.forms.cleaning import CleaningForm
from ui.forms.edition import ChangeEditionForm
from ui.panels.enclosures import EnclosuresPage
from ui.panels.quarantine import QuarantinePage
from ui.widgets.chip import Chip
from zooapp.database import Database
from zooapp.lists import protocol_card
from zooapp.models import Protocol, QuarantineCase, QuarantineEdition, UnitCleaning
from zooapp.services import moves, protocols
from zooapp.services.quarantine import end_cases
from zooapp.work import ALL, Work

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def emptied(sqlite: Database, zoo: Zoo) -> int:
    """B1, which a batch left today; its protocol wants it empty for 7 days. Another batch stands in Q1."""
    with sqlite.work(veterinarian(zoo), "a batch", accept=ALL) as work:
        protocol = work.get(Protocol, zoo.protocols["batch"])
        work.amend(Protocol, protocol.id, protocol.version, {"empty_days": 7, "staff_rules": "Own boots and gloves."})
        case = enter(work, zoo, "Cacatua alba", unit="B1", protocol="batch")
        animal = work.get(QuarantineCase, case).animal_id
        enter(work, zoo, "Panthera leo", protocol="batch")
    with sqlite.work(veterinarian(zoo), "out", accept=ALL) as work:
        end_cases(work, [animal], TODAY)
        moves.move(work, animal, zoo.enclosures["LT"], TODAY)
    return zoo.enclosures["B1"]


def shown(qtbot: QtBot, made: QWidget, settle: Settle) -> None:
    qtbot.addWidget(made)
    made.resize(1064, 660)
    made.show()
    settle()


def test_the_board_names_the_units_to_clean_and_a_press_opens_the_form(
    qtbot: QtBot, emptied: int, hand: Hand, settle: Settle
) -> None:
    page = QuarantinePage(hand.desk)
    shown(qtbot, page, settle)
    (card,) = page.shown
    assert "Staff: Own boots and gloves." in said(card)
    assert "filling" in {chip.accessibleName() for chip in card.findChildren(Chip)}
    (unit,) = page.units.findChildren(QPushButton)
    assert unit.text() == "B1 · to clean · empty since 20 Nov 2024"
    press(page.units, "Unit cleaned: B1 · to clean · empty since 20 Nov 2024")
    settle()
    form = dialog(page, CleaningForm)
    assert hand.save(form, who="", means="") == {"who": "Fill this in.", "means": "Fill this in."}
    assert hand.save(form, who="Ri Chol", means="Virkon S 1 %, 10 min", on="21 Nov 2024") == {
        "on": "That day has not come yet."
    }
    assert hand.save(form, on="20 Nov 2024") == {}
    assert hand.ask(lambda s: s.scalars(select(UnitCleaning.means)).all()) == ["Virkon S 1 %, 10 min"]
    (unit,) = [each for each in page.units.findChildren(QPushButton) if each.isVisible()]
    assert unit.text() == "B1 · cleaned · empty since 20 Nov 2024 · free from 27 Nov 2024"
    assert access.faults(page) == []


def test_the_card_of_a_unit_says_how_it_stands(qtbot: QtBot, emptied: int, hand: Hand, settle: Settle) -> None:
    page = EnclosuresPage(hand.desk)
    shown(qtbot, page, settle)
    page.show_record(emptied)
    settle()
    assert "to clean · empty since 20 Nov 2024" in said(page.card)
    buttons = [each.text() for each in page.card.findChildren(QPushButton)]
    assert any("cleaned" in text for text in buttons)
    page.show_record(hand.zoo.enclosures["LT"])
    settle()
    buttons = [each.text() for each in page.card.findChildren(QPushButton) if each.isVisible()]
    assert not any("cleaned" in text for text in buttons)


def test_animals_go_on_under_a_newer_edition_by_a_form(hand: Hand) -> None:
    case = hand.work(lambda work: enter(work, hand.zoo, "Ursus arctos"))
    animal = hand.ask(lambda s: s.get_one(QuarantineCase, case).animal_id)
    assert hand.ask(lambda s: protocol_card.newer(s, [hand.zoo.protocols["by_order"]], TODAY)) == {}

    def renew(work: Work) -> int:
        return protocols.new_edition(work, hand.zoo.protocols["by_order"], "2", {"min_days": 40}).id

    newer = hand.work(renew)
    form = hand.open(ChangeEditionForm, animal)
    assert hand.save(form, reason="") == {"reason": "Fill this in."}
    assert hand.save(form, reason="The ministry asks for 40 days") == {}
    found = hand.ask(lambda s: s.scalars(select(QuarantineEdition)).one())
    assert (found.case_id, found.protocol_id, found.on) == (case, newer, TODAY)
