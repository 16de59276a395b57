"""What somebody has to think of: loans that are due or overdue, recalls, what was promised, owners to be told."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.i18n import N_, _, day
from zooapp.lists.loan_facts import LoanFacts, State, loans_on
from zooapp.lists.spec import Tone
from zooapp.models import Direction, Loan, LoanStep, Mode, Posting, StepKind, Transaction

YEAR: Final = dt.timedelta(days=365)
ENDS: Final[Mapping[State, tuple[str, Tone]]] = {
    State.OVERDUE: (N_("{number}, {partner}: the animals were due back."), "bad"),
    State.RECALLED: (N_("{number}, {partner}: recalled by that day."), "warn"),
    State.SOON: (N_("{number}, {partner}: ends on that day. Renew it?"), "due"),
}


@dataclass(frozen=True)
class Reminder:
    """One thing to do by a day: a whole sentence, how urgent it is, and the record that it is about."""

    kind: str
    by: dt.date
    words: str
    tone: Tone
    record_kind: str
    record_id: int


def reminders(session: Session, today: dt.date) -> list[Reminder]:
    """All that is due about loans, the oldest day first. Five statements, however many loans there are."""
    loans = [one for one in loans_on(session, today) if one.lines]
    steps = _steps(session, [one.loan.id for one in loans])
    found = [
        *_ends(loans),
        *(each for one in loans for each in _promised(one, steps.get(one.loan.id, ()), today)),
        *(each for one in loans for each in _statements(one, steps.get(one.loan.id, ()), today)),
        *_deaths(session, loans, steps),
    ]
    return sorted(found, key=lambda one: (one.by, one.words))


def _ends(loans: Iterable[LoanFacts]) -> Iterator[Reminder]:
    for one in loans:
        if one.state in ENDS and one.wanted_by is not None:
            words, tone = ENDS[one.state]
            yield _about(one, one.state.value, one.wanted_by, _say(one, words), tone)


def _promised(one: LoanFacts, steps: Sequence[LoanStep], today: dt.date) -> Iterator[Reminder]:
    """What was promised or asked for by a day, and is not answered."""
    answered = {step.answers_id for step in steps}
    for step in steps:
        if step.kind is StepKind.PROMISED and step.id not in answered:
            by = step.until or step.on
            words = _say(one, N_("{number}, {partner}: promised – {what}"), step.note or "…")
            yield _about(one, "promised", by, words, "bad" if by < today else "due")


def _statements(one: LoanFacts, steps: Sequence[LoanStep], today: dt.date) -> Iterator[Reminder]:
    """Each year the holder states to the owner how the animals are."""
    if one.state is State.ENDED:
        return
    stated = [step.on for step in steps if step.kind is StepKind.STATED]
    by = max([one.loan.since, *stated]) + YEAR
    if by <= today:
        lent = one.loan.direction is Direction.OUT
        ask = N_("{number}, {partner}: ask for the yearly status of the animals.")
        tell = N_("{number}, {partner}: state to the owner how the animals are.")
        yield _about(one, "statement", by, _say(one, ask if lent else tell), "due")


def _deaths(
    session: Session, loans: Sequence[LoanFacts], steps: Mapping[int, Sequence[LoanStep]]
) -> Iterator[Reminder]:
    """A borrowed animal died, and no letter went to its owner since (R39)."""
    lines = {(line.animal_id, line.until): one for one in loans if one.loan.direction is Direction.IN
             for line in one.lines if line.until is not None}
    animals = [animal for animal, _until in lines]
    died = select(Posting.animal_id, Posting.on).join(Transaction, Transaction.id == Posting.transaction_id)
    died = died.where(Posting.animal_id.in_(animals), Posting.mode == Mode.DEATH, Transaction.voided_by.is_(None))
    for animal, on in session.execute(died.distinct()) if animals else ():
        one = lines.get((animal, on))
        letters = (StepKind.REMINDED, StepKind.STATED)
        if one is not None and not any(s.kind in letters and s.on >= on for s in steps.get(one.loan.id, ())):
            words = N_("{number}: an animal died that day. Tell {partner}, who owns it.")
            yield _about(one, "death", on, _say(one, words), "bad")


def _about(one: LoanFacts, kind: str, by: dt.date, words: str, tone: Tone) -> Reminder:
    return Reminder(kind, by, f"{day(by)} · {words}", tone, Loan.called, one.loan.id)


def _say(one: LoanFacts, words: str, what: str = "") -> str:
    return _(words).format(number=one.loan.number, partner=one.partner, what=what)


def _steps(session: Session, loans: Sequence[int]) -> dict[int, list[LoanStep]]:
    wanted = select(LoanStep).where(LoanStep.loan_id.in_(loans), LoanStep.voided_by.is_(None))
    found: dict[int, list[LoanStep]] = {}
    for step in session.scalars(wanted.order_by(LoanStep.on, LoanStep.id)):
        found.setdefault(step.loan_id, []).append(step)
    return found
