"""What is written about an animal itself: house name, birth, origin. Counts, places, marks have their own services."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from zooapp.errors import Invalid, Level, Problem
from zooapp.i18n import _, day
from zooapp.models import Animal, AnimalName, Transaction
from zooapp.permission import Permission
from zooapp.services.corrections import acts_of
from zooapp.values.ages import Order, order
from zooapp.values.dates import FuzzyDate
from zooapp.work import Work, needs


@needs(Permission.CORRECT)
def amend(
    work: Work, animal_id: int, version: int, values: Mapping[str, Any], named_since: dt.date | None = None
) -> Animal:
    """Set fields of the record that was read at this version. Raises Conflict field by field (G12).

    A house name that another takes the place of is kept with the days on which it was borne; the new one holds since
    `named_since`, or today.
    """
    if values.get("born") is not None:
        _refuse_born(work, animal_id, values["born"])
    former = work.get(Animal, animal_id).house_name
    record = work.amend(Animal, animal_id, version, values)
    if former and record.house_name != former:
        _keep_name(work, record, former, named_since or work.today)
    return record


def _refuse_born(work: Work, animal_id: int, born: FuzzyDate) -> None:
    """No birth after the first that happened to it; one that may be later is doubtful (R18)."""
    if born.earliest is not None and born.earliest > work.today:
        raise Invalid(Problem("born", _("This day has not come yet.")))
    first = work.session.scalar(
        select(func.min(Transaction.on)).where(acts_of(animal_id), Transaction.voided_by.is_(None))
    )
    if first is None or (judged := order(born, FuzzyDate.exact(first))) is Order.OK:
        return
    words = _("It was here on {day} already.").format(day=day(first))
    if judged is Order.IMPOSSIBLE:
        raise Invalid(Problem("born", words))
    work.warn(Problem("born", words, Level.WARNING))


def _keep_name(work: Work, animal: Animal, former: str, until: dt.date) -> None:
    wanted = select(func.max(AnimalName.until)).where(AnimalName.animal_id == animal.id, AnimalName.voided_by.is_(None))
    since = work.session.scalar(wanted)
    if until > work.today:
        raise Invalid(Problem("named_since", _("This day has not come yet.")))
    if since is not None and until < since:
        raise Invalid(Problem("named_since", _("The name before it began later.")))
    work.touch(animal)
    work.add(AnimalName(animal_id=animal.id, text=former, since=since, until=until))
