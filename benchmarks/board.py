"""The quarantine board for 200 open cases with 2,000 requirements, as a ratio and in milliseconds in one run.

Run it as `python -m benchmarks.board [cases]`. The measure is a loop of 128 look-ups of one animal by its key.
"""

import datetime as dt
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from tests import builders
from tests.quarantined import statements
from zooapp.clock import Clock
from zooapp.database import Database, open_database
from zooapp.models import (
    Animal,
    Enclosure,
    EnclosureKind,
    Outcome,
    QuarantineResult,
    Requirement,
)
from zooapp.quarantine.board import board
from zooapp.services.quarantine import open_case
from zooapp.session import ZooSession
from zooapp.work import ALL, Work

CASES, TESTS, UNITS, RUNS = 200, 10, 20, 15
AIM = 0.150  # seconds
TODAY = builders.TODAY + dt.timedelta(days=30)
TAXA = ("Ursus arctos", "Panthera leo", "Bos grunniens", "Aix galericulata", "Cacatua alba", "Phasianus colchicus")


def fill(work: Work, zoo: builders.Zoo, cases: int) -> None:
    """So many animals in twenty units, each under a protocol of ten tests, of which some have their results."""
    protocol = zoo.protocols["by_order"]
    known = work.session.scalars(select(Requirement.id).where(Requirement.protocol_id == protocol)).all()
    for n in range(TESTS - len(known)):
        work.add(Requirement(protocol_id=protocol, code=f"test{n}", name=f"Test {n}", needed=2, consecutive=2))
    wanted = work.session.scalars(select(Requirement.id).where(Requirement.protocol_id == protocol)).all()
    units = [
        work.add(Enclosure(code=f"U{n:02}", name=f"Unit {n}", kind=EnclosureKind.QUARANTINE)).id for n in range(UNITS)
    ]
    rows = []
    for n in range(cases):
        on = builders.TODAY + dt.timedelta(days=n % 15)
        animal = builders.arrive(work, zoo, TAXA[n % len(TAXA)], "0.0.1", on=on)
        case = open_case(work, animal, protocol, units[n % UNITS], on)
        done = wanted[: n % (TESTS + 1)]
        rows += [{"case_id": case.id, "requirement_id": key, "round": 1, "taken": on, "read": on} for key in done]
    work.add_many(QuarantineResult, [{**row, "outcome": Outcome.NEGATIVE, "tested": 1} for row in rows])


def collection(folder: Path, cases: int) -> Database:
    """A collection with so many open cases."""
    target = str(folder / "collection.sqlite")
    builders.build(target)
    database = open_database(target, Clock(day=TODAY))
    with database.work(builders.actor(), "many in quarantine", accept=ALL) as work:
        fill(work, builders.ids(database), cases)
    return database


def seconds(database: Database, look: Callable[[ZooSession], object]) -> float:
    """The median of several runs in seconds of this process, each in a session of its own: others do not count."""
    found = []
    for _run in range(RUNS):
        with database.read() as session:
            start = time.process_time()
            look(session)
            found.append(time.process_time() - start)
    return statistics.median(found)


def yardstick(session: ZooSession) -> None:
    """128 look-ups of one animal."""
    for _n in range(128):
        session.execute(select(Animal.id).where(Animal.id == 1)).all()


def main(cases: int = CASES) -> int:
    """Measure and tell; 1 when the aim is missed."""
    with tempfile.TemporaryDirectory() as folder:
        database = collection(Path(folder), cases)
        asked = statements(database, lambda session: board(session, TODAY))
        took = seconds(database, lambda session: board(session, TODAY))
        measure = seconds(database, yardstick)
        database.close()
    words = f"board of {cases} cases, {cases * TESTS} requirements: {took * 1000:.0f} ms, {asked} statements"
    sys.stdout.write(f"{words}, {took / measure:.1f} x 128 look-ups\n")
    return int(took > AIM or asked > 8)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
