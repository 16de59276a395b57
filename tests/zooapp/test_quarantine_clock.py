"""The quarantine clock: each row of the computed table of rules.md 2.7, and what may never happen to a clock."""

import datetime as dt
from collections.abc import Collection

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from tests.builders import TODAY, Zoo, actor, arrive
from zooapp.crossings import same_scope
from zooapp.database import Database
from zooapp.errors import Invalid, NotAllowed, Unsettled
from zooapp.models import (
    Enclosure,
    Entry,
    ImposedBy,
    Protocol,
    QuarantineCase,
    QuarantineDays,
    QuarantineEntry,
    Rank,
    Scope,
    Signature,
)
from zooapp.permission import Permission
from zooapp.quarantine import Clock, clock
from zooapp.services import moves, quarantine
from zooapp.services.quarantine import open_case, split_case
from zooapp.work import ALL, Actor, Work

DAY = dt.timedelta(days=1)
DEC_5 = dt.date(2024, 12, 5)
DEC_19 = dt.date(2024, 12, 19)
DEC_20 = dt.date(2024, 12, 20)
JAN_4 = dt.date(2025, 1, 4)
BY_ORDER = "by_order"


def enter(
    work: Work,
    zoo: Zoo,
    taxon: str,
    on: dt.date = TODAY,
    unit: str = "Q1",
    *,
    protocol: str = BY_ORDER,
    count: str = "0.0.1",
) -> int:
    """An animal or group arrives and enters a unit: the id of its case."""
    animal = arrive(work, zoo, taxon, count, on=on)
    case = open_case(work, animal, zoo.protocols[protocol], zoo.enclosures[unit], on)
    moves.move(work, animal, zoo.enclosures[unit], on)
    return case.id


def run(database: Database, cases: Collection[int], today: dt.date = DEC_20) -> dict[int, Clock]:
    with database.read() as session:
        return clock(session, cases, today)


def ends(database: Database, *cases: int) -> list[dt.date]:
    """The end of each of these clocks."""
    found = run(database, cases)
    return [found[case].ends for case in cases]


@pytest.fixture
def carnivores(database: Database, zoo: Zoo, boss: Actor) -> list[int]:
    """The cases of a lion and two bears that entered Q1 on 20 November, 30 days by order."""
    database.clock.day = dt.date(2025, 2, 1)
    with database.work(boss, "arrival", accept=ALL) as work:
        return [enter(work, zoo, taxon) for taxon in ("Panthera leo", "Ursus arctos", "Ursus arctos")]


def later(database: Database, zoo: Zoo, taxon: str, on: dt.date, unit: str = "Q1", *, protocol: str = BY_ORDER) -> int:
    with database.work(actor(), "one more", accept=ALL) as work:
        return enter(work, zoo, taxon, on, unit, protocol=protocol)


def test_R45_thirty_days_from_the_day_of_entry_which_is_day_0(database: Database, carnivores: list[int]) -> None:
    assert ends(database, *carnivores) == [DEC_20] * 3
    assert run(database, carnivores, TODAY)[carnivores[0]].day == 0
    assert run(database, carnivores, DEC_19)[carnivores[0]].day == 29


def test_R46_another_order_in_the_same_area_restarts_nothing(
    database: Database, zoo: Zoo, carnivores: list[int]
) -> None:
    yak = later(database, zoo, "Bos grunniens", DEC_5)
    assert ends(database, *carnivores, yak) == [DEC_20] * 3 + [JAN_4]


def test_R46_G3_a_third_bear_restarts_all_carnivores_and_is_named(
    database: Database, zoo: Zoo, carnivores: list[int]
) -> None:
    yak = later(database, zoo, "Bos grunniens", TODAY)
    bear = later(database, zoo, "Ursus arctos", DEC_5)
    assert ends(database, *carnivores, bear, yak) == [JAN_4] * 4 + [DEC_20]
    found = run(database, carnivores)[carnivores[0]]
    (restart,) = found.restarts
    assert (restart.on, restart.taxon, restart.unit, restart.own) == (DEC_5, "Ursus arctos", "Q1", False)
    assert restart.local_id == f"24-{restart.animal_id:04}"
    assert (found.started, found.day, found.lost_days) == (DEC_5, 15, 15)


def test_R46_a_third_bear_a_day_before_the_end_costs_29_days(
    database: Database, zoo: Zoo, carnivores: list[int]
) -> None:
    later(database, zoo, "Ursus arctos", DEC_19)
    assert ends(database, *carnivores) == [dt.date(2025, 1, 18)] * 3


