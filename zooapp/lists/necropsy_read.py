"""The last necropsy report on an animal, and the samples that were kept of it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.models import Necropsy, NecropsySample


def last_report(session: Session, animal_id: int) -> Necropsy | None:
    """The report that counts; None where nobody opened it."""
    mine = select(Necropsy).where(Necropsy.animal_id == animal_id, Necropsy.voided_by.is_(None))
    return session.scalar(mine.order_by(Necropsy.id.desc()).limit(1))


def samples_of(session: Session, necropsy_id: int) -> list[NecropsySample]:
    """What was kept, in the order in which it was written down."""
    mine = select(NecropsySample).where(NecropsySample.necropsy_id == necropsy_id, NecropsySample.voided_by.is_(None))
    return list(session.scalars(mine.order_by(NecropsySample.id)))
