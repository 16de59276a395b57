"""Parents in the books: written anew, by a birth, taken back with what they belong to."""


import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from tests.zooapp.families import BEAR, BORN, DAM, DUCK, LION, SIRE, born, lions, live  # noqa: F401 - a fixture
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid
from zooapp.models import Animal, AnimalKind, BirthType, Parentage, Rearing
from zooapp.services import accessions, corrections, groups, parentages, undoing
from zooapp.services.accessions import Birth
from zooapp.services.groups import Part
from zooapp.services.parentages import Candidate
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor


def test_a_parentage_is_corrected_by_writing_it_anew_and_none_takes_it_back(
    database: Database, zoo: Zoo, boss: Actor, family: tuple[int, int, int]
) -> None:
    cub, lion, _lioness = family
    with database.work(boss, "first", ALL) as work:
        other = arrive(work, zoo, LION, "1.0.0")
        (first,) = parentages.set_parents(work, cub, SIRE, [Candidate(lion)])
    with database.work(boss, "DNA") as work:
        (second,) = parentages.set_parents(work, cub, SIRE, [Candidate(other, method="DNA")])
        assert parentages.set_parents(work, cub, SIRE, [Candidate(other, method="DNA")]) == [second]
    with database.read() as session:
        rows = session.scalars(select(Parentage).where(Parentage.animal_id == cub).order_by(Parentage.id)).all()
        assert [(row.parent_id, row.voided_by is None, row.replaces_id) for row in rows] == [
            (lion, False, None),
            (other, True, first),
        ]
    with database.work(boss, "nobody knows") as work:
        parentages.set_parents(work, cub, SIRE, [])
    assert live(database, cub) == []


def test_R34_young_have_their_dam_and_her_owner_and_the_sire_that_was_named(
    database: Database, zoo: Zoo, boss: Actor, family: tuple[int, int, int]
) -> None:
    _cub, lion, lioness = family
    with database.work(boss, "litter", ALL) as work:
        young = accessions.birth(work, Birth(SexCount(1, 1, 0), dam_id=lioness, sire_id=lion), Act(TODAY))
    for one in young:
        assert live(database, one) == [("dam", lioness, None, 100), ("sire", lion, None, 100)]
    with database.read() as session:
        assert {session.get_one(Animal, one).birth_type for one in young} == {BirthType.BORN}


def test_an_impossible_parent_refuses_the_birth_and_nothing_is_written(
    database: Database, boss: Actor, family: tuple[int, int, int]
) -> None:
    _cub, lion, lioness = family
    with pytest.raises(Invalid) as caught, database.work(boss, "?", ALL) as work:
        accessions.birth(work, Birth(SexCount(0, 0, 1), dam_id=lioness, sire_id=lioness), Act(TODAY))
    assert [(problem.field, problem.text) for problem in caught.value.problems] == [("sire_id", "A female is no sire.")]
    with database.read() as session:
        assert session.scalars(select(Parentage.id)).all() == []
        assert session.get_one(Animal, lion).version > 1


def test_a_birth_that_is_taken_back_takes_its_parents_along_and_undo_does_too(
    database: Database, boss: Actor, family: tuple[int, int, int]
) -> None:
    _cub, _lion, lioness = family
    with database.work(boss, "born", ALL) as work:
        (young,) = accessions.birth(work, Birth(SexCount(0, 0, 1), dam_id=lioness), Act(TODAY))
        entry = work.entry_id
    with database.work(boss, "never", ALL) as work:
        undoing.undo(work, entry)
    assert live(database, young) == []


def test_a_record_that_is_named_as_a_parent_is_not_taken_back(
    database: Database, boss: Actor, family: tuple[int, int, int]
) -> None:
    cub, lion, _lioness = family
    with database.work(boss, "sire") as work:
        parentages.set_parents(work, cub, SIRE, [Candidate(lion)])
    with pytest.raises(Invalid, match="named as a parent of 24-0100"), database.work(boss, "never was") as work:
        corrections.unmake(work, lion)


def test_a_part_of_a_group_has_its_parents_its_rearing_and_its_birth(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "ducklings", ALL) as work:
        flock, brood = arrive(work, zoo, DUCK, "1.5.0", unit="SL"), arrive(work, zoo, DUCK, "0.0.9", unit="SL")
        record = work.touch(brood)
        record.rearing, record.birth_type = Rearing.FOSTER, BirthType.HATCHED
        parentages.set_parents(work, brood, DAM, [Candidate(flock)])
    with database.work(boss, "ringed", ALL) as work:
        part = Part(SexCount(0, 0, 1), AnimalKind.INDIVIDUAL)
        (one,) = groups.split(work, brood, [part], Act(TODAY))
    assert live(database, one) == live(database, brood) == [("dam", flock, None, 100)]
    with database.read() as session:
        made = session.get_one(Animal, one)
        assert (made.rearing, made.birth_type) == (Rearing.FOSTER, BirthType.HATCHED)
