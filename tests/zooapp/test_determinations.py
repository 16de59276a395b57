"""Sex and taxon: found out now, or entered wrongly; a count of a group that the books did not expect."""

import datetime as dt

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from tests.founding import arrived
from zooapp import inventory, ledger
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid, Unsettled
from zooapp.inventory import Basis, Delta
from zooapp.ledger import Filter
from zooapp.models import Confidence, Determination, Determined, Posting, Transaction
from zooapp.services import censuses, determinations, dispositions
from zooapp.services.determinations import Finding
from zooapp.values.counts import Sex, SexCount
from zooapp.work import ALL, Actor

DUCK = "Aix galericulata"
WEEK_AGO = TODAY - dt.timedelta(days=7)
BEFORE = Act(WEEK_AGO)


def last(database: Database, animal: int, about: Determined) -> tuple[str, Confidence, str | None]:
    query = select(Determination).where(Determination.animal_id == animal, Determination.about == about)
    query = query.where(Determination.voided_by.is_(None)).order_by(Determination.id.desc()).limit(1)
    with database.read() as session:
        found = session.scalars(query).one()
        return found.value, found.confidence, found.method


def count(database: Database, animal: int, on: dt.date = TODAY) -> str:
    with database.read() as session:
        return str(ledger.count(session, Filter(animals=[animal], until=on)))


def test_R4_sexing_in_a_group_moves_columns_and_is_neither_birth_nor_arrival(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "arrival") as work:
        ducks = arrive(work, zoo, DUCK, "18.22.14", on=WEEK_AGO)
    with database.work(boss, "by plumage") as work:
        determinations.sexed(work, ducks, SexCount(5, 6, 0), Finding(method="plumage"), Act(TODAY))
    assert (count(database, ducks, WEEK_AGO), count(database, ducks)) == ("18.22.14", "23.28.3")
    with database.read() as session:
        (line,) = inventory.lines(session, TODAY, TODAY, Basis.PHYSICAL)
    assert (line.sexed, line.births, line.arrivals) == (Delta(5, 6, -11), Delta(), Delta())
    with pytest.raises(Invalid, match="Only 3"), database.work(boss, "?") as work:
        determinations.sexed(work, ducks, SexCount(2, 2, 0), Finding(), Act(TODAY))


def test_one_animal_found_out_now_is_another_sex_from_that_day_on(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "arrival") as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.0.1", on=WEEK_AGO)
    with database.work(boss, "DNA") as work:
        determinations.sexed(work, bear, Sex.MALE, Finding(method="DNA"), Act(TODAY))
    assert (count(database, bear, WEEK_AGO), count(database, bear)) == ("0.0.1", "1.0.0")
    assert last(database, bear, Determined.SEX) == ("male", Confidence.CONFIRMED, "DNA")


def test_a_known_sex_that_turns_out_other_is_asked_about(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "arrival") as work:
        lion = arrive(work, zoo, "Panthera leo", "1.0.0", on=WEEK_AGO)
    for sex in (Sex.FEMALE, Sex.INDETERMINATE):
        with pytest.raises(Unsettled, match="Recorded as male") as doubt, database.work(boss, "seen") as work:
            determinations.sexed(work, lion, sex, Finding(), Act(TODAY))
        assert [problem.field for problem in doubt.value.problems] == ["which"]
    assert count(database, lion) == "1.0.0"
    with database.work(boss, "she changed", accept=[str(doubt.value)]) as work:
        determinations.sexed(work, lion, Sex.FEMALE, Finding(), Act(TODAY))
    assert (count(database, lion, WEEK_AGO), count(database, lion)) == ("1.0.0", "0.1.0")


