"""Places: a new one, what it is called and what it holds, from when to when it is in use."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from zooapp import places
from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.models import Capacity, Enclosure
from zooapp.permission import Permission
from zooapp.places import capacity_problems
from zooapp.work import Work, needs

__all__ = ["add_capacity", "amend", "amend_capacity", "capacity_problems", "create", "drop_capacity"]


@needs(Permission.EDIT_ENCLOSURES)
def create(work: Work, values: Mapping[str, Any], room: Mapping[int | None, int] | None = None) -> Enclosure:
    """A new place. `room` says how many of each taxon it holds; None stands for all animals together."""
    place = work.add(Enclosure(**values))
    for taxon_id, most in (room or {}).items():
        work.add(Capacity(enclosure_id=place.id, taxon_id=taxon_id, most=most))
    return place


@needs(Permission.EDIT_ENCLOSURES)
def amend(work: Work, enclosure_id: int, version: int, values: Mapping[str, Any]) -> Enclosure:
    """Change a place. It closes (`active_to`) only when nobody lives there, and is never a part of itself."""
    place = work.amend(Enclosure, enclosure_id, version, values)
    if place.active_to is not None:
        _refuse_full(work, place, place.active_to)
    above: set[int] = {place.id}
    while (parent := place.parent_id) is not None:
        if parent in above:
            raise Invalid(Problem("parent_id", _("A place cannot be part of itself.")))
        above.add(parent)
        place = work.get(Enclosure, parent)
    return work.get(Enclosure, enclosure_id)


def _refuse_full(work: Work, place: Enclosure, last_day: dt.date) -> None:
    if here := places.occupants(work.session, max(last_day, work.today), [place.id]):
        n = sum(one.count.total for one in here)
        raise Invalid(Problem("active_to", _("{n} animals live here: move them first.").format(n=n)))


@needs(Permission.EDIT_ENCLOSURES)
def add_capacity(work: Work, enclosure_id: int, most: int, taxon_id: int | None = None) -> Capacity:
    """How many a place holds, of a taxon or of all together."""
    return work.add(Capacity(enclosure_id=work.get(Enclosure, enclosure_id).id, taxon_id=taxon_id, most=most))


@needs(Permission.EDIT_ENCLOSURES)
def amend_capacity(work: Work, capacity_id: int, version: int, values: Mapping[str, Any]) -> Capacity:
    """Change how many it holds."""
    return work.amend(Capacity, capacity_id, version, values)


@needs(Permission.EDIT_ENCLOSURES)
def drop_capacity(work: Work, capacity_id: int) -> None:
    """Take a limit back that does not hold."""
    work.void(work.get(Capacity, capacity_id))
