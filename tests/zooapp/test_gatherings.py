"""Individuals become a group and back: nobody comes or goes, marks, photos and quarantine go on (R6, R13)."""

import datetime as dt

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from zooapp import ledger, states
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid, Unsettled
from zooapp.ledger import Filter
from zooapp.lists import cards
from zooapp.lists.history import history
from zooapp.models import (
    Animal,
    AnimalKind,
    Identifier,
    MarkKind,
    Media,
    MediaLink,
    QuarantineCase,
    QuarantineEntry,
    Stay,
)
from zooapp.services import gatherings, groups, identifiers, quarantine, undoing
from zooapp.services.groups import Part
from zooapp.states import State
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor, Work

DUCK, BEAR = "Aix galericulata", "Ursus arctos"
CAME = dt.date(2024, 11, 1)


def ducks(work: Work, zoo: Zoo, unit: str = "B1") -> list[int]:
    """Three ducks, each with a ring."""
    made = [arrive(work, zoo, DUCK, count, unit=unit, on=CAME) for count in ("1.0.0", "0.1.0", "0.0.1")]
    for n, duck in enumerate(made, 1):
        identifiers.add(work, duck, {"kind": MarkKind.RING, "value": f"KP-{n}", "since": CAME})
    return made


def worn(database: Database, animal: int) -> list[str]:
    with database.read() as session:
        rings = select(Identifier.value).where(Identifier.animal_id == animal, Identifier.kind == MarkKind.RING)
        live = rings.where(Identifier.until.is_(None), Identifier.voided_by.is_(None))
        return sorted(session.scalars(live))


def gather(database: Database, boss: Actor, animals: list[int], into: int | None = None) -> int:
    with database.work(boss, "a flock", ALL) as work:
        return gatherings.gather(work, animals, into, Act(TODAY))


def test_R6_individuals_become_a_group_and_back_without_losing_anything(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "they came", ALL) as work:
        made = ducks(work, zoo)
        media = work.add(Media(sha256="a" * 64, size=1, type="image/jpeg", width=4, height=3))
        work.add(MediaLink(media_id=media.id, record_kind="animal", record_id=made[0], primary=True))
    flock = gather(database, boss, made)
    with database.read() as session:
        assert ledger.count(session, Filter(animals=[flock])) == SexCount(1, 1, 1)
        assert ledger.count(session, Filter(holder=zoo.us)) == SexCount(1, 1, 1)
        assert {states.standing(session, one).state for one in made} == {State.JOINED}
        assert session.get_one(Animal, flock).kind is AnimalKind.GROUP
        stay = select(Stay.enclosure_id).where(Stay.animal_id == flock, Stay.until.is_(None))
        assert session.scalars(stay).all() == [zoo.enclosures["B1"]]
        assert [photo.sha for photo in cards.animal_card(session, made[0], TODAY).photos] == ["a" * 64]
    assert worn(database, flock) == ["KP-1", "KP-2", "KP-3"]
    assert [worn(database, one) for one in made] == [[], [], []]
    with database.work(boss, "one is told apart", ALL) as work:
        (again,) = groups.split(work, flock, [Part(SexCount(1, 0, 0), marks="KP-1")], Act(TODAY))
    assert (worn(database, again), worn(database, flock)) == (["KP-1"], ["KP-2", "KP-3"])
    with database.read() as session:
        assert ledger.count(session, Filter(holder=zoo.us)) == SexCount(1, 1, 1)


def test_quarantine_goes_on_in_the_group_by_who_entered_last(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "they came", ALL) as work:
        made = ducks(work, zoo)
        for day, duck in enumerate(made):
            entered = CAME + dt.timedelta(day)
            quarantine.open_case(work, duck, zoo.protocols["by_order"], zoo.enclosures["B1"], entered, entered_at=None)
    flock = gather(database, boss, made)
    with database.read() as session:
        cases = session.scalars(select(QuarantineCase).where(QuarantineCase.closed_on.is_(None))).all()
        assert [case.animal_id for case in cases] == [flock]
        entry = session.scalars(select(QuarantineEntry).where(QuarantineEntry.case_id == cases[0].id)).one()
        assert entry.entered == CAME + dt.timedelta(2)


def test_who_is_in_quarantine_and_who_is_not_are_no_group(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "they came", ALL) as work:
        made = ducks(work, zoo)
        unit = zoo.enclosures["B1"]
        quarantine.open_case(work, made[0], zoo.protocols["by_order"], unit, CAME, entered_at=None)
    with pytest.raises(Invalid) as wrong:
        gather(database, boss, made)
    assert [(p.field, p.text) for p in wrong.value.problems] == [("on", "Some are in quarantine and some are not.")]


def test_what_is_unlike_is_no_group(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "they came", ALL) as work:
        duck, bear = arrive(work, zoo, DUCK, "1.0.0", unit="SL"), arrive(work, zoo, BEAR, "1.0.0", unit="LT")
        theirs = arrive(work, zoo, DUCK, "1.0.0", unit="SL", owner="MOSCOW")
        flock = arrive(work, zoo, DUCK, "0.0.9", unit="SL")
    for animals, into, said in (
        ([duck, bear], None, "They differ in taxon or owner."),
        ([duck, theirs], None, "They differ in taxon or owner."),
        ([duck], None, "Mark several records, or name a group."),
        ([theirs], flock, "They differ in taxon or owner."),
        ([duck], theirs, "This is one animal, not a group."),
        ([flock], flock, "This is the same record."),
    ):
        with pytest.raises(Invalid) as wrong:
            gather(database, boss, animals, into)
        assert [(p.field, p.text) for p in wrong.value.problems] == [("into_id", said)]


def test_several_places_are_asked_about_and_a_gathering_is_undone(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "they came", ALL) as work:
        made = [*ducks(work, zoo), arrive(work, zoo, DUCK, "1.0.0", unit="SL", on=CAME)]
    with pytest.raises(Unsettled, match="several places"), database.work(boss, "a flock") as work:
        gatherings.gather(work, made, None, Act(TODAY))
    flock = gather(database, boss, made)
    with database.work(boss, "undo", ALL) as work:
        last = undoing.last_undoable(work.session, boss.person_id)
        assert last is not None
        undoing.undo(work, last)
    with database.read() as session:
        assert ledger.count(session, Filter(animals=[flock])) == SexCount(0, 0, 0)
        assert ledger.count(session, Filter(animals=made)) == SexCount(2, 1, 1)
    assert worn(database, made[0]) == ["KP-1"]


def test_R13_marks_go_along_when_a_record_merges_into_a_group(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "they came", ALL) as work:
        made = ducks(work, zoo, "SL")
        flock = arrive(work, zoo, DUCK, "0.0.9", unit="SL", on=CAME)
        groups.merge(work, made[0], flock, Act(TODAY))
    assert (worn(database, flock), worn(database, made[0])) == (["KP-1"], [])


def test_a_record_that_joined_a_group_says_which_and_one_split_off_says_from_which(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "they came", ALL) as work:
        made = ducks(work, zoo)
    flock = gather(database, boss, made)
    with database.work(boss, "one is told apart", ALL) as work:
        (again,) = groups.split(work, flock, [Part(SexCount(1, 0, 0))], Act(TODAY))
    with database.read() as session:
        group = states.called(session, flock)
        for animal, words in ((made[0], f"Merged, {group}"), (again, f"Split, {group}")):
            assert words in [line.words for line in history(session, animal)]
