"""Life data of an animal: former names, how it was born, its collection, and taxa changed for many at once."""

import datetime as dt

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from zooapp import i18n, inventory, ledger
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid
from zooapp.inventory import Basis
from zooapp.ledger import Filter
from zooapp.lists import animals as listed
from zooapp.lists import collections as collection_list
from zooapp.lists import reading
from zooapp.lists.maturity import ages_of, birth_type_of
from zooapp.lists.spec import Query
from zooapp.models import Animal, AnimalName, BirthType, Collection, Determination, SearchText, Taxon
from zooapp.search import matching
from zooapp.services import animals, collections, reclassifications, undoing
from zooapp.services.determinations import Finding
from zooapp.work import ALL, Actor

OLD, NEW = "Phasianus colchicus", "Chrysolophus pictus"
WEEK_AGO = TODAY - dt.timedelta(days=7)


def name(database: Database, boss: Actor, animal: int, text: str | None, since: dt.date | None = None) -> int:
    """Give an animal another name; the entry of the journal."""
    with database.work(boss, "named") as work:
        animals.amend(work, animal, work.get(Animal, animal).version, {"house_name": text}, since)
    return work.entry_id


def borne(database: Database, animal: int) -> list[tuple[str, dt.date | None, dt.date]]:
    with database.read() as session:
        rows = select(AnimalName).where(AnimalName.animal_id == animal, AnimalName.voided_by.is_(None))
        return [(row.text, row.since, row.until) for row in session.scalars(rows.order_by(AnimalName.id))]


def found(database: Database, text: str) -> list[int]:
    with database.read() as session:
        return list(session.scalars(select(SearchText.record_id).where(matching(session, text, "animal"))))


def test_a_former_name_keeps_its_days_and_finds_the_animal_still(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "a bear") as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0")
    name(database, boss, bear, "Masha")
    assert borne(database, bear) == []
    name(database, boss, bear, "Taiga", WEEK_AGO)
    entry = name(database, boss, bear, None)
    assert borne(database, bear) == [("Masha", None, WEEK_AGO), ("Taiga", WEEK_AGO, TODAY)]
    assert found(database, "masha") == [bear]
    with database.work(boss, "it is Taiga") as work:
        undoing.undo(work, entry)
    assert borne(database, bear) == [("Masha", None, WEEK_AGO)]
    with database.read() as session:
        assert session.get_one(Animal, bear).house_name == "Taiga"


def test_a_name_does_not_end_before_it_began_nor_tomorrow(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "a bear") as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0")
    name(database, boss, bear, "Masha")
    name(database, boss, bear, "Taiga")
    for since in (WEEK_AGO, TODAY + dt.timedelta(days=1)):
        with pytest.raises(Invalid) as caught:
            name(database, boss, bear, "Umka", since)
        assert [problem.field for problem in caught.value.problems] == ["named_since"]
    assert borne(database, bear) == [("Masha", None, TODAY)]


def test_an_animal_belongs_to_a_collection_or_to_none(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "a bear") as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0")
        partner = work.add(Collection(name="Partner's")).id
    with database.work(boss, "lent pen") as work:
        version = work.get(Animal, bear).version
        assert animals.amend(work, bear, version, {"collection_id": partner}).collection_id == partner


def test_ages_come_from_the_nearest_taxon_that_has_them(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "ages", ALL) as work:
        for taxon, values in (
            ("Aves", {"lays_eggs": True}),
            ("Phasianidae", {"maturity_m": 12, "carried_most": 28}),
            (OLD, {"maturity_m": 10}),
        ):
            for field, value in values.items():
                setattr(work.get(Taxon, zoo.taxa[taxon]), field, value)
    with database.read() as session:
        ages = ages_of(session, zoo.taxa[OLD])
        assert (ages.maturity_m, ages.maturity_f, ages.carried_most, ages.lays_eggs) == (10, None, 28, True)
        assert birth_type_of(session, zoo.taxa[OLD]) is BirthType.HATCHED
        assert birth_type_of(session, zoo.taxa["Ursus arctos"]) is None


def pheasants(database: Database, zoo: Zoo, boss: Actor) -> list[int]:
    with database.work(boss, "arrival") as work:
        return [arrive(work, zoo, OLD, count, on=WEEK_AGO) for count in ("0.0.25", "1.0.0", "0.1.0")]


def held(database: Database, taxon: int, on: dt.date) -> int:
    with database.read() as session:
        return ledger.count(session, Filter(taxon=taxon, until=on)).total


def test_a_taxonomy_that_changes_moves_many_animals_at_once_from_a_day_on(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    birds = pheasants(database, zoo, boss)
    with database.work(boss, "the list of 2024") as work:
        made = reclassifications.found_out(work, birds, zoo.taxa[NEW], Finding(method="IOC 14.1"), Act(TODAY))
    assert len(set(made)) == 3
    yesterday = TODAY - dt.timedelta(days=1)
    assert [held(database, zoo.taxa[one], day) for one in (OLD, NEW) for day in (yesterday, TODAY)] == [27, 0, 0, 27]
    with database.read() as session:
        lines = inventory.lines(session, TODAY, TODAY, Basis.PHYSICAL)
        assert sorted(line.identified.total for line in lines) == [-27, 27]
        rows = session.scalars(select(Determination).where(Determination.method == "IOC 14.1")).all()
    assert sorted(row.animal_id for row in rows) == birds


def test_a_taxon_entered_wrongly_for_many_was_never_so(database: Database, zoo: Zoo, boss: Actor) -> None:
    birds = pheasants(database, zoo, boss)
    with database.work(boss, "read the label wrongly") as work:
        reclassifications.entered_wrongly(work, birds, zoo.taxa[NEW], Finding())
    assert [held(database, zoo.taxa[one], WEEK_AGO) for one in (OLD, NEW)] == [0, 27]


def test_one_that_is_not_here_stops_the_change_of_all_and_is_named(database: Database, zoo: Zoo, boss: Actor) -> None:
    birds = pheasants(database, zoo, boss)
    with database.work(boss, "later") as work:
        birds.append(arrive(work, zoo, OLD, "1.0.0", local_id="24-0777"))
    with pytest.raises(Invalid, match="24-0777: "), database.work(boss, "?") as work:
        reclassifications.found_out(work, birds, zoo.taxa[NEW], Finding(), Act(WEEK_AGO))
    assert held(database, zoo.taxa[NEW], TODAY) == 0


def test_a_list_of_collections_is_the_zoos_own_and_animals_are_found_by_it(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "two bears") as work:
        bears = [arrive(work, zoo, "Ursus arctos", "0.1.0") for _two in range(2)]
        partner = collections.add(work, {"name": "Partner's", "note": None}).id
        collections.rename(work, partner, "ru", "Партнёра")
        animals.amend(work, bears[1], work.get(Animal, bears[1]).version, {"collection_id": partner})
    with pytest.raises(Invalid, match="this name already"), database.work(boss, "again") as work:
        collections.add(work, {"name": "Partner's"})
    with database.read() as session:
        query = Query(filters={"collection": partner}, on=TODAY)
        assert list(reading.ids(session, listed.LIST, query)) == [bears[1]]
        i18n.use("ru")
        (row,) = reading.first(session, collection_list.LIST, Query(text="партн"))
        assert (row.cells["name"], row.cells["records"]) == ("Партнёра", 1)
    with database.work(boss, "not ours any more") as work:
        collections.void(work, partner)
    with database.read() as session:
        assert reading.first(session, collection_list.LIST, Query()) == []
        assert collection_list.read(session, partner) is None
        assert session.get_one(Animal, bears[1]).collection_id == partner
