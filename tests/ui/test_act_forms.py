"""The forms of what comes and goes: before and after is shown, it is saved as shown, refusals stand at their fields."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from tests.builders import TODAY, arrive
from tests.ui import access
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from ui.forms.birth import BirthForm
from ui.forms.census import CensusForm
from ui.forms.come_back import ComeBackForm
from ui.forms.death import DeathForm
from ui.forms.departure import DepartureForm
from ui.forms.merge import MergeForm
from ui.forms.previewing import ActForm
from ui.forms.transfer_act import OwnershipForm
from ui.forms.void_act import VoidActForm
from zooapp import effects, ledger
from zooapp.effects import Hands
from zooapp.ledger import Filter
from zooapp.models import Entry, Mode, Stay, Term, Transaction
from zooapp.values.counts import SexCount

DUCK, BEAR = "Aix galericulata", "Ursus arctos"


def acts(hand: Hand) -> int:
    """How many acts there are."""
    return len(hand.ask(lambda s: s.scalars(select(Transaction.id).where(Transaction.voided_by.is_(None))).all()))


def count(hand: Hand, animal: int, **where: int) -> str:
    """How many of a record, with whom."""
    return str(hand.ask(lambda s: ledger.count(s, Filter(animals=[animal], **where))))  # type: ignore[arg-type]


def shown(form: ActForm, hand: Hand, **texts: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Fill fields and give what is shown as before and after."""
    for path, text in texts.items():
        form.fill(path, text)
    form.look_ahead()
    hand.settle()
    found = form.after.effect
    assert form.after.isVisible() is (found is not None)
    return (found.before, found.after) if found else None


def term(hand: Hand, code: str, mode: Mode) -> None:
    hand.work(lambda work: work.add(Term(code=code, mode=mode, name=code, ownership=False)))


def test_a_departure_shows_its_effect_and_several_leave_in_one_act(hand: Hand) -> None:
    term(hand, "breeding_loan_out", Mode.DEPARTURE)
    crate = [hand.comes(DUCK, "0.0.4", "SL"), hand.comes(DUCK, "1.1.0", "SL"), hand.comes(BEAR, "0.1.0", "BR1")]
    form = hand.open(DepartureForm, *crate)
    assert shown(form, hand) is None
    after = "1.2.4 · held by Moscow Zoo · ours"
    assert shown(form, hand, term_id="breeding_loan_out", partner_id="MOSCOW") == (("1.2.4 · here · ours",), (after,))
    assert access.faults(form) == []
    before = acts(hand)
    assert hand.save(form) == {}
    assert acts(hand) == before + 1
    assert [count(hand, one, holder=hand.zoo.us) for one in crate] == ["0.0.0"] * 3
    assert [count(hand, one, owner=hand.zoo.us) for one in crate] == ["0.0.4", "1.1.0", "0.1.0"]
    assert hand.told() == ["3 records have left."]


def test_R12_a_departure_of_more_than_there_are_is_refused_beside_its_field(hand: Hand) -> None:
    ducks, before = hand.comes(DUCK, "0.0.40", "SL"), acts(hand)
    form = hand.open(DepartureForm, ducks)
    assert shown(form, hand, term_id="donation_to", partner_id="MOSCOW", count="0.0.41") is None
    assert hand.save(form) == {"count": "0.0.41 cannot come out of 0.0.40."}
    assert hand.save(form, count="40") == {"count": "Males, females, unknown: like 2.3.10."}
    assert hand.save(form, count="0.0.1", partner_id="") == {"partner_id": "Where do they go?"}
    assert acts(hand) == before
    assert hand.save(form, partner_id="MOSCOW") == {}
    assert count(hand, ducks, holder=hand.zoo.us) == "0.0.39"


def test_R38_missing_goes_to_nobody_and_comes_back_onto_its_record(hand: Hand) -> None:
    term(hand, "escape", Mode.DEPARTURE)
    bear = hand.comes(BEAR, "0.1.0", "BR1")
    form = hand.open(DepartureForm, bear)
    wrong = hand.save(form, term_id="escape", partner_id="MOSCOW")
    assert wrong == {"partner_id": "Nobody takes them over: leave this empty."}
    assert shown(form, hand, partner_id="") == (("0.1.0 · here · ours",), ("none",))
    assert hand.save(form) == {"whose": "Do they stay ours, or are they written off?"}
    assert hand.save(form, whose="They are written off now") == {}
    back = hand.open(ComeBackForm, bear)
    assert shown(back, hand) == (("none",), ("0.1.0 · here · ours",))
    assert hand.save(back, enclosure_id="LT") == {}
    assert count(hand, bear, holder=hand.zoo.us) == "0.1.0"
    lt = hand.zoo.enclosures["LT"]
    assert hand.ask(lambda s: s.scalars(select(Stay.enclosure_id).where(Stay.until.is_(None))).all()) == [lt]


