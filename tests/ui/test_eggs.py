"""Eggs, fetuses, colonies and gathered groups in the window: written down by their forms, refused beside the field."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.builders import TODAY
from tests.ui import access
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from tests.ui.conftest import Settle
from tests.ui.filling import card, dialog, press, said
from ui.forms.colony import ColonySizeForm
from ui.forms.egg_event import CandleForm, EggEventForm
from ui.forms.gather import GatherForm
from ui.forms.hatch import HatchForm
from ui.forms.lay import FetusForm, LayForm
from ui.forms.recording import RecordForm, open_record
from ui.panels.animals import AnimalsPage
from zooapp import eggs, ledger
from zooapp.ledger import Filter
from zooapp.lists import colony_sizes
from zooapp.models import Animal, AnimalKind, Clutch, Identifier
from zooapp.services import clutches
from zooapp.services.clutches import Lay

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

DUCK, BEAR = "Aix galericulata", "Ursus arctos"
LAID = dt.date(2024, 10, 1)


def opened(hand: Hand, form: type[RecordForm], record: int) -> RecordForm:
    """The form about a record, as the card opens it."""
    made: list[RecordForm] = []
    open_record(hand.desk, form, record, hand.window, made.append)
    hand.settle()
    return made[0]


def nest(hand: Hand, n: int = 8) -> int:
    what = Lay(n, taxon_id=hand.zoo.taxa[DUCK], enclosure_id=hand.zoo.enclosures["SL"], incubation_days=28)
    made: int = hand.work(lambda work: clutches.lay(work, what, LAID))
    return made


def left(hand: Hand, record: int) -> int:
    found: int = hand.ask(lambda session: eggs.left(session, record, TODAY))
    return found


def held(hand: Hand) -> str:
    return str(hand.ask(lambda session: ledger.count(session, Filter(holder=hand.zoo.us))))


def test_R23_eggs_of_a_hen_are_written_down_by_keys(hand: Hand) -> None:
    hen, drake = hand.comes(DUCK, "0.1.0", "SL"), hand.comes(DUCK, "1.0.0", "SL")
    form = opened(hand, LayForm, hen)
    assert access.faults(form) == []
    QTest.keyClicks(form.editors["count"].widget, "5")
    QTest.keyClick(form.editors["count"].widget, Qt.Key.Key_Return)
    assert hand.save(form, sire_id=f"24-{drake:04}", incubation_days="28") == {}
    clutch = hand.ask(lambda s: s.scalars(select(Clutch)).one())
    assert (clutch.dam_id, clutch.sire_id, clutch.incubation_days) == (hen, drake, 28)
    assert (left(hand, clutch.animal_id), held(hand)) == (5, "1.1.0")
    assert hand.told() == ["Eggs written down."]
    again = opened(hand, LayForm, hen)
    assert again.editors["incubation_days"].text() == "28"


def test_wrong_eggs_are_refused_beside_their_field(hand: Hand) -> None:
    drake = hand.comes(DUCK, "1.0.0", "SL")
    form = opened(hand, LayForm, drake)
    assert hand.save(form) == {"count": "Fill this in."}
    assert hand.save(form, count="0") == {"count": "At least 1."}
    assert hand.save(form, count="many") == {"count": "A whole number, as 12."}
    assert hand.save(form, count="2", incubation_days="900") == {"incubation_days": "At most 400."}
    wrong = hand.save(form, incubation_days="")
    assert "This is a male." in wrong.values()
    found = opened(hand, LayForm, 0)
    assert hand.save(found, count="2") == {"taxon_id": "Fill this in."}
    assert hand.save(found, taxon_id=DUCK, on="2030-01-01") == {"on": "This day has not come yet."}
    assert hand.save(found, on="today") == {}


def test_R5_eggs_are_candled_lost_and_handed_over(hand: Hand) -> None:
    record = nest(hand)
    form = opened(hand, CandleForm, record)
    assert access.faults(form) == []
    assert hand.save(form) == {"fertile": "How many of each were seen?"}
    assert hand.save(form, fertile="9") == {"fertile": "Only 8 are there on 20 Nov 2024."}
    form.editors["out"].set(True)
    assert hand.save(form, fertile="6", infertile="1", dead="1") == {}
    assert left(hand, record) == 6
    event = opened(hand, EggEventForm, record)
    assert access.faults(event) == []
    wrong = hand.save(event, what="Put into the incubator", count="2", partner_id="MOSCOW")
    assert wrong == {
        "count": "This holds for all of them: leave it empty.",
        "partner_id": "Nobody takes them over: leave this empty.",
    }
    wrong = hand.save(event, what="Handed over", count="7", partner_id="", enclosure_id="B1")
    assert wrong == {
        "enclosure_id": "Only for incubator and foster: leave this empty.",
        "partner_id": "Where do they go?",
    }
    assert hand.save(event, partner_id="MOSCOW", enclosure_id="") == {"count": "Only 6 are there on 20 Nov 2024."}
    assert hand.save(event, count="1", on="2024-09-01") == {"on": "Before they were laid."}
    assert hand.save(event, on="today") == {}
    assert (left(hand, record), held(hand)) == (5, "0.0.0")


def test_R5_young_hatch_into_a_group_or_as_records_and_the_card_leads_to_them(
    hand: Hand, qtbot: QtBot, settle: Settle
) -> None:
    flock, record = hand.comes(DUCK, "0.0.40", "SL"), nest(hand)
    form = opened(hand, HatchForm, record)
    assert access.faults(form) == []
    assert hand.save(form) == {"count": "Fill this in."}
    assert hand.save(form, count="0.0.9") == {"count": "Only 8 are there on 20 Nov 2024."}
    assert hand.save(form, count="0.0.2", keep_as="part of a group") == {"into_id": "Into which group?"}
    form.fill("into_id", f"24-{flock:04}")
    form.look_ahead()  # type: ignore[attr-defined]
    hand.settle()
    effect = form.after.effect  # type: ignore[attr-defined]
    assert (effect.before, effect.after) == (("0.0.40 · here · ours",), ("0.0.42 · here · ours",))
    assert hand.save(form) == {}
    assert (left(hand, record), held(hand)) == (6, "0.0.42")
    alone = opened(hand, HatchForm, record)
    assert alone.editors["enclosure_id"].text() == "SL · Swan lake"
    assert hand.save(alone, count="1.0.1") == {}
    page = AnimalsPage(hand.desk)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    page.show_record(("clutch", record))
    settle()
    words = card(page)
    assert {"Hatched: 2", "Laid: 8"} <= set(words)
    assert access.faults(page) == []
    assert page.selected_ids() == ()
    press(page, "Take back: Hatched: 2, 20 Nov 2024")
    settle()
    assert left(hand, record) == 6


def test_enter_on_eggs_asks_what_happened(hand: Hand, qtbot: QtBot, settle: Settle) -> None:
    record = nest(hand)
    page = AnimalsPage(hand.desk)
    qtbot.addWidget(page)
    page.show()
    page.show_record(("clutch", record))
    settle()
    shown = page.page()
    shown.open_record(record)  # type: ignore[attr-defined]
    settle()
    form = dialog(page, EggEventForm)
    assert hand.save(form, what="Lost or broken", count="8") == {}
    assert left(hand, record) == 0


def test_a_fetus_is_found_and_born_or_lost(hand: Hand) -> None:
    dam = hand.comes(BEAR, "0.1.0", "LT")
    form = opened(hand, FetusForm, dam)
    assert access.faults(form) == []
    assert hand.save(form, due_on="2024-01-01") == {"due_on": "This is before the day it was found."}
    assert hand.save(form, due_on="2025-01-20") == {}
    assert hand.save(opened(hand, FetusForm, dam)) == {}
    first, second = hand.ask(lambda s: s.scalars(select(Clutch.animal_id).order_by(Clutch.id)).all())
    assert held(hand) == "0.1.0"
    lost = opened(hand, EggEventForm, second)
    assert set(lost.editors) == {"what", "on", "note"}
    assert hand.save(lost, what="Lost") == {}
    assert hand.save(opened(hand, HatchForm, first), count="1.0.0") == {}
    assert ([left(hand, one) for one in (first, second)], held(hand)) == ([0, 0], "1.1.0")


def colony(hand: Hand, units: str) -> int:
    """Bees, in so many units."""
    record = hand.comes(DUCK, units, "SL")
    hand.work(lambda work: work.amend(Animal, record, work.get(Animal, record).version, {"kind": AnimalKind.COLONY}))
    return record


def test_R5_the_size_of_a_colony_is_a_measurement_and_the_books_count_its_units(hand: Hand) -> None:
    bees, ducks = colony(hand, "0.0.2"), hand.comes(DUCK, "0.0.40", "SL")
    form = hand.open(ColonySizeForm, bees)
    assert access.faults(form) == []
    assert hand.save(form) == {"size": "Fill this in."}
    assert hand.save(form, size="-3") == {"size": "At least 0."}
    assert hand.save(form, size="20000", on="2030-01-01") == {"on": "This day has not come yet."}
    assert hand.save(form, on="today", method="By frames") == {}
    assert held(hand) == "0.0.42"
    last = hand.ask(lambda s: colony_sizes.last(s, bees))
    assert (last.size, last.estimate) == (20000, True)
    again = hand.open(ColonySizeForm, bees)
    assert "Last: 20,000 on 20 Nov 2024" in said(again)
    wrong = hand.save(hand.open(ColonySizeForm, ducks), size="3")
    assert wrong == {"size": "This is no colony: count it, or weigh it."}


def test_R6_individuals_become_a_group_and_their_records_close(hand: Hand) -> None:
    ducks = [hand.comes(DUCK, count, "SL") for count in ("1.0.0", "0.1.0", "0.0.1")]
    form = hand.open(GatherForm, *ducks)
    form.look_ahead()
    hand.settle()
    assert form.after.effect is not None
    assert form.after.effect.before == form.after.effect.after == ("1.1.1 · here · ours",)
    assert access.faults(form) == []
    assert hand.save(form) == {}
    (group,) = hand.ask(lambda s: s.scalars(select(Animal.id).where(Animal.kind == AnimalKind.GROUP)).all())
    assert str(hand.ask(lambda s: ledger.count(s, Filter(animals=[group])))) == "1.1.1"
    assert held(hand) == "1.1.1"
    assert hand.told() == ["3 records are part of the group now."]
    more = hand.comes(DUCK, "0.1.0", "SL")
    one = hand.open(GatherForm, more)
    assert hand.save(one) == {"into_id": "Mark several records, or name a group."}
    local = hand.ask(lambda s: s.scalars(select(Identifier.value).where(Identifier.animal_id == group)).one())
    assert hand.save(one, into_id=local) == {}
    assert str(hand.ask(lambda s: ledger.count(s, Filter(animals=[group])))) == "1.2.1"


def test_a_bear_and_a_duck_are_no_group(hand: Hand) -> None:
    form = hand.open(GatherForm, hand.comes(DUCK, "1.0.0", "SL"), hand.comes(BEAR, "1.0.0", "LT"))
    assert hand.save(form) == {"into_id": "They differ in taxon or owner."}
