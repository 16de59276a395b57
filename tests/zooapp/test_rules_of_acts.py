"""Rules of the ledger on both databases: counts, days, order, splits in reports, empty groups, numbers, corrections."""

import datetime as dt

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from tests.founding import arrived
from zooapp import inventory, ledger, states
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid
from zooapp.inventory import Basis, Delta
from zooapp.ledger import Filter
from zooapp.lists import groups as group_list
from zooapp.lists.spec import Query
from zooapp.models import Animal, AnimalKind, Entry, Identifier, MarkKind, Mode, Posting, Stay, Term, Transaction
from zooapp.reports.inventory_report import inventory_report
from zooapp.reports.spec import Asked
from zooapp.services import animals, censuses, corrections, dispositions, groups, identifiers, terms
from zooapp.services.accessions import Birth, birth
from zooapp.services.dispositions import Change
from zooapp.services.groups import Part
from zooapp.states import State
from zooapp.values.counts import SexCount
from zooapp.values.dates import FuzzyDate
from zooapp.work import ALL, Actor

BEAR, DUCK = "Ursus arctos", "Aix galericulata"
CAME, LEFT, LATER = dt.date(2024, 3, 1), dt.date(2024, 5, 3), dt.date(2024, 9, 1)


def total(database: Database, **wanted: object) -> str:
    """How many, as M.F.U."""
    with database.read() as session:
        return str(ledger.count(session, Filter(**wanted)))  # type: ignore[arg-type]


def test_R1_R2_R3_counts_are_kept_by_sex_and_no_sex_falls_below_nothing(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "came") as work:
        ducks = arrive(work, zoo, DUCK, " 2.3.10 ", on=CAME)
        pair = arrive(work, zoo, DUCK, "2.0", on=CAME)
    assert (total(database, animals=[ducks]), total(database, animals=[pair])) == ("2.3.10", "2.0.0")
    assert total(database, taxon=zoo.taxa[DUCK]) == "4.3.10"
    for wrong in ("0.1.0", "3.0.0"):
        with pytest.raises(Invalid, match=r"cannot come out of 2\.0\.0") as refused, database.work(boss, "?") as work:
            dispositions.death(work, pair, SexCount.parse(wrong), Act(LEFT))
        assert refused.value.problems[0].field == "count"
    assert total(database, animals=[pair]) == "2.0.0"


@pytest.mark.parametrize(("splits", "came", "went"), [(False, 0, 0), (True, 5, -5)])
def test_R7_splits_and_merges_are_no_coming_and_going_unless_they_are_asked_for(
    database: Database, zoo: Zoo, boss: Actor, splits: bool, came: int, went: int
) -> None:
    with database.work(boss, "a group, of which some live apart for a while") as work:
        ducks = arrive(work, zoo, DUCK, "10.15.0", on=CAME)
        (part,) = groups.split(work, ducks, [Part(SexCount(1, 2, 0), AnimalKind.GROUP)], Act(LEFT))
        groups.split(work, ducks, [Part(SexCount(1, 1, 0))], Act(LEFT))
    asked = Asked(LEFT, TODAY, splits=splits)
    with database.read() as session:
        found = inventory_report(session, asked)
    (line,) = (line for part_ in found.classes for line in part_.lines if line.cells["closing"] != Delta())
    cells = {key: cell.total for key, cell in line.cells.items()}
    assert (cells.get("arrivals", 0), cells.get("departures", 0)) == (came, went)
    assert (cells["opening"], cells["closing"], found.adds_up) == (25, 25, True)
    with database.work(boss, "together again") as work:
        groups.merge(work, part, ducks, Act(LATER))
    with database.read() as session:
        again = inventory_report(session, asked)
    (line,) = (line for part_ in again.classes for line in part_.lines if line.cells["closing"] != Delta())
    more = 3 if splits else 0
    assert line.cells.get("arrivals", Delta()).total == came + more
    assert again.adds_up


