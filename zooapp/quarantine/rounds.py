"""What a quarantine test has come to: how many rounds count, whether the sample was big enough, what stands out."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from zooapp.i18n import _, day, ngettext
from zooapp.models import Outcome
from zooapp.quarantine.clocks import Clock
from zooapp.quarantine.demands import Demand, Round

__all__ = ["AFTER_POSITIVE_DAYS", "Demand", "Progress", "Round", "State", "judge", "standing"]

AFTER_POSITIVE_ROW: Final = 2  # R101 and the computed table of rules.md 2.7: negatives in a row that close a positive
AFTER_POSITIVE_DAYS: Final = 7  # R101: days between them


class State(StrEnum):
    """Where a test stands, the gravest first (R98, R100)."""

    POSITIVE = "positive"
    OVERDUE = "overdue"
    INCONCLUSIVE = "inconclusive"
    SPOILED = "spoiled"
    WAITING = "waiting"
    DUE = "due"
    LAB = "lab"
    SAMPLED = "sampled"
    PARTLY = "partly"
    PLANNED = "planned"
    SUBSTITUTED = "substituted"
    PASSED = "passed"

    @property
    def is_met(self) -> bool:
        """Whether nothing is wanted any more."""
        return self in (State.PASSED, State.SUBSTITUTED)


@dataclass(frozen=True)
class Progress:
    """One test of one case: its state, in words, k of n rounds, the day that matters, and what waits for acceptance."""

    case_id: int
    demand: Demand
    state: State
    text: str
    k: int
    n: int
    on: dt.date | None = None
    size: int = 1
    tested: int = 0
    waiting: tuple[int, ...] = ()
    accepted_by: tuple[str, ...] = ()
    accepted_at: dt.datetime | None = None
    good_on: dt.date | None = None

    @property
    def blocks(self) -> bool:
        """A required test that is not met, or a positive of any (R57, R98)."""
        return self.state is State.POSITIVE or (self.demand.required and not self.state.is_met)


PASSING: Final = (Outcome.PLANNED, Outcome.IN_LAB, Outcome.SPOILED)


def standing(rounds: Iterable[Round]) -> list[Round]:
    """Without plans, samples in the lab and spoiled ones that a later entry of the same round replaced; by day."""
    ordered = sorted(rounds, key=lambda one: one.order)
    last = {one.round: one.order for one in ordered}
    kept = [one for one in ordered if one.outcome not in PASSING or last[one.round] == one.order]
    return sorted(kept, key=lambda one: (one.taken, one.order))


@dataclass
class Row:
    """Acceptable results in a row, and the positive that they have to close."""

    demand: Demand
    herd: int
    good: list[Round] = field(default_factory=list)
    all_good: int = 0
    positive: Round | None = None

    @property
    def size(self) -> int:
        """How many a round has to test: after a positive all of them (R101)."""
        return self.demand.size(self.herd) if self.positive is None else self.herd

    @property
    def n(self) -> int:
        """How many rounds are wanted."""
        wanted = self.demand.consecutive
        return max(wanted, self.demand.needed if self.positive is None else AFTER_POSITIVE_ROW)

    @property
    def k(self) -> int:
        """How many of them are there."""
        row_short = max(self.demand.consecutive, 0 if self.positive is None else AFTER_POSITIVE_ROW) - len(self.good)
        short = max(row_short, self.n - self.all_good, 0)
        return self.n - short

    def take(self, one: Round, counts: bool) -> None:
        """The next result by day. One that tested too few neither counts nor resets (R101)."""
        if one.outcome is Outcome.POSITIVE:
            self.good, self.all_good, self.positive = [], 0, one
        elif one.outcome is Outcome.INCONCLUSIVE:
            self.good = []
        elif counts and one.accepted and self._enough(one) and self._apart(one):
            self.good.append(one)
            self.all_good += 1

    def _enough(self, one: Round) -> bool:
        if one.outcome is Outcome.NOT_OBTAINABLE:
            return self.positive is None
        return one.outcome is Outcome.NEGATIVE and one.tested >= self.size and one.read_in_time(self.demand)

    def _apart(self, one: Round) -> bool:
        if self.positive is not None and one.taken <= self.positive.taken:
            return False
        gap = max(self.demand.interval_days, 0 if self.positive is None else AFTER_POSITIVE_DAYS)
        return not self.good or (one.taken - self.good[-1].taken).days >= gap


def judge(demand: Demand, rounds: Sequence[Round], clock: Clock, herd: int, on: dt.date) -> Progress:
    """The state of one test on a day, of a record that counts `herd` animals (R98-R101)."""
    first = demand.first_day(clock)
    known = [one for one in standing(rounds) if one.taken <= on or one.outcome is Outcome.PLANNED]
    row = Row(demand, herd)
    for one in known:
        valid = demand.validity_days is None or one.taken + dt.timedelta(days=demand.validity_days) >= on
        row.take(one, counts=valid and one.taken >= first)
    waiting = tuple(one.id for one in known if not one.accepted and one.outcome not in PASSING)
    state, text, when = _state(row, [one for one in known if one.taken >= first], on)
    names = dict.fromkeys(one.accepted_by for one in row.good if one.accepted_by)
    moments = [one.accepted_at for one in row.good if one.accepted_at]
    tested = max((one.tested for one in known if one.taken >= first and one.outcome not in PASSING), default=0)
    return Progress(
        clock.case_id,
        demand,
        state,
        text,
        row.k,
        row.n,
        on=when,
        size=row.size,
        tested=tested,
        waiting=waiting,
        accepted_by=tuple(names),
        accepted_at=max(moments, default=None),
        good_on=row.good[-1].taken if row.good else None,
    )


Said = tuple[State, str, dt.date | None]


def _state(row: Row, known: Sequence[Round], on: dt.date) -> Said:
    if row.positive is not None and row.k < row.n:
        words = _("{n} positive ({which}); negatives in a row {k} of {of}")
        text = words.format(n=row.positive.positive, which=row.positive.which, k=row.k, of=row.n)
        return State.POSITIVE, text, row.positive.taken
    if row.k >= row.n:
        last = row.good[-1]
        if row.positive is not None and not row.positive.accepted:
            return State.WAITING, _("positive, not yet read and signed"), row.positive.taken
        stand_ins = [one.note or "" for one in row.good if one.outcome is Outcome.NOT_OBTAINABLE]
        if stand_ins:
            return State.SUBSTITUTED, _("substituted: {why}").format(why=stand_ins[-1]), last.taken
        return State.PASSED, day(last.taken), last.taken
    after = [one for one in known if one not in row.good]
    return _open(row, after[-1] if after else None, on)


def _open(row: Row, last: Round | None, on: dt.date) -> Said:
    """Of a test that still wants something: by what was entered last."""
    if last is not None and (said := _pending(row.demand, last, on)) is not None:
        return said
    if last is not None and not last.accepted:
        return State.WAITING, _("result in, not accepted"), last.taken
    if last is not None and last.outcome is Outcome.NEGATIVE and last.tested < row.size:
        return State.PARTLY, _("{k} of {n} tested").format(k=last.tested, n=row.size), last.taken
    if not row.k:
        return State.PLANNED, _("not yet"), None
    words = _("{k} of {n}").format(k=row.k, n=row.n)
    if not row.demand.interval_days or not row.good:
        return State.PARTLY, words, None
    next_day = row.good[-1].taken + dt.timedelta(days=row.demand.interval_days)
    state, text, _when = _by_day(next_day, on)
    return (State.PARTLY, words, next_day) if state is State.PLANNED else (state, text, next_day)


def _pending(demand: Demand, last: Round, on: dt.date) -> Said | None:
    """A round without a result that counts: planned, sampled, in the lab, spoiled, not read in time."""
    if last.outcome is Outcome.PLANNED:
        return _by_day(last.taken, on)
    if last.sent is False:
        return State.SAMPLED, _("sampled"), last.taken
    if (skin := _skin(demand, last, on)) is not None:
        return skin
    said = {
        Outcome.IN_LAB: (State.LAB, _("in the lab")),
        Outcome.INCONCLUSIVE: (State.INCONCLUSIVE, _("inconclusive, repeat")),
        Outcome.SPOILED: (State.SPOILED, _("sample spoiled, repeat")),
    }
    return (*said[last.outcome], last.taken) if last.outcome in said else None


def _skin(demand: Demand, last: Round, on: dt.date) -> Said | None:
    """A skin test that waits for its reading, or was not read in time: then from when it is injected again (R94)."""
    if demand.read_hours is None or last.outcome not in (Outcome.IN_LAB, Outcome.NEGATIVE):
        return None
    due = last.taken + dt.timedelta(hours=demand.read_hours)
    if last.outcome is Outcome.IN_LAB and on <= due:
        words = _("read it today") if on == due else _("read it on {day}").format(day=day(due))
        return (State.DUE if on == due else State.LAB), words, due
    if last.outcome is Outcome.IN_LAB or not last.read_in_time(demand):
        again = demand.again(last.taken)
        return State.SPOILED, _("not read in time; new injection from {day}").format(day=day(again)), again
    return None


def _by_day(due: dt.date, on: dt.date) -> Said:
    late = (on - due).days
    if late > 0:
        return State.OVERDUE, ngettext("{n} day late", "{n} days late", late).format(n=late), due
    return (State.PLANNED, day(due), due) if late else (State.DUE, _("today"), due)
