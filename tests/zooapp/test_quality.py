"""The data-quality inbox: each thing that is wrong is found once, says what to do, and is gone when it is mended."""

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from tests.counting import statements
from tests.herd import DAY
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.lists import quality, reading
from zooapp.lists.spec import Query
from zooapp.models import (
    Animal,
    AnimalKind,
    Identifier,
    MarkKind,
    Origin,
    Parentage,
    ParentRole,
    Stay,
    Taxon,
    TaxonStatus,
)
from zooapp.services import dispositions
from zooapp.values.dates import FuzzyDate
from zooapp.work import ALL, Actor, Work

LION, DUCK, BEAR = "Panthera leo", "Aix galericulata", "Ursus arctos"
CHIP = "643094100012345"


def sound(work: Work, zoo: Zoo, taxon: str = LION, count: str = "1.0.0", **what: str | dt.date | int) -> int:
    """An animal of which nothing can be said."""
    animal = arrive(work, zoo, taxon, count, **({"unit": "LT"} | what))
    record = work.get(Animal, animal)
    record.origin = Origin.CAPTIVE
    if record.kind is AnimalKind.INDIVIDUAL:
        record.born = FuzzyDate.exact(TODAY - 1000 * DAY)
    return animal


def found(database: Database, **filters: str) -> dict[str, list[int]]:
    """What is found: the words, with the animals."""
    with database.read() as session:
        rows = list(reading.rows(session, quality.LIST, Query(on=TODAY, filters=filters)))
    told: dict[str, list[int]] = {}
    for row in rows:
        told.setdefault(row.cells["says"], []).append(quality.place(row.id)[0])
    return told


def born_late(work: Work, zoo: Zoo) -> list[int]:
    animal = sound(work, zoo)
    work.get(Animal, animal).born = FuzzyDate.exact(TODAY + 1 * DAY)
    return [animal]


def perhaps_late(work: Work, zoo: Zoo) -> list[int]:
    animal = sound(work, zoo)
    work.get(Animal, animal).born = FuzzyDate(
        TODAY - 9 * DAY, TODAY + 9 * DAY, TODAY, FuzzyDate.year(2024).kind, "as they said"
    )
    return [animal]


def two_places(work: Work, zoo: Zoo) -> list[int]:
    animal = sound(work, zoo)
    work.add(Stay(animal_id=animal, enclosure_id=zoo.enclosures["Q1"], since=TODAY))
    return [animal]


def no_place(work: Work, zoo: Zoo) -> list[int]:
    animal = sound(work, zoo, on=TODAY)
    for stay in work.session.scalars(select(Stay).where(Stay.animal_id == animal)):
        work.close(stay, TODAY)
    return [animal]


def same_chip(work: Work, zoo: Zoo, disputed: bool = False) -> list[int]:
    animals = [sound(work, zoo), sound(work, zoo, BEAR, unit="BR1")]
    for animal in animals:
        work.add(Identifier(animal_id=animal, kind=MarkKind.TRANSPONDER, value=CHIP, disputed=disputed))
    return animals


def in_dispute(work: Work, zoo: Zoo) -> list[int]:
    return same_chip(work, zoo, disputed=True)


def young_parent(work: Work, zoo: Zoo) -> list[int]:
    cub, sire = sound(work, zoo), sound(work, zoo)
    work.get(Animal, sire).house_name = "Leo"
    work.get(Animal, cub).born = FuzzyDate.exact(TODAY - 10 * DAY)
    taxon = work.get(Taxon, zoo.taxa["Felidae"])
    work.amend(Taxon, taxon.id, taxon.version, {"maturity_m": 36, "maturity_f": 30})
    work.add(Parentage(animal_id=cub, role=ParentRole.SIRE, parent_id=sire))
    return [cub]


def unsexed(work: Work, zoo: Zoo) -> list[int]:
    taxon = work.get(Taxon, zoo.taxa["Felidae"])
    work.amend(Taxon, taxon.id, taxon.version, {"maturity_m": 24, "maturity_f": 30})
    cub = sound(work, zoo, count="0.0.1")
    work.get(Animal, cub).born = FuzzyDate.exact(TODAY - 800 * DAY)
    return [sound(work, zoo, count="0.0.1")]


def no_origin(work: Work, zoo: Zoo) -> list[int]:
    for taxon, value in (("Felidae", "II"), ("Ursidae", "II"), (BEAR, "-")):
        work.add(TaxonStatus(taxon_id=zoo.taxa[taxon], scheme="CITES", value=value, source="test"))
    lion, bear = sound(work, zoo), sound(work, zoo, BEAR)
    for animal in (lion, bear):
        work.get(Animal, animal).origin = Origin.UNKNOWN
    return [lion]


def no_local_id(work: Work, zoo: Zoo) -> list[int]:
    animal = sound(work, zoo)
    for mark in work.session.scalars(select(Identifier).where(Identifier.animal_id == animal)):
        work.void(mark)
    return [animal]


