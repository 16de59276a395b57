"""Taxa: the tree, their names, and their legal status as dated, sourced rows (rules.md R76, 2.13)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from zooapp import naming
from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.models import Name, Taxon, TaxonStatus
from zooapp.permission import Permission
from zooapp.work import Work, needs


@needs(Permission.EDIT_TAXA)
def add(work: Work, values: Mapping[str, Any], names: Mapping[str, str] | None = None) -> Taxon:
    """Add a taxon under its parent, with names by locale."""
    taxon = Taxon(**values)
    if taxon.rank is not None:
        _descends(work, taxon)
    work.add(taxon)
    for locale, text in (names or {}).items():
        naming.name(work, taxon, locale, text)
    return taxon


@needs(Permission.EDIT_TAXA)
def amend(work: Work, taxon: int, version: int, values: Mapping[str, Any]) -> Taxon:
    """Change a taxon; moved to another parent it takes all below it along."""
    record = work.amend(Taxon, taxon, version, values)
    _descends(work, record)
    return record


@needs(Permission.EDIT_TAXA)
def rename(work: Work, taxon: int, locale: str, text: str, short: str | None = None) -> Name:
    """Set the name of a taxon in one language; it is unverified until somebody confirms it."""
    return naming.name(work, work.get(Taxon, taxon), locale, text, short)


@needs(Permission.EDIT_TAXA)
def replace(work: Work, taxon: int, version: int, by: int | None) -> Taxon:
    """Say that a name is used no more and which stands for it now; records under the old one stay."""
    if by is not None:
        successor = work.get(Taxon, by)
        if successor.replaced_by_id is not None or by == taxon:
            raise Invalid(Problem("replaced_by_id", _("This name is not used itself any more. Take the newest one.")))
    return work.amend(Taxon, taxon, version, {"replaced_by_id": by})


@needs(Permission.EDIT_TAXA)
def add_status(work: Work, values: Mapping[str, Any]) -> TaxonStatus:
    """Add a status from a day on. The row before it, of the same list and population, ends the day before."""
    status = TaxonStatus(**values)
    before = work.session.scalars(
        select(TaxonStatus)
        .where(TaxonStatus.taxon_id == status.taxon_id, TaxonStatus.scheme == status.scheme)
        .where(TaxonStatus.population.is_not_distinct_from(status.population))
        .where(TaxonStatus.valid_to.is_(None), TaxonStatus.voided_by.is_(None))
    ).all()
    for row in before:
        if status.valid_from is None or (row.valid_from is not None and row.valid_from >= status.valid_from):
            raise Invalid(Problem("valid_from", _("A later status stands already. From which day is this one valid?")))
        work.amend(TaxonStatus, row.id, row.version, {"valid_to": status.valid_from - dt.timedelta(days=1)})
    return work.add(status)


@needs(Permission.EDIT_TAXA)
def end_status(work: Work, status: int, version: int, last_day: dt.date) -> TaxonStatus:
    """Say on which day a status was valid for the last time. Rows are ended, not changed: papers stay explained."""
    return work.amend(TaxonStatus, status, version, {"valid_to": last_day})


def _descends(work: Work, taxon: Taxon) -> None:
    """Ranks descend from parent to child: so the tree has no circle either."""
    if taxon.parent_id is not None:
        parent = work.get(Taxon, taxon.parent_id)
        if parent.rank.level >= taxon.rank.level:
            words = _("{parent} is not above it: it is a {rank} itself.")
            raise Invalid(Problem("parent_id", words.format(parent=parent.scientific, rank=_(parent.rank.value))))
    if taxon.id is None:
        return
    for child in work.session.scalars(select(Taxon).where(Taxon.parent_id == taxon.id, Taxon.voided_by.is_(None))):
        if child.rank.level <= taxon.rank.level:
            words = _("{child} stands under it and is not lower in rank.")
            raise Invalid(Problem("rank", words.format(child=child.scientific)))
