"""A child that sends ducks of one group away, one after the other, beside another that does the same.

`python -m tests.sending TARGET ANIMAL TIMES` waits for a line, then says how many left and how often it was refused.
"""

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests import builders
from tests.builders import TODAY
from zooapp.booking import Act
from zooapp.clock import Clock
from zooapp.database import open_database
from zooapp.errors import ZooError
from zooapp.services import dispositions
from zooapp.values.counts import SexCount

ROOT = Path(__file__).parent.parent
PAUSE = 0.02  # seconds between two acts: a file has no queue, and whoever never pauses keeps all others out


def send(target: str, animal: int, times: int) -> None:
    """Send so often one duck, and say what came of it."""
    database = open_database(target, Clock(day=TODAY))
    zoo, boss = builders.ids(database), builders.actor()
    act = Act(TODAY, zoo.terms["donation_to"], zoo.institutions["THIRD"])
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    seen = Counter[str]()
    for _ in range(times):
        try:
            with database.work(boss, "ducks to a third zoo") as work:
                dispositions.depart(work, animal, SexCount(0, 0, 1), act)
            seen["left"] += 1
        except ZooError as error:
            seen[type(error).__name__] += 1
        time.sleep(PAUSE)
    print(*(f"{word}={n}" for word, n in seen.items()), flush=True)  # noqa: T201
    database.close()


def side_by_side(target: str, animal: int, times: int) -> list[dict[str, int]]:
    """Two children at once; gives what each of them saw."""
    command = [sys.executable, "-m", "tests.sending", target, str(animal), str(times)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
    children = [subprocess.Popen(command, **pipes) for _ in range(2)]  # type: ignore[call-overload]
    for child in children:
        assert child.stdout.readline() == "ready\n"
    for child in children:
        child.stdin.write("go\n")
        child.stdin.flush()
    said = [child.communicate()[0].split() for child in children]
    assert [child.returncode for child in children] == [0, 0]
    return [{word: int(n) for word, _sign, n in (part.partition("=") for part in parts)} for parts in said]


if __name__ == "__main__":
    send(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
