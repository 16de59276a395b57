"""The acts by which animals came to us and left us, in words: one statement for many animals."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from zooapp import ledger, settings
from zooapp.i18n import _, day
from zooapp.lists.history import MODES
from zooapp.lists.reading import called
from zooapp.models import Institution, Mode, Term, Transaction


@dataclass(frozen=True)
class Crossing:
    """One act that changed how many of an animal we hold; below zero it left or died."""

    animal_id: int
    on: dt.date
    mode: Mode
    partner: str
    term: str
    held: int

    @property
    def words(self) -> str:
        """ "20 Nov 2024, Arrived from Moscow Zoo, Donation from"."""
        with_partner, alone, _icon = MODES[self.mode]
        what = _(with_partner).format(partner=self.partner) if with_partner and self.partner else _(alone)
        return ", ".join(part for part in (day(self.on), what, self.term) if part)


def crossings(session: Session, animals: Collection[int], on: dt.date) -> Iterator[Crossing]:
    """Oldest first; what leaves our count as it was, as a move of title, is none."""
    us = settings.our_institution(session)
    line = ledger.effect(ledger.Filter(animals=animals, until=on)).subquery()
    held = func.sum(case((line.c.holder_id == us, line.c.m + line.c.f + line.c.u), else_=0))
    net = (
        select(line.c.animal_id, line.c.transaction_id, held.label("held"))
        .group_by(line.c.animal_id, line.c.transaction_id)
        .having(held != 0)
        .subquery()
    )
    found = session.execute(
        select(net.c.animal_id, net.c.held, Transaction.on, Transaction.mode)
        .add_columns(called("institution", Institution.id, Institution.name, short=True).label("partner"))
        .add_columns(called("term", Term.id, Term.name).label("term"))
        .join(Transaction, Transaction.id == net.c.transaction_id)
        .outerjoin(Institution, Institution.id == Transaction.partner_id)
        .outerjoin(Term, Term.id == Transaction.term_id)
        .order_by(Transaction.on, Transaction.seq, Transaction.id)
    )
    return (_told(row) for row in found)


def _told(row: Any) -> Crossing:
    return Crossing(row.animal_id, row.on, row.mode, row.partner or "", row.term or "", int(row.held))
