"""Forms that are signed: a wrong password and what cannot be are said beside their fields, and nothing is written."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from tests.builders import TODAY
from tests.quarantined import enter
from tests.seeded import cheap_hashes  # noqa: F401 - a fixture
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from ui.forms.days import DaysForm
from ui.forms.release import ReleaseForm
from zooapp.models import Account, QuarantineCase, QuarantineDays, Signature
from zooapp.services import people, quarantine

PASSWORD = "a bear in the snow"
WRONG = {"password": "The password is not right."}


@pytest.fixture
def bear(hand: Hand, cheap_hashes: None) -> int:  # noqa: F811
    """A bear in quarantine, and an account for whoever sits at the desk."""
    actor = hand.desk.actor
    assert actor is not None
    assert actor.person_id is not None
    person = actor.person_id
    hand.work(lambda work: people.create_account(work, person, "han", PASSWORD))
    case = hand.work(lambda work: enter(work, hand.zoo, "Ursus arctos"))
    found: int = hand.ask(lambda session: session.get_one(QuarantineCase, case).animal_id)
    return found


def signatures(hand: Hand) -> int:
    """How many signatures there are."""
    return len(hand.ask(lambda session: session.scalars(select(Signature.id)).all()))


def test_R45_days_are_set_only_with_the_right_password_and_a_reason(hand: Hand, bear: int) -> None:
    form = hand.open(DaysForm, bear)
    assert hand.save(form, days="21", reason="", password=PASSWORD) == {"reason": "Fill this in."}
    assert hand.save(form, reason="tested by the sender", password="a bear") == WRONG
    assert signatures(hand) == 0
    assert hand.save(form, password=PASSWORD) == {}
    assert hand.ask(lambda session: session.scalars(select(QuarantineDays.days)).all()) == [21]
    assert signatures(hand) == 1


def test_wrong_passwords_count_and_lock_in_the_end(hand: Hand, bear: int) -> None:
    form = hand.open(DaysForm, bear)
    said = [hand.save(form, days="21", reason="x", password=f"guess {n}")["password"] for n in range(6)]
    assert said[0] == WRONG["password"]
    assert said[-1] != said[0]
    assert hand.ask(lambda session: session.scalars(select(Account.locked)).all()) != []
    assert signatures(hand) == 0


def test_R57_a_release_says_what_is_wrong_beside_its_field(hand: Hand, bear: int) -> None:
    assert hand.desk.database is not None
    hand.desk.database.clock.day = TODAY + timedelta(days=40)
    form = hand.open(ReleaseForm, bear)
    assert not form.save_button.isEnabled()  # tests are missing, and the form says which
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    assert form.problems() == []  # keys are barred as the button is
    assert hand.save(form, enclosure_id="LT", password="a bear") == WRONG
    assert hand.save(form, enclosure_id="Q9", password=PASSWORD) == {
        "enclosure_id": "Nothing fits. Choose from the list."
    }
    assert signatures(hand) == 0
    cases = hand.ask(lambda session: [case.id for case in quarantine.open_cases(session, [bear])])
    assert len(cases) == 1
