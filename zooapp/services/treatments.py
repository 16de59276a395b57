"""Prescriptions are written, doses given or not, courses stopped (rules.md R89, R90, R93, R96, R105)."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from zooapp.booking import account_here, refuse_future
from zooapp.errors import Invalid, Level, Problem
from zooapp.i18n import _, day
from zooapp.models import Dose, DoseState, Drug, DrugForm, Per, Prescription, Route, StockMove
from zooapp.permission import Permission
from zooapp.quarantine.treated import treated
from zooapp.services import drugs, stock
from zooapp.services.dosing import FLOCK, Reckoned, reckon
from zooapp.services.stock import Seen
from zooapp.values.doses import Amount
from zooapp.work import Work, needs

OUT_OF_STOCK = {DoseState.GIVEN, DoseState.PART}


@dataclass(frozen=True)
class Order:
    """What is prescribed; the names are those of Prescription's fields. Without a count all of a group."""

    drug_id: int
    rate: Amount
    per: Per
    route: Route
    starts_on: dt.date
    starts_at: str
    hours: int = 0
    doses: int = 1
    written_on: dt.date | None = None
    count: int | None = None
    medium: Amount | None = None
    reason: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Given:
    """What became of a dose. Without a batch it is taken from the one that is to be used first, where there is one."""

    state: DoseState
    on: dt.date
    at: str | None = None
    taken: Amount | None = None
    left: Amount | None = None
    batch_id: int | None = None
    person_id: int | None = None
    witness: str | None = None
    note: str | None = None


@needs(Permission.TREAT)
def prescribe(work: Work, animals: Sequence[int], order: Order) -> list[int]:
    """Write a prescription for each of these records (R93): their ids.

    Raises Invalid for who is not here (R96), who never gets the drug (R105), a dose by weight without a weight;
    warns of an old weight (R90).
    """
    written = order.written_on or work.today
    if written > work.today:
        raise Invalid(Problem("written_on", _("This day has not come yet.")))
    drug = work.get(Drug, order.drug_id)
    made = []
    for animal_id in animals:
        animal = work.touch(animal_id)
        account, here = account_here(work, animal, work.today)
        if words := drugs.never(work.session, drug.id, account.taxon_id):
            raise Invalid(Problem("drug_id", words))
        count = order.count or here.total
        if count > here.total:
            raise Invalid(Problem("count", _("Only {n} are here.").format(n=here.total)))
        found = reckon(work.session, order, drug, (animal_id, account.taxon_id, written))
        if found.doubt:
            work.warn(Problem("rate", found.doubt, Level.WARNING))
        made.append(_write(work, animal_id, order, (count, written), found))
    return made


@needs(Permission.TREAT)
def treat_once(work: Work, animals: Sequence[int], order: Order, given: Given) -> list[int]:
    """One dose that has been given already, to each: the prescriptions (features.md 1.9)."""
    made = prescribe(work, animals, order)
    record(work, made, given)
    return made


@needs(Permission.OBSERVE)
def record(work: Work, prescriptions: Sequence[int], given: Given) -> list[int]:
    """Say what became of the next dose of each prescription: the ids of the doses."""
    refuse_future(work, given.on)
    return [_record(work, work.get(Prescription, key), given) for key in prescriptions]


@needs(Permission.TREAT)
def stop(work: Work, prescription_id: int, on: dt.date, reason: str) -> None:
    """No more doses from a day on; what was due and not written down stays open to nobody."""
    refuse_future(work, on)
    one = work.get(Prescription, prescription_id)
    if one.stopped_on is not None:
        raise Invalid(Problem("stopped_on", _("It was stopped on {day}.").format(day=day(one.stopped_on))))
    work.touch(one.animal_id)
    one.stopped_on, one.stop_reason, one.closed_by = on, reason or None, work.entry_id
    work.session.flush()


@needs(Permission.OBSERVE)
def end(work: Work, animals: Collection[int], on: dt.date, reason: str) -> None:
    """Every open prescription of who died or left is over (R96)."""
    still = (Prescription.animal_id.in_(animals), Prescription.stopped_on.is_(None), Prescription.voided_by.is_(None))
    for one in work.session.scalars(select(Prescription).where(*still)).all():
        if len(_numbers(work, one.id)) < one.doses:
            one.stopped_on, one.stop_reason, one.closed_by = max(on, one.written_on), reason, work.entry_id
    work.session.flush()


