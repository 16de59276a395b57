"""Ins and outs, births and deaths: their sums are those of the inventory, and each line says what it counts."""

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from tests.builders import Zoo, arrive, ids
from tests.counting import statements
from zooapp.booking import Act
from zooapp.clock import Clock
from zooapp.database import Database, open_database
from zooapp.inventory import Delta
from zooapp.models import Animal
from zooapp.reports import births_and_deaths, ins_and_outs
from zooapp.reports.inventory_report import inventory_report
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.spec import Answer, Asked
from zooapp.services import accessions, dispositions
from zooapp.services.accessions import Birth
from zooapp.services.dispositions import Change
from zooapp.values.counts import SexCount
from zooapp.values.dates import FuzzyDate
from zooapp.work import ALL, Actor

DUCK, LION, BEAR = "Aix galericulata", "Panthera leo", "Ursus arctos"
FIRST, LAST = dt.date(2025, 1, 1), dt.date(2025, 12, 31)


def act(zoo: Zoo, month: int, day: int, term: str, partner: str = "") -> Act:
    return Act(dt.date(2025, month, day), zoo.terms[term], zoo.institutions[partner] if partner else None)


@pytest.fixture
def year(database_url: str, boss: Actor) -> Iterator[Database]:
    """Ducks that hatch, die and go on loan; a cub that dies young, one that does not; a bear that comes on loan."""
    database = open_database(database_url, Clock(day=LAST))
    zoo = ids(database)
    with database.work(boss, "a year", accept=ALL) as work:
        ducks = arrive(work, zoo, DUCK, "18.22.0", local_id="25-0001", on=dt.date(2024, 11, 20))
        accessions.birth(work, Birth(SexCount(0, 0, 14), into_id=ducks), act(zoo, 5, 10, "hatch"))
        for month, day, dead in ((2, 1, "1.0.0"), (6, 1, "0.0.2"), (7, 1, "0.0.1")):
            dispositions.death(work, ducks, SexCount.parse(dead), act(zoo, month, day, "natural_death"))
        dispositions.depart(work, ducks, SexCount(2, 2, 0), act(zoo, 10, 1, "loan_out", "MOSCOW"))
        dam = arrive(work, zoo, LION, "0.1.0", local_id="25-0002", on=dt.date(2020, 1, 1))
        for name, month, day in (("Short", 3, 31), ("Long", 9, 1)):
            (key,) = accessions.birth(work, Birth(SexCount(0, 0, 1), dam_id=dam), act(zoo, 3, 1, "hatch"))
            work.get(Animal, key).house_name = name
            work.get(Animal, key).born = FuzzyDate.exact(dt.date(2025, 3, 1))
            dispositions.death(work, key, None, act(zoo, month, day, "natural_death"))
        arrive(work, zoo, BEAR, "0.1.0", local_id="25-0009", on=dt.date(2025, 4, 1), owner="MOSCOW")
    yield database
    database.close()


def ask(database: Database, answer: Answer, taxon: int = 0) -> Sheet:
    with database.read() as session:
        return answer(session, Asked(FIRST, LAST, taxon=taxon))


def sums(part: Part) -> Delta:
    return Delta(*part.sums["mfu"])


def test_ins_and_outs_add_up_to_the_inventory_of_the_same_days(year: Database) -> None:
    came, left, title = ask(year, ins_and_outs.sheet).parts
    with year.read() as session:
        cells = inventory_report(session, Asked(FIRST, LAST)).total.cells
    assert sums(came) == cells["births"] + cells["arrivals"] + cells["loans_in"] == Delta(0, 1, 16)
    losses = cells["deaths"] + cells["departures"] + cells["loans_out"]
    assert sums(left) == Delta(-losses.m, -losses.f, -losses.u) == Delta(3, 2, 5)
    assert title.rows == ()


def test_an_in_says_what_changed_and_who_wrote_it(year: Database) -> None:
    came, left, _title = ask(year, ins_and_outs.sheet).parts
    (bear,) = [row.cells for row in came.rows if row.cells["local_id"] == "25-0009"]
    assert (bear["physical"], bear["ownership"], bear["words"]) == ("in", "", "Arrived from Moscow Zoo")
    (lent,) = [row.cells for row in left.rows if row.cells["term"] == "loan_out"]
    assert (lent["physical"], lent["ownership"], lent["mfu"]) == ("out", "", (2, 2, 0))
    (died, *_more) = [row.cells for row in left.rows if row.cells["words"] == "Died"]
    assert (died["physical"], died["ownership"], str(died["on"])) == ("out", "out", "2025-02-01")


def test_R35_what_changes_its_owner_alone_stands_apart(year: Database, boss: Actor) -> None:
    zoo = ids(year)
    with year.work(boss, "the bear is ours", accept=ALL) as work:
        bear = max(work.session.scalars(select(Animal.id)))
        change = Change(owner_id=zoo.us, from_id=zoo.us)
        dispositions.transfer(work, bear, change, act(zoo, 8, 1, "donation_from", "MOSCOW"))
    title = ask(year, ins_and_outs.sheet).parts[2]
    (row,) = title.rows
    assert (row.cells["mfu"], row.cells["physical"], row.cells["ownership"]) == ((0, 1, 0), "", "in")


def test_R62_young_that_died_within_thirty_days_are_counted_and_doubt_is_said(year: Database) -> None:
    found = ask(year, births_and_deaths.sheet)
    births, deaths = found.parts
    assert (sums(births), sums(deaths)) == (Delta(0, 0, 16), Delta(1, 0, 5))
    told = [(row.cells["name"], str(row.cells["on"]), row.cells["young"]) for row in deaths.rows]
    assert told == [
        ("Group", "2025-02-01", "no"),
        ("Short", "2025-03-31", "yes"),
        ("Group", "2025-06-01", "not known"),
        ("Group", "2025-07-01", "no"),
        ("Long", "2025-09-01", "no"),
    ]
    facts = dict(found.facts)
    assert facts["Of these within 30 days of birth"] == "0.0.1 = 1 animal"
    assert facts["Of these perhaps within 30 days"] == "0.0.2 = 2 animals"


def test_R20_a_death_says_the_age_and_a_birth_its_parents(year: Database) -> None:
    births, deaths = ask(year, births_and_deaths.sheet).parts
    assert [row.cells["age"] for row in deaths.rows if row.cells["name"]] == ["", "30 d", "", "", "6 mo"]
    cubs = [row.cells["parents"] for row in births.rows if row.cells["name"] in ("Short", "Long")]
    assert all(parents.startswith("Dam 25-0002") for parents in cubs)


def test_a_period_of_one_taxon_leaves_the_others_out(year: Database) -> None:
    zoo = ids(year)
    births, deaths = ask(year, births_and_deaths.sheet, taxon=zoo.taxa["Felidae"]).parts
    assert (sums(births), sums(deaths)) == (Delta(0, 0, 2), Delta(0, 0, 2))
    came, left, _title = ask(year, ins_and_outs.sheet, taxon=zoo.taxa["Ursidae"]).parts
    assert (sums(came), sums(left)) == (Delta(0, 1, 0), Delta())


@pytest.mark.parametrize("answer", [ins_and_outs.sheet, births_and_deaths.sheet])
def test_a_longer_period_costs_no_more_statements(year: Database, answer: Answer) -> None:
    asked = []
    for first in (LAST, dt.date(2019, 1, 1)):
        with year.read() as session, statements(year) as counted:
            answer(session, Asked(first, LAST))
        asked.append(len(counted))
    assert max(asked) <= 5
