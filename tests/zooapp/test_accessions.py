"""Arrivals and births: all of a consignment or nothing of it, with ids, marks, determinations, stays and quarantine."""

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests.builders import TODAY, Zoo, arrive
from tests.founding import BEAR_CHIPS, LION_CHIP, arrival, arrived, line
from zooapp import ledger
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid, Level, Unsettled
from zooapp.ledger import Filter
from zooapp.models import (
    Animal,
    AnimalKind,
    Base,
    Confidence,
    Consignment,
    Determination,
    Identifier,
    MarkKind,
    Paper,
    QuarantineCase,
    QuarantineEntry,
    Stage,
    Stay,
    TaxonStatus,
    Transaction,
)
from zooapp.services import accessions, numbers
from zooapp.services.accessions import Birth
from zooapp.services.arrivals import Arrival, check_arrival
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor, Work

DUCKS = 5


def texts(database: Database, what: Arrival) -> dict[str, str]:
    """The problems by field, each the first of its field."""
    with database.read() as session:
        return {problem.field: problem.text for problem in reversed(check_arrival(session, what, TODAY))}


def with_line(what: Arrival, no: int, **changed: object) -> Arrival:
    lines = list(what.lines)
    lines[no] = replace(lines[no], **changed)  # type: ignore[arg-type]
    return replace(what, lines=tuple(lines))


def values(database: Database, animal: int, kind: MarkKind) -> list[str]:
    wanted = select(Identifier.value).where(Identifier.animal_id == animal, Identifier.kind == kind)
    with database.read() as session:
        return list(session.scalars(wanted.order_by(Identifier.id)))


