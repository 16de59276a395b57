"""Marks replaced and lost, chips of the stock, two records of one animal: by their forms, with what they refuse."""

import datetime as dt
from functools import partial

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.builders import TODAY, arrive
from tests.ui import access
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from tests.ui.filling import dialog, said
from ui.forms.acting import AnimalForm
from ui.forms.chip import ChipForm, ReceiveChipsForm, SpoiledChipForm
from ui.forms.join_records import JoinRecordsForm
from ui.forms.mark_change import MarkStateForm, ReplaceMarkForm
from ui.forms.recording import open_record
from ui.panels.transponders import TranspondersPage
from zooapp.models import Animal, Identifier, MarkKind, Transponder
from zooapp.services import identifiers, merges, transponders
from zooapp.services.transponders import Lot
from zooapp.values.marks import TransponderState

BEAR = "Ursus arctos"
OLD, NEW, THIRD = "643094100011873", "643094100099999", "643094100055555"
LOT = Lot(TODAY, "L-17", "Datamars")


@pytest.fixture
def bear(hand: Hand) -> int:
    """A bear with a chip and a studbook number."""
    animal = hand.comes(BEAR, "0.1.0", "BR1")
    for kind, value in ((MarkKind.STUDBOOK, "417"), (MarkKind.TRANSPONDER, OLD)):
        mark = {"kind": kind, "value": value, "since": dt.date(2024, 10, 1)}
        hand.work(partial(identifiers.add, animal_id=animal, values=mark))
    return animal


def marks(hand: Hand, animal: int) -> dict[str, tuple[str, dt.date | None]]:
    found = hand.ask(lambda s: s.scalars(select(Identifier).where(Identifier.animal_id == animal)).all())
    return {mark.value: (mark.state.value, mark.until) for mark in found if mark.kind is not MarkKind.LOCAL_ID}


@pytest.mark.parametrize("form", [ReplaceMarkForm, MarkStateForm, ChipForm, JoinRecordsForm])
def test_every_form_of_identity_can_be_read_and_hit(hand: Hand, bear: int, form: type[AnimalForm]) -> None:
    assert access.faults(hand.open(form, bear)) == []


def test_R27_a_chip_that_failed_is_replaced_and_stays_readable(hand: Hand, bear: int) -> None:
    form = hand.open(ReplaceMarkForm, bear)
    assert form.editors["mark_id"].text().startswith("Transponder 643 0941")
    form.scanned(NEW)
    assert hand.save(form, state="failed", place="left of the neck") == {}
    assert marks(hand, bear) == {"417": ("in_use", None), OLD: ("failed", TODAY), NEW: ("in_use", None)}
    assert hand.told() == ["The mark is replaced."]


def test_R27_a_replaced_mark_wants_a_number_that_can_be_and_a_day_that_was(hand: Hand, bear: int) -> None:
    form = hand.open(ReplaceMarkForm, bear)
    assert hand.save(form) == {"value": "Fill this in."}
    assert hand.save(form, value="12345") == {"value": "5 digits; an ISO chip has 15."}
    assert hand.save(form, value=NEW, on="21 Nov 2024") == {"on": "That day has not come yet."}
    assert marks(hand, bear)[OLD] == ("in_use", None)


def test_R27_a_lost_mark_is_found_again(hand: Hand, bear: int) -> None:
    form = hand.open(MarkStateForm, bear)
    assert hand.save(form, on="30 Sep 2024") == {"on": "Ends before it begins."}
    assert hand.save(form, on="1 Nov 2024") == {}
    assert marks(hand, bear)[OLD] == ("lost", dt.date(2024, 11, 1))
    form = hand.open(MarkStateForm, bear)
    assert hand.save(form, state="removed") == {"state": "What is lost cannot become removed."}
    assert hand.save(form, state="found again, in use") == {}
    assert marks(hand, bear)[OLD] == ("in_use", None)


