"""The filters that were saved for a list: a person's own, and what others show to everybody."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from zooapp.lists import picks
from zooapp.lists.spec import ListSpec, Query
from zooapp.models import Person, SavedFilter
from zooapp.values.fold import fold


@dataclass(frozen=True)
class Saved:
    """One of them; `owner` is named where it is somebody else's."""

    id: int
    version: int
    name: str
    shared: bool
    owner: str
    query: Query


def saved(session: Session, spec: ListSpec, person: int | None) -> list[Saved]:
    """Those that a person can choose for a list, her own first. What the list no longer knows is left out of them."""
    rows = session.execute(
        select(SavedFilter, Person.name)
        .join(Person, Person.id == SavedFilter.person_id)
        .where(SavedFilter.kind == spec.kind, SavedFilter.voided_by.is_(None))
        .where(or_(SavedFilter.person_id == person, SavedFilter.shared))
    ).all()
    found = [
        Saved(
            one.id, one.version, one.name, one.shared, "" if one.person_id == person else owner, _query(spec, one.query)
        )
        for one, owner in rows
    ]
    return sorted(found, key=lambda one: (bool(one.owner), fold(one.name)))


def labels(session: Session, spec: ListSpec, query: Query) -> dict[str, str]:
    """What the records are called by which it filters, by the key of the filter."""
    wanted = {f.key: (f.pick, query.filters[f.key]) for f in spec.filters if f.pick and query.filters.get(f.key)}
    return {
        key: next((option.label for option in picks.options(session, pick, on=query.on) if option.id == record), "")
        for key, (pick, record) in wanted.items()
    }


def _query(spec: ListSpec, text: str) -> Query:
    told: Mapping[str, Any] = json.loads(text)
    known = {each.key: each for each in spec.filters}
    filters = {
        key: value
        for key, value in told["filters"].items()
        if key in known and (known[key].pick or known[key].day or value in dict(known[key].choices))
    }
    orders = {column.key for column in spec.columns if column.sort}
    order = told["order"] if told["order"] in orders else ""
    return Query(told["text"], filters, order, told["descending"])
