"""A quarantine unit is cleaned and disinfected between two batches (R53)."""

import datetime as dt

from zooapp.errors import Invalid, Problem
from zooapp.i18n import _, day
from zooapp.models import UnitCleaning
from zooapp.permission import Permission
from zooapp.quarantine.unit_states import UnitState, units
from zooapp.services.quarantine import lock_unit
from zooapp.work import Work, needs


@needs(Permission.OBSERVE)
def clean(work: Work, unit_id: int, on: dt.date, who: str, means: str) -> UnitCleaning:
    """Write down that a unit was cleaned and disinfected after its last animal left it; the empty days begin."""
    lock_unit(work.session, unit_id)
    if on > work.today:
        raise Invalid(Problem("on", _("That day has not come yet.")))
    for when in (on, work.today):
        for unit in units(work.session, when, [unit_id]):
            if unit.state in (UnitState.FILLING, UnitState.CLOSED):
                words = _("{unit} is not empty on {day}.").format(unit=unit.code, day=day(when))
                raise Invalid(Problem("on", words))
    return work.add(UnitCleaning(unit_id=unit_id, on=on, who=who, means=means))
