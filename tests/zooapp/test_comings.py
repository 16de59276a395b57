"""Animals that come without a consignment: found, rescued, captured, lent by a visitor; and colonies in units (R5)."""

import datetime as dt

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from zooapp import ledger
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid, Unsettled
from zooapp.ledger import Filter
from zooapp.models import Animal, AnimalKind, ColonySize, Identifier, MarkKind, Mode, Origin, QuarantineCase, Stay, Term
from zooapp.services import accessions, colonies, comings, dispositions, identifiers
from zooapp.services.arrivals import Arrival, ArrivalHead, ArrivalLine
from zooapp.services.comings import Coming
from zooapp.values.counts import SexCount
from zooapp.values.dates import FuzzyDate
from zooapp.work import ALL, Actor

DUCK, BEAR = "Aix galericulata", "Ursus arctos"
ONE = SexCount(0, 0, 1)


@pytest.fixture
def found(database: Database, boss: Actor) -> int:
    """The word for what came by itself."""
    with database.work(boss, "a word", ALL) as work:
        return work.add(Term(code="found_in", mode=Mode.ARRIVAL, name="Appeared, found")).id


def come(database: Database, boss: Actor, coming: Coming, act: Act) -> list[int]:
    with database.work(boss, "came", ALL) as work:
        return comings.come_in(work, coming, act)


def refused(database: Database, boss: Actor, coming: Coming, act: Act) -> dict[str, str]:
    with pytest.raises(Invalid) as wrong:
        come(database, boss, coming, act)
    return {problem.field: problem.text for problem in wrong.value.problems}


def test_a_found_animal_is_ours_has_a_number_a_place_and_what_is_known_of_it(
    database: Database, zoo: Zoo, boss: Actor, found: int
) -> None:
    what = Coming(
        zoo.taxa[BEAR], SexCount(0, 1, 0), marks="643094100012345", house_name="Masha",
        born=FuzzyDate.parse("2019", TODAY), origin=Origin.WILD, birthplace="Forest road",
        enclosure_id=zoo.enclosures["Q1"], protocol_id=zoo.protocols["by_order"],
    )
    (bear,) = come(database, boss, what, Act(TODAY, found))
    with database.read() as session:
        (balance,) = ledger.balances(session, Filter(animals=[bear]))
        assert (balance.holder_id, balance.owner_id, balance.count) == (zoo.us, zoo.us, SexCount(0, 1, 0))
        animal = session.get_one(Animal, bear)
        assert (animal.house_name, animal.origin, animal.birthplace) == ("Masha", Origin.WILD, "Forest road")
        marks = {mark.kind: mark.value for mark in session.scalars(select(Identifier))}
        assert marks[MarkKind.TRANSPONDER] == "643094100012345"
        assert marks[MarkKind.LOCAL_ID].startswith("24-")
        assert session.scalars(select(Stay.enclosure_id)).all() == [zoo.enclosures["Q1"]]
        assert session.scalars(select(QuarantineCase.animal_id)).all() == [bear]


def test_several_come_as_individuals_each_with_its_ring_or_as_one_group(
    database: Database, zoo: Zoo, boss: Actor, found: int
) -> None:
    alone = come(database, boss, Coming(zoo.taxa[DUCK], SexCount(0, 0, 2), marks="A001-A002"), Act(TODAY, found))
    (group,) = come(
        database, boss, Coming(zoo.taxa[DUCK], SexCount(1, 2, 3), AnimalKind.GROUP, "B1-B6"), Act(TODAY, found)
    )
    with database.read() as session:
        rings = select(Identifier.animal_id, Identifier.value, Identifier.count)
        rows = session.execute(rings.where(Identifier.kind == MarkKind.RING).order_by(Identifier.id)).all()
        assert [tuple(row) for row in rows] == [(alone[0], "A001", 1), (alone[1], "A002", 1), (group, "B1-B6", 6)]
        assert ledger.count(session, Filter(animals=[group])) == SexCount(1, 2, 3)


