"""The medical record at the window: notes and problems by keys, refused beside their field, hidden from keepers."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from tests.builders import TODAY
from tests.ui import access
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from tests.ui.living import animal, local
from ui.actions import offered
from ui.forms.death import DeathForm
from ui.forms.examination import ExaminationForm
from ui.forms.health_state import HealthForm
from ui.forms.necropsy import NecropsyForm
from ui.forms.note import NoteEditForm, NoteForm
from ui.forms.preventive import PreventiveDoneForm, PreventivePlanForm
from ui.forms.problem import ProblemEndForm, ProblemForm
from ui.forms.recording import RecordForm, open_record
from ui.forms.vaccination import VaccinationForm
from ui.panels.health_record import PreventivePage
from zooapp.lists import animal_rows, cards
from zooapp.models import ClinicalNote, Ended, Examination, MedicalProblem, Necropsy, PreventiveAct, Vaccination
from zooapp.services import prevention

DAY = dt.timedelta(days=1)


def opened(hand: Hand, kind: type[RecordForm], record: int) -> RecordForm:
    """A form about a record, as a line of the history opens it."""
    made: list[RecordForm] = []
    open_record(hand.desk, kind, record, hand.window, made.append)
    hand.settle()
    return made[0]


def test_a_note_is_written_by_keys_alone_and_put_right_later(hand: Hand) -> None:
    taiga = animal(hand, "0.1.0", "Taiga")
    form = hand.open(NoteForm, taiga)
    assert access.faults(form) == []
    assert hand.save(form) == {"subjective": "Write at least one of the four parts."}
    form.editors["objective"].widget.setFocus()
    QTest.keyClicks(form.focusWidget(), "38.9 degrees")
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    assert hand.told() == ["1 note written down."]
    note = hand.ask(lambda s: s.scalars(select(ClinicalNote)).one())
    again = opened(hand, NoteEditForm, note.id)
    assert access.faults(again) == []
    assert hand.save(again, on="2030-01-01") == {"on": "This day has not come yet."}
    assert hand.save(again, on="today", plan="Rest", summary="Keep it in") == {}
    live = select(ClinicalNote).where(ClinicalNote.voided_by.is_(None))
    found = hand.ask(lambda s: s.scalars(live).one())
    assert (found.objective, found.plan, found.replaces_id) == ("38.9 degrees", "Rest", note.id)


def test_R91_a_problem_is_one_thing_in_one_place_and_ends_once(hand: Hand) -> None:
    taiga = animal(hand, "0.1.0", "Taiga")
    form = hand.open(ProblemForm, taiga)
    assert access.faults(form) == []
    assert hand.save(form) == {"concern": "Fill this in."}
    assert hand.save(form, concern="cough; fever") == {"concern": "One problem a line: write the other one apart."}
    wrong = hand.save(form, concern="cough", place="lung, nose")
    assert wrong == {"place": "One place a line: write the other one apart."}
    assert hand.save(form, place="", severity="mild") == {}
    made = hand.ask(lambda s: s.scalars(select(MedicalProblem.id)).one())
    noted = hand.open(NoteForm, taiga)
    assert hand.save(noted, problem_id="cough", plan="Wait", weight="heavy")["weight"].startswith("Write it like")
    assert hand.save(noted, weight="190 kg") == {}
    end = opened(hand, ProblemEndForm, made)
    assert access.faults(end) == []
    assert hand.save(end, until="2030-01-01") == {"until": "This day has not come yet."}
    assert hand.save(end, until="today", outcome="Resolved") == {}
    ended = hand.ask(lambda s: s.get_one(MedicalProblem, made))
    assert (ended.until, ended.outcome) == (TODAY, Ended.RESOLVED)


@pytest.mark.parametrize("role", ["keeper"])
def test_a_keeper_is_offered_no_medical_forms(hand: Hand) -> None:
    keys = {action.key for action in offered(hand.desk)}
    assert keys.isdisjoint({"note", "problem", "vaccinate", "health"})
    assert "weigh" in keys


def test_a_vaccination_is_given_by_the_calendar_and_an_expired_one_is_refused(hand: Hand) -> None:
    herd = [animal(hand, "0.1.0", name) for name in ("Taiga", "Umka")]
    values = {"what": "rabies", "every_months": 12, "taxon_id": hand.zoo.taxa["Ursus"], "since": TODAY}
    hand.work(lambda work: prevention.add_plan(work, values))
    form = hand.open(VaccinationForm, *herd)
    assert access.faults(form) == []
    given = {"against": "rabies", "vaccine": "Nobivac", "batch": "A1", "plan_id": "rabies"}
    wrong = hand.save(form, **given, expires="19 Nov 2024")
    assert wrong == {"expires": "This batch had expired on that day. Take another one."}
    assert hand.save(form, expires="yesterday week")["expires"].startswith("An exact day")
    assert hand.save(form, expires="30 Nov 2024") == {}
    assert hand.told() == ["2 vaccinations written down."]
    found = hand.ask(lambda s: s.scalars(select(Vaccination)).all())
    assert {(one.animal_id, one.next_due) for one in found} == {(one, dt.date(2025, 11, 20)) for one in herd}


def test_what_the_calendar_asks_for_is_done_in_place(hand: Hand) -> None:
    taiga = animal(hand, "0.1.0", "Taiga")
    form: list[RecordForm] = []
    open_record(hand.desk, PreventivePlanForm, 0, hand.window, form.append)
    hand.settle()
    (plan,) = form
    assert access.faults(plan) == []
    wrong = hand.save(plan, what="worming", every_months="0", taxon_id="Ursus arctos")
    assert wrong == {"every_months": "At least 1."}
    assert hand.save(plan, every_months="3", animal_id=local(taiga)) == {
        "taxon_id": "For a taxon or for one animal: say one of them."
    }
    assert hand.save(plan, animal_id="") == {}
    page = PreventivePage(hand.desk)
    page.setParent(hand.window)
    page.resize(1000, 600)
    page.show()
    hand.settle()
    assert access.faults(page) == []
    assert page.table.paged.rowCount() == 1
    page.table.selectAll()
    hand.settle()
    assert page.selected_ids() == [taiga]
    done = hand.open(PreventiveDoneForm, *page.selected_ids())
    assert hand.save(done, on="1 Jan 2024") == {"on": "The plan begins later."}
    assert hand.save(done, on="today") == {}
    assert hand.ask(lambda s: s.scalars(select(PreventiveAct.animal_id)).all()) == [taiga]
    page.refresh()
    hand.settle()
    assert page.table.paged.rowCount() == 0


def test_R92_health_is_written_by_keys_and_shown_in_the_list(hand: Hand) -> None:
    taiga = animal(hand, "0.1.0", "Taiga")
    form = hand.open(HealthForm, taiga)
    assert access.faults(form) == []
    QTest.keyClicks(form.focusWidget(), "Ill")
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    (row,) = hand.ask(lambda s: animal_rows.rows(s, [taiga], TODAY))
    assert str(row.cells["flag"]) == "Ill"
    card = hand.ask(lambda s: cards.animal_card(s, taiga, TODAY))
    assert "Ill" in [chip.text for chip in card.chips]
    assert [line.words for line in card.history][:1] == ["Health: Ill"]


def test_R96_a_death_is_written_with_the_carcass_and_the_necropsy_follows(hand: Hand) -> None:
    taiga = animal(hand, "0.1.0", "Taiga")
    form = hand.open(DeathForm, taiga)
    assert access.faults(form) == []
    assert hand.save(form, fate="Fed to other animals", never_fed="yes") == {
        "fate": "This carcass is never fed or eaten."
    }
    assert hand.save(form, fate="To the cold store") == {}
    opened_form = opened(hand, NecropsyForm, taiga)
    assert access.faults(opened_form) == []
    assert hand.save(opened_form, prosector="") == {"prosector": "Fill this in."}
    wrong = hand.save(opened_form, prosector="Pak Yong-su", samples="liver; a; b; c; d")
    assert wrong == {"samples": "A line each: tissue; kept in; laboratory; permit."}
    assert hand.save(opened_form, samples="liver; formalin", heart="pale") == {}
    again = opened(hand, NecropsyForm, taiga)
    assert again.editors["samples"].text() == "liver; formalin"
    assert hand.save(again, final="endocarditis") == {}
    report = hand.ask(lambda s: s.scalars(select(Necropsy)).one())
    assert (report.heart, report.final) == ("pale", "endocarditis")


def test_an_examination_is_typed_by_body_system(hand: Hand) -> None:
    taiga = animal(hand, "0.1.0", "Taiga")
    form = hand.open(ExaminationForm, taiga)
    assert access.faults(form) == []
    assert hand.save(form, condition="5") == {"general": "Write what was found of at least one part."}
    assert hand.save(form, condition="12") == {"condition": "At most 9."}
    assert hand.save(form, condition="5", teeth="left upper canine broken", weight="190 kg", fit="yes") == {}
    exam = hand.ask(lambda s: s.scalars(select(Examination)).one())
    assert (exam.condition, exam.teeth, exam.fit) == (5, "left upper canine broken", True)
