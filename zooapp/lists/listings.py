"""What the legal lists say of many taxa on a day, as SQL and in words: the nearest row of the tree counts (R76)."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, Final

from sqlalchemy import Subquery, and_, case, func, or_, select
from sqlalchemy.orm import Session

from zooapp.i18n import _
from zooapp.models import Lineage, Rank, Taxon, TaxonStatus
from zooapp.taxon_status import NOT_LISTED

LEVEL: Final = case({rank: rank.level for rank in Rank}, value=Lineage.rank)


def nearest(on: dt.date) -> Subquery:
    """(taxon_id, scheme, value, population): the rows that count, as `taxon_status.status_on` finds them for one taxon.

    Its own, else those of the nearest taxon above; a domestic form inherits nothing, above the species nothing counts.
    """
    began = or_(TaxonStatus.valid_from.is_(None), TaxonStatus.valid_from <= on)
    lasts = or_(TaxonStatus.valid_to.is_(None), TaxonStatus.valid_to >= on)
    own = Lineage.ancestor_id == Lineage.taxon_id
    low = Taxon.rank.in_([rank for rank in Rank if rank.is_species_or_lower])
    rows = (
        select(Lineage.taxon_id, TaxonStatus.scheme, TaxonStatus.value, TaxonStatus.population)
        .add_columns(
            func.rank().over(partition_by=[Lineage.taxon_id, TaxonStatus.scheme], order_by=LEVEL.desc()).label("place")
        )
        .join(TaxonStatus, TaxonStatus.taxon_id == Lineage.ancestor_id)
        .join(Taxon, Taxon.id == Lineage.taxon_id)
        .where(TaxonStatus.voided_by.is_(None), and_(began, lasts), low, or_(own, Taxon.domestic.is_(False)))
        .subquery()
    )
    return select(rows).where(rows.c.place == 1).subquery()


def listings(session: Session, taxa: Collection[int], on: dt.date) -> Mapping[tuple[int, str], str]:
    """(taxon, list) -> "II (I: CN, MN)" or "not listed", by one statement; nothing where nobody entered a row."""
    rows = nearest(on)
    found: dict[tuple[int, str], list[Any]] = {}
    for row in session.execute(select(rows).where(rows.c.taxon_id.in_(set(taxa)))):
        found.setdefault((row.taxon_id, row.scheme), []).append(row)
    return {key: _words(many) for key, many in found.items()}


def _words(rows: list[Any]) -> str:
    general = next((_shown(row.value) for row in rows if row.population is None), _("not known"))
    places: dict[str, list[str]] = {}
    for row in rows:
        if row.population is not None:
            places.setdefault(_shown(row.value), []).append(row.population)
    parts = [f"{value}: {', '.join(sorted(where))}" for value, where in sorted(places.items())]
    return f"{general} ({'; '.join(parts)})" if parts else general


def _shown(value: str) -> str:
    return _("not listed") if value == NOT_LISTED else value
