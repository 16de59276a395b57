"""Loans: lent, borrowed, renewed, recalled, handed on to a third party, given back (rules.md R29-R35)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import settings, states
from zooapp.booking import Act, account_here, refuse_future
from zooapp.errors import Invalid, Level, Problem
from zooapp.i18n import _, day
from zooapp.models import Direction, Loan, LoanAnimal, LoanStep, Purpose, StepKind, Term
from zooapp.permission import Permission
from zooapp.services import dispositions, numbers, visits
from zooapp.services.loan_ends import loan_of, on_loan
from zooapp.services.visits import Return
from zooapp.values.counts import SexCount
from zooapp.work import Work, needs

LENT_AS: Final = {Purpose.BREEDING: ("breeding_loan_out", "loan_out")}


@dataclass(frozen=True)
class Sent:
    """How animals go on loan: so many of a group, and whether they are under way until they are received (R37)."""

    count: SexCount | None = None
    under_way: bool = False


WHOLE: Final = Sent()


@dataclass(frozen=True)
class Step:
    """What happened to a loan: until when, or by which day; what it answers; a note."""

    kind: StepKind
    on: dt.date
    until: dt.date | None = None
    note: str | None = None
    answers_id: int | None = None


@needs(Permission.DISPOSE)
def open_loan(work: Work, values: Mapping[str, Any]) -> Loan:
    """A new loan with the terms of its contract, still without animals. An empty number is given out: L-2024-001."""
    facts = {name: value for name, value in values.items() if value is not None}
    year = facts.get("since", work.today).year
    if not facts.get("number"):
        facts["number"] = f"L-{year}-{numbers.next_number(work, f'loan:{year}'):03}"
    _free_number(work, facts["number"])
    if facts.get("partner_id") == settings.our_institution(work.session):
        raise Invalid(Problem("partner_id", _("That is our own zoo.")))
    return work.add(Loan(**facts))


@needs(Permission.DISPOSE)
def amend(work: Work, loan_id: int, version: int, values: Mapping[str, Any]) -> Loan:
    """Put the terms of a contract right. A later end that was agreed is a renewal instead."""
    if values.get("number"):
        _free_number(work, values["number"])
    return work.amend(Loan, loan_id, version, values)


@needs(Permission.DISPOSE)
def lend(work: Work, loan_id: int, animals: Sequence[int], act: Act, how: Sent = WHOLE) -> list[int]:
    """Our animals go to the partner of a loan, whole records or so many of one group; they stay ours (R30, R35)."""
    loan = _of(work, loan_id, Direction.OUT)
    us = settings.our_institution(work.session)
    if act.on < loan.since:
        raise Invalid(Problem("on", _("The loan begins on {day}.").format(day=day(loan.since))))
    for animal in animals:
        account, _there = account_here(work, work.touch(animal), act.on)
        if account.owner_id != us:
            facts = {"animal": states.called(work.session, animal), "owner": _name(work, account.owner_id)}
            raise Invalid(_("{animal} belongs to {owner}: only its owner lends it.").format(**facts))
    codes = LENT_AS.get(loan.purpose, ("loan_out",))
    term = act.term_id or term_of(work.session, *codes)
    said = replace(act, loan_id=loan.id, partner_id=loan.partner_id, term_id=term)
    if how.under_way:
        done = [dispositions.send(work, animal, how.count, said) for animal in animals]
    else:
        done = [dispositions.depart_all(work, animals, how.count, said)]
    _join(work, loan, animals, act.on)
    return done


@needs(Permission.DISPOSE)
def borrow(work: Work, loan_id: int, animals: Sequence[int], since: dt.date) -> list[int]:
    """Put animals that are with us and belong to the partner under its loan. Gives the ids of their lines."""
    loan = _of(work, loan_id, Direction.IN)
    refuse_future(work, since)
    for animal in animals:
        account, _there = account_here(work, work.touch(animal), work.today)
        if account.owner_id != loan.partner_id:
            facts = {"animal": states.called(work.session, animal), "owner": _name(work, account.owner_id)}
            raise Invalid(Problem("partner_id", _("{animal} belongs to {owner}.").format(**facts)))
    return _join(work, loan, animals, since)


@needs(Permission.DISPOSE)
def give_back(work: Work, loan_id: int, animals: Sequence[int], act: Act, back: Return | None = None) -> list[int]:
    """What was lent is here again, or what was borrowed goes home to its owner. Gives the ids of the acts.

    Raises Invalid, in a sentence, for an animal that was never lent or came back already. The loan ends with the last.
    """
    loan = work.get(Loan, loan_id)
    back = back or Return()
    for animal in animals:
        work.touch(animal)
        refuse_unless_lent(work.session, loan, animal)
    if loan.direction is Direction.OUT:
        said = replace(act, loan_id=loan.id, term_id=act.term_id or term_of(work.session, "loan_return_in"))
        return [visits.come_back(work, animal, back, said) for animal in animals]
    owner = on_loan(work.session, animals, Direction.IN)[0].owner_id
    term = act.term_id or term_of(work.session, "loan_return_out", "loan_out")
    said = replace(act, loan_id=loan.id, partner_id=owner, term_id=term)
    return [dispositions.depart_all(work, animals, back.count, said)]


@needs(Permission.DISPOSE)
def hand_on(work: Work, loan_id: int, animals: Sequence[int], to_id: int, act: Act) -> list[int]:
    """The holder passes them on to a third party; the owner stays the same and has to agree (R30 case 3, R35)."""
    loan = work.get(Loan, loan_id)
    if to_id == settings.our_institution(work.session):
        raise Invalid(Problem("to_id", _("What comes to us is written down as “Comes back”.")))
    term = act.term_id or term_of(work.session, "loan_transfer")
    said = replace(act, loan_id=loan.id, partner_id=to_id, term_id=term)
    done = []
    for animal in animals:
        work.touch(animal)
        refuse_unless_lent(work.session, loan, animal)
        for balance in on_loan(work.session, [animal], loan.direction):
            if balance.holder_id == to_id:
                raise Invalid(Problem("to_id", _("They are there already.")))
            change = dispositions.Change(balance.count, holder_id=to_id, from_id=balance.holder_id)
            done.append(dispositions.transfer(work, animal, change, said))
    if loan.direction is Direction.IN:
        words = _("It belongs to {owner}: they have to agree.").format(owner=_name(work, loan.partner_id))
        work.warn(Problem("to_id", words, Level.WARNING))
    return done


def by_loan(session: Session, animals: Sequence[int]) -> dict[int, list[int]]:
    """These animals by the loan under which each stands. Raises Invalid for one that stands under none."""
    found: dict[int, list[int]] = {}
    for animal in animals:
        key = loan_of(session, animal)
        if key is None:
            words = _("{animal} stands under no loan.").format(animal=states.called(session, animal))
            raise Invalid(Problem("on", words))
        found.setdefault(key, []).append(animal)
    return found


@needs(Permission.DISPOSE)
def renew(work: Work, loan_id: int, until: dt.date | None, on: dt.date, note: str | None = None) -> int:
    """Both parties agreed on a later end, or on none."""
    loan = work.get(Loan, loan_id)
    last = due_of(work.session, loan)
    if last is until is None:
        raise Invalid(Problem("until", _("It is open-ended as it is.")))
    if last is not None and until is not None and until <= last:
        raise Invalid(Problem("until", _("It runs until {day} as it is.").format(day=day(last))))
    return step(work, loan_id, Step(StepKind.RENEWED, on, until, note))


@needs(Permission.DISPOSE)
def recall(work: Work, loan_id: int, by: dt.date, on: dt.date, note: str | None = None) -> int:
    """The owner wants the animals back by a day."""
    return step(work, loan_id, Step(StepKind.RECALLED, on, by, note))


@needs(Permission.DISPOSE)
def step(work: Work, loan_id: int, said: Step) -> int:
    """Write down what happened to a loan: a letter that was sent, a status that was asked for, stated or promised."""
    loan = work.get(Loan, loan_id)
    if said.on > work.today:
        raise Invalid(Problem("on", _("This day has not come yet.")))
    if said.kind in (StepKind.RENEWED, StepKind.RECALLED) and ended(work.session, loan_id):
        raise Invalid(_("{number} has ended: nothing stands under it any more.").format(number=loan.number))
    return work.add(LoanStep(loan_id=loan.id, **vars(said))).id


def due_of(session: Session, loan: Loan) -> dt.date | None:
    """Until when a loan runs: as renewed last, else as its contract says; None for an open end."""
    renewed = select(LoanStep).where(LoanStep.loan_id == loan.id, LoanStep.kind == StepKind.RENEWED)
    last = session.scalar(renewed.where(LoanStep.voided_by.is_(None)).order_by(LoanStep.id.desc()).limit(1))
    return last.until if last else loan.due


def ended(session: Session, loan_id: int) -> bool:
    """Whether all that ever stood under a loan is gone from it."""
    rows = select(LoanAnimal.until).where(LoanAnimal.loan_id == loan_id, LoanAnimal.voided_by.is_(None))
    days = session.scalars(rows).all()
    return bool(days) and None not in days


def refuse_unless_lent(session: Session, loan: Loan, animal_id: int) -> None:
    """Raises Invalid for an animal that does not stand under this loan, and says whether it ever did."""
    rows = select(LoanAnimal.until).where(LoanAnimal.loan_id == loan.id, LoanAnimal.animal_id == animal_id)
    days = session.scalars(rows.where(LoanAnimal.voided_by.is_(None)).order_by(LoanAnimal.id)).all()
    if None in days:
        return
    facts = {"animal": states.called(session, animal_id), "number": loan.number, "day": day(days[-1]) if days else ""}
    words = _("{animal} is no longer under {number} since {day}.") if days else _("{animal} was never under {number}.")
    raise Invalid(Problem("on", words.format(**facts)))


def term_of(session: Session, *codes: str) -> int | None:
    """The first of these terms that the zoo has."""
    known = {term.code: term.id for term in session.scalars(select(Term).where(Term.code.in_(codes)))}
    return next((known[code] for code in codes if code in known), None)


def _of(work: Work, loan_id: int, direction: Direction) -> Loan:
    loan = work.get(Loan, loan_id)
    if loan.direction is not direction:
        words = _("Under this loan we lend.") if loan.direction is Direction.OUT else _("Under this loan we borrow.")
        raise Invalid(Problem("loan_id", words))
    return loan


def _join(work: Work, loan: Loan, animals: Sequence[int], since: dt.date) -> list[int]:
    """The records stand under the loan from this day; those that do so already, as they do."""
    under = {animal: loan_of(work.session, animal) for animal in animals}
    if other := next((key for key in under.values() if key not in (None, loan.id)), None):
        raise Invalid(Problem("loan_id", _("It stands under {number}.").format(number=work.get(Loan, other).number)))
    rows = [{"loan_id": loan.id, "animal_id": animal, "since": since} for animal, key in under.items() if key is None]
    return work.add_many(LoanAnimal, rows)


def _free_number(work: Work, number: str) -> None:
    if work.session.scalar(select(Loan.id).where(Loan.number == number, Loan.voided_by.is_(None))) is not None:
        raise Invalid(Problem("number", _("There is a loan with this number.")))


def _name(work: Work, institution: int) -> str:
    return dispositions.name_of(work.session, institution)
