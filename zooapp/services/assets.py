"""Animals as assets (R115): taken over, transferred, written off, counted once a year, by acts of a commission."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import ledger, settings
from zooapp.booking import refuse_future
from zooapp.errors import Invalid, Level, Problem
from zooapp.i18n import _
from zooapp.ledger import Filter
from zooapp.models import Asset, AssetAct, AssetActKind, AssetLine
from zooapp.permission import Permission
from zooapp.values.money import Money
from zooapp.work import Work, needs

ENDS = (AssetActKind.TRANSFER, AssetActKind.WRITE_OFF)


@dataclass(frozen=True)
class Commission:
    """An act and who signs it; the names are those of AssetAct's fields."""

    number: str
    on: dt.date
    chair: str
    members: str
    partner_id: int | None = None
    reason: str | None = None


@dataclass(frozen=True)
class NewAsset:
    """One animal or group that comes into the books."""

    animal_id: int
    number: str
    worth: Money
    note: str | None = None


@dataclass(frozen=True)
class Found:
    """What a stock-taking counted where it is not what was expected, and why."""

    count: int
    note: str | None = None


@needs(Permission.ACCESSION)
def take_over(work: Work, assets: Sequence[NewAsset], act: Commission) -> int:
    """Take animals into the books by an act: its id. Raises Invalid with problems as `assets.2.number`."""
    us = settings.our_institution(work.session)
    problems = []
    for no, new in enumerate(assets):
        work.touch(new.animal_id)
        if not ledger.count(work.session, Filter(animals=[new.animal_id], owner=us, until=act.on)).total:
            problems.append(Problem(f"assets.{no}.animal_id", _("It is not ours on that day.")))
        if standing := in_books(work.session, act.on, animals=[new.animal_id]):
            words = _("It stands in the books already, as {number}.").format(number=standing[0].number)
            problems.append(Problem(f"assets.{no}.number", words, Level.WARNING))
        if work.session.scalar(select(Asset.id).where(Asset.number == new.number, Asset.voided_by.is_(None))):
            problems.append(Problem(f"assets.{no}.number", _("Another animal has this inventory number.")))
    if errors := [problem for problem in problems if problem.level is Level.ERROR]:
        raise Invalid(errors)
    for problem in problems:
        work.warn(problem)
    done = _act(work, AssetActKind.TAKE_OVER, act)
    for new in assets:
        asset = work.add(Asset(since=act.on, **vars(new)))
        work.add(AssetLine(act_id=done.id, asset_id=asset.id, value=asset.worth.value))
    return done.id


@needs(Permission.DISPOSE)
def transfer(work: Work, assets: Collection[int], act: Commission) -> int:
    """Other books take them over; where the animals are is an act of the ledger. The id of the act."""
    return _end(work, AssetActKind.TRANSFER, assets, act)


@needs(Permission.DISPOSE)
def write_off(work: Work, assets: Collection[int], act: Commission) -> int:
    """They stand in the books no more: the id of the act. Warns of one that lives and is still ours."""
    expected = expected_on(work.session, assets, act.on)
    for key in assets:
        if expected.get(key):
            words = _("{number}: the animal is still ours.").format(number=work.get(Asset, key).number)
            work.warn(Problem("assets", words, Level.WARNING))
    return _end(work, AssetActKind.WRITE_OFF, assets, act)


@needs(Permission.DETERMINE)
def take_stock(work: Work, deviations: Mapping[int, Found], act: Commission) -> int:
    """The yearly stock-taking: all that stands in the books on the day, found as expected but for `deviations`."""
    standing = in_books(work.session, act.on)
    if not standing:
        raise Invalid(Problem("on", _("Nothing stands in the books on that day.")))
    if strangers := deviations.keys() - {asset.id for asset in standing}:
        number = work.get(Asset, min(strangers)).number
        raise Invalid(Problem("deviations", _("{number} is not in the books on that day.").format(number=number)))
    expected = expected_on(work.session, [asset.id for asset in standing], act.on)
    done = _act(work, AssetActKind.STOCK_TAKING, act)
    rows = []
    for asset in standing:
        found = deviations.get(asset.id, Found(expected[asset.id]))
        counted = {"expected": expected[asset.id], "found": found.count, "note": found.note}
        rows.append({"asset_id": asset.id, "value": asset.worth.value, **counted})
    work.add_many(AssetLine, [{"act_id": done.id, **row} for row in rows])
    return done.id


