"""When nothing of a record is on loan any more, its loan ends with that day: back, dead, or given away."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from zooapp import ledger, settings
from zooapp.booking import Account, Act
from zooapp.ledger import Filter
from zooapp.models import Direction, Loan, LoanAnimal, Transaction
from zooapp.permission import Permission
from zooapp.rewriting import values_of
from zooapp.work import Work, needs


@needs(Permission.LOOK)
def end_loans(work: Work, animals: Collection[int], on: dt.date) -> None:
    """Close what is open of these records and of which nothing stands under a loan any more."""
    wanted = select(LoanAnimal, Loan).join(Loan, Loan.id == LoanAnimal.loan_id)
    wanted = wanted.where(LoanAnimal.animal_id.in_(animals), LoanAnimal.until.is_(None), LoanAnimal.voided_by.is_(None))
    for row, loan in work.session.execute(wanted).all():
        if not on_loan(work.session, [row.animal_id], loan.direction):
            row.until, row.closed_by = max(on, row.since), work.entry_id
            work.session.flush()


@needs(Permission.CORRECT)
def unlend(work: Work, act: Transaction, animals: Collection[int]) -> None:
    """An act of a loan never was: what stands under the loan for nothing else is taken back."""
    for row, loan in _lines(work.session, act, animals):
        if row.until is None and not on_loan(work.session, [row.animal_id], loan.direction):
            work.void(row)


@needs(Permission.CORRECT)
def redate(work: Work, old: Transaction, new: Transaction, animals: Collection[int]) -> None:
    """An act of a loan was on another day: what began or ended with it under the loan moves there too."""
    for row, _loan in _lines(work.session, old, animals) if old.on != new.on else ():
        days = {name: new.on for name in ("since", "until") if getattr(row, name) == old.on}
        if days:
            work.void(row)
            work.add(LoanAnimal(**values_of(row) | days, replaces_id=row.id))


def _lines(session: Session, act: Transaction, animals: Collection[int]) -> Sequence[Row[LoanAnimal, Loan]]:
    wanted = select(LoanAnimal, Loan).join(Loan, Loan.id == LoanAnimal.loan_id).where(Loan.id == act.loan_id)
    return session.execute(wanted.where(LoanAnimal.animal_id.in_(animals), LoanAnimal.voided_by.is_(None))).all()


def loan_of(session: Session, animal_id: int, direction: Direction | None = None) -> int | None:
    """The loan under which an animal stands now."""
    rows = select(LoanAnimal.loan_id).join(Loan, Loan.id == LoanAnimal.loan_id)
    rows = rows.where(LoanAnimal.animal_id == animal_id, LoanAnimal.until.is_(None), LoanAnimal.voided_by.is_(None))
    if direction is not None:
        rows = rows.where(Loan.direction == direction)
    return session.scalar(rows.order_by(LoanAnimal.id.desc()).limit(1))


def under_loan(session: Session, act: Act, accounts: Iterable[Account]) -> Act:
    """The act with the loan under which all these accounts stand, where it names none itself and it is one loan."""
    if act.loan_id is not None:
        return act
    found = {loan_of(session, one.animal_id) if one.owner_id != one.holder_id else None for one in accounts}
    return replace(act, loan_id=found.pop()) if len(found) == 1 else act


def on_loan(session: Session, animals: Collection[int], direction: Direction) -> list[ledger.Balance]:
    """The accounts on which these records stand under a loan now: ours elsewhere, or those of others with us."""
    us = settings.our_institution(session)
    found = ledger.balances(session, Filter(animals=animals)) if animals else []
    if direction is Direction.OUT:
        return [one for one in found if one.owner_id == us != one.holder_id]
    return [one for one in found if one.holder_id == us != one.owner_id]