def test_R46_a_third_bear_in_a_different_area_changes_nothing_in_Q1(
    database: Database, zoo: Zoo, carnivores: list[int]
) -> None:
    bear = later(database, zoo, "Ursus arctos", DEC_5, "Q2")
    assert ends(database, *carnivores, bear) == [DEC_20] * 3 + [JAN_4]


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


def test_R46_a_restart_after_day_30_counts_while_the_case_is_open_unless_the_protocol_says_otherwise(
    database: Database, zoo: Zoo, boss: Actor, carnivores: list[int]
) -> None:
    later(database, zoo, "Ursus arctos", dt.date(2025, 1, 10))
    assert ends(database, *carnivores) == [dt.date(2025, 2, 9)] * 3
    with database.work(boss, "our rule", accept=ALL) as work:
        protocol = work.get(Protocol, zoo.protocols[BY_ORDER])
        work.amend(Protocol, protocol.id, protocol.version, {"restart_after_end": False})
    assert ends(database, *carnivores) == [DEC_20] * 3


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


def test_R46_births_inside_are_no_entry(database: Database, zoo: Zoo, carnivores: list[int], boss: Actor) -> None:
    with database.work(boss, "a cub", accept=ALL) as work:
        arrive(work, zoo, "Ursus arctos", "0.0.1", unit="Q1", on=DEC_5)
    assert ends(database, *carnivores) == [DEC_20] * 3


def test_R46_crossing_into_another_unit_is_an_entry_of_ones_own(
    database: Database, zoo: Zoo, carnivores: list[int], boss: Actor
) -> None:
    with database.read() as session:
        lion = session.get_one(QuarantineCase, carnivores[0]).animal_id
    with database.work(boss, "to Q2", accept=ALL) as work:
        moves.move(work, lion, zoo.enclosures["Q2"], DEC_5)
    assert ends(database, *carnivores) == [JAN_4, DEC_20, DEC_20]
    found = run(database, carnivores)[carnivores[0]]
    assert found.restarts[0].own
    assert (found.unit, found.entries[0].left) == ("Q2", DEC_5)
    later(database, zoo, "Ursus arctos", DEC_19)
    assert ends(database, *carnivores) == [JAN_4, dt.date(2025, 1, 18), dt.date(2025, 1, 18)]


def test_voiding_an_entry_restores_the_old_date(
    database: Database, zoo: Zoo, carnivores: list[int], boss: Actor
) -> None:
    bear = later(database, zoo, "Ursus arctos", DEC_5)
    with database.work(boss, "it was in Q2") as work:
        entry = work.session.scalars(select(QuarantineEntry).where(QuarantineEntry.case_id == bear)).one()
        quarantine.void_entry(work, entry.id)
    assert ends(database, *carnivores) == [DEC_20] * 3
    assert run(database, [bear]) == {}


def test_R45_a_veterinarian_sets_21_days_with_a_reason_and_a_signature(
    database: Database, zoo: Zoo, carnivores: list[int]
) -> None:
    vet = actor(person=zoo.people["Pak Yong-su"], role="Veterinarian")
    case = carnivores[0]
    with pytest.raises(NotAllowed), database.work(actor(Permission.MOVE), "?") as work:
        quarantine.set_days(work, case, 21, "tested before departure", "password")
    with pytest.raises(Invalid, match="Fill this in"), database.work(vet, "?") as work:
        quarantine.set_days(work, case, 21, "", "password")
    with pytest.raises(Invalid, match="signature"), database.work(actor(), "?") as work:
        quarantine.set_days(work, case, 21, "tested before departure", "password")
    with database.work(vet, "tested before departure") as work:
        quarantine.set_days(work, case, 21, "tested before departure", "password")
    assert ends(database, *carnivores) == [dt.date(2024, 12, 11), DEC_20, DEC_20]
    extension = run(database, carnivores)[case].extension
    assert extension is not None
    assert (extension.days, extension.by, extension.reason) == (21, "Pak Yong-su", "tested before departure")
    with database.read() as session:
        days = session.scalars(select(QuarantineDays)).one()
        signed = session.get_one(Signature, days.signature_id)
        assert (signed.person_id, signed.method) == (zoo.people["Pak Yong-su"], "password")
        assert session.get_one(Entry, days.entry_id).why == "tested before departure"


