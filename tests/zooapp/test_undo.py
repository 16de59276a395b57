"""Undo and redo of any work, and who stands in the way."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.builders import TODAY, Zoo, actor, arrive
from tests.founding import arrived
from tests.quarantined import DEC_20, run, two_bears, veterinarian
from zooapp import journal, ledger, settings
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid, NotAllowed
from zooapp.ledger import Filter
from zooapp.models import (
    Animal,
    Base,
    Document,
    Enclosure,
    Entry,
    Event,
    NumberSeries,
    Posting,
    QuarantineCase,
    QuarantineEntry,
    Record,
    Stay,
    Transaction,
)
from zooapp.permission import Permission
from zooapp.services import dispositions, enclosures, groups, papers, releases, undoing
from zooapp.services import settings as set_settings
from zooapp.services.groups import Part
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor

DUCK = "Aix galericulata"


def last(database: Database, boss: Actor) -> int:
    with database.read() as session:
        entry = undoing.last_undoable(session, boss.person_id)
    assert entry is not None
    return entry


def undo(database: Database, boss: Actor, entry: int) -> int:
    with database.work(boss, "undo", accept=ALL) as work:
        undoing.undo(work, entry)
        return work.entry_id


def live(database: Database) -> dict[str, list[Any]]:
    """All that stands, without ids: what two states are compared by."""
    skip = {"id", "uid", "version", "entry_id", "voided_by", "replaces_id", "closed_by", "transaction_id", "case_id"}
    found: dict[str, list[Any]] = {}
    with database.read() as session:
        for mapper in Base.registry.mappers:
            model = mapper.class_
            if issubclass(model, Event | Record) and model is not NumberSeries:
                rows = session.scalars(select(model).where(model.voided_by.is_(None))).all()
                names = [a.key for a in mapper.column_attrs if a.key not in skip and a.key != "copied_from_id"]
                found[str(mapper.local_table)] = sorted(repr([getattr(row, name) for name in names]) for row in rows)
        found["books"] = [str(b) for b in ledger.balances(session, Filter())]
        assert list(journal.faults(session)) == []
    return found


def test_an_arrival_is_undone_and_redone_as_a_whole(database: Database, zoo: Zoo, boss: Actor) -> None:
    before = live(database)
    arrived(database, zoo, boss)
    after = live(database)
    undone = undo(database, boss, last(database, boss))
    assert live(database) == before
    with database.work(boss, "redo", accept=ALL) as work:
        undoing.redo(work, undone)
    again = live(database)
    assert again == after
    with database.work(boss, "undo the redo", accept=ALL) as work:
        undoing.undo(work, last(database, boss))
    assert live(database) == before


def test_a_death_in_quarantine_is_undone_with_its_stay_and_case_and_redone(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    lion = arrived(database, zoo, boss).animals[0][0]
    before = live(database)
    with database.work(boss, "died") as work:
        dispositions.death(work, lion, None, Act(TODAY))
    after = live(database)
    undone = undo(database, boss, last(database, boss))
    assert live(database) == before
    with database.read() as session:
        case = session.scalars(
            select(QuarantineCase).where(QuarantineCase.animal_id == lion, QuarantineCase.voided_by.is_(None))
        ).one()
        assert session.scalar(
            select(func.count()).select_from(QuarantineEntry).where(QuarantineEntry.case_id == case.id)
        )
    with database.work(boss, "redo", accept=ALL) as work:
        undoing.redo(work, undone)
    assert live(database) == after


def test_a_split_is_undone_and_the_group_is_whole_again(database: Database, zoo: Zoo, boss: Actor) -> None:
    ducks = arrived(database, zoo, boss).animals[5][0]
    before = live(database)
    with database.work(boss, "three", accept=ALL) as work:
        groups.split(work, ducks, [Part(SexCount(0, 0, 3), marks="A001-A003")], Act(TODAY))
    undo(database, boss, last(database, boss))
    assert live(database) == before


def test_changed_fields_are_set_back_and_a_new_record_is_taken_back(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    place = zoo.enclosures["BR1"]

    def change(values: dict[str, Any]) -> None:
        with database.read() as session:
            version = session.get_one(Enclosure, place).version
        with database.work(boss, "change") as work:
            enclosures.amend(work, place, version, values)

    change({"name": "Bear hill", "active_from": dt.date(2020, 1, 1)})
    before = live(database)
    change({"name": "Bear ridge", "active_from": None})
    undo(database, boss, last(database, boss))
    assert live(database) == before
    with database.work(boss, "new") as work:
        enclosures.create(work, {"code": "NEW", "name": "A new place"})
    undo(database, boss, last(database, boss))
    assert live(database) == before


def test_undo_says_who_built_on_it(database: Database, zoo: Zoo, boss: Actor) -> None:
    keeper = actor(person=zoo.people["Ri Chol"], role="Keeper")
    lion = arrived(database, zoo, boss).animals[0][0]
    arrival_entry = last(database, boss)
    with database.work(keeper, "found dead") as work:
        dispositions.death(work, lion, None, Act(TODAY))
    with pytest.raises(Invalid, match="Ri Chol built on it: “found dead”"):
        undo(database, boss, arrival_entry)
    undo(database, keeper, last(database, keeper))
    undo(database, boss, arrival_entry)


def test_what_was_undone_can_be_entered_again_under_the_same_number(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    arrived(database, zoo, boss)
    undone = undo(database, boss, last(database, boss))
    again = arrived(database, zoo, boss)
    with database.read() as session:
        assert ledger.count(session, Filter(animals=again.animals[5])).total == 40
    with pytest.raises(Invalid, match="number already"), database.work(boss, "redo", accept=ALL) as work:
        undoing.redo(work, undone)


def test_a_place_that_was_undone_leaves_its_code_free(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "house 9") as work:
        enclosures.create(work, {"code": "H9", "name": "House 6"})
    undone = undo(database, boss, last(database, boss))
    with database.work(boss, "house 9, rightly") as work:
        enclosures.create(work, {"code": "H9", "name": "House 9"})
    with pytest.raises(Invalid, match="number already"), database.work(boss, "redo") as work:
        undoing.redo(work, undone)
    with pytest.raises(Invalid, match="number already"), database.work(boss, "?") as work:
        enclosures.create(work, {"code": "H9", "name": "House 9"})


def test_undo_says_who_put_something_into_what_was_new(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "new") as work:
        place = enclosures.create(work, {"code": "NEW", "name": "A new place"}).id
    entry = last(database, boss)
    with database.work(boss, "moved in") as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.0.1")
        work.add(Stay(animal_id=bear, enclosure_id=place, since=TODAY))
    with pytest.raises(Invalid, match="moved in"):
        undo(database, boss, entry)


def test_an_issued_paper_stands_in_the_way(database: Database, zoo: Zoo, boss: Actor) -> None:
    came = arrived(database, zoo, boss)
    entry = last(database, boss)
    with database.work(boss, "issued") as work:
        facts = {"record_kind": "consignment", "record_id": came.consignment_id, "languages": "en", "data": "{}"}
        who = zoo.people["Han Myong-ok"]
        number = {"series": "transfer-certificate", "number": "TC-2024-001", "payload": ""}
        work.add(Document(issued_on=TODAY, issued_by_id=who, entry_id=work.entry_id, **facts, **number))
    issued = last(database, boss)
    with pytest.raises(Invalid, match="TC-2024-001"):
        undo(database, boss, entry)
    with pytest.raises(Invalid, match="revised or voided"):
        undo(database, boss, issued)


def test_the_work_of_another_wants_the_right_to_correct(database: Database, zoo: Zoo, boss: Actor) -> None:
    keeper = actor(Permission.LOOK, Permission.MOVE, person=zoo.people["Ri Chol"], role="Keeper")
    arrived(database, zoo, boss)
    with pytest.raises(NotAllowed, match="Keeper"):
        undo(database, keeper, last(database, boss))


def test_what_was_attached_to_a_new_record_stands_in_the_way(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "a new house", accept=ALL) as work:
        place = enclosures.create(work, {"code": "H9", "name": "House 9"})
    made = last(database, boss)
    with database.work(boss, "its plan") as work:
        papers.add(work, "enclosure", place.id, {"kind": "other", "number": "P-1"})
    with pytest.raises(Invalid, match="its plan"):
        undo(database, boss, made)
    undo(database, boss, last(database, boss))
    undo(database, boss, made)


def test_a_setting_that_is_undone_has_its_usual_value_and_can_be_set_again(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    def minutes() -> int:
        with database.read() as session:
            return int(settings.value(session, "lock_minutes"))

    with database.work(boss, "lock later") as work:
        set_settings.put(work, "lock_minutes", 30)
    undo(database, boss, last(database, boss))
    assert minutes() == settings.DEFAULTS["lock_minutes"]
    with database.work(boss, "lock later") as work:
        set_settings.put(work, "lock_minutes", 20)
    assert minutes() == 20


def test_settings_are_set_back_only_by_who_may_set_them(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "lock later") as work:
        set_settings.put(work, "lock_minutes", 30)
    registrar = actor(Permission.LOOK, Permission.CORRECT, person=zoo.people["Ri Chol"], role="Registrar")
    with pytest.raises(NotAllowed, match="settings"):
        undo(database, registrar, last(database, boss))


def test_last_undoable_goes_back_step_by_step_and_redo_forward_until_something_new(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    seeded = last(database, boss)
    with database.work(boss, "one") as work:
        arrive(work, zoo, DUCK, "1.1.0")
    one = last(database, boss)
    with database.work(boss, "two") as work:
        arrive(work, zoo, DUCK, "2.2.0")
    two = last(database, boss)
    undone = undo(database, boss, two)
    assert last(database, boss) == one
    with pytest.raises(Invalid, match="undone already"):
        undo(database, boss, two)
    undo(database, boss, one)
    assert last(database, boss) == seeded
    with database.read() as session:
        redoable = undoing.last_redoable(session, boss.person_id)
        assert session.get_one(Entry, redoable).undoes_id == one
    assert redoable is not None
    with database.work(boss, "redo") as work:
        undoing.redo(work, redoable)
    with database.read() as session:
        assert undoing.last_redoable(session, boss.person_id) == undone
        assert ledger.count(session, Filter()).total == 2
    with database.work(boss, "three") as work:
        arrive(work, zoo, DUCK, "3.3.0")
    with database.read() as session:
        assert undoing.last_redoable(session, boss.person_id) is None
        assert session.scalar(select(func.count()).select_from(Animal).where(Animal.voided_by.is_(None))) == 2
        acts = select(Posting).join(Transaction, Transaction.id == Posting.transaction_id)
        assert len(session.scalars(acts.where(Transaction.voided_by.is_(None))).all()) == 2


def test_a_release_is_undone_with_its_signature_and_its_moves(database: Database, zoo: Zoo) -> None:
    cases, vet = two_bears(database, zoo), veterinarian(zoo)
    with database.work(vet, "release", accept=ALL) as work:
        releases.release(work, cases[:1], zoo.enclosures["BR1"], DEC_20, "password")
    before = run(database, cases[1:])
    undo(database, vet, last(database, vet))
    with database.read() as session:
        still = select(QuarantineCase).where(QuarantineCase.voided_by.is_(None), QuarantineCase.closed_on.is_(None))
        assert len(session.scalars(still).all()) == 2
        places = select(Enclosure.code).join(Stay, Stay.enclosure_id == Enclosure.id)
        here = session.scalars(places.where(Stay.voided_by.is_(None), Stay.until.is_(None))).all()
        assert here == ["Q1", "Q1"]
    assert run(database, cases[1:])[cases[1]].ends == before[cases[1]].ends
