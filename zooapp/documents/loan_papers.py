"""Papers of a loan: the schedule of its contract, and letters between owner and holder (documents.md 3.5)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import settings
from zooapp.documents.letters import Cell, Letter, Tongue, data_of, marks_of
from zooapp.documents.transfer_certificate import Printing
from zooapp.i18n import N_
from zooapp.lists import loan_card
from zooapp.lists.loan_card import Held
from zooapp.lists.loan_facts import LoanFacts, loans_on
from zooapp.models import Direction, Institution, Loan, Mode, Posting, StepKind, Transaction
from zooapp.values.counts import SexCount

Known = tuple[Collection[int], Mapping[int, str]]  # who died, and the marks that they wear
ANSWER: Final = timedelta(days=30)  # how long the other side has to answer


class LoanPaper(StrEnum):
    """Which paper."""

    SCHEDULE = "schedule"
    ASK = "ask"
    STATEMENT = "statement"
    REMINDER = "reminder"
    RECALL = "recall"
    DEATH = "death"


# Title; the first sentence; the last one.
WORDS: Final = {
    LoanPaper.SCHEDULE: (
        N_("Schedule to the loan agreement"),
        N_("Between the owner, {owner}, and the holder, {holder}."),
        N_("The animals stay the property of the owner. The holder hands them on only when the owner agrees."),
    ),
    LoanPaper.ASK: (
        N_("Status of animals on loan"),
        N_("Under loan {number} the animals below are with you. We ask you to state by {answer} how they are."),
        N_("Fill in the last two columns, sign, and send one copy back to us."),
    ),
    LoanPaper.STATEMENT: (
        N_("Statement on animals on loan"),
        N_("Under loan {number} we hold animals that belong to you. On {day} they were as follows."),
        "",
    ),
    LoanPaper.REMINDER: (
        N_("Reminder of the end of a loan"),
        N_("Loan {number} ends on {due}. The animals below stand under it."),
        N_("We ask you to agree with us by {answer} on their return or on a renewal."),
    ),
    LoanPaper.RECALL: (
        N_("Recall of animals on loan"),
        N_("As their owner we recall the animals below, which are with you under loan {number}."),
        N_("We ask you to have them ready for their return by {due}."),
    ),
    LoanPaper.DEATH: (
        N_("Notice of death of animals on loan"),
        N_("We regret to tell you that animals which belong to you have died with us under loan {number}."),
        N_("We ask you to tell us how to proceed with what the agreement says of this case."),
    ),
}
OVERDUE: Final = N_("Loan {number} ended on {due}. The animals below have not come back.")
OPEN_ENDED: Final = N_("Loan {number} has no fixed end. The animals below stand under it.")
OFFERED: Final = {
    Direction.OUT: (LoanPaper.SCHEDULE, LoanPaper.ASK, LoanPaper.REMINDER, LoanPaper.RECALL),
    Direction.IN: (LoanPaper.SCHEDULE, LoanPaper.STATEMENT, LoanPaper.REMINDER, LoanPaper.DEATH),
}
SENT_AS: Final = {LoanPaper.ASK: StepKind.ASKED, LoanPaper.STATEMENT: StepKind.STATED}


@dataclass(frozen=True)
class _Case:
    """A loan with its two parties and the language of the paper."""

    facts: LoanFacts
    owner: Institution
    holder: Institution
    us: Institution
    them: Institution
    tongue: Tongue
    printing: Printing


def sent_as(paper: LoanPaper) -> StepKind | None:
    """What is written down when a paper went out; the schedule is no letter."""
    return None if paper is LoanPaper.SCHEDULE else SENT_AS.get(paper, StepKind.REMINDED)


def gather(session: Session, loan_id: int, paper: LoanPaper, code: str, printing: Printing) -> dict[str, Any]:
    """The facts of a paper in a language, as its template reads them. Raises IndexError for no such loan."""
    (facts,) = loans_on(session, printing.on, Loan.id == loan_id)
    us = session.get_one(Institution, settings.our_institution(session))
    them = session.get_one(Institution, facts.loan.partner_id)
    owner, holder = (us, them) if facts.loan.direction is Direction.OUT else (them, us)
    case = _Case(facts, owner, holder, us, them, Tongue(session, code, (us, them)), printing)
    dead = _died(session, facts)
    shown = loan_card.held(session, facts.lines, code)
    animals = [one for one in shown if _belongs(one, paper, dead)]
    marks = marks_of(session, [one.animal_id for one in animals]) if paper is LoanPaper.SCHEDULE else {}
    return data_of(_letter(case, paper, animals, (dead, marks)), case.tongue, printing)


def _belongs(one: Held, paper: LoanPaper, dead: set[int]) -> bool:
    """A notice of death names the dead, a statement all, other papers those that stand under the loan."""
    if paper is LoanPaper.DEATH:
        return one.animal_id in dead
    return one.until is None or paper is LoanPaper.STATEMENT


def _letter(case: _Case, paper: LoanPaper, animals: Sequence[Held], known: Known) -> Letter:
    say, loan = case.tongue.say, case.facts.loan
    title, first, last = WORDS[paper]
    schedule = paper is LoanPaper.SCHEDULE
    signers = [(say(N_("Owner")), case.owner), (say(N_("Holder")), case.holder)]
    if not schedule:
        signers = [signers[0] if case.us is case.owner else signers[1]]
    if paper is LoanPaper.ASK:
        signers.append((say(N_("Holder")), case.holder))
    contract = loan_card.fields_of(case.facts, say, case.tongue.code)
    left_out = {say(N_("Direction")), say(N_("Partner")), say(N_("Note"))}
    return Letter(
        title=say(title),
        reference=loan.number,
        opening=[_say(case, _first(case, paper, first))],
        pairs=[pair for pair in contract if pair[0] not in left_out] if schedule else [],
        columns=_columns(case, paper),
        rows=[_row(case, paper, one, known) for one in animals],
        total=say(N_("Animals: {count}")).format(count=sum((one.count for one in animals), SexCount(0, 0, 0))),
        closing=[_say(case, last)] if last else [],
        signers=signers,
        place=case.us.city or "",
        parties=() if schedule else (case.us, case.them),
    )


def _first(case: _Case, paper: LoanPaper, words: str) -> str:
    end = case.facts.wanted_by
    if paper is LoanPaper.REMINDER and end is None:
        return OPEN_ENDED
    return OVERDUE if paper is LoanPaper.REMINDER and end is not None and end < case.printing.on else words


def _say(case: _Case, words: str) -> str:
    tongue, facts, on = case.tongue, case.facts, case.printing.on
    return tongue.say(words).format(
        number=facts.loan.number,
        owner=tongue.name(case.owner),
        holder=tongue.name(case.holder),
        day=tongue.day(on),
        answer=tongue.day(on + ANSWER),
        due=tongue.day(facts.wanted_by or on + ANSWER),
    )


def _columns(case: _Case, paper: LoanPaper) -> list[tuple[str, int]]:
    say = case.tongue.say
    columns = [(say(N_("ID")), 14), (say(N_("Species")), 34), (say(N_("M.F.U")), -12), (say(N_("Since")), 20)]
    if paper is LoanPaper.ASK:
        return [*columns, (say(N_("Condition")), 26), (say(N_("Young")), 20)]
    if paper in (LoanPaper.STATEMENT, LoanPaper.DEATH):
        return [*columns, (say(N_("State")), 30)]
    return [*columns, (say(N_("Marks") if paper is LoanPaper.SCHEDULE else N_("Where")), 30)]


def _row(case: _Case, paper: LoanPaper, one: Held, known: Known) -> list[Cell]:
    say, day = case.tongue.say, case.tongue.short_day
    dead, marks = known
    cells: list[Cell] = [one.local_id, one.taxon, str(one.count), day(one.since)]
    if paper is LoanPaper.ASK:
        return [*cells, "", ""]
    if paper is LoanPaper.SCHEDULE:
        return [*cells, marks.get(one.animal_id, "")]
    if one.until is None:
        return [*cells, say(N_("alive, here")) if paper is LoanPaper.STATEMENT else one.holders]
    words = N_("died on {day}") if one.animal_id in dead else N_("no longer under the loan since {day}")
    return [*cells, say(words).format(day=day(one.until))]


def _died(session: Session, facts: LoanFacts) -> set[int]:
    """Those whose loan ended with their death."""
    ended = {line.animal_id: line.until for line in facts.lines if line.until is not None}
    rows = select(Posting.animal_id, Posting.on).join(Transaction, Transaction.id == Posting.transaction_id)
    rows = rows.where(Posting.animal_id.in_(ended), Posting.mode == Mode.DEATH, Transaction.voided_by.is_(None))
    return {row.animal_id for row in session.execute(rows) if row.on == ended[row.animal_id]}
