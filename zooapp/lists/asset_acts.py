"""The acts about an asset, and who signed the last act: a commission is the same for months."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.i18n import _
from zooapp.lists import animal_rows
from zooapp.models import Asset, AssetAct, AssetLine
from zooapp.models.asset import ASSET_ACTS
from zooapp.services import assets


@dataclass(frozen=True)
class ActLine:
    """One act: which, when, and what it says of the asset."""

    id: int
    words: str
    on: dt.date
    note: str


@dataclass(frozen=True)
class AssetFacts:
    """One asset with its animal and its acts, the newest first."""

    id: int
    version: int
    number: str
    worth: str
    since: dt.date
    note: str
    animal_id: int
    animal: dict[str, Any]
    acts: tuple[ActLine, ...]


def last_commission(session: Session) -> dict[str, str]:
    """Chair and members of the last act, to be proposed for the next."""
    last = session.scalars(select(AssetAct).where(AssetAct.voided_by.is_(None)).order_by(AssetAct.id.desc()).limit(1))
    act = last.first()
    return {"chair": act.chair, "members": act.members} if act is not None else {}


def read(session: Session, asset_id: int, on: dt.date) -> AssetFacts | None:
    """The card of an asset; None where it was taken back."""
    asset = session.get(Asset, asset_id)
    if asset is None or asset.voided_by is not None:
        return None
    found = session.execute(
        select(AssetAct, AssetLine)
        .join(AssetLine, AssetLine.act_id == AssetAct.id)
        .where(AssetLine.asset_id == asset_id, AssetLine.voided_by.is_(None), AssetAct.voided_by.is_(None))
        .order_by(AssetAct.on.desc(), AssetAct.id.desc())
    ).all()
    rows = animal_rows.rows(session, [asset.animal_id], on, "owned")
    return AssetFacts(
        asset.id,
        asset.version,
        asset.number,
        asset.worth.show(),
        asset.since,
        asset.note or "",
        asset.animal_id,
        rows[0].cells if rows else {},
        tuple(_line(act, line) for act, line in found),
    )


def _line(act: AssetAct, line: AssetLine) -> ActLine:
    note = line.note or act.reason or ""
    if line.found is not None:
        counted = _("expected {expected}, found {found}").format(expected=line.expected, found=line.found)
        note = " · ".join(part for part in (counted, line.note) if part)
    return ActLine(act.id, f"{_(dict(ASSET_ACTS)[act.kind])} · {act.number}", act.on, note)


def standing_in_books(session: Session) -> tuple[int, int]:
    """How many assets stand in the books by all that is recorded, and how many animals are expected of them."""
    known = [asset.id for asset in assets.in_books(session, dt.date.max)]
    return len(known), sum(assets.expected_on(session, known, dt.date.max).values())


def by_number(session: Session, on: dt.date) -> dict[str, int]:
    """The assets that stand in the books by their inventory number."""
    return {asset.number: asset.id for asset in assets.in_books(session, on)}