@needs(Permission.OBSERVE)
def warn_withheld(work: Work, animals: Collection[int], on: dt.date) -> None:
    """Ask about who goes or dies while nothing of it may be fed or eaten (R95)."""
    for one in treated(work.session, animals, on):
        if words := one.held(on):
            work.warn(Problem("on", words[0].upper() + words[1:] + ".", Level.WARNING))


@needs(Permission.OBSERVE)
def void_dose(work: Work, dose_id: int) -> None:
    """Take back a dose that never was, with what it took out of the stock: it is due again."""
    dose = work.get(Dose, dose_id)
    moves = select(StockMove).where(StockMove.dose_id == dose_id, StockMove.voided_by.is_(None))
    for move in work.session.scalars(moves).all():
        work.void(move)
    work.void(dose)


@needs(Permission.TREAT)
def void(work: Work, prescription_id: int) -> None:
    """Take back a prescription of which no dose was written down."""
    if _numbers(work, prescription_id):
        raise Invalid(_("Doses were written down: stop it instead."))
    work.void(work.get(Prescription, prescription_id))


def _write(work: Work, animal_id: int, order: Order, whole: tuple[int, dt.date], found: Reckoned) -> int:
    count, written = whole
    said = {name: value for name, value in vars(order).items() if name not in ("count", "written_on")}
    reckoned = {"given": found.given, "weight": found.weight, "weighed_on": found.weighed_on}
    made = Prescription(animal_id=animal_id, count=count, written_on=written, **said, **reckoned)
    return work.add(made).id


def _numbers(work: Work, prescription_id: int) -> set[int]:
    live = (Dose.prescription_id == prescription_id, Dose.voided_by.is_(None))
    return set(work.session.scalars(select(Dose.number).where(*live)))


def _record(work: Work, one: Prescription, given: Given) -> int:
    animal = work.touch(one.animal_id)
    if one.voided_by is not None or (one.stopped_on is not None and given.on >= one.stopped_on):
        raise Invalid(Problem("on", _("The treatment was stopped.")))
    number = next_number(_numbers(work, one.id))
    if number > one.doses:
        raise Invalid(Problem("on", _("All doses are written down.")))
    account_here(work, animal, given.on)
    if given.on < one.written_on:
        raise Invalid(Problem("on", _("Before it was prescribed.")))
    due = one.course.due(number).date()
    if given.on < due and given.state in OUT_OF_STOCK:
        work.warn(Problem("on", _("This dose is due only on {day}.").format(day=day(due)), Level.WARNING))
    batch_id = given.batch_id
    used = used_of(one, given)
    if batch_id is None and used is not None:
        batch_id = _first_batch(work, one, used, given)
    said = {name: value for name, value in vars(given).items() if name not in ("witness", "batch_id")}
    facts = {"animal_id": one.animal_id, "prescription_id": one.id, "number": number, "batch_id": batch_id}
    dose = work.add(Dose(**facts, **said))
    if batch_id is not None and used is not None:
        stock.take(work, batch_id, used, Seen(given.on, given.witness, None, dose.id))
    return dose.id


def next_number(written: Collection[int]) -> int:
    """The first dose that nothing was written down of; usually the one after the last."""
    return next(number for number in range(1, len(written) + 2) if number not in written)


def used_of(one: Prescription, given: Given) -> Amount | None:
    """How much of the product a dose takes out of the stock; None where nothing does."""
    if given.state not in OUT_OF_STOCK:
        return None
    many = Decimal(1 if one.per in FLOCK else one.count)
    if given.taken is not None:
        try:
            return given.taken.into(one.given.unit).times(many)
        except Invalid as error:
            raise Invalid(Problem("taken", str(error))) from error
    if given.left is not None and one.medium is not None and not given.left.like(one.medium.unit):
        raise Invalid(Problem("left", _("It was prepared in {unit}.").format(unit=one.medium.unit)))
    return one.given.times(many)


def _first_batch(work: Work, one: Prescription, used: Amount, given: Given) -> int | None:
    """The batch to use first that holds enough; a controlled drug wants it named, a vaccine asks (R89)."""
    drug = work.get(Drug, one.drug_id)
    if drug.controlled:
        raise Invalid(Problem("batch_id", _("A controlled drug: out of which batch?")))
    held = stock.good(work.session, drug.id, given.on)
    first = next((batch.id for batch, left in held if left >= used.thousandths), None)
    if first is None and drug.form is DrugForm.VACCINE:
        work.warn(Problem("batch_id", _("A vaccine without its batch: who was given what?"), Level.WARNING))
    return first
