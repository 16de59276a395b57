"""Two records of one animal: joined, counted once, all of it readable under the kept one, and parted again (G13)."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from zooapp import ledger
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid, Unsettled
from zooapp.ledger import Filter
from zooapp.lists import animals, cards, palette, reading
from zooapp.lists.spec import Query
from zooapp.models import (
    Animal,
    Identifier,
    MarkKind,
    Media,
    MediaLink,
    Mode,
    QuarantineCase,
    RecordMerge,
    Stay,
    Transaction,
)
from zooapp.services import dispositions, identifiers, merges, quarantine, undoing
from zooapp.work import ALL, Actor

BEAR = "Ursus arctos"
EARLY, LATE = dt.date(2024, 3, 1), dt.date(2024, 6, 1)
CHIP, OTHER_CHIP = "643094100012345", "643094100099999"


def join(database: Database, boss: Actor, keep: int, drop: int, **values: Any) -> int:
    with database.read() as session:
        version = session.get_one(Animal, keep).version
    with database.work(boss, "one bear", ALL) as work:
        merges.join_records(work, keep, drop, version, values)
    return work.entry_id


def state(database: Database, *records: int) -> Any:
    """All that the house sees of these records, without the ids of rows."""
    with database.read() as session:
        listed = [
            (row.id, row.cells)
            for basis in ("held", "owned")
            for row in reading.rows(session, animals.LIST, Query(filters={"status": "all", "basis": basis}, on=TODAY))
        ]
        days = [dt.date(2024, month, 28) for month in range(1, 12)]
        counts = [ledger.balances(session, Filter(animals=records, until=day)) for day in days]
        told = [_told(cards.animal_card(session, record, TODAY)) for record in records]
    return listed, counts, told


def _told(card: cards.AnimalCard) -> Any:
    marks = sorted((mark.kind, mark.value, str(mark.since), mark.note) for mark in card.marks)
    history = sorted((line.on, line.words, line.detail, line.kind) for line in card.history)
    findings = sorted((one.about, one.value, one.sure) for one in card.findings)
    photos = [photo.sha for photo in card.photos]
    plain = (card.title, card.taxon, card.sex, str(card.count), card.enclosure, card.note, len(card.cases))
    return plain, marks, history, findings, photos


@pytest.fixture
def twins(database: Database, zoo: Zoo, boss: Actor) -> tuple[int, int]:
    """One bear that was entered twice, each time with something that the other record lacks."""
    with database.work(boss, "arrival", ALL) as work:
        one = arrive(work, zoo, BEAR, "0.1.0", on=EARLY, unit="BR1", local_id="24-0003")
        other = arrive(work, zoo, BEAR, "0.1.0", on=LATE, unit="Q1", local_id="24-0007")
        work.amend(Animal, one, 1, {"house_name": "Masha"})
        for animal, chip in ((one, CHIP), (other, CHIP), (other, OTHER_CHIP)):
            identifiers.add(work, animal, {"kind": MarkKind.TRANSPONDER, "value": chip, "disputed": True})
        quarantine.open_case(work, other, zoo.protocols["by_order"], zoo.enclosures["Q1"], LATE)
        sha = "a" * 64
        photo = work.add(Media(sha256=sha, type="image/jpeg", size=9, width=3, height=3))
        facts = {"record_kind": "animal", "record_id": other, "primary": True, "taken_on": LATE}
        work.add(MediaLink(media_id=photo.id, **facts))
    with database.work(boss, "a name") as work:
        bear = work.get(Animal, other)
        work.amend(Animal, other, bear.version, {"house_name": "Umka", "note": "tame"})
    return one, other


def test_R24_two_records_of_one_animal_are_counted_once_after_they_were_joined(
    database: Database, zoo: Zoo, boss: Actor, twins: tuple[int, int]
) -> None:
    one, other = twins
    join(database, boss, one, other, note="tame")
    with database.read() as session:
        held = Filter(taxon=zoo.taxa[BEAR], holder=zoo.us)
        assert str(ledger.count(session, held)) == "0.1.0"
        assert session.get_one(Animal, one).note == "tame"
        assert merges.standing_for(session, one) == [one, other]


def test_R24_all_that_pointed_to_the_dropped_record_is_read_under_the_kept_one(
    database: Database, boss: Actor, twins: tuple[int, int]
) -> None:
    one, other = twins
    join(database, boss, one, other)
    with database.read() as session:
        card = cards.animal_card(session, one, TODAY)
        marks = {mark.value for mark in card.marks}
        listed = [row.id for row in reading.rows(session, animals.LIST, Query(text="24-0007", on=TODAY))]
        named = [row.id for row in reading.rows(session, animals.LIST, Query(text="Umka", on=TODAY))]
        case = session.scalars(select(QuarantineCase).where(QuarantineCase.voided_by.is_(None))).one()
        assert marks == {"24-0003", "24-0007", *(mark.value for mark in card.marks if mark.kind == "Transponder")}
        assert len(marks) == 4
        assert listed == named == [one]
        assert [(hit.kind, hit.id) for hit in palette.find(session, "24-0007")] == [("animal", one)]
        assert [found.animal_id for found in identifiers.find_by_mark(session, "24-0007")] == [one]
        assert (case.animal_id, len(card.photos)) == (one, 1)
        assert card.local_id == "24-0003"
        assert ("Stands for 24-0007 too", other) in [(line.words, line.leads) for line in card.history]
        told = cards.animal_card(session, other, TODAY).history
        assert [(line.words, line.leads) for line in told] == [("24-0003 stands for it", one)]
        dropped = session.get_one(Animal, other)
        assert dropped.voided_by is not None
        assert session.scalars(select(Identifier).where(Identifier.animal_id == other)).first() is not None


def test_G13_the_undo_of_a_merge_restores_both_records_and_counts(
    database: Database, boss: Actor, twins: tuple[int, int]
) -> None:
    before = state(database, *twins)
    entry = join(database, boss, *twins, house_name="Umka", note="tame")
    assert state(database, twins[0]) != before
    with database.work(boss, "they are two", ALL) as work:
        undoing.undo(work, entry)
    assert state(database, *twins) == before
    with database.work(boss, "they are one", ALL) as work:
        undoing.redo(work, work.session.scalars(select(RecordMerge.voided_by)).one() or 0)
    with database.read() as session:
        assert merges.standing_for(session, twins[0]) == [*twins]


def test_G13_a_merge_that_others_built_on_is_not_undone_and_says_by_whom(
    database: Database, boss: Actor, twins: tuple[int, int]
) -> None:
    entry = join(database, boss, *twins)
    with database.work(boss, "a ring") as work:
        identifiers.add(work, twins[0], {"kind": MarkKind.RING, "value": "K 17"})
    with pytest.raises(Invalid, match="a ring"), database.work(boss, "they are two", ALL) as work:
        undoing.undo(work, entry)


def test_G13_a_merge_is_undone_a_week_later(
    database: Database, zoo: Zoo, boss: Actor, twins: tuple[int, int]
) -> None:
    before = state(database, *twins)
    entry = join(database, boss, *twins)
    database.clock.day = TODAY + dt.timedelta(days=7)
    with database.work(boss, "another animal", ALL) as work:
        arrive(work, zoo, "Panthera leo", "1.0.0", local_id="24-0099")
    with database.work(boss, "they are two", ALL) as work:
        undoing.undo(work, entry)
    again = state(database, *twins)
    assert again[1:] == before[1:]


def test_R24_who_came_again_as_a_new_record_becomes_one_life(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "there and back", ALL) as work:
        first = arrive(work, zoo, BEAR, "1.0.0", on=EARLY, unit="BR1")
        left = Act(dt.date(2024, 4, 1), term_id=zoo.terms["donation_to"], partner_id=zoo.institutions["MOSCOW"])
        dispositions.depart(work, first, None, left)
        second = arrive(work, zoo, BEAR, "1.0.0", on=LATE, unit="LT")
    join(database, boss, first, second)
    with database.read() as session:
        modes = session.execute(
            select(Transaction.mode).where(Transaction.voided_by.is_(None)).order_by(Transaction.on)
        ).scalars()
        assert list(modes) == [Mode.ARRIVAL, Mode.TRANSFER, Mode.TRANSFER]
        assert ledger.count(session, Filter(animals=[first])).total == 1
        days = (EARLY, dt.date(2024, 5, 1), LATE)
        held = [str(ledger.count(session, Filter(animals=[first], holder=zoo.us, until=day))) for day in days]
        assert held == ["1.0.0", "0.0.0", "1.0.0"]
        stays = session.scalars(select(Stay).where(Stay.animal_id == first, Stay.voided_by.is_(None))).all()
        assert [stay.enclosure_id for stay in stays] == [zoo.enclosures["BR1"], zoo.enclosures["LT"]]


def test_R24_a_death_that_only_the_dropped_record_tells_goes_over(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "twice", ALL) as work:
        one, other = (arrive(work, zoo, BEAR, "1.0.0", on=day) for day in (EARLY, LATE))
        dispositions.death(work, other, None, Act(TODAY))
    join(database, boss, one, other)
    with database.read() as session:
        assert ledger.count(session, Filter(animals=[one])).total == 0
        assert str(ledger.count(session, Filter(animals=[one], until=EARLY))) == "1.0.0"


def test_R24_acts_told_twice_are_taken_back_only_when_somebody_accepts_it(
    database: Database, boss: Actor, twins: tuple[int, int]
) -> None:
    with pytest.raises(Unsettled, match="told twice"), database.work(boss, "one bear") as work:
        merges.join_records(work, *twins, work.get(Animal, twins[0]).version, {})
    with database.read() as session:
        assert merges.standing_for(session, twins[0]) == [twins[0]]


def test_R24_what_cannot_be_one_animal_is_refused_beside_its_field(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "several", ALL) as work:
        bear = arrive(work, zoo, BEAR, "1.0.0")
        others = {
            "same record": bear,
            "taxon": arrive(work, zoo, "Panthera leo", "1.0.0"),
            "sex": arrive(work, zoo, BEAR, "0.1.0"),
            "single animals": arrive(work, zoo, BEAR, "2.0.0"),
            "older": arrive(work, zoo, BEAR, "1.0.0", on=EARLY),
        }
    for words, other in others.items():
        with pytest.raises(Invalid, match=words) as refused, database.work(boss, "one bear", ALL) as work:
            merges.join_records(work, bear, other, work.get(Animal, bear).version, {})
        assert [problem.field for problem in refused.value.problems] == ["drop_id"]
