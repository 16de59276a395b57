"""All that is known of one taxon: its line in the tree, names, legal status row by row, and how sure each is."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zooapp import taxon_status
from zooapp.fields import fields_of
from zooapp.i18n import _
from zooapp.lists import maturity, sureness, taxa
from zooapp.lists.maturity import Ages
from zooapp.lists.sureness import NameLine, Sureness
from zooapp.lists.taxa import TaxonWords
from zooapp.lists.taxa_list import RANKS
from zooapp.models import Lineage, Taxon, TaxonStatus
from zooapp.services.confirmations import Fact

SCHEMES = ("CITES", "IUCN")


@dataclass(frozen=True)
class StatusLine:
    """One row of a list: which, from when to when, by which source, and whether it counts on the day."""

    id: int
    version: int
    scheme: str
    value: str
    population: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    source: str
    counts: bool
    sure: Sureness


@dataclass(frozen=True)
class TaxonFacts:
    """One taxon, ready to be shown."""

    id: int
    words: TaxonWords
    rank: str
    author: str
    lineage: tuple[tuple[int, str], ...]
    below: int
    now: tuple[tuple[str, str], ...]
    statuses: tuple[StatusLine, ...]
    names: tuple[NameLine, ...]
    commodity_code: str
    domestic: bool
    hybrid: bool
    replaced_by: str
    stands_for: tuple[str, ...]
    source: str
    ages: tuple[tuple[str, str], ...]
    sure: Sureness


def read(session: Session, taxon: int, today: dt.date) -> TaxonFacts | None:
    """What a card shows of a taxon; None when there is no such taxon any more."""
    record = session.get(Taxon, taxon)
    if record is None or record.voided_by is not None:
        return None
    above, below, ages = _around(session, taxon)
    names, rows = sureness.names_of(session, "taxon", taxon), _rows(session, taxon)
    own: dict[Fact, bool] = {("taxon", taxon): record.verified}
    own |= {("taxon_status", row.id): row.verified for row in rows}
    sure = sureness.of(session, own | sureness.checked_names(names))
    old = session.scalars(select(Taxon.scientific).where(Taxon.replaced_by_id == taxon, Taxon.voided_by.is_(None)))
    heir = record.replaced_by_id or 0
    words = taxa.words_of(session, [taxon, heir, *above])
    return TaxonFacts(
        id=taxon,
        words=words[taxon],
        rank=_(dict(RANKS)[record.rank]),
        author=record.author or "",
        lineage=tuple((key, words[key].scientific) for key in above),
        below=below,
        now=tuple((scheme, taxon_status.words_on(session, taxon, today, scheme)) for scheme in SCHEMES),
        statuses=tuple(_status(row, sure, today) for row in rows),
        names=sureness.name_lines(names, sure),
        commodity_code=record.commodity_code or "",
        domestic=record.domestic,
        hybrid=record.hybrid,
        replaced_by=words[heir].scientific if heir else "",
        stands_for=tuple(old),
        source=record.source or "",
        ages=tuple(maturity.told(ages)),
        sure=sure["taxon", taxon],
    )


def values(session: Session, taxon: int) -> tuple[dict[str, object], int]:
    """The fields of a taxon and its version, for a form."""
    record = session.get_one(Taxon, taxon)
    return {name: getattr(record, name) for name in fields_of(Taxon)}, record.version


def named(session: Session, scientific: str) -> int:
    """The taxon of this name, whatever its capitals; 0 for none."""
    wanted = func.lower(Taxon.scientific) == scientific.strip().lower()
    return session.scalar(select(Taxon.id).where(wanted).limit(1)) or 0


def _around(session: Session, taxon: int) -> tuple[list[int], int, Ages]:
    """What it belongs to, the class first, how many taxa belong to it, and the ages that hold for it."""
    below = select(func.count()).where(Lineage.ancestor_id == taxon).scalar_subquery()
    found = select(Lineage.ancestor_id, Lineage.rank, below.label("below"), *maturity.columns())
    found = found.join(Taxon, Taxon.id == Lineage.ancestor_id).where(Lineage.taxon_id == taxon)
    rows = sorted(session.execute(found).all(), key=lambda row: row.rank.level)
    above = [row.ancestor_id for row in rows if row.ancestor_id != taxon]
    return above, rows[0].below - 1, maturity.nearest(rows)


def _rows(session: Session, taxon: int) -> Sequence[TaxonStatus]:
    """Its own status rows, list by list, the newest first."""
    return session.scalars(
        select(TaxonStatus)
        .where(TaxonStatus.taxon_id == taxon, TaxonStatus.voided_by.is_(None))
        .order_by(TaxonStatus.scheme, TaxonStatus.population.is_not(None), TaxonStatus.population)
        .order_by(TaxonStatus.valid_from.desc(), TaxonStatus.id.desc())
    ).all()


def _status(row: TaxonStatus, sure: Mapping[Fact, Sureness], today: dt.date) -> StatusLine:
    return StatusLine(
        row.id,
        row.version,
        row.scheme,
        _("not listed") if row.value == taxon_status.NOT_LISTED else row.value,
        row.population or "",
        row.valid_from,
        row.valid_to,
        row.source,
        (row.valid_from or today) <= today <= (row.valid_to or today),
        sure["taxon_status", row.id],
    )
