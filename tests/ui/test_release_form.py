"""Release from quarantine by hand: each blocker leads to what settles it; what comes between stops the signature."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from tests.quarantined import DAY, DEC_20, die, enter, pass_test, veterinarian
from tests.seeded import cheap_hashes  # noqa: F401 - a fixture
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from tests.ui.filling import press, said
from ui.forms.release import ReleaseForm
from ui.forms.test_rounds import TestDialog
from zooapp.models import Entry, Outcome, QuarantineCase, Requirement, Signature, Stay
from zooapp.services import people
from zooapp.services.results import record_result
from zooapp.work import ALL, Work

PASSWORD = "a bear in the snow"
Meanwhile = Callable[[Work, Zoo, list[int]], object]


def behind(hand: Hand, do: Callable[[Work], Any]) -> Any:
    """What others write meanwhile."""
    assert hand.desk.database is not None
    with hand.desk.database.work(veterinarian(hand.zoo), "meanwhile", ALL) as work:
        return do(work)


@pytest.fixture
def bears(hand: Hand, cheap_hashes: None) -> list[int]:  # noqa: F811
    """Two bears in Q1 with all their tests on 20 December, and an account for whoever sits at the desk."""
    actor, database = hand.desk.actor, hand.desk.database
    assert actor is not None
    assert database is not None
    assert actor.person_id is not None
    person = actor.person_id
    database.clock.day = DEC_20
    behind(hand, lambda work: people.create_account(work, person, "han", PASSWORD))

    def come(work: Work) -> list[int]:
        protocol = hand.zoo.protocols["by_order"]
        work.add(Requirement(protocol_id=protocol, code="necropsy", name="Necropsy", required=False, sort=9))
        cases = [enter(work, hand.zoo, "Ursus arctos") for _n in range(2)]
        pass_test(work, hand.zoo, cases, "exam", 2)
        pass_test(work, hand.zoo, cases, "faecal", 5, 10, 15)
        return cases

    cases: list[int] = behind(hand, come)
    return cases


def animals(hand: Hand, cases: list[int]) -> list[int]:
    found: list[int] = hand.ask(lambda s: [s.get_one(QuarantineCase, case).animal_id for case in cases])
    return found


def nothing_written(hand: Hand) -> bool:
    signed = hand.ask(lambda s: s.scalars(select(Signature.id)).all())
    moved = hand.ask(lambda s: s.scalars(select(Stay.id).where(Stay.enclosure_id == hand.zoo.enclosures["BR1"])).all())
    return not signed and not moved


def test_a_veterinarian_releases_by_keyboard_and_all_is_one_entry(hand: Hand, bears: list[int]) -> None:
    form = hand.open(ReleaseForm, *animals(hand, bears))
    assert "Nothing blocks the release." in said(form)
    before = hand.ask(lambda s: s.scalar(select(Entry.id).order_by(Entry.id.desc()).limit(1)))
    form.activateWindow()
    for field, text in (("enclosure_id", "BR1"), ("password", PASSWORD)):
        form.focus_field(field)
        here = QApplication.focusWidget()
        assert here is not None
        QTest.keyClicks(here, text)
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    entries = hand.ask(lambda s: s.scalars(select(Entry.why).where(Entry.id > before)).all())
    assert entries == ["Release from quarantine"]
    stays = hand.ask(lambda s: s.scalars(select(Stay.enclosure_id).where(Stay.until.is_(None))).all())
    assert set(stays) == {hand.zoo.enclosures["BR1"]}


def newcomer(work: Work, zoo: Zoo, _cases: list[int]) -> None:
    enter(work, zoo, "Panthera leo", DEC_20 - DAY)


def positive(work: Work, zoo: Zoo, cases: list[int]) -> None:
    day = DEC_20 - DAY
    bad = {"taken": day, "read": DEC_20, "outcome": Outcome.POSITIVE, "positive": 1, "which": "chip 42"}
    record_result(work, cases[:1], zoo.requirements["by_order/faecal"], 4, **bad)  # type: ignore[arg-type]


def death(work: Work, zoo: Zoo, cases: list[int]) -> None:
    die(work, zoo, work.get(QuarantineCase, cases[1]).animal_id, "Ursus arctos", DEC_20)


@pytest.mark.parametrize(
    ("meanwhile", "words"), [(newcomer, "29 days left"), (positive, "positive"), (death, "death on 20 Dec 2024")]
)
def test_R57_what_happens_between_the_look_and_the_move_stops_it_and_signs_nothing(
    hand: Hand, bears: list[int], meanwhile: Meanwhile, words: str
) -> None:
    form = hand.open(ReleaseForm, *animals(hand, bears)[:1])
    assert form.save_button.isEnabled()
    behind(hand, lambda work: meanwhile(work, hand.zoo, bears))
    refused = hand.save(form, enclosure_id="BR1", password=PASSWORD)
    assert words in " ".join(refused.values())
    assert nothing_written(hand)


def test_R57_a_blocker_leads_to_the_form_or_card_that_settles_it(hand: Hand, bears: list[int]) -> None:
    assert hand.desk.database is not None
    hand.desk.database.clock.day = TODAY + timedelta(days=20)
    behind(hand, lambda work: positive_on_day_19(work, hand.zoo, bears))
    gone: list[tuple[str, object]] = []
    hand.desk.go.connect(lambda place, thing: gone.append((place, thing)))
    mine = animals(hand, bears)
    press(hand.open(ReleaseForm, *mine), "Go to: 10 days left on the clock")
    assert gone == [("days", mine)]
    form = hand.open(ReleaseForm, *mine)
    name = next(line for line in names_of_buttons(form) if line.startswith("Go to: faecal: "))
    press(form, name)
    hand.settle()
    assert hand.window.findChildren(TestDialog)


def positive_on_day_19(work: Work, zoo: Zoo, cases: list[int]) -> None:
    day = TODAY + 19 * DAY
    bad = {"taken": day, "read": day, "outcome": Outcome.POSITIVE, "positive": 1, "which": "chip 42"}
    record_result(work, cases[:1], zoo.requirements["by_order/faecal"], 4, **bad)  # type: ignore[arg-type]


def names_of_buttons(form: ReleaseForm) -> list[str]:


    return [each.accessibleName() for each in form.findChildren(QPushButton)]


def test_at_the_destination_room_and_company_are_said_first(hand: Hand, bears: list[int]) -> None:
    behind(hand, lambda work: arrive(work, hand.zoo, "Bos grunniens", "0.0.2", unit="BR1"))
    form = hand.open(ReleaseForm, *animals(hand, bears))
    hand.save(form, enclosure_id="BR1", password=PASSWORD)
    told = " / ".join(f"{each.text()} {each.accessibleName()}" for each in form.summary.findChildren(QPushButton))
    assert "Others live there: Bos grunniens. Do they fit?" in told
    assert "Holds 3; this makes 4." in told
    assert hand.ask(lambda s: s.scalars(select(Signature.id)).all()) == []


@pytest.mark.parametrize("role", ["keeper"])
def test_R57_a_keeper_cannot_release(hand: Hand, bears: list[int]) -> None:
    form = hand.open(ReleaseForm, *animals(hand, bears))
    hand.save(form, enclosure_id="BR1", password=PASSWORD)
    assert nothing_written(hand)
