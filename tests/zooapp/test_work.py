"""The one door for changes: it checks, journals, and leaves nothing behind when it refuses."""

import datetime as dt
import json

import pytest
from sqlalchemy import select, text, update  # noqa: TID251
from sqlalchemy.exc import DBAPIError

from tests.builders import TODAY, Zoo, actor, arrive
from zooapp import journal, ledger, search
from zooapp.database import Database
from zooapp.errors import Conflict, Invalid, Level, NotAllowed, Problem, Unsettled
from zooapp.models import (
    Account,
    Animal,
    Census,
    Change,
    Enclosure,
    EnclosureKind,
    Entry,
    Mode,
    Posting,
    SearchText,
    Stay,
    Taxon,
    Transaction,
)
from zooapp.permission import Permission
from zooapp.values.counts import SexCount
from zooapp.work import Actor, Work, needs

YESTERDAY = TODAY - dt.timedelta(days=1)


@needs(Permission.MOVE)
def rename(work: Work, taxon: int) -> None:
    work.get(Taxon, taxon).author = "Linnaeus, 1758"


def test_a_broken_rule_leaves_nothing_behind(database: Database, zoo: Zoo, boss: Actor) -> None:
    with pytest.raises(Invalid, match="before it begins"), database.work(boss, "?") as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.0.1")
        work.add(Stay(animal_id=bear, enclosure_id=zoo.enclosures["Q1"], since=TODAY, until=YESTERDAY))
    with database.read() as session:
        assert session.scalars(select(Stay)).all() == []
        assert session.scalars(select(Animal)).all() == []


def test_each_work_is_one_journal_entry_with_old_and_new(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "the author was missing") as work:
        rename(work, zoo.taxa["Panthera leo"])
    with database.read() as session:
        entry = session.scalars(select(Entry).order_by(Entry.id.desc()).limit(1)).one()
        change = session.scalars(select(Change).where(Change.entry_id == entry.id)).one()
        assert (entry.why, entry.workstation, entry.role) == ("the author was missing", "test-pc", "Administrator")
        assert json.loads(change.data) == {"author": [None, "Linnaeus, 1758"]}
        assert list(journal.faults(session)) == []


def test_who_may_not_is_told_so_and_nothing_happens(database: Database, zoo: Zoo) -> None:
    keeper = actor(Permission.LOOK, role="Keeper")
    with pytest.raises(NotAllowed, match="Keeper"), database.work(keeper, "?") as work:
        rename(work, zoo.taxa["Panthera leo"])


