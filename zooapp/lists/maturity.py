"""Ages of a taxon, taken from the nearest taxon above it that has them: from when it breeds, how long it is carried."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.i18n import _
from zooapp.models import BirthType, Lineage, Taxon

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
        select(Lineage.rank, *columns())
        .join(Taxon, Taxon.id == Lineage.ancestor_id)
        .where(Lineage.taxon_id == taxon_id)
    )
    return nearest(sorted(found.all(), key=lambda row: row.rank.level))


def columns() -> Sequence[Any]:
    """The columns of a taxon that `nearest` looks at."""
    return [getattr(Taxon, name) for name in AGES]


def nearest(rows: Iterable[Any]) -> Ages:
    """From a taxon and those above it, the class first: what the nearest of them says."""
    values: dict[str, Any] = {}
    for row in rows:
        values |= {name: said for name in AGES if (said := getattr(row, name)) is not None}
    return Ages(**values)


def told(ages: Ages) -> list[tuple[str, str]]:
    """What is known, in words: a label and its value each."""
    days = [str(n) for n in dict.fromkeys((ages.carried_least, ages.carried_most)) if n is not None]
    eggs = {None: "", True: _("yes"), False: _("no")}[ages.lays_eggs]
    said = (
        (_("Males breed from"), _months(ages.maturity_m)),
        (_("Females breed from"), _months(ages.maturity_f)),
        (_("Gestation or incubation"), f"{'–'.join(days)} {_('days')}" if days else ""),
        (_("Lays eggs"), eggs),
    )
    return [(what, how) for what, how in said if how]


def _months(n: int | None) -> str:
    return "" if n is None else f"{n} {_('months')}"


def birth_type_of(session: Session, taxon_id: int) -> BirthType | None:
    """How young of this taxon come into the world, where that is known."""
    eggs = ages_of(session, taxon_id).lays_eggs
    return None if eggs is None else BirthType.HATCHED if eggs else BirthType.BORN
