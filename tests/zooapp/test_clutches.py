"""Eggs, clutches and fetuses: laid, candled, lost, hatched; never counted as animals, never fewer than none."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from zooapp import eggs, ledger
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid
from zooapp.ledger import Filter
from zooapp.lists.history import history
from zooapp.models import (
    Animal,
    AnimalKind,
    Clutch,
    ClutchAct,
    ClutchEvent,
    Identifier,
    Mode,
    Parentage,
    Stay,
    Transaction,
)
from zooapp.services import clutches, corrections, dispositions, undoing
from zooapp.services.clutches import Fetus, Hatching, Lay
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor

DUCK, BEAR = "Aix galericulata", "Ursus arctos"
LAID = dt.date(2024, 10, 1)
HATCHED = dt.date(2024, 10, 29)


@pytest.fixture
def ducks(database: Database, zoo: Zoo, boss: Actor) -> tuple[int, int]:
    """A pair of ducks on the lake since September: the hen, the drake."""
    since = dt.date(2024, 9, 1)
    with database.work(boss, "a pair", ALL) as work:
        hen, drake = (arrive(work, zoo, DUCK, count, unit="SL", on=since) for count in ("0.1.0", "1.0.0"))
    return hen, drake


@pytest.fixture
def nest(database: Database, zoo: Zoo, boss: Actor, ducks: tuple[int, int]) -> int:
    """Eight eggs of the pair."""
    hen, drake = ducks
    with database.work(boss, "a nest", ALL) as work:
        what = Lay(8, hen, drake, enclosure_id=zoo.enclosures["SL"], incubation_days=28)
        return clutches.lay(work, what, LAID)


def happen(database: Database, boss: Actor, nest: int, what: ClutchAct, **facts: Any) -> int:
    on, place = facts.pop("on", TODAY), facts.pop("place", None)
    with database.work(boss, "seen", ALL) as work:
        return clutches.happen(work, nest, {"what": what, "on": on, **facts}, place)


def hatch(database: Database, boss: Actor, nest: int, count: str, **more: Any) -> list[int]:
    with database.work(boss, "hatched", ALL) as work:
        return clutches.hatch(work, nest, Hatching(SexCount.parse(count), **more), Act(HATCHED))


def sums(database: Database, nest: int, on: dt.date | None = None) -> eggs.Eggs:
    with database.read() as session:
        return eggs.sums(session, [nest], on)[nest]


def held(database: Database, zoo: Zoo) -> SexCount:
    with database.read() as session:
        return ledger.count(session, Filter(holder=zoo.us))


def refusal(wrong: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {problem.field: problem.text for problem in wrong.value.problems}


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


def test_eggs_left_are_derived_on_every_day(database: Database, zoo: Zoo, boss: Actor, nest: int) -> None:
    day = dt.date(2024, 10, 8)
    happen(database, boss, nest, ClutchAct.CANDLED, on=day, fertile=6, infertile=1, dead=1)
    happen(database, boss, nest, ClutchAct.TAKEN_OUT, on=day, count=2)
    happen(database, boss, nest, ClutchAct.LOST, on=dt.date(2024, 10, 9), count=1)
    moscow = zoo.institutions["MOSCOW"]
    happen(database, boss, nest, ClutchAct.SOLD, on=dt.date(2024, 10, 10), count=1, partner_id=moscow)
    assert len(hatch(database, boss, nest, "0.0.3")) == 3
    found = sums(database, nest)
    assert (found.laid, found.fertile, found.hatched, found.lost, found.other, found.left) == (8, 6, 3, 3, 1, 1)
    assert sums(database, nest, dt.date(2024, 10, 8)).left == 6
    assert held(database, zoo) == SexCount(1, 1, 3)


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


def test_R5_the_young_of_a_clutch_are_individuals_born_that_day_of_these_parents(
    database: Database, zoo: Zoo, boss: Actor, nest: int, ducks: tuple[int, int]
) -> None:
    young = hatch(database, boss, nest, "1.0.1", enclosure_id=zoo.enclosures["SL"])
    with database.read() as session:
        first = session.get_one(Animal, young[0])
        assert first.born is not None
        assert (first.kind, first.born.nominal) == (AnimalKind.INDIVIDUAL, HATCHED)
        event = session.scalars(select(ClutchEvent).where(ClutchEvent.what == ClutchAct.HATCHED)).one()
        act = session.get_one(Transaction, event.transaction_id)
        assert (act.mode, act.on, act.term_id) == (Mode.BIRTH, HATCHED, zoo.terms["hatch"])
        parents = session.scalars(select(Parentage.parent_id).where(Parentage.animal_id == young[1])).all()
        assert set(parents) == set(ducks)
    assert held(database, zoo) == SexCount(2, 1, 1)


def test_the_young_of_a_clutch_join_a_group_of_their_taxon_only(
    database: Database, zoo: Zoo, boss: Actor, nest: int
) -> None:
    with database.work(boss, "groups", ALL) as work:
        flock = arrive(work, zoo, DUCK, "0.0.40", unit="SL", on=LAID)
        bears = arrive(work, zoo, BEAR, "0.0.2", unit="LT", on=LAID)
    with pytest.raises(Invalid) as wrong:
        hatch(database, boss, nest, "0.0.5", into_id=bears)
    assert refusal(wrong) == {"into_id": "They differ in taxon or owner."}
    assert hatch(database, boss, nest, "0.0.5", into_id=flock) == [flock]
    with database.read() as session:
        assert ledger.count(session, Filter(animals=[flock])) == SexCount(0, 0, 45)
    assert sums(database, nest).left == 3


def test_eggs_of_a_lent_dam_and_their_young_are_her_owners(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "lent", ALL) as work:
        hen = arrive(work, zoo, DUCK, "0.1.0", unit="SL", on=LAID, owner="MOSCOW")
        nest = clutches.lay(work, Lay(1, hen), LAID)
    (young,) = hatch(database, boss, nest, "0.0.1")
    with database.read() as session:
        (balance,) = ledger.balances(session, Filter(animals=[young]))
        assert (balance.holder_id, balance.owner_id) == (zoo.us, zoo.institutions["MOSCOW"])
        assert session.get_one(Animal, nest).kind is AnimalKind.EGG


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


def test_a_hatching_that_never_was_goes_with_its_young_from_either_side(
    database: Database, zoo: Zoo, boss: Actor, nest: int
) -> None:
    for by_the_act in (True, False):
        hatch(database, boss, nest, "0.0.8")
        assert (sums(database, nest).left, held(database, zoo)) == (0, SexCount(1, 1, 8))
        with database.work(boss, "never hatched", ALL) as work:
            query = select(ClutchEvent).where(ClutchEvent.what == ClutchAct.HATCHED, ClutchEvent.voided_by.is_(None))
            event = work.session.scalars(query).one()
            if by_the_act:
                assert event.transaction_id is not None
                corrections.void_act(work, event.transaction_id)
            else:
                clutches.take_back(work, event.id)
        assert (sums(database, nest).left, held(database, zoo)) == (8, SexCount(1, 1, 0))
        with database.read() as session:
            stays = select(Stay.until).where(Stay.animal_id == nest, Stay.voided_by.is_(None))
            assert session.scalars(stays).all() == [None]


def test_a_hatching_that_is_corrected_takes_the_eggs_along(
    database: Database, zoo: Zoo, boss: Actor, nest: int
) -> None:
    with database.work(boss, "a flock", ALL) as work:
        flock = arrive(work, zoo, DUCK, "0.0.40", unit="SL", on=LAID)
    hatch(database, boss, nest, "0.0.5", into_id=flock)
    with database.work(boss, "there were six", ALL) as work:
        act = work.session.scalars(select(Transaction.id).where(Transaction.mode == Mode.BIRTH)).one()
        corrections.replace(work, act, {}, {flock: SexCount(0, 0, 6)})
    assert (sums(database, nest).hatched, sums(database, nest).left) == (6, 2)
    with pytest.raises(Invalid, match="More eggs"), database.work(boss, "nine", ALL) as work:
        act = work.session.scalars(
            select(Transaction.id).where(Transaction.mode == Mode.BIRTH, Transaction.voided_by.is_(None))
        ).one()
        corrections.replace(work, act, {}, {flock: SexCount(0, 0, 9)})


def test_all_that_happens_to_eggs_can_be_undone_and_the_laying_done_again(
    database: Database, zoo: Zoo, boss: Actor, nest: int
) -> None:
    happen(database, boss, nest, ClutchAct.LOST, on=LAID, count=1)
    hatch(database, boss, nest, "0.0.7")
    steps = []
    for _step in range(3):
        with database.work(boss, "undo", ALL) as work:
            last = undoing.last_undoable(work.session, boss.person_id)
            assert last is not None
            undoing.undo(work, last)
        with database.read() as session:
            steps.append(eggs.left(session, nest, TODAY))
    assert (steps, held(database, zoo)) == ([7, 8, 0], SexCount(1, 1, 0))
    with database.work(boss, "redo", ALL) as work:
        again = undoing.last_redoable(work.session, boss.person_id)
        assert again is not None
        undoing.redo(work, again)
    assert sums(database, nest).left == 8


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


def test_a_fetus_is_born_or_lost_or_never_was_and_counts_nothing(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "bears", ALL) as work:
        dam, sire = (arrive(work, zoo, BEAR, count, unit="LT", on=LAID) for count in ("0.1.0", "1.0.0"))
        first, second = (clutches.find_fetus(work, Fetus(dam, sire, TODAY), LAID) for _one in range(2))
    assert held(database, zoo) == SexCount(1, 1, 0)
    happen(database, boss, second, ClutchAct.NOT_FOUND, count=1)
    (young,) = hatch(database, boss, first, "0.1.0", enclosure_id=zoo.enclosures["LT"])
    assert held(database, zoo) == SexCount(1, 2, 0)
    assert [sums(database, one).left for one in (first, second)] == [0, 0]
    with database.read() as session:
        parents = select(Parentage.parent_id).where(Parentage.animal_id == young).order_by(Parentage.parent_id)
        assert session.scalars(parents).all() == sorted((dam, sire))
    with pytest.raises(Invalid) as wrong:
        happen(database, boss, second, ClutchAct.CANDLED, fertile=1)
    assert refusal(wrong) == {"what": "This cannot happen to this record."}


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


def test_an_animal_is_no_egg(database: Database, boss: Actor, ducks: tuple[int, int]) -> None:
    with pytest.raises(Invalid, match="This is an animal, not an egg"):
        happen(database, boss, ducks[0], ClutchAct.LOST, count=1)


def test_the_life_of_a_hen_and_of_her_young_leads_to_the_clutch(
    database: Database, boss: Actor, nest: int, ducks: tuple[int, int]
) -> None:
    (young,) = hatch(database, boss, nest, "0.0.1")
    with database.read() as session:
        local = session.scalars(select(Identifier.value).where(Identifier.animal_id == nest)).one()
        for animal, words in ((ducks[0], f"Eggs laid: 8 ({local})"), (young, f"Came of {local}")):
            found = [line for line in history(session, animal) if line.kind == "clutch_event"]
            assert [(line.words, line.leads) for line in found] == [(words, nest)]
