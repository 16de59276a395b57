"""Young hatch and are born: of their parents, into groups or as records; taken back and corrected from either side."""


import datetime as dt

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from tests.nests import BEAR, DUCK, HATCHED, LAID, happen, hatch, held, refusal, sums
from zooapp import eggs, ledger
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid
from zooapp.ledger import Filter
from zooapp.lists.history import history
from zooapp.models import (
    Animal,
    AnimalKind,
    ClutchAct,
    ClutchEvent,
    Identifier,
    Mode,
    Parentage,
    Stay,
    Transaction,
)
from zooapp.services import clutches, corrections, dispositions, undoing
from zooapp.services.clutches import Fetus, Lay
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor


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


def test_the_life_of_a_hen_and_of_her_young_leads_to_the_clutch(
    database: Database, boss: Actor, nest: int, ducks: tuple[int, int]
) -> None:
    (young,) = hatch(database, boss, nest, "0.0.1")
    with database.read() as session:
        local = session.scalars(select(Identifier.value).where(Identifier.animal_id == nest)).one()
        for animal, words in ((ducks[0], f"Eggs laid: 8 ({local})"), (young, f"Came of {local}")):
            found = [line for line in history(session, animal) if line.kind == "clutch_event"]
            assert [(line.words, line.leads) for line in found] == [(words, nest)]


def test_R41_eggs_hatch_after_their_hen_has_died(
    database: Database, zoo: Zoo, boss: Actor, nest: int, ducks: tuple[int, int]
) -> None:
    with database.work(boss, "the hen died", ALL) as work:
        dispositions.death(work, ducks[0], None, Act(dt.date(2024, 10, 10)))
    (young,) = hatch(database, boss, nest, "0.0.1")
    with database.read() as session:
        parents = select(Parentage.parent_id).where(Parentage.animal_id == young)
        assert set(session.scalars(parents)) == set(ducks)
    assert held(database, zoo) == SexCount(1, 0, 1)
