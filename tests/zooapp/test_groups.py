"""Splitting and merging: the total of the house never changes, and the part keeps place, quarantine and marks."""

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from tests.founding import arrived
from zooapp import ledger
from zooapp.booking import Account, Act, book, into
from zooapp.database import Database
from zooapp.errors import Invalid
from zooapp.ledger import Filter
from zooapp.models import (
    Animal,
    AnimalKind,
    Confidence,
    Determination,
    Determined,
    Identifier,
    MarkKind,
    Mode,
    Posting,
    QuarantineCase,
    QuarantineEntry,
    Stay,
    TaxonStatus,
)
from zooapp.services import groups
from zooapp.services.accessions import Arrived
from zooapp.services.determinations import Finding, NamedPart, identify_parts
from zooapp.services.groups import Part
from zooapp.taxon_status import value_on
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor

DUCK = "Aix galericulata"
PHEASANTS, DUCKS = 4, 5


def rings(database: Database, animal: int) -> list[str]:
    worn = select(Identifier.value).where(Identifier.animal_id == animal, Identifier.kind == MarkKind.RING)
    with database.read() as session:
        return list(session.scalars(worn.where(Identifier.until.is_(None)).order_by(Identifier.sort_key)))


def count(database: Database, animal: int) -> str:
    with database.read() as session:
        return str(ledger.count(session, Filter(animals=[animal])))


@pytest.fixture
def came(database: Database, zoo: Zoo, boss: Actor) -> Arrived:
    return arrived(database, zoo, boss)


def test_R6_a_split_changes_two_memberships_and_never_the_total(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "arrival") as work:
        ducks = arrive(work, zoo, DUCK, "10.15.0", unit="SL")
    with database.work(boss, "a pair") as work:
        pair = groups.split(work, ducks, [Part(SexCount(1, 1, 0))], Act(TODAY))
    assert (count(database, ducks), [count(database, one) for one in pair]) == ("9.14.0", ["1.0.0", "0.1.0"])
    with database.read() as session:
        assert ledger.count(session, Filter(taxon=zoo.taxa[DUCK], holder=zoo.us)).total == 25
        kinds = session.scalars(select(Animal.kind).where(Animal.id.in_(pair))).all()
        assert set(kinds) == {AnimalKind.INDIVIDUAL}
        stays = session.scalars(select(Stay).where(Stay.until.is_(None))).all()
        assert {stay.enclosure_id for stay in stays} == {zoo.enclosures["SL"]}
        assert len(stays) == 3


def test_R5_an_individual_is_exactly_one(database: Database, zoo: Zoo, boss: Actor) -> None:
    account = {"taxon_id": zoo.taxa[DUCK], "holder_id": zoo.us, "owner_id": zoo.us}
    for n in (SexCount(1, 1, 0), SexCount(0, 0, 2)):
        with pytest.raises(Invalid, match="more than one"), database.work(boss, "?") as work:
            one = work.add(Animal(kind=AnimalKind.INDIVIDUAL))
            book(work, Mode.ARRIVAL, Act(TODAY), [into(Account(one.id, **account), n)])


def test_R12_nothing_and_too_much_cannot_be_split_off(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "arrival") as work:
        ducks = arrive(work, zoo, DUCK, "10.15.0")
    for wrong in (SexCount(0, 0, 0), SexCount(0, 0, 1), SexCount(11, 0, 0)):
        with pytest.raises(Invalid) as refused, database.work(boss, "?") as work:
            groups.split(work, ducks, [Part(SexCount(1, 0, 0)), Part(wrong)], Act(TODAY))
        assert refused.value.problems[0].field == "parts.1.count"


def test_a_part_keeps_its_quarantine_without_a_new_entry_and_wears_the_rings_that_are_named(
    database: Database, zoo: Zoo, boss: Actor, came: Arrived
) -> None:
    ducks = came.animals[DUCKS][0]
    with database.work(boss, "three for the pond", accept=ALL) as work:
        (part,) = groups.split(work, ducks, [Part(SexCount(0, 0, 3), AnimalKind.GROUP, "A001-A002, A010")], Act(TODAY))
    assert rings(database, part) == ["A001", "A002", "A010"]
    assert rings(database, ducks) == ["A003-A009", "A011-A040"]
    with database.read() as session:
        case = session.scalars(select(QuarantineCase).where(QuarantineCase.animal_id == part)).one()
        mine = session.scalars(select(QuarantineEntry).where(QuarantineEntry.case_id == case.id)).one()
        assert (mine.entered, case.closed_on) == (TODAY, None)
        born = session.scalars(select(Posting).where(Posting.animal_id == part)).one()
        assert (born.mode, born.u) == ("split", 3)


