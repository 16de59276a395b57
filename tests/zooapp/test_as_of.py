"""Questions by date: who was here, who was ours, who was on loan, at the end of any day."""

import datetime as dt

import pytest

from tests.builders import TODAY, Zoo, arrive
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import NotFound
from zooapp.lists import animals, reading
from zooapp.lists.spec import Query
from zooapp.services import dispositions
from zooapp.services.dispositions import Change
from zooapp.terminal.lists import query_of
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor

MARCH, MAY, JULY = dt.date(2024, 3, 1), dt.date(2024, 5, 1), dt.date(2024, 7, 1)


@pytest.fixture
def herd(database: Database, zoo: Zoo, boss: Actor) -> dict[str, int]:
    """A bear lent in May, a borrowed lion, ducks of which some went on loan in May, a yak that died in July."""
    moscow = zoo.institutions["MOSCOW"]
    with database.work(boss, "herd", ALL) as work:
        made = {
            "bear": arrive(work, zoo, "Ursus arctos", "1.0.0", on=MARCH),
            "lion": arrive(work, zoo, "Panthera leo", "0.1.0", on=MARCH, owner="MOSCOW"),
            "ducks": arrive(work, zoo, "Aix galericulata", "3.3.0", on=MARCH),
            "yak": arrive(work, zoo, "Bos grunniens", "0.1.0", on=MARCH),
        }
        lent = Act(MAY, zoo.terms["loan_out"], moscow)
        dispositions.transfer(work, made["bear"], Change(holder_id=moscow), lent)
        dispositions.transfer(work, made["ducks"], Change(SexCount(1, 1, 0), holder_id=moscow), lent)
        dispositions.death(work, made["yak"], None, Act(JULY))
    return made


def who(database: Database, herd: dict[str, int], on: dt.date, **filters: str) -> set[str]:
    names = {key: name for name, key in herd.items()}
    with database.read() as session:
        return {names[row.id] for row in reading.rows(session, animals.LIST, Query(filters=filters, on=on))}


def test_who_was_here_on_a_day_and_whose(database: Database, herd: dict[str, int]) -> None:
    april, june = MAY - dt.timedelta(days=1), JULY - dt.timedelta(days=1)
    assert who(database, herd, MARCH - dt.timedelta(days=1)) == set()
    assert who(database, herd, april) == {"bear", "lion", "ducks", "yak"}
    assert who(database, herd, june) == {"lion", "ducks", "yak"}
    assert who(database, herd, june, basis="owned") == {"bear", "ducks", "yak"}
    assert who(database, herd, TODAY) == {"lion", "ducks"}
    assert who(database, herd, TODAY, status="dead") == {"yak"}
    assert who(database, herd, june, status="dead") == set()


def test_who_was_on_loan_on_a_day_also_in_part(database: Database, herd: dict[str, int]) -> None:
    april = MAY - dt.timedelta(days=1)
    assert who(database, herd, april, basis="owned", loan="out") == set()
    assert who(database, herd, TODAY, basis="owned", loan="out") == {"bear", "ducks"}
    assert who(database, herd, TODAY, loan="in") == {"lion"}


def test_the_command_line_asks_as_of_a_day_as_people_write_it(database: Database, herd: dict[str, int]) -> None:
    query = query_of(animals.LIST, ["as_of=1.4.2024", "basis=owned"], database)
    assert query.on == dt.date(2024, 4, 1)
    assert query_of(animals.LIST, [], database).on == TODAY
    with pytest.raises(NotFound, match="An exact day"):
        query_of(animals.LIST, ["as_of=2024"], database)
