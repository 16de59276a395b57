"""Marks: one chip on one living animal, numbers a digit apart, numbers in dispute, and whose mark a reader found."""

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from tests.founding import BEAR_CHIPS, LION_CHIP, arrived
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid, Unsettled
from zooapp.models import Identifier, MarkKind
from zooapp.services import dispositions, identifiers
from zooapp.values.marks import TransponderState
from zooapp.work import Actor

CHIP = {"kind": MarkKind.TRANSPONDER, "value": "982 000 123456789"}
NUMBER = "982000123456789"


@pytest.fixture
def bears(database: Database, zoo: Zoo, boss: Actor) -> tuple[int, int]:
    with database.work(boss, "arrival") as work:
        return arrive(work, zoo, "Ursus arctos", "0.0.1"), arrive(work, zoo, "Ursus arctos", "0.0.1")


def marks(database: Database, animal: int) -> list[Identifier]:
    query = select(Identifier).where(Identifier.animal_id == animal, Identifier.kind == MarkKind.TRANSPONDER)
    with database.read() as session:
        return list(session.scalars(query.order_by(Identifier.id)))


def test_R27_one_chip_is_in_use_on_one_living_animal_only(
    database: Database, zoo: Zoo, boss: Actor, bears: tuple[int, int]
) -> None:
    one, other = bears
    with database.work(boss, "chipped") as work:
        identifiers.add(work, one, CHIP)
    assert marks(database, one)[0].value == NUMBER
    with pytest.raises(Invalid, match="wears this chip") as refused, database.work(boss, "?") as work:
        identifiers.add(work, other, CHIP)
    assert refused.value.problems[0].field == "value"
    with database.work(boss, "it died") as work:
        dispositions.death(work, one, None, Act(TODAY))
    with database.work(boss, "used again") as work:
        identifiers.add(work, other, CHIP)


def test_R27_a_chip_lives_from_assigned_to_removed_and_does_not_leap(
    database: Database, boss: Actor, bears: tuple[int, int]
) -> None:
    with database.work(boss, "reserved for the permit") as work:
        key = identifiers.add(work, bears[0], {**CHIP, "state": TransponderState.ASSIGNED})
    steps = (TransponderState.IN_USE, TransponderState.LOST, TransponderState.IN_USE, TransponderState.REMOVED)
    for state in steps:
        (mark,) = marks(database, bears[0])
        with database.work(boss, state.value) as work:
            identifiers.change_state(work, key, mark.version, state, TODAY)
    (mark,) = marks(database, bears[0])
    assert (mark.state, mark.until) == (TransponderState.REMOVED, TODAY)
    with pytest.raises(Invalid, match="cannot become"), database.work(boss, "?") as work:
        identifiers.change_state(work, key, mark.version, TransponderState.IN_USE, TODAY)


def test_R27_R106_two_animals_carry_a_number_only_when_both_are_disputed(
    database: Database, boss: Actor, bears: tuple[int, int]
) -> None:
    one, other = bears
    with database.work(boss, "chipped") as work:
        identifiers.add(work, one, CHIP)
    with database.work(boss, "the reader found it in the other too") as work:
        identifiers.add(work, other, {**CHIP, "disputed": True})
    assert [mark.disputed for animal in bears for mark in marks(database, animal)] == [True, True]
    (wrong,) = marks(database, one)
    (right,) = marks(database, other)
    with database.work(boss, "settled") as work:
        identifiers.retire(work, wrong.id, wrong.version, TODAY)
        identifiers.dispute(work, right.id, right.version, False)
    with database.read() as session:
        assert [found.animal_id for found in identifiers.find_by_mark(session, NUMBER)] == [other]


def test_R106_one_animal_may_carry_two_working_chips_and_a_near_number_is_told(
    database: Database, boss: Actor, bears: tuple[int, int]
) -> None:
    with database.work(boss, "two chips") as work:
        identifiers.add(work, bears[0], CHIP)
        identifiers.add(work, bears[0], {**CHIP, "value": "643094100011873"})
    with pytest.raises(Unsettled, match="One digit away from 982000123456789"), database.work(boss, "?") as work:
        identifiers.add(work, bears[1], {**CHIP, "value": "982000123456780"})


