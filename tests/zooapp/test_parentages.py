"""Parents: shares that make a whole, what cannot be and what is doubtful, groups, and three ways not to know one."""

import datetime as dt

import pytest

from tests.builders import TODAY, Zoo, arrive
from tests.zooapp.families import BEAR, BORN, DAM, DUCK, LION, SIRE, born, lions, live  # noqa: F401 - a fixture
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid, Level, Unsettled
from zooapp.lists import parent_rules
from zooapp.models import ParentRole, Special, Taxon
from zooapp.services import determinations, dispositions, parentages
from zooapp.services.determinations import Finding
from zooapp.services.parentages import Candidate
from zooapp.values.counts import Sex
from zooapp.values.dates import FuzzyDate
from zooapp.work import ALL, Actor


def refused(database: Database, actor: Actor, child: int, role: ParentRole, *parents: Candidate) -> dict[str, str]:
    """What is said of these parents, by field; nothing was written."""
    with pytest.raises(Invalid) as caught, database.work(actor, "?", ALL) as work:
        parentages.set_parents(work, child, role, parents)
    assert live(database, child) == []
    return {problem.field: problem.text for problem in caught.value.problems if problem.level is Level.ERROR}


def judged(database: Database, child: int, role: ParentRole, parent: int) -> list[tuple[str, str]]:
    with database.read() as session:
        found = parent_rules.judge(session, child, role, parent)
        return [(problem.level.value, problem.text) for problem in found]


@pytest.mark.parametrize(("shares", "whole"), [((60, 30), 90), ((60, 50), 110), ((99,), 99)])
def test_R40_shares_that_are_not_100_together_are_refused(
    database: Database, zoo: Zoo, boss: Actor, family: tuple[int, int, int], shares: tuple[int, ...], whole: int
) -> None:
    with database.work(boss, "another lion") as work:
        second = arrive(work, zoo, LION, "1.0.0")
    sires = [Candidate(one, percent=n) for one, n in zip((family[1], second), shares, strict=False)]
    last = f"sire.{len(shares) - 1}.percent"
    wanted = f"Together {whole} %: they have to be 100 %."
    assert refused(database, boss, family[0], SIRE, *sires)[last] == wanted


def test_R40_each_share_is_a_whole_number_from_1_to_100(
    database: Database, boss: Actor, family: tuple[int, int, int]
) -> None:
    cub, lion, _lioness = family
    nobody = Candidate(special=Special.UNDETERMINED, percent=0)
    found = refused(database, boss, cub, SIRE, Candidate(lion), nobody)
    assert found == {"sire.1.percent": "A whole number from 1 to 100."}
    twice = refused(database, boss, cub, SIRE, Candidate(lion, percent=50), Candidate(lion, percent=50))
    assert twice == {"sire.1.parent_id": "Named twice."}


def test_R40_sires_and_dams_make_a_whole_each_by_itself(
    database: Database, boss: Actor, family: tuple[int, int, int]
) -> None:
    cub, lion, lioness = family
    with database.work(boss, "seen mating") as work:
        parentages.set_parents(work, cub, DAM, [Candidate(lioness)])
        sires = [Candidate(lion, percent=80), Candidate(special=Special.UNDETERMINED, percent=20)]
        parentages.set_parents(work, cub, SIRE, sires)
    assert live(database, cub) == [
        ("dam", lioness, None, 100),
        ("sire", lion, None, 80),
        ("sire", None, "undetermined", 20),
    ]


def test_R41_a_parent_too_young_by_its_taxon_is_refused_in_words(
    database: Database, boss: Actor, family: tuple[int, int, int]
) -> None:
    cub, lion, _lioness = family
    with database.work(boss, "papers", ALL) as work:
        born(work, lion, dt.date(2023, 3, 1))
    found = refused(database, boss, cub, SIRE, Candidate(lion))
    assert found == {"sire.0.parent_id": "14 months old then; its kind breeds from 24."}


def test_R41_a_parent_that_may_have_been_old_enough_is_only_asked_about(
    database: Database, boss: Actor, family: tuple[int, int, int]
) -> None:
    cub, lion, _lioness = family
    with database.work(boss, "papers", ALL) as work:
        born(work, lion, FuzzyDate.between(dt.date(2022, 1, 1), dt.date(2023, 6, 30)))
    assert judged(database, cub, SIRE, lion) == [("warning", "19 months old then; its kind breeds from 24.")]
    with pytest.raises(Unsettled), database.work(boss, "?") as work:
        parentages.set_parents(work, cub, SIRE, [Candidate(lion)])
    assert live(database, cub) == []


def test_R41_without_ages_of_the_taxon_the_default_age_holds(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "bears", ALL) as work:
        cub = born(work, arrive(work, zoo, BEAR, "0.0.1"), BORN)
        young, old = (arrive(work, zoo, BEAR, "1.0.0") for _two in range(2))
        born(work, young, BORN - dt.timedelta(days=20))
        born(work, old, BORN - dt.timedelta(days=60))
    assert judged(database, cub, SIRE, young) == [("error", "0 months old then; its kind breeds from 1.")]
    assert judged(database, cub, SIRE, old) == []


def test_R41_a_parent_born_after_its_child_is_refused(
    database: Database, boss: Actor, family: tuple[int, int, int]
) -> None:
    cub, lion, lioness = family
    assert refused(database, boss, lion, DAM, Candidate(cub)) == {"dam.0.parent_id": "It was born later, 3 May 2024."}
    assert judged(database, cub, DAM, lioness) == []


