"""The daily sheet of a unit is written: a line an animal; a later line of the same day replaces the earlier one."""

import datetime as dt
from collections.abc import Sequence
from typing import TypedDict

from sqlalchemy import select

from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.models import Appetite, DailyEntry, Enclosure, Faeces
from zooapp.permission import Permission
from zooapp.work import Work, needs


class Seen(TypedDict, total=False):
    """What was seen of one animal; the temperature in tenths of a degree Celsius."""

    animal_id: int
    appetite: Appetite | None
    faeces: Faeces | None
    behaviour: str | None
    temperature: int | None
    deaths: int


@needs(Permission.OBSERVE)
def write_down(work: Work, unit_id: int, on: dt.date, initials: str, lines: Sequence[Seen]) -> list[DailyEntry]:
    """Write lines of the daily sheet of a unit. Deaths found are told here; each is booked by the form of deaths."""
    work.get(Enclosure, unit_id)
    if on > work.today:
        raise Invalid(Problem("on", _("That day has not come yet.")))
    if not lines:
        raise Invalid(_("Nothing is filled in yet."))
    for line in lines:
        work.touch(line["animal_id"])
    before = {
        one.animal_id: one
        for one in work.session.scalars(
            select(DailyEntry).where(
                DailyEntry.unit_id == unit_id, DailyEntry.on == on, DailyEntry.voided_by.is_(None)
            )
        )
    }
    made = []
    for line in lines:
        old = before.get(line["animal_id"])
        if old is not None:
            work.void(old)
        values = {"unit_id": unit_id, "on": on, "initials": initials, "replaces_id": old.id if old else None}
        made.append(work.add(DailyEntry(**values, **line)))
    return made
