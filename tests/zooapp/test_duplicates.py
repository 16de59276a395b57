"""Before a record is made: whoever comes with a known number may be an animal that is in the books (R24)."""

import datetime as dt

import pytest

from tests.builders import TODAY, Zoo, arrive
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Level, Unsettled
from zooapp.lists import arriving
from zooapp.models import Animal, MarkKind
from zooapp.services import accessions, dispositions, duplicates, identifiers
from zooapp.services.arrivals import Arrival, ArrivalHead, ArrivalLine, check_arrival
from zooapp.services.duplicates import Clue
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor

BEAR, LION, GENUS = "Ursus arctos", "Panthera leo", "Ursus"
CHIP = "643094100012345"
LEFT = dt.date(2024, 6, 1)


@pytest.fixture
def masha(database: Database, zoo: Zoo, boss: Actor) -> int:
    """A bear that left for Moscow, with a chip, a studbook number and Moscow's own number."""
    moscow = zoo.institutions["MOSCOW"]
    with database.work(boss, "Masha", ALL) as work:
        bear = arrive(work, zoo, BEAR, "0.1.0", on=dt.date(2024, 3, 1), local_id="24-0003")
        work.amend(Animal, bear, work.get(Animal, bear).version, {"house_name": "Masha"})
        work.touch(bear)
        identifiers.add(work, bear, {"kind": MarkKind.TRANSPONDER, "value": CHIP})
        identifiers.add(work, bear, {"kind": MarkKind.STUDBOOK, "value": "417"})
        identifiers.add(work, bear, {"kind": MarkKind.SENDER_ID, "value": "M-88", "institution_id": moscow})
        dispositions.depart(work, bear, None, Act(LEFT, zoo.terms["donation_to"], moscow))
    return bear


def coming(zoo: Zoo, taxon: str = BEAR, sender: str = "MOSCOW", **line: str) -> Arrival:
    one = SexCount(0, 1, 0)
    head = ArrivalHead(zoo.institutions[sender], zoo.terms["donation_from"], TODAY)
    return Arrival(head, [ArrivalLine(zoo.taxa[taxon], one, one, **line)])  # type: ignore[arg-type]


def asked(database: Database, arrival: Arrival) -> list[tuple[str, str]]:
    with database.read() as session:
        found = check_arrival(session, arrival, TODAY)
    return [(p.field, p.text) for p in found if p.level is Level.WARNING and "This may be" in p.text]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"marks": "studbook:417"}, "marks"),
        ({"sender_ids": "M-88"}, "sender_ids"),
        ({"sender_ids": "m-88"}, "sender_ids"),
    ],
)
def test_R24_a_known_number_asks_whether_it_is_a_visit(
    database: Database, zoo: Zoo, masha: int, line: dict[str, str], field: str
) -> None:
    (where, words), *more = asked(database, coming(zoo, **line))
    assert (where, more) == (f"lines.0.{field}", [])
    assert "This may be 24-0003 (Masha): a visit of it, or another animal?" in words


def test_R24_R27_a_chip_that_is_worn_elsewhere_is_refused_and_leads_to_its_record(
    database: Database, zoo: Zoo, masha: int
) -> None:
    with database.read() as session:
        arrival = coming(zoo, marks=CHIP)
        wrong = [p.text for p in check_arrival(session, arrival, TODAY) if p.field == "lines.0.marks"]
        away = arriving.look(session, arrival, TODAY).likely
    assert wrong == [f"{CHIP}: 24-0003 wears this chip."]
    assert [one.who for one in away] == ["24-0003 (Masha)"]


def test_R24_who_is_here_does_not_come_back(database: Database, zoo: Zoo, boss: Actor, masha: int) -> None:
    with database.work(boss, "another", ALL) as work:
        bear = arrive(work, zoo, BEAR, "0.1.0", local_id="24-0009")
        identifiers.add(work, bear, {"kind": MarkKind.STUDBOOK, "value": "555"})
    with database.read() as session:
        assert arriving.look(session, coming(zoo, marks="studbook:555"), TODAY).likely == ()


@pytest.mark.parametrize(
    ("arrival", "why"),
    [
        ({"taxon": LION, "marks": "studbook:417"}, "another studbook"),
        ({"sender": "THIRD", "sender_ids": "M-88"}, "another holder"),
        ({"marks": "studbook:418", "sender_ids": "M-8"}, "another number"),
        ({"marks": "ring:417"}, "another kind of mark"),
    ],
)
def test_R24_another_studbook_holder_number_or_mark_asks_nothing(
    database: Database, zoo: Zoo, masha: int, arrival: dict[str, str], why: str
) -> None:
    assert asked(database, coming(zoo, **arrival)) == [], why


def test_R24_a_studbook_number_is_known_also_where_the_species_was_not(
    database: Database, zoo: Zoo, masha: int
) -> None:
    assert asked(database, coming(zoo, GENUS, marks="studbook:417"))


def test_R24_another_animal_is_accessioned_once_somebody_accepts_it(
    database: Database, zoo: Zoo, boss: Actor, masha: int
) -> None:
    arrival = coming(zoo, sender_ids="M-88")
    with pytest.raises(Unsettled, match="24-0003"), database.work(boss, "arrival") as work:
        accessions.arrive(work, arrival)
    with database.work(boss, "another bear with that number", ALL) as work:
        accessions.arrive(work, arrival)
    with database.read() as session:
        assert session.query(Animal).count() == 2


def test_R24_a_mark_that_another_record_bears_asks_whether_the_two_are_one(
    database: Database, zoo: Zoo, boss: Actor, masha: int
) -> None:
    with database.work(boss, "another", ALL) as work:
        bear = arrive(work, zoo, BEAR, "0.1.0", local_id="24-0009")
    number = {"kind": MarkKind.STUDBOOK, "value": "417"}
    with pytest.raises(Unsettled, match="24-0003") as doubted, database.work(boss, "studbook") as work:
        duplicates.warn_of_mark(work, bear, number)
        identifiers.add(work, bear, number)
    assert [problem.field for problem in doubted.value.problems] == ["value"]
    with database.work(boss, "its own", ALL) as work:
        duplicates.warn_of_mark(work, masha, number)
    assert work.warnings == []


def test_R24_who_was_taken_back_is_nobody_to_be_asked_about(database: Database, zoo: Zoo, masha: int) -> None:
    with database.read() as session:
        clue = Clue(MarkKind.STUDBOOK, "417", zoo.taxa[BEAR])
        assert duplicates.likely(session, [clue], but=[masha]) == {}
        assert duplicates.likely(session, [Clue(MarkKind.TRANSPONDER, "no chip")]) == {}
