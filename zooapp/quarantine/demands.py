"""What a protocol asks of an animal, and what was taken and read for it, as plain values."""

import datetime as dt
from dataclasses import dataclass

from zooapp.models import CountsFrom, Outcome
from zooapp.quarantine.clocks import Clock
from zooapp.values.samples import sample_size


@dataclass(frozen=True)
class Demand:
    """What a protocol asks, as plain values."""

    id: int
    protocol_id: int
    code: str
    name: str
    required: bool = True
    needed: int = 1
    consecutive: int = 1
    interval_days: int = 0
    sampled: bool = False
    prevalence: int = 10
    confidence: int = 95
    sensitivity: int = 100
    counts_from: CountsFrom = CountsFrom.ENTRY
    days_before: int = 0
    validity_days: int | None = None
    read_hours: int | None = None
    read_tolerance: int | None = None
    again_days: int | None = None
    material: str | None = None

    def size(self, n: int) -> int:
        """How many of `n` animals a round has to test."""
        return sample_size(n, self.prevalence, self.confidence, self.sensitivity) if self.sampled else n

    def first_day(self, clock: Clock) -> dt.date:
        """From when results count (R99)."""
        if self.counts_from is CountsFrom.RESTART:
            return clock.started
        return clock.entered - dt.timedelta(days=self.days_before if self.counts_from is CountsFrom.BEFORE_ENTRY else 0)

    def window(self, injected: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
        """From when to when a skin test is read (R94)."""
        slack = dt.timedelta(hours=self.read_tolerance or 0)
        due = injected + dt.timedelta(hours=self.read_hours or 0)
        return due - slack, due + slack

    def again(self, injected: dt.date) -> dt.date:
        """From when a new injection makes sense, where the last was not read in time (R94)."""
        return injected + dt.timedelta(days=self.again_days or 0)


@dataclass(frozen=True)
class Round:
    """One live result, as plain values; or a sample that waits for its result: `sent` says whether a lab has it."""

    id: int
    round: int
    taken: dt.date
    outcome: Outcome
    tested: int = 1
    positive: int = 0
    which: str | None = None
    note: str | None = None
    accepted_at: dt.datetime | None = None
    taken_at: dt.datetime | None = None
    read_at: dt.datetime | None = None
    entry_id: int = 0
    sent: bool | None = None
    accepted_by: str | None = None

    @property
    def order(self) -> tuple[int, bool, int]:
        """What was written later replaces what was written before."""
        return self.entry_id, self.sent is None, self.id

    def read_in_time(self, demand: Demand) -> bool:
        """Whether a skin test was read within its window; one that is positive counts at any hour (R94)."""
        if demand.read_hours is None or self.outcome is Outcome.POSITIVE or not (self.taken_at and self.read_at):
            return True
        first, last = demand.window(self.taken_at)
        return first <= self.read_at <= last

    @property
    def accepted(self) -> bool:
        """Whether a veterinarian took it as a result (R98)."""
        return self.accepted_at is not None
