"""The quarantine board: a card a batch and unit, with what a veterinarian asks."""

import datetime as dt

import pytest

from tests.builders import TODAY, Zoo
from tests.quarantined import DAY, DEC_5, DEC_20, enter, later, pass_test, run, statements, two_bears, veterinarian
from zooapp.database import Database
from zooapp.quarantine.board import board
from zooapp.quarantine.clocks import Extension
from zooapp.quarantine.rounds import State
from zooapp.services.quarantine import set_days
from zooapp.work import ALL, Actor


@pytest.fixture
def vet(zoo: Zoo) -> Actor:
    return veterinarian(zoo)


@pytest.fixture
def bears(database: Database, zoo: Zoo) -> list[int]:
    return two_bears(database, zoo)


def test_the_board_says_for_each_batch_what_a_veterinarian_asks(
    database: Database, zoo: Zoo, vet: Actor, bears: list[int]
) -> None:
    yak = later(database, zoo, "Bos grunniens", TODAY, "Q4")
    with database.work(vet, "ducks", accept=ALL) as work:
        lion = enter(work, zoo, "Panthera leo")
        ducks = enter(work, zoo, "Aix galericulata", unit="B1", count="0.0.40")
        set_days(work, ducks, 21, "tested before departure", "password")
        pass_test(work, zoo, [ducks], "exam", 2)
        pass_test(work, zoo, [ducks], "faecal", 5, 10, 15)
    with database.read() as session:
        cards = board(session, DEC_20)
    assert [(card.unit, card.order, str(card.count)) for card in cards] == [
        ("B1", "Anseriformes", "0.0.40"),
        ("Q1", "Carnivora", "0.0.3"),
        ("Q4", "Artiodactyla", "0.0.1"),
    ]
    duck, carnivores, _yak = cards
    assert carnivores.case_ids == (*bears, lion)
    assert {one.scientific for one in carnivores.animals} == {"Ursus arctos", "Panthera leo"}
    assert {cell.state for cell in carnivores.cells} == {State.PARTLY, State.PLANNED}
    assert {cell.code: (cell.met, cell.of) for cell in carnivores.cells} == {
        "faecal": (1, 3),
        "exam": (2, 3),
        "necropsy": (0, 3),
    }
    assert [one.words for one in carnivores.blockers] == [
        "faecal: 2 of 3: 24-0002",
        "faecal: not yet: 24-0004",
        "exam: not yet: 24-0004",
    ]
    assert (duck.is_ready, duck.accepted_by, duck.clock.ends) == (True, ("Pak Yong-su",), dt.date(2024, 12, 11))
    assert duck.clock.extension == Extension(21, "tested before departure", DEC_20, "Pak Yong-su")
    assert (carnivores.clock.extension, carnivores.state, carnivores.clock.restarts) == (None, None, ())
    assert duck.cells[0].sample.startswith("21 of 40: if 10 %")
    assert run(database, [yak])[yak].day == 30


def test_the_board_names_what_restarted_a_clock(database: Database, zoo: Zoo, bears: list[int]) -> None:
    later(database, zoo, "Ursus arctos", DEC_5)
    with database.read() as session:
        cards = board(session, DEC_20)
    (card,) = cards
    assert (str(card.count), card.clock.day, card.entered) == ("0.0.3", 15, (TODAY, DEC_5))
    (restart,) = card.clock.restarts
    assert (restart.on, restart.taxon, restart.local_id, restart.unit) == (DEC_5, "Ursus arctos", "24-0003", "Q1")


def test_the_board_costs_eight_statements_however_many_stand_there(
    database: Database, zoo: Zoo, vet: Actor, bears: list[int]
) -> None:
    few = statements(database, lambda session: board(session, DEC_20))
    with database.work(vet, "more", accept=ALL) as work:
        for n in range(12):
            enter(work, zoo, "Ursus arctos", TODAY + n * DAY, "Q2")
    assert statements(database, lambda session: board(session, DEC_20)) == few <= 8
