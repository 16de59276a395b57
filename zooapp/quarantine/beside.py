"""What keeps animals in quarantine beside clock and tests: deaths in their units, treatments. Read as one statement."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Date, Integer, Select, and_, cast, func, null, select, union_all
from sqlalchemy.orm import Session

from zooapp.models import (
    Mode,
    Posting,
    QuarantineCase,
    QuarantineEntry,
    QuarantineResult,
    Requirement,
    Transaction,
)
from zooapp.models.base import Moment
from zooapp.quarantine.clocks import PROTOCOL, Clock
from zooapp.quarantine.treated import Treated, lines, told

NECROPSY: Final = "necropsy"


@dataclass(frozen=True)
class Death:
    """An animal that died in a unit, and when a veterinarian accepted the necropsy that explains it."""

    unit_id: int
    animal_id: int
    on: dt.date
    explained: dt.datetime | None


def beside(
    session: Session, clocks: Collection[Clock], animals: Collection[int], on: dt.date
) -> tuple[list[Death], list[Treated]]:
    """Deaths in the units of these cases since the first of them came in, and the treatments of the animals there."""
    if not clocks:
        return [], []
    treatments = lines(animals).add_columns(
        cast(null(), Integer).label("unit_id"),
        cast(null(), Date).label("died"),
        cast(null(), Moment()).label("explained"),
    )
    empty = [cast(null(), column.type) for column in list(treatments.selected_columns)[2:-3]]
    dead = _deaths(clocks, on, [cast(null(), Integer), Posting.animal_id, *empty])
    rows = session.execute(union_all(treatments, dead)).all()
    deaths = [Death(row.unit_id, row.animal_id, row.died, row.explained) for row in rows if row.id is None]
    deaths.sort(key=lambda one: (one.unit_id, one.animal_id, one.on))
    return deaths, told([row for row in rows if row.id is not None], on)


def _deaths(clocks: Collection[Clock], on: dt.date, before: list[Any]) -> Select[Any]:
    """Of animals whose protocol has a necropsy; the columns after `before` are unit, day, and when it was accepted."""
    units = {stay.unit_id for one in clocks for stay in one.entries}
    done = and_(
        QuarantineResult.case_id == QuarantineCase.id,
        QuarantineResult.requirement_id.in_(select(Requirement.id).where(Requirement.code == NECROPSY)),
        QuarantineResult.taken >= Posting.on,
        QuarantineResult.voided_by.is_(None),
    )
    return (
        select(*before, QuarantineEntry.unit_id, Posting.on, func.max(QuarantineResult.accepted_at, type_=Moment()))
        .join(QuarantineCase, QuarantineCase.animal_id == Posting.animal_id)
        .join(QuarantineEntry, QuarantineEntry.case_id == QuarantineCase.id)
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .join(Requirement, and_(Requirement.protocol_id == PROTOCOL, Requirement.code == NECROPSY))
        .outerjoin(QuarantineResult, done)
        .where(Posting.mode == Mode.DEATH, Transaction.voided_by.is_(None))
        .where(QuarantineEntry.unit_id.in_(units), QuarantineEntry.voided_by.is_(None))
        .where(QuarantineCase.voided_by.is_(None), QuarantineEntry.entered <= Posting.on)
        .where((QuarantineEntry.left.is_(None)) | (QuarantineEntry.left >= Posting.on))
        .where(Posting.on >= min(one.entered for one in clocks), Posting.on <= on)
        .group_by(QuarantineEntry.unit_id, Posting.animal_id, Posting.on)
    )
