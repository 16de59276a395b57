"""Tables of the specimen report: parents, offspring, and the measures in short. One statement each."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Select, and_, exists, select
from sqlalchemy.orm import Session, aliased

from zooapp.i18n import N_, _
from zooapp.lists.spec import Column
from zooapp.models import Animal, Identifier, MarkKind, Measure, Measured, Parentage
from zooapp.models.parentage import ROLES, SPECIALS
from zooapp.reports.specimen_topics import Cells, Topic
from zooapp.settings import US
from zooapp.values.weights import Weight

LATER: Final = aliased(Identifier)
MEASURED: Final = {Measured.WEIGHT.value: N_("Weight")}
LOCAL_ID: Final = and_(
    Identifier.animal_id == Animal.id,
    Identifier.kind == MarkKind.LOCAL_ID,
    Identifier.institution_id + 0 == US,
    Identifier.voided_by.is_(None),
    ~exists().where(
        LATER.animal_id == Identifier.animal_id,
        LATER.kind == MarkKind.LOCAL_ID,
        LATER.institution_id + 0 == US,
        LATER.voided_by.is_(None),
        LATER.id > Identifier.id,
    ),
)


def parents(session: Session, animals: Sequence[int], _on: dt.date) -> Iterator[tuple[int, Cells]]:
    """Sire and dam, each with how likely it is; where none is named, why (R43)."""
    lines = _kin(Parentage.parent_id).where(Parentage.animal_id.in_(animals))
    for row in session.execute(lines.order_by(Parentage.role.desc(), Parentage.percent.desc(), Parentage.id)):
        who = _(dict(SPECIALS)[row.special]) if row.special is not None else _who(row)
        facts = {"percent": row.percent, "method": row.method or "", "note": row.note or ""}
        yield row.animal_id, {"role": _(dict(ROLES)[row.role]), "who": who, **facts}


def offspring(session: Session, animals: Sequence[int], _on: dt.date) -> Iterator[tuple[int, Cells]]:
    """Whose parent it is or may be, the oldest first."""
    lines = _kin(Parentage.animal_id).where(Parentage.parent_id.in_(animals))
    born = Animal.__table__.c.born_nominal
    for row in session.execute(lines.order_by(born.is_(None), born, Parentage.id)):
        facts = {"born": row.born, "percent": row.percent}
        yield row.parent_id, {"role": _(dict(ROLES)[row.role]), "who": _who(row), **facts}


def weights(session: Session, animals: Sequence[int], on: dt.date) -> Iterator[tuple[int, Cells]]:
    """First, last, least and most, in the unit that was used last."""
    found = session.scalars(
        select(Measure)
        .where(Measure.animal_id.in_(animals), Measure.voided_by.is_(None), Measure.on <= on)
        .order_by(Measure.animal_id, Measure.kind, Measure.on, Measure.time, Measure.id)
    )
    for (animal, kind), group in groupby(found, key=lambda one: (one.animal_id, one.kind)):
        taken = list(group)
        least, most = min(taken, key=lambda one: one.value), max(taken, key=lambda one: one.value)
        named = {"first": taken[0], "last": taken[-1], "least": least, "most": most}
        said = {name: _value(one, taken[-1].unit) for name, one in named.items()}
        days = {"first_on": taken[0].on, "last_on": taken[-1].on}
        yield animal, {"kind": _(MEASURED.get(kind, kind)), "n": len(taken), **said, **days}


def _kin(other: Any) -> Select[Any]:
    """Live parentages, each with the animal at its other end, if there is one."""
    return (
        select(Parentage.animal_id, Parentage.parent_id, Parentage.role, Parentage.special, Parentage.percent)
        .add_columns(Parentage.method, Parentage.note, Animal.id, Animal.house_name, Identifier.value, Animal.born)
        .outerjoin(Animal, Animal.id == other)
        .outerjoin(Identifier, LOCAL_ID)
        .where(Parentage.voided_by.is_(None))
    )


def _who(row: Any) -> str:
    return " ".join(part for part in (row.value, row.house_name) if part) or str(row.id)


def _value(one: Measure, unit: str) -> str:
    """A weight as people read it; one that was estimated says so."""
    words = Weight(one.value, unit).show()
    return f"~{words}" if one.estimate else words


PARENTS: Final = Topic(
    N_("Parents"),
    (
        Column("role", N_("Parent"), 80),
        Column("who", N_("Animal or group"), 200),
        Column("percent", N_("Likely, %"), 70, "number", right=True),
        Column("method", N_("Method"), 180),
        Column("note", N_("Note"), 180),
    ),
    parents,
)
OFFSPRING: Final = Topic(
    N_("Offspring"),
    (
        Column("who", N_("Animal or group"), 200),
        Column("born", N_("Born"), 110, "fuzzy"),
        Column("role", N_("As"), 80),
        Column("percent", N_("Likely, %"), 70, "number", right=True),
    ),
    offspring,
)
WEIGHTS: Final = Topic(
    N_("Measures"),
    (
        Column("kind", N_("Kind"), 100),
        Column("first_on", N_("First on"), 90, "day"),
        Column("first", N_("First"), 90, right=True),
        Column("last_on", N_("Last on"), 90, "day"),
        Column("last", N_("Last"), 90, right=True),
        Column("least", N_("Least"), 90, right=True),
        Column("most", N_("Most"), 90, right=True),
        Column("n", N_("Readings"), 70, "number", right=True),
    ),
    weights,
)
