"""The move: what comes of it is told before, refusals stand at their fields, warnings are overruled by saving again."""

import datetime as dt

from sqlalchemy import select

from tests.builders import TODAY
from tests.quarantined import enter
from tests.ui import access
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from ui.forms.move import MoveForm
from zooapp.models import QuarantineCase, Stay
from zooapp.services import enclosures


def stays(hand: Hand, animal: int) -> list[tuple[int, bool]]:
    """Where an animal stood, and whether it stands there still."""
    query = select(Stay.enclosure_id, Stay.until).where(Stay.animal_id == animal).order_by(Stay.id)
    return [(place, until is None) for place, until in hand.ask(lambda s: s.execute(query).all())]


def look(form: MoveForm, hand: Hand, **texts: str) -> dict[str, tuple[str, str]]:
    """Fill, wait for the look ahead, and give each check: mark and words by title."""
    for path, text in texts.items():
        form.fill(path, text)
    form.look_ahead()
    hand.settle()
    return {check.title: (check.mark, check.words) for check in form.after.checks}


def test_a_move_tells_how_full_the_place_gets_and_that_all_is_well(hand: Hand) -> None:
    bear, there = (hand.comes("Ursus arctos", "0.0.1", place) for place in ("BR1", "LT"))
    form = hand.open(MoveForm, bear)
    assert not form.after.isVisible()
    found = look(form, hand, enclosure_id="LT")
    assert found["Room"] == ("ok", "2 of 4 after the move.")
    assert found["Quarantine"] == ("ok", "No quarantine is open.")
    assert found["Living together"] == ("note", "1 lives there: Ursus arctos 1.")
    assert form.after.bar.accessibleName() == "2 of 4, 1 of them coming"
    assert form.after.words.text() == "1 stays, 1 joins"
    assert access.faults(form) == []
    assert form.save_button.text() == "Move 1 animal"
    assert hand.save(form, reason="more room") == {}
    lt = hand.zoo.enclosures["LT"]
    assert stays(hand, bear) == [(hand.zoo.enclosures["BR1"], False), (lt, True)]
    assert stays(hand, there) == [(lt, True)]
    assert hand.told() == ["Moved to LT · Lion terrace."]


def test_R112_too_many_is_told_before_and_saved_by_pressing_again(hand: Hand) -> None:
    bears = [hand.comes("Ursus arctos", "0.0.1", "LT") for _n in range(4)]
    form = hand.open(MoveForm, *bears)
    assert look(form, hand, enclosure_id="BR1")["Room"] == ("warn", "Holds 3; this makes 4.")
    assert form.save_button.text() == "Move 4 animals"
    assert hand.save(form) == {"enclosure_id": "Holds 3; this makes 4."}
    assert form.save_button.text() == "Save all the same"
    assert stays(hand, bears[0]) == [(hand.zoo.enclosures["LT"], True)]
    assert hand.save(form) == {}
    assert stays(hand, bears[3])[-1] == (hand.zoo.enclosures["BR1"], True)


def test_R112_ducks_to_open_water_need_a_reason_and_the_curators_yes(hand: Hand) -> None:
    ducks = hand.comes("Aix galericulata", "0.0.40", "B1")
    form = hand.open(MoveForm, ducks)
    assert look(form, hand, enclosure_id="SL")["Open water"][0] == "warn"
    assert hand.save(form) == {"reason": "Open water, and whether they fly is not known: say why."}
    wrong = hand.save(form, reason="all are pinioned, by the vet")
    assert wrong == {"enclosure_id": "Open water: whether these birds can fly is not known."}
    assert hand.save(form) == {}
    assert stays(hand, ducks)[-1] == (hand.zoo.enclosures["SL"], True)


def test_out_of_quarantine_only_by_a_release(hand: Hand) -> None:
    case = hand.work(lambda work: enter(work, hand.zoo, "Ursus arctos"))
    bear = hand.ask(lambda s: s.get_one(QuarantineCase, case).animal_id)
    form = hand.open(MoveForm, bear)
    words = "Its quarantine is not over: release it first."
    assert look(form, hand, enclosure_id="BR1")["Quarantine"] == ("bad", words)
    assert list(hand.save(form).values()) == [words]


def test_R46_a_move_that_sets_clocks_back_says_whose(hand: Hand) -> None:
    hand.desk.database.clock.day = TODAY + dt.timedelta(days=5)  # type: ignore[union-attr]
    hand.work(lambda work: enter(work, hand.zoo, "Ursus arctos", unit="Q1"))
    case = hand.work(lambda work: enter(work, hand.zoo, "Ursus arctos", unit="Q2"))
    bear = hand.ask(lambda s: s.get_one(QuarantineCase, case).animal_id)
    form = hand.open(MoveForm, bear)
    mark, words = look(form, hand, enclosure_id="Q1")["Quarantine"]
    assert (mark, words[:34]) == ("warn", "This restarts the quarantine clock")
    assert list(hand.save(form)) == ["enclosure_id"]
    assert hand.save(form) == {}


def test_a_unit_is_entered_only_under_a_protocol(hand: Hand) -> None:
    form = hand.open(MoveForm, hand.comes("Ursus arctos", "0.0.1", "BR1"))
    words = "Q1 is a quarantine unit: choose a protocol."
    assert look(form, hand, enclosure_id="Q1")["Quarantine"] == ("bad", words)


def test_a_place_that_is_the_same_or_not_in_use_is_told(hand: Hand) -> None:
    later = {"active_from": TODAY + dt.timedelta(days=9)}
    hand.work(lambda work: enclosures.amend(work, hand.zoo.enclosures["LT"], 1, later))
    form = hand.open(MoveForm, hand.comes("Ursus arctos", "0.0.1", "BR1"))
    words = "It lives there already, since 20 Nov 2024."
    assert look(form, hand, enclosure_id="BR1")["Another place"] == ("bad", words)
    assert look(form, hand, enclosure_id="LT")["In use"] == ("bad", "LT is not in use on that day.")


def test_a_part_of_a_group_goes_and_the_rest_stays(hand: Hand) -> None:
    ducks = hand.comes("Aix galericulata", "0.0.40", "B1")
    form = hand.open(MoveForm, ducks)
    found = look(form, hand, enclosure_id="BR1", count="0.0.5")
    assert found["Room"] == ("warn", "Holds 3; this makes 5.")
    assert form.save_button.text() == "Move 5 animals"
    hand.save(form)
    assert hand.save(form) == {}
    assert stays(hand, ducks) == [(hand.zoo.enclosures["B1"], True)]
    query = select(Stay.animal_id).where(Stay.enclosure_id == hand.zoo.enclosures["BR1"])
    assert hand.ask(lambda s: len(s.scalars(query).all())) == 1


def test_a_day_to_come_and_an_unknown_place_are_refused_beside_their_fields(hand: Hand) -> None:
    form = hand.open(MoveForm, hand.comes("Ursus arctos", "0.0.1", "BR1"))
    assert hand.save(form, enclosure_id="nowhere at all") == {"enclosure_id": "Nothing fits. Choose from the list."}
    assert hand.save(form, enclosure_id="LT", on="1.1.2031") == {"on": "That day has not come yet."}


def test_a_part_that_is_all_of_them_is_the_group_itself(hand: Hand) -> None:
    ducks = hand.comes("Aix galericulata", "0.0.3", "B1")
    assert hand.save(hand.open(MoveForm, ducks), enclosure_id="BR1", count="0.0.3") == {}
    assert stays(hand, ducks) == [(hand.zoo.enclosures["B1"], False), (hand.zoo.enclosures["BR1"], True)]
