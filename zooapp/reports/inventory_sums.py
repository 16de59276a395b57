"""The sums of the inventory: how each taxon stood and what each act made of it, by few scans of one index each.

A scan reads the covering index of holder or owner from end to end; whoever is not us, and groups, are few and are
read on ways of their own. What counts of groups put right is added to all of them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from zooapp import inventory, ledger
from zooapp.inventory import Basis, Delta, Standing
from zooapp.ledger import Filter
from zooapp.models import Animal, AnimalKind, Institution, Mode, Posting, Term, Transaction
from zooapp.reports.inventory_columns import LOANS
from zooapp.reports.spec import Asked
from zooapp.values.spans import Unit, shift

NONE: Final = Delta()
ONE: Final = AnimalKind.INDIVIDUAL.value
SPLITS: Final = (Mode.SPLIT, Mode.MERGE)
HELD: Final = (Standing.ONSITE, Standing.LOAN_IN)
Stood = tuple[int, str, Standing, Delta]  # taxon, kind of record, standing, count


def filter_of(session: Session, us: int, asked: Asked) -> Filter:
    """The accounts that count on the basis that is asked, as known now or then, up to the last day."""
    known = None if asked.known is None else inventory.end_of(session, asked.known)
    return replace(inventory.wanted(asked.basis, us, asked.last, asked.taxon or None), known=known)


def sides(how: Standing, count: Delta) -> dict[Basis, Delta]:
    """How many of it count on each basis (R32)."""
    return {
        Basis.PHYSICAL: count if how in HELD else NONE,
        Basis.OWNERSHIP: NONE if how is Standing.LOAN_IN else count,
    }


def sums(session: Session, us: int, asked: Asked) -> tuple[dict[int, dict[str, Delta]], list[Stood]]:
    """By taxon each part of its line but for the closing; and how many of each stood how at the end of the last day."""
    wanted = filter_of(session, us, asked)
    right = _put_right(session, us, replace(wanted, holder=None, owner=None))
    found: dict[int, dict[str, Delta]] = defaultdict(lambda: defaultdict(Delta))
    before = select(Posting.taxon_id, *_sums(Posting)).where(_before(wanted, asked).live()).group_by(Posting.taxon_id)
    for row in session.execute(before):
        found[row.taxon_id]["opening"] += _delta(row)
    for row in session.execute(_changes(wanted, us, asked)):
        found[row.taxon_id][row.part] += _delta(row)
    for on, (taxon, _kind, how, count) in right:
        found[taxon]["opening" if on < asked.first else "adjustment"] += sides(how, count)[asked.basis]
    return found, _standing(session, us, wanted, [stood for _on, stood in right])


def _before(wanted: Filter, asked: Asked) -> Filter:
    return replace(wanted, until=shift(asked.first, -1, Unit.DAY))


def _changes(wanted: Filter, us: int, asked: Asked) -> Select[Any]:
    """What each column of the period sums up to, by taxon; an act first, since its mode and sign decide the column."""
    side, act = side_of(Posting, asked).label("side"), Transaction
    accounts = ((Posting.holder_id, wanted.holder), (Posting.owner_id, wanted.owner))
    # The + 0 keeps SQLite on the days of the acts: a year is little of a history.
    ours = and_(*(column + 0 == key for column, key in accounts if key is not None))
    keys = [act.id.label("act"), Posting.taxon_id, act.mode, act.term_id, side]
    foreign = func.max(case((Posting.owner_id != us, 1), else_=0)).label("foreign")
    net = (
        select(*keys, literal(0).label("before"), foreign, *_sums(Posting))
        .join(act, act.id == Posting.transaction_id)
        .where(act.on >= asked.first, act.on <= asked.last, wanted.in_force(act))
        .where(ours, replace(wanted, holder=None, owner=None).of(Posting))
        .group_by(*keys)
        .subquery()
    )
    part = part_of(net, asked).label("part")
    changes: Any = select(net.c.taxon_id, part, *_sums(net.c)).outerjoin(Term, Term.id == net.c.term_id)
    return changes.group_by(net.c.taxon_id, part)  # type: ignore[no-any-return]


def side_of(of: Any, asked: Asked) -> ColumnElement[int]:
    """1 for gains and -1 for losses of a split or merge where they count (R7), else 0."""
    if not asked.splits:
        return literal(0)
    split = and_(of.mode.in_(SPLITS), of.on >= asked.first)
    return case((split, case((of.m + of.f + of.u > 0, 1), else_=-1)), else_=0)


def part_of(net: Any, asked: Asked) -> ColumnElement[str]:
    """The column of a net change: a move that leaves the owner as he is stands under loans (physical basis only).

    The net has to be joined with its transaction and term. What came without a term is a loan when another owns it.
    """
    kind: ColumnElement[str] = inventory.kind_of(net)
    if asked.splits:
        kind = case((net.c.side > 0, "arrivals"), (net.c.side < 0, "departures"), else_=kind)
    if asked.basis is Basis.OWNERSHIP:
        return kind
    termed = and_(Term.physical, Term.ownership.is_(False))
    lent = and_(net.c.mode.not_in(SPLITS), or_(termed, and_(Term.id.is_(None), net.c.foreign == 1)))
    return case((and_(kind == "arrivals", lent), LOANS[0]), (and_(kind == "departures", lent), LOANS[1]), else_=kind)


def _standing(session: Session, us: int, wanted: Filter, right: Iterable[Stood]) -> list[Stood]:
    """How many of each taxon and kind of record stood how with us at the end of the last day (R31)."""
    every = replace(wanted, holder=None, owner=None)
    others = select(Institution.id).where(Institution.id != us)
    here = select(Posting.taxon_id, *_sums(Posting)).where(Posting.holder_id == us, Posting.owner_id == us)
    found: dict[tuple[int, str, Standing], Delta] = defaultdict(Delta)
    for row in session.execute(here.where(every.live()).group_by(Posting.taxon_id)):
        found[row.taxon_id, ONE, Standing.ONSITE] += _delta(row)
    held_as = _how(Posting, us).label("how")
    # The + 0 keeps SQLite on the index of those who are not us: they are few.
    for few in (_few("owner_id", others, "holder_id", us), _few("holder_id", others, "owner_id", us)):
        apart = select(Posting.taxon_id, held_as, *_sums(Posting)).where(few, every.live())
        for one in session.execute(apart.group_by(Posting.taxon_id, held_as)):
            found[one.taxon_id, ONE, Standing(one.how)] += _delta(one)
    for taxon, kind, how, count in _in_groups(session, us, every):
        found[taxon, ONE, how] += Delta(-count.m, -count.f, -count.u)
        found[taxon, kind, how] += count
    for taxon, kind, how, count in right:
        found[taxon, kind, how] += count
    return [(taxon, kind, how, count) for (taxon, kind, how), count in found.items() if count != NONE]


def _few(of: str, others: Select[Any], and_of: str, us: int) -> ColumnElement[bool]:
    return and_(getattr(Posting, of).in_(others), getattr(Posting, and_of) + 0 == us)


def _in_groups(session: Session, us: int, every: Filter) -> Iterable[Stood]:
    """Those of the postings that are of groups and colonies."""
    how = _how(Posting, us).label("how")
    many = select(Animal.id).where(Animal.kind != AnimalKind.INDIVIDUAL)
    query: Any = (
        select(Posting.taxon_id, Animal.kind, how, *_sums(Posting))
        .join(Animal, Animal.id == Posting.animal_id)
        .where(Posting.animal_id.in_(many), how.is_not(None), every.live())
        .group_by(Posting.taxon_id, Animal.kind, how)
    )
    return [_stood(row) for row in session.execute(query)]


def _put_right(session: Session, us: int, every: Filter) -> list[tuple[dt.date, Stood]]:
    """What each count put right, with its day."""
    right = ledger.adjustments(every).subquery()
    how = _how(right.c, us).label("how")
    keys = [right.c.on, right.c.taxon_id, Animal.kind, how]
    query: Any = (
        select(*keys, *_sums(right.c))
        .join(Animal, Animal.id == right.c.animal_id)
        .where(how.is_not(None))
        .group_by(*keys)
    )
    return [(row.on, _stood(row)) for row in session.execute(query)]


def _stood(row: Any) -> Stood:
    return row.taxon_id, row.kind.value, Standing(row.how), _delta(row)


def _how(of: Any, us: int) -> ColumnElement[str]:
    """How an account stands with us; nothing where it is not ours."""
    here = case((of.owner_id == us, Standing.ONSITE.value), else_=Standing.LOAN_IN.value)
    return case((of.holder_id == us, here), (of.owner_id == us, inventory.away_as(of.holder_id)))


def _sums(of: Any) -> list[ColumnElement[int]]:
    return [func.sum(getattr(of, sex)).label(sex) for sex in ledger.PARTS]


def _delta(row: Any) -> Delta:
    return Delta(int(row.m), int(row.f), int(row.u))
