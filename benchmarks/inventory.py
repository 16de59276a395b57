"""A year's inventory of 100,000 animals with 300,000 acts, all taxa, against one plain sum over the same rows.

Run it as `python -m benchmarks.inventory [how many animals] [a server]`; the last word measures PostgreSQL too.
"""

import datetime as dt
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import insert, text

from benchmarks.lists import COMMON, best
from tests import builders, servers
from zooapp.clock import Clock
from zooapp.database import Database, open_database
from zooapp.inventory import Basis
from zooapp.models import Animal, Census, Lineage, Posting, Rank, Taxon, Transaction
from zooapp.reports.inventory_entries import Cell, behind
from zooapp.reports.inventory_report import inventory_report
from zooapp.reports.spec import Asked

LAST: Final = dt.date(2024, 12, 31)
YEARS: Final = 25
TAXA: Final = 800
PLAIN: Final = text('SELECT sum(m), sum(f), sum(u) FROM postings WHERE holder_id = :us AND "on" <= :last')
Rows = dict[type[Any], list[dict[str, Any]]]


class Books:
    """The acts of a big zoo over many years, drawn with the same luck each time."""

    def __init__(self, zoo: builders.Zoo) -> None:
        self.zoo = zoo
        self.luck = random.Random(7)
        self.made: Rows = {model: [] for model in (Taxon, Lineage, Animal, Transaction, Posting, Census)}
        self.taxa = self._taxa()

    def _taxa(self) -> list[int]:
        """Species of the families that the small zoo has."""
        above = ("Aves", "Anseriformes", "Anatidae", "Aix")
        first = max(self.zoo.taxa.values()) + 1
        for key in range(first, first + TAXA):
            taxon = {"id": key, "scientific": f"Aix no{key}", "rank": "species", "parent_id": self.zoo.taxa["Aix"]}
            self.made[Taxon].append({**taxon, "domestic": False, "hybrid": False})
            line = zip((Rank.CLASS, Rank.ORDER, Rank.FAMILY, Rank.GENUS), above, strict=True)
            chain = [(rank, self.zoo.taxa[name]) for rank, name in line] + [(Rank.SPECIES, key)]
            self.made[Lineage] += [{"taxon_id": key, "ancestor_id": up, "rank": rank} for rank, up in chain]
        return list(range(first, first + TAXA))

    def record(self, n: int) -> None:
        """One animal or group: came, was sexed, was lent and came back, died; a group was counted."""
        group, taxon = n % 20 == 0, self.luck.choice(self.taxa)
        size = self.luck.randint(5, 60) if group else 1
        self.made[Animal].append({"id": n, "uid": f"a{n}", "kind": "group" if group else "individual"})
        days = sorted(self.luck.randrange(YEARS * 365) for _step in range(5))
        home = (n, taxon, self.zoo.us, self.zoo.us)
        away = (n, taxon, self.zoo.institutions["MOSCOW"], self.zoo.us)
        self._act(days[0], "arrival", (home, (0, 0, size)))
        if n % 5:
            self._act(days[1], "sexed", (home, (1, 0, -1)))
        if n % 4 == 0:
            one = (1, 0, 0) if n % 5 else (0, 0, 1)
            self._act(days[2], "transfer", (home, tuple(-x for x in one)), (away, one))
            self._act(days[3], "transfer", (away, tuple(-x for x in one)), (home, one))
        if n % 10 < 7:
            self._act(days[4], "death", (home, (-1, 0, 0) if n % 5 else (0, 0, -1)))
        if n % 100 == 0:
            act = self._act(days[4], "census")
            account = dict(zip(("animal_id", "taxon_id", "holder_id", "owner_id"), home, strict=True))
            self.made[Census].append({"transaction_id": act, **account, "m": 0, "f": 0, "u": size})

    def _act(self, day: int, mode: str, *lines: tuple[Any, Any]) -> int:
        act = {"on": LAST - dt.timedelta(YEARS * 365 - 1 - day), "seq": 1, "mode": mode}
        key = len(self.made[Transaction]) + 1
        self.made[Transaction].append({"id": key, "uid": f"t{key}", **act})
        for (animal, taxon, holder, owner), (m, f, u) in lines:
            account = {"animal_id": animal, "taxon_id": taxon, "holder_id": holder, "owner_id": owner}
            self.made[Posting].append({"transaction_id": key, **act, **account, "m": m, "f": f, "u": u})
        return key


def fill(database: Database, count: int) -> None:
    """Write the books past the journal: nobody lives here."""
    books = Books(builders.ids(database))
    for n in range(1, count + 1):
        books.record(n)
    with database.engine.connect() as connection, connection.begin():
        for model, rows in books.made.items():
            table = model.__table__
            common = {key: value for key, value in COMMON.items() if key in table.c}
            connection.execute(insert(table), [{**common, **row} for row in rows])
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def measure(database: Database) -> Iterator[str]:
    """The times in words, each with its ratio to the plain sum."""
    us = builders.ids(database).us
    with database.read() as session:
        rows = session.scalar(text("SELECT count(*) FROM postings"))
        plain = best(lambda: session.execute(PLAIN, {"us": us, "last": LAST}).all(), 7)
        yield f"{database.engine.dialect.name}: plain sum over {rows} postings: {1000 * plain:.1f} ms"
        for basis in Basis:
            asked = Asked(dt.date(LAST.year, 1, 1), LAST, basis)
            spent = best(lambda asked=asked: inventory_report(session, asked), 5)  # type: ignore[misc]
            yield f"a year's inventory, {basis}: {1000 * spent:.0f} ms, {spent / plain:.1f} times"
            assert inventory_report(session, asked).adds_up
        spent = best(lambda: behind(session, asked, Cell("deaths")), 3)
        yield f"the entries behind all deaths: {1000 * spent:.0f} ms, {spent / plain:.1f} times"


def run(count: int, server: bool) -> None:
    """Print the times, on a file and where it is wanted on a server."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
        _measured(str(Path(place, "collection.sqlite")), count)
    if server:
        url = servers.fresh_database()
        _measured(url, count)
        servers.drop_database(url)


def _measured(target: str, count: int) -> None:
    builders.build(target)
    database = open_database(target, Clock(day=LAST))
    fill(database, count)
    for words in measure(database):
        print(words)  # noqa: T201
    database.close()


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, "server" in sys.argv)
