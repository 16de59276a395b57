"""Filters of lists that are saved under a name: for oneself, or for everybody."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from zooapp.errors import Invalid, NotAllowed, Problem
from zooapp.i18n import _
from zooapp.lists.spec import Query
from zooapp.models import SavedFilter
from zooapp.permission import Permission
from zooapp.work import Work, needs


@needs(Permission.LOOK)
def save(work: Work, kind: str, query: Query, name: str, *, shared: bool = False) -> SavedFilter:
    """Save what is asked of a list (its kind) under a name; the day is not saved. Raises Invalid for a name in use."""
    name = _free(work, kind, name)
    told = {"text": query.text.strip(), "filters": dict(query.filters), "order": query.order} | {
        "descending": query.descending
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return work.add(SavedFilter(kind=kind, name=name, person_id=_person(work), shared=shared, query=text))


@needs(Permission.LOOK)
def amend(work: Work, key: int, version: int, values: Mapping[str, Any]) -> SavedFilter:
    """Give it another name, or show it to everybody or to nobody else. Only its owner may."""
    record = _own(work, key)
    if (name := values.get("name")) is not None and name != record.name:
        values = {**values, "name": _free(work, record.kind, name)}
    return work.amend(SavedFilter, key, version, values)


@needs(Permission.LOOK)
def remove(work: Work, key: int) -> None:
    """It is not wanted any more. Its owner may, and who has the settings may clear away what all see."""
    record = work.get(SavedFilter, key)
    if not (record.shared and work.actor.may(Permission.SETTINGS)):
        record = _own(work, key)
    work.void(record)


def _person(work: Work) -> int:
    if work.actor.person_id is None:
        raise NotAllowed(_("Filters are saved for a person: sign in first."))
    return work.actor.person_id


def _own(work: Work, key: int) -> SavedFilter:
    record = work.get(SavedFilter, key)
    if record.person_id != _person(work):
        raise NotAllowed(_("Somebody else saved this filter. Save it under a name of your own."))
    return record


def _free(work: Work, kind: str, name: str) -> str:
    """The name, tidied, where none of the person's own filters of this list bears it."""
    name = " ".join(name.split())
    mine = select(SavedFilter.name).where(
        SavedFilter.person_id == _person(work), SavedFilter.kind == kind, SavedFilter.voided_by.is_(None)
    )
    if name in work.session.scalars(mine).all():
        raise Invalid(Problem("name", _("You have a filter of this name already.")))
    return name
