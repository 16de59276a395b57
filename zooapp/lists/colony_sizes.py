"""How large a colony was found, the last time and before: measurements beside the units that the books count (R5)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.i18n import ngettext, number
from zooapp.models import Animal, AnimalKind, ColonySize


def last(session: Session, animal_id: int) -> ColonySize | None:
    """The last size that was measured; None when none was."""
    query = select(ColonySize).where(ColonySize.animal_id == animal_id, ColonySize.voided_by.is_(None))
    return session.scalars(query.order_by(ColonySize.on.desc(), ColonySize.id.desc()).limit(1)).first()


def is_colony(session: Session, animal_id: int) -> bool:
    """Whether a record is kept as a colony."""
    return session.get_one(Animal, animal_id).kind is AnimalKind.COLONY


def words(size: int, estimate: bool) -> str:
    """ "about 20,000 animals", or without "about" when they were counted."""
    if estimate:
        return ngettext("about {n} animal", "about {n} animals", size).format(n=number(size))
    return ngettext("{n} animal", "{n} animals", size).format(n=number(size))
