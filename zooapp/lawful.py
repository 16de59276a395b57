"""Which postings the mode of an act allows (ledger.md 1)."""

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from zooapp.models import Mode, Posting

ADDS: Final = {Mode.ARRIVAL, Mode.BIRTH}
KEEPS: Final = {Mode.TRANSFER, Mode.RECEIPT, Mode.SPLIT, Mode.MERGE, Mode.IDENTIFIED, Mode.SEXED}


def unlawful(session: Session, transactions: Collection[int]) -> list[int]:
    """Acts whose postings their mode does not allow (ledger.md 1): ids of the transactions."""
    total = Posting.m + Posting.f + Posting.u
    parts = [func.sum(getattr(Posting, part)) for part in "mfu"]
    sums = (
        select(
            Posting.transaction_id,
            Posting.mode,
            func.sum(total).label("total"),
            func.min(total).label("least"),
            func.max(total).label("most"),
            case((and_(*(part == 0 for part in parts)), 1), else_=0).label("even"),
        )
        .where(Posting.transaction_id.in_(transactions))
        .group_by(Posting.transaction_id, Posting.mode)
    )
    return [row.transaction_id for row in session.execute(sums).all() if not _lawful(row)]


def _lawful(row: Any) -> bool:
    if row.mode in ADDS:
        return bool(row.least > 0)
    if row.mode is Mode.DEATH:
        return bool(row.most < 0)
    if row.mode is Mode.DEPARTURE:
        return bool(row.total <= 0)
    if row.mode is Mode.SEXED:
        return bool(row.total == 0)
    return row.mode in KEEPS and bool(row.even)
