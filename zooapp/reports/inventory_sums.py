"""The sums of the inventory: how each taxon stood and what each act made of it, by few scans of one index each.

A scan reads the covering index of holder or owner from end to end; whoever is not us, and groups, are few and are
read on ways of their own. What counts of groups put right is added to all of them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from zooapp import inventory, ledger
from zooapp.inventory import Basis, Delta, Standing
from zooapp.ledger import Filter
from zooapp.models import Animal, AnimalKind, Institution, InstitutionKind, Mode, Posting, Term, Transaction
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


def parts(session: Session, us: int, asked: Asked) -> dict[int, dict[str, Delta]]:
    """By taxon the parts of its line but for the closing: the opening, and each column of what happened since."""
    wanted = filter_of(session, us, asked)
    found: dict[int, dict[str, Delta]] = defaultdict(dict)
    for taxon, count in _opening(session, replace(wanted, until=shift(asked.first, -1, Unit.DAY))).items():
        found[taxon]["opening"] = count
    rows = select(ledger.effect(replace(wanted, since=asked.first)).subquery())
    net = net_by_act(rows, us, asked)
    part = part_of(net, asked).label("part")
    query = (
        select(net.c.taxon_id, part, *_sums(net.c))
        .outerjoin(Transaction, Transaction.id == net.c.act)
        .outerjoin(Term, Term.id == Transaction.term_id)
        .group_by(net.c.taxon_id, part)
    )
    for row in session.execute(query):
        found[row.taxon_id][row.part] = _delta(row)
    return found


def net_by_act(rows: Select[Any], us: int, asked: Asked) -> Any:
    """What each act of `ledger.effect` changed of each taxon; where splits count, its gains apart from its losses.

    Columns: act, taxon_id, side, mode, before (1 for acts before the first day), foreign (1 where an animal of another
    owner is in it), m, f, u.
    """
    of = rows.subquery().c
    side = side_of(of, asked).label("side")
    before = func.max(case((of.on < asked.first, 1), else_=0)).label("before")
    foreign = func.max(case((of.owner_id != us, 1), else_=0)).label("foreign")
    keys = [of.transaction_id.label("act"), of.taxon_id, side]
    return select(*keys, func.max(of.mode).label("mode"), before, foreign, *_sums(of)).group_by(*keys).subquery()


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


def standing(session: Session, us: int, asked: Asked) -> list[Stood]:
    """How many of each taxon and kind of record stood how with us at the end of the last day (R31)."""
    every = Filter(taxon=asked.taxon or None, until=asked.last, known=filter_of(session, us, asked).known)
    others = select(Institution.id).where(Institution.id != us)
    ours, held = Posting.owner_id == us, Posting.holder_id == us
    # The + 0 keeps SQLite on the index of those who are not us: they are few.
    scans = (
        (Standing.ONSITE, select(Posting.taxon_id, *_sums(Posting)).where(held, ours)),
        (Standing.LOAN_IN, select(Posting.taxon_id, *_sums(Posting)).where(_few("owner_id", others, "holder_id", us))),
        (Standing.LOAN_OUT, _away(others.where(Institution.kind != InstitutionKind.TRANSIT), us)),
        (Standing.IN_TRANSIT, _away(others.where(Institution.kind == InstitutionKind.TRANSIT), us)),
    )
    found: dict[tuple[int, str, Standing], Delta] = defaultdict(Delta)
    for how, scan in scans:
        for row in session.execute(scan.where(every.live()).group_by(Posting.taxon_id)):
            found[row.taxon_id, ONE, how] += _delta(row)
    for taxon, kind, how, count in _in_groups(session, us, every):
        found[taxon, ONE, how] += Delta(-count.m, -count.f, -count.u)
        found[taxon, kind, how] += count
    for taxon, kind, how, count in _put_right(session, us, every):
        found[taxon, kind, how] += count
    return [(*key, count) for key, count in found.items() if count != NONE]


def _opening(session: Session, wanted: Filter) -> dict[int, Delta]:
    found: dict[int, Delta] = defaultdict(Delta)
    scan = select(Posting.taxon_id, *_sums(Posting)).where(wanted.live()).group_by(Posting.taxon_id)
    right = ledger.adjustments(wanted).subquery()
    for query in (scan, select(right.c.taxon_id, *_sums(right.c)).group_by(right.c.taxon_id)):
        for row in session.execute(query):
            found[row.taxon_id] += _delta(row)
    return found


def _few(of: str, others: Select[Any], and_of: str, us: int) -> ColumnElement[bool]:
    return and_(getattr(Posting, of).in_(others), getattr(Posting, and_of) + 0 == us)


def _away(others: Any, us: int) -> Any:
    return select(Posting.taxon_id, *_sums(Posting)).where(_few("holder_id", others, "owner_id", us))


def _in_groups(session: Session, us: int, every: Filter) -> Iterable[Stood]:
    """Those of the postings that are of groups and colonies."""
    how, ours = _how(Posting, us).label("how"), or_(Posting.holder_id + 0 == us, Posting.owner_id + 0 == us)
    many = select(Animal.id).where(Animal.kind != AnimalKind.INDIVIDUAL)
    query: Any = (
        select(Posting.taxon_id, Animal.kind, how, *_sums(Posting))
        .join(Animal, Animal.id == Posting.animal_id)
        .where(Posting.animal_id.in_(many), ours, every.live())
        .group_by(Posting.taxon_id, Animal.kind, how)
    )
    return _stood(session, query)


def _put_right(session: Session, us: int, every: Filter) -> Iterable[Stood]:
    """What counts put right."""
    right = ledger.adjustments(every).subquery()
    how = _how(right.c, us).label("how")
    query: Any = (
        select(right.c.taxon_id, Animal.kind, how, *_sums(right.c))
        .join(Animal, Animal.id == right.c.animal_id)
        .where(or_(right.c.holder_id == us, right.c.owner_id == us))
        .group_by(right.c.taxon_id, Animal.kind, how)
    )
    return _stood(session, query)


def _stood(session: Session, query: Select[Any]) -> Iterable[Stood]:
    return [(row.taxon_id, row.kind.value, Standing(row.how), _delta(row)) for row in session.execute(query)]


def _how(of: Any, us: int) -> ColumnElement[str]:
    transit = select(Institution.id).where(Institution.kind == InstitutionKind.TRANSIT)
    here = case((of.owner_id == us, Standing.ONSITE.value), else_=Standing.LOAN_IN.value)
    away = case((of.holder_id.in_(transit), Standing.IN_TRANSIT.value), else_=Standing.LOAN_OUT.value)
    return case((of.holder_id == us, here), else_=away)


def _sums(of: Any) -> list[ColumnElement[int]]:
    return [func.sum(getattr(of, sex)).label(sex) for sex in ledger.PARTS]


def _delta(row: Any) -> Delta:
    return Delta(int(row.m), int(row.f), int(row.u))
