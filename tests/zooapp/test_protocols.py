"""Protocols as versioned data: a case changes to a newer edition by an act, and risk proposes a protocol (R52)."""

import datetime as dt

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, actor
from tests.quarantined import DEC_19, DEC_20, die, ends, enter, pass_test, run, statements, veterinarian
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.documents import door_card
from zooapp.documents.transfer_certificate import Printing
from zooapp.errors import Invalid, NotAllowed
from zooapp.lists.arriving import choices
from zooapp.models import (
    AnimalKind,
    Entry,
    ImposedBy,
    Institution,
    Outcome,
    Protocol,
    QuarantineCase,
    Requirement,
    SourceClass,
)
from zooapp.permission import Permission
from zooapp.quarantine.gate import blockers, look
from zooapp.services import groups, institutions, protocols, quarantine, undoing
from zooapp.services.results import accept, record_result
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor


@pytest.fixture
def vet(zoo: Zoo) -> Actor:
    return veterinarian(zoo)


@pytest.fixture
def bear(database: Database, zoo: Zoo, vet: Actor) -> int:
    """A bear in Q1 since 20 November with all its tests; it is 20 December."""
    database.clock.day = DEC_20
    with database.work(vet, "arrival", accept=ALL) as work:
        case = enter(work, zoo, "Ursus arctos")
        pass_test(work, zoo, [case], "exam", 2)
        pass_test(work, zoo, [case], "faecal", 5, 10, 15)
    return case


def edition(database: Database, zoo: Zoo, number: str = "2", **values: object) -> int:
    """A newer edition of the protocol by order."""
    with database.work(actor(), "the ministry asks for it") as work:
        return protocols.new_edition(work, zoo.protocols["by_order"], number, values).id


def change(database: Database, vet: Actor, case: int, protocol: int, reason: str = "as ordered") -> None:
    with database.work(vet, "a newer edition") as work:
        protocols.change_edition(work, [case], protocol, reason)


def test_a_case_keeps_its_edition_until_it_is_changed_with_a_reason(
    database: Database, zoo: Zoo, vet: Actor, bear: int
) -> None:
    newer = edition(database, zoo, min_days=40, staff_rules="Own boots.")
    assert ends(database, bear) == [DEC_20]
    with pytest.raises(Invalid, match="Say why"):
        change(database, vet, bear, newer, " ")
    change(database, vet, bear, newer)
    clock = run(database, [bear])[bear]
    assert (clock.days, clock.edition, clock.staff_rules) == (40, "2", "Own boots.")
    assert clock.ends == TODAY + dt.timedelta(days=40)
    with database.read() as session:
        entry = session.scalars(select(Entry).order_by(Entry.id.desc())).first()
        assert entry is not None
        assert entry.why == "a newer edition"
        assert session.get_one(QuarantineCase, bear).protocol_id == zoo.protocols["by_order"]


def test_what_was_tested_counts_under_the_newer_edition_and_what_it_adds_is_asked(
    database: Database, zoo: Zoo, vet: Actor, bear: int
) -> None:
    newer = edition(database, zoo)
    with database.work(actor(), "one test more") as work:
        added = protocols.add_requirement(work, newer, {"code": "tb", "name": "TB", "needed": 1}).id
    change(database, vet, bear, newer)
    with database.read() as session:
        assert [one.words for one in blockers(session, [bear], DEC_20)] == ["TB: not yet"]
    with database.work(vet, "tested") as work:
        what = {"taken": DEC_19, "read": DEC_20, "outcome": Outcome.NEGATIVE}
        (made,) = record_result(work, [bear], zoo.requirements["by_order/exam"], 2, **what)  # type: ignore[arg-type]
        asked = work.get(Requirement, made.requirement_id)
        assert (asked.protocol_id, asked.code) == (newer, "exam")
        record_result(work, [bear], added, 1, **what)  # type: ignore[arg-type]
    with database.read() as session:
        assert {test.demand.protocol_id for test in look(session, [bear], DEC_20).tests[bear]} == {newer}


def test_a_necropsy_explains_a_death_under_whichever_edition_it_was_written(
    database: Database, zoo: Zoo, vet: Actor, bear: int
) -> None:
    with database.work(vet, "a second bear", accept=ALL) as work:
        other = enter(work, zoo, "Ursus arctos")
        asked = {"code": "necropsy", "name": "Necropsy", "required": False}
        work.add(Requirement(protocol_id=zoo.protocols["by_order"], **asked))
    newer = edition(database, zoo)
    change(database, vet, other, newer)
    with database.work(vet, "it died", accept=ALL) as work:
        die(work, zoo, work.get(QuarantineCase, other).animal_id, "Ursus arctos", DEC_19)
    with database.read() as session:
        words = [one.words for one in blockers(session, [bear], DEC_20)]
    assert words == ["death on 19 Dec 2024, not explained by a necropsy"]
    with database.work(vet, "opened") as work:
        query = select(Requirement.id).where(Requirement.code == "necropsy", Requirement.protocol_id == newer)
        found = {"taken": DEC_19, "read": DEC_20, "outcome": Outcome.NEGATIVE, "tested": 1}
        (done,) = record_result(work, [other], work.session.scalars(query).one(), 1, **found)  # type: ignore[arg-type]
        accept(work, [done.id])
    with database.read() as session:
        assert blockers(session, [bear], DEC_20) == []


