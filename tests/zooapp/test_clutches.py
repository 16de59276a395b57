"""Eggs, clutches and fetuses: laid, candled, lost; never counted as animals, never fewer than none."""


import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo
from tests.counting import statements
from tests.nests import DUCK, HATCHED, LAID, happen, held, refusal, sums
from zooapp import eggs
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid
from zooapp.lists import clutch_card, palette
from zooapp.models import (
    Animal,
    AnimalKind,
    Clutch,
    ClutchAct,
    ClutchEvent,
    Identifier,
    Mode,
    Stay,
    Transaction,
)
from zooapp.services import clutches, dispositions
from zooapp.services.clutches import Lay
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor


def test_R5_R23_eggs_have_a_local_id_a_place_and_no_count(database: Database, zoo: Zoo, nest: int) -> None:
    assert held(database, zoo) == SexCount(1, 1, 0)
    with database.read() as session:
        animal = session.get_one(Animal, nest)
        local = session.scalars(select(Identifier.value).where(Identifier.animal_id == nest)).one()
        every = session.scalars(select(Identifier.value)).all()
        stay = session.scalars(select(Stay).where(Stay.animal_id == nest)).one()
        clutch = session.scalars(select(Clutch)).one()
        assert (animal.kind, len(set(every))) == (AnimalKind.CLUTCH, len(every))
        assert local.startswith("24-")
        assert (stay.enclosure_id, stay.until) == (zoo.enclosures["SL"], None)
        assert (clutch.taxon_id, clutch.owner_id) == (zoo.taxa[DUCK], zoo.us)
        assert eggs.due(clutch, LAID) == HATCHED


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"what": ClutchAct.LOST, "count": 9}, {"count": "Only 8 are there on 20 Nov 2024."}),
        ({"what": ClutchAct.LOST, "count": 0}, {"count": "How many?"}),
        ({"what": ClutchAct.LOST, "count": -1}, {"count": "At least 0."}),
        ({"what": ClutchAct.CANDLED}, {"fertile": "How many of each were seen?"}),
        ({"what": ClutchAct.CANDLED, "fertile": 5, "dead": 4}, {"fertile": "Only 8 are there on 20 Nov 2024."}),
        ({"what": ClutchAct.LOST, "count": 1, "on": dt.date(2024, 9, 30)}, {"on": "Before they were laid."}),
        ({"what": ClutchAct.LOST, "count": 1, "on": dt.date(2025, 1, 1)}, {"on": "This day has not come yet."}),
        ({"what": ClutchAct.NOT_FOUND, "count": 1}, {"what": "This cannot happen to this record."}),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    database: Database, boss: Actor, nest: int, facts: dict[str, Any], said: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as wrong:
        happen(database, boss, nest, **facts)
    assert refusal(wrong) == said
    assert sums(database, nest).left == 8


def test_eggs_are_never_fewer_than_none_also_when_it_is_said_afterwards(
    database: Database, boss: Actor, nest: int
) -> None:
    happen(database, boss, nest, ClutchAct.LOST, count=8)
    with pytest.raises(Invalid, match="More eggs would be gone than were there on 20 Nov 2024"):
        happen(database, boss, nest, ClutchAct.EATEN, on=dt.date(2024, 11, 1), count=1)


def test_R5_a_dead_egg_is_no_death_of_an_animal(database: Database, zoo: Zoo, boss: Actor, nest: int) -> None:
    happen(database, boss, nest, ClutchAct.LOST, count=8)
    with database.read() as session:
        assert session.scalars(select(Transaction.id).where(Transaction.mode == Mode.DEATH)).all() == []
        assert session.scalars(select(Stay.until).where(Stay.animal_id == nest)).one() == TODAY
    with pytest.raises(Invalid), database.work(boss, "a death", ALL) as work:
        dispositions.death(work, nest, None, Act(TODAY))
    assert held(database, zoo) == SexCount(1, 1, 0)


