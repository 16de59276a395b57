"""Who lives where on a day, and what a place holds. Reading only; counts come from the ledger."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from zooapp import ledger, settings
from zooapp.errors import Level, Problem
from zooapp.i18n import _
from zooapp.models import Capacity, Lineage, Stay, Taxon
from zooapp.values.counts import SexCount


@dataclass(frozen=True)
class Occupant:
    """An animal or group in a place: which taxon, and how many."""

    enclosure_id: int
    animal_id: int
    taxon_id: int
    count: SexCount


def occupants(session: Session, on: dt.date, enclosures: Collection[int] = ()) -> list[Occupant]:
    """Who stands in these places (or in all) on that day, as far as we hold them: one statement."""
    held = ledger.effect(ledger.Filter(holder=settings.our_institution(session), until=on)).subquery()
    keys = (Stay.enclosure_id, Stay.animal_id, held.c.taxon_id)
    sums = [func.sum(held.c[part]).label(part) for part in ledger.PARTS]
    query = (
        select(*keys, *sums)
        .join(held, held.c.animal_id == Stay.animal_id)
        .where(Stay.voided_by.is_(None), Stay.since <= on, or_(Stay.until.is_(None), Stay.until > on))
        .group_by(*keys)
        .having(or_(*(func.sum(held.c[part]) != 0 for part in ledger.PARTS)))
        .order_by(*keys)
    )
    if enclosures:
        query = query.where(Stay.enclosure_id.in_(enclosures))
    return [Occupant(e, a, t, SexCount(int(m), int(f), int(u))) for e, a, t, m, f, u in session.execute(query)]


def occupancy(session: Session, on: dt.date) -> dict[int, SexCount]:
    """M.F.U in each place that is not empty on that day."""
    found: dict[int, SexCount] = {}
    for one in occupants(session, on):
        found[one.enclosure_id] = found.get(one.enclosure_id, SexCount(0, 0, 0)) + one.count
    return found


@dataclass(frozen=True)
class Period:
    """One stay in the history of a place."""

    animal_id: int
    since: dt.date
    until: dt.date | None
    reason: str | None


def history(session: Session, enclosure_id: int, limit: int = 500) -> list[Period]:
    """Who stood in a place and when, the newest first."""
    query = (
        select(Stay.animal_id, Stay.since, Stay.until, Stay.reason)
        .where(Stay.enclosure_id == enclosure_id, Stay.voided_by.is_(None))
        .order_by(Stay.since.desc(), Stay.id.desc())
        .limit(limit)
    )
    return [Period(*row) for row in session.execute(query)]


def open_stays(session: Session, animals: Collection[int]) -> dict[int, Stay]:
    """The stay of each animal that has not ended."""
    query = select(Stay).where(Stay.animal_id.in_(animals), Stay.until.is_(None), Stay.voided_by.is_(None))
    return {stay.animal_id: stay for stay in session.scalars(query)}


Coming = Sequence[tuple[int, int]]


def capacity_problems(
    session: Session, enclosure_id: int, coming: Coming, on: dt.date, leaving: Collection[int] = ()
) -> list[Problem]:
    """Warnings when (taxon, number) come to a place: too many of a taxon or in all, or no room set for it (R112).

    `leaving` are animals that do not count as already there: they leave, or they are the ones who come.
    """
    room = session.execute(
        select(Capacity.taxon_id, Capacity.most, Taxon.scientific)
        .outerjoin(Taxon, Taxon.id == Capacity.taxon_id)
        .where(Capacity.enclosure_id == enclosure_id, Capacity.voided_by.is_(None))
        .order_by(Capacity.id)
    ).all()
    if not room:
        return []
    there = [(o.taxon_id, o.count.total) for o in occupants(session, on, [enclosure_id]) if o.animal_id not in leaving]
    above = ancestors(session, {taxon for taxon, _n in [*there, *coming]})
    texts = list(_too_many(room, [*there, *coming], coming, above))
    covered = {taxon for taxon, _n in coming for row in room if row.taxon_id is None or row.taxon_id in above[taxon]}
    strangers = session.scalars(select(Taxon.scientific).where(Taxon.id.in_({t for t, _n in coming} - covered)))
    texts += [_("No room is set here for {taxon}.").format(taxon=name) for name in strangers]
    return [Problem("enclosure_id", text, Level.WARNING) for text in texts]


def _too_many(
    room: Sequence[tuple[int | None, int, str | None]], all_in: Coming, coming: Coming, above: Mapping[int, set[int]]
) -> Iterator[str]:
    """Each room that is too small for those who fall under it, when somebody who comes is among them."""
    for taxon_id, most, name in room:
        n = sum(n for taxon, n in all_in if taxon_id is None or taxon_id in above[taxon])
        touched = any(taxon_id is None or taxon_id in above[taxon] for taxon, _n in coming)
        if n > most and touched:
            words = _("Holds {most} {taxon}; this makes {n}.") if name else _("Holds {most}; this makes {n}.")
            yield words.format(most=most, n=n, taxon=name)


def ancestors(session: Session, taxa: Collection[int]) -> dict[int, set[int]]:
    """Each taxon with all that it belongs to, itself among them."""
    found: dict[int, set[int]] = {taxon: {taxon} for taxon in taxa}
    for taxon, ancestor in session.execute(
        select(Lineage.taxon_id, Lineage.ancestor_id).where(Lineage.taxon_id.in_(taxa))
    ):
        found[taxon].add(ancestor)
    return found