def test_G1_the_founding_consignment_is_75_animals_five_mammals_and_seventy_birds(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    done = arrived(database, zoo, boss)
    with database.read() as session:
        assert ledger.count(session, Filter(holder=zoo.us, owner=zoo.us, until=TODAY)).total == 75
        assert str(ledger.count(session, Filter(taxon=zoo.taxa["Mammalia"]))) == "0.1.4"
        assert str(ledger.count(session, Filter(taxon=zoo.taxa["Aves"]))) == "0.0.70"
        assert ledger.count(session, Filter(until=TODAY - dt.timedelta(days=1))).total == 0
        assert [len(animals) for animals in done.animals] == [1, 2, 2, 5, 1, 1]
        consignment = session.get_one(Consignment, done.consignment_id)
        assert (consignment.number, consignment.stage) == ("TR-2024-017", Stage.ARRIVED)
        assert session.scalars(select(Paper.number)).all() == ["24RU001984"]
        assert {act.partner_id for act in session.scalars(select(Transaction))} == {zoo.institutions["MOSCOW"]}


def test_each_head_gets_its_own_number_and_mark_and_a_group_its_series(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    done = arrived(database, zoo, boss)
    ids = [values(database, animal, MarkKind.LOCAL_ID) for line in done.animals for animal in line]
    assert ids == [[f"24-{n:04}"] for n in range(1, 13)]
    assert [values(database, bear, MarkKind.TRANSPONDER) for bear in done.animals[1]] == [[c] for c in BEAR_CHIPS]
    assert [values(database, a, MarkKind.SENDER_ID) for a in done.animals[3]] == [[f"MZ {n}"] for n in range(1, 6)]
    with database.read() as session:
        rings = session.scalars(select(Identifier).where(Identifier.kind == MarkKind.RING, Identifier.count > 1)).one()
        assert (rings.value, rings.count, rings.animal_id) == ("A001-A040", 40, done.animals[DUCKS][0])


def test_every_animal_stands_in_its_unit_and_its_quarantine_begins_on_the_day_of_arrival(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    arrived(database, zoo, boss)
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Stay)) == 12
        assert session.scalar(select(func.count()).select_from(QuarantineCase)) == 12
        entries = session.scalars(select(QuarantineEntry)).all()
        assert {entry.entered for entry in entries} == {TODAY}
        assert {entry.entered_at and entry.entered_at.hour for entry in entries} == {5}


def test_what_the_sender_says_of_sex_is_reported_and_a_doubtful_species_is_probable(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    done = arrived(database, zoo, boss)
    with database.read() as session:
        rows = session.execute(select(Determination.animal_id, Determination.value, Determination.confidence)).all()
    found = {(animal, value): confidence for animal, value, confidence in rows}
    assert found[(done.animals[0][0], "female")] is Confidence.REPORTED
    assert {found[(cockatoo, "Cacatua alba")] for cockatoo in done.animals[3]} == {Confidence.PROBABLE}
    assert found[(done.animals[1][0], "Ursus arctos")] is Confidence.CONFIRMED
    assert not [1 for (_animal, value) in found if value == "undetermined"]


def test_the_dead_stand_on_the_line_and_are_never_accessioned(database: Database, zoo: Zoo, boss: Actor) -> None:
    short = with_line(arrival(zoo), DUCKS, alive=SexCount(0, 0, 38), dead=SexCount(0, 0, 2), marks="A001-A038")
    gone = with_line(short, 0, alive=SexCount(0, 0, 0), dead=SexCount(0, 1, 0), marks=None, sender_ids=None)
    with database.work(boss, "two died", accept=ALL) as work:
        done = accessions.arrive(work, gone)
    with database.read() as session:
        assert ledger.count(session, Filter(animals=done.animals[DUCKS])).total == 38
    assert (done.animals[0], done.transactions[0]) == ([], None)
    assert f"lines.{DUCKS}.alive" not in texts(database, replace(gone, head=replace(gone.head, number="")))


def test_problems_come_back_by_line_and_nothing_is_written(database: Database, zoo: Zoo, boss: Actor) -> None:
    wrong = with_line(with_line(arrival(zoo), 2, marks="6430941000118"), 3, protocol_id=None)
    found = texts(database, wrong)
    assert "13 digits" in found["lines.2.marks"]
    assert "protocol" in found["lines.3.protocol_id"]
    with pytest.raises(Invalid, match="13 digits"), database.work(boss, "?", accept=ALL) as work:
        accessions.arrive(work, wrong)
    with database.read() as session:
        assert session.scalars(select(Animal)).all() == []
        assert session.scalars(select(Consignment)).all() == []


def test_warnings_say_what_is_doubtful_and_are_kept_once_accepted(database: Database, zoo: Zoo, boss: Actor) -> None:
    what = with_line(arrival(zoo), DUCKS, announced=SexCount(0, 0, 41))
    found = texts(database, what)
    assert found[f"lines.{DUCKS}.alive"] == "Announced 0.0.41, came 0.0.40."
    assert found["lines.4.taxon_id"] == "CITES open until the species are named."
    with pytest.raises(Unsettled) as asked, database.work(boss, "?") as work:
        accessions.arrive(work, what)
    accepted = {problem.text for problem in asked.value.problems}
    assert accepted >= set(found.values())
    with database.work(boss, "yes", accept=accepted) as work:
        accessions.arrive(work, what)


def test_a_unit_too_small_is_a_warning_where_the_last_of_them_stand(sqlite: Database, zoo: Zoo, boss: Actor) -> None:
    both = [line(zoo, "Ursus arctos", "0.0.3", "Q1"), line(zoo, "Panthera leo", "2.0.0", "Q1")]
    crowd = Arrival(arrival(zoo).head, both)
    assert "5" in texts(sqlite, crowd)["lines.1.unit_id"]


def test_R46_an_arrival_says_whose_quarantine_clock_it_restarts(database: Database, zoo: Zoo, boss: Actor) -> None:
    arrived(database, zoo, boss)
    words = "This restarts the quarantine clock of "
    later = dt.timedelta(days=1)
    with database.read() as session:
        again = replace(arrival(zoo), head=replace(arrival(zoo).head, arrived_on=TODAY + later, number=""))
        found = check_arrival(session, again, TODAY + later)
        same_day = check_arrival(session, arrival(zoo), TODAY)
    told = [problem for problem in found if problem.text.startswith(words)]
    assert {problem.level for problem in told} == {Level.WARNING}
    assert f"lines.{DUCKS}.unit_id" in {problem.field for problem in told}
    assert not [problem for problem in same_day if problem.text.startswith(words)]


def test_a_listed_taxon_without_a_permit_is_a_warning(sqlite: Database, zoo: Zoo, boss: Actor) -> None:
    with sqlite.work(boss, "status") as work:
        work.add(TaxonStatus(taxon_id=zoo.taxa["Panthera leo"], scheme="CITES", value="II", source="test"))
        work.add(TaxonStatus(taxon_id=zoo.taxa["Ursidae"], scheme="CITES", value="II", source="test"))
        work.add(TaxonStatus(taxon_id=zoo.taxa["Ursus arctos"], scheme="CITES", value="-", source="test"))
    bare = replace(arrival(zoo), papers=())
    assert texts(sqlite, bare)["lines.0.taxon_id"] == "CITES II: no permit among the papers."
    assert "lines.1.taxon_id" not in texts(sqlite, bare)
    assert "lines.0.taxon_id" not in texts(sqlite, arrival(zoo))


def test_R27_a_chip_that_a_living_animal_wears_is_an_error_at_its_line(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    arrived(database, zoo, boss)
    again = Arrival(replace(arrival(zoo).head, number=""), [line(zoo, "Ursus arctos", "0.0.1", marks=LION_CHIP)])
    assert "24-0001 wears this chip" in texts(database, again)["lines.0.marks"]
    twice = replace(again, lines=[line(zoo, "Ursus arctos", "0.0.1", marks="982000000000012")] * 2)
    assert "two lines" in texts(database, twice)["lines.1.marks"]


def test_R106_a_chip_one_digit_away_from_a_known_one_says_so(database: Database, zoo: Zoo, boss: Actor) -> None:
    arrived(database, zoo, boss)
    near = LION_CHIP[:-1] + "4"
    one = Arrival(replace(arrival(zoo).head, number=""), [line(zoo, "Ursus arctos", "0.0.1", marks=near)])
    with database.read() as session:
        (problem,) = check_arrival(session, one, TODAY)
    assert (problem.field, problem.level) == ("lines.0.marks", Level.WARNING)
    assert "One digit away from 643094100011873 of 24-0001" in problem.text


def test_R107_numbers_that_were_printed_are_used_first_and_burnt_when_thrown_away(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "labels for the crates") as work:
        printed = numbers.burn_local_ids(work, 2024, 3)
    with database.work(boss, "labels that nobody used") as work:
        numbers.burn_local_ids(work, 2024, 2)
    with database.read() as session:
        assert numbers.preview_local_ids(session, 2024, 2) == ["24-0006", "24-0007"]
    with database.work(boss, "arrival", accept=ALL) as work:
        done = accessions.arrive(work, replace(arrival(zoo), local_ids=printed))
    ids = [values(database, animal, MarkKind.LOCAL_ID)[0] for line in done.animals for animal in line]
    assert ids[:4] == ["24-0001", "24-0002", "24-0003", "24-0006"]


def test_R23_the_series_leaves_out_what_was_written_by_hand_and_begins_anew_each_year(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "by hand") as work:
        arrive(work, zoo, "Ursus arctos", "0.0.1", local_id="24-0002")
        assert numbers.take_local_ids(work, 2024, 2) == ["24-0001", "24-0003"]
        assert numbers.take_local_ids(work, 2025, 1) == ["25-0001"]
    with database.read() as session:
        assert numbers.preview_local_ids(session, 2024, 1) == ["24-0004"]


def test_on_or_before_a_day_is_kept_as_a_bound_and_a_loan_stays_the_senders(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    what = arrival(zoo)
    loan = replace(what, head=replace(what.head, bound=True, term_id=zoo.terms["loan_in"]))
    with database.work(boss, "on loan", accept=ALL) as work:
        done = accessions.arrive(work, loan)
    with database.read() as session:
        act = session.get_one(Transaction, done.transactions[0])
        assert act.when is not None
        assert (act.on, act.when.earliest, act.when.latest) == (TODAY, None, TODAY)
        assert ledger.count(session, Filter(holder=zoo.us, owner=zoo.institutions["MOSCOW"])).total == 75


def test_an_arrival_of_tomorrow_or_of_nothing_is_refused(sqlite: Database, zoo: Zoo) -> None:
    what = arrival(zoo)
    tomorrow = replace(what, head=replace(what.head, arrived_on=TODAY + dt.timedelta(days=1)), lines=())
    assert {"arrived_on", "lines"} <= texts(sqlite, tomorrow).keys()


def test_ducklings_hatch_into_their_group_and_a_cub_gets_a_record_of_its_own(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    ducks = arrived(database, zoo, boss).animals[DUCKS][0]
    with database.work(boss, "hatched and born") as work:
        hatched = accessions.birth(work, Birth(SexCount(0, 0, 14), into_id=ducks), Act(TODAY, zoo.terms["hatch"]))
        cub = Birth(SexCount(0, 0, 1), taxon_id=zoo.taxa["Ursus arctos"], enclosure_id=zoo.enclosures["BR1"])
        (born,) = accessions.birth(work, cub, Act(TODAY))
    assert hatched == [ducks]
    assert values(database, born, MarkKind.LOCAL_ID) == ["24-0013"]
    with database.read() as session:
        assert str(ledger.count(session, Filter(animals=[ducks]))) == "0.0.54"
        record = session.get_one(Animal, born)
        assert record.kind is AnimalKind.INDIVIDUAL
        assert record.born is not None
        assert record.born.nominal == TODAY


def test_two_workstations_never_get_the_same_number(database: Database, zoo: Zoo, boss: Actor) -> None:
    def take(work: Work) -> int:
        return numbers.next_number(work, "transfer-certificate:2024")

    given = []
    for _round in range(3):
        with database.work(boss, "a paper") as work:
            given.append(take(work))
    with pytest.raises(ZeroDivisionError), database.work(boss, "a paper that failed") as work:
        take(work)
        raise ZeroDivisionError
    with database.work(boss, "a paper") as work:
        given.append(take(work))
    assert given == [1, 2, 3, 4]
    assert Base.metadata.tables["number_series"].c.name.unique