def test_a_warning_waits_until_it_is_accepted_and_is_kept_with_the_act(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    def doubtful(work: Work) -> None:
        rename(work, zoo.taxa["Panthera leo"])
        work.warn(Problem("author", "Is that so?", Level.WARNING))

    with pytest.raises(Unsettled, match="Is that so"), database.work(boss, "?") as work:
        doubtful(work)
    with database.work(boss, "yes", accept={"Is that so?"}) as work:
        doubtful(work)
    with database.read() as session:
        assert session.scalars(select(Entry.accepted).order_by(Entry.id.desc()).limit(1)).one() == '["Is that so?"]'


def test_the_journal_and_what_it_holds_refuse_to_be_changed(database: Database) -> None:
    for table in ("entries", "changes"):
        with database.engine.connect() as connection:
            with pytest.raises(DBAPIError, match="written once"):
                connection.execute(text(f"UPDATE {table} SET id = id"))


def test_bulk_changes_and_deletes_are_refused(database: Database, zoo: Zoo, boss: Actor) -> None:
    with pytest.raises(RuntimeError, match="Bulk"), database.work(boss, "?") as work:
        work.session.execute(update(Taxon).values(author="X"))
    with pytest.raises(RuntimeError, match="void it"), database.work(boss, "?") as work:
        work.session.delete(work.get(Taxon, zoo.taxa["Aix"]))
        work.session.flush()
    with pytest.raises(RuntimeError, match="outside of a work"), database.read() as session:
        session.add(Animal())
        session.flush()


def test_an_event_is_written_once(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "arrival") as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.0.1", unit="Q1")
    with pytest.raises(RuntimeError, match="stays"), database.work(boss, "?") as work:
        work.touch(bear)
        work.session.scalars(select(Stay)).one().since = YESTERDAY
        work.session.flush()


def test_rows_of_an_animal_need_its_version_first(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "arrival") as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.0.1")
    with pytest.raises(RuntimeError, match="touch"), database.work(boss, "?") as work:
        work.add(Stay(animal_id=bear, enclosure_id=zoo.enclosures["Q1"], since=TODAY))


def test_G12_the_second_save_is_a_conflict_field_by_field(database: Database, zoo: Zoo, boss: Actor) -> None:
    taxon = zoo.taxa["Panthera leo"]
    with database.read() as session:
        version = session.get_one(Taxon, taxon).version
    with database.work(boss, "first") as work:
        work.amend(Taxon, taxon, version, {"author": "Linnaeus, 1758"})
    with pytest.raises(Conflict) as refused, database.work(boss, "second") as work:
        work.amend(Taxon, taxon, version, {"author": "L."})
    assert [(c.label, c.mine, c.theirs) for c in refused.value.clashes] == [("Author", "L.", "Linnaeus, 1758")]


def test_an_account_is_never_negative_on_any_day(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "arrival") as work:
        ducks = arrive(work, zoo, "Aix galericulata", "0.0.40")

    def die(work: Work, on: dt.date, n: int) -> None:
        work.touch(ducks)
        act = work.add(Transaction(on=on, mode=Mode.DEATH))
        us, duck = zoo.us, zoo.taxa["Aix galericulata"]
        account = {"animal_id": ducks, "taxon_id": duck, "holder_id": us, "owner_id": us}
        work.add(Posting(transaction_id=act.id, on=on, seq=act.seq, mode=act.mode, u=-n, **account))

    with database.work(boss, "most died") as work:
        die(work, TODAY + dt.timedelta(days=9), 30)
    with pytest.raises(Invalid, match="More would leave"), database.work(boss, "back-dated") as work:
        die(work, TODAY + dt.timedelta(days=1), 11)
    with pytest.raises(Invalid, match="More would leave"), database.work(boss, "before they came") as work:
        die(work, YESTERDAY, 1)


@pytest.mark.parametrize(("arrived", "counted", "stands"), [(1, 2, 12), (2, 1, 17)])
def test_R9_G7_the_order_of_the_day_decides_census_and_arrival(
    database: Database, zoo: Zoo, boss: Actor, arrived: int, counted: int, stands: int
) -> None:
    account = {"taxon_id": zoo.taxa["Aix galericulata"], "holder_id": zoo.us, "owner_id": zoo.us}
    with database.work(boss, "opening") as work:
        ducks = arrive(work, zoo, "Aix galericulata", "0.0.10", on=YESTERDAY)
        more = work.add(Transaction(on=TODAY, seq=arrived, mode=Mode.BIRTH, time="09:00"))
        facts = {"transaction_id": more.id, "on": more.on, "seq": more.seq, "mode": more.mode}
        work.add(Posting(**facts, animal_id=ducks, u=5, **account))
        act = work.add(Transaction(on=TODAY, seq=counted, mode=Mode.CENSUS))
        work.add(Census(transaction_id=act.id, animal_id=ducks, count=SexCount(0, 0, 12), **account))
    with database.read() as session:
        assert ledger.count(session, ledger.Filter(animals=[ducks])).total == stands


def test_search_finds_half_typed_words_of_any_script(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "names") as work:
        work.get(Taxon, zoo.taxa["Panthera leo"]).author = "호랑이 Ёжик"
        animal = arrive(work, zoo, "Ursus arctos", "0.0.1", local_id="24-Ёж0007")
    with database.read() as session:
        for needle in ("0007", "ежик"[:2], "ЁЖ"):
            wanted = select(SearchText.record_id).where(search.matching(session, needle, "animal"))
            assert list(session.scalars(wanted)) == [animal]
        assert session.scalars(select(SearchText).where(search.matching(session, "nothing"))).all() == []


def test_many_rows_may_say_different_things(database: Database, zoo: Zoo, boss: Actor) -> None:
    bare_row: dict[str, object] = {"code": "X1", "name": "Bare"}
    rows = [bare_row, {"code": "X2", "name": "Wet", "open_water": True, "area_m2": 20}]
    with database.work(boss, "places") as work:
        first, second = work.add_many(Enclosure, rows)
    with database.read() as session:
        bare, wet = session.get_one(Enclosure, first), session.get_one(Enclosure, second)
        assert (bare.open_water, bare.area_m2, bare.kind) == (False, None, EnclosureKind.EXHIBIT)
        assert (wet.open_water, wet.area_m2) == (True, 20)
        assert bare.uid != wet.uid


def test_a_secret_is_journaled_as_changed_however_it_was_written(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "accounts") as work:
        row = {"person_id": zoo.people["Ri Chol"], "login": "ri", "password_hash": "$argon2id$hidden"}
        (key,) = work.add_many(Account, [row])
    with database.read() as session:
        said = select(Change.data).where(Change.record_kind == Account.called, Change.record_id == key)
        data = session.scalars(said).one()
    assert ("hidden" in data, '"changed"' in data) == (False, True)