def test_R8_acts_of_one_day_stand_in_their_order_and_need_no_time_of_their_own(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "came") as work:
        ducks = arrive(work, zoo, DUCK, "0.0.10", on=CAME)
    with database.work(boss, "one day", accept=ALL) as work:
        acts = [
            dispositions.death(work, ducks, SexCount(0, 0, 1), Act(LEFT, time="09:00")),
            dispositions.death(work, ducks, SexCount(0, 0, 2), Act(LEFT, time="09:00")),
            dispositions.death(work, ducks, SexCount(0, 0, 3), Act(LEFT)),
            dispositions.death(work, ducks, SexCount(0, 0, 1), Act(LEFT, time="08:00")),
        ]
    with database.read() as session:
        order = (Transaction.on, Transaction.seq, Transaction.id)
        on_day = select(Transaction.id, Transaction.time).where(Transaction.on == LEFT).order_by(*order)
        found = [tuple(row) for row in session.execute(on_day)]
    assert found == list(zip(acts, ["09:00", "09:00", None, "08:00"], strict=True))
    with database.work(boss, "counted in the evening, then one more died", accept=ALL) as work:
        censuses.count(work, ducks, SexCount(0, 0, 5), Act(LEFT))
        dispositions.death(work, ducks, SexCount(0, 0, 1), Act(LEFT))
    assert total(database, animals=[ducks]) == "0.0.4"


def test_R11_a_group_of_none_is_closed_and_is_no_species_until_it_is_asked_for(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "came, and died out", accept=ALL) as work:
        ducks = arrive(work, zoo, DUCK, "1.1.0", on=CAME, unit="SL")
        bear = arrive(work, zoo, BEAR, "0.1.0", on=CAME, unit="BR1")
        dispositions.death(work, ducks, SexCount(1, 0, 0), Act(LEFT))
    with database.read() as session:
        assert inventory.head_count(session, LEFT).species == 2
        assert session.scalars(select(Stay.until).where(Stay.animal_id == ducks)).one() is None
    with database.work(boss, "the last") as work:
        dispositions.death(work, ducks, None, Act(LATER))
    with database.read() as session:
        assert states.standing(session, ducks) == states.Standing(State.DEAD, LATER)
        assert session.scalars(select(Stay.until).where(Stay.animal_id == ducks)).one() == LATER
        counted = inventory.head_count(session, TODAY)
        assert (counted.animals, counted.species) == (1, 1)
        for status, ids in (("living", []), ("all", [ducks])):
            query = Query(on=TODAY, filters={"status": status})
            assert group_list.LIST.ids is not None
            assert list(session.scalars(group_list.LIST.ids(session, query))) == ids
    assert total(database, animals=[bear]) == "0.1.0"


