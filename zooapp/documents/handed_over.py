"""How many of each record and taxon came or left with the lines of a consignment, as they are known now."""

import datetime as dt
from collections.abc import Collection
from typing import Any, Final, NamedTuple

from sqlalchemy import CTE, ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from zooapp.ledger import PARTS
from zooapp.models import Animal, Consignment, Mode, Posting, Taxon, Transaction

FOLLOWED: Final = (Mode.SPLIT, Mode.IDENTIFIED)


class Heads(NamedTuple):
    """So many of a record and taxon came with a line; below zero where its acts since do not tell them apart."""

    line_id: int
    animal: Animal
    taxon: Taxon
    m: int
    f: int
    u: int


def handed_over(session: Session, consignment: Consignment, lines: Collection[int], us: int) -> list[Heads]:
    """How many of each record and taxon came with a line: the act of the line, and what was found out of it since."""
    came = _came(lines) if consignment.receiver_id == us else _of_the_act(lines).cte("came")
    by_line = select(came.c.animal_id, func.min(came.c.line_id).label("line_id")).group_by(came.c.animal_id).subquery()
    wanted: ColumnElement[bool] = Transaction.line_id.in_(lines)
    if consignment.receiver_id == us:
        since = Posting.on >= (consignment.arrived_on or dt.date.min)
        wanted = or_(wanted, and_(Transaction.mode.in_((*FOLLOWED, Mode.SEXED)), since))
    sums = (
        select(
            by_line.c.line_id,
            Posting.animal_id,
            Posting.taxon_id,
            *(func.sum(getattr(Posting, part)).label(part) for part in PARTS),
        )
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .join(by_line, by_line.c.animal_id == Posting.animal_id)
        .where(Transaction.voided_by.is_(None), Posting.holder_id == us, wanted)
        .group_by(by_line.c.line_id, Posting.animal_id, Posting.taxon_id)
        .subquery()
    )
    sign = 1 if consignment.receiver_id == us else -1
    rows = session.execute(
        select(sums.c.line_id, Animal, Taxon, *(sums.c[part] for part in PARTS))
        .join(Animal, Animal.id == sums.c.animal_id)
        .join(Taxon, Taxon.id == sums.c.taxon_id)
        .order_by(sums.c.line_id, sums.c.animal_id, sums.c.taxon_id)
    )
    found = (Heads(row[0], row[1], row[2], *(sign * int(n) for n in row[3:])) for row in rows)
    return [one for one in found if (one.m, one.f, one.u) != (0, 0, 0)]


def _of_the_act(lines: Collection[int]) -> Any:
    return (
        select(Posting.animal_id.label("animal_id"), Transaction.line_id.label("line_id"))
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .where(Transaction.line_id.in_(lines), Transaction.voided_by.is_(None))
    )


def _came(lines: Collection[int]) -> CTE:
    """The records of the lines and all that were split off from them or determined out of them."""
    known = _of_the_act(lines).cte("came", recursive=True)
    lost, got = aliased(Posting), aliased(Posting)
    further = (
        select(got.animal_id, known.c.line_id)
        .join(lost, lost.animal_id == known.c.animal_id)
        .join(Transaction, Transaction.id == lost.transaction_id)
        .join(got, got.transaction_id == lost.transaction_id)
        .where(Transaction.mode.in_(FOLLOWED), Transaction.voided_by.is_(None))
        .where(lost.m + lost.f + lost.u < 0, got.m + got.f + got.u > 0)
    )
    found: CTE = known.union(further)
    return found
