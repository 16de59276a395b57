"""Taxa as lists, cards and picks name them: names, ranks and the pictures of their groups."""

import csv
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from zooapp import i18n, names, paths
from zooapp.lists.spec import TaxonCell
from zooapp.models import Lineage, Name, Rank, Taxon


@dataclass(frozen=True)
class TaxonWords:
    """What a taxon is called in the language now in use, its rank, and the picture of its group."""

    common: str
    scientific: str
    rank: Rank
    art: str

    def cell(self, cf: bool = False) -> TaxonCell:
        """As a cell of a list."""
        return TaxonCell(self.common, self.scientific, cf, self.art)

    @property
    def label(self) -> str:
        """The common name, or the scientific one where there is none in this language."""
        return self.common or self.scientific


NOBODY = TaxonWords("", "", Rank.CLASS, "")


@lru_cache
def _groups() -> dict[str, str]:
    with (paths.resources() / "art" / "groups.csv").open(encoding="utf-8", newline="") as file:
        return {row["scientific"]: row["silhouette"] for row in csv.DictReader(file)}


def art_of(lineage: Iterable[str]) -> str:
    """The picture of the narrowest group that has one, as resources/art names it; nothing where none has."""
    known = next((name for name in lineage if name in _groups()), None)
    return f"silhouettes/{_groups()[known]}" if known else ""


def wanted_locales(language: str = "") -> tuple[str, ...]:
    """The locales of names, best first."""
    return names.NEXT_BEST.get(language or i18n.language(), ("en",))


def words_of(session: Session, taxa: Collection[int], language: str = "") -> dict[int, TaxonWords]:
    """Names, ranks and pictures of these taxa, by one statement."""
    return _words(session, Lineage.taxon_id.in_(set(taxa)), language) if taxa else {}


def all_words(session: Session, language: str = "") -> dict[int, TaxonWords]:
    """Names, ranks and pictures of all taxa that are not taken back, by one statement."""
    live = select(Taxon.id).where(Taxon.voided_by.is_(None))
    return _words(session, Lineage.taxon_id.in_(live), language)


def _words(session: Session, which: ColumnElement[bool], language: str) -> dict[int, TaxonWords]:
    locales = wanted_locales(language)
    own_name = and_(
        Name.record_kind == "taxon",
        Name.record_id == Lineage.ancestor_id,
        Lineage.ancestor_id == Lineage.taxon_id,
        Name.locale.in_(locales),
        Name.voided_by.is_(None),
    )
    found = session.execute(
        select(Lineage.taxon_id, Lineage.rank, Taxon.scientific, Taxon.art, Name.locale, Name.preferred, Name.text)
        .join(Taxon, Taxon.id == Lineage.ancestor_id)
        .outerjoin(Name, own_name)
        .where(which)
        .order_by(Lineage.taxon_id, Name.id)
    ).all()
    by_taxon: dict[int, list[Any]] = {}
    for row in found:
        by_taxon.setdefault(row.taxon_id, []).append(row)
    return {key: _one(rows, locales) for key, rows in by_taxon.items()}


def _one(rows: list[Any], locales: tuple[str, ...]) -> TaxonWords:
    line = sorted(rows, key=lambda row: -row.rank.level)
    own = line[0]
    named = [row for row in rows if row.text is not None]
    best = min(named, key=lambda row: (locales.index(row.locale), not row.preferred), default=None)
    art = f"silhouettes/{own.art}" if own.art else art_of(row.scientific for row in line)
    return TaxonWords(best.text if best else "", own.scientific, own.rank, art)
