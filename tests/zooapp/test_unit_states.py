"""A quarantine unit between two batches: emptied, cleaned, empty for its days, and only then free again (R53)."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.builders import TODAY, Zoo, actor
from tests.founding import arrival
from tests.quarantined import BY_ORDER, DAY, DEC_5, JAN_4, ends, enter, later, veterinarian
from zooapp.database import Database
from zooapp.errors import Invalid, Level, NotAllowed, Unsettled
from zooapp.models import Protocol, QuarantineCase
from zooapp.permission import Permission
from zooapp.quarantine.unit_states import Unit, UnitState, units
from zooapp.services import moves
from zooapp.services.arrivals import check_arrival
from zooapp.services.cleanings import clean
from zooapp.services.quarantine import end_cases
from zooapp.work import ALL, Actor

JAN_6, JAN_13 = dt.date(2025, 1, 6), dt.date(2025, 1, 13)
EU, DUCKS = "batch", 5


@pytest.fixture
def batch(database: Database, zoo: Zoo, boss: Actor) -> list[int]:
    """Cockatoos from 20 November and ducks from 5 December in B1, all in and all out with 7 empty days."""
    database.clock.day = dt.date(2025, 2, 1)
    with database.work(boss, "the EU's rule") as work:
        protocol = work.get(Protocol, zoo.protocols[EU])
        work.amend(Protocol, protocol.id, protocol.version, {"empty_days": 7})
    first = later(database, zoo, "Cacatua alba", TODAY, "B1", protocol=EU)
    return [first, later(database, zoo, "Aix galericulata", DEC_5, "B1", protocol=EU)]


def empty(database: Database, zoo: Zoo, cases: list[int], on: dt.date) -> None:
    """All of them leave the unit."""
    with database.work(veterinarian(zoo), "out", accept=ALL) as work:
        animals = [work.get(QuarantineCase, case).animal_id for case in cases]
        end_cases(work, animals, on)
        moves.move_all(work, animals, zoo.enclosures["LT"], on)


def unit(database: Database, on: dt.date, code: str = "B1") -> Unit:
    with database.read() as session:
        return next(one for one in units(session, on) if one.code == code)


def test_R53_an_EU_batch_ends_30_days_after_its_last_animal_and_the_unit_is_free_7_days_after_cleaning(
    database: Database, zoo: Zoo, boss: Actor, batch: list[int]
) -> None:
    assert ends(database, *batch) == [JAN_4, JAN_4]
    assert [unit(database, on).state for on in (TODAY - DAY, DEC_5, DEC_5 + DAY)] == ["free", "filling", "closed"]
    empty(database, zoo, batch, JAN_4)
    assert unit(database, JAN_4).words == "to clean · empty since 4 Jan 2025"
    with database.work(boss, "cleaned") as work:
        clean(work, zoo.enclosures["B1"], JAN_6, "Ri Chol", "Virkon S 1 %, 10 minutes")
    assert unit(database, JAN_6).words == "cleaned · empty since 4 Jan 2025 · free from 13 Jan 2025"
    assert [unit(database, on).state for on in (JAN_13 - DAY, JAN_13)] == [UnitState.CLEANED, UnitState.FREE]
    later(database, zoo, "Cacatua alba", JAN_13, "B1", protocol=EU)
    assert unit(database, JAN_13).state is UnitState.FILLING


@pytest.mark.parametrize(
    ("cleaned", "words"),
    [(False, "B1 is empty since 4 Jan 2025 and not cleaned yet."), (True, "cleaned on 6 Jan 2025: free from 13 Jan")],
)
def test_R53_before_that_a_new_batch_is_refused_and_others_are_warned(
    database: Database, zoo: Zoo, boss: Actor, batch: list[int], cleaned: bool, words: str
) -> None:
    empty(database, zoo, batch, JAN_4)
    if cleaned:
        with database.work(boss, "cleaned") as work:
            clean(work, zoo.enclosures["B1"], JAN_6, "Ri Chol", "Virkon S 1 %")
    with pytest.raises(Invalid, match=words) as refused:
        later(database, zoo, "Cacatua alba", JAN_13 - DAY, "B1", protocol=EU)
    assert [problem.field for problem in refused.value.problems] == ["unit_id"]
    with pytest.raises(Unsettled, match=words), database.work(boss, "by our own protocol") as work:
        enter(work, zoo, "Cacatua alba", JAN_13 - DAY, "B1", protocol=BY_ORDER)
    later(database, zoo, "Cacatua alba", JAN_13 - DAY, "B1", protocol=BY_ORDER)


def test_R53_a_move_into_such_a_unit_is_held_to_the_same(
    database: Database, zoo: Zoo, boss: Actor, batch: list[int]
) -> None:
    empty(database, zoo, batch, JAN_4)
    case = later(database, zoo, "Cacatua alba", JAN_4, "Q2", protocol=EU)
    with pytest.raises(Invalid, match="not cleaned yet"), database.work(boss, "to B1", accept=ALL) as work:
        moves.move(work, work.get(QuarantineCase, case).animal_id, zoo.enclosures["B1"], JAN_6)


@pytest.mark.parametrize(("protocol", "level"), [(EU, Level.ERROR), (BY_ORDER, Level.WARNING)])
def test_R53_an_arrival_is_told_beside_its_unit(
    database: Database, zoo: Zoo, batch: list[int], protocol: str, level: Level
) -> None:
    empty(database, zoo, batch, JAN_4)
    founding = arrival(zoo)
    ducks = replace(founding.lines[DUCKS], unit_id=zoo.enclosures["B1"], protocol_id=zoo.protocols[protocol])
    coming = replace(founding, head=replace(founding.head, arrived_on=JAN_6), lines=(ducks,))
    with database.read() as session:
        told = [one for one in check_arrival(session, coming, JAN_6) if "not cleaned" in one.text]
    assert [(one.field, one.level) for one in told] == [("lines.0.unit_id", level)]


def test_a_unit_that_no_protocol_wants_empty_is_free_at_once(database: Database, zoo: Zoo, boss: Actor) -> None:
    database.clock.day = JAN_6
    case = later(database, zoo, "Panthera leo", TODAY)
    assert unit(database, DEC_5, "Q1").state is UnitState.FILLING
    empty(database, zoo, [case], JAN_4)
    assert unit(database, JAN_6, "Q1") == Unit(
        zoo.enclosures["Q1"], "Q1", UnitState.FREE, emptied_on=JAN_4
    )


def test_a_unit_is_cleaned_when_it_is_empty_and_by_somebody_with_something(
    database: Database, zoo: Zoo, boss: Actor, batch: list[int]
) -> None:
    b1 = zoo.enclosures["B1"]
    with pytest.raises(Invalid, match="B1 is not empty on 6 Jan 2025"), database.work(boss, "?") as work:
        clean(work, b1, JAN_6, "Ri Chol", "Virkon S")
    empty(database, zoo, batch, JAN_4)
    with pytest.raises(Invalid, match="has not come"), database.work(boss, "?") as work:
        clean(work, b1, dt.date(2025, 3, 1), "Ri Chol", "Virkon S")
    with pytest.raises(Invalid, match="not empty on 3 Jan 2025"), database.work(boss, "?") as work:
        clean(work, b1, JAN_4 - DAY, "Ri Chol", "Virkon S")
    with pytest.raises(Invalid, match="With what"), database.work(boss, "?") as work:
        clean(work, b1, JAN_6, "Ri Chol", " ")
    with pytest.raises(Invalid, match="quarantine unit"), database.work(boss, "?") as work:
        clean(work, zoo.enclosures["LT"], JAN_6, "Ri Chol", "Virkon S")
    guest = actor(Permission.LOOK, role="Guest")
    with pytest.raises(NotAllowed), database.work(guest, "?") as work:
        clean(work, b1, JAN_6, "Ri Chol", "Virkon S")
    assert unit(database, JAN_6).state is UnitState.TO_CLEAN
