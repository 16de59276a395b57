"""How large a colony was found: a measurement beside the books, which count its units (R5)."""

from collections.abc import Mapping
from typing import Any

from zooapp.booking import account_here, refuse_future
from zooapp.errors import Invalid
from zooapp.i18n import _
from zooapp.models import AnimalKind, ColonySize
from zooapp.permission import Permission
from zooapp.work import Work, needs


@needs(Permission.DETERMINE)
def measure(work: Work, animal_id: int, values: Mapping[str, Any]) -> int:
    """Write down the size of a colony that is here on that day: the id of the measurement. The counts stay."""
    colony = work.touch(animal_id)
    if colony.kind is not AnimalKind.COLONY:
        raise Invalid(_("This is no colony: count it, or weigh it."))
    size = ColonySize(animal_id=animal_id, **values)
    refuse_future(work, size.on)
    account_here(work, colony, size.on)
    return work.add(size).id
