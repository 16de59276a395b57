"""Weights: read as people type them, written for one or many in one work, asked about, corrected, taken back."""

import datetime as dt

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from zooapp import i18n
from zooapp.database import Database
from zooapp.errors import Invalid, Unsettled
from zooapp.lists.weights import last_weights
from zooapp.models import Animal, Measure
from zooapp.services import measures, undoing
from zooapp.services.measures import Weighing
from zooapp.services.settings import put
from zooapp.values.dates import FuzzyDate
from zooapp.values.weights import Weight
from zooapp.work import ALL, Actor

BEAR = "Ursus arctos"
DAY = dt.timedelta(days=1)
NOW = Weighing(TODAY)


@pytest.mark.parametrize(
    ("text", "grams", "shown"),
    [
        ("12.4 kg", 12_400, "12.4 kg"),
        ("12,4", 12_400, "12.4 kg"),
        ("850 g", 850, "850 g"),
        ("1 250 g", 1250, "1250 g"),
        ("27 lb", 12_247, "27 lb"),
        ("2.5 t", 2_500_000, "2.5 t"),
        ("0,012KG", 12, "0.012 kg"),
    ],
)
def test_a_weight_is_read_as_people_type_it_and_shown_so_that_it_reads_the_same(
    text: str, grams: int, shown: str
) -> None:
    weight = Weight.parse(text)
    assert (weight.grams, weight.show()) == (grams, shown)
    for language in i18n.LANGUAGES:
        i18n.use(language)
        assert Weight.parse(weight.show(), "g") == weight


def test_a_bare_number_is_in_the_unit_that_was_used_last() -> None:
    assert Weight.parse("850", "g") == Weight(850, "g")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("heavy", "Write it like"),
        ("12 stone", "Write it like"),
        ("-4 kg", "Write it like"),
        ("1,250 g", "Whole grams"),
        ("0 kg", "More than nothing"),
        ("9999 t", "More than nothing"),
    ],
)
def test_what_is_no_weight_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        Weight.parse(text)


def weights(database: Database, animal: int) -> list[tuple[int, str, dt.date]]:
    """The live weights of an animal, in the order in which they were written."""
    with database.read() as session:
        rows = select(Measure).where(Measure.animal_id == animal, Measure.voided_by.is_(None)).order_by(Measure.id)
        return [(row.value, row.unit, row.on) for row in session.scalars(rows)]


def bear(database: Database, zoo: Zoo, boss: Actor, name: str = "Taiga") -> int:
    with database.work(boss, "a bear") as work:
        key = arrive(work, zoo, BEAR, "0.1.0")
        work.get(Animal, key).house_name = name
    return key


def test_forty_weights_are_one_work(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "bears") as work:
        bears = [arrive(work, zoo, BEAR, "0.1.0") for _forty in range(40)]
    with database.work(boss, "weighed") as work:
        measures.weigh_many(work, [(one, Weight(1000 + one)) for one in bears], Weighing(TODAY, "09:30", "Scale"))
        entry = work.entry_id
    with database.read() as session:
        rows = session.scalars(select(Measure)).all()
        assert {(row.entry_id, row.time, row.method) for row in rows} == {(entry, "09:30", "Scale")}
        found = last_weights(session, bears)
    assert {animal: last.weight.grams for animal, last in found.items()} == {one: 1000 + one for one in bears}


def test_a_weight_far_from_the_last_one_asks_whether_it_is_this_animal(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    taiga = bear(database, zoo, boss)
    with database.work(boss, "weighed") as work:
        measures.weigh(work, taiga, Weight(120_000), Weighing(TODAY - DAY))
    for grams in (60_000, 190_000):
        with pytest.raises(Unsettled) as caught, database.work(boss, "weighed") as work:
            measures.weigh(work, taiga, Weight(grams), NOW)
        (asked,) = caught.value.problems
        assert (asked.field, asked.text) == (f"weights.{taiga}", "Is this Taiga? It had 120 kg on 19 Nov 2024.")
    with database.work(boss, "weighed") as work:
        measures.weigh(work, taiga, Weight(179_000), NOW)
    assert [grams for grams, _unit, _on in weights(database, taiga)] == [120_000, 179_000]


def test_how_far_is_far_is_a_setting_of_the_zoo(database: Database, zoo: Zoo, boss: Actor) -> None:
    taiga = bear(database, zoo, boss)
    with database.work(boss, "tortoises grow slowly") as work:
        put(work, "weight_percent", 110)
        measures.weigh(work, taiga, Weight(100_000), Weighing(TODAY - DAY))
    with pytest.raises(Unsettled), database.work(boss, "weighed") as work:
        measures.weigh(work, taiga, Weight(111_000), NOW)


def test_what_cannot_be_weighed_is_refused_beside_its_line(database: Database, zoo: Zoo, boss: Actor) -> None:
    taiga, cub = bear(database, zoo, boss), bear(database, zoo, boss, "Cub")
    with database.work(boss, "born") as work:
        work.touch(cub).born = FuzzyDate.exact(TODAY)
    for weighing, field in (
        (Weighing(TODAY + DAY), "on"),
        (Weighing(TODAY, "25:00"), "time"),
        (Weighing(TODAY - DAY), f"weights.{cub}"),
    ):
        with pytest.raises(Invalid) as caught, database.work(boss, "?") as work:
            measures.weigh_many(work, [(taiga, Weight(1)), (cub, Weight(1))], weighing)
        assert [problem.field for problem in caught.value.problems] == [field]
    assert weights(database, taiga) == []


def test_a_wrong_weight_is_written_anew_and_the_old_one_stays_readable(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    taiga = bear(database, zoo, boss)
    with database.work(boss, "weighed") as work:
        first = measures.weigh(work, taiga, Weight(1_200_000), NOW)
    with database.work(boss, "a zero too many") as work:
        second = measures.correct(work, first, Weight(120_000), Weighing(TODAY - DAY, note="read again"))
        entry = work.entry_id
    assert weights(database, taiga) == [(120_000, "kg", TODAY - DAY)]
    with database.read() as session:
        assert session.get_one(Measure, second).replaces_id == first
        assert session.get_one(Measure, first).voided_by == entry
    with database.work(boss, "it was right", ALL) as work:
        undoing.undo(work, entry)
    assert weights(database, taiga) == [(1_200_000, "kg", TODAY)]


def test_a_weight_that_never_was_is_taken_back_once(database: Database, zoo: Zoo, boss: Actor) -> None:
    taiga = bear(database, zoo, boss)
    with database.work(boss, "weighed") as work:
        made = measures.weigh(work, taiga, Weight(120_000), NOW)
    with database.work(boss, "the wrong bear") as work:
        measures.void(work, made)
    assert weights(database, taiga) == []
    with pytest.raises(Invalid, match="taken back already"), database.work(boss, "again") as work:
        measures.void(work, made)


def test_the_last_weight_is_the_last_by_day_and_hour(database: Database, zoo: Zoo, boss: Actor) -> None:
    taiga = bear(database, zoo, boss)
    with database.work(boss, "weighed", ALL) as work:
        for grams, on, time in ((3, TODAY, "14:00"), (2, TODAY, "09:00"), (1, TODAY - DAY, "23:00"), (4, TODAY, None)):
            measures.weigh(work, taiga, Weight(grams, "g"), Weighing(on, time))
    with database.read() as session:
        assert last_weights(session, [taiga])[taiga].weight.grams == 3
        assert last_weights(session, [taiga], TODAY - DAY)[taiga].weight.grams == 1
