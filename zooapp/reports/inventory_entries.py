"""The entries behind a number of the inventory: each act with its animal, and their sum is the number."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import and_, case, exists, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from zooapp import ledger, settings
from zooapp.i18n import _
from zooapp.inventory import Delta
from zooapp.ledger import Filter
from zooapp.lists.history import MODES
from zooapp.lists.reading import called
from zooapp.models import Identifier, Institution, MarkKind, Taxon, Term, Transaction
from zooapp.reports.inventory_sums import filter_of, part_of, side_of
from zooapp.reports.spec import Asked
from zooapp.values.spans import Unit, shift

KEYS: Final = ("on", "seq", "mode", "animal_id", "taxon_id")


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
    wanted = filter_of(session, us, replace(asked, taxon=cell.taxon_id) if cell.taxon_id else asked)
    net = _beside_net(ledger.effect(_span(wanted, asked, cell)).subquery().c, us, asked)
    sums = [func.sum(net.c[f"own_{sex}"]) for sex in ledger.PARTS]
    keys = [net.c.act.label("transaction_id"), *(net.c[name] for name in KEYS)]
    changed = (
        select(*keys, *(total.label(sex) for total, sex in zip(sums, ledger.PARTS, strict=True)))
        .join(Transaction, Transaction.id == net.c.act)
        .outerjoin(Term, Term.id == Transaction.term_id)
        .where(part_of(net, asked) == cell.column if cell.column != "closing" else true())
        .where(or_(*(net.c[sex] != 0 for sex in ledger.PARTS)))
        .where(net.c.taxon_id == cell.taxon_id if cell.taxon_id and not cell.below else true())
        .group_by(*keys)
        .having(or_(*(total != 0 for total in sums)))
        .subquery()
    )
    return [_told(row) for row in session.execute(_with_words(changed, us))]


def _beside_net(of: Any, us: int, asked: Asked) -> Any:
    """Each row of `ledger.effect` (own_m, own_f, own_u) beside what its act changed of its taxon, as `net_by_act`."""
    side = side_of(of, asked)
    act = [of.transaction_id, of.taxon_id, side]
    own = (of.transaction_id.label("act"), of.on, of.seq, of.mode, of.animal_id, of.taxon_id, side.label("side"))
    foreign = func.max(case((of.owner_id != us, 1), else_=0)).over(partition_by=act)
    return select(
        *own,
        case((of.on < asked.first, 1), else_=0).label("before"),
        foreign.label("foreign"),
        *(of[sex].label(f"own_{sex}") for sex in ledger.PARTS),
        *(func.sum(of[sex]).over(partition_by=act).label(sex) for sex in ledger.PARTS),
    ).subquery()


def _span(wanted: Filter, asked: Asked, cell: Cell) -> Filter:
    """The days in which the entries of a column lie."""
    if cell.column == "opening":
        return replace(wanted, until=shift(asked.first, -1, Unit.DAY))
    return wanted if cell.column == "closing" else replace(wanted, since=asked.first)


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
