"""A child that takes consignments in until it is killed, and the proof that each is all there or not at all.

As a program (`python -m tests.killing TARGET`) it is the child: 12 records, 75 animals, again and again.
"""

import random
import subprocess
import sys
import time
import uuid
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import func, select

from tests import builders, founding
from tests.builders import TODAY
from zooapp import checking, ledger
from zooapp.clock import Clock
from zooapp.database import open_database
from zooapp.models import Animal, Change, Entry
from zooapp.services import accessions
from zooapp.work import ALL

ROOT = Path(__file__).parent.parent
WHY = "consignment"
RECORDS, ANIMALS = 12, 75
WARM = 2


def take_in(target: str) -> None:
    """Take consignments in without end, and say before and after each that it is so."""
    database = open_database(target, Clock(day=TODAY))
    zoo, boss = builders.ids(database), builders.actor()
    whole = founding.arrival(zoo)
    lines = tuple(replace(line, marks="", sender_ids="") for line in whole.lines)  # no chip comes twice
    while True:
        arrival = replace(whole, lines=lines, head=replace(whole.head, number=f"TR-{uuid.uuid4().hex[:8]}"))
        print("begins", flush=True)  # noqa: T201
        with database.work(boss, WHY, accept=ALL) as work:
            accessions.arrive(work, arrival)
        print("ends", flush=True)  # noqa: T201


@dataclass(frozen=True)
class Killed:
    """What was seen of a child: how long an arrival took it, when it died in one, how many it said were kept."""

    seconds: float
    after: float
    said: int


def kill(target: str, chance: random.Random) -> Killed:
    """Let a child take a few consignments in, measure one, and kill it at a random moment of the next."""
    command = [sys.executable, "-m", "tests.killing", target]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout is not None
        seconds = 0.0
        for _ in range(WARM):
            assert child.stdout.readline() == "begins\n"
            began = time.monotonic()
            assert child.stdout.readline() == "ends\n"
            seconds = time.monotonic() - began
        assert child.stdout.readline() == "begins\n"
        after = chance.uniform(0, seconds)
        time.sleep(after)
        child.kill()
        said = WARM + child.stdout.read().count("ends")
    assert child.returncode == -9
    return Killed(seconds, after, said)


def kept(target: str) -> int:
    """How many consignments stand there, each of them whole; fails when one is not, or when anything is off."""
    database = open_database(target, Clock(day=TODAY))
    try:
        assert checking.faults(database) == []
        with database.read() as session:
            entries = list(session.scalars(select(Entry.id).where(Entry.why == WHY).order_by(Entry.id)))
            written = select(Change.entry_id).where(Change.record_kind == "animal")
            assert Counter(session.scalars(written)) == dict.fromkeys(entries, RECORDS)
            assert session.scalar(select(func.count()).select_from(Animal)) == RECORDS * len(entries)
            assert ledger.count(session, ledger.Filter()).total == ANIMALS * len(entries)
        return len(entries)
    finally:
        database.close()


def kill_again_and_again(target: str, times: int, seed: int) -> list[Killed]:
    """Kill so many children one after the other, and look each time."""
    chance, seen, before = random.Random(seed), [], 0
    for _ in range(times):
        killed = kill(target, chance)
        now = kept(target)
        # What it said is kept is kept; the one that it died in may have been, just.
        assert now - before in (killed.said, killed.said + 1)
        before = now
        seen.append(killed)
    return seen


if __name__ == "__main__":
    take_in(sys.argv[1])
