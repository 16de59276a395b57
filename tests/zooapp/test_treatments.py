"""Prescriptions and doses: when they are due (R89), how much (R90), for how many (R93), until when (R95, R96, R105)."""

import datetime as dt
from typing import Any

import pytest

from tests import builders, dosed
from tests.builders import TODAY, Zoo, arrive
from tests.quarantined import DEC_20, two_bears
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid, NotAllowed, Unsettled
from zooapp.lists.history import history
from zooapp.models import Dose, DoseState, Per, Prescription, QuarantineCase
from zooapp.permission import Permission
from zooapp.quarantine.gate import blockers
from zooapp.quarantine.treated import treated
from zooapp.services import dispositions, drugs, stock, treatments, undoing
from zooapp.services.settings import put
from zooapp.services.treatments import Given
from zooapp.values.doses import Amount, Course, how_many, product
from zooapp.work import ALL, Actor

ALL_OF_IT = Given(DoseState.GIVEN, TODAY)


@pytest.fixture
def bear(database: Database, zoo: Zoo, boss: Actor) -> int:
    """A bear of 190 kg."""
    with database.work(boss, "a bear", ALL) as work:
        made = arrive(work, zoo, "Ursus arctos", "0.1.0", unit="BR1", on=TODAY - dt.timedelta(days=500))
        dosed.weighed(work, made, "190 kg")
    return made


@pytest.fixture
def baytril(database: Database, boss: Actor) -> int:
    """100 mg in 1 ml."""
    with database.work(boss, "a drug", ALL) as work:
        return dosed.drug(work)


def prescribe(database: Database, boss: Actor, animal: int, drug: int, **more: Any) -> int:
    with database.work(boss, "prescribed", more.pop("accept", ())) as work:
        return dosed.prescribed(work, animal, drug, **more)


