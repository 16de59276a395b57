"""Vaccinations, the calendar of prevention with what is due, and the logbook of health (R92, R96, R105)."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import TODAY, Zoo, arrive
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid, NotFound, Unsettled
from zooapp.lists import health, preventive, reading
from zooapp.lists.spec import Query
from zooapp.models import Drug, DrugBan, DrugForm, Health, HealthEntry, PreventiveAct, Vaccination
from zooapp.reports import preventive_year, vaccination_card
from zooapp.reports.spec import Asked
from zooapp.services import dispositions, measures, prevention, undoing
from zooapp.services.measures import Weighing
from zooapp.values.counts import SexCount
from zooapp.values.weights import Weight
from zooapp.work import ALL, Actor

DAY = dt.timedelta(days=1)
SHOT = {"on": TODAY, "against": "rabies", "vaccine": "Nobivac", "batch": "A1"}


def day(month: int, number: int) -> dt.date:
    return dt.date(2024, month, number)


def bear(database: Database, zoo: Zoo, boss: Actor, **what: Any) -> int:
    with database.work(boss, "a bear", ALL) as work:
        return arrive(work, zoo, **{"taxon": "Ursus arctos", "count": "0.1.0", "unit": "BR1", "on": day(1, 1), **what})


def refused(database: Database, boss: Actor, animal: int, **values: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as caught, database.work(boss, "?") as work:
        prevention.vaccinate(work, [animal], {**SHOT, **values})
    with database.read() as session:
        assert session.query(Vaccination).filter(Vaccination.voided_by.is_(None)).count() == 0
    return {problem.field: problem.text for problem in caught.value.problems}


def due(database: Database, on: dt.date = TODAY, **filters: str) -> list[tuple[str, dt.date, str]]:
    with database.read() as session:
        found = reading.rows(session, preventive.LIST, Query(on=on, filters=filters))
        return [(row.cells["what"], row.cells["due"], str(row.cells["state"])) for row in found]


def test_an_expired_vaccine_and_other_mistakes_are_refused_beside_their_field(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    animal = bear(database, zoo, boss)
    expired = refused(database, boss, animal, expires=TODAY - DAY)
    assert expired == {"expires": "This batch had expired on that day. Take another one."}
    assert list(refused(database, boss, animal, on=TODAY + DAY)) == ["on"]
    assert list(refused(database, boss, animal, next_due=TODAY)) == ["next_due"]
    assert list(refused(database, boss, animal, against=" ")) == ["against"]
    assert refused(database, boss, animal, count=2) == {"count": "2 of 1 cannot be."}
    with database.work(boss, "on its last day") as work:
        prevention.vaccinate(work, [animal], {**SHOT, "expires": TODAY})


def test_R89_a_vaccine_without_a_batch_is_asked_about(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal = bear(database, zoo, boss)
    with pytest.raises(Unsettled, match="recalled"), database.work(boss, "?") as work:
        prevention.vaccinate(work, [animal], {**SHOT, "batch": None})


def test_R105_a_vaccine_that_a_taxon_never_gets_is_refused(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal = bear(database, zoo, boss)
    with database.work(boss, "dictionary") as work:
        drug = work.add(Drug(generic="live distemper", form=DrugForm.VACCINE, unit="dose", source="test"))
        why = {"reason": "kills", "source": "test"}
        work.add(DrugBan(drug_id=drug.id, taxon_id=zoo.taxa["Ursidae"], **why))
        key = drug.id
    words = refused(database, boss, animal, drug_id=key)
    assert words == {"drug_id": "Never for Ursidae: kills (test)."}
    lion = bear(database, zoo, boss, taxon="Panthera leo", unit="LT")
    with database.work(boss, "a lion may") as work:
        (made,) = prevention.vaccinate(work, [lion], {**SHOT, "vaccine": None, "drug_id": key})
        assert work.get(Vaccination, made).vaccine == "live distemper"


def test_R96_nothing_is_given_to_the_dead(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal = bear(database, zoo, boss, local_id="24-0003")
    with database.work(boss, "dead") as work:
        dispositions.death(work, animal, None, Act(TODAY - DAY, zoo.terms["natural_death"]))
    assert refused(database, boss, animal) == {"on": "24-0003 is dead since 19 Nov 2024."}
    with database.work(boss, "it lived then") as work:
        prevention.vaccinate(work, [animal], {**SHOT, "on": TODAY - 2 * DAY})
    assert due(database, when="year") == []


def test_a_plan_for_a_taxon_is_due_for_each_living_animal_of_it(database: Database, zoo: Zoo, boss: Actor) -> None:
    taiga, umka = (bear(database, zoo, boss) for _two in range(2))
    bear(database, zoo, boss, taxon="Aix galericulata", unit="SL")
    with database.work(boss, "worming") as work:
        values = {"what": "worming", "every_months": 6, "taxon_id": zoo.taxa["Carnivora"], "since": day(3, 31)}
        plan = prevention.add_plan(work, values)
    assert due(database) == [("worming", day(3, 31), "overdue")] * 2
    with database.work(boss, "wormed") as work:
        prevention.done(work, plan, [taiga], day(5, 31))
        prevention.done(work, plan, [umka], TODAY)
        entry = work.entry_id
    assert due(database, on=TODAY) == [("worming", day(11, 30), "due")]
    assert due(database, when="year") == [("worming", day(11, 30), "due"), ("worming", dt.date(2025, 5, 20), "later")]
    assert due(database, taxon=str(zoo.taxa["Aves"])) == []
    with database.work(boss, "never", None) as work:
        undoing.undo(work, entry)
    assert len(due(database)) == 2
    with pytest.raises(Invalid, match="begins later"), database.work(boss, "?") as work:
        prevention.done(work, plan, [taiga], day(2, 1))


def test_a_plan_is_for_a_taxon_or_for_one_animal(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal = bear(database, zoo, boss)
    for values, field in (
        ({}, "taxon_id"),
        ({"taxon_id": zoo.taxa["Ursus"], "animal_id": animal}, "taxon_id"),
        ({"taxon_id": zoo.taxa["Ursus"], "until": day(1, 1)}, "until"),
        ({"taxon_id": zoo.taxa["Ursus"], "every_months": -1}, "every_months"),
        ({"taxon_id": zoo.taxa["Ursus"], "what": " "}, "what"),
    ):
        said = {"what": "hooves", "every_months": 3, "since": TODAY, **values}
        with pytest.raises(Invalid) as caught, database.work(boss, "?") as work:
            prevention.add_plan(work, said)
        assert [problem.field for problem in caught.value.problems] == [field]


def test_a_vaccination_of_a_plan_is_its_act_and_names_the_next_day(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal = bear(database, zoo, boss)
    with database.work(boss, "rabies") as work:
        values = {"what": "rabies", "every_months": 12, "animal_id": animal, "since": day(1, 1)}
        plan = prevention.add_plan(work, values)
        (made,) = prevention.vaccinate(work, [animal], SHOT, plan)
        assert work.get(Vaccination, made).next_due == dt.date(2025, 11, 20)
    assert due(database, when="year") == [("rabies", dt.date(2025, 11, 20), "later")]
    with database.work(boss, "another animal") as work:
        prevention.void_vaccination(work, made)
    assert due(database) == [("rabies", day(1, 1), "overdue")]
    with database.read() as session:
        assert session.query(PreventiveAct).filter(PreventiveAct.voided_by.is_(None)).count() == 0
        assert [one.label for one in preventive.plans_for(session, [animal], TODAY)] == ["rabies"]


def test_a_vaccination_without_a_plan_is_due_when_it_says(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal = bear(database, zoo, boss)
    with database.work(boss, "twice") as work:
        prevention.vaccinate(work, [animal], {**SHOT, "on": day(1, 2), "next_due": day(2, 2)})
        prevention.vaccinate(work, [animal], {**SHOT, "next_due": TODAY + DAY})
    assert due(database) == [("rabies", TODAY + DAY, "due")]


def test_R92_health_is_derived_from_the_logbook(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal, bears = bear(database, zoo, boss), zoo.taxa["Ursus arctos"]
    with database.work(boss, "logbook", ALL) as work:
        prevention.write_health(work, [animal], day(1, 1), Health.NORMAL, None)
        prevention.write_health(work, [animal], day(1, 10), Health.ABNORMAL, "lame")
        measures.weigh(work, animal, Weight(190_000), Weighing(day(1, 9)))
        measures.weigh(work, animal, Weight(150_000), Weighing(day(1, 11)))
        measures.weigh(work, animal, Weight(200_000), Weighing(day(1, 3)))
    with database.read() as session:
        assert health.state_on(session, animal, day(1, 9)) is Health.NORMAL
        assert health.state_on(session, animal, day(1, 10)) is Health.ABNORMAL
        assert health.state_on(session, animal, dt.date(2023, 12, 31)) is None
        assert health.healthy_weights(session, bears, TODAY) == health.Interval(2, 190_000, 195_000, 200_000)
    with database.work(boss, "it was ill earlier") as work:
        (made,) = prevention.write_health(work, [animal], day(1, 8), Health.ABNORMAL, "lame")
    with database.read() as session:
        assert health.state_on(session, animal, day(1, 9)) is Health.ABNORMAL
        assert health.healthy_weights(session, bears, TODAY) == health.Interval(1, 200_000, 200_000, 200_000)
        assert health.healthy_weights(session, zoo.taxa["Aves"], TODAY) is None
    with database.work(boss, "it was not") as work:
        prevention.void_health(work, made)
    with database.read() as session:
        assert health.state_on(session, animal, day(1, 9)) is Health.NORMAL
        assert session.query(HealthEntry).count() == 3


def test_R92_of_two_entries_of_one_day_the_later_one_counts(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal = bear(database, zoo, boss)
    with database.work(boss, "logbook") as work:
        for state in (Health.CRITICAL, Health.WATCHED):
            prevention.write_health(work, [animal], TODAY, state, None)
    with database.read() as session:
        assert health.state_on(session, animal, TODAY) is Health.WATCHED


def test_a_vaccine_of_so_many_of_a_group_is_one_record(database: Database, zoo: Zoo, boss: Actor) -> None:
    ducks = bear(database, zoo, boss, taxon="Aix galericulata", count="0.0.40", unit="SL")
    with database.work(boss, "the half") as work:
        prevention.vaccinate(work, [ducks], {**SHOT, "count": 20})
    with database.read() as session:
        assert session.query(Vaccination).one().count == SexCount(0, 0, 20).total


def test_a_vaccination_card_lists_what_was_given_until_that_day(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal = bear(database, zoo, boss, local_id="24-0007")
    with database.work(boss, "shots") as work:
        for on in (day(1, 2), TODAY):
            prevention.vaccinate(work, [animal], {**SHOT, "on": on, "next_due": on + DAY})
    with database.read() as session:
        card = vaccination_card.sheet(session, Asked(day(1, 1), day(5, 1), animal=animal))
        assert card.title == "Vaccination card: 24-0007"
        assert [row.cells["on"] for row in card.parts[0].rows] == [day(1, 2)]
        with pytest.raises(NotFound):
            vaccination_card.sheet(session, Asked(TODAY, TODAY, animal=999))


def test_the_year_plan_counts_each_month_and_what_repeats_in_it(database: Database, zoo: Zoo, boss: Actor) -> None:
    for _two in range(2):
        bear(database, zoo, boss)
    with database.work(boss, "calendar") as work:
        for what, months in (("hooves", 6), ("rabies", 12)):
            values = {"what": what, "every_months": months, "taxon_id": zoo.taxa["Ursus"], "since": day(1, 1)}
            prevention.add_plan(work, values)
    with database.read() as session:
        (part,) = preventive_year.sheet(session, TODAY).parts
    said = {row.cells["what"]: {key: n for key, n in row.cells.items() if isinstance(n, int)} for row in part.rows}
    assert said == {"hooves": {"2024-11": 2, "2025-05": 2}, "rabies": {"2024-11": 2}}