def test_eggs_move_to_the_incubator_and_one_more_makes_a_clutch(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "found", ALL) as work:
        egg = clutches.lay(work, Lay(1, taxon_id=zoo.taxa[DUCK], enclosure_id=zoo.enclosures["SL"]), LAID)
    text = "37.5 °C, 55 %"
    event = happen(database, boss, egg, ClutchAct.INCUBATED, place=zoo.enclosures["B1"], incubation=text)
    happen(database, boss, egg, ClutchAct.LAID, count=2)
    with database.read() as session:
        stays = session.scalars(select(Stay).where(Stay.animal_id == egg).order_by(Stay.id)).all()
        assert [(stay.enclosure_id, stay.until) for stay in stays] == [
            (zoo.enclosures["SL"], TODAY), (zoo.enclosures["B1"], None),
        ]
        assert session.get_one(Animal, egg).kind is AnimalKind.CLUTCH
    with database.work(boss, "never moved", ALL) as work:
        clutches.take_back(work, event)
    with database.read() as session:
        open_stays = select(Stay.enclosure_id).where(Stay.animal_id == egg, Stay.until.is_(None))
        assert session.scalars(open_stays.where(Stay.voided_by.is_(None))).all() == [zoo.enclosures["SL"]]
    assert sums(database, egg).left == 3


def test_a_laying_that_never_was_takes_the_record_back_and_the_number_stays_used(
    database: Database, boss: Actor, nest: int
) -> None:
    with database.work(boss, "a stone", ALL) as work:
        event = work.session.scalars(select(ClutchEvent.id)).one()
        clutches.take_back(work, event)
    with database.read() as session:
        assert session.get_one(Animal, nest).voided_by is not None
        assert session.scalars(select(Clutch).where(Clutch.voided_by.is_(None))).all() == []
        used = session.scalars(select(Identifier.value).where(Identifier.animal_id == nest)).one()
    with database.work(boss, "a real one", ALL) as work:
        taxon = work.session.scalars(select(Clutch.taxon_id)).one()
        again = clutches.lay(work, Lay(2, taxon_id=taxon), LAID)
        assert work.session.scalars(select(Identifier.value).where(Identifier.animal_id == again)).one() != used


def test_R41_parents_of_eggs_are_here_and_of_the_right_sex(
    database: Database, zoo: Zoo, boss: Actor, ducks: tuple[int, int]
) -> None:
    hen, drake = ducks
    for what, said in (
        (Lay(2, drake), {"dam_id": "This is a male."}),
        (Lay(2, hen, hen), {"sire_id": "This is a female."}),
        (Lay(2), {"taxon_id": "Of which taxon?"}),
    ):
        with pytest.raises(Invalid) as wrong, database.work(boss, "eggs", ALL) as work:
            clutches.lay(work, what, LAID)
        assert refusal(wrong) == said
    with pytest.raises(Invalid) as wrong, database.work(boss, "eggs", ALL) as work:
        clutches.lay(work, Lay(2, hen), dt.date(2024, 8, 1))
    assert list(refusal(wrong)) == ["dam_id"]
    with pytest.raises(Invalid) as wrong, database.work(boss, "eggs", ALL) as work:
        clutches.lay(work, Lay(0, hen), LAID)
    assert refusal(wrong) == {"count": "How many?"}


def test_eggs_are_found_by_their_number_and_told_from_animals(database: Database, nest: int) -> None:
    with database.read() as session:
        number = session.scalars(select(Identifier.value).where(Identifier.animal_id == nest)).one()
        (found,) = [hit for hit in palette.find(session, number) if hit.id == nest]
        assert (found.kind, found.unborn, found.title) == ("animal", True, f"{number} Clutch")


def test_an_animal_is_no_egg(database: Database, boss: Actor, ducks: tuple[int, int]) -> None:
    with pytest.raises(Invalid, match="This is an animal, not an egg"):
        happen(database, boss, ducks[0], ClutchAct.LOST, count=1)


def test_the_card_of_a_clutch_asks_little_however_much_happened(
    database: Database, zoo: Zoo, boss: Actor, nest: int
) -> None:
    for day in range(1, 6):
        happen(database, boss, nest, ClutchAct.CANDLED, on=LAID + dt.timedelta(day), fertile=day)
    happen(database, boss, nest, ClutchAct.SOLD, count=1, partner_id=zoo.institutions["MOSCOW"])
    with database.read() as session, statements(database) as asked:
        card = clutch_card.read(session, nest, TODAY)
    assert card is not None
    assert len(asked) <= 8
    assert [line.words for line in card.happened][:2] == ["Sold: 1", "Candled: 5 fertile"]
    assert (card.sums.left, card.due, card.taxon.scientific) == (7, dt.date(2024, 10, 29), DUCK)