def test_when_all_are_split_off_the_old_record_closes(
    database: Database, zoo: Zoo, boss: Actor, came: Arrived
) -> None:
    ducks = came.animals[DUCKS][0]
    with database.work(boss, "two ponds", accept=ALL) as work:
        halves = [Part(SexCount(0, 0, 20), AnimalKind.GROUP)] * 2
        groups.split(work, ducks, halves, Act(TODAY))
    assert count(database, ducks) == "0.0.0"
    with database.read() as session:
        assert session.scalars(select(Stay.until).where(Stay.animal_id == ducks)).one() == TODAY
        case = session.scalars(select(QuarantineCase).where(QuarantineCase.animal_id == ducks)).one()
        assert case.closed_on == TODAY


def test_R13_a_merge_is_one_act_and_closes_the_record_that_joined(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "two groups and a stranger") as work:
        pond = arrive(work, zoo, DUCK, "10.10.0", unit="SL")
        more = arrive(work, zoo, DUCK, "1.2.3", unit="SL")
        theirs = arrive(work, zoo, DUCK, "1.1.0", owner="MOSCOW")
    with database.work(boss, "they swim together") as work:
        act = groups.merge(work, more, pond, Act(TODAY))
    assert (count(database, more), count(database, pond)) == ("0.0.0", "11.12.3")
    with database.read() as session:
        assert len(session.scalars(select(Posting).where(Posting.transaction_id == act)).all()) == 2
        assert session.scalars(select(Stay.until).where(Stay.animal_id == more)).one() == TODAY
    with pytest.raises(Invalid, match="taxon or owner"), database.work(boss, "?") as work:
        groups.merge(work, theirs, pond, Act(TODAY))


def test_G2_pheasants_become_species_and_individuals_and_the_total_stays(
    database: Database, zoo: Zoo, boss: Actor, came: Arrived
) -> None:
    pheasants = came.animals[PHEASANTS][0]
    common, golden = zoo.taxa["Phasianus colchicus"], zoo.taxa["Chrysolophus pictus"]
    parts = [
        NamedPart(common, SexCount(0, 0, 18), Finding(method="plumage"), "P001-P018"),
        NamedPart(golden, SexCount(0, 0, 6), Finding(method="plumage")),
        NamedPart(golden, SexCount(0, 0, 1), Finding(Confidence.PROBABLE)),
    ]
    with database.work(boss, "status") as work:
        work.add(TaxonStatus(taxon_id=common, scheme="CITES", value="III", source="test"))
    with database.read() as session:
        assert value_on(session, zoo.taxa["Phasianidae"], TODAY) is None
        assert value_on(session, common, TODAY) == "III"
    with pytest.raises(Invalid, match="18 animals"), database.work(boss, "one ring too many", accept=ALL) as work:
        wrong = NamedPart(common, SexCount(0, 0, 18), marks="P001-P019")
        identify_parts(work, pheasants, [wrong], Act(TODAY))
    with database.work(boss, "by plumage", accept=ALL) as work:
        made = identify_parts(work, pheasants, parts, Act(TODAY))
    assert [count(database, one) for one in [pheasants, *made]] == ["0.0.0", "0.0.18", "0.0.6", "0.0.1"]
    assert rings(database, made[0]) == ["P001-P018"]
    with database.read() as session:
        assert ledger.count(session, Filter(taxon=zoo.taxa["Phasianidae"])).total == 25
        assert ledger.count(session, Filter(taxon=golden)).total == 7
        assert session.get_one(Animal, made[2]).kind is AnimalKind.INDIVIDUAL
        known = select(Determination).where(Determination.animal_id == made[2], Determination.about == Determined.TAXON)
        last = session.scalars(known.order_by(Determination.id.desc()).limit(1)).one()
        assert (last.value, last.confidence) == ("Chrysolophus pictus", Confidence.PROBABLE)
        stays = session.scalars(select(Stay).where(Stay.animal_id.in_(made))).all()
        assert {stay.enclosure_id for stay in stays} == {zoo.enclosures["B1"]}
