"""The stock of drugs behind doses: which batch first, what is refused, the second name, the vaccine's batch (R89)."""

import datetime as dt
from typing import Any

import pytest

from tests import dosed
from tests.builders import TODAY, Zoo, arrive
from zooapp.database import Database
from zooapp.errors import Invalid, Unsettled
from zooapp.models import DoseState, DrugForm, Per
from zooapp.services import stock, treatments, undoing
from zooapp.services.stock import Seen
from zooapp.services.treatments import Given
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


def test_a_dose_takes_from_the_batch_to_use_first_and_undo_puts_it_back(
    database: Database, boss: Actor, bear: int, baytril: int
) -> None:
    with database.work(boss, "two batches", ALL) as work:
        late = dosed.batch(work, baytril, "LATE", "5 ml")
        early = dosed.batch(work, baytril, "EARLY", "30 ml", expires=dt.date(2025, 1, 1))
    key = prescribe(database, boss, bear, baytril)
    with database.work(boss, "given") as work:
        treatments.record(work, [key], ALL_OF_IT)
        entry = work.entry_id
    with database.read() as session:
        assert stock.balances(session, [late, early]) == {late: 5_000, early: 20_500}
    with database.work(boss, "undo", ALL) as work:
        undoing.undo(work, entry)
    with database.read() as session:
        assert stock.balances(session, [early]) == {early: 30_000}


def test_an_expired_batch_and_one_that_holds_too_little_are_refused(
    database: Database, boss: Actor, bear: int, baytril: int
) -> None:
    with database.work(boss, "a batch", ALL) as work:
        batch = dosed.batch(work, baytril, amount="5 ml")
        opened = dosed.batch(work, baytril, "OPEN", opened=TODAY - dt.timedelta(days=30), keeps_days=28)
    key = prescribe(database, boss, bear, baytril)

    def give(which: int) -> dict[str, str]:
        given = Given(DoseState.GIVEN, TODAY, batch_id=which)
        return refused(database, boss, lambda work: treatments.record(work, [key], given))

    assert give(batch) == {"batch_id": "5 ml are left of batch A1."}
    assert give(opened) == {"batch_id": "Batch OPEN could be given until 18 Nov 2024."}
    ended = dt.date(2024, 1, 1)
    assert refused(database, boss, lambda work: dosed.batch(work, baytril, "OLD", expires=ended)) == {
        "expires": "It expired on 1 Jan 2024."
    }


def test_a_controlled_drug_wants_its_batch_and_a_second_name(database: Database, boss: Actor, bear: int) -> None:
    with database.work(boss, "ketamine", ALL) as work:
        ketamine = dosed.drug(work, "ketamine", controlled=True)
    said = refused(database, boss, lambda work: dosed.batch(work, ketamine))
    assert said == {"witness": "A controlled drug: who saw it?"}
    with database.work(boss, "a batch", ALL) as work:
        batch = dosed.batch(work, ketamine, witness="Ri Chol")
        key = dosed.prescribed(work, bear, ketamine)
    assert refused(database, boss, lambda work: treatments.record(work, [key], ALL_OF_IT)) == {
        "batch_id": "A controlled drug: out of which batch?"
    }
    with database.work(boss, "given", ALL) as work:
        treatments.record(work, [key], Given(DoseState.GIVEN, TODAY, batch_id=batch, witness="Ri Chol"))
    assert refused(database, boss, lambda work: stock.write_off(work, batch, None, Seen(TODAY, "Ri Chol"))) == {
        "note": "Why is it written off?"
    }
    with database.work(boss, "broken", ALL) as work:
        stock.write_off(work, batch, None, Seen(TODAY, "Ri Chol", "broken"))
    with database.read() as session:
        assert stock.balances(session, [batch]) == {batch: 0}


def test_R89_a_vaccine_without_a_batch_is_asked_about(database: Database, boss: Actor, bear: int) -> None:
    with database.work(boss, "a vaccine", ALL) as work:
        vaccine = dosed.drug(work, "rabies", None, form=DrugForm.VACCINE, unit="dose")
        key = dosed.prescribed(work, bear, vaccine, rate="1 dose", per=Per.ANIMAL)
    with pytest.raises(Unsettled, match="A vaccine without its batch"), database.work(boss, "given") as work:
        treatments.record(work, [key], ALL_OF_IT)
