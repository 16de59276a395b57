"""What stands where on a day, as SQL beside one animal: how many, of which taxon, where, in quarantine or not."""

import datetime as dt
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased

from zooapp.models import (
    Census,
    Lineage,
    Posting,
    QuarantineCase,
    QuarantineEntry,
    Stay,
    Transaction,
)
from zooapp.settings import US

Basis = Literal["held", "owned"]
Side = Literal["held", "owned", "both"]
Sql = ColumnElement[Any]

# Made once: a new alias costs a millisecond.
ACT, LATER, LATER_ACT = aliased(Transaction), aliased(Census), aliased(Transaction)
LINE, LINE_ACT = aliased(Posting), aliased(Transaction)


def by(column: Any, on: dt.date | None) -> Sql:
    """The column is not after the day; always true without a day."""
    return true() if on is None else column <= on


def within(column: Any, taxon: int | None) -> Sql:
    """The column is this taxon or one that belongs to it."""
    if taxon is None:
        return true()
    belongs: Sql = column.in_(select(Lineage.taxon_id).where(Lineage.ancestor_id == taxon))
    return belongs


def counted(animal: Sql, basis: Side, on: dt.date | None, taxon: int | None = None) -> Sql:
    """How many of the animal we hold, or own, or both, at the end of the day.

    The postings, and for each account with a census what the last one put right: asserted less booked before it. That
    is the sum of the adjustments of `ledger.effect`, without a window, so that it costs two index ranges an animal.
    """
    mine = and_(_ours(Posting, basis), within(Posting.taxon_id, taxon))
    booked = (
        select(func.coalesce(func.sum(case((mine, Posting.m + Posting.f + Posting.u), else_=0)), 0))
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .where(Posting.animal_id == animal, by(Posting.on, on), Transaction.voided_by.is_(None))
        .scalar_subquery()
    )
    return booked + _put_right(animal, basis, on, taxon)


def lent(animal: Sql, basis: Basis, on: dt.date | None) -> Sql:
    """How many of what we own is with others ("owned"), or of what we hold belongs to others ("held")."""
    return counted(animal, basis, on) - counted(animal, "both", on)


def _ours(account: Any, basis: Side) -> Sql:
    sides = {"held": [account.holder_id], "owned": [account.owner_id], "both": [account.holder_id, account.owner_id]}
    return and_(*(side == US for side in sides[basis]))


def _put_right(animal: Sql, basis: Side, on: dt.date | None, taxon: int | None) -> Sql:
    act, later, later_act, line, line_act = ACT, LATER, LATER_ACT, LINE, LINE_ACT
    after = or_(
        later_act.on > act.on,
        and_(later_act.on == act.on, later_act.seq > act.seq),
        and_(later_act.on == act.on, later_act.seq == act.seq, later_act.id > act.id),
    )
    before = or_(
        line.on < act.on,
        and_(line.on == act.on, line.seq < act.seq),
        and_(line.on == act.on, line.seq == act.seq, line.transaction_id < act.id),
    )
    is_last = ~exists(
        select(literal(1))
        .select_from(later)
        .join(later_act, later_act.id == later.transaction_id)
        .where(_same(later), later_act.voided_by.is_(None), by(later_act.on, on), after)
    )
    until_then = (
        select(func.coalesce(func.sum(line.m + line.f + line.u), 0))
        .join(line_act, line_act.id == line.transaction_id)
        .where(_same(line), line_act.voided_by.is_(None), before)
        .scalar_subquery()
    )
    asserted: Sql = Census.__table__.c.m + Census.__table__.c.f + Census.__table__.c.u
    return (
        select(func.coalesce(func.sum(asserted - until_then), 0))
        .select_from(Census)
        .join(act, act.id == Census.transaction_id)
        .where(Census.animal_id == animal, _ours(Census, basis), within(Census.taxon_id, taxon))
        .where(act.voided_by.is_(None), by(act.on, on), is_last)
        .scalar_subquery()
    )


def _same(other: Any) -> Sql:
    """The same account as that of the census. The + 0 keeps SQLite from an index of a whole taxon or institution."""
    names = ("taxon_id", "holder_id", "owner_id")
    rest = (getattr(other, name) + 0 == getattr(Census, name) for name in names)
    return and_(other.animal_id == Census.animal_id, *rest)


def _last(column: Any, animal: Sql, on: dt.date | None, *conditions: Sql) -> Sql:
    return (
        select(column)
        .select_from(Posting)
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .where(Posting.animal_id == animal, by(Posting.on, on), Transaction.voided_by.is_(None), *conditions)
        .order_by(Posting.on.desc(), Posting.seq.desc(), Posting.transaction_id.desc())
        .limit(1)
        .correlate_except(Posting, Transaction)
        .scalar_subquery()
    )


def taxon_of(animal: Sql, on: dt.date | None) -> Sql:
    """The taxon that was last given to the animal: it stays when it has died or left."""
    return _last(Posting.taxon_id, animal, on, Posting.m + Posting.f + Posting.u > 0)


def last_mode(animal: Sql, on: dt.date | None) -> Sql:
    """The mode of its last act."""
    return _last(Posting.mode, animal, on)


def was_ever(animal: Sql, taxa: Any) -> Sql:
    """It was recorded as one of these taxa, once: so the dead are found too."""
    return exists().where(Posting.animal_id == animal, Posting.taxon_id.in_(taxa))


def stays(on: dt.date | None) -> Sql:
    """A stay that is not taken back and holds on the day; on the day of a move it is the newer one."""
    last = Stay.until.is_(None) if on is None else or_(Stay.until.is_(None), Stay.until > on)
    return and_(Stay.voided_by.is_(None), by(Stay.since, on), last)


def place_of(animal: Sql, on: dt.date | None) -> Sql:
    """The enclosure in which it stands."""
    return (
        select(Stay.enclosure_id)
        .where(Stay.animal_id == animal, stays(on))
        .order_by(Stay.since.desc(), Stay.id.desc())
        .limit(1)
        .correlate_except(Stay)
        .scalar_subquery()
    )


def in_quarantine(animal: Sql, on: dt.date | None) -> Sql:
    """A case is open."""
    return exists().where(QuarantineCase.animal_id == animal, QuarantineCase.voided_by.is_(None), is_open(on))


def is_open(on: dt.date | None) -> Sql:
    """A case has an entry by the day, and is not closed by then."""
    closed = QuarantineCase.closed_on
    entered = exists().where(
        QuarantineEntry.case_id == QuarantineCase.id,
        QuarantineEntry.voided_by.is_(None),
        by(QuarantineEntry.entered, on),
    )
    return and_(closed.is_(None) if on is None else or_(closed.is_(None), closed > on), entered)