def test_R27_a_chip_of_the_stock_is_put_by_and_then_implanted(hand: Hand, bear: int) -> None:
    chips = hand.work(lambda work: transponders.receive(work, [NEW, THIRD], LOT))
    assert hand.save(hand.open(ChipForm, bear), chip_id="643 0941 0005 5555", how="It is put by for this animal") == {}
    assert hand.ask(lambda s: s.get_one(Transponder, chips[1]).animal_id) == bear
    form = hand.open(ChipForm, bear)
    assert form.editors["chip_id"].text() == "643 0941 0005 5555"
    assert hand.save(form, on="21 Nov 2024") == {"on": "That day has not come yet."}
    assert hand.save(form, on="today", place="left of the neck") == {}
    assert marks(hand, bear)[THIRD] == ("in_use", None)


def test_R27_a_lot_is_scanned_in_and_wrong_numbers_are_named(qtbot: QtBot, hand: Hand) -> None:
    page = TranspondersPage(hand.desk)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    hand.settle()
    open_record(hand.desk, ReceiveChipsForm, 0, page)
    hand.settle()
    form = dialog(page, ReceiveChipsForm)
    assert access.faults(form) == []
    assert hand.save(form) == {"numbers": "Fill this in."}
    form.scanned(NEW)
    form.scanned("1234")
    assert hand.save(form) == {"numbers": "1234: 4 digits; an ISO chip has 15."}
    form.fill("numbers", NEW)
    form.scanned(THIRD)
    assert hand.save(form, lot="L-17") == {}
    assert hand.told() == ["2 chips are in stock."]
    assert len(page.table.paged.ids) == 2
    page.show_record(page.table.paged.ids[0])
    hand.settle()
    assert page.card is not None
    assert {"643 0941 0005 5555", "L-17"} <= set(said(page.card))
    open_record(hand.desk, SpoiledChipForm, page.table.paged.ids[0], page)
    hand.settle()
    assert hand.save(dialog(page, SpoiledChipForm), fate="lost") == {}
    told = hand.ask(lambda s: transponders.states(s, s.query(Transponder).order_by(Transponder.id).all()))
    assert list(told.values()) == [TransponderState.AVAILABLE, TransponderState.LOST]


def test_G13_two_records_are_shown_side_by_side_and_joined(hand: Hand, bear: int) -> None:
    other = hand.comes(BEAR, "0.1.0", "LT")
    hand.work(lambda w: w.amend(Animal, bear, w.get(Animal, bear).version, {"house_name": "Masha"}))
    hand.work(lambda w: w.amend(Animal, other, w.get(Animal, other).version, {"house_name": "Umka", "note": "tame"}))
    form = hand.open(JoinRecordsForm, other, bear)
    assert access.faults(form) == []
    assert {"Masha", "Umka", "tame"} <= set(said(form))
    assert set(form.editors) == {"house_name", "note"}
    assert "1 act of 24-0002 is taken back" in hand.save(form, house_name="24-0002: Umka")[""]
    assert hand.save(form) == {}
    known = hand.ask(lambda s: (merges.standing_for(s, bear), s.get_one(Animal, bear)))
    assert (known[0], known[1].house_name, known[1].note) == ([bear, other], "Umka", "tame")
    assert hand.told() == ["24-0001 stands for 24-0002 from now on."]


def test_G13_of_one_marked_record_the_other_is_asked_for_first(hand: Hand, bear: int) -> None:
    other = hand.comes(BEAR, "0.1.0", "LT")
    hand.comes("Panthera leo", "0.1.0", "LT")
    form = hand.open(JoinRecordsForm, bear)
    assert hand.save(form) == {"drop_id": "Fill this in."}
    assert hand.save(form, drop_id="24-0002") == {}
    both = dialog(hand.window, JoinRecordsForm)
    assert both.compared is not None
    assert (both.compared.keep, both.compared.drop) == (bear, other)


def test_G13_a_lion_and_a_bear_are_not_joined_and_nothing_is_written(hand: Hand, bear: int) -> None:
    lion = hand.work(lambda work: arrive(work, hand.zoo, "Panthera leo", "0.1.0"))
    form = hand.open(JoinRecordsForm, bear, lion)
    assert hand.save(form) == {"": "They differ in taxon: put that right first."}
    assert hand.ask(lambda s: merges.standing_for(s, bear)) == [bear]