def no_birth(work: Work, zoo: Zoo) -> list[int]:
    sound(work, zoo, DUCK, "0.0.9")
    known = arrive(work, zoo, LION, "0.1.0", unit="LT")
    work.get(Animal, known).born = FuzzyDate.undetermined()
    return [arrive(work, zoo, LION, "1.0.0", unit="LT")]


def no_note(work: Work, zoo: Zoo) -> list[int]:
    animals = [sound(work, zoo), sound(work, zoo)]
    for animal, note in zip(animals, ("", "by the teeth"), strict=True):
        year = FuzzyDate.year(2019)
        work.get(Animal, animal).born = FuzzyDate(year.earliest, year.latest, year.nominal, year.kind, note)
    return animals[:1]


CASES: dict[str, Callable[[Work, Zoo], list[int]]] = {
    "In the books before it was born": born_late,
    "Perhaps born after it was in the books": perhaps_late,
    "In two enclosures at once": two_places,
    "In no enclosure": no_place,
    f"Chip {CHIP} is in another living animal too": same_chip,
    f"Chip {CHIP} is disputed": in_dispute,
    "Its parent Leo was too young": young_parent,
    "Grown up, and its sex is not known": unsexed,
    "CITES II, and its origin is not known": no_origin,
    "No local ID": no_local_id,
    "No birth date": no_birth,
    "Birth estimated, and nobody said how": no_note,
}


@pytest.mark.parametrize("words", list(CASES))
def test_R18_R27_R41_R106_each_fault_is_found_alone_and_once(
    database: Database, zoo: Zoo, boss: Actor, words: str
) -> None:
    with database.work(boss, "sound ones", accept=ALL) as work:
        sound(work, zoo)
    assert found(database) == {}
    with database.work(boss, "and one that is not", accept=ALL) as work:
        faulty = CASES[words](work, zoo)
    assert {key: sorted(animals) for key, animals in found(database).items()} == {words: faulty}


def test_R106_a_dead_animal_keeps_its_chip_without_a_fault(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "one chip, two animals, one of them dead", accept=ALL) as work:
        _lion, bear = same_chip(work, zoo)
    with database.work(boss, "it died", accept=ALL) as work:
        dispositions.death(work, bear, None, Act(TODAY, zoo.terms["natural_death"]))
    assert found(database) == {}


def test_the_worst_comes_first_and_filters_and_foot_count(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "some", accept=ALL) as work:
        no_birth(work, zoo)
        two_places(work, zoo)
        no_place(work, zoo)
    assert list(found(database)) == ["In two enclosures at once", "In no enclosure", "No birth date"]
    assert list(found(database, grade="warn")) == ["In no enclosure"]
    assert list(found(database, check="no_birth")) == ["No birth date"]
    assert found(database, check="no_birth", grade="bad") == {}
    with database.read() as session:
        assert quality.LIST.foot is not None
        words = quality.LIST.foot(session, Query(on=TODAY))
        assert words == "3 findings · Impossible 1 · Doubtful 1 · Not recorded 1"
        one = Query(on=TODAY, filters={"check": "no_birth"})
        assert quality.LIST.foot(session, one) == "1 finding · Not recorded 1"
        assert len(reading.first(session, quality.LIST, Query("leo", on=TODAY))) == 0


def test_a_line_says_what_to_do_and_where(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "one", accept=ALL) as work:
        (animal,) = no_birth(work, zoo)
    with database.read() as session:
        (row,) = reading.first(session, quality.LIST, Query(on=TODAY))
    assert quality.place(row.id) == (animal, "edit", "born")
    assert row.cells["advice"] == "As exact as known: 2019, ~2019, unknown"
    assert row.cells["taxon"] == LION


def test_what_the_books_would_refuse_is_found_when_it_came_in_otherwise(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "ducks, a lion, a bear", accept=ALL) as work:
        ducks = sound(work, zoo, DUCK, "0.0.4", unit="SL")
        lion, bear = sound(work, zoo), sound(work, zoo, BEAR, unit="BR1")
    account = 'transaction_id, "on", seq, mode, animal_id, taxon_id, holder_id, owner_id'
    with database.engine.begin() as connection:
        for animal, count in ((ducks, "0, 0, -9"), (lion, "1, 0, 0"), (bear, "-1, 0, 0")):
            connection.exec_driver_sql(
                f"INSERT INTO postings ({account}, m, f, u) "
                f"SELECT {account}, {count} FROM postings WHERE animal_id = {animal}"
            )
    assert found(database) == {
        "More left than were there": [ducks],
        "One animal, and the books have more": [lion],
        "In an enclosure, and not held here": [ducks, bear],
    }


def test_a_longer_list_costs_no_more_statements(database: Database, zoo: Zoo, boss: Actor) -> None:
    asked = []
    for _turn in range(2):
        with database.work(boss, "more", accept=ALL) as work:
            for _n in range(4):
                no_birth(work, zoo)
        with database.read() as session, statements(database) as counted:
            reading.first(session, quality.LIST, Query(on=TODAY))
        asked.append(len(counted))
    assert asked[0] == asked[1] <= 8
