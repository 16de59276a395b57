"""The place for health by keyboard: prescribed, given with one key, refused in words, drugs received, papers shown."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests import dosed
from tests.builders import TODAY, Zoo, arrive
from tests.ui import access
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from tests.ui.conftest import Settle
from tests.ui.filling import asked, card, dialog, listed, press, save
from ui.desk import Desk
from ui.forms.dose import DoseForm, StopTreatmentForm
from ui.forms.drug import DrugBanForm, DrugEditForm, DrugRateForm
from ui.forms.prescription import PrescriptionForm
from ui.forms.stock import BatchForm, ReceiveDrugForm, WriteOffBatchForm
from ui.forms.weight_ages import WeightAgesForm
from ui.panels.health import HealthPage
from ui.panels.health_due import DuePage
from ui.panels.health_stock import StockPage
from ui.sheet_preview import SheetPreview
from zooapp import settings
from zooapp.database import Database
from zooapp.models import Dose, DoseState, DrugBatch, Per, Prescription
from zooapp.services import drugs
from zooapp.work import ALL, Actor

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def role() -> str:
    return "veterinarian"


@pytest.fixture
def made(sqlite: Database, zoo: Zoo, boss: Actor) -> dict[str, int]:
    """A bear of 190 kg on three doses, a lion that was never weighed, a drug and a batch of it, a controlled one."""
    with sqlite.work(boss, "treated", ALL) as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0", unit="BR1", local_id="24-B1")
        lion = arrive(work, zoo, "Panthera leo", "1.0.0", unit="LT", local_id="24-L1")
        dosed.weighed(work, bear, "190 kg")
        drug, ketamine = dosed.drug(work), dosed.drug(work, "ketamine", controlled=True)
        batch = dosed.batch(work, drug)
        safe = dosed.batch(work, ketamine, "K1", witness="Ri Chol")
        course = dosed.prescribed(work, bear, drug, hours=24, doses=3)
    return {"bear": bear, "lion": lion, "drug": drug, "ketamine": ketamine, "batch": batch, "safe": safe,
            "course": course}


@pytest.fixture
def page(qtbot: QtBot, made: dict[str, int], desk: Desk, settle: Settle) -> HealthPage:
    """The place, with what is due today."""
    shown_page = HealthPage(desk)
    qtbot.addWidget(shown_page)
    shown_page.resize(1280, 800)
    shown_page.show()
    settle()
    return shown_page


def doses(desk: Desk) -> list[DoseState]:
    query = select(Dose.state).where(Dose.voided_by.is_(None)).order_by(Dose.id)
    return list(asked(desk, lambda session: session.scalars(query).all()))


def test_a_dose_that_is_due_is_given_with_one_key_and_leaves_the_list(
    page: HealthPage, desk: Desk, settle: Settle
) -> None:
    due = listed(page)
    assert isinstance(due, DuePage)
    assert access.faults(page) == []
    due.table.selectRow(0)
    due.table.setFocus()
    settle()
    assert "9.5 ml" in card(page)
    QTest.keyClick(due.table, Qt.Key.Key_F7)
    settle()
    assert doses(desk) == [DoseState.GIVEN]
    assert not due.table.paged.ids
    page.show_record(1)
    settle()
    assert "1. Given, all of it" in card(page)
    press(page, "Take back dose 1")
    settle()
    assert doses(desk) == []


@pytest.mark.parametrize("part", ["due", "treatments", "drugs", "stock"])
def test_every_control_has_a_name_and_no_two_share_a_letter(
    page: HealthPage, settle: Settle, part: str
) -> None:
    page.choose(part)
    settle()
    listed(page).table.selectRow(0)
    settle()
    assert access.faults(page) == []


def test_enter_asks_for_the_rest_and_what_is_wrong_stands_beside_its_field(
    page: HealthPage, desk: Desk, settle: Settle
) -> None:
    due = listed(page)
    due.table.selectRow(0)
    settle()
    QTest.keyClick(due.table, Qt.Key.Key_Return)
    settle()
    form = dialog(page, DoseForm)
    assert save(form, settle, state="A part of it") == {"taken": "How much of it?"}
    assert save(form, settle, taken="4 mg") == {"taken": "4 mg cannot be told in ml."}
    assert save(form, settle, taken="4", at="8") == {"taken": "A number and its unit, as 5 mg, 0.5 ml or 1 tablet."}
    assert save(form, settle, taken="4 ml", at="8") == {"at": "A time, as 08:00."}
    assert save(form, settle, at="08:10", on="21.11.2024") == {"on": "This day has not come yet."}
    assert save(form, settle, on="20.11.2024", batch_id="A1") == {}
    assert doses(desk) == [DoseState.PART]


def test_what_a_key_cannot_answer_is_asked_in_the_form(
    page: HealthPage, desk: Desk, settle: Settle, sqlite: Database, boss: Actor, made: dict[str, int]
) -> None:
    with sqlite.work(boss, "ketamine", ALL) as work:
        dosed.prescribed(work, made["bear"], made["ketamine"], rate="2 ml", per=Per.ANIMAL)
    page.refresh()
    settle()
    due = listed(page)
    due.table.go_to(2)
    due.table.setFocus()
    settle()
    QTest.keyClick(due.table, Qt.Key.Key_F7)
    settle()
    form = dialog(page, DoseForm)
    assert form.editors["batch_id"].text() == "K1 · 1"
    assert save(form, settle) == {"witness": "A controlled drug: who saw it?"}
    assert save(form, settle, witness="Ri Chol") == {}
    assert doses(desk) == [DoseState.GIVEN]


def test_prescribing_shows_the_dose_of_each_and_refuses_in_words(
    hand: Hand, made: dict[str, int], desk: Desk, settle: Settle
) -> None:
    form = hand.open(PrescriptionForm, made["bear"], made["lion"])
    form.fill("drug_id", "enrofloxacin")
    form.reckon()
    settle()
    assert form.editors["rate"].text() == "5 mg"
    assert form.card.accessibleName() == (
        "24-B1: 9.5 ml = 950 mg, by 190 kg of 20 Nov 2024. "
        "24-L1 has no weight: weigh it, or say the dose of an animal."
    )
    no_weight = "24-L1 has no weight: weigh it, or say the dose of an animal."
    assert hand.save(form) == {"rate": no_weight}
    assert hand.save(form, per="for each animal", rate="3 ml", ends_on="19.11.2024") == {
        "ends_on": "Ends before it begins."
    }
    assert hand.save(form, ends_on="24.11.2024", hours="12", starts_at="8.00") == {"starts_at": "A time, as 08:00."}
    assert hand.save(form, starts_at="08:00") == {}
    query = select(Prescription.animal_id, Prescription.doses).order_by(Prescription.id.desc()).limit(2)
    assert sorted(map(tuple, hand.ask(lambda s: s.execute(query).all()))) == [(made["bear"], 10), (made["lion"], 10)]
    assert hand.told() == ["2 treatments prescribed."]


def test_one_dose_that_was_given_is_entered_quickly(hand: Hand, made: dict[str, int], desk: Desk) -> None:
    form = hand.open(PrescriptionForm, made["lion"])
    assert hand.save(form, drug_id="enrofloxacin", rate="2 ml", per="for each animal", now="yes") == {}
    assert doses(desk) == [DoseState.GIVEN]


def test_R105_a_taxon_that_never_gets_it_is_refused_as_it_is_typed(
    hand: Hand, made: dict[str, int], zoo: Zoo, settle: Settle
) -> None:
    values = {"taxon_id": zoo.taxa["Felidae"], "reason": "no", "source": "own"}
    hand.work(lambda work: drugs.ban(work, made["drug"], values))
    form = hand.open(PrescriptionForm, made["lion"])
    form.fill("drug_id", "enrofloxacin")
    form.fill("rate", "1 ml")
    form.reckon()
    settle()
    assert form.card.accessibleName() == "24-L1: Never for Felidae: no (own)."
    assert hand.save(form) == {"drug_id": "Never for Felidae: no (own)."}


def test_a_treatment_is_stopped_and_its_papers_are_shown(page: HealthPage, desk: Desk, settle: Settle) -> None:
    page.show_record(1)
    settle()
    for name in ("Treatment sheet…", "Label…"):
        press(page, name)
        settle()
        dialog(page, SheetPreview).close()
    press(page, "Stop…")
    settle()
    form = dialog(page, StopTreatmentForm)
    assert save(form, settle) == {"stop_reason": "Fill this in."}
    assert save(form, settle, stop_reason="well again") == {}
    assert any("well again" in words for words in card(page))


def test_a_drug_is_entered_with_its_doses_and_for_whom_never(
    page: HealthPage, desk: Desk, settle: Settle
) -> None:
    page.choose("drugs")
    settle()
    press(page, "New drug…")
    settle()
    form = dialog(page, DrugEditForm)
    assert save(form, settle, generic="meloxicam", strength="20") == {
        "strength": "A number and its unit, as 5 mg, 0.5 ml or 1 tablet.", "source": "Fill this in."
    }
    assert save(form, settle, strength="20 mg", source="own") == {}
    settle()
    press(page, "Add: Doses by taxon")
    settle()
    rate = dialog(page, DrugRateForm)
    assert save(rate, settle, taxon_id="Ursidae", rate="5 IU", source="own") == {"rate": "5 IU cannot be told in mg."}
    assert save(rate, settle, rate="0.2 mg") == {}
    press(page, "Add: Never for")
    settle()
    ban = dialog(page, DrugBanForm)
    assert save(ban, settle, taxon_id="Felidae", reason="no", source="own") == {}
    assert {"Ursidae", "Felidae", "own, not verified"} <= set(card(page))


def test_drugs_come_in_are_opened_and_written_off_and_an_expired_batch_is_refused(
    page: HealthPage, desk: Desk, settle: Settle, made: dict[str, int]
) -> None:
    page.choose("stock")
    settle()
    stock = listed(page)
    assert isinstance(stock, StockPage)
    press(page, "Receive drugs…")
    settle()
    form = dialog(page, ReceiveDrugForm)
    words = {"drug_id": "enrofloxacin", "number": "B2", "cupboard": "2", "amount": "20 ml"}
    assert save(form, settle, **words, expires="01.01.2024") == {"expires": "It expired on 1 Jan 2024."}
    assert save(form, settle, expires="01.01.2025", amount="20 mg") == {"amount": "20 mg cannot be told in ml."}
    assert save(form, settle, amount="20 ml") == {}
    page.show_record(("drug_batch", made["batch"]))
    settle()
    press(page, "Edit…")
    settle()
    edit = dialog(page, BatchForm)
    assert save(edit, settle, opened="01.01.2026") == {"opened": "It had expired by then."}
    assert save(edit, settle, opened="19.11.2024", keeps_days="28") == {}
    press(page, "Write off…")
    settle()
    off = dialog(page, WriteOffBatchForm)
    assert save(off, settle) == {"note": "Why is it written off?"}
    assert save(off, settle, note="broken", amount="60 ml") == {"amount": "50 ml are left of batch A1."}
    assert save(off, settle, amount="") == {}
    assert "0 ml" in card(page)
    stock.print_book()
    settle()
    dialog(page, SheetPreview).close()
    opened = asked(desk, lambda session: session.get_one(DrugBatch, made["batch"]).opened)
    assert opened == dt.date(2024, 11, 19)
    assert opened < TODAY


def test_the_round_is_shown_as_pages(page: HealthPage, settle: Settle) -> None:
    page.print_shown()
    settle()
    assert dialog(page, SheetPreview).windowTitle() == "Round of treatments"
    dialog(page, SheetPreview).close()


@pytest.mark.parametrize("role", ["administrator"])
def test_R90_the_zoo_says_how_old_a_weight_may_be_by_taxon(
    page: HealthPage, desk: Desk, settle: Settle, role: str
) -> None:
    page.choose("drugs")
    settle()
    press(page, "Age of weights…")
    settle()
    form = dialog(page, WeightAgesForm)
    assert form.editors["taxa"].text() == "Aves 90"
    assert save(form, settle, taxa="Birds") == {"taxa": "“Birds”: a known taxon and its days, as Aves 90."}
    assert save(form, settle, taxa="Aves 30\npanthera leo 400", others="0") == {"others": "At least 1."}
    assert save(form, settle, others="200") == {}
    kept = asked(desk, lambda session: settings.value(session, "weight_days"))
    assert kept == {"": 200, "Aves": 30, "Panthera leo": 400}
