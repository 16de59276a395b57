"""The medical record at the window: notes and problems by keys, refused beside their field, hidden from keepers."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from tests.builders import TODAY
from tests.ui import access
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from tests.ui.living import animal
from ui.actions import offered
from ui.forms.note import NoteEditForm, NoteForm
from ui.forms.problem import ProblemEndForm, ProblemForm
from ui.forms.recording import RecordForm, open_record
from zooapp.models import ClinicalNote, Ended, MedicalProblem

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
    assert keys.isdisjoint({"note", "problem"})
    assert "weigh" in keys
