"""Ages of a taxon, taken from the nearest taxon above it that has them: from when it breeds, how long it is carried."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.models import BirthType, Lineage, Rank, Taxon

AGES = ("maturity_m", "maturity_f", "carried_least", "carried_most", "lays_eggs")


@dataclass(frozen=True)
class Ages:
    """Months until males and females breed; days of gestation or incubation. None where nobody said it."""

    maturity_m: int | None = None
    maturity_f: int | None = None
    carried_least: int | None = None
    carried_most: int | None = None
    lays_eggs: bool | None = None


def ages_of(session: Session, taxon_id: int) -> Ages:
    """What is known of the ages of this taxon (rules.md R41): one statement."""
    found = session.execute(
        select(Lineage.rank, *(getattr(Taxon, name) for name in AGES))
        .join(Taxon, Taxon.id == Lineage.ancestor_id)
        .where(Lineage.taxon_id == taxon_id)
    ).all()
    values: dict[str, Any] = {}
    for row in sorted(found, key=lambda row: Rank(row.rank).level):
        values |= _known(row._mapping)
    return Ages(**values)


def birth_type_of(session: Session, taxon_id: int) -> BirthType | None:
    """How young of this taxon come into the world, where that is known."""
    eggs = ages_of(session, taxon_id).lays_eggs
    return None if eggs is None else BirthType.HATCHED if eggs else BirthType.BORN


def _known(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: row[name] for name in AGES if row[name] is not None}
