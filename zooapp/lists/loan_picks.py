"""What the forms of loans offer: the loans that run, and under which of them animals stand."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import settings
from zooapp.lists.loan_facts import State, loans_on
from zooapp.lists.picks import Option
from zooapp.models import Direction, Loan, LoanAnimal
from zooapp.services.dispositions import transit
from zooapp.values.fold import fold


@dataclass(frozen=True)
class Standing:
    """Under which loan an animal stands, and who lends it: `ours` when we do."""

    loan_id: int
    number: str
    ours: bool
    partner_id: int


@dataclass(frozen=True)
class Parties:
    """We, whoever holds what is under way, and the partner of each loan that is offered."""

    us: int
    transit: int
    partners: dict[int, int]


def running(session: Session, on: dt.date, direction: Direction) -> list[Option]:
    """The loans of a direction that have not ended, as "L-2024-001 · Moscow Zoo"."""
    found = [one for one in loans_on(session, on, Loan.direction == direction) if one.state is not State.ENDED]
    made = []
    for one in found:
        label = f"{one.loan.number} · {one.partner}"
        made.append(Option(one.loan.id, label, one.loan.contract_no or "", fold(label)))
    return made


def parties(session: Session, loans: Sequence[Option]) -> Parties:
    """Whom these loans are with."""
    keys = [option.id for option in loans]
    rows = session.execute(select(Loan.id, Loan.partner_id).where(Loan.id.in_(keys)))
    return Parties(settings.our_institution(session), transit(session), {row.id: row.partner_id for row in rows})


def standing(session: Session, animals: Sequence[int]) -> dict[int, Standing]:
    """The loan under which each of these animals stands now; those that stand under none are left out."""
    rows = session.execute(
        select(LoanAnimal.animal_id, Loan.id, Loan.number, Loan.direction, Loan.partner_id)
        .join(Loan, Loan.id == LoanAnimal.loan_id)
        .where(LoanAnimal.animal_id.in_(animals), LoanAnimal.until.is_(None), LoanAnimal.voided_by.is_(None))
        .order_by(LoanAnimal.id)
    )
    return {
        row.animal_id: Standing(row.id, row.number, row.direction is Direction.OUT, row.partner_id) for row in rows
    }
