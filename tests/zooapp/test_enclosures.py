"""Places: what they hold, who lives in them on a day, and the tree that a page shows."""

import datetime as dt

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, actor, arrive
from tests.quarantined import DAY, DEC_5, enter, statements
from zooapp import places
from zooapp.database import Database
from zooapp.errors import Conflict, Invalid, Level, NotAllowed
from zooapp.grounds import PlaceState, tree
from zooapp.models import Capacity, Enclosure, EnclosureKind
from zooapp.permission import Permission
from zooapp.services import enclosures, moves
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor


def room(database: Database, zoo: Zoo, code: str, *coming: tuple[str, int], leaving: tuple[int, ...] = ()) -> list[str]:
    with database.read() as session:
        wanted = [(zoo.taxa[taxon], n) for taxon, n in coming]
        found = places.capacity_problems(session, zoo.enclosures[code], wanted, TODAY, leaving)
        assert {problem.level for problem in found} <= {Level.WARNING}
        return [problem.text for problem in found]


def test_R112_room_is_counted_in_all_and_by_taxon(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "swans") as work:
        arrive(work, zoo, "Aix galericulata", "0.0.12", unit="SL")
        pheasants = arrive(work, zoo, "Phasianidae", "0.0.5", unit="SL")
    assert room(database, zoo, "SL", ("Aix galericulata", 43)) == []
    assert room(database, zoo, "SL", ("Aix galericulata", 44)) == ["Holds 60; this makes 61."]
    assert room(database, zoo, "SL", ("Aix galericulata", 44), leaving=(pheasants,)) == []
    with database.work(boss, "ducks only so many") as work:
        enclosures.add_capacity(work, zoo.enclosures["SL"], 20, zoo.taxa["Anseriformes"])
    assert room(database, zoo, "SL", ("Aix galericulata", 9)) == ["Holds 20 Anseriformes; this makes 21."]
    assert room(database, zoo, "SL", ("Phasianidae", 9)) == []


def test_R112_where_room_is_set_by_taxon_a_stranger_is_noticed(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "a cage for lions") as work:
        place = enclosures.create(work, {"code": "L9", "name": "Lions"}, {zoo.taxa["Felidae"]: 2})
    zoo.enclosures["L9"] = place.id
    assert room(database, zoo, "L9", ("Panthera leo", 2)) == []
    assert room(database, zoo, "L9", ("Bos grunniens", 1)) == ["No room is set here for Bos grunniens."]
    assert room(database, zoo, "QS", ("Bos grunniens", 100)) == []


def test_occupancy_on_any_day_follows_stays_and_the_ledger(database: Database, zoo: Zoo, boss: Actor) -> None:
    database.clock.day = DEC_5
    with database.work(boss, "a move") as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0", unit="LT")
        arrive(work, zoo, "Ursus arctos", "2.0.0", unit="LT", on=DEC_5 - DAY)
        arrive(work, zoo, "Panthera leo", "1.0.0", unit="LT", holder="MOSCOW")
        moves.move(work, bear, zoo.enclosures["BR1"], DEC_5, "more room")
    ridge, terrace = zoo.enclosures["BR1"], zoo.enclosures["LT"]
    with database.read() as session:
        assert places.occupancy(session, TODAY - DAY) == {}
        assert places.occupancy(session, TODAY) == {terrace: SexCount(0, 1, 0)}
        assert places.occupancy(session, DEC_5 - DAY) == {terrace: SexCount(2, 1, 0)}
        assert places.occupancy(session, DEC_5) == {ridge: SexCount(0, 1, 0), terrace: SexCount(2, 0, 0)}
        (past, *_rest) = [one for one in places.history(session, terrace) if one.animal_id == bear]
        assert (past.since, past.until) == (TODAY, DEC_5)
        assert places.history(session, ridge)[0].reason == "more room"


def test_a_place_is_made_amended_and_closed_when_empty(database: Database, zoo: Zoo, boss: Actor) -> None:
    with pytest.raises(NotAllowed), database.work(actor(Permission.MOVE), "?") as work:
        enclosures.create(work, {"code": "N1", "name": "New"})
    with database.work(boss, "new") as work:
        place = enclosures.create(work, {"code": "N1", "name": "New", "kind": EnclosureKind.EXHIBIT}, {None: 3})
        arrive(work, zoo, "Ursus arctos", "0.1.0", unit="BR1")
    with database.work(boss, "its name") as work:
        enclosures.amend(work, place.id, 1, {"name": "Bear cave", "active_to": TODAY})
    with pytest.raises(Conflict), database.work(boss, "?") as work:
        enclosures.amend(work, place.id, 1, {"name": "Cave"})
    with pytest.raises(Invalid, match="1 animals live here"), database.work(boss, "?") as work:
        enclosures.amend(work, zoo.enclosures["BR1"], 1, {"active_to": TODAY})
    with pytest.raises(Invalid, match="part of itself"), database.work(boss, "?") as work:
        enclosures.amend(work, zoo.enclosures["PR"], 1, {"parent_id": zoo.enclosures["BR1"]})
    with database.work(boss, "its room") as work:
        limit = work.session.scalars(select(Capacity).where(Capacity.enclosure_id == place.id)).one()
        enclosures.amend_capacity(work, limit.id, limit.version, {"most": 5})
        enclosures.drop_capacity(work, limit.id)
        assert work.get(Enclosure, place.id).name == "Bear cave"
    assert room(database, zoo, "QS", ("Ursus arctos", 99)) == []


def test_the_tree_says_how_full_each_place_is_and_what_stands_out(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    database.clock.day = DEC_5
    with database.work(boss, "animals", accept=ALL) as work:
        enter(work, zoo, "Ursus arctos", count="0.0.5", unit="Q2")
        enter(work, zoo, "Panthera leo")
        arrive(work, zoo, "Ursus arctos", "1.1.0", unit="BR1")
        place = work.get(Enclosure, zoo.enclosures["SL"])
        work.amend(Enclosure, place.id, place.version, {"active_to": dt.date(2024, 12, 1)})
    with database.read() as session:
        rows = {row.code: row for row in tree(session, DEC_5)}
    assert list(rows)[:3] == ["PR", "BR1", "LT"]
    assert {code: row.depth for code, row in rows.items()}["BR1"] == 1
    said = {code: (row.count.total, row.most, row.state, row.text) for code, row in rows.items()}
    assert said["QS"] == (6, 93, PlaceState.PLAIN, "")
    assert said["Q1"] == (1, 4, PlaceState.CLOCK, "Clock to 20 Dec 2024")
    assert said["Q2"] == (5, 3, PlaceState.OVER, "2 over capacity")
    assert said["BR1"] == (2, 3, PlaceState.PLAIN, "")
    assert said["LT"] == (0, 4, PlaceState.EMPTY, "Empty")
    assert said["SL"] == (0, 60, PlaceState.NOT_IN_USE, "Not in use")
    (bears,) = rows["BR1"].living
    assert (bears.scientific, str(bears.count)) == ("Ursus arctos", "1.1.0")


def test_the_tree_costs_the_same_statements_however_full_it_is(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "one", accept=ALL) as work:
        enter(work, zoo, "Ursus arctos")
    few = statements(database, lambda session: tree(session, TODAY))
    with database.work(boss, "more", accept=ALL) as work:
        for unit in ("Q1", "Q2", "Q4", "B1"):
            enter(work, zoo, "Panthera leo", unit=unit)
            arrive(work, zoo, "Ursus arctos", "1.1.0", unit="BR1")
    assert statements(database, lambda session: tree(session, TODAY)) == few <= 9