def test_who_comes_on_loan_stays_its_owners_and_an_owner_is_wanted(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    what, loan, moscow = Coming(zoo.taxa[BEAR], ONE), zoo.terms["loan_in"], zoo.institutions["MOSCOW"]
    wanted = {"partner_id": "Whose are they? This term leaves the owner."}
    assert refused(database, boss, what, Act(TODAY, loan)) == wanted
    (bear,) = come(database, boss, what, Act(TODAY, loan, moscow))
    with database.read() as session:
        assert ledger.balances(session, Filter(animals=[bear]))[0].owner_id == moscow


def test_what_cannot_be_is_said_beside_its_field(database: Database, zoo: Zoo, boss: Actor, found: int) -> None:
    bear, lt, q1 = zoo.taxa[BEAR], zoo.enclosures["LT"], zoo.enclosures["Q1"]
    by_order, later = zoo.protocols["by_order"], FuzzyDate.exact(TODAY)
    before = dt.date(2024, 10, 1)
    for what, act, said in (
        (Coming(bear, ONE), Act(TODAY), {"term_id": "Choose how they were acquired."}),
        (Coming(bear, ONE), Act(TODAY, zoo.terms["hatch"]), {"term_id": "Choose how they were acquired."}),
        (Coming(bear, SexCount(0, 0, 0)), Act(TODAY, found), {"count": "How many?"}),
        (Coming(bear, ONE), Act(dt.date(2025, 1, 1), found), {"on": "This day has not come yet."}),
        (Coming(bear, ONE, born=later), Act(before, found), {"born": "That is after the day it came."}),
        (Coming(bear, ONE, protocol_id=by_order), Act(TODAY, found), {"enclosure_id": "In which unit?"}),
        (
            Coming(bear, ONE, enclosure_id=lt, protocol_id=by_order), Act(TODAY, found),
            {"enclosure_id": "LT is no quarantine unit."},
        ),
        (
            Coming(bear, ONE, enclosure_id=q1), Act(TODAY, found),
            {"protocol_id": "Q1 is a quarantine unit: choose a protocol."},
        ),
        (
            Coming(bear, SexCount(1, 1, 0), house_name="Masha"), Act(TODAY, found),
            {"house_name": "Several animals: name them one by one, afterwards."},
        ),
        (
            Coming(bear, SexCount(1, 0, 0), AnimalKind.COLONY), Act(TODAY, found),
            {"count": "A colony is counted in units, as 0.0.1."},
        ),
    ):
        assert refused(database, boss, what, act) == said
    with database.read() as session:
        assert session.scalars(select(Animal.id)).all() == []


def test_R24_a_known_number_is_asked_about_before_a_second_record_is_made(
    database: Database, zoo: Zoo, boss: Actor, found: int
) -> None:
    chip = "643094100012345"
    with database.work(boss, "a bear that ran away", ALL) as work:
        bear = arrive(work, zoo, BEAR, "0.1.0", unit="LT", local_id="24-0003")
        identifiers.add(work, bear, {"kind": MarkKind.TRANSPONDER, "value": chip})
        dispositions.depart(work, bear, None, Act(TODAY))
    with pytest.raises(Unsettled) as doubt, database.work(boss, "again") as work:
        comings.come_in(work, Coming(zoo.taxa[BEAR], ONE, marks=chip), Act(TODAY, found))
    said = {problem.field: problem.text for problem in doubt.value.problems}
    assert said["marks"] == "This may be 24-0003: a visit of it, or another animal?"


def test_R5_a_colony_counts_in_units_and_its_size_is_no_count(database: Database, zoo: Zoo, boss: Actor) -> None:
    head = ArrivalHead(zoo.institutions["MOSCOW"], zoo.terms["donation_from"], TODAY)
    line = ArrivalLine(zoo.taxa[DUCK], ONE, ONE, keep_as=AnimalKind.COLONY)
    with database.work(boss, "bees", ALL) as work:
        ((bees,),) = accessions.arrive(work, Arrival(head, [line])).animals
        colonies.measure(work, bees, {"on": TODAY, "size": 20_000, "method": "By frames"})
    with database.read() as session:
        assert session.get_one(Animal, bees).kind is AnimalKind.COLONY
        assert ledger.count(session, Filter(holder=zoo.us)) == ONE
        assert session.scalars(select(ColonySize.size)).all() == [20_000]
    wrong = ArrivalLine(zoo.taxa[DUCK], SexCount(1, 0, 0), SexCount(1, 0, 0), keep_as=AnimalKind.COLONY)
    with pytest.raises(Invalid, match="A colony is counted in units"), database.work(boss, "bees", ALL) as work:
        accessions.arrive(work, Arrival(head, [wrong]))
    with pytest.raises(Invalid, match="This is no colony"), database.work(boss, "a duck", ALL) as work:
        duck = arrive(work, zoo, DUCK, "0.0.1", unit="SL")
        colonies.measure(work, duck, {"on": TODAY, "size": 1})
