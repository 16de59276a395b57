"""Chips in stock: a lot is received, one is put by, implanted, taken out; its state follows from what was entered."""

import datetime as dt

import pytest

from tests.builders import TODAY, Zoo, arrive
from zooapp.database import Database
from zooapp.errors import Invalid, Unsettled
from zooapp.lists import reading
from zooapp.lists import transponders as listed
from zooapp.lists.spec import Query
from zooapp.models import Fate, Identifier, Transponder
from zooapp.services import identifiers, transponders, undoing
from zooapp.services.transponders import Lot
from zooapp.values.marks import TransponderState
from zooapp.work import ALL, Actor

CHIPS = ["643094100012345", "643 0941 0001 2353", "643-0941-0099-9999"]
LOT = Lot(TODAY, "L-17", "Datamars")


def in_stock(database: Database, boss: Actor) -> list[int]:
    with database.work(boss, "a lot") as work:
        return transponders.receive(work, CHIPS, LOT)


def states(database: Database) -> list[str]:
    with database.read() as session:
        found = sorted(session.query(Transponder).all(), key=lambda chip: chip.id)
        told = transponders.states(session, found)
        return [told[chip.id].value for chip in found]


def version(database: Database, chip: int) -> int:
    with database.read() as session:
        return session.get_one(Transponder, chip).version


def test_a_pasted_lot_is_parted_by_lines_commas_and_tabs() -> None:
    text = f"{CHIPS[0]}\n{CHIPS[1]}, {CHIPS[2]};\t{CHIPS[0]}\r\n\n"
    assert transponders.numbers_in(text) == [*CHIPS, CHIPS[0]]


def test_R27_a_chip_goes_from_available_to_assigned_to_in_use_to_removed(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    first, *_others = in_stock(database, boss)
    seen = [states(database)[0]]
    with database.work(boss, "a lion", ALL) as work:
        lion = arrive(work, zoo, "Panthera leo", "1.0.0")
        transponders.assign(work, first, version(database, first), lion)
    seen.append(states(database)[0])
    with database.work(boss, "implanted", ALL) as work:
        mark = transponders.implant(work, first, lion, TODAY, "left neck")
    seen.append(states(database)[0])
    with database.work(boss, "taken out") as work:
        identifiers.retire(work, mark, work.get(Identifier, mark).version, TODAY)
    seen.append(states(database)[0])
    assert seen == ["available", "assigned", "in_use", "removed"]
    with database.read() as session:
        row = next(row for row in reading.rows(session, listed.LIST, Query()) if row.id == first)
        assert (str(row.cells["state"]), row.cells["animal"], row.cells["lot"]) == ("removed", f"24-{lion:04}", "L-17")


def test_R27_an_undone_implant_leaves_the_chip_put_by(database: Database, zoo: Zoo, boss: Actor) -> None:
    first, *_others = in_stock(database, boss)
    with database.work(boss, "a lion", ALL) as work:
        lion = arrive(work, zoo, "Panthera leo", "1.0.0")
        transponders.assign(work, first, 1, lion)
    with database.work(boss, "implanted", ALL) as work:
        transponders.implant(work, first, lion, TODAY)
        entry = work.entry_id
    with database.work(boss, "not yet") as work:
        undoing.undo(work, entry)
    assert states(database)[0] == "assigned"


def test_R27_a_chip_put_by_for_one_animal_goes_into_no_other(database: Database, zoo: Zoo, boss: Actor) -> None:
    first, second, _third = in_stock(database, boss)
    with database.work(boss, "two lions", ALL) as work:
        lion, other = (arrive(work, zoo, "Panthera leo", "1.0.0") for _one in range(2))
        transponders.assign(work, first, 1, lion)
    with pytest.raises(Invalid, match=f"put by for 24-{lion:04}"), database.work(boss, "implant", ALL) as work:
        transponders.implant(work, first, other, TODAY)
    with pytest.raises(Invalid, match="assigned"), database.work(boss, "again") as work:
        transponders.assign(work, first, 2, other)
    with pytest.raises(Invalid, match="not come yet"), database.work(boss, "implant", ALL) as work:
        transponders.implant(work, second, other, TODAY + dt.timedelta(days=1))
    with database.work(boss, "not him") as work:
        transponders.free(work, first, version(database, first))
    assert states(database) == ["available"] * 3


def test_R27_a_chip_that_failed_in_the_drawer_is_given_to_nobody(database: Database, zoo: Zoo, boss: Actor) -> None:
    first, second, _third = in_stock(database, boss)
    with database.work(boss, "dead chips") as work:
        transponders.spoil(work, first, 1, Fate.FAILED)
        transponders.spoil(work, second, 1, Fate.LOST)
    assert states(database) == ["failed", "lost", "available"]
    with database.work(boss, "a lion", ALL) as work:
        lion = arrive(work, zoo, "Panthera leo", "1.0.0")
    with pytest.raises(Invalid, match="failed"), database.work(boss, "implant", ALL) as work:
        transponders.implant(work, first, lion, TODAY)


def test_R27_wrong_numbers_of_a_lot_are_all_named_and_nothing_is_written(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    in_stock(database, boss)
    wrong = ["12", CHIPS[0], "643094100055555", "643 0941 0005 5555"]
    with pytest.raises(Invalid) as refused, database.work(boss, "a lot") as work:
        transponders.receive(work, wrong, LOT)
    told = [problem.text for problem in refused.value.problems]
    assert len(told) == 3
    assert [problem.field for problem in refused.value.problems] == ["numbers"] * 3
    assert any("in stock already" in text for text in told)
    assert any("twice" in text for text in told)
    with database.read() as session:
        assert session.query(Transponder).count() == 3


def test_R27_a_number_that_an_animal_wears_comes_into_stock_only_when_accepted(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "a lion", ALL) as work:
        lion = arrive(work, zoo, "Panthera leo", "1.0.0")
        identifiers.add(work, lion, {"kind": "transponder", "value": CHIPS[0]})
    with pytest.raises(Unsettled, match="is in 24-0001"), database.work(boss, "a lot") as work:
        transponders.receive(work, CHIPS[:1], LOT)
    with database.work(boss, "a lot", ALL) as work:
        transponders.receive(work, CHIPS[:1], LOT)
    assert states(database) == [TransponderState.IN_USE.value]


def test_the_stock_is_listed_by_state(database: Database, zoo: Zoo, boss: Actor) -> None:
    first, *_others = in_stock(database, boss)
    with database.work(boss, "dead chip") as work:
        transponders.spoil(work, first, 1, Fate.FAILED)
    with database.read() as session:
        failed = [row.id for row in reading.rows(session, listed.LIST, Query(filters={"state": "failed"}))]
        found = [row.id for row in reading.rows(session, listed.LIST, Query(text="00012345"))]
    assert failed == found == [first]