def test_R24_R38_a_return_of_an_animal_never_lent_is_refused(hand: Hand) -> None:
    bear = hand.work(lambda work: arrive(work, hand.zoo, BEAR, "0.1.0", unit="BR1", local_id="24-0009"))
    form = hand.open(ComeBackForm, bear)
    assert shown(form, hand) is None
    assert hand.save(form) == {"on": "24-0009 is here."}
    assert hand.save(form, protocol_id="by_order") == {"enclosure_id": "In which unit?"}


def test_R24_a_loan_comes_back_and_a_lent_one_is_found_dead(hand: Hand) -> None:
    term(hand, "breeding_loan_out", Mode.DEPARTURE)
    for found, after in (("Alive", "0.1.0 · here · ours"), ("Dead", "none")):
        bear = hand.comes(BEAR, "0.1.0", "LT")
        assert hand.save(hand.open(DepartureForm, bear), term_id="breeding_loan_out", partner_id="MOSCOW") == {}
        form = hand.open(ComeBackForm, bear)
        before = "0.1.0 · held by Moscow Zoo · ours"
        assert shown(form, hand, found=found) == ((before,), (after,))
        assert hand.save(form) == {}
        assert count(hand, bear) == ("0.1.0" if found == "Alive" else "0.0.0")


def test_R38_a_second_death_is_refused_and_taking_the_first_back_allows_it(hand: Hand) -> None:
    bear = hand.work(lambda work: arrive(work, hand.zoo, BEAR, "0.1.0", unit="BR1", local_id="24-0003"))
    form = hand.open(DeathForm, bear)
    assert shown(form, hand) == (("0.1.0 · here · ours",), ("none",))
    assert hand.save(form) == {}
    words = "24-0003 is dead since 20 Nov 2024."
    assert hand.save(hand.open(DeathForm, bear)) == {"on": words}
    void = hand.open(VoidActForm, bear)
    assert void.editors["act_id"].text() == "20 Nov 2024 · Died"
    assert hand.save(void) == {"reason": "Fill this in."}
    assert hand.save(void, reason="It was the bear next door") == {}
    last = select(Entry.why).order_by(Entry.id.desc()).limit(1)
    assert hand.ask(lambda s: s.scalar(last)) == "It was the bear next door"
    assert count(hand, bear) == "0.1.0"


def test_R10_a_count_shows_what_it_puts_right_before_it_is_saved(hand: Hand) -> None:
    ducks = hand.comes(DUCK, "0.0.40", "SL")
    form = hand.open(CensusForm, ducks)
    assert shown(form, hand, count="0.0.38") == (("0.0.40 · here · ours",), ("0.0.38 · here · ours",))
    assert form.after.accessibleName() == "Before: 0.0.40 · here · ours. After · −2: 0.0.38 · here · ours"
    assert hand.save(form) == {"count": "The books say 0.0.40: -2 without an explanation."}
    assert form.save_button.text() == "Save all the same"
    assert hand.save(form) == {}
    assert count(hand, ducks) == "0.0.38"


def test_R13_a_group_joins_one_of_its_taxon_and_no_other(hand: Hand) -> None:
    few, many, others = (hand.comes(*what, "SL") for what in ((DUCK, "0.0.3"), (DUCK, "0.0.40"), (BEAR, "0.0.2")))
    form = hand.open(MergeForm, few, others)
    before = acts(hand)
    assert hand.save(form) == {"into_id": "They differ in taxon or owner."}
    assert acts(hand) == before
    assert shown(form, hand, into_id=f"24-{many:04}") == (("0.0.40 · here · ours",), ("0.0.43 · here · ours",))
    assert hand.save(form) == {}
    assert (count(hand, few), count(hand, many)) == ("0.0.0", "0.0.43")


