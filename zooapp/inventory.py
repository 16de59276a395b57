"""The inventory: lines of a period that always add up, blocks by holder and owner, the head count (rules.md 2.8)."""

import datetime as dt
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from sqlalchemy import Case, ColumnElement, Row, Select, case, func, select
from sqlalchemy.orm import Session

from zooapp import ledger, settings
from zooapp.ledger import PARTS, Filter
from zooapp.models import Institution, InstitutionKind, Lineage, Mode, Rank
from zooapp.models.institution import MISSING
from zooapp.values.counts import SexCount
from zooapp.values.spans import Unit, shift

NONE = SexCount(0, 0, 0)


class Basis(StrEnum):
    """What is counted: the animals that we hold, or those that we own (R32)."""

    PHYSICAL = "physical"
    OWNERSHIP = "ownership"


@dataclass(frozen=True)
class Delta:
    """Males, females and unknown that came and went; may be below zero."""

    m: int = 0
    f: int = 0
    u: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.m + self.f + self.u

    def __add__(self, other: "Delta") -> "Delta":
        return Delta(self.m + other.m, self.f + other.f, self.u + other.u)

    def __str__(self) -> str:
        return f"{self.m}.{self.f}.{self.u}"


@dataclass
class Line:
    """One taxon in one period (R60). Deaths and departures are negative; the parts add up to `closing`."""

    taxon_id: int
    opening: Delta = field(default_factory=Delta)
    births: Delta = field(default_factory=Delta)
    arrivals: Delta = field(default_factory=Delta)
    deaths: Delta = field(default_factory=Delta)
    departures: Delta = field(default_factory=Delta)
    sexed: Delta = field(default_factory=Delta)
    identified: Delta = field(default_factory=Delta)
    adjustment: Delta = field(default_factory=Delta)
    closing: Delta = field(default_factory=Delta)

    def sum_of_parts(self) -> Delta:
        """What the closing has to be."""
        parts = [getattr(self, one.name) for one in fields(self) if one.name not in ("taxon_id", "closing")]
        return sum(parts, Delta())


@dataclass
class Block:
    """Where the animals of a taxon stand with an institution on a day (R31); under way and missing apart (R37)."""

    taxon_id: int
    onsite: SexCount = NONE
    loan_in: SexCount = NONE
    loan_out: SexCount = NONE
    in_transit: SexCount = NONE
    missing: SexCount = NONE

    @property
    def held(self) -> SexCount:
        """On the physical basis."""
        return self.onsite + self.loan_in

    @property
    def owned(self) -> SexCount:
        """On the ownership basis: held - on loan in + on loan out + own under way + own missing (R33)."""
        return self.held - self.loan_in + self.loan_out + self.in_transit + self.missing


class Standing(StrEnum):
    """How an animal stands with an institution (R31, R37); gone is none of these."""

    ONSITE = "onsite"
    LOAN_IN = "loan_in"
    LOAN_OUT = "loan_out"
    IN_TRANSIT = "in_transit"
    MISSING = "missing"


@dataclass(frozen=True)
class HeadCount:
    """Animals that we hold and their species, on a day and a year before it."""

    animals: int
    species: int
    animals_year_ago: int
    species_year_ago: int


def lines(session: Session, first: dt.date, last: dt.date, basis: Basis, institution: int = 0) -> list[Line]:
    """The inventory of a period (both days in it) on a basis: one line a taxon that stood or moved (R60, R64).

    Net per act and taxon first, then by kind of act and sign, so that what stays in the house is neither arrival nor
    departure. `institution` is ours unless another is named.
    """
    x = institution or settings.our_institution(session)
    net = net_by_act(ledger.effect(wanted(Basis(basis), x, last)).subquery(), first)
    kind = kind_of(net).label("kind")
    sums = [func.sum(net.c[part]).label(part) for part in PARTS]
    found: dict[int, Line] = {}
    for row in session.execute(select(net.c.taxon_id, kind, *sums).group_by(net.c.taxon_id, kind)):
        setattr(found.setdefault(row.taxon_id, Line(row.taxon_id)), row.kind, _delta(row))
    for row in session.execute(select(net.c.taxon_id, *sums).group_by(net.c.taxon_id)):
        found[row.taxon_id].closing = _delta(row)
    return [line for line in sorted(found.values(), key=lambda line: line.taxon_id) if line != Line(line.taxon_id)]


def wanted(basis: Basis, institution: int, until: dt.date, taxon: int | None = None) -> Filter:
    """Which accounts count on a basis (R32)."""
    if basis is Basis.OWNERSHIP:
        return Filter(taxon=taxon, owner=institution, until=until)
    return Filter(taxon=taxon, holder=institution, until=until)


def end_of(session: Session, day: dt.date) -> dt.datetime:
    """The last moment of a day in the zoo's own time: what was entered by then was known on it."""
    return dt.datetime.combine(day, dt.time.max, settings.zone(session))


def net_by_act(rows: Any, first: dt.date) -> Any:
    """What each act of `ledger.effect` changed of each taxon; those before the first day count as one act 0.

    Columns: act, taxon_id, mode, before (1 for that act 0), m, f, u.
    """
    past = rows.c.on < first
    before = case((past, 1), else_=0).label("before")
    act = case((past, 0), else_=rows.c.transaction_id)
    sums = [func.sum(rows.c[part]).label(part) for part in PARTS]
    keys = [act.label("act"), rows.c.taxon_id, before]
    return select(*keys, func.max(rows.c.mode).label("mode"), *sums).group_by(*keys).subquery()