def test_a_reported_sex_can_be_confirmed_without_a_change_of_the_books(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    lion = arrived(database, zoo, boss).animals[0][0]
    assert last(database, lion, Determined.SEX)[1] is Confidence.REPORTED
    with database.work(boss, "seen") as work:
        determinations.sexed(work, lion, Sex.FEMALE, Finding(method="palpation"), Act(TODAY))
    assert last(database, lion, Determined.SEX) == ("female", Confidence.CONFIRMED, "palpation")
    assert count(database, lion) == "0.1.0"


def test_a_sex_that_was_entered_wrongly_was_never_so_and_the_old_act_stays_readable(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    lion = arrived(database, zoo, boss).animals[0][0]
    with database.work(boss, "the papers said lion, not lioness") as work:
        determinations.sex_was_wrong(work, lion, Sex.MALE, Finding(method="seen"))
    assert count(database, lion) == "1.0.0"
    with database.read() as session:
        mine = select(Posting.transaction_id).where(Posting.animal_id == lion)
        acts = session.scalars(select(Transaction).where(Transaction.id.in_(mine)).order_by(Transaction.id)).all()
        assert [act.voided_by is None for act in acts] == [False, True]
        assert acts[1].replaces_id == acts[0].id
    assert last(database, lion, Determined.SEX) == ("male", Confidence.CONFIRMED, "seen")


def test_a_taxon_found_out_now_is_a_reclassification_of_zero_over_all_taxa(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "arrival") as work:
        bird = arrive(work, zoo, "Cacatua", "0.0.1", on=WEEK_AGO)
    with database.work(boss, "by DNA") as work:
        determinations.identified(work, bird, zoo.taxa["Cacatua alba"], Finding(Confidence.PROBABLE), Act(TODAY))
    with database.read() as session:
        found = inventory.lines(session, TODAY, TODAY, Basis.OWNERSHIP)
    assert sorted(line.identified.total for line in found) == [-1, 1]
    assert all(line.sum_of_parts() == line.closing for line in found)
    assert last(database, bird, Determined.TAXON)[:2] == ("Cacatua alba", Confidence.PROBABLE)


def test_a_taxon_entered_wrongly_changes_the_past_with_all_that_followed(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "arrival") as work:
        birds = arrive(work, zoo, "Phasianus colchicus", "0.0.9", on=WEEK_AGO)
    with database.work(boss, "later", accept=ALL) as work:
        dispositions.death(work, birds, SexCount(0, 0, 2), Act(TODAY))
        censuses.count(work, birds, SexCount(0, 0, 6), Act(TODAY))
    with database.work(boss, "they were golden") as work:
        determinations.taxon_was_wrong(work, birds, zoo.taxa["Chrysolophus pictus"], Finding())
    with database.read() as session:
        for day, n in ((WEEK_AGO, 9), (TODAY, 6)):
            assert ledger.count(session, Filter(taxon=zoo.taxa["Chrysolophus pictus"], until=day)).total == n
            assert ledger.count(session, Filter(taxon=zoo.taxa["Phasianus colchicus"], until=day)).total == 0


def test_R10_a_census_is_absolute_and_its_difference_has_a_line_of_its_own(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "arrival") as work:
        ducks = arrive(work, zoo, DUCK, "0.0.40", on=WEEK_AGO)
    with pytest.raises(Unsettled, match="-2 without an explanation"), database.work(boss, "counted") as work:
        censuses.count(work, ducks, SexCount(0, 0, 38), Act(TODAY))
    with database.work(boss, "counted", accept=ALL) as work:
        censuses.count(work, ducks, SexCount(0, 0, 38), Act(TODAY))
    with database.read() as session:
        (line,) = inventory.lines(session, TODAY, TODAY, Basis.PHYSICAL)
    assert (line.adjustment, line.closing, line.sum_of_parts()) == (Delta(0, 0, -2), Delta(0, 0, 38), Delta(0, 0, 38))
    with database.work(boss, "two dead ones were found") as work:
        dispositions.death(work, ducks, SexCount(0, 0, 2), BEFORE)
    with database.read() as session:
        (line,) = inventory.lines(session, WEEK_AGO, TODAY, Basis.PHYSICAL)
    assert (line.adjustment, line.deaths, line.closing) == (Delta(), Delta(0, 0, -2), Delta(0, 0, 38))


def test_one_animal_is_not_counted(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "arrival") as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.0.1")
    with pytest.raises(Invalid, match="not a group"), database.work(boss, "?") as work:
        censuses.count(work, bear, SexCount(0, 0, 1), Act(TODAY))
