"""What loans are on a day: terms, the end as agreed last, who stands under them, in which state. Three statements."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session

from zooapp import ledger
from zooapp.i18n import N_
from zooapp.ledger import Balance, Filter
from zooapp.lists.reading import called
from zooapp.lists.spec import Tone
from zooapp.models import Direction, Institution, Loan, LoanAnimal, LoanStep, StepKind
from zooapp.settings import US
from zooapp.values.counts import SexCount

SOON: Final = dt.timedelta(days=30)
NONE: Final = SexCount(0, 0, 0)


class State(StrEnum):
    """How a loan stands on a day."""

    PREPARED = "prepared"
    RUNNING = "running"
    SOON = "soon"
    OVERDUE = "overdue"
    RECALLED = "recalled"
    ENDED = "ended"


STATES: Final[Mapping[State, tuple[str, Tone, str]]] = {
    State.PREPARED: (N_("Prepared"), "mute", "note"),
    State.RUNNING: (N_("Running"), "ok", "arrows-exchange"),
    State.SOON: (N_("Due within 30 days"), "due", "calendar-due"),
    State.OVERDUE: (N_("Overdue"), "bad", "alert-triangle"),
    State.RECALLED: (N_("Recalled"), "warn", "arrow-back-up"),
    State.ENDED: (N_("Ended"), "mute", "archive"),
}


@dataclass(frozen=True)
class Under:
    """One record under a loan: since when, until when, and the accounts on which it stands under it on the day."""

    animal_id: int
    since: dt.date
    until: dt.date | None
    balances: tuple[Balance, ...] = ()

    @property
    def count(self) -> SexCount:
        """How many of it stand under the loan."""
        return sum((one.count for one in self.balances), NONE)


@dataclass(frozen=True)
class LoanFacts:
    """A loan on a day. `due` is the end as it was agreed last; `recalled` the day by which the owner wants them."""

    loan: Loan
    partner: str
    due: dt.date | None
    recalled: dt.date | None
    lines: tuple[Under, ...]
    state: State

    @property
    def open(self) -> tuple[Under, ...]:
        """The records that stand under it."""
        return tuple(line for line in self.lines if line.until is None)

    @property
    def count(self) -> SexCount:
        """How many animals stand under it."""
        return sum((line.count for line in self.lines), NONE)

    @property
    def wanted_by(self) -> dt.date | None:
        """The day on which they have to be back: that of a recall, else the end."""
        return self.recalled or self.due


def loans_on(session: Session, on: dt.date, which: ColumnElement[bool] | None = None) -> list[LoanFacts]:
    """The loans that are not taken back, by number, as they stood at the end of a day."""
    partner = called("institution", Loan.partner_id, Institution.name, short=True)
    found = session.execute(
        select(Loan, US.label("us"), partner.label("partner"))
        .add_columns(_last(StepKind.RENEWED, on).label("renewed"), _last(StepKind.RECALLED, on).label("recalled"))
        .add_columns(_last(StepKind.RENEWED, on, LoanStep.id).label("renewal"))
        .join(Institution, Institution.id == Loan.partner_id)
        .where(Loan.voided_by.is_(None), true() if which is None else which)
        .order_by(Loan.number, Loan.id)
    ).all()
    lines = _lines(session, [row.Loan.id for row in found], on)
    books = _books(session, {line.animal_id for some in lines.values() for line in some}, on)
    return [_facts(row, lines.get(row.Loan.id, ()), books, on) for row in found]


def _last(kind: StepKind, on: dt.date, what: Any = LoanStep.until) -> Any:
    """The day that the last step of a kind names; a recall that a later renewal took back counts no more."""
    step = LoanStep.__table__.alias()
    later = select(step.c.id).where(step.c.loan_id == LoanStep.loan_id, step.c.id > LoanStep.id)
    later = later.where(step.c.kind == StepKind.RENEWED, step.c.voided_by.is_(None), step.c.on <= on)
    known = and_(LoanStep.loan_id == Loan.id, LoanStep.kind == kind, LoanStep.voided_by.is_(None), LoanStep.on <= on)
    return select(func.max(what)).where(known, ~later.exists()).correlate(Loan).scalar_subquery()


def _lines(session: Session, loans: Sequence[int], on: dt.date) -> Mapping[int, Sequence[LoanAnimal]]:
    wanted = select(LoanAnimal).where(LoanAnimal.loan_id.in_(loans), LoanAnimal.voided_by.is_(None))
    found: dict[int, list[LoanAnimal]] = {}
    for line in session.scalars(wanted.where(LoanAnimal.since <= on).order_by(LoanAnimal.id)):
        found.setdefault(line.loan_id, []).append(line)
    return found


def _books(session: Session, animals: set[int], on: dt.date) -> Mapping[int, Sequence[Balance]]:
    found: dict[int, list[Balance]] = {}
    for balance in ledger.balances(session, Filter(animals=animals, until=on)) if animals else ():
        found.setdefault(balance.animal_id, []).append(balance)
    return found


def _facts(row: Any, lines: Sequence[LoanAnimal], books: Mapping[int, Sequence[Balance]], on: dt.date) -> LoanFacts:
    under = tuple(_under(row.Loan, row.us, line, books.get(line.animal_id, ()), on) for line in lines)
    due = row.renewed if row.renewal else row.Loan.due
    ended = bool(under) and all(line.until is not None for line in under)
    state = State.ENDED if ended else _state(bool(under), due, row.recalled, on)
    return LoanFacts(row.Loan, row.partner, due, row.recalled, under, state)


def _under(loan: Loan, us: int, line: LoanAnimal, books: Sequence[Balance], on: dt.date) -> Under:
    until = line.until if line.until is not None and line.until <= on else None
    mine = (one for one in books if one.owner_id != one.holder_id)
    own = (one for one in mine if us == (one.owner_id if loan.direction is Direction.OUT else one.holder_id))
    return Under(line.animal_id, line.since, until, tuple(own) if until is None else ())


def _state(begun: bool, due: dt.date | None, recalled: dt.date | None, on: dt.date) -> State:
    end = recalled or due
    if not begun:
        return State.PREPARED
    if end is not None and end < on:
        return State.OVERDUE
    if recalled is not None:
        return State.RECALLED
    return State.SOON if end is not None and end <= on + SOON else State.RUNNING


def open_on(on: dt.date) -> ColumnElement[bool]:
    """Loans under which something stood at the end of a day."""
    lasts = or_(LoanAnimal.until.is_(None), LoanAnimal.until > on)
    lines = select(LoanAnimal.loan_id).where(LoanAnimal.voided_by.is_(None), LoanAnimal.since <= on, lasts)
    return Loan.id.in_(lines)