def test_R30_only_the_owner_changes_and_the_animal_stays(hand: Hand) -> None:
    bear = hand.comes(BEAR, "0.1.0", "BR1")
    form = hand.open(OwnershipForm, bear)
    after = "0.1.0 · here · owned by Moscow Zoo"
    assert shown(form, hand, owner_id="MOSCOW") == (("0.1.0 · here · ours",), (after,))
    assert hand.save(form) == {}
    assert (count(hand, bear, holder=hand.zoo.us), count(hand, bear, owner=hand.zoo.us)) == ("0.1.0", "0.0.0")
    assert hand.ask(lambda s: s.scalars(select(Stay.until)).one()) is None


def test_R30_a_lent_animal_goes_on_to_another_partner(hand: Hand) -> None:
    term(hand, "breeding_loan_out", Mode.DEPARTURE)
    bear = hand.comes(BEAR, "0.1.0", "BR1")
    assert hand.save(hand.open(DepartureForm, bear), term_id="breeding_loan_out", partner_id="MOSCOW") == {}
    form = hand.open(OwnershipForm, bear)
    assert hand.save(form, holder_id="PYONGYANG")["holder_id"].startswith("What comes to us")
    assert hand.save(form, holder_id="THIRD") == {}
    assert count(hand, bear, holder=hand.zoo.institutions["THIRD"], owner=hand.zoo.us) == "0.1.0"


@pytest.mark.parametrize(("keep", "records"), [("part of this group", 0), ("individuals", 3), ("one group", 1)])
def test_young_hatch_into_a_group_or_as_records_where_it_stands(hand: Hand, keep: str, records: int) -> None:
    ducks = hand.comes(DUCK, "1.1.0", "SL")
    form = hand.open(BirthForm, ducks)
    assert form.editors["enclosure_id"].text() == "SL · Swan lake"
    before = ("1.1.0 · here · ours",) if not records else ("none",)
    after = ("1.1.3 · here · ours",) if not records else ("0.0.3 · here · ours",)
    assert shown(form, hand, count="0.0.3", keep_as=keep, term_id="hatch") == (before, after)
    assert hand.save(form) == {}
    assert count(hand, ducks) == ("1.1.3" if not records else "1.1.0")
    stays = hand.ask(lambda s: s.scalars(select(Stay.enclosure_id)).all())
    assert stays == [hand.zoo.enclosures["SL"]] * (1 + records)


def test_R34_young_of_a_lent_dam_belong_to_her_owner_and_that_is_said(hand: Hand) -> None:
    made = hand.work(lambda work: arrive(work, hand.zoo, BEAR, "0.1.0", unit="BR1", owner="MOSCOW"))
    form = hand.open(BirthForm, made)
    asked = "The dam belongs to Moscow Zoo, and so do the young. Per contract?"
    assert hand.save(form, count="0.0.1") == {"count": asked}
    assert hand.save(form) == {}
    owned = Filter(owner=hand.zoo.institutions["MOSCOW"])
    assert hand.ask(lambda s: ledger.count(s, owned)).total == 2


def test_nothing_is_born_before_its_dam_came(hand: Hand) -> None:
    bear, before = hand.comes(BEAR, "0.1.0", "BR1"), acts(hand)
    wrong = hand.save(hand.open(BirthForm, bear), count="0.0.1", on="2024-11-01")
    assert wrong == {"on": "Nothing of this record is here on 1 Nov 2024."}
    assert acts(hand) == before


def test_a_form_is_filled_by_keys_alone(hand: Hand) -> None:
    ducks = hand.comes(DUCK, "0.0.40", "SL")
    form = hand.open(CensusForm, ducks)
    widget = form.editors["count"].widget
    assert form.focusWidget() is widget
    QTest.keyClicks(widget, "0.0.40")
    QTest.keyClick(widget, Qt.Key.Key_Return)
    assert form.focusWidget() is form.editors["on"].widget
    form.save()
    hand.settle()
    assert hand.told() == ["Counted: 0.0.40."]


def test_an_effect_is_none_when_more_would_leave_than_there_is(hand: Hand) -> None:
    ducks, us, moscow = hand.comes(DUCK, "0.0.4", "SL"), hand.zoo.us, hand.zoo.institutions["MOSCOW"]
    too_many = effects.leave(us, SexCount(0, 0, 5))
    assert hand.ask(lambda s: effects.preview(s, [ducks], TODAY, too_many)) is None
    there = effects.come(SexCount(0, 0, 1), Hands(moscow, moscow))
    found = hand.ask(lambda s: effects.preview(s, [ducks], TODAY, there))
    assert found.after == ("0.0.4 · here · ours", "0.0.1 · held by Moscow Zoo · owned by Moscow Zoo")
