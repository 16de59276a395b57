"""A life as the card and its history tell it: family, weights, former names; by topic, in eight statements."""

import datetime as dt

import pytest

from tests.builders import TODAY, Zoo, arrive
from tests.counting import plans, scans, statements
from zooapp import i18n
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.lists import cards, parent_picks, picks
from zooapp.lists.history import TOPICS, Happened, history
from zooapp.lists.history_parts import STEPS
from zooapp.models import AnimalKind, ParentRole, Special
from zooapp.services import accessions, animals, measures, parentages
from zooapp.services.accessions import Birth
from zooapp.services.measures import Weighing
from zooapp.services.parentages import Candidate
from zooapp.values.counts import SexCount
from zooapp.values.weights import Weight
from zooapp.work import ALL, Actor

BEAR = "Ursus arctos"
DAY = dt.timedelta(days=1)
LITTER = dt.date(2024, 5, 3)


@pytest.fixture
def dam(database: Database, zoo: Zoo, boss: Actor) -> int:
    """A bear with two litters, by a bear and by a group, sixty weights and a former name."""
    with database.work(boss, "a long life", ALL) as work:
        dam, sire = (arrive(work, zoo, BEAR, count, unit="LT", on=dt.date(2015, 1, 1)) for count in ("0.1.0", "1.0.0"))
        males = arrive(work, zoo, BEAR, "3.0.0", on=dt.date(2015, 1, 1))
        for on, father, count in ((LITTER, sire, SexCount(1, 1, 0)), (TODAY, males, SexCount(0, 0, 1))):
            accessions.birth(work, Birth(count, dam_id=dam, sire_id=father, keep_as=AnimalKind.INDIVIDUAL), Act(on))
        for day in range(60):
            measures.weigh(work, dam, Weight(120_000 - day), Weighing(TODAY - day * DAY, estimate=day == 1))
        for name in ("Masha", "Taiga"):
            animals.amend(work, dam, work.touch(dam).version, {"house_name": name})
    return dam


def card_of(database: Database, animal: int) -> cards.AnimalCard:
    with database.read() as session:
        return cards.animal_card(session, animal, TODAY)


def told(database: Database, animal: int, topic: str) -> list[Happened]:
    with database.read() as session:
        return history(session, animal, 100, dict(TOPICS)[topic])


def test_the_card_names_the_family_and_the_last_weight(database: Database, dam: int) -> None:
    card = card_of(database, dam)
    first, second, third = card.kin.offspring
    assert card.weight is not None
    assert (card.weight.weight.show(), card.weight.on) == ("120 kg", TODAY)
    cub = card_of(database, first.id)
    assert [one.id for one in cub.kin.dams] == [dam]
    assert [one.title for one in cub.kin.dams] == [f"24-{dam:04} Taiga"]
    assert [one.id for one in cub.kin.litter] == [second.id]
    assert [one.id for one in cub.kin.siblings] == [third.id]
    assert [one.percent for one in cub.kin.sires] == [100]


def test_shares_and_specials_of_parents_stand_on_the_card(database: Database, boss: Actor, dam: int) -> None:
    cub = card_of(database, dam).kin.offspring[0].id
    sire = card_of(database, cub).kin.sires[0].id
    with database.work(boss, "DNA", ALL) as work:
        lines = [Candidate(sire, percent=30), Candidate(special=Special.UNDETERMINED, percent=70)]
        parentages.set_parents(work, cub, ParentRole.SIRE, lines)
    first, second = card_of(database, cub).kin.sires
    assert (first.id, first.title, first.percent) == (0, "Undetermined", 70)
    assert (second.id, second.percent) == (sire, 30)


def test_a_history_is_told_by_topic_and_what_was_taken_back_is_not(database: Database, boss: Actor, dam: int) -> None:
    weighed = told(database, dam, "Weights")
    assert len(weighed) == 60
    assert (weighed[0].words, weighed[1].detail) == ("Weight 120 kg", "estimated")
    with database.work(boss, "the wrong bear") as work:
        measures.void(work, weighed[0].id)
    assert len(told(database, dam, "Weights")) == 59
    family = told(database, dam, "Family")
    assert [line.on for line in family] == [TODAY, LITTER, LITTER]
    assert {line.leads for line in family} == {one.id for one in card_of(database, dam).kin.offspring}
    assert [line.words for line in told(database, dam, "Sex, taxon, names")] == ["Was called Masha until then"]
    parents = told(database, family[0].leads, "Family")
    assert {line.words for line in parents} == {f"Dam: 24-{dam:04}", f"Sire: 24-{dam + 2:04}"}


def test_every_kind_of_line_belongs_to_one_topic() -> None:
    kinds = [kind for _words, some in TOPICS for kind in some]
    assert sorted(kinds) == sorted(STEPS)


def test_each_language_has_its_own_words_for_a_history(database: Database, dam: int) -> None:
    english = told(database, dam, "Moves")[0].words
    i18n.use("ru")
    assert told(database, dam, "Moves")[0].words != english


def test_a_card_of_a_long_life_asks_eight_questions_and_reads_no_big_table_through(
    database: Database, dam: int
) -> None:
    with database.read() as session, statements(database) as asked:
        card = cards.animal_card(session, dam, TODAY)
    assert (len(asked), len(card.history)) == (8, 30)
    if database.engine.dialect.name == "sqlite":
        with database.read() as session, plans(database) as lines:
            cards.animal_card(session, dam, TODAY)
        assert scans(lines) == []


def test_parents_to_choose_are_of_the_family_and_three_ways_not_to_know(
    database: Database, zoo: Zoo, boss: Actor, dam: int
) -> None:
    with database.work(boss, "others", ALL) as work:
        duck, bear = arrive(work, zoo, "Aix galericulata", "0.1.0"), arrive(work, zoo, "Ursidae", "0.1.0")
    with database.read() as session, statements(database) as asked:
        offered = parent_picks.options(session, dam)
    assert len(asked) == 1
    assert [option.label for option in offered[:3]] == ["Undetermined", "Indeterminate", "Wild"]
    ids = {option.id for option in offered}
    assert bear in ids
    assert not {dam, duck} & ids
    with database.read() as session:
        assert picks.options(session, "collections") == []
