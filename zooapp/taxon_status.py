"""Which status a taxon has on a day: its own rows or those it inherits, and what stands where it is not clear.

A domestic form inherits nothing: lists exclude it unless they name it (rules.md R76, R87). Above the species the
status is undetermined. A species that is not certain has the strictest status of its candidates (rules.md 2.13).
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from zooapp.i18n import _
from zooapp.models import Lineage, Rank, Taxon, TaxonStatus

NOT_LISTED: Final = "-"
STRICTEST_FIRST: Final = {
    "CITES": ("I", "II", "III", NOT_LISTED),
    "IUCN": ("EX", "EW", "CR", "EN", "VU", "NT", "LC", "DD", "NE", NOT_LISTED),
}


@dataclass(frozen=True)
class Status:
    """One row that counts: `id` and `verified` are those of the row, `taxon_id` where it stands in the tree."""

    id: int
    taxon_id: int
    scheme: str
    value: str
    population: str | None
    source: str
    verified: bool


def status_on(session: Session, taxon: int, day: dt.date, scheme: str = "CITES") -> list[Status]:
    """The rows of one list that count for a taxon on a day: its own, else those of the nearest above it.

    The general row first, then those of single populations. None above the species, or where nobody entered one.
    """
    record = session.get_one(Taxon, taxon)
    if not record.rank.is_species_or_lower:
        return []
    chain = [taxon] if record.domestic else _upwards(session, taxon)
    found = _rows(session, chain, day, scheme)
    nearest = next((key for key in chain if key in {row.taxon_id for row in found}), None)
    if nearest is None and record.replaced_by_id is not None:
        return status_on(session, record.replaced_by_id, day, scheme)
    return [row for row in found if row.taxon_id == nearest]


def value_on(
    session: Session, taxon: int, day: dt.date, scheme: str = "CITES", population: str | None = None
) -> str | None:
    """The status of an animal from this population (ISO code of its country), or the general one; None: not known."""
    rows = status_on(session, taxon, day, scheme)
    return next((row.value for wanted in (population, None) for row in rows if row.population == wanted), None)


def values_below(session: Session, taxon: int, day: dt.date, scheme: str = "CITES") -> list[str]:
    """Each status that occurs at and below a taxon on a day, the strictest first."""
    below = list(session.scalars(select(Lineage.taxon_id).where(Lineage.ancestor_id == taxon)))
    return strictest_first((row.value for row in _rows(session, below, day, scheme)), scheme)


def strictest_on(
    session: Session, taxon: int, day: dt.date, scheme: str = "CITES", candidates: Collection[int] = ()
) -> str | None:
    """The status of a species that is not certain: the strictest of the candidates, by default all of its genus."""
    if not candidates:
        genus = select(Lineage.ancestor_id).where(Lineage.taxon_id == taxon, Lineage.rank == Rank.GENUS)
        return next(iter(values_below(session, session.scalars(genus).one_or_none() or taxon, day, scheme)), None)
    found = (value for each in candidates for value in values_below(session, each, day, scheme))
    return next(iter(strictest_first(found, scheme)), None)


def words_on(session: Session, taxon: int, day: dt.date, scheme: str = "CITES", *, doubtful: bool = False) -> str:
    """The status as a person reads it: "II (I: CN, MN)", "not listed", "I until the species is certain"."""
    if not session.get_one(Taxon, taxon).rank.is_species_or_lower:
        values = [_shown(value) for value in values_below(session, taxon, day, scheme)]
        words = _("{list} status undetermined: lower taxon required ({values})")
        return words.format(list=scheme, values=", ".join(values) or _("none known"))
    if doubtful:
        strictest = strictest_on(session, taxon, day, scheme)
        return _("{status} until the species is certain").format(status=_shown(strictest))
    rows = status_on(session, taxon, day, scheme)
    general = next((row.value for row in rows if row.population is None), None)
    places: dict[str, list[str]] = {}
    for row in rows:
        if row.population is not None:
            places.setdefault(row.value, []).append(row.population)
    parts = [f"{_shown(value)}: {', '.join(sorted(where))}" for value, where in places.items()]
    return f"{_shown(general)} ({'; '.join(parts)})" if parts else _shown(general)


def strictest_first(values: Iterable[str], scheme: str) -> list[str]:
    """Each value once, the strictest first; lists that we do not know go by their own order of letters."""
    order = STRICTEST_FIRST.get(scheme, ())
    return sorted(set(values), key=lambda value: (order.index(value) if value in order else len(order), value))


def _shown(value: str | None) -> str:
    if value is None:
        return _("not known")
    return _("not listed") if value == NOT_LISTED else value


def _upwards(session: Session, taxon: int) -> list[int]:
    """The taxon and those above it, the nearest first."""
    rows = session.execute(select(Lineage.ancestor_id, Lineage.rank).where(Lineage.taxon_id == taxon)).all()
    return [row.ancestor_id for row in sorted(rows, key=lambda row: -row.rank.level)]


def _on(day: dt.date) -> ColumnElement[bool]:
    began = or_(TaxonStatus.valid_from.is_(None), TaxonStatus.valid_from <= day)
    return began & or_(TaxonStatus.valid_to.is_(None), TaxonStatus.valid_to >= day)


def _rows(session: Session, taxa: Collection[int], day: dt.date, scheme: str) -> list[Status]:
    found = session.scalars(
        select(TaxonStatus)
        .where(TaxonStatus.taxon_id.in_(taxa), TaxonStatus.scheme == scheme, _on(day))
        .where(TaxonStatus.voided_by.is_(None))
        .order_by(TaxonStatus.population.is_not(None), TaxonStatus.population, TaxonStatus.id)
    )
    return [
        Status(row.id, row.taxon_id, row.scheme, row.value, row.population, row.source, row.verified) for row in found
    ]
