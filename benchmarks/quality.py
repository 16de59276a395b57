"""The data-quality inbox and the reports of 10,000 animals, against one plain sum over the postings.

Run it as `python -m benchmarks.quality [how many animals] [server]`; the last word measures PostgreSQL instead.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from benchmarks.inventory import LAST, PLAIN, fill
from benchmarks.lists import best
from tests import builders, servers
from zooapp.clock import Clock
from zooapp.database import Database, open_database
from zooapp.lists import quality, reading
from zooapp.lists.spec import Query
from zooapp.reports import age_pyramid, births_and_deaths, ins_and_outs, taxon_report
from zooapp.reports.spec import Asked

REPORTS = (ins_and_outs.REPORT, births_and_deaths.REPORT, age_pyramid.REPORT, taxon_report.REPORT)


def measure(database: Database) -> None:
    """Print the times, each with its ratio to the plain sum."""
    zoo, query = builders.ids(database), Query(on=LAST)
    asked = Asked(LAST.replace(month=1, day=1), LAST, taxon=zoo.taxa["Aves"])
    with database.read() as session:
        plain = best(lambda: session.execute(PLAIN, {"us": zoo.us, "last": LAST}).all(), 7)
        print(f"{database.engine.dialect.name}: plain sum {1000 * plain:.1f} ms")  # noqa: T201
        tries: dict[str, Callable[[], Any]] = {
            "inbox, first 128": lambda: reading.first(session, quality.LIST, query),
            "inbox, all ids": lambda: reading.ids(session, quality.LIST, query),
            **{spec.key: _answer(session, spec.sheet, asked) for spec in REPORTS},
        }
        for name, act in tries.items():
            spent = best(act, 3)
            print(f"{name}: {1000 * spent:.0f} ms, {spent / plain:.0f} times")  # noqa: T201


def _answer(session: Session, sheet: Callable[[Session, Asked], Any], asked: Asked) -> Callable[[], Any]:
    return lambda: sheet(session, asked)


def run(count: int, server: bool) -> None:
    """Fill a collection and measure it."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
        target = servers.fresh_database() if server else str(Path(place, "collection.sqlite"))
        builders.build(target)
        database = open_database(target, Clock(day=LAST))
        fill(database, count)
        measure(database)
        database.close()
        if server:
            servers.drop_database(target)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    run(numbers[0] if numbers else 10_000, "server" in sys.argv)
