"""The family of an animal for its card: parents, litter, siblings, offspring. Parts of one statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Date, Select, String, cast, literal, null, select, type_coerce
from sqlalchemy.orm import aliased

from zooapp.i18n import _
from zooapp.lists.animal_rows import local_id_of
from zooapp.models import Animal, Mode, Parentage, Posting, Special, Transaction
from zooapp.models.parentage import SPECIALS

OWN, BORN = aliased(Parentage), aliased(Posting)
TEXTS: Final = ("about", "value", "confidence", "method")
PARENTS: Final = ("sire", "dam")


@dataclass(frozen=True)
class Relative:
    """One of the family: its record (0 where none is named), in words, and how likely in percent."""

    id: int
    title: str
    percent: int = 100


@dataclass(frozen=True)
class Kin:
    """The family as far as it is written down, each the oldest first."""

    sires: tuple[Relative, ...] = ()
    dams: tuple[Relative, ...] = ()
    litter: tuple[Relative, ...] = ()
    siblings: tuple[Relative, ...] = ()
    offspring: tuple[Relative, ...] = ()


def line(kind: Any, key: Any, on: Any, *texts: Any) -> Select[Any]:
    """One part of the statement: what it is about, a key, a day, four texts."""
    said = [*texts, *[null()] * 4][:4]
    named = [cast(text, String).label(name) for name, text in zip(TEXTS, said, strict=True)]
    return select(cast(kind, String).label("kind"), key.label("id"), type_coerce(on, Date).label("on"), *named)


def parts(animal: int) -> Iterable[Select[Any]]:
    """The family of an animal, a row each: kind, record, birth, local id, house name, special value, percent."""
    live = Parentage.voided_by.is_(None)
    yield (
        _relative(Parentage.role, Parentage.parent_id, Parentage.special, Parentage.percent)
        .select_from(Parentage)
        .outerjoin(Animal, Animal.id == Parentage.parent_id)
        .where(Parentage.animal_id == animal, live)
    )
    yield (
        _relative(literal("offspring"), Parentage.animal_id, null(), Parentage.percent)
        .select_from(Parentage)
        .join(Animal, Animal.id == Parentage.animal_id)
        .where(Parentage.parent_id == animal, live)
    )
    same = (OWN.parent_id == Parentage.parent_id) & (OWN.role == Parentage.role)
    yield (
        _relative(literal("sibling"), Parentage.animal_id, null(), null())
        .select_from(OWN)
        .join(Parentage, same)
        .join(Animal, Animal.id == Parentage.animal_id)
        .where(OWN.animal_id == animal, OWN.voided_by.is_(None), live, Parentage.animal_id != animal)
    )
    yield (
        _relative(literal("litter"), Posting.animal_id, null(), null())
        .select_from(BORN)
        .join(Transaction, Transaction.id == BORN.transaction_id)
        .join(Posting, Posting.transaction_id == BORN.transaction_id)
        .join(Animal, Animal.id == Posting.animal_id)
        .where(BORN.animal_id == animal, BORN.mode == Mode.BIRTH, Posting.animal_id != animal)
        .where(Transaction.voided_by.is_(None))
    )


def _relative(kind: Any, key: Any, special: Any, percent: Any) -> Select[Any]:
    born: ColumnElement[Any] = Animal.__table__.c.born_nominal
    return line(kind, key, born, local_id_of(Animal.id), Animal.house_name, special, percent)


def told(rows: Iterable[Any]) -> Kin:
    """The family from the rows of its parts."""
    found: dict[str, dict[Any, Relative]] = {}
    for row in sorted(rows, key=lambda row: (row.on is None, row.on, row.id or 0)):
        place = row.id or row.confidence
        found.setdefault(row.kind, {})[place] = Relative(row.id or 0, _title(row), int(row.method or 100))
    family = {kind: tuple(some.values()) for kind, some in found.items()}
    parents = {f"{role}s": tuple(sorted(family.get(role, ()), key=lambda one: -one.percent)) for role in PARENTS}
    siblings = tuple(one for one in family.get("sibling", ()) if one.id not in found.get("litter", {}))
    return Kin(**parents, litter=family.get("litter", ()), siblings=siblings, offspring=family.get("offspring", ()))


def _title(row: Any) -> str:
    if row.confidence:
        return _(dict(SPECIALS)[Special(row.confidence)]).partition(":")[0]
    return " ".join(part for part in (row.about, row.value) if part)
