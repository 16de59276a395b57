"""The books as they are known today and as they were known on a past day: what was entered or taken back since."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import Zoo, arrive, ids
from tests.herd import DAY
from zooapp import inventory, ledger
from zooapp.booking import Act
from zooapp.clock import Clock
from zooapp.database import Database, open_database
from zooapp.errors import Invalid, NotFound
from zooapp.inventory import Basis, Delta
from zooapp.ledger import Filter
from zooapp.models import Transaction
from zooapp.reports.inventory_entries import Cell, behind
from zooapp.reports.inventory_report import Inventory, inventory_report
from zooapp.reports.spec import Asked
from zooapp.services import censuses, corrections, dispositions
from zooapp.terminal.reports import report
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor

LION, DUCK = "Panthera leo", "Aix galericulata"
FIRST, LAST = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
WRITTEN, CORRECTED = dt.date(2026, 1, 5), dt.date(2026, 2, 1)
NOW, THEN = Asked(FIRST, LAST), Asked(FIRST, LAST, known=WRITTEN)


@pytest.fixture
def books(database_url: str, boss: Actor) -> Iterator[Database]:
    """A lion and ducks, written down on 5 January; on 1 February the lion's death was found and the ducks counted."""
    database = open_database(database_url, Clock(day=WRITTEN))
    zoo = ids(database)
    with database.work(boss, "the year", accept=ALL) as work:
        ducks = arrive(work, zoo, DUCK, "5.5.0", on=FIRST)
        lion = arrive(work, zoo, LION, "1.0.0", on=dt.date(2025, 3, 1))
    database.clock = Clock(day=CORRECTED)
    with database.work(boss, "found in the old book", accept=ALL) as work:
        dispositions.death(work, lion, None, Act(LAST, zoo.terms["natural_death"]))
        censuses.count(work, ducks, SexCount(4, 5, 0), Act(LAST))
    yield database
    database.close()


def closing(database: Database, asked: Asked) -> str:
    with database.read() as session:
        found = inventory_report(session, asked)
    assert found.adds_up
    return str(found.total.cells["closing"])


def told(found: Inventory) -> dict[str, str]:
    return {line.words.scientific: str(line.cells["closing"]) for part in found.classes for line in part.lines}


def test_what_was_entered_later_was_not_known_then(books: Database) -> None:
    assert (closing(books, NOW), closing(books, THEN)) == ("4.5.0", "6.5.0")
    assert closing(books, Asked(FIRST, LAST, Basis.OWNERSHIP, known=WRITTEN)) == "6.5.0"
    assert closing(books, Asked(FIRST, LAST, known=WRITTEN - DAY)) == "0.0.0"
    assert closing(books, Asked(FIRST, LAST, known=CORRECTED)) == "4.5.0"


def test_what_was_taken_back_later_was_still_known_then(books: Database, boss: Actor) -> None:
    books.clock = Clock(day=CORRECTED + DAY)
    with books.read() as session:
        arrivals = [row.id for row in session.query(Transaction).filter(Transaction.on == FIRST).all()]
        counted = [row.id for row in session.query(Transaction).filter(Transaction.mode == "census").all()]
    with books.work(boss, "they never came", accept=ALL) as work:
        for act in (*counted, *arrivals):
            corrections.void_act(work, act)
    assert closing(books, NOW) == "0.0.0"
    assert closing(books, Asked(FIRST, LAST, known=CORRECTED)) == "4.5.0"
    assert closing(books, THEN) == "6.5.0"


def test_a_count_of_one_animal_and_its_entries_follow_the_same_day(books: Database) -> None:
    with books.read() as session:
        moment = inventory.end_of(session, WRITTEN)
        lion = next(one.animal_id for one in behind(session, NOW, Cell("deaths")))
        assert ledger.count(session, Filter(animals=[lion])).total == 0
        assert ledger.count(session, Filter(animals=[lion], known=moment)) == SexCount(1, 0, 0)
        assert behind(session, THEN, Cell("deaths")) == []
        whole = sum((one.count for one in behind(session, THEN, Cell("closing"))), Delta())
    assert whole == Delta(6, 5, 0)


def test_the_head_count_can_be_asked_as_it_was_known(books: Database) -> None:
    with books.read() as session:
        now = inventory.head_count(session, LAST)
        then = inventory.head_count(session, LAST, WRITTEN)
    assert ((now.animals, now.species), (then.animals, then.species)) == ((9, 1), (11, 2))


def test_the_command_asks_as_known(books: Database, boss: Actor) -> None:
    words = {"kind": "inventory", "first": FIRST, "last": LAST, "basis": "physical", "format": "json", "out": None}
    now = json.loads("\n".join(report(books, boss, words)))
    then = json.loads("\n".join(report(books, boss, words | {"known": WRITTEN})))
    assert [one["total"]["closing"]["m"] for one in (now, then)] == [4, 6]
    assert (now["as_known"], then["as_known"]) == (None, "2026-01-05")


def test_the_command_makes_every_report_in_every_format(books: Database, boss: Actor, tmp_path: Path) -> None:
    if books.engine.dialect.name != "sqlite":
        return
    for kind in ("stock-list", "issued-inventories"):
        for form in ("json", "csv", "xlsx", "pdf"):
            file = tmp_path / f"{kind}.{form}"
            assert report(books, boss, {"kind": kind, "format": form, "out": file}) == [str(file)]
            assert file.stat().st_size > 40
    text = report(books, boss, {"kind": "stock-list", "first": FIRST, "last": LAST, "format": "csv", "out": None})
    assert any("Panthera leo" in line for line in text)


def test_the_command_says_what_it_does_not_find(books: Database, boss: Actor) -> None:
    with pytest.raises(NotFound, match="There are: inventory"):
        report(books, boss, {"kind": "census", "format": "csv", "out": None})
    with pytest.raises(Invalid, match="Nothing here is called Yeti"):
        report(books, boss, {"kind": "stock-list", "format": "csv", "out": None, "taxon": "Yeti"})
    with pytest.raises(Invalid, match="Say which"):
        report(books, boss, {"kind": "year-form", "format": "csv", "out": None})


def test_a_taxon_narrows_the_inventory_and_it_still_adds_up(books: Database, zoo_of: Zoo) -> None:
    with books.read() as session:
        found = inventory_report(session, Asked(FIRST, LAST, taxon=zoo_of.taxa["Aves"]))
    assert found.adds_up
    assert told(found) == {DUCK: "4.5.0"}


@pytest.fixture
def zoo_of(books: Database) -> Zoo:
    return ids(books)
