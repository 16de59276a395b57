"""Two programs at once on one collection: what both want is given once (ledger.md 2.1), on both databases."""

import subprocess
import sys
from pathlib import Path

from sqlalchemy import select

from tests.builders import TODAY, Zoo, actor, arrive
from zooapp import ledger
from zooapp.booking import Act
from zooapp.clock import Clock
from zooapp.database import Database, open_database
from zooapp.errors import Conflict, Invalid
from zooapp.ledger import Filter
from zooapp.models import Identifier, Mode, Transaction
from zooapp.services import dispositions, numbers
from zooapp.values.counts import SexCount
from zooapp.work import Actor

ROOT = Path(__file__).parent.parent.parent


def child(url: str, animal: int, act: Act | None = None) -> None:
    """The other program: it opens the collection, says so, waits for the word, acts, and says what came of it."""
    database = open_database(url, Clock(day=TODAY))
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    who = actor()
    try:
        with database.work(who, "at the same time") as work:
            taken = ["done"] if act else numbers.take_local_ids(work, 2024, 5)
            if act is not None:
                dispositions.send(work, animal, SexCount(0, 0, 30), act)
        print(" ".join(taken), flush=True)  # noqa: T201
    except (Conflict, Invalid) as refused:
        print(type(refused).__name__, flush=True)  # noqa: T201
    database.close()


def two(url: str, animal: int = 0, act: Act | None = None) -> list[str]:
    """What two programs say that get the word at the same moment."""
    code = f"import datetime; from {__name__} import Act, child; child({url!r}, {animal}, {act!r})"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
    programs = [subprocess.Popen([sys.executable, "-c", code], **pipes) for _n in range(2)]  # type: ignore[call-overload]
    for program in programs:
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        program.stdin.write("go\n")
        program.stdin.flush()
    return [str(program.communicate(timeout=60)[0]).strip() for program in programs]


def test_two_who_send_30_of_40_ducks_at_once_do_not_both_succeed(
    database: Database, database_url: str, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "arrival") as work:
        ducks = arrive(work, zoo, "Aix galericulata", "0.0.40", unit="SL")
    said = two(database_url, ducks, Act(TODAY, zoo.terms["donation_to"], zoo.institutions["MOSCOW"]))
    assert max(said) == "done"
    assert min(said) in ("Conflict", "Invalid")
    with database.read() as session:
        assert ledger.count(session, Filter(animals=[ducks], holder=zoo.us)).total == 10
        assert ledger.count(session, Filter(animals=[ducks])).total == 40
        assert len(session.scalars(select(Transaction).where(Transaction.mode == Mode.DEPARTURE)).all()) == 1


def test_R23_two_who_take_local_ids_at_once_get_different_ones(database: Database, database_url: str) -> None:
    said = two(database_url)
    taken = [one for line in said for one in line.split()]
    assert sorted(taken) == [f"24-{n:04}" for n in range(1, 11)]
    with database.read() as session:
        assert session.scalars(select(Identifier)).all() == []
        assert numbers.preview_local_ids(session, 2024, 1) == ["24-0011"]
