"""Loans for tests: words, contracts, a record that was lent and one that was borrowed, whose hands they are in."""

import datetime as dt
from typing import Any

from sqlalchemy import select

from tests.builders import Zoo, arrive
from zooapp import ledger
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.ledger import Filter
from zooapp.models import (
    Direction,
    LoanAnimal,
    Mode,
    Purpose,
    Term,
)
from zooapp.services import loans
from zooapp.work import ALL, Actor, Work

BEAR, DUCK = "Ursus arctos", "Aix galericulata"
START, LATER = dt.date(2024, 10, 1), dt.date(2024, 11, 1)


def terms(work: Work) -> dict[str, int]:
    """The words of loans, as the seed has them."""
    codes = (
        ("breeding_loan_out", Mode.DEPARTURE, True, False),
        ("loan_return_in", Mode.ARRIVAL, True, False),
        ("loan_return_out", Mode.DEPARTURE, True, False),
        ("loan_transfer", Mode.DEPARTURE, True, False),
        ("sale_to", Mode.DEPARTURE, True, True),
    )
    return {
        code: work.add(Term(code=code, mode=mode, name=code, physical=p, ownership=o, title_passes="departure")).id
        for code, mode, p, o in codes
    }


def contract(zoo: Zoo, direction: Direction = Direction.OUT, **more: Any) -> dict[str, Any]:
    facts = {"direction": direction, "partner_id": zoo.institutions["MOSCOW"], "since": START}
    return {**facts, "purpose": Purpose.BREEDING, **more}


def lent(database: Database, boss: Actor, zoo: Zoo, count: str = "0.1.0", **more: Any) -> tuple[int, int]:
    """A loan out, and the record that went to Moscow under it."""
    with database.work(boss, "lend", ALL) as work:
        terms(work)
        animal = arrive(work, zoo, BEAR if count.startswith("0.1") else DUCK, count, on=START, unit="BR1")
        loan = loans.open_loan(work, contract(zoo, **more)).id
        loans.lend(work, loan, [animal], Act(START))
        return loan, animal


def borrowed(database: Database, boss: Actor, zoo: Zoo, **more: Any) -> tuple[int, int]:
    """A loan in, and the bear that came under it."""
    with database.work(boss, "borrow", ALL) as work:
        terms(work)
        animal = arrive(work, zoo, BEAR, "0.1.0", on=START, owner="MOSCOW", unit="BR1", local_id="24-0003")
        loan = loans.open_loan(work, contract(zoo, Direction.IN, **more)).id
        loans.borrow(work, loan, [animal], START)
        return loan, animal


def hands(database: Database, zoo: Zoo, animal: int, on: dt.date | None = None) -> list[tuple[str, str, str]]:
    """Owner, holder and count of each account of a record."""
    name = {key: code for code, key in zoo.institutions.items()}
    with database.read() as session:
        found = ledger.balances(session, Filter(animals=[animal], until=on))
    return [(name[one.owner_id], name[one.holder_id], str(one.count)) for one in found]


def open_lines(database: Database, loan: int) -> list[int]:
    with database.read() as session:
        lines = select(LoanAnimal.animal_id).where(LoanAnimal.loan_id == loan, LoanAnimal.until.is_(None))
        return list(session.scalars(lines.where(LoanAnimal.voided_by.is_(None))))


US, B, C = "PYONGYANG", "MOSCOW", "THIRD"
