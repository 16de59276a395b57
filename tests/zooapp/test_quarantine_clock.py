"""The quarantine clock: rows of the computed table of rules.md 2.7, its days, and who changes them."""

import datetime as dt

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, actor, arrive
from tests.quarantined import BY_ORDER, DAY, DEC_5, DEC_19, DEC_20, JAN_4, ends, enter, later, run, statements
from zooapp.database import Database
from zooapp.errors import Invalid, NotAllowed
from zooapp.models import (
    Entry,
    ImposedBy,
    Protocol,
    QuarantineCase,
    QuarantineDays,
    QuarantineEntry,
    Signature,
)
from zooapp.permission import Permission
from zooapp.quarantine.clocks import clock
from zooapp.services import moves, quarantine
from zooapp.services.quarantine import open_case
from zooapp.work import ALL, Actor


@pytest.fixture
def carnivores(database: Database, zoo: Zoo, boss: Actor) -> list[int]:
    """The cases of a lion and two bears that entered Q1 on 20 November, 30 days by order."""
    database.clock.day = dt.date(2025, 2, 1)
    with database.work(boss, "arrival", accept=ALL) as work:
        return [enter(work, zoo, taxon) for taxon in ("Panthera leo", "Ursus arctos", "Ursus arctos")]


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


def test_R46_a_restart_after_day_30_counts_while_the_case_is_open_unless_the_protocol_says_otherwise(
    database: Database, zoo: Zoo, boss: Actor, carnivores: list[int]
) -> None:
    later(database, zoo, "Ursus arctos", dt.date(2025, 1, 10))
    assert ends(database, *carnivores) == [dt.date(2025, 2, 9)] * 3
    with database.work(boss, "our rule", accept=ALL) as work:
        protocol = work.get(Protocol, zoo.protocols[BY_ORDER])
        work.amend(Protocol, protocol.id, protocol.version, {"restart_after_end": False})
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
    few = statements(database, lambda session: clock(session, carnivores[:1], DEC_20))
    with database.work(boss, "more", accept=ALL) as work:
        many = [enter(work, zoo, "Ursus arctos", TODAY + n * DAY, "B1") for n in range(20)]
    assert statements(database, lambda session: clock(session, carnivores + many, DEC_20)) == few <= 4
