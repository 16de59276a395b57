"""A merge and its undo on everything that can point to an animal, row by row: the first state comes back (G13)."""

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from tests.founding import arrived
from zooapp import ledger, rewriting
from zooapp.database import Database
from zooapp.ledger import Filter
from zooapp.models import (
    Animal,
    Asset,
    Event,
    Measure,
    Measured,
    Outcome,
    Parentage,
    ParentRole,
    QuarantineCase,
    QuarantineResult,
    Record,
    Stay,
    Transponder,
)
from zooapp.services import assets, merges, quarantine, results, transponders, undoing
from zooapp.services.assets import Commission, NewAsset
from zooapp.services.transponders import Lot
from zooapp.values.counts import SexCount
from zooapp.values.money import Money
from zooapp.work import ALL, Actor

BEAR = "Ursus arctos"
OWN = {"id", "uid", "version", "entry_id", "voided_by", "replaces_id"}


def live(database: Database) -> dict[str, Counter[Any]]:
    """All rows that stand, by table, without what is another when a row is written again."""
    found: dict[str, Counter[Any]] = {}
    with database.read() as session:
        for name, model in rewriting.models().items():
            if not issubclass(model, Event | Record):
                continue
            kept = [
                a.key
                for a in model.__mapper__.column_attrs
                if a.key not in OWN and not any(_is_event(key) for key in a.columns[0].foreign_keys)
            ]
            rows = session.scalars(select(model).where(model.voided_by.is_(None)))
            found[name] = Counter(tuple(str(getattr(row, key)) for key in kept) for row in rows)
    return found


def _is_event(key: Any) -> bool:
    events = {model.__table__ for model in rewriting.models().values() if issubclass(model, Event)}
    return key.column.table in events or key.column.table.name == "entries"


@pytest.fixture
def pair(database: Database, zoo: Zoo, boss: Actor) -> tuple[int, int]:
    """One bear on two records, each in quarantine with a test, and everything else pointing to the second."""
    with database.work(boss, "arrival", ALL) as work:
        one, other, cub, mother = (arrive(work, zoo, BEAR, "0.1.0") for _n in range(4))
        for animal in (one, other):
            case = quarantine.open_case(work, animal, zoo.protocols["by_order"], zoo.enclosures["Q1"], TODAY)
            work.add(Stay(animal_id=animal, enclosure_id=zoo.enclosures["Q1"], since=TODAY))
            round_, faecal = 1 if animal == one else 2, zoo.requirements["by_order/faecal"]
            results.record_result(work, [case.id], faecal, round_, outcome=Outcome.NEGATIVE, taken=TODAY, read=TODAY)
        for child, parent in ((cub, other), (other, mother)):
            work.touch(child)
            work.add(Parentage(animal_id=child, role=ParentRole.DAM, parent_id=parent))
        work.add(Measure(animal_id=other, kind=Measured.WEIGHT, on=TODAY, value=90_000, unit="kg"))
        chip = transponders.receive(work, ["643094100012345"], Lot(TODAY))[0]
        transponders.assign(work, chip, 1, other)
        signed = Commission("A-1", TODAY, "Han Myong-ok", "Ri Chol")
        assets.take_over(work, [NewAsset(other, "INV-1", Money(100, "KPW"))], signed)
    return one, other


def merged(database: Database, boss: Actor, keep: int, drop: int) -> int:
    with database.work(boss, "one bear", ALL) as work:
        merges.join_records(work, keep, drop, work.get(Animal, keep).version, {})
    return work.entry_id


def test_G13_after_a_merge_nothing_live_points_to_the_dropped_record_but_its_local_id(
    database: Database, boss: Actor, pair: tuple[int, int]
) -> None:
    one, other = pair
    merged(database, boss, one, other)
    with database.read() as session:
        left = {
            (model.__name__, column.name): n
            for model, column in rewriting.keys_to(Animal)
            if issubclass(model, Event | Record)
            and (n := session.query(model).where(column == other, model.voided_by.is_(None)).count())
        }
        assert left == {("Identifier", "animal_id"): 1, ("RecordMerge", "dropped_id"): 1}
        assert session.scalars(select(Asset.animal_id)).one() == one
        assert session.scalars(select(Transponder.animal_id)).one() == one
        mothers = select(Parentage.parent_id).where(Parentage.voided_by.is_(None), Parentage.parent_id == one)
        assert session.scalars(mothers).one() == one
        cases = session.scalars(select(QuarantineCase).where(QuarantineCase.voided_by.is_(None))).all()
        assert [case.animal_id for case in cases] == [one]
        tests = select(QuarantineResult.round).where(QuarantineResult.voided_by.is_(None))
        assert sorted(session.scalars(tests.where(QuarantineResult.case_id == cases[0].id))) == [1, 2]
        assert str(ledger.count(session, Filter(animals=[one]))) == "0.1.0"


def test_G13_the_undo_gives_every_table_its_first_state(database: Database, boss: Actor, pair: tuple[int, int]) -> None:
    before = live(database)
    entry = merged(database, boss, *pair)
    assert live(database) != before
    with database.work(boss, "they are two", ALL) as work:
        undoing.undo(work, entry)
    assert live(database) == before


def test_G13_of_two_who_came_in_one_act_one_is_taken_out_of_it_and_put_back(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    bears = arrived(database, zoo, boss).animals[1]
    with database.read() as session:
        held = Filter(holder=zoo.us)
        first = ledger.count(session, held)
    before = live(database)
    entry = merged(database, boss, *sorted(bears)[:2])
    with database.read() as session:
        assert ledger.count(session, held) == first - SexCount(0, 0, 1)
    with database.work(boss, "they are two", ALL) as work:
        undoing.undo(work, entry)
    assert live(database) == before
    with database.read() as session:
        assert ledger.count(session, held) == first


def test_G13_the_arrival_of_a_record_that_was_joined_and_parted_again_can_be_undone(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    bears, entries = list[int](), list[int]()
    for _turn in range(2):
        with database.work(boss, "arrival", ALL) as work:
            bears.append(arrive(work, zoo, BEAR, "0.1.0"))
            entries.append(work.entry_id)
    with database.work(boss, "one bear", ALL) as work:
        merges.join_records(work, bears[0], bears[1], work.get(Animal, bears[0]).version, {})
        entries.append(work.entry_id)
    for entry in reversed(entries):
        with database.work(boss, "undo", ALL) as work:
            undoing.undo(work, entry)
    with database.read() as session:
        assert ledger.balances(session, Filter(animals=bears)) == []