def test_R14_R17_a_birth_is_kept_as_it_was_said_and_stands_for_the_day_in_its_middle(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    said = {
        "9–17 May 2020": dt.date(2020, 5, 13),
        "1 Jan 1975 – 1 Feb 1975": dt.date(1975, 1, 16),
        "1 Jan 1975 – 3 Jan 1975": dt.date(1975, 1, 2),
        "2015": dt.date(2015, 7, 2),
        "~2019": dt.date(2019, 7, 2),
        "by May 2019": dt.date(2019, 5, 31),
        "since May 2019": dt.date(2019, 5, 1),
        "cannot be known": None,
    }
    with database.work(boss, "came") as work:
        bears = [arrive(work, zoo, BEAR, "0.0.1", on=CAME) for _text in said]
        for bear, text in zip(bears, said, strict=True):
            animals.amend(work, bear, 1, {"born": FuzzyDate.parse(text, TODAY)})
    with database.read() as session:
        for bear, (text, nominal) in zip(bears, said.items(), strict=True):
            born = session.get_one(Animal, bear).born
            assert born == FuzzyDate.parse(text, TODAY), text
            assert born.nominal == nominal, text


def test_R22_R36_an_act_of_the_time_before_it_was_ours_is_corrected_and_the_old_one_stays_readable(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    moscow = zoo.institutions["MOSCOW"]
    with database.work(boss, "on loan with us, then given to us, with a wrong day") as work:
        bear = arrive(work, zoo, BEAR, "0.1.0", on=LEFT, owner="MOSCOW")
        ours = Act(LATER, zoo.terms["donation_from"], moscow)
        dispositions.transfer(work, bear, Change(owner_id=zoo.us), ours)
    with database.read() as session:
        came = session.scalars(select(Transaction.id).where(Transaction.mode == Mode.ARRIVAL)).one()
    with database.work(boss, "it came in March", accept=ALL) as work:
        new = corrections.replace(work, came, {"on": CAME})
    assert total(database, holder=zoo.us, owner=moscow, until=CAME) == "0.1.0"
    assert total(database, holder=zoo.us, owner=zoo.us, until=TODAY) == "0.1.0"
    with database.read() as session:
        old, now = session.get_one(Transaction, came), session.get_one(Transaction, new)
        assert (old.on, now.on, now.replaces_id, now.voided_by) == (LEFT, CAME, came, None)
        assert session.get_one(Entry, old.voided_by).why == "it came in March"
        assert len(session.scalars(select(Posting).where(Posting.transaction_id == came)).all()) == 1


def test_R36_a_term_can_be_mended_and_a_kind_of_act_cannot(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "came and left") as work:
        bear = arrive(work, zoo, BEAR, "0.1.0", on=CAME)
        act = dispositions.depart(work, bear, None, Act(LEFT, zoo.terms["loan_out"], zoo.institutions["MOSCOW"]))
    with pytest.raises(Invalid, match="not corrected here"), database.work(boss, "?") as work:
        corrections.replace(work, act, {"mode": Mode.DEATH})
    with database.read() as session:
        term = session.get_one(Term, zoo.terms["loan_out"])
    with pytest.raises(Invalid, match="what it does stays"), database.work(boss, "?") as work:
        terms.amend(work, term.id, term.version, {"ownership": True})
    with database.work(boss, "another word for it") as work:
        terms.amend(work, term.id, term.version, {"name": "Lent out"})
    with database.work(boss, "it was no loan", accept=ALL) as work:
        new = corrections.replace(work, act, {"note": "by word of mouth"})
    with database.read() as session:
        assert [session.get_one(Transaction, key).voided_by is None for key in (act, new)] == [False, True]


def test_R23_groups_and_individuals_share_the_numbers_and_none_is_used_again(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "came") as work:
        flock = arrive(work, zoo, DUCK, "0.0.4", on=CAME, local_id="24-0100")
        bear = arrive(work, zoo, BEAR, "0.1.0", on=CAME, local_id="24-0101")
    wanted = {"kind": MarkKind.LOCAL_ID, "value": "24-0100"}
    with pytest.raises(Invalid, match="given out already"), database.work(boss, "?") as work:
        identifiers.add(work, bear, wanted)
    with database.work(boss, "the flock dies, cubs are born", accept=ALL) as work:
        dispositions.death(work, flock, None, Act(LEFT))
        cubs = birth(work, Birth(SexCount(0, 0, 2), dam_id=bear), Act(LATER))
    with pytest.raises(Invalid, match="given out already"), database.work(boss, "?") as work:
        identifiers.add(work, cubs[0], wanted)
    with database.read() as session:
        ids = session.scalars(select(Identifier.value).where(Identifier.kind == MarkKind.LOCAL_ID)).all()
    assert len(set(ids)) == len(ids) == 4


def test_R25_R26_chips_and_rings_are_kept_as_numbers_and_a_wrong_one_is_refused(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "came", accept=ALL) as work:
        bear = arrive(work, zoo, BEAR, "0.1.0", on=CAME)
        ducks = arrive(work, zoo, DUCK, "0.0.40", on=CAME)
        identifiers.add(work, bear, {"kind": MarkKind.TRANSPONDER, "value": "643 0941-0001 2345"})
        identifiers.add(work, ducks, {"kind": MarkKind.RING, "value": "A001-A040", "count": 40})
    for wrong in ("900274877906944", "64309410001234", "000123456789012", "6430941000I2345"):
        with pytest.raises(Invalid) as refused, database.work(boss, "?") as work:
            identifiers.add(work, bear, {"kind": MarkKind.TRANSPONDER, "value": wrong})
        assert [problem.field for problem in refused.value.problems] == ["value"]
    with database.read() as session:
        found = {mark.animal_id: mark.value for mark in session.scalars(select(Identifier)) if mark.kind != "local_id"}
        assert found == {bear: "643094100012345", ducks: "A001-A040"}
        assert [one.animal_id for one in identifiers.find_by_mark(session, "A017")] == [ducks]
        assert [one.animal_id for one in identifiers.find_by_mark(session, "643094100012345")] == [bear]


def test_R67_the_first_year_opens_with_none_and_closes_with_the_75_that_came(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    arrived(database, zoo, boss)
    for basis in Basis:
        with database.read() as session:
            found = inventory.lines(session, dt.date(2024, 1, 1), dt.date(2024, 12, 31), basis)
        names = {taxon: name for name, taxon in zoo.taxa.items()}
        assert {names[line.taxon_id]: str(line.closing) for line in found} == {
            "Panthera leo": "0.1.0",
            "Ursus arctos": "0.0.2",
            "Bos grunniens": "0.0.2",
            "Cacatua alba": "0.0.5",
            "Phasianidae": "0.0.25",
            DUCK: "0.0.40",
        }
        assert all(line.opening == Delta() and line.arrivals == line.closing for line in found)
        assert sum(line.closing.total for line in found) == 75
