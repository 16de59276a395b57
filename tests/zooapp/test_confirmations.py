"""Facts that a legal paper prints are confirmed by a person with a source; protocols have editions."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, actor, arrive
from tests.seeded import PASSWORD
from zooapp import names
from zooapp.database import Database
from zooapp.errors import Invalid, NotAllowed, NotFound
from zooapp.models import Confirmation, Protocol, QuarantineCase, Requirement, TaxonStatus
from zooapp.permission import Permission
from zooapp.services import confirmations, protocols, settings, taxa
from zooapp.settings import value
from zooapp.sign_in import sign_in
from zooapp.work import Actor, Work


def vet(zoo: Zoo, *permissions: Permission) -> Actor:
    return actor(*permissions, person=zoo.people["Pak Yong-su"])


def status(database: Database, zoo: Zoo, boss: Actor) -> int:
    with database.work(boss, "listed") as work:
        facts = {"taxon_id": zoo.taxa["Panthera leo"], "scheme": "CITES", "value": "II", "source": "own"}
        return taxa.add_status(work, facts).id


def test_R109_a_fact_is_unverified_until_a_person_confirms_it(database: Database, zoo: Zoo, boss: Actor) -> None:
    fact = ("taxon_status", status(database, zoo, boss))
    with database.read() as session:
        assert confirmations.unverified(session, [fact, fact]) == [fact]
    with database.work(vet(zoo), "looked it up") as work:
        record = confirmations.confirm(work, *fact, " demo ")
    assert (record.source, record.on, record.person_id) == ("demo", TODAY, zoo.people["Pak Yong-su"])
    with database.read() as session:
        assert confirmations.unverified(session, [fact]) == []
        assert session.get_one(TaxonStatus, fact[1]).verified is False


def test_R109_a_confirmation_that_was_taken_back_counts_no_more(database: Database, zoo: Zoo, boss: Actor) -> None:
    fact = ("taxon_status", status(database, zoo, boss))
    with database.work(vet(zoo), "looked it up") as work:
        record = confirmations.confirm(work, *fact, "demo")
    with database.work(vet(zoo), "the wrong line") as work:
        work.void(work.get(Confirmation, record.id))
    with database.read() as session:
        assert confirmations.unverified(session, [fact]) == [fact]


def test_R109_a_fact_that_changed_since_is_confirmed_anew(database: Database, zoo: Zoo, boss: Actor) -> None:
    fact = ("taxon_status", status(database, zoo, boss))
    with database.work(vet(zoo), "looked it up") as work:
        confirmations.confirm(work, *fact, "demo")
    with database.work(boss, "corrected") as work:
        work.amend(TaxonStatus, fact[1], 1, {"value": "I"})
    with database.read() as session:
        assert confirmations.unverified(session, [fact]) == [fact]


def test_R109_facts_of_many_kinds_are_asked_at_once_and_checked_ones_pass(collection: Database) -> None:
    chief = sign_in(collection, "mun", PASSWORD, "office-pc")
    with collection.work(chief, "checked by the author") as work:
        row = work.session.scalars(select(TaxonStatus)).first()
        assert row is not None
        row.verified = True
    with collection.read() as session:
        requirement = session.scalars(select(Requirement.id)).first() or 0
        facts = [("requirement", requirement), ("taxon_status", row.id), ("taxon_status", row.id + 1)]
        assert confirmations.unverified(session, facts) == [facts[0], facts[2]]
        assert confirmations.unverified(session, []) == []


def test_R109_a_confirmation_wants_a_person_a_source_a_fact_and_the_right(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    key = status(database, zoo, boss)
    with pytest.raises(Invalid, match="source"), database.work(vet(zoo), "?") as work:
        confirmations.confirm(work, "taxon_status", key, "  ")
    with pytest.raises(Invalid, match="signed in"), database.work(boss, "?") as work:
        confirmations.confirm(work, "taxon_status", key, "demo")
    with pytest.raises(NotFound), database.work(vet(zoo), "?") as work:
        confirmations.confirm(work, "taxon_status", key + 99, "demo")
    with pytest.raises(NotFound), database.work(vet(zoo), "?") as work:
        confirmations.confirm(work, "moon_phase", key, "demo")
    with pytest.raises(Invalid, match="needs no confirmation"), database.work(vet(zoo), "?") as work:
        confirmations.confirm(work, "institution", zoo.us, "demo")
    with pytest.raises(NotAllowed), database.work(vet(zoo, Permission.LOOK), "?") as work:
        confirmations.confirm(work, "taxon_status", key, "demo")


def use(database: Database, zoo: Zoo, boss: Actor, protocol: int) -> None:
    with database.work(boss, "quarantine") as work:
        lion = arrive(work, zoo, "Panthera leo", "0.1.0", unit="Q1")
        work.add(QuarantineCase(animal_id=lion, protocol_id=protocol))


def test_a_used_edition_stays_and_a_new_one_takes_its_place(database: Database, zoo: Zoo, boss: Actor) -> None:
    old = zoo.protocols["by_order"]
    use(database, zoo, boss, old)
    demand = zoo.requirements["by_order/exam"]
    acts: tuple[Callable[[Work], object], ...] = (
        lambda work: protocols.amend(work, old, 1, {"min_days": 40}),
        lambda work: protocols.add_requirement(work, old, {"code": "x", "name": "X"}),
        lambda work: protocols.amend_requirement(work, demand, 1, {"needed": 2}),
        lambda work: protocols.drop_requirement(work, demand),
    )
    for act in acts:
        with pytest.raises(Invalid, match="new edition"), database.work(boss, "?") as work:
            act(work)
    with database.work(boss, "40 days since the outbreak") as work:
        new = protocols.new_edition(work, old, "2", {"min_days": 40})
    with database.read() as session:
        assert [session.get_one(Protocol, key).min_days for key in (old, new.id)] == [30, 40]
        codes = select(Requirement.code, Requirement.needed, Requirement.sampled).order_by(Requirement.code)
        assert session.execute(codes.where(Requirement.protocol_id == new.id)).all() == (
            session.execute(codes.where(Requirement.protocol_id == old)).all()
        )


def test_an_edition_that_no_case_uses_can_be_edited(database: Database, zoo: Zoo, boss: Actor) -> None:
    key, demand = zoo.protocols["batch"], zoo.requirements["batch/exam"]
    with database.work(boss, "stricter") as work:
        protocols.amend(work, key, 1, {"min_days": 35})
        protocols.add_requirement(work, key, {"code": "weight", "name": "Weight"})
        protocols.amend_requirement(work, demand, 1, {"needed": 2})
        protocols.drop_requirement(work, zoo.requirements["batch/faecal"])
    with database.work(boss, "copied") as work:
        new = protocols.new_edition(work, key, "2").id
    with database.read() as session:
        found = select(Requirement.code, Requirement.needed).where(Requirement.protocol_id == new)
        assert {row.code: row.needed for row in session.execute(found)} == {"exam": 2, "weight": 1}


def test_a_new_edition_wants_a_reason_and_another_number(database: Database, zoo: Zoo, boss: Actor) -> None:
    with pytest.raises(Invalid, match="why"), database.work(boss, " ") as work:
        protocols.new_edition(work, zoo.protocols["batch"], "2")
    with pytest.raises(Invalid, match="already"), database.work(boss, "again") as work:
        protocols.new_edition(work, zoo.protocols["batch"], "1")


def test_R109_a_veterinarian_confirms_an_edition_with_all_it_demands(collection: Database) -> None:
    chief = sign_in(collection, "mun", PASSWORD, "office-pc")
    with collection.read() as session:
        old = session.scalars(select(Protocol.id).where(Protocol.code == "felidae")).one()
    with collection.work(chief, "as our veterinarian does it") as work:
        new = protocols.new_edition(work, old, "2025-1").id
        protocols.confirm(work, new, "our veterinarian, by letter")
    with collection.read() as session:
        demands = session.scalars(select(Requirement.id).where(Requirement.protocol_id == new)).all()
        facts = [("protocol", new), *(("requirement", key) for key in demands)]
        assert len(facts) > 10
        assert confirmations.unverified(session, facts) == []
        assert names.short(session, "requirement", demands, "ru").keys() == set(demands)
        assert names.of(session, "protocol", [new], "en")[new] == names.of(session, "protocol", [old], "en")[old]


def test_settings_are_set_and_set_again_and_unknown_ones_refused(database: Database, boss: Actor) -> None:
    for minutes in (10, 15):
        with database.work(boss, "the stable is busy") as work:
            settings.put(work, "lock_minutes", minutes)
        with database.read() as session:
            assert value(session, "lock_minutes") == minutes
    with pytest.raises(NotFound, match="lock_hours"), database.work(boss, "?") as work:
        settings.put(work, "lock_hours", 1)
