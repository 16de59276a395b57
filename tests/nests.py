"""A pair of ducks and their eggs, for tests: laid, what happened to them, hatched, and the sums of it."""


import datetime as dt
from typing import Any

import pytest

from tests.builders import TODAY, Zoo, arrive
from zooapp import eggs, ledger
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid
from zooapp.ledger import Filter
from zooapp.models import (
    ClutchAct,
)
from zooapp.services import clutches
from zooapp.services.clutches import Hatching, Lay
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor

DUCK, BEAR = "Aix galericulata", "Ursus arctos"
LAID = dt.date(2024, 10, 1)
HATCHED = dt.date(2024, 10, 29)


@pytest.fixture
def ducks(database: Database, zoo: Zoo, boss: Actor) -> tuple[int, int]:
    """A pair of ducks on the lake since September: the hen, the drake."""
    since = dt.date(2024, 9, 1)
    with database.work(boss, "a pair", ALL) as work:
        hen, drake = (arrive(work, zoo, DUCK, count, unit="SL", on=since) for count in ("0.1.0", "1.0.0"))
    return hen, drake


@pytest.fixture
def nest(database: Database, zoo: Zoo, boss: Actor, ducks: tuple[int, int]) -> int:
    """Eight eggs of the pair."""
    hen, drake = ducks
    with database.work(boss, "a nest", ALL) as work:
        what = Lay(8, hen, drake, enclosure_id=zoo.enclosures["SL"], incubation_days=28)
        return clutches.lay(work, what, LAID)


def happen(database: Database, boss: Actor, nest: int, what: ClutchAct, **facts: Any) -> int:
    on, place = facts.pop("on", TODAY), facts.pop("place", None)
    with database.work(boss, "seen", ALL) as work:
        return clutches.happen(work, nest, {"what": what, "on": on, **facts}, place)


def hatch(database: Database, boss: Actor, nest: int, count: str, **more: Any) -> list[int]:
    with database.work(boss, "hatched", ALL) as work:
        return clutches.hatch(work, nest, Hatching(SexCount.parse(count), **more), Act(HATCHED))


def sums(database: Database, nest: int, on: dt.date | None = None) -> eggs.Eggs:
    with database.read() as session:
        return eggs.sums(session, [nest], on)[nest]


def held(database: Database, zoo: Zoo) -> SexCount:
    with database.read() as session:
        return ledger.count(session, Filter(holder=zoo.us))


def refusal(wrong: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {problem.field: problem.text for problem in wrong.value.problems}