def kind_of(net: Any) -> Case[str]:
    """Which part of a line a net change of `net_by_act` belongs to, by kind of act and sign."""
    change_of_hands = net.c.mode.in_([Mode.ARRIVAL, Mode.DEPARTURE, Mode.TRANSFER, Mode.RECEIPT])
    return case(
        (net.c.before == 1, "opening"),
        (net.c.mode == Mode.BIRTH, "births"),
        (net.c.mode == Mode.DEATH, "deaths"),
        (net.c.mode == Mode.SEXED, "sexed"),
        (net.c.mode == Mode.CENSUS, "adjustment"),
        (change_of_hands & (net.c.m + net.c.f + net.c.u > 0), "arrivals"),
        (change_of_hands, "departures"),
        else_="identified",
    )


def _delta(row: Row[Any]) -> Delta:
    return Delta(int(row.m), int(row.f), int(row.u))


def blocks(session: Session, on: dt.date, institution: int = 0) -> list[Block]:
    """The blocks of R31 by taxon at the end of a day, ours unless another institution is named."""
    x = institution or settings.our_institution(session)
    held = ledger.effect(Filter(holder=x, until=on)).subquery()
    own = ledger.effect(Filter(owner=x, until=on)).subquery()
    here = _sums(held, case((held.c.owner_id == x, "onsite"), else_="loan_in"))
    away = _sums(own, away_as(own.c.holder_id))
    found: dict[int, Block] = {}
    for query in (here, away.where(own.c.holder_id != x)):
        for row in session.execute(query):
            count = SexCount(int(row.m), int(row.f), int(row.u))
            setattr(found.setdefault(row.taxon_id, Block(row.taxon_id)), row.kind, count)
    return [block for taxon, block in sorted(found.items()) if block != Block(taxon)]


def standing(session: Session, animal_id: int, on: dt.date, institution: int = 0) -> dict[Standing, SexCount]:
    """How a record stands with an institution at the end of a day, and how many of it; empty when gone (R31)."""
    x = institution or settings.our_institution(session)
    nowhere = _nowhere(session)
    found: dict[Standing, SexCount] = {}
    for balance in ledger.balances(session, Filter(animals=[animal_id], until=on)):
        if x not in (balance.holder_id, balance.owner_id):
            continue
        if balance.holder_id == x:
            how = Standing.ONSITE if balance.owner_id == x else Standing.LOAN_IN
        else:
            how = nowhere.get(balance.holder_id, Standing.LOAN_OUT)
        found[how] = found.get(how, NONE) + balance.count
    return found


def away_as(holder: Any) -> ColumnElement[str]:
    """How own animals stand that somebody else holds: with a zoo, under way, or with nobody since they are missing."""
    nobody = select(Institution.id).where(Institution.kind == InstitutionKind.TRANSIT)
    lost = nobody.where(Institution.mnemonic == MISSING)
    ways = ((holder.in_(lost), Standing.MISSING.value), (holder.in_(nobody), Standing.IN_TRANSIT.value))
    return case(*ways, else_=Standing.LOAN_OUT.value)


def _nowhere(session: Session) -> dict[int, Standing]:
    """Who holds nothing in truth: the ways on which animals are, and whoever stands for those that are missing."""
    rows = select(Institution.id, Institution.mnemonic).where(Institution.kind == InstitutionKind.TRANSIT)
    found = dict(session.execute(rows).all())
    return {key: Standing.MISSING if name == MISSING else Standing.IN_TRANSIT for key, name in found.items()}


def _sums(rows: Any, kind: Any) -> Select[Any]:
    kind = kind.label("kind")
    sums = [func.sum(rows.c[part]).label(part) for part in PARTS]
    return select(rows.c.taxon_id, kind, *sums).group_by(rows.c.taxon_id, kind)


def head_count(session: Session, on: dt.date, known: dt.date | None = None) -> HeadCount:
    """How many animals of how many species we hold at the end of a day, and a year before it; as known now or then.

    A species counts when an animal of it, or of a taxon below it, is held; groups above species count as animals only.
    """
    now, then = _heads(session, on, known), _heads(session, shift(on, -1, Unit.YEAR), known)
    return HeadCount(*now, *then)


def _heads(session: Session, on: dt.date, known: dt.date | None) -> tuple[int, int]:
    rows = _held_by_taxon(session, on, known)
    species = select(func.count(Lineage.ancestor_id.distinct())).where(Lineage.rank == Rank.SPECIES)
    held = species.where(Lineage.taxon_id.in_(select(rows.c.taxon_id).where(rows.c.n > 0)))
    animals = select(func.coalesce(func.sum(rows.c.n), 0))
    return int(session.scalar(animals) or 0), int(session.scalar(held) or 0)


def by_rank(session: Session, on: dt.date, rank: Rank = Rank.CLASS) -> dict[int, int]:
    """How many animals we hold of each taxon of a rank, at the end of a day (R61)."""
    rows = _held_by_taxon(session, on)
    query = (
        select(Lineage.ancestor_id, func.sum(rows.c.n))
        .join(rows, rows.c.taxon_id == Lineage.taxon_id)
        .where(Lineage.rank == rank, rows.c.n > 0)
        .group_by(Lineage.ancestor_id)
    )
    return {taxon: int(n) for taxon, n in session.execute(query)}


def _held_by_taxon(session: Session, on: dt.date, known: dt.date | None = None) -> Any:
    moment = None if known is None else end_of(session, known)
    rows = ledger.effect(Filter(holder=settings.our_institution(session), until=on, known=moment)).subquery()
    whole = func.sum(rows.c.m + rows.c.f + rows.c.u).label("n")
    return select(rows.c.taxon_id, whole).group_by(rows.c.taxon_id).subquery()
