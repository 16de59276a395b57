"""What a positive asks of the whole group, as a task in words: who, how many, how often, from which day (R101)."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from zooapp.i18n import _, day
from zooapp.quarantine.gate import Gate
from zooapp.quarantine.rounds import AFTER_POSITIVE_DAYS, Progress, State


@dataclass(frozen=True)
class Task:
    """A follow-up that is open: its case and test, the sentence, and from when the next round counts."""

    case_id: int
    requirement_id: int
    words: str
    by: dt.date


def followups(door: Gate, cases: Collection[int]) -> Iterator[Task]:
    """The open follow-ups of these cases."""
    for case in cases:
        for test in door.tests.get(case, ()):
            if test.state is State.POSITIVE:
                yield _task(door, case, test)


def _task(door: Gate, case: int, test: Progress) -> Task:
    clock = door.clocks[case]
    last = test.good_on or test.on or door.on
    by = last + dt.timedelta(days=AFTER_POSITIVE_DAYS if test.good_on else 1)
    words = _("{test}: test all {n} of {animal} from {day}, {k} of {of} negative rounds, {days} days apart.")
    said = words.format(
        test=test.demand.name, n=test.size, animal=clock.local_id, day=day(by), k=test.k, of=test.n,
        days=max(AFTER_POSITIVE_DAYS, test.demand.interval_days),
    )
    return Task(case, test.demand.id, said, by)
