"""The founding consignment of 75 animals taken in, against its limit of 1 s and the bare inserts of the same rows.

Run it as `python -m benchmarks.arrival [how often]`. Both write to a file with the same safety; they take turns.
"""

import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from tests import builders
from tests.founding import arrival
from zooapp.clock import Clock
from zooapp.database import open_database
from zooapp.services import accessions
from zooapp.work import ALL

LIMIT = 1.0
SAFE = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL")
Rows = dict[str, list[tuple[Any, ...]]]


def take_in(file: Path) -> float:
    """Seconds that the arrival takes, from the checks to the journal entry on disk."""
    database = open_database(str(file), Clock(day=builders.TODAY))
    zoo = builders.ids(database)
    start = time.perf_counter()
    with database.work(builders.actor(), "the founding consignment", accept=ALL) as work:
        done = accessions.arrive(work, arrival(zoo))
    took = time.perf_counter() - start
    database.close()
    assert len(done.animals) == len(arrival(zoo).lines)
    return took


def written(before: Path, after: Path) -> Rows:
    """The rows that stand in one file and not in the other, by table."""
    with sqlite3.connect(after) as connection:
        connection.execute("ATTACH ? AS old", (str(before),))
        names = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%' AND sql IS NOT NULL"
        tables = [name for (name,) in connection.execute(names)]
        return {
            name: rows
            for name in tables
            if (rows := connection.execute(f"SELECT * FROM main.{name} EXCEPT SELECT * FROM old.{name}").fetchall())  # noqa: S608
        }


def bare(file: Path, rows: Rows) -> float:
    """Seconds that plain inserts of these rows take in one transaction."""
    connection = sqlite3.connect(file, isolation_level=None)
    for line in SAFE:
        connection.execute(line)
    start = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for table, values in rows.items():
        marks = ", ".join("?" * len(values[0]))
        connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", values)  # noqa: S608
    connection.execute("COMMIT")
    took = time.perf_counter() - start
    connection.close()
    return took


def run(rounds: int) -> tuple[float, float, int]:
    """Median seconds of the arrival and of the bare inserts, and how many rows these are."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
        empty = Path(place) / "empty.sqlite"
        builders.build(str(empty))
        ours: list[float] = []
        plain: list[float] = []
        rows: Rows = {}
        for number in range(rounds + 1):
            one, other = (Path(shutil.copy(empty, Path(place) / f"{number}-{what}.sqlite")) for what in ("a", "b"))
            ours.append(take_in(one))
            rows = rows or written(empty, one)
            plain.append(bare(other, rows))
        return median(ours[1:]), median(plain[1:]), sum(map(len, rows.values()))


if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    ours, plain, rows = run(rounds)
    told = f"arrival {ours * 1000:.0f} ms, {ours / LIMIT:.2f} of its limit"
    print(f"{told}; bare inserts of the {rows} rows {plain * 1000:.1f} ms, ratio {ours / plain:.0f}")  # noqa: T201
