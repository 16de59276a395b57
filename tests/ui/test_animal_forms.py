"""The acts on one animal or group, filled by path and saved, and what the collection says afterwards."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from tests.builders import TODAY, arrive
from tests.ui import access
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from ui.forms.acting import AnimalForm
from ui.forms.animal_edit import AnimalEditForm
from ui.forms.death import DeathForm
from ui.forms.identifier import IdentifierForm
from ui.forms.sex import SexForm
from ui.forms.split import SplitForm
from ui.forms.taxon_determination import TaxonDeterminationForm
from zooapp import ledger
from zooapp.models import Animal, Determination, Identifier, MarkKind, Mode, Origin, Posting, Stay
from zooapp.services import animals
from zooapp.values.counts import SexCount
from zooapp.values.dates import DateKind

CHIP = "643 0941 0001 1873"
FORMS = (AnimalEditForm, IdentifierForm, DeathForm, SexForm, SplitForm, TaxonDeterminationForm)


def count(hand: Hand, animal: int, on: dt.date = TODAY) -> list[tuple[str, int]]:
    """What an animal is on a day: M.F.U and its taxon."""
    found = hand.ask(lambda s: ledger.balances(s, ledger.Filter(animals=[animal], until=on)))
    return [(str(one.count), one.taxon_id) for one in found if one.count.total]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_can_be_read_and_hit(hand: Hand, form: type[AnimalForm]) -> None:
    made = hand.open(form, hand.comes("Ursus arctos", "0.0.1", "BR1"))
    assert access.faults(made) == []


def test_what_is_written_about_an_animal_is_changed(hand: Hand) -> None:
    bear = hand.comes("Ursus arctos", "0.0.1", "BR1")
    form = hand.open(AnimalEditForm, bear)
    assert hand.save(form, house_name="Buran", born="~2022", origin="Captive-born", note="likes carp") == {}
    known = hand.ask(lambda s: s.get_one(Animal, bear))
    assert (known.house_name, known.origin, known.note) == ("Buran", Origin.CAPTIVE, "likes carp")
    assert known.born.kind is DateKind.PLUS_MINUS
    assert hand.told() == ["Saved."]


def test_a_birth_that_cannot_be_read_stays_and_says_why(hand: Hand) -> None:
    form = hand.open(AnimalEditForm, hand.comes("Ursus arctos", "0.0.1", "BR1"))
    wrong = hand.save(form, house_name="Buran", born="in the spring perhaps")
    assert list(wrong) == ["born"]
    assert (form.editors["born"].text(), form.editors["house_name"].text()) == ("in the spring perhaps", "Buran")


def test_G12_two_who_edit_one_animal_see_both_values_field_by_field(hand: Hand) -> None:
    bear = hand.comes("Ursus arctos", "0.0.1", "BR1")
    form = hand.open(AnimalEditForm, bear)
    hand.work(lambda work: animals.amend(work, bear, 1, {"house_name": "Misha", "birthplace": "Moscow"}))
    wrong = hand.save(form, house_name="Buran", note="likes carp")
    assert wrong["house_name"] == "You: Buran. Meanwhile saved: Misha."
    assert set(wrong) == {"", "house_name"}  # what only one of them changed is no conflict
    known = hand.ask(lambda s: s.get_one(Animal, bear))
    assert (known.house_name, known.birthplace, known.note) == ("Misha", "Moscow", None)


def test_R25_a_chip_is_kept_and_shown_in_groups(hand: Hand) -> None:
    bear = hand.comes("Ursus arctos", "0.0.1", "BR1")
    form = hand.open(IdentifierForm, bear)
    form.scanned(CHIP)
    assert hand.save(form, place="left of the neck") == {}
    chip = hand.ask(lambda s: s.scalars(select(Identifier).where(Identifier.kind == MarkKind.TRANSPONDER)).one())
    assert (chip.animal_id, chip.value, chip.place, chip.since) == (bear, "643094100011873", "left of the neck", TODAY)


def test_R25_a_chip_of_a_wrong_length_is_refused_beside_its_field(hand: Hand) -> None:
    form = hand.open(IdentifierForm, hand.comes("Ursus arctos", "0.0.1", "BR1"))
    wrong = hand.save(form, value="64309410001187")
    assert list(wrong) == ["value"]
    assert form.boxes["value"].problem is not None
    assert hand.ask(lambda s: s.scalar(select(Identifier).where(Identifier.kind == MarkKind.TRANSPONDER))) is None


def test_R27_a_chip_that_another_living_animal_wears_is_refused(hand: Hand) -> None:
    first, second = (hand.comes("Ursus arctos", "0.0.1", "BR1") for _n in range(2))
    assert hand.save(hand.open(IdentifierForm, first), value=CHIP) == {}
    form = hand.open(IdentifierForm, second)
    assert list(hand.save(form, value=CHIP)) == ["value"]
    assert hand.save(form, disputed="yes") == {}
    claims = select(Identifier.disputed).where(Identifier.kind == MarkKind.TRANSPONDER)
    assert hand.ask(lambda s: s.scalars(claims).all()) == [True, True]


def test_R27_R106_a_chip_is_given_once_and_a_digit_away_is_asked_about(hand: Hand) -> None:
    first = hand.work(lambda work: arrive(work, hand.zoo, "Ursus arctos", "0.0.1", local_id="A"))
    second = hand.work(lambda work: arrive(work, hand.zoo, "Ursus arctos", "0.0.1", local_id="B"))
    assert hand.save(hand.open(IdentifierForm, first), value=CHIP) == {}
    form = hand.open(IdentifierForm, first)
    assert hand.save(form, value=CHIP) == {"value": "This animal wears this chip already."}
    near = "643094100011878"
    assert hand.save(form, value=near) == {"value": "One digit away from 643094100011873, which it wears too."}
    form = hand.open(IdentifierForm, second)
    assert hand.save(form, value=near) == {"value": "One digit away from 643094100011873 of A."}
    assert hand.save(form) == {}


def test_a_death_in_a_group_takes_only_those_who_died(hand: Hand) -> None:
    ducks = hand.comes("Aix galericulata", "0.0.40", "SL")
    form = hand.open(DeathForm, ducks)
    assert hand.save(form, count="0.0.3", term_id="natural_death", note="ice") == {}
    assert count(hand, ducks) == [("0.0.37", hand.zoo.taxa["Aix galericulata"])]
    assert hand.ask(lambda s: s.scalar(select(Stay.until).where(Stay.animal_id == ducks))) is None


def test_keys_that_save_twice_in_a_hurry_save_once(hand: Hand) -> None:
    ducks = hand.comes("Aix galericulata", "0.0.40", "SL")
    form = hand.open(DeathForm, ducks)
    form.fill("count", "0.0.3")
    for _press in range(3):
        QTest.keyClick(form.editors["count"].widget, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    assert count(hand, ducks) == [("0.0.37", hand.zoo.taxa["Aix galericulata"])]


def test_the_death_of_the_last_ends_its_stay(hand: Hand) -> None:
    bear = hand.comes("Ursus arctos", "0.0.1", "BR1")
    form = hand.open(DeathForm, bear)
    assert "count" not in form.editors
    assert hand.save(form, term_id="natural_death") == {}
    assert count(hand, bear) == []
    assert hand.ask(lambda s: s.scalar(select(Stay.until).where(Stay.animal_id == bear))) == TODAY


def test_more_than_there_are_cannot_die(hand: Hand) -> None:
    ducks = hand.comes("Aix galericulata", "0.0.4", "SL")
    assert hand.save(hand.open(DeathForm, ducks), count="0.0.5", term_id="natural_death") != {}
    assert count(hand, ducks) == [("0.0.4", hand.zoo.taxa["Aix galericulata"])]


def test_a_sex_that_is_found_out_counts_from_its_day(hand: Hand) -> None:
    hand.desk.database.clock.day = TODAY + dt.timedelta(days=10)  # type: ignore[union-attr]
    bear = hand.comes("Ursus arctos", "0.0.1", "BR1")
    assert hand.save(hand.open(SexForm, bear), sex="female", method="DNA", which="now") == {}
    assert [words for words, _taxon in count(hand, bear)] == ["0.0.1"]
    now = TODAY + dt.timedelta(days=10)
    assert [words for words, _taxon in count(hand, bear, now)] == ["0.1.0"]
    assert hand.ask(lambda s: s.scalars(select(Posting.mode).distinct()).all()) != []


def test_a_sex_that_was_wrong_changes_the_past(hand: Hand) -> None:
    hand.desk.database.clock.day = TODAY + dt.timedelta(days=10)  # type: ignore[union-attr]
    lion = hand.comes("Panthera leo", "1.0.0", "LT")
    assert hand.save(hand.open(SexForm, lion), sex="female", which="wrong") == {}
    assert [words for words, _taxon in count(hand, lion)] == ["0.1.0"]
    modes = hand.ask(lambda s: s.scalars(select(Posting.mode).where(Posting.animal_id == lion)).all())
    assert Mode.SEXED not in modes


def test_a_sex_is_not_recorded_before_one_is_chosen(hand: Hand) -> None:
    bear = hand.comes("Ursus arctos", "0.0.1", "BR1")
    assert hand.save(hand.open(SexForm, bear)) == {"sex": "Fill this in."}
    known = select(Determination.value).where(Determination.animal_id == bear)
    assert hand.ask(lambda s: s.scalars(known).all()) == []


def test_another_sex_than_the_known_one_asks_whether_that_was_wrong(hand: Hand) -> None:
    lion = hand.comes("Panthera leo", "1.0.0", "LT")
    form = hand.open(SexForm, lion)
    asked = {"which": "Recorded as male: wrong before, or found out now?"}
    assert hand.save(form, sex="female") == asked
    assert hand.save(form, which="wrong") == {}
    form = hand.open(SexForm, lion)
    assert hand.save(form, sex="male") == {"which": "Recorded as female: wrong before, or found out now?"}
    assert form.save_button.text() == "Save all the same"
    assert hand.save(form) == {}
    modes = hand.ask(lambda s: s.scalars(select(Posting.mode).where(Posting.animal_id == lion)).all())
    assert modes.count(Mode.SEXED) == 1


def test_R4_the_sexes_of_a_group_are_found_out_in_part(hand: Hand) -> None:
    ducks = hand.comes("Aix galericulata", "0.0.40", "SL")
    form = hand.open(SexForm, ducks)
    assert hand.save(form) == {"males": "How many are males, how many females?"}
    assert hand.save(form, males="18", females="20") == {}
    assert [words for words, _taxon in count(hand, ducks)] == ["18.20.2"]


def test_R6_a_split_keeps_the_total_and_the_place(hand: Hand) -> None:
    ducks = hand.comes("Aix galericulata", "0.0.40", "SL")
    assert hand.save(hand.open(SplitForm, ducks), count="0.0.3", marks="A001-A003") == {}
    here = hand.ask(lambda s: s.execute(select(Stay.animal_id, Stay.enclosure_id).where(Stay.until.is_(None))).all())
    assert {place for _animal, place in here} == {hand.zoo.enclosures["SL"]}
    counts = [SexCount.parse(words).total for animal, _place in here for words, _taxon in count(hand, animal)]
    assert sorted(counts) == [1, 1, 1, 37]
    assert hand.told() == ["3 new records split off."]
    rings = hand.ask(lambda s: s.scalars(select(Identifier.value).where(Identifier.kind == MarkKind.RING)).all())
    assert sorted(rings) == ["A001", "A002", "A003"]


def test_more_than_there_are_cannot_be_split_off(hand: Hand) -> None:
    ducks = hand.comes("Aix galericulata", "0.0.4", "SL")
    assert hand.save(hand.open(SplitForm, ducks), count="0.0.9") != {}
    assert [words for words, _taxon in count(hand, ducks)] == ["0.0.4"]


def test_a_taxon_that_is_found_out_counts_from_its_day_and_one_that_was_wrong_from_the_start(hand: Hand) -> None:
    hand.desk.database.clock.day = TODAY + dt.timedelta(days=10)  # type: ignore[union-attr]
    taxa, now = hand.zoo.taxa, TODAY + dt.timedelta(days=10)
    one, other = (hand.comes("Phasianidae", "0.0.1", "B1") for _n in range(2))
    for animal, which in ((one, "now"), (other, "wrong")):
        form = hand.open(TaxonDeterminationForm, animal)
        assert hand.save(form, parts__0__taxon_id="Phasianus colchicus", which=which) == {}
    assert count(hand, one) == [("0.0.1", taxa["Phasianidae"])]
    assert count(hand, one, now) == [("0.0.1", taxa["Phasianus colchicus"])]
    assert count(hand, other) == [("0.0.1", taxa["Phasianus colchicus"])]


def test_the_parts_of_a_mixed_group_become_groups_of_their_own(hand: Hand) -> None:
    birds = hand.comes("Phasianidae", "0.0.25", "B1")
    form = hand.open(TaxonDeterminationForm, birds)
    form.add_line()
    first = {"parts__0__taxon_id": "Phasianus colchicus", "parts__1__taxon_id": "Chrysolophus pictus"}
    assert hand.save(form, **first) == {
        "parts.0.count": "How many of the group are these?",
        "parts.1.count": "How many of the group are these?",
    }
    assert hand.save(form, parts__0__count="0.0.15", parts__1__count="0.0.10") == {}
    held = hand.ask(lambda s: ledger.balances(s, ledger.Filter(until=TODAY)))
    by_taxon = {one.taxon_id: one.count.total for one in held if one.count.total}
    assert by_taxon == {hand.zoo.taxa["Phasianus colchicus"]: 15, hand.zoo.taxa["Chrysolophus pictus"]: 10}
    assert hand.ask(lambda s: s.scalars(select(Determination.value)).all()) != []


def test_a_whole_group_is_no_part_of_itself(hand: Hand) -> None:
    ducks = hand.comes("Aix galericulata", "0.0.3", "SL")
    form = hand.open(SplitForm, ducks)
    wrong = {"count": "This is the whole group: move it, or take out fewer."}
    assert hand.save(form, count="0.0.3", keep_as="one group") == wrong
    assert hand.save(form, keep_as="individuals") == {"count": "Nothing is left: the group ends."}
    assert hand.save(form) == {}
    assert count(hand, ducks) == []


def test_marks_that_are_missing_or_no_marks_are_said_when_a_group_is_split(hand: Hand) -> None:
    ducks = hand.comes("Aix galericulata", "0.0.40", "SL")
    form = hand.open(SplitForm, ducks)
    assert hand.save(form, count="0.0.3", marks="later") == {"marks": "No number of a mark in “later”."}
    assert hand.save(form, marks="A001-A004") == {"marks": "4 marks for 3 animals."}
    assert hand.save(form, marks="A001-A002") == {"marks": "2 of 3 animals entered."}
    assert form.save_button.text() == "Save all the same"
    assert hand.save(form) == {}
    worn = hand.ask(lambda s: s.scalars(select(Identifier.value).where(Identifier.kind == MarkKind.RING)).all())
    assert worn == ["A001", "A002"]
