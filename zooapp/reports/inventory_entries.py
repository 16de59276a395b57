"""The entries behind a number of the inventory: each act with its animal, and their sum is the number."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, exists, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from zooapp import inventory, ledger, settings
from zooapp.i18n import _
from zooapp.inventory import Delta
from zooapp.lists.history import MODES
from zooapp.lists.reading import called
from zooapp.models import Identifier, Institution, MarkKind, Taxon, Term, Transaction
from zooapp.reports.inventory_report import part_of
from zooapp.reports.spec import Asked


@dataclass(frozen=True)
class Cell:
    """A number: its column, and the taxon that it is of. `below` takes all that belongs to it; no taxon takes all."""

    column: str
    taxon_id: int | None = None
    below: bool = False


@dataclass(frozen=True)
class Behind:
    """What one act did to one animal; losses are negative."""

    transaction_id: int
    on: dt.date
    words: str
    term: str
    animal_id: int
    local_id: str
    taxon: str
    count: Delta


def behind(session: Session, asked: Asked, cell: Cell) -> list[Behind]:
    """The entries of a number, oldest first. Acts that leave a taxon as it was (split, merge, move) are none."""
    us = settings.our_institution(session)
    rows = ledger.effect(inventory.wanted(asked.basis, us, asked.last, cell.taxon_id)).cte("effect")
    net = inventory.net_by_act(rows, us, asked.first, past_as_one=False)
    acts = (
        select(net.c.act, net.c.taxon_id)
        .join(Transaction, Transaction.id == net.c.act)
        .outerjoin(Term, Term.id == Transaction.term_id)
        .where(part_of(net, asked.basis) == cell.column if cell.column != "closing" else true())
        .where(or_(*(net.c[sex] != 0 for sex in ledger.PARTS)))
        .where(net.c.taxon_id == cell.taxon_id if cell.taxon_id and not cell.below else true())
        .subquery()
    )
    sums = [func.sum(rows.c[sex]).label(sex) for sex in ledger.PARTS]
    keys = [rows.c.transaction_id, rows.c.on, rows.c.seq, rows.c.mode, rows.c.animal_id, rows.c.taxon_id]
    changed = (
        select(*keys, *sums)
        .join(acts, and_(acts.c.act == rows.c.transaction_id, acts.c.taxon_id == rows.c.taxon_id))
        .group_by(*keys)
        .having(or_(*(func.sum(rows.c[sex]) != 0 for sex in ledger.PARTS)))
        .subquery()
    )
    return [_told(row) for row in session.execute(_with_words(changed, us))]


def _with_words(changed: Any, us: int) -> Any:
    later = aliased(Identifier)

    def own(mark: Any) -> Any:
        ours = and_(mark.kind == MarkKind.LOCAL_ID, mark.institution_id + 0 == us, mark.voided_by.is_(None))
        return and_(mark.animal_id == changed.c.animal_id, ours)

    newest = and_(own(Identifier), ~exists().where(own(later), later.id > Identifier.id))
    partner = called("institution", Institution.id, Institution.name, short=True).label("partner")
    return (
        select(changed, Taxon.scientific, Identifier.value, partner)
        .add_columns(called("taxon", Taxon.id, Taxon.scientific).label("taxon"))
        .add_columns(called("term", Term.id, Term.name).label("term"))
        .join(Transaction, Transaction.id == changed.c.transaction_id)
        .join(Taxon, Taxon.id == changed.c.taxon_id)
        .outerjoin(Term, Term.id == Transaction.term_id)
        .outerjoin(Institution, Institution.id == Transaction.partner_id)
        .outerjoin(Identifier, newest)
        .order_by(changed.c.on, changed.c.seq, changed.c.transaction_id, changed.c.animal_id)
    )


def _told(row: Any) -> Behind:
    with_partner, alone, _icon = MODES[row.mode]
    words = _(with_partner).format(partner=row.partner) if with_partner and row.partner else _(alone)
    count = Delta(int(row.m), int(row.f), int(row.u))
    return Behind(
        row.transaction_id, row.on, words, row.term or "", row.animal_id, row.value or "", row.taxon, count
    )