def test_R49_the_standing_rules_of_the_protocol_hang_on_the_door(
    database: Database, zoo: Zoo, vet: Actor, bear: int
) -> None:
    newer = edition(database, zoo, staff_rules="Own boots. Last round of the day.\nNo food inside")
    change(database, vet, bear, newer)
    printing = Printing(dt.datetime(2024, 12, 20, 9, tzinfo=dt.UTC), "Pak Yong-su", DEC_20)
    with database.read() as session:
        told = door_card.card(session, zoo.enclosures["Q1"], printing)["rules"]
        nobody = door_card.card(session, zoo.enclosures["Q2"], printing)["rules"]
    assert told[1:] == ["Own boots", "Last round of the day", "No food inside"]
    assert nobody[1:2] == ["Protective clothing and own boots of this unit"]


def test_a_change_of_edition_is_taken_back_and_the_old_date_stands(
    database: Database, zoo: Zoo, vet: Actor, bear: int
) -> None:
    change(database, vet, bear, edition(database, zoo, min_days=40))
    with database.read() as session:
        last = undoing.last_undoable(session, vet.person_id)
    assert last is not None
    with database.work(vet, "not so") as work:
        undoing.undo(work, last)
    assert ends(database, bear) == [DEC_20]


def test_only_a_newer_edition_of_the_same_protocol_is_changed_to(
    database: Database, zoo: Zoo, vet: Actor, bear: int
) -> None:
    newer, later = edition(database, zoo), edition(database, zoo, "3", valid_from=dt.date(2026, 1, 1))
    with pytest.raises(Invalid, match="newer edition of by_order"):
        change(database, vet, bear, zoo.protocols["by_class"])
    with pytest.raises(Invalid, match="valid from 1 Jan 2026"):
        change(database, vet, bear, later)
    change(database, vet, bear, newer)
    with pytest.raises(Invalid, match="newer edition"):
        change(database, vet, bear, zoo.protocols["by_order"])
    keeper = actor(Permission.QUARANTINE, role="Keeper")
    with pytest.raises(NotAllowed, match="Keeper"), database.work(keeper, "?") as work:
        protocols.change_edition(work, [bear], later, "?")


def test_R97_a_newer_edition_does_not_shorten_what_the_state_ordered(
    database: Database, zoo: Zoo, vet: Actor, bear: int
) -> None:
    shorter = edition(database, zoo, min_days=20)
    with database.work(vet, "by order", accept=ALL) as work:
        animal, unit = work.get(QuarantineCase, bear).animal_id, zoo.enclosures["Q1"]
        by_order: quarantine.Order = {"imposed_by": ImposedBy.STATE, "order_no": "K-17"}
        case = quarantine.open_case(work, animal, zoo.protocols["by_order"], unit, TODAY, **by_order).id
    with pytest.raises(Invalid, match="Only the authority"):
        change(database, vet, case, shorter)
    change(database, vet, bear, shorter)
    assert ends(database, bear, case) == [dt.date(2024, 12, 10), DEC_20]


def test_a_part_of_a_group_goes_on_under_the_edition_of_the_whole(database: Database, zoo: Zoo, vet: Actor) -> None:
    database.clock.day = DEC_20
    with database.work(vet, "ducks", accept=ALL) as work:
        case = enter(work, zoo, "Aix galericulata", unit="B1", count="0.0.40")
    newer = edition(database, zoo, min_days=40)
    change(database, vet, case, newer)
    with database.work(vet, "a part", accept=ALL) as work:
        whole = work.get(QuarantineCase, case).animal_id
        part = groups.split(work, whole, [groups.Part(SexCount(0, 0, 5), AnimalKind.GROUP)], Act(on=DEC_20))
        (mine,) = quarantine.open_cases(work.session, part)
    assert run(database, [mine.id])[mine.id].protocol_id == newer


def test_R52_the_class_of_the_sender_and_the_taxon_propose_a_protocol(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    moscow = zoo.institutions["MOSCOW"]
    with database.work(boss, "risk") as work:
        for code, taxon in (("by_order", "Carnivora"), ("by_class", "Aves")):
            protocol = work.get(Protocol, zoo.protocols[code])
            work.amend(Protocol, protocol.id, protocol.version, {"jurisdiction": "own", "taxon_id": zoo.taxa[taxon]})
        protocols.propose(work, zoo.protocols["by_order"], SourceClass.TRADE, zoo.taxa["Aves"])
        chosen = protocols.propose(work, zoo.protocols["batch"], SourceClass.TRADE, zoo.taxa["Aves"], "own")
        version = work.session.get_one(Institution, moscow).version
        institutions.amend(work, moscow, version, {"source_class": SourceClass.TRADE})
    newer = edition(database, zoo)
    duck, bear = zoo.taxa["Aix galericulata"], zoo.taxa["Ursus arctos"]
    with database.read() as session:
        found = choices(session, TODAY)
    assert found.protocol(duck, moscow) == zoo.protocols["batch"]
    assert found.protocol(duck, zoo.institutions["THIRD"]) == zoo.protocols["by_class"]
    assert found.protocol(bear, moscow) == newer
    with database.work(boss, "no more") as work:
        protocols.propose_no_more(work, chosen)
    with database.read() as session:
        assert choices(session, TODAY).protocol(duck, moscow) == zoo.protocols["by_class"]


def test_R52_what_an_arrival_chooses_from_costs_the_same_however_many_risks_there_are(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    few = statements(database, lambda session: choices(session, TODAY))
    with database.work(boss, "risk") as work:
        for one in SourceClass:
            for taxon in ("Aves", "Mammalia", "Carnivora"):
                protocols.propose(work, zoo.protocols["batch"], one, zoo.taxa[taxon])
    assert statements(database, lambda session: choices(session, TODAY)) == few
