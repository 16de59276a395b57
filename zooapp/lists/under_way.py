"""What is under way: when it left, for whom, and whether it changes its owner with the receipt (R37)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import ledger
from zooapp.ledger import Filter
from zooapp.models import Mode, Posting, Term, Transaction
from zooapp.services.dispositions import transit


@dataclass(frozen=True)
class Departure:
    """The last departure of a record that is under way."""

    on: dt.date
    partner_id: int | None
    gives: bool


def departures(session: Session, animals: Sequence[int]) -> dict[int, Departure]:
    """How each of these animals left that is under way now; the others are left out."""
    way = transit(session)
    moving = {one.animal_id for one in ledger.balances(session, Filter(animals=animals, holder=way))}
    rows = session.execute(
        select(Posting.animal_id, Transaction.on, Transaction.partner_id, Term.ownership)
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .outerjoin(Term, Term.id == Transaction.term_id)
        .where(Posting.animal_id.in_(moving), Posting.holder_id == way, Posting.mode == Mode.DEPARTURE)
        .where(Transaction.voided_by.is_(None))
        .order_by(Posting.on, Posting.seq, Posting.id)
    )
    return {row.animal_id: Departure(row.on, row.partner_id, bool(row.ownership)) for row in rows}


def titles(session: Session) -> dict[int, str | None]:
    """With what the ownership passes, by term."""
    return {term.id: term.title_passes for term in session.scalars(select(Term).where(Term.voided_by.is_(None)))}
