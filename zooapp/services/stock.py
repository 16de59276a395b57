"""The stock of drugs: batches come in, doses take out of them, the rest is written off; the balance is derived."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from zooapp.booking import refuse_future
from zooapp.errors import Invalid, Problem
from zooapp.i18n import _, day
from zooapp.models import Drug, DrugBatch, StockAct, StockMove
from zooapp.permission import Permission
from zooapp.values.doses import Amount
from zooapp.work import Work, needs


@dataclass(frozen=True)
class Seen:
    """When, for a controlled drug who saw it, and for which dose."""

    on: dt.date
    witness: str | None = None
    note: str | None = None
    dose_id: int | None = None


@needs(Permission.TREAT)
def receive(work: Work, batch: Mapping[str, Any], amount: Amount, seen: Seen) -> int:
    """So much of a batch came into a cupboard; `batch` are fields of DrugBatch. Gives the id of the batch."""
    drug = work.get(Drug, batch["drug_id"])
    if batch["expires"] < seen.on:
        raise Invalid(Problem("expires", _("It expired on {day}.").format(day=day(batch["expires"]))))
    same = (DrugBatch.drug_id == drug.id, DrugBatch.number == batch["number"], DrugBatch.voided_by.is_(None))
    found = work.session.scalars(select(DrugBatch).where(*same, DrugBatch.cupboard == batch["cupboard"])).first()
    if found is not None and found.expires != batch["expires"]:
        words = _("This batch expires on {day}, as it stands here.")
        raise Invalid(Problem("expires", words.format(day=day(found.expires))))
    kept = found or work.add(DrugBatch(**batch))
    _move(work, kept, StockAct.RECEIVED, _in_unit(drug, amount), seen)
    return kept.id


@needs(Permission.OBSERVE)
def take(work: Work, batch_id: int, amount: Amount, seen: Seen) -> int:
    """Take so much out of a batch for a dose. Raises Invalid for one that has expired or holds less."""
    batch = work.get(DrugBatch, batch_id)
    if batch.good_until < seen.on:
        words = _("Batch {number} could be given until {day}.")
        raise Invalid(Problem("batch_id", words.format(number=batch.number, day=day(batch.good_until))))
    return _out(work, batch, StockAct.GIVEN, amount, seen)


@needs(Permission.TREAT)
def write_off(work: Work, batch_id: int, amount: Amount | None, seen: Seen) -> int:
    """So much of a batch is no more, or all of it; the note says why."""
    batch = work.get(DrugBatch, batch_id)
    if not seen.note:
        raise Invalid(Problem("note", _("Why is it written off?")))
    drug = work.get(Drug, batch.drug_id)
    whole = Amount(balances(work.session, [batch_id]).get(batch_id, 0), drug.unit)
    if not whole.thousandths:
        raise Invalid(_("Nothing is left of this batch."))
    return _out(work, batch, StockAct.WRITTEN_OFF, amount or whole, seen)


@needs(Permission.TREAT)
def amend(work: Work, batch_id: int, version: int, values: Mapping[str, Any]) -> DrugBatch:
    """Say when it was opened, how long it keeps then, where it stands."""
    return work.amend(DrugBatch, batch_id, version, values)


def balances(session: Session, batches: Collection[int]) -> dict[int, int]:
    """What is left of batches, in thousandths of the drug's unit."""
    rows = session.execute(
        select(StockMove.batch_id, func.sum(StockMove.amount))
        .where(StockMove.batch_id.in_(batches), StockMove.voided_by.is_(None))
        .group_by(StockMove.batch_id)
    )
    return {batch: int(amount) for batch, amount in rows}


def good(session: Session, drug_id: int, on: dt.date) -> list[tuple[DrugBatch, int]]:
    """The batches of a drug that may be given on a day and hold something: the first to use first, with what is left.

    An opened one goes before a closed one, then what expires first.
    """
    batches = session.scalars(select(DrugBatch).where(DrugBatch.drug_id == drug_id, DrugBatch.voided_by.is_(None)))
    standing = [batch for batch in batches.all() if batch.good_until >= on]
    left = balances(session, [batch.id for batch in standing])
    held = [(batch, left[batch.id]) for batch in standing if left.get(batch.id, 0) > 0]
    return sorted(held, key=lambda one: (one[0].opened is None, one[0].good_until, one[0].id))


def _out(work: Work, batch: DrugBatch, act: StockAct, amount: Amount, seen: Seen) -> int:
    drug = work.get(Drug, batch.drug_id)
    wanted = _in_unit(drug, amount)
    flag_modified(batch, "number")  # two who take at once do not both succeed
    work.session.flush()
    left = Amount(balances(work.session, [batch.id]).get(batch.id, 0), drug.unit)
    if wanted > left.thousandths:
        words = _("{left} are left of batch {number}.").format(left=left, number=batch.number)
        raise Invalid(Problem("batch_id" if act is StockAct.GIVEN else "amount", words))
    return _move(work, batch, act, -wanted, seen)


def _move(work: Work, batch: DrugBatch, act: StockAct, amount: int, seen: Seen) -> int:
    refuse_future(work, seen.on)
    drug = work.get(Drug, batch.drug_id)
    if drug.controlled and not seen.witness:
        raise Invalid(Problem("witness", _("A controlled drug: who saw it?")))
    return work.add(StockMove(batch_id=batch.id, act=act, amount=amount, **vars(seen))).id


def _in_unit(drug: Drug, amount: Amount) -> int:
    try:
        return amount.into(drug.unit).thousandths
    except Invalid as error:
        raise Invalid(Problem("amount", str(error))) from error
