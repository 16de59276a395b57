"""Weights, parents and names at the window: typed, asked about, refused beside their field, and read on the card."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from tests.builders import TODAY
from tests.ui import access
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from tests.ui.living import animal, local
from ui.forms.animal_edit import AnimalEditForm
from ui.forms.birth import BirthForm
from ui.forms.parents import ParentsForm
from ui.forms.recording import open_record
from ui.forms.taxon_determination import TaxonDeterminationForm
from ui.forms.weight import WeightForm
from ui.forms.weight_edit import WeightEditForm
from zooapp import ledger
from zooapp.ledger import Filter
from zooapp.models import Animal, AnimalName, Collection, Entry, Measure, Parentage, ParentRole
from zooapp.services import measures, parentages
from zooapp.services.measures import Weighing
from zooapp.services.parentages import Candidate
from zooapp.values.weights import Weight

DAY = dt.timedelta(days=1)


def weights(hand: Hand, key: int) -> list[tuple[int, str, bool]]:
    rows = select(Measure).where(Measure.animal_id == key, Measure.voided_by.is_(None)).order_by(Measure.id)
    return [(row.value, row.unit, row.estimate) for row in hand.ask(lambda s: s.scalars(rows).all())]


def parents(hand: Hand, child: int) -> list[tuple[str, int | None, str | None, int]]:
    rows = select(Parentage).where(Parentage.animal_id == child, Parentage.voided_by.is_(None)).order_by(Parentage.id)
    found = hand.ask(lambda s: s.scalars(rows).all())
    return [(row.role.value, row.parent_id, row.special and row.special.value, row.percent) for row in found]


def test_many_are_weighed_by_keys_alone_in_one_work(hand: Hand) -> None:
    bears = [animal(hand, "0.1.0", name) for name in ("Taiga", "Umka", "Masha")]
    hand.work(lambda work: measures.weigh(work, bears[0], Weight(850, "g"), Weighing(TODAY - DAY)))
    form = hand.open(WeightForm, *bears)
    assert access.faults(form) == []
    assert form.boxes[f"weights.{bears[0]}"].hint == "Last: 850 g, 19 Nov 2024"
    for bear, text in zip(bears, ("900", "120,5 kg", ""), strict=True):
        widget = form.editors[f"weights.{bear}"].widget
        assert form.focusWidget() is widget
        QTest.keyClicks(widget, text)
        QTest.keyClick(widget, Qt.Key.Key_Return)
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    assert hand.told() == ["2 weights written down."]
    assert [weights(hand, one)[-1:] for one in bears] == [[(900, "g", False)], [(120_500, "kg", False)], []]


def test_what_is_no_weight_is_said_beside_its_line_and_nothing_is_written(hand: Hand) -> None:
    bears = [animal(hand, "0.1.0", name) for name in ("Taiga", "Umka", "Masha")]
    form = hand.open(WeightForm, *bears)
    first, _second, last = (f"weights.{bear}" for bear in bears)
    assert hand.save(form) == {first: "Type at least one weight."}
    wrong = hand.save(form, **{first: "120 kg", last: "fat"})
    assert wrong == {last: "Write it like 12.4 kg, 850 g or 27 lb."}
    assert hand.save(form, **{last: "", "time": "25:00"}) == {"time": "A time, as 14:30."}
    assert hand.save(form, time="", on="21 Nov 2024") == {"on": "This day has not come yet."}
    assert [weights(hand, one) for one in bears] == [[], [], []]


def test_a_doubtful_weight_is_asked_about_at_its_own_line_though_others_are_empty(hand: Hand) -> None:
    taiga, umka = (animal(hand, "0.1.0", name) for name in ("Taiga", "Umka"))
    hand.work(lambda work: measures.weigh(work, umka, Weight(120_000), Weighing(TODAY - DAY)))
    form = hand.open(WeightForm, taiga, umka)
    asked = hand.save(form, **{f"weights.{umka}": "60 kg", "estimate": "yes"})
    assert asked == {f"weights.{umka}": "Is this Umka? It had 120 kg on 19 Nov 2024."}
    assert form.save_button.text() == "Save all the same"
    assert hand.save(form) == {}
    assert weights(hand, umka) == [(120_000, "kg", False), (60_000, "kg", True)]


def test_a_weight_is_corrected_or_taken_back_where_it_stands(hand: Hand) -> None:
    taiga = animal(hand, "0.1.0", "Taiga")
    made = hand.work(lambda work: measures.weigh(work, taiga, Weight(1_200_000), Weighing(TODAY)))
    forms: list[WeightEditForm] = []
    open_record(hand.desk, WeightEditForm, made, hand.window, forms.append)
    hand.settle()
    assert forms[0].editors["weight"].text() == "1200 kg"
    assert access.faults(forms[0]) == []
    assert hand.save(forms[0], weight="heavy") == {"weight": "Write it like 12.4 kg, 850 g or 27 lb."}
    assert hand.save(forms[0], weight="120") == {}
    assert weights(hand, taiga) == [(120_000, "kg", False)]
    newest = hand.ask(lambda s: s.scalar(select(Measure.id).where(Measure.voided_by.is_(None))))
    open_record(hand.desk, WeightEditForm, newest, hand.window, forms.append)
    hand.settle()
    access_names = [each.accessibleName() or each.text() for each in forms[1].findChildren(type(forms[1].save_button))]
    assert "Take back" in access_names
    next(b for b in forms[1].findChildren(type(forms[1].save_button)) if b.text() == "Take back").click()
    hand.settle()
    assert weights(hand, taiga) == []
    assert "The weight was taken back." in hand.told()


def test_R40_parents_are_typed_by_name_and_their_shares_have_to_be_whole(hand: Hand) -> None:
    cub, taiga, umka = animal(hand, "0.0.1"), animal(hand, "0.1.0", "Taiga"), animal(hand, "0.1.0", "Masha")
    form = hand.open(ParentsForm, cub)
    assert access.faults(form) == []
    assert form.focusWidget() is form.editors["sire.0.parent_id"].widget
    dams = {"dam__0__parent_id": local(taiga), "dam__0__percent": "60"}
    assert hand.save(form, sire__0__parent_id="wild", **dams) == {
        "dam.0.percent": "Together 60 %: they have to be 100 %."
    }
    assert parents(hand, cub) == []
    next(b for b in form.findChildren(type(form.save_button)) if b.text() == "Another dam").click()
    assert form.focusWidget() is form.editors["dam.1.parent_id"].widget
    assert hand.save(form, dam__1__parent_id="Masha", dam__1__percent="40", dam__1__method="DNA") == {}
    assert parents(hand, cub) == [
        ("sire", None, "wild", 100),
        ("dam", taiga, None, 60),
        ("dam", umka, None, 40),
    ]
    entries = hand.ask(lambda s: len(s.scalars(select(Entry.id)).all()))
    assert hand.save(hand.open(ParentsForm, cub)) == {}
    assert hand.told()[-1] == "Nothing was changed."
    assert hand.ask(lambda s: len(s.scalars(select(Entry.id)).all())) == entries


def test_R41_an_impossible_parent_is_refused_beside_the_line_that_names_it(hand: Hand) -> None:
    born = dt.date(2024, 5, 3)
    cub, old = animal(hand, "0.0.1", born=born), animal(hand, "1.0.0", "Misha", dt.date(2010, 1, 1))
    young = animal(hand, "0.1.0", "Masha", dt.date(2024, 6, 1))
    form = hand.open(ParentsForm, cub)
    wrong = hand.save(form, sire__0__parent_id="Masha", dam__0__parent_id="Misha")
    assert wrong == {"sire.0.parent_id": "A female is no sire.", "dam.0.parent_id": "A male is no dam."}
    assert parents(hand, cub) == []
    wrong = hand.save(form, sire__0__parent_id="Misha", dam__0__parent_id="Masha")
    assert wrong == {"dam.0.parent_id": "It was born later, 1 Jun 2024."}
    assert hand.save(form, dam__0__parent_id="undetermined") == {}
    assert parents(hand, cub) == [("sire", old, None, 100), ("dam", None, "undetermined", 100)]
    assert young not in {row[1] for row in parents(hand, cub)}


def test_parents_that_stand_are_shown_and_taken_away_by_emptying_the_line(hand: Hand) -> None:
    cub, misha = animal(hand, "0.0.1"), animal(hand, "1.0.0", "Misha")
    sire = Candidate(misha, method="Seen mating")
    hand.work(lambda work: parentages.set_parents(work, cub, ParentRole.SIRE, [sire]))
    form = hand.open(ParentsForm, cub)
    assert form.editors["sire.0.parent_id"].text() == f"{local(misha)} Misha"
    assert form.editors["sire.0.method"].text() == "Seen mating"
    assert hand.save(form, sire__0__parent_id="") == {}
    assert parents(hand, cub) == []


def test_a_litter_gets_its_parents_in_one_save_and_what_is_left_empty_stays(hand: Hand) -> None:
    litter = [animal(hand, "0.0.1", born=dt.date(2024, 5, 3)) for _two in range(2)]
    taiga, misha = animal(hand, "0.1.0", "Taiga"), animal(hand, "1.0.0", "Misha")
    hand.work(lambda work: parentages.set_parents(work, litter[1], ParentRole.DAM, [Candidate(taiga)]))
    form = hand.open(ParentsForm, *litter)
    assert form.editors["dam.0.parent_id"].text() == ""
    wrong = hand.save(form, sire__0__parent_id="Taiga")
    assert wrong == {"sire.0.parent_id": f"{local(litter[0])}: A female is no sire."}
    assert hand.save(form, sire__0__parent_id="Misha") == {}
    sire = ("sire", misha, None, 100)
    assert [parents(hand, one) for one in litter] == [[sire], [("dam", taiga, None, 100), sire]]
    assert hand.told() == ["Parents of 2 records written down."]


def test_a_birth_names_the_dam_and_the_sire_that_was_chosen(hand: Hand) -> None:
    taiga, misha = animal(hand, "0.1.0", "Taiga"), animal(hand, "1.0.0", "Misha")
    form = hand.open(BirthForm, taiga)
    assert hand.save(form, count="0.0.1", sire_id="Taiga") == {"sire_id": "Nothing fits. Choose from the list."}
    assert hand.save(form, sire_id="Misha") == {}
    (cub,) = hand.ask(lambda s: s.scalars(select(Animal.id).where(Animal.id > misha)).all())
    assert parents(hand, cub) == [("dam", taiga, None, 100), ("sire", misha, None, 100)]


def test_a_name_is_changed_since_a_day_and_the_collection_with_it(hand: Hand) -> None:
    bear = animal(hand, "0.1.0", "Masha")
    hand.work(lambda work: work.add(Collection(name="Partner's")))
    form = hand.open(AnimalEditForm, bear)
    assert hand.save(form, named_since="1 Nov 2024") == {"named_since": "The house name is the same."}
    late = {"house_name": "Taiga", "named_since": "21 Nov 2024"}
    assert hand.save(form, **late) == {"named_since": "This day has not come yet."}
    assert hand.save(form, named_since="1 Nov 2024", collection_id="Partner", rearing="By hand") == {}
    former = hand.ask(lambda s: s.scalars(select(AnimalName)).one())
    assert (former.text, former.since, former.until) == ("Masha", None, dt.date(2024, 11, 1))
    record = hand.ask(lambda s: s.get_one(Animal, bear))
    assert (record.house_name, record.rearing, record.collection_id) == ("Taiga", "hand", 1)


@pytest.mark.parametrize("which", ["Found out now", "Entered wrongly from the start"])
def test_the_taxon_of_many_is_changed_in_one_save(hand: Hand, which: str) -> None:
    birds = [hand.comes("Phasianus colchicus", count, "SL") for count in ("0.0.25", "1.0.0")]
    form = hand.open(TaxonDeterminationForm, *birds)
    assert form.save_button.text() == "Change taxon of 2 records"
    assert hand.save(form, parts__0__taxon_id="Chrysolophus pictus", method="IOC 14.1", which=which) == {}
    new = Filter(taxon=hand.zoo.taxa["Chrysolophus pictus"], until=TODAY - DAY)
    assert hand.ask(lambda s: ledger.count(s, Filter(taxon=new.taxon))).total == 26
    assert hand.told() == ["Taxon of 2 records changed."]