def test_R41_wrong_sex_is_refused_and_unknown_sex_is_asked_about(
    database: Database, zoo: Zoo, boss: Actor, family: tuple[int, int, int]
) -> None:
    cub, lion, lioness = family
    assert refused(database, boss, cub, SIRE, Candidate(lioness)) == {"sire.0.parent_id": "A female is no sire."}
    assert refused(database, boss, cub, DAM, Candidate(lion)) == {"dam.0.parent_id": "A male is no dam."}
    with database.work(boss, "unsexed") as work:
        third = arrive(work, zoo, LION, "0.0.1")
    assert judged(database, cub, DAM, third) == [("warning", "Its sex is not known.")]
    with database.work(boss, "DNA") as work:
        determinations.sexed(work, third, Sex.FEMALE, Finding(), Act(TODAY))
    assert judged(database, cub, DAM, third) == []
    assert judged(database, cub, SIRE, third) == [("error", "A female is no sire.")]


def died(database: Database, boss: Actor, animal: int, on: dt.date) -> None:
    with database.work(boss, "died", ALL) as work:
        dispositions.death(work, animal, None, Act(on))


@pytest.mark.parametrize(("days", "words"), [(119, []), (120, ["error"])])
def test_R41_a_sire_lives_at_conception(
    database: Database, zoo: Zoo, boss: Actor, family: tuple[int, int, int], days: int, words: list[str]
) -> None:
    last = BORN - dt.timedelta(days=days)
    with database.work(boss, "lion", ALL) as work:
        lion = arrive(work, zoo, LION, "1.0.0", on=dt.date(2020, 1, 1))
    died(database, boss, lion, last)
    assert [level for level, _words in judged(database, family[0], SIRE, lion)] == words


@pytest.mark.parametrize(("days", "words"), [(0, []), (1, ["error"])])
def test_R41_a_dam_lives_at_the_birth(
    database: Database, zoo: Zoo, boss: Actor, family: tuple[int, int, int], days: int, words: list[str]
) -> None:
    with database.work(boss, "lioness", ALL) as work:
        lioness = arrive(work, zoo, LION, "0.1.0", on=dt.date(2020, 1, 1))
    died(database, boss, lioness, BORN - dt.timedelta(days=days))
    assert [level for level, _words in judged(database, family[0], DAM, lioness)] == words


@pytest.mark.parametrize(("days", "words"), [(33, []), (34, ["error"])])
def test_R41_a_dam_that_lays_eggs_lives_at_the_lay(
    database: Database, zoo: Zoo, boss: Actor, family: tuple[int, int, int], days: int, words: list[str]
) -> None:
    with database.work(boss, "ducks", ALL) as work:
        work.get(Taxon, zoo.taxa[DUCK]).carried_most = 33
        duckling = born(work, arrive(work, zoo, DUCK, "0.0.1"), BORN)
        duck = arrive(work, zoo, DUCK, "0.1.0", on=dt.date(2020, 1, 1))
    died(database, boss, duck, BORN - dt.timedelta(days=days))
    assert [level for level, _words in judged(database, duckling, DAM, duck)] == words


def test_R41_an_animal_is_not_its_own_parent_nor_that_of_its_ancestors(
    database: Database, boss: Actor, family: tuple[int, int, int]
) -> None:
    cub, lion, lioness = family
    with database.work(boss, "ages unknown", ALL) as work:
        for one in family:
            work.touch(one).born = None
        parentages.set_parents(work, lioness, SIRE, [Candidate(lion)])
        parentages.set_parents(work, cub, DAM, [Candidate(lioness)])
    with database.work(boss, "a son, it turns out", ALL) as work:
        determinations.sexed(work, cub, Sex.MALE, Finding(), Act(TODAY))
    words = "It descends from this animal itself."
    assert refused(database, boss, lion, SIRE, Candidate(cub)) == {"sire.0.parent_id": words}
    own = "An animal is not its own parent."
    assert refused(database, boss, lion, SIRE, Candidate(lion)) == {"sire.0.parent_id": own}


def test_R41_a_parent_of_another_taxon_is_asked_about(
    database: Database, zoo: Zoo, boss: Actor, family: tuple[int, int, int]
) -> None:
    with database.work(boss, "bear") as work:
        bear = arrive(work, zoo, BEAR, "1.0.0")
    assert judged(database, family[0], SIRE, bear) == [("warning", "It is of another taxon. A hybrid?")]


def test_R42_a_parent_may_be_a_group_if_it_ever_held_that_sex(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "ducks", ALL) as work:
        duckling = arrive(work, zoo, DUCK, "0.0.1")
        flock, ducks, clutch = (arrive(work, zoo, DUCK, count) for count in ("3.5.0", "0.4.0", "0.0.9"))
        parentages.set_parents(work, duckling, DAM, [Candidate(flock)])
    assert live(database, duckling) == [("dam", flock, None, 100)]
    assert judged(database, duckling, SIRE, flock) == []
    assert judged(database, duckling, SIRE, clutch) == []
    assert judged(database, duckling, SIRE, ducks) == [("error", "There were no males in it.")]


def test_R43_undetermined_indeterminate_and_wild_are_three_values(
    database: Database, boss: Actor, family: tuple[int, int, int]
) -> None:
    cub, lion, _lioness = family
    with database.work(boss, "founder") as work:
        for child, role, special in ((cub, SIRE, "undetermined"), (cub, DAM, "indeterminate"), (lion, DAM, "wild")):
            parentages.set_parents(work, child, role, [Candidate(special=Special(special))])
    said = [row[2] for row in (*live(database, cub), *live(database, lion))]
    assert said == ["undetermined", "indeterminate", "wild"]
    both = Candidate(lion, Special.WILD)
    with pytest.raises(Invalid, match="say why none is named"), database.work(boss, "?") as work:
        parentages.set_parents(work, cub, SIRE, [both])
