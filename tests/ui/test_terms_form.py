"""Terms in the window: added with names, renamed, taken away; and animals that come in without a consignment."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from tests.ui import access
from tests.ui.conftest import Settle
from tests.ui.filling import Opened, asked, card, listed, opener, press, save
from ui.desk import Desk
from ui.forms.come_in import ComeInForm
from ui.forms.term import TermForm, TermNamesForm
from ui.panels.reference import ReferencePage
from zooapp import ledger
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.ledger import Filter
from zooapp.models import Animal, Mode, Term
from zooapp.services import dispositions
from zooapp.work import ALL, Actor

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

KEPT = "Acts bear this term: what it does stays."


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settle: Settle) -> ReferencePage:
    """The place, shown."""
    made = ReferencePage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    settle()
    return made


@pytest.fixture
def opened(desk: Desk, page: ReferencePage, settle: Settle) -> Opened:
    """Opens a form about a record."""
    return opener(desk, page, settle)


def term(desk: Desk, name: str) -> Term:
    found: Term = asked(desk, lambda s: s.scalars(select(Term).where(Term.name == name)).one())
    return found


def test_a_term_is_added_with_its_effect_and_names_and_taken_away(
    desk: Desk, page: ReferencePage, opened: Opened, settle: Settle
) -> None:
    form = opened(TermForm, 0)
    assert access.faults(form) == []
    assert save(form, settle, mode="Comes in", leaves_as="missing") == {
        "names.en": "What is it called, in one language at least?"
    }
    assert save(form, settle, names__en="Washed ashore", names__ru="Выброшен на берег") == {
        "leaves_as": "Only for departures: leave this empty."
    }
    form.editors["leaves_as"].set(None)
    assert save(form, settle) == {}
    made = term(desk, "Washed ashore")
    assert (made.mode, made.physical, made.ownership) == (Mode.ARRIVAL, True, True)
    page.show_record(("term", made.id))
    settle()
    assert {"Washed ashore", "Выброшен на берег", "Comes in"} <= set(card(page))
    assert access.faults(page) == []
    press(page, "Offer no more")
    settle()
    assert asked(desk, lambda s: s.get(Term, made.id)).voided_by is not None


def test_a_used_term_keeps_what_it_does_and_says_why(
    desk: Desk, sqlite: Database, zoo: Zoo, boss: Actor, page: ReferencePage, opened: Opened, settle: Settle
) -> None:
    used = zoo.terms["donation_to"]
    form = opened(TermForm, used)
    with sqlite.work(boss, "a gift", ALL) as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0", unit="BR1")
        dispositions.depart(work, bear, None, Act(TODAY, used, zoo.institutions["MOSCOW"]))
    form.editors["ownership"].set(False)
    assert save(form, settle) == {"ownership": KEPT}
    page.show_record(("term", used))
    settle()
    assert KEPT in card(page)
    listed(page).open_record(used)
    settle()
    names = opened(TermNamesForm, used)
    assert save(names, settle, ko_KP__text="기증해줌") == {}
    page.show_record(("term", used))
    settle()
    assert "기증해줌" in card(page)


def test_a_found_animal_comes_in_by_keys_and_what_is_wrong_stands_beside_its_field(
    desk: Desk, sqlite: Database, boss: Actor, zoo: Zoo, opened: Opened, settle: Settle
) -> None:
    with sqlite.work(boss, "a word", ALL) as work:
        work.add(Term(code="found_in", mode=Mode.ARRIVAL, name="Appeared, found"))
    form = opened(ComeInForm, 0)
    assert access.faults(form) == []
    assert set(save(form, settle)) == {"term_id", "taxon_id", "count"}
    assert save(form, settle, term_id="loan_in", taxon_id="Ursus arctos", count="1") == {
        "count": "Males, females, unknown: like 2.3.10."
    }
    assert save(form, settle, count="1.0.0") == {"partner_id": "Whose are they? This term leaves the owner."}
    form.editors["term_id"].set(None)
    widget = form.editors["term_id"].widget
    widget.setFocus()
    QTest.keyClicks(widget, "Appeared, found")
    QTest.keyClick(widget, Qt.Key.Key_Return)
    assert form.focusWidget() is form.editors["on"].widget
    assert save(form, settle, term_id="Appeared, found", enclosure_id="Q1") == {
        "protocol_id": "Q1 is a quarantine unit: choose a protocol."
    }
    form.look_ahead()  # type: ignore[attr-defined]
    settle()
    assert form.after.effect.after == ("1.0.0 · here · ours",)  # type: ignore[attr-defined]
    assert save(form, settle, enclosure_id="BR1", house_name="Mischa", birthplace="At the gate") == {}
    found = asked(desk, lambda s: s.scalars(select(Animal)).one())
    assert (found.house_name, found.birthplace) == ("Mischa", "At the gate")
    assert str(asked(desk, lambda s: ledger.count(s, Filter(animals=[found.id])))) == "1.0.0"
