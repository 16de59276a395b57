"""What is written about an animal itself: house name, birth, origin. Counts, places, marks have their own services."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.models import Animal, AnimalName
from zooapp.permission import Permission
from zooapp.work import Work, needs


@needs(Permission.CORRECT)
def amend(
    work: Work, animal_id: int, version: int, values: Mapping[str, Any], named_since: dt.date | None = None
) -> Animal:
    """Set fields of the record that was read at this version. Raises Conflict field by field (G12).

    A house name that another takes the place of is kept with the days on which it was borne; the new one holds since
    `named_since`, or today.
    """
    former = work.get(Animal, animal_id).house_name
    record = work.amend(Animal, animal_id, version, values)
    if former and record.house_name != former:
        _keep_name(work, record, former, named_since or work.today)
    return record


def _keep_name(work: Work, animal: Animal, former: str, until: dt.date) -> None:
    wanted = select(func.max(AnimalName.until)).where(AnimalName.animal_id == animal.id, AnimalName.voided_by.is_(None))
    since = work.session.scalar(wanted)
    if until > work.today:
        raise Invalid(Problem("named_since", _("This day has not come yet.")))
    if since is not None and until < since:
        raise Invalid(Problem("named_since", _("The name before it began later.")))
    work.touch(animal)
    work.add(AnimalName(animal_id=animal.id, text=former, since=since, until=until))