def test_R27_a_chip_is_given_once_to_an_animal_and_one_a_digit_away_is_asked_about(
    database: Database, boss: Actor, bears: tuple[int, int]
) -> None:
    with database.work(boss, "chipped") as work:
        key = identifiers.add(work, bears[0], {**CHIP, "state": TransponderState.ASSIGNED})
    for disputed in (False, True):
        with pytest.raises(Invalid, match="wears this chip already") as refused, database.work(boss, "?") as work:
            identifiers.add(work, bears[0], {**CHIP, "disputed": disputed})
        assert refused.value.problems[0].field == "value"
    near = {**CHIP, "value": "982000123456788"}
    with pytest.raises(Unsettled, match=f"One digit away from {NUMBER}, which it"), database.work(boss, "?") as work:
        identifiers.add(work, bears[0], near)
    assert [mark.value for mark in marks(database, bears[0])] == [NUMBER]
    with database.work(boss, "implanted now") as work:
        identifiers.change_state(work, key, 1, TransponderState.IN_USE, TODAY)
    (mark,) = marks(database, bears[0])
    with database.work(boss, "in dispute, and settled") as work:
        identifiers.dispute(work, key, mark.version, True)
    (mark,) = marks(database, bears[0])
    with database.work(boss, "settled") as work:
        identifiers.dispute(work, key, mark.version, False)


def test_R23_a_local_id_is_given_once_even_when_it_was_taken_back(
    database: Database, zoo: Zoo, boss: Actor, bears: tuple[int, int]
) -> None:
    mine = {"kind": MarkKind.LOCAL_ID, "value": "24-0777"}
    with database.work(boss, "by hand") as work:
        key = identifiers.add(work, bears[0], mine)
    with database.work(boss, "a mistake") as work:
        work.void(work.get(Identifier, key))
    with pytest.raises(Invalid, match="given out already"), database.work(boss, "?") as work:
        identifiers.add(work, bears[1], mine)
    with database.work(boss, "of another zoo") as work:
        identifiers.add(work, bears[1], {**mine, "institution_id": zoo.institutions["MOSCOW"]})


def test_a_failed_chip_is_replaced_and_stays_known(database: Database, boss: Actor, bears: tuple[int, int]) -> None:
    with database.work(boss, "chipped") as work:
        key = identifiers.add(work, bears[0], CHIP)
    (old,) = marks(database, bears[0])
    with database.work(boss, "it fell out") as work:
        identifiers.replace(work, key, old.version, identifiers.Ended(TODAY), {"value": LION_CHIP})
    assert [(mark.value, mark.until) for mark in marks(database, bears[0])] == [(NUMBER, TODAY), (LION_CHIP, None)]


def test_a_wrong_number_is_told_at_its_field(database: Database, boss: Actor, bears: tuple[int, int]) -> None:
    with pytest.raises(Invalid, match="14 digits") as refused, database.work(boss, "?") as work:
        identifiers.add(work, bears[0], {**CHIP, "value": "64309410001234"})
    assert refused.value.problems[0].field == "value"


def test_a_reader_finds_chip_ring_of_a_series_and_local_id(database: Database, zoo: Zoo, boss: Actor) -> None:
    came = arrived(database, zoo, boss)
    bear, ducks = came.animals[1][0], came.animals[5][0]
    wanted = {
        f"{BEAR_CHIPS[0][:3]} {BEAR_CHIPS[0][3:]}": bear,
        "A017": ducks,
        "24-0002": bear,
        "A001-A040": ducks,
        "ru770412": came.animals[2][0],
    }
    with database.read() as session:
        for text, animal in wanted.items():
            assert [found.animal_id for found in identifiers.find_by_mark(session, text)] == [animal], text
        assert identifiers.find_by_mark(session, "A041") == []