def test_R97_the_state_and_we_run_side_by_side_and_the_later_end_counts(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    database.clock.day = DEC_20
    vet = actor(person=zoo.people["Pak Yong-su"], role="Veterinarian")
    with database.work(boss, "arrival", accept=ALL) as work:
        own = enter(work, zoo, "Panthera leo")
        animal = work.get(QuarantineCase, own).animal_id
        state = open_case(
            work,
            animal,
            zoo.protocols["batch"],
            zoo.enclosures["Q1"],
            TODAY,
            imposed_by=ImposedBy.STATE,
            order_no="K-17",
            ordered_days=45,
        ).id
    found = run(database, [own])[own]
    assert (found.ends, found.earliest) == (DEC_20, JAN_4)
    assert run(database, [state])[state].order_no == "K-17"
    with pytest.raises(Invalid, match="authority"), database.work(vet, "?") as work:
        quarantine.set_days(work, state, 30, "too long", "password")
    with database.work(vet, "more") as work:
        quarantine.set_days(work, state, 50, "one was ill", "password")
    assert run(database, [own])[own].earliest == TODAY + 50 * DAY


def test_R102_the_clock_takes_the_exact_day_and_refuses_one_that_has_not_come(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    hour = dt.datetime(2024, 11, 20, 5, 30, tzinfo=dt.UTC)
    with pytest.raises(Invalid, match="not come"), database.work(boss, "?", accept=ALL) as work:
        enter(work, zoo, "Panthera leo", TODAY + DAY)
    with pytest.raises(Invalid, match="quarantine unit"), database.work(boss, "?", accept=ALL) as work:
        enter(work, zoo, "Panthera leo", unit="LT")
    with database.work(boss, "arrival") as work:
        lion = arrive(work, zoo, "Panthera leo", "0.0.1")
        open_case(work, lion, zoo.protocols[BY_ORDER], zoo.enclosures["Q1"], TODAY, entered_at=hour)
    with database.read() as session:
        assert session.scalars(select(QuarantineEntry.entered_at)).one() == hour


def test_the_clocks_of_a_board_cost_the_same_statements_however_many_they_are(
    database: Database, zoo: Zoo, carnivores: list[int], boss: Actor
) -> None:
    def statements(cases: list[int]) -> int:
        said: list[str] = []

        def hear(_c: object, _r: object, statement: str, *_rest: object) -> None:
            said.append(statement)

        event.listen(database.engine, "before_cursor_execute", hear)
        run(database, cases)
        event.remove(database.engine, "before_cursor_execute", hear)
        return len(said)

    few = statements(carnivores[:1])
    with database.work(boss, "more", accept=ALL) as work:
        many = [enter(work, zoo, "Ursus arctos", TODAY + n * DAY, "B1") for n in range(20)]
    assert statements(carnivores + many) == few <= 5


BEAR = {Rank.CLASS: 1, Rank.ORDER: 2, Rank.FAMILY: 3, Rank.GENUS: 4, Rank.SPECIES: 5}
LION = {Rank.CLASS: 1, Rank.ORDER: 2, Rank.FAMILY: 6, Rank.GENUS: 7, Rank.SPECIES: 8}
DUCK = {Rank.CLASS: 10, Rank.ORDER: 11}


def test_R47_the_scope_decides_who_is_the_same() -> None:
    together = [scope.value for scope in Scope if same_scope(BEAR, LION, scope)]
    assert together == ["order", "class", "all", "batch"]
    assert [scope.value for scope in Scope if same_scope(BEAR, DUCK, scope)] == ["all", "batch"]
    assert same_scope(DUCK, {Rank.CLASS: 10}, Scope.SPECIES)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    newcomers=st.lists(
        st.tuples(st.sampled_from(["Ursus arctos", "Bos grunniens", "Aix galericulata"]), st.integers(0, 60)),
        max_size=6,
    )
)
def test_R46_a_restart_never_shortens_and_another_order_never_restarts(
    sqlite: Database, zoo: Zoo, boss: Actor, newcomers: list[tuple[str, int]]
) -> None:
    sqlite.clock.day = dt.date(2025, 6, 1)

    class Enough(Exception):
        """Ends the example; what it wrote is gone."""

    with pytest.raises(Enough), sqlite.work(boss, "newcomers", accept=ALL) as work:
        case = enter(work, zoo, "Ursus arctos")
        before = clock(work.session, [case], DEC_20)[case].ends
        for taxon, day in newcomers:
            enter(work, zoo, taxon, TODAY + day * DAY)
            after = clock(work.session, [case], DEC_20)[case].ends
            assert after >= before
            assert taxon == "Ursus arctos" or after == before
            before = after
        latest = max([day for taxon, day in newcomers if taxon == "Ursus arctos"], default=0)
        assert before == TODAY + (latest + 30) * DAY
        raise Enough
