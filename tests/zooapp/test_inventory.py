"""The inventory always adds up, on both bases, and the worked example of the rules comes out to the animal."""

import datetime as dt
from collections.abc import Iterator

import pytest

from tests.builders import TODAY, Zoo, arrive, ids
from tests.founding import arrived
from zooapp import inventory
from zooapp.booking import Act
from zooapp.clock import Clock
from zooapp.database import Database, open_database
from zooapp.inventory import Basis, Delta, Standing
from zooapp.services import accessions, determinations, dispositions
from zooapp.services.accessions import Birth
from zooapp.services.determinations import Finding
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor

DUCK = "Aix galericulata"
FIRST, LAST = dt.date(2025, 1, 1), dt.date(2025, 12, 31)


@pytest.fixture
def year(database_url: str, boss: Actor) -> Iterator[Database]:
    """The ducks of 2025 (R66), seen from the end of that year."""
    database = open_database(database_url, Clock(day=LAST))
    zoo = ids(database)
    with database.work(boss, "the year of the ducks", accept=ALL) as work:
        ducks = arrive(work, zoo, DUCK, "18.22.0", on=dt.date(2024, 11, 20))
        hatched = Act(dt.date(2025, 5, 10), zoo.terms["hatch"])
        accessions.birth(work, Birth(SexCount(0, 0, 14), into_id=ducks), hatched)
        for month, dead in ((2, "1.0.0"), (6, "0.0.2"), (7, "0.0.1")):
            died = Act(dt.date(2025, month, 1), zoo.terms["natural_death"])
            dispositions.death(work, ducks, SexCount.parse(dead), died)
        determinations.sexed(work, ducks, SexCount(5, 6, 0), Finding(method="plumage"), Act(dt.date(2025, 9, 1)))
        out = Act(dt.date(2025, 10, 1), zoo.terms["loan_out"], zoo.institutions["MOSCOW"])
        dispositions.depart(work, ducks, SexCount(2, 2, 0), out)
        arrive(work, zoo, DUCK, "1.1.0", on=LAST, owner="MOSCOW")
    yield database
    database.close()


def test_R66_G6_R60_R64_the_duck_year_closes_at_48_held_and_50_owned(year: Database) -> None:
    with year.read() as session:
        (held,) = inventory.lines(session, FIRST, LAST, Basis.PHYSICAL)
        (owned,) = inventory.lines(session, FIRST, LAST, Basis.OWNERSHIP)
    assert (str(held.closing), held.closing.total) == ("21.27.0", 48)
    assert (str(owned.closing), owned.closing.total) == ("22.28.0", 50)
    assert (held.opening, held.births, held.deaths) == (Delta(18, 22, 0), Delta(0, 0, 14), Delta(-1, 0, -3))
    assert (held.sexed, held.sexed.total) == (Delta(5, 6, -11), 0)
    assert (held.departures, held.arrivals) == (Delta(-2, -2, 0), Delta(1, 1, 0))
    assert (owned.departures, owned.arrivals) == (Delta(), Delta())
    assert (held.sum_of_parts(), owned.sum_of_parts()) == (held.closing, owned.closing)


def test_R31_R33_owned_is_held_without_loans_in_and_with_loans_out(year: Database) -> None:
    with year.read() as session:
        (block,) = inventory.blocks(session, LAST)
    assert (str(block.onsite), str(block.loan_in), str(block.loan_out)) == ("20.26.0", "1.1.0", "2.2.0")
    assert (str(block.held), str(block.owned), block.in_transit.total) == ("21.27.0", "22.28.0", 0)
    with year.read() as session:
        theirs = inventory.blocks(session, LAST, ids(year).institutions["MOSCOW"])
    assert [(str(b.loan_in), str(b.loan_out)) for b in theirs] == [("2.2.0", "1.1.0")]


def test_R31_one_record_stands_here_on_loan_out_and_once_gone_nowhere(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    moscow = zoo.institutions["MOSCOW"]
    with database.work(boss, "some on loan, one in on loan") as work:
        ducks = arrive(work, zoo, DUCK, "5.5.0")
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0", owner="MOSCOW")
        dispositions.depart(work, ducks, SexCount(2, 2, 0), Act(TODAY, zoo.terms["loan_out"], moscow))
    with database.read() as session:
        found = inventory.standing(session, ducks, TODAY)
        assert {how.value: str(n) for how, n in found.items()} == {"onsite": "3.3.0", "loan_out": "2.2.0"}
        assert inventory.standing(session, bear, TODAY) == {Standing.LOAN_IN: SexCount(0, 1, 0)}
        assert inventory.standing(session, bear, TODAY, moscow) == {Standing.LOAN_OUT: SexCount(0, 1, 0)}
    with database.work(boss, "died, the owner is told", ALL) as work:
        dispositions.death(work, bear, None, Act(TODAY))
    with database.read() as session:
        assert inventory.standing(session, bear, TODAY) == {}


def test_R63_a_year_opens_where_the_last_one_closed(year: Database) -> None:
    day = dt.timedelta(days=1)
    with year.read() as session:
        for basis in Basis:
            (before,) = inventory.lines(session, FIRST, LAST, basis)
            (after,) = inventory.lines(session, LAST + day, LAST + day * 365, basis)
            assert after.opening == before.closing


def test_R33_the_identity_holds_while_animals_are_under_way(year: Database, boss: Actor) -> None:
    zoo = ids(year)
    with year.work(boss, "on their way", accept=ALL) as work:
        more = arrive(work, zoo, DUCK, "0.0.5", on=LAST)
        act = Act(LAST, zoo.terms["donation_to"], zoo.institutions["THIRD"])
        dispositions.send(work, more, SexCount(0, 0, 3), act)
    with year.read() as session:
        (block,) = inventory.blocks(session, LAST)
        (held,) = inventory.lines(session, FIRST, LAST, Basis.PHYSICAL)
        (owned,) = inventory.lines(session, FIRST, LAST, Basis.OWNERSHIP)
    assert (block.held.total, block.in_transit.total, block.owned.total) == (50, 3, 55)
    assert (held.closing.total, owned.closing.total) == (50, 55)


def test_G1_the_head_count_tells_animals_and_species_today_and_a_year_ago(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    arrived(database, zoo, boss)
    with database.read() as session:
        today = inventory.head_count(session, TODAY)
        by_class = inventory.by_rank(session, TODAY)
        next_year = inventory.head_count(session, dt.date(2025, 11, 20))
    assert (today.animals, today.species, today.animals_year_ago, today.species_year_ago) == (75, 5, 0, 0)
    assert by_class == {zoo.taxa["Mammalia"]: 5, zoo.taxa["Aves"]: 70}
    assert (next_year.animals_year_ago, next_year.species_year_ago) == (75, 5)


def test_a_taxon_that_neither_stood_nor_moved_has_no_line(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "came and went") as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0", on=dt.date(2023, 5, 1))
        dispositions.death(work, bear, None, Act(dt.date(2023, 6, 1)))
    with database.read() as session:
        assert inventory.lines(session, dt.date(2024, 1, 1), TODAY, Basis.PHYSICAL) == []
        assert inventory.blocks(session, TODAY) == []