@needs(Permission.CORRECT)
def amend(work: Work, asset_id: int, version: int, values: Mapping[str, Any]) -> Asset:
    """Put right what stands in the books: number, worth, note."""
    work.touch(work.get(Asset, asset_id).animal_id)
    number = values.get("number")
    other = select(Asset.id).where(Asset.number == number, Asset.voided_by.is_(None), Asset.id != asset_id)
    if number and work.session.scalar(other) is not None:
        raise Invalid(Problem("number", _("Another animal has this inventory number.")))
    return work.amend(Asset, asset_id, version, values)


@needs(Permission.CORRECT)
def void_act(work: Work, act_id: int) -> None:
    """Take back an act that was never signed: its lines go with it, and the assets that it brought."""
    act = work.get(AssetAct, act_id)
    lines = work.session.scalars(select(AssetLine).where(AssetLine.act_id == act_id, AssetLine.voided_by.is_(None)))
    for line in lines.all():
        if act.kind is AssetActKind.TAKE_OVER:
            later = _ends(work.session, [line.asset_id])
            if later:
                number = work.get(Asset, line.asset_id).number
                raise Invalid(_("{number} has left the books since: take that act back first.").format(number=number))
            work.void(work.get(Asset, line.asset_id))
        work.void(line)
    work.void(act)


def in_books(session: Session, on: dt.date, animals: Collection[int] = ()) -> list[Asset]:
    """The assets that stand in the books at the end of a day, by number; of these animals, or of all."""
    query = select(Asset).where(Asset.voided_by.is_(None), Asset.since <= on)
    if animals:
        query = query.where(Asset.animal_id.in_(animals))
    gone = _gone().where(AssetAct.on <= on)
    return list(session.scalars(query.where(Asset.id.not_in(gone)).order_by(Asset.number)))


def expected_on(session: Session, assets: Collection[int], on: dt.date) -> dict[int, int]:
    """How many animals the ledger says each asset is: what we own of it at the end of the day, wherever it stands."""
    found = session.execute(select(Asset.id, Asset.animal_id).where(Asset.id.in_(assets))).all()
    us = settings.our_institution(session)
    counts: dict[int, int] = {}
    wanted = Filter(animals=[row.animal_id for row in found] or [0], owner=us, until=on)
    for one in ledger.balances(session, wanted):
        counts[one.animal_id] = counts.get(one.animal_id, 0) + one.count.total
    return {row.id: counts.get(row.animal_id, 0) for row in found}


def _gone() -> Any:
    """Assets that a live act took out of the books."""
    live = (AssetLine.voided_by.is_(None), AssetAct.voided_by.is_(None), AssetAct.kind.in_(ENDS))
    return select(AssetLine.asset_id).join(AssetAct, AssetAct.id == AssetLine.act_id).where(*live)


def _ends(session: Session, assets: Collection[int]) -> list[int]:
    return list(session.scalars(_gone().where(AssetLine.asset_id.in_(assets))))


def _end(work: Work, kind: AssetActKind, assets: Collection[int], act: Commission) -> int:
    records = [work.get(Asset, key) for key in assets]
    if not records:
        raise Invalid(Problem("assets", _("Which assets?")))
    standing = {asset.id for asset in in_books(work.session, act.on)}
    over = set(_ends(work.session, assets))
    words = _("{number} is not in the books on that day.")
    wrong = [one for one in records if one.id not in standing or one.id in over]
    if wrong:
        raise Invalid([Problem("assets", words.format(number=one.number)) for one in wrong])
    done = _act(work, kind, act)
    for asset in records:
        work.add(AssetLine(act_id=done.id, asset_id=asset.id, value=asset.worth.value))
    return done.id


def _act(work: Work, kind: AssetActKind, act: Commission) -> AssetAct:
    refuse_future(work, act.on)
    same = select(AssetAct.id).where(AssetAct.number == act.number, AssetAct.voided_by.is_(None))
    if work.session.scalar(same) is not None:
        raise Invalid(Problem("number", _("Another act has this number.")))
    return work.add(AssetAct(kind=kind, **vars(act)))
