"""Who restarts a quarantine clock and who does not: scopes, shared air, splits, births (R46, R47, ledger.md 2.9)."""

import datetime as dt

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from tests.quarantined import BY_ORDER, DAY, DEC_5, DEC_20, JAN_4, ends, enter, later
from zooapp.database import Database
from zooapp.errors import Unsettled
from zooapp.models import Enclosure, Protocol, QuarantineCase, QuarantineEntry, Rank, Scope
from zooapp.quarantine.crossings import same_scope
from zooapp.services import protocols
from zooapp.services.quarantine import split_case
from zooapp.work import ALL, Actor


@pytest.mark.parametrize(
    ("protocol", "cockatoos_until", "ducks_until"),
    [(BY_ORDER, DEC_20, JAN_4), ("by_class", JAN_4, JAN_4), ("batch", JAN_4, JAN_4)],
)
def test_R47_ducks_restart_ducks_by_order_and_all_birds_by_class_or_batch(
    database: Database, zoo: Zoo, boss: Actor, protocol: str, cockatoos_until: dt.date, ducks_until: dt.date
) -> None:
    database.clock.day = DEC_20
    with database.work(boss, "birds", accept=ALL) as work:
        cases = [
            enter(work, zoo, taxon, unit="B1", protocol=protocol, count=count)
            for taxon, count in (("Cacatua alba", "0.0.1"), ("Phasianidae", "0.0.25"), ("Aix galericulata", "0.0.40"))
        ]
    more = later(database, zoo, "Aix galericulata", DEC_5, "B1", protocol=protocol)
    assert ends(database, *cases, more) == [cockatoos_until] * 2 + [ducks_until] * 2


def test_R55_a_batch_counts_from_the_entry_of_its_last_bird(database: Database, zoo: Zoo) -> None:
    database.clock.day = DEC_20
    days = (TODAY, TODAY + DAY, DEC_5)
    cases = [later(database, zoo, "Aix galericulata", on, "B1", protocol="batch") for on in days]
    assert ends(database, *cases) == [JAN_4] * 3


@pytest.mark.parametrize(("disease", "days"), [("avian influenza", 14), ("Newcastle disease", 21), ("as it was", 30)])
def test_R59_waiting_periods_are_data_of_the_edition(
    database: Database, zoo: Zoo, boss: Actor, disease: str, days: int
) -> None:
    database.clock.day = DEC_20
    with database.work(boss, disease, accept=ALL) as work:
        made = protocols.new_edition(work, zoo.protocols["batch"], f"{days} days", {"min_days": days})
        case = enter(work, zoo, "Aix galericulata", unit="B1", protocol="batch")
        protocols.change_edition(work, [case], made.id, disease)
    assert ends(database, case) == [TODAY + days * DAY]


def test_R47_air_is_shared_by_units_that_say_so(database: Database, zoo: Zoo, boss: Actor) -> None:
    database.clock.day = DEC_20
    with database.work(boss, "one duct", accept=ALL) as work:
        for code in ("Q1", "Q2"):
            place = work.get(Enclosure, zoo.enclosures[code])
            work.amend(Enclosure, place.id, place.version, {"air_space": "carnivores"})
        lion = enter(work, zoo, "Panthera leo", unit="Q1", protocol="by_air")
        calm = enter(work, zoo, "Panthera leo", unit="Q1")
    later(database, zoo, "Ursus arctos", DEC_5, "Q2")
    assert ends(database, lion, calm) == [JAN_4, DEC_20]


def test_R47_an_area_is_all_units_of_the_station(database: Database, zoo: Zoo, boss: Actor) -> None:
    database.clock.day = DEC_20
    with database.work(boss, "the whole station", accept=ALL) as work:
        protocol = work.get(Protocol, zoo.protocols["by_air"])
        work.amend(Protocol, protocol.id, protocol.version, {"place": "area"})
        lion = enter(work, zoo, "Panthera leo", unit="Q1", protocol="by_air")
    later(database, zoo, "Ursus arctos", DEC_5, "Q4")
    assert ends(database, lion) == [JAN_4]


def test_R46_a_taxon_not_known_to_the_scope_counts_as_the_same(database: Database, zoo: Zoo, boss: Actor) -> None:
    database.clock.day = DEC_20
    with database.work(boss, "arrival", accept=ALL) as work:
        duck = enter(work, zoo, "Aix galericulata", unit="B1")
        lion = enter(work, zoo, "Panthera leo", unit="B1")
    with pytest.raises(Unsettled, match="not known to order"), database.work(boss, "some bird") as work:
        enter(work, zoo, "Aves", DEC_5, "B1")
    later(database, zoo, "Aves", DEC_5, "B1")
    assert ends(database, duck, lion) == [JAN_4, DEC_20]


def test_R46_a_split_is_no_entry_and_the_part_keeps_its_day(database: Database, zoo: Zoo, boss: Actor) -> None:
    database.clock.day = DEC_20
    with database.work(boss, "ducks", accept=ALL) as work:
        first = enter(work, zoo, "Aix galericulata", dt.date(2024, 11, 10), "B1", count="0.0.40")
        second = enter(work, zoo, "Aix galericulata", unit="B1", count="0.0.10")
    with database.work(boss, "a part", accept=ALL) as work:
        whole = work.get(QuarantineCase, second)
        part = arrive(work, zoo, "Aix galericulata", "0.0.1", unit="B1", on=DEC_5)
        split_case(work, whole.animal_id, part)
        case = work.session.scalars(select(QuarantineCase).where(QuarantineCase.animal_id == part)).one()
    assert (case.split_from_id, case.protocol_id) == (second, whole.protocol_id)
    assert ends(database, first, second, case.id) == [DEC_20] * 3
    with database.read() as session:
        copy = session.scalars(select(QuarantineEntry).where(QuarantineEntry.case_id == case.id)).one()
        assert (copy.entered, copy.copied_from_id is not None) == (TODAY, True)


def test_R46_births_inside_are_no_entry(database: Database, zoo: Zoo, boss: Actor) -> None:
    bear = later(database, zoo, "Ursus arctos", TODAY)
    database.clock.day = DEC_20
    with database.work(boss, "a cub", accept=ALL) as work:
        arrive(work, zoo, "Ursus arctos", "0.0.1", unit="Q1", on=DEC_5)
    assert ends(database, bear) == [DEC_20]


BEAR = {Rank.CLASS: 1, Rank.ORDER: 2, Rank.FAMILY: 3, Rank.GENUS: 4, Rank.SPECIES: 5}
LION = {Rank.CLASS: 1, Rank.ORDER: 2, Rank.FAMILY: 6, Rank.GENUS: 7, Rank.SPECIES: 8}
DUCK = {Rank.CLASS: 10, Rank.ORDER: 11}


def test_R47_the_scope_decides_who_is_the_same() -> None:
    together = [scope.value for scope in Scope if same_scope(BEAR, LION, scope)]
    assert together == ["order", "class", "all", "batch"]
    assert [scope.value for scope in Scope if same_scope(BEAR, DUCK, scope)] == ["all", "batch"]
    assert same_scope(DUCK, {Rank.CLASS: 10}, Scope.SPECIES)