def refused(database: Database, boss: Actor, act: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as caught, database.work(boss, "no", ALL) as work:
        act(work)
    return {problem.field: problem.text for problem in caught.value.problems}


def test_R89_every_twelve_hours_for_five_days_are_ten_doses_and_the_last_is_at_20() -> None:
    start = dt.datetime(2024, 11, 21, 8)
    n = how_many(start, start + dt.timedelta(days=5), 12)
    times = list(Course(start, 12, n).times())
    assert (n, times[-1]) == (10, dt.datetime(2024, 11, 25, 20))
    assert how_many(start, start, 12) == 0
    assert Course(start, 12, n).due_by(dt.datetime(2024, 11, 22, 8)) == 3
    assert Course(start, 0, 1).due_by(start) == 1


def test_R90_five_mg_a_kg_of_a_bear_of_190_kg_are_9_and_a_half_ml(
    database: Database, boss: Actor, bear: int, baytril: int
) -> None:
    assert product(Amount.parse("950 mg"), Amount.parse("100 mg"), "ml") == Amount.parse("9.5 ml")
    key = prescribe(database, boss, bear, baytril)
    with database.read() as session:
        one = session.get_one(Prescription, key)
        assert (one.given.show(), one.weight, one.weighed_on) == ("9.5 ml", 190_000, TODAY)


def test_amounts_are_read_as_people_write_them_and_told_in_another_unit() -> None:
    assert [Amount.parse(text).show() for text in ("5mg", "0,5 ml", "1 000 IU", "20 ug", "2 tablets")] == [
        "5 mg", "0.5 ml", "1000 IU", "20 µg", "2 tablet"
    ]
    assert Amount.parse("2 g").into("mg") == Amount.parse("2000 mg")
    for wrong in ("5", "mg", "-5 mg", "0 mg", "5 bananas"):
        with pytest.raises(Invalid):
            Amount.parse(wrong)
    with pytest.raises(Invalid, match="cannot be told in ml"):
        Amount.parse("5 mg").into("ml")


def test_R90_an_old_weight_is_asked_about_by_the_age_that_its_taxon_allows(
    database: Database, zoo: Zoo, boss: Actor, baytril: int
) -> None:
    with database.work(boss, "a lion, weighed long ago", ALL) as work:
        long_ago = TODAY - dt.timedelta(days=412)
        lion = arrive(work, zoo, "Panthera leo", "1.0.0", on=long_ago, local_id="24-L1")
        dosed.weighed(work, lion, "200 kg", long_ago)
    with pytest.raises(Unsettled, match="The weight of 24-L1 is 412 days old"):
        prescribe(database, boss, lion, baytril)
    with database.work(boss, "older ones will do") as work:
        put(work, "weight_days", {"": 365, "Mammalia": 30, "Felidae": 500})
    assert prescribe(database, boss, lion, baytril) > 0


def test_R90_without_a_weight_a_dose_by_weight_is_refused_and_a_fixed_one_is_not(
    database: Database, zoo: Zoo, boss: Actor, baytril: int
) -> None:
    with database.work(boss, "a lion", ALL) as work:
        lion = arrive(work, zoo, "Panthera leo", "1.0.0", local_id="24-L1")
    said = refused(database, boss, lambda work: dosed.prescribed(work, lion, baytril))
    assert said == {"rate": "24-L1 has no weight: weigh it, or say the dose of an animal."}
    assert prescribe(database, boss, lion, baytril, rate="3 ml", per=Per.ANIMAL) > 0
    assert refused(database, boss, lambda work: dosed.prescribed(work, lion, baytril, rate="3 IU", per=Per.ANIMAL)) == {
        "rate": "3 IU cannot be told in mg."
    }


def test_R89_a_course_does_not_begin_before_it_was_written_nor_end_before_it_begins(
    database: Database, boss: Actor, bear: int, baytril: int
) -> None:
    yesterday = TODAY - dt.timedelta(days=1)
    cases = (
        ({"starts_on": yesterday}, {"starts_on": "Begins before it was written."}),
        ({"doses": 3}, {"hours": "Every how many hours?"}),
        ({"doses": 0, "hours": 12}, {"doses": "At least 1."}),
        ({"starts_at": "25:00"}, {"starts_at": "A time, as 08:00."}),
        ({"written_on": TODAY + dt.timedelta(days=1)}, {"written_on": "This day has not come yet."}),
    )
    for wrong, said in cases:
        assert refused(database, boss, lambda work, w=wrong: dosed.prescribed(work, bear, baytril, **w)) == said


def test_R93_a_batch_writes_a_record_for_each_animal_and_one_for_a_group(
    database: Database, zoo: Zoo, boss: Actor, bear: int, baytril: int
) -> None:
    with database.work(boss, "a herd", ALL) as work:
        yak = arrive(work, zoo, "Bos grunniens", "1.0.0")
        ducks = arrive(work, zoo, "Aix galericulata", "0.0.40")
        order = dosed.order(baytril, "1 ml", per=Per.ANIMAL)
        keys = treatments.prescribe(work, [bear, yak, ducks], order)
        treatments.record(work, keys, ALL_OF_IT)
    with database.read() as session:
        assert [session.get_one(Prescription, key).count for key in keys] == [1, 1, 40]
    many = dosed.order(baytril, "1 ml", per=Per.ANIMAL, count=41)
    assert refused(database, boss, lambda work: treatments.prescribe(work, [ducks], many)) == {
        "count": "Only 40 are here."
    }


def test_R105_a_taxon_that_never_gets_a_drug_is_a_hard_stop_for_all_below_it(
    database: Database, zoo: Zoo, boss: Actor, bear: int, baytril: int
) -> None:
    with database.work(boss, "never for carnivores") as work:
        values = {"taxon_id": zoo.taxa["Carnivora"], "reason": "it kills them", "source": "a book"}
        drugs.ban(work, baytril, values)
    said = refused(database, boss, lambda work: dosed.prescribed(work, bear, baytril))
    assert said == {"drug_id": "Never for Carnivora: it kills them (a book)."}
    with database.read() as session:
        assert drugs.never(session, baytril, zoo.taxa["Aix galericulata"]) == ""


def test_R105_a_flock_is_dosed_by_the_litre_of_water_that_is_prepared(
    database: Database, zoo: Zoo, boss: Actor, baytril: int
) -> None:
    with database.work(boss, "ducks", ALL) as work:
        ducks = arrive(work, zoo, "Aix galericulata", "0.0.40")
        batch = dosed.batch(work, baytril)
        medium = Amount.parse("20 l")
        key = dosed.prescribed(work, ducks, baytril, rate="50 mg", per=Per.WATER, medium=medium)
        treatments.record(work, [key], Given(DoseState.PART, TODAY, left=Amount.parse("3 l")))
    with database.read() as session:
        assert session.get_one(Prescription, key).given.show() == "10 ml"
        assert stock.balances(session, [batch]) == {batch: 40_000}
    said = refused(database, boss, lambda work: dosed.prescribed(work, ducks, baytril, per=Per.FEED))
    assert said == {"medium": "How much feed, as 5 kg?"}


def test_R89_each_dose_has_what_became_of_it_who_and_when_and_one_taken_back_is_due_again(
    database: Database, boss: Actor, bear: int, baytril: int
) -> None:
    key = prescribe(database, boss, bear, baytril, hours=12, doses=2)
    with database.work(boss, "given", ALL) as work:
        first = treatments.record(work, [key], Given(DoseState.REFUSED, TODAY, "08:10"))[0]
        treatments.record(work, [key], ALL_OF_IT)
    over = refused(database, boss, lambda work: treatments.record(work, [key], ALL_OF_IT))
    assert over == {"on": "All doses are written down."}
    with database.work(boss, "no, it ate it", ALL) as work:
        treatments.void_dose(work, first)
        again = treatments.record(work, [key], ALL_OF_IT)[0]
        assert work.get(Dose, again).number == 1
    part = Given(DoseState.PART, TODAY)
    other = prescribe(database, boss, bear, baytril)
    assert refused(database, boss, lambda work: treatments.record(work, [other], part)) == {
        "taken": "How much of it?"
    }
    tomorrow = Given(DoseState.GIVEN, TODAY + dt.timedelta(days=1))
    assert refused(database, boss, lambda work: treatments.record(work, [other], tomorrow)) == {
        "on": "This day has not come yet."
    }


def test_R95_nothing_of_a_treated_animal_is_fed_or_eaten_until_the_withdrawal_is_over(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "a yak", ALL) as work:
        yak = arrive(work, zoo, "Bos grunniens", "1.0.0")
        slow = dosed.drug(work, withdrawal_days=28, carcass=False)
        key = dosed.prescribed(work, yak, slow, rate="1 ml", per=Per.ANIMAL)
        treatments.record(work, [key], ALL_OF_IT)
    with database.read() as session:
        (one,) = treated(session, [yak], TODAY)
        assert (one.open, one.held(TODAY)) == (False, "not to feed or eat until 18 Dec 2024: enrofloxacin")
        assert treated(session, [yak], TODAY + dt.timedelta(days=28)) == []
    with pytest.raises(Unsettled, match="Not to feed or eat until 18 Dec 2024"), database.work(boss, "died") as work:
        dispositions.death(work, yak, None, Act(TODAY))


def test_R96_a_death_cancels_open_doses_and_blocks_new_prescriptions_until_it_is_undone(
    database: Database, boss: Actor, bear: int, baytril: int
) -> None:
    key = prescribe(database, boss, bear, baytril, hours=24, doses=5)
    with database.work(boss, "died", ALL) as work:
        dispositions.death(work, bear, None, Act(TODAY))
        entry = work.entry_id
    with database.read() as session:
        assert session.get_one(Prescription, key).stopped_on == TODAY
        assert treated(session, [bear], TODAY) == []
    assert "is dead since" in refused(database, boss, lambda work: dosed.prescribed(work, bear, baytril))["on"]
    assert refused(database, boss, lambda work: treatments.record(work, [key], ALL_OF_IT)) == {
        "on": "The treatment was stopped."
    }
    with database.work(boss, "it lives", ALL) as work:
        undoing.undo(work, entry)
    with database.read() as session:
        assert [one.open for one in treated(session, [bear], TODAY)] == [True]


def test_a_treatment_is_stopped_once_with_its_reason(
    database: Database, boss: Actor, bear: int, baytril: int
) -> None:
    key = prescribe(database, boss, bear, baytril, hours=24, doses=5)
    with database.work(boss, "stopped") as work:
        treatments.stop(work, key, TODAY, "well again")
    assert "stopped_on" in refused(database, boss, lambda work: treatments.stop(work, key, TODAY, "again"))


def test_a_keeper_gives_and_does_not_prescribe(database: Database, boss: Actor, bear: int, baytril: int) -> None:
    key = prescribe(database, boss, bear, baytril)
    keeper = builders.actor(Permission.OBSERVE, role="Keeper")
    with pytest.raises(NotAllowed), database.work(keeper, "no") as work:
        dosed.prescribed(work, bear, baytril)
    with database.work(keeper, "given") as work:
        assert treatments.record(work, [key], ALL_OF_IT)


def test_R57_an_open_treatment_keeps_an_animal_in_quarantine_and_so_does_a_withdrawal(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    bears = two_bears(database, zoo)
    with database.work(boss, "a course", ALL) as work:
        animal = work.get(QuarantineCase, bears[0]).animal_id
        slow = dosed.drug(work, withdrawal_days=60)
        course = {"hours": 24, "doses": 2, "written_on": TODAY}
        key = dosed.prescribed(work, animal, slow, rate="1 ml", per=Per.ANIMAL, **course)
        treatments.record(work, [key], ALL_OF_IT)
    with database.read() as session:
        said = {one.code: one.text for one in blockers(session, bears[:1], DEC_20)}
    assert said["treatment"] == "open treatment: enrofloxacin until 21 Nov 2024"
    assert said["withdrawal"] == "not to feed or eat until 19 Jan 2025: enrofloxacin"


def test_a_life_tells_what_was_prescribed_and_each_dose(
    database: Database, boss: Actor, bear: int, baytril: int
) -> None:
    key = prescribe(database, boss, bear, baytril, hours=24, doses=2, reason="a wound")
    with database.work(boss, "refused", ALL) as work:
        treatments.record(work, [key], Given(DoseState.REFUSED, TODAY))
    with database.read() as session:
        told = [(one.words, one.detail) for one in history(session, bear, kinds=("prescription", "dose"))]
    assert told == [("enrofloxacin 1: Refused", ""), ("Prescribed: enrofloxacin", "2 doses · a wound")]
