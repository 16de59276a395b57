"""The veterinarian's due list over 50,000 doses, against one plain read of as many rows in the same run.

Run it as `python -m benchmarks.due [how many doses] [server]`; the last word measures PostgreSQL instead.
"""

import datetime as dt
import sys
import tempfile
from pathlib import Path
from typing import Final

from sqlalchemy import text

from benchmarks.lists import best
from tests import builders, dosed, servers
from tests.builders import TODAY, arrive
from zooapp.clock import Clock
from zooapp.database import Database, open_database
from zooapp.lists import doses_due, reading
from zooapp.lists.spec import Query
from zooapp.models import Dose, DoseState, Per
from zooapp.services import treatments
from zooapp.work import ALL

EACH: Final = 10  # doses of a treatment
OPEN: Final = 25  # of so many treatments one still goes on
PLAIN: Final = text("SELECT prescription_id, number FROM doses WHERE voided_by IS NULL")


def fill(database: Database, doses: int) -> None:
    """So many doses of finished treatments of 200 bears, and a few treatments that go on."""
    zoo, boss = builders.ids(database), builders.actor()
    begun = TODAY - dt.timedelta(days=400)
    with database.work(boss, "treated", ALL) as work:
        bears = [arrive(work, zoo, "Ursus arctos", "0.0.1", unit="BR1", on=begun) for _n in range(200)]
        drug = dosed.drug(work)
        for start in range(0, doses // EACH, len(bears)):
            going = start // len(bears) % OPEN == 0
            day = TODAY - dt.timedelta(days=2 if going else EACH + 3 + start // len(bears))
            course = dosed.order(drug, "1 ml", per=Per.ANIMAL, hours=24, doses=EACH, written_on=day, starts_on=day)
            made = treatments.prescribe(work, bears, course)
            rows = [
                {"animal_id": bear, "prescription_id": key, "number": n, "state": DoseState.GIVEN, "on": day}
                for bear, key in zip(bears, made, strict=True)
                for n in range(1, 2 if going else EACH + 1)
            ]
            work.add_many(Dose, rows)


def measure(database: Database) -> None:
    """Print the times, each with its ratio to the plain read."""
    query = Query(on=TODAY)
    with database.read() as session:
        doses = len(session.execute(PLAIN).all())
        plain = best(lambda: session.execute(PLAIN).all(), 7)
        print(f"{database.engine.dialect.name}: {doses} doses, plain read {1000 * plain:.1f} ms")  # noqa: T201
        due = len(reading.ids(session, doses_due.LIST, query))
        spent = best(lambda: reading.first(session, doses_due.LIST, query), 5)
        print(f"due list, {due} treatments: {1000 * spent:.0f} ms, {spent / plain:.1f} times")  # noqa: T201


def run(count: int, server: bool) -> None:
    """Fill a collection and measure it."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
        target = servers.fresh_database() if server else str(Path(place, "collection.sqlite"))
        builders.build(target)
        database = open_database(target, Clock(day=TODAY))
        fill(database, count)
        measure(database)
        database.close()
        if server:
            servers.drop_database(target)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    run(numbers[0] if numbers else 50_000, "server" in sys.argv)
