"""The sums of the ledger: what each act did to each account, counts on any day, what may never be (ledger.md)."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    func,
    not_,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from zooapp import lawful
from zooapp.errors import Problem
from zooapp.i18n import _
from zooapp.models import Animal, AnimalKind, Census, Entry, Lineage, Posting, Transaction
from zooapp.values.counts import SexCount

PARTS = ("m", "f", "u")


@dataclass(frozen=True)
class Filter:
    """Which accounts are asked for. Empty means all; a taxon means all that belong to it.

    `known` is a moment: only what was entered by then, and not yet taken back then.
    """

    animals: Collection[int] | BindParameter[Any] = ()
    taxon: int | None = None
    holder: int | None = None
    owner: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    known: dt.datetime | None = None

    def of(self, account: Any) -> ColumnElement[bool]:
        """The condition on a table that has the columns of an account."""
        found: list[ColumnElement[bool]] = []
        if isinstance(self.animals, BindParameter) or self.animals:
            found.append(account.animal_id.in_(self.animals))
        if self.taxon is not None:
            inside = select(Lineage.taxon_id).where(Lineage.ancestor_id == self.taxon)
            found.append(account.taxon_id.in_(inside))
        if self.holder is not None:
            found.append(account.holder_id == self.holder)
        if self.owner is not None:
            found.append(account.owner_id == self.owner)
        return and_(true(), *found)

    def within(self, on: Any) -> ColumnElement[bool]:
        """The condition on the day of an act."""
        since = true() if self.since is None else on >= self.since
        return since if self.until is None else and_(since, on <= self.until)

    def in_force(self, act: Any) -> ColumnElement[bool]:
        """The condition on an act that it counts: neither voided nor, at the moment asked for, still unknown."""
        standing: ColumnElement[bool] = act.voided_by.is_(None)
        if self.known is None:
            return standing
        later = select(Entry.id).where(Entry.at > self.known)
        return and_(act.entry_id.not_in(later), or_(standing, act.voided_by.in_(later)))

    def live(self) -> ColumnElement[bool]:
        """The condition on postings: of the accounts and days asked for, and of acts that count.

        Of a few animals each act is looked at; over many one list of the acts that do not count is quicker.
        """
        few = isinstance(self.animals, BindParameter) or self.animals
        act = aliased(Transaction)
        found = select(act.id).where(self.in_force(act) if few else not_(self.in_force(act)))
        listed = Posting.transaction_id.not_in(found)
        force = found.where(act.id == Posting.transaction_id).exists() if few else listed
        return and_(self.of(Posting), self.within(Posting.on), force)

    def given(self) -> dict[str, Any]:
        """What is asked for, by name."""
        animals = None if isinstance(self.animals, BindParameter) else list(self.animals)
        values = {one.name: getattr(self, one.name) for one in fields(self)} | {"animals": animals or None}
        return {name: value for name, value in values.items() if value is not None}

    @staticmethod
    def open(names: frozenset[str]) -> "Filter":
        """A filter of these kinds whose values are given when the question is asked: it is put together once."""
        values: dict[str, Any] = {name: bindparam(name, expanding=name == "animals") for name in names}
        return Filter(**values)


def _account(source: Any) -> list[ColumnElement[Any]]:
    return [source.animal_id, source.taxon_id, source.holder_id, source.owner_id]


def _postings(wanted: Filter) -> Select[Any]:
    """Live postings."""
    return select(
        Posting.transaction_id.label("transaction_id"),
        Posting.on.label("on"),
        Posting.seq.label("seq"),
        Posting.mode.label("mode"),
        *_account(Posting),
        *(getattr(Posting, part).label(part) for part in PARTS),
    ).where(wanted.live())


def adjustments(wanted: Filter) -> Select[Any]:
    """What each live census put right: asserted(k) - (asserted(k-1) + postings between), without recursion."""
    line, act = aliased(Posting), aliased(Transaction)
    earlier = or_(
        line.on < Transaction.on,
        and_(line.on == Transaction.on, line.seq < Transaction.seq),
        and_(line.on == Transaction.on, line.seq == Transaction.seq, line.transaction_id < Transaction.id),
    )
    # The + 0 keeps SQLite on the index of the animal: those of holder and owner would read a whole taxon.
    rest = zip(_account(line)[1:], _account(Census)[1:], strict=True)
    same = and_(line.animal_id == Census.animal_id, *(mine + 0 == theirs for mine, theirs in rest))
    counts = select(act.id).where(act.id == line.transaction_id, wanted.in_force(act)).exists()
    booked = (
        select(
            Transaction.id.label("transaction_id"),
            Transaction.on.label("on"),
            Transaction.seq.label("seq"),
            Transaction.mode.label("mode"),
            *_account(Census),
            *(
                (getattr(Census, part) - func.coalesce(func.sum(getattr(line, part)), 0)).label(part)
                for part in PARTS
            ),
        )
        .join(Transaction, Transaction.id == Census.transaction_id)
        .outerjoin(line, and_(same, earlier, counts))
        .where(wanted.in_force(Transaction), wanted.of(Census))
        .group_by(Census.id, Transaction.id)
        .cte("booked")
    )
    column = booked.c
    order = [column.on, column.seq, column.transaction_id]
    account = [column.animal_id, column.taxon_id, column.holder_id, column.owner_id]
    before = {part: func.lag(column[part], 1, 0).over(partition_by=account, order_by=order) for part in PARTS}
    whole = select(
        column.transaction_id,
        column.on,
        column.seq,
        column.mode,
        *account,
        *((column[part] - before[part]).label(part) for part in PARTS),
    ).subquery()
    return select(whole).where(wanted.within(whole.c.on))


def effect(wanted: Filter) -> CompoundSelect[Any]:
    """All that changed the accounts asked for: live postings and the adjustments of live censuses.

    Columns: transaction_id, on, seq, mode, animal_id, taxon_id, holder_id, owner_id, m, f, u. A function, not a view:
    the filters go inside, so that one animal costs one index range (ledger.md 1).
    """
    return union_all(_postings(wanted), adjustments(wanted))


def count(session: Session, wanted: Filter) -> SexCount:
    """M.F.U of the accounts asked for, at the end of `wanted.until`."""
    given = wanted.given()
    m, f, u = session.execute(_count(frozenset(given)), given).one()
    return SexCount(int(m), int(f), int(u))


@lru_cache
def _count(names: frozenset[str]) -> Select[Any]:
    rows = effect(Filter.open(names)).subquery()
    return select(*(func.coalesce(func.sum(rows.c[part]), 0) for part in PARTS))


@dataclass(frozen=True)
class Balance:
    """What stands on one account of an animal."""

    animal_id: int
    taxon_id: int
    holder_id: int
    owner_id: int
    count: SexCount


def balances(session: Session, wanted: Filter) -> list[Balance]:
    """The accounts that are not empty, at the end of `wanted.until`."""
    given = wanted.given()
    return [
        Balance(a, t, h, o, SexCount(int(m), int(f), int(u)))
        for a, t, h, o, m, f, u in session.execute(_balances(frozenset(given)), given).all()
        if (m, f, u) != (0, 0, 0)
    ]


@lru_cache
def _balances(names: frozenset[str]) -> Select[Any]:
    rows = effect(Filter.open(names)).subquery()
    account = [rows.c.animal_id, rows.c.taxon_id, rows.c.holder_id, rows.c.owner_id]
    sums = [func.sum(rows.c[part]).label(part) for part in PARTS]
    return select(*account, *sums).group_by(*account).order_by(*account)


def below_zero(session: Session, wanted: Filter) -> list[tuple[int, dt.date]]:
    """Animals with an account that is negative on some day, and the first such day (ledger.md 2.2)."""
    given = wanted.given()
    return [(int(animal), day) for animal, day in session.execute(_below_zero(frozenset(given)), given).all()]


@lru_cache
def _below_zero(names: frozenset[str]) -> Select[Any]:
    rows = effect(Filter.open(names)).subquery()
    account = [rows.c.animal_id, rows.c.taxon_id, rows.c.holder_id, rows.c.owner_id]
    order = [rows.c.on, rows.c.seq, rows.c.transaction_id]
    running = select(
        rows.c.animal_id,
        rows.c.on,
        *(
            func.sum(rows.c[part]).over(partition_by=account, order_by=order, range_=(None, 0)).label(part)
            for part in PARTS
        ),
    ).subquery()
    negative = or_(*(running.c[part] < 0 for part in PARTS))
    return select(running.c.animal_id, func.min(running.c.on)).where(negative).group_by(running.c.animal_id)


def crowded(session: Session, animals: Collection[int]) -> list[int]:
    """Individuals that would be more than one animal on some day (R5)."""
    given = Filter(animals=animals).given()
    return list(session.scalars(_crowded(frozenset(given)), given))


@lru_cache
def _crowded(names: frozenset[str]) -> Select[Any]:
    rows = effect(Filter.open(names)).subquery()
    whole = rows.c.m + rows.c.f + rows.c.u
    order = [rows.c.on, rows.c.seq, rows.c.transaction_id]
    running = (
        select(
            rows.c.animal_id,
            func.sum(whole).over(partition_by=rows.c.animal_id, order_by=order, range_=(None, 0)).label("n"),
        )
        .join(Animal, Animal.id == rows.c.animal_id)
        .where(Animal.kind == AnimalKind.INDIVIDUAL)
        .subquery()
    )
    return select(running.c.animal_id).where(running.c.n > 1).distinct()


def problems(session: Session, animals: Collection[int], transactions: Collection[int]) -> Iterator[Problem]:
    """What the ledger refuses at the end of a work that touched these animals."""
    if animals:
        for _animal, day in below_zero(session, Filter(animals=animals)):
            yield Problem("count", _("More would leave than were there on {day}.").format(day=day))
        if crowded(session, animals):
            yield Problem("count", _("An individual cannot be in two places or more than one."))
    if transactions and lawful.unlawful(session, transactions):
        yield Problem("count", _("These counts do not fit this kind of act."))


def next_seq(session: Session, animal: int, on: dt.date) -> int:
    """The next place in the order of that day for an animal (R8, R9)."""
    last = session.scalar(
        select(func.max(Transaction.seq))
        .where(Transaction.on == on)
        .where(
            or_(
                Transaction.id.in_(select(Posting.transaction_id).where(Posting.animal_id == animal)),
                Transaction.id.in_(select(Census.transaction_id).where(Census.animal_id == animal)),
            )
        )
    )
    return (last or 0) + 1

