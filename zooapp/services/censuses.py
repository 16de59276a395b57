"""Counting a group: an absolute number on a day; its difference to the books is derived, never stored (R10)."""

from zooapp.booking import Act, account_here, only_groups, open_act
from zooapp.errors import Level, Problem
from zooapp.i18n import _
from zooapp.models import Census, Mode
from zooapp.permission import Permission
from zooapp.services.dispositions import close_when_gone
from zooapp.values.counts import SexCount
from zooapp.work import Work, needs


@needs(Permission.DETERMINE)
def count(work: Work, animal_id: int, counted: SexCount, act: Act) -> int:
    """So many were counted, whatever the books say. Warns of a difference in the total; it gets its own line (R10)."""
    animal = work.touch(animal_id)
    only_groups(animal)
    account, expected = account_here(work, animal, act.on)
    if counted.total != expected.total:
        words = _("The books say {expected}: {n:+} without an explanation.")
        text = words.format(expected=expected, n=counted.total - expected.total)
        work.warn(Problem("count", text, Level.WARNING))
    done = open_act(work, Mode.CENSUS, act, [animal_id])
    work.add(Census(transaction_id=done.id, count=counted, **vars(account)))
    close_when_gone(work, animal, act.on)
    return done.id
