"""Who may be chosen as a parent: records of the same family, and the three ways not to know one (R42, R43)."""

from typing import Any, Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from zooapp.i18n import _
from zooapp.lists.animal_rows import born, local_id_of
from zooapp.lists.parent_rules import KEPT
from zooapp.lists.picks import Option
from zooapp.models import Animal, Lineage, Parentage, Posting, Rank, Special
from zooapp.models.parentage import SPECIALS
from zooapp.services.parentages import Candidate
from zooapp.values.fold import fold

# A choice is a number: those below zero name no animal.
NOBODY: Final = {-number: special for number, (special, _words) in enumerate(SPECIALS, 1)}


def options(session: Session, child_id: int) -> list[Option]:
    """The special values, then the records of the child's family."""
    return [*(_nobody(key, special) for key, special in NOBODY.items()), *records(session, child_id)]


def records(session: Session, animal_id: int) -> list[Option]:
    """All records of an animal's family but itself, by local id: one statement."""
    mine = select(Posting.taxon_id).where(Posting.animal_id == animal_id)
    family = select(Lineage.ancestor_id).where(Lineage.taxon_id.in_(mine), Lineage.rank == Rank.FAMILY)
    inside = select(Lineage.taxon_id).where(Lineage.ancestor_id.in_(family))
    parts = [Animal.__table__.c[f"born_{part}"] for part in ("earliest", "latest", "nominal", "kind", "note")]
    number = local_id_of(Animal.id).label("local_id")
    rows = session.execute(
        select(Animal.id, Animal.house_name, number, *parts)
        .where(Animal.voided_by.is_(None), Animal.kind.in_(KEPT), Animal.id != animal_id)
        .where(exists().where(Posting.animal_id == Animal.id, Posting.taxon_id.in_(inside)))
    ).all()
    return sorted((_option(row) for row in rows), key=lambda option: fold(option.label))


def _option(row: Any) -> Option:
    label = " ".join(part for part in (row.local_id, row.house_name) if part) or f"#{row.id}"
    birth = born(row)
    words = "\n".join(fold(part) for part in (row.local_id, row.house_name) if part)
    return Option(row.id, label, birth.show() if birth else "", words)


def _nobody(key: int, special: Special) -> Option:
    words = _(dict(SPECIALS)[special])
    label, _colon, detail = words.partition(": ")
    return Option(key, label, detail, f"{fold(label)}\n{special.value}")


def standing(session: Session, child_id: int) -> dict[str, list[Candidate]]:
    """The candidates that stand in the books, by role."""
    wanted = select(Parentage).where(Parentage.animal_id == child_id, Parentage.voided_by.is_(None))
    found: dict[str, list[Candidate]] = {}
    for row in session.scalars(wanted.order_by(Parentage.id)):
        one = Candidate(row.parent_id, row.special, row.percent, row.method, row.note)
        found.setdefault(row.role.value, []).append(one)
    return found
