"""Putting right what was entered wrongly: void an act, replace it, rewrite it; nothing is deleted (R36)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from zooapp import ledger
from zooapp.booking import gone, refuse_below_zero
from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.ledger import Filter
from zooapp.models import (
    Animal,
    AnimalName,
    CarcassFate,
    Census,
    ClinicalNote,
    Clutch,
    ClutchEvent,
    Determination,
    Event,
    Examination,
    HealthEntry,
    Identifier,
    LoanAnimal,
    Measure,
    MedicalProblem,
    Necropsy,
    Parentage,
    Posting,
    PreventiveAct,
    PreventivePlan,
    QuarantineCase,
    QuarantineEntry,
    Record,
    Stay,
    Transaction,
    Vaccination,
)
from zooapp.permission import Permission
from zooapp.rewriting import values_of, write_again
from zooapp.services import parentages
from zooapp.services.loan_ends import redate, unlend
from zooapp.values.counts import SexCount
from zooapp.work import Model, Work, needs

MEDICAL: tuple[Any, ...] = (
    ClinicalNote, MedicalProblem, Examination, PreventiveAct, PreventivePlan, Vaccination, HealthEntry, Necropsy,
    CarcassFate,
)
FACTS = ("on", "term_id", "partner_id", "note", "time", "when")
Recount = Callable[[Posting], Mapping[str, int]]


@needs(Permission.CORRECT)
def void_act(work: Work, transaction_id: int) -> None:
    """Take back an act that never was. The reason is the reason of the work.

    Raises Invalid when later acts rest on it. Records that only this act made are taken back with it; a stay that it
    ended goes on.
    """
    act = _live(work, transaction_id)
    animals = _touch_all(work, act)
    work.void(act)
    for fate in _rows(work, CarcassFate, CarcassFate.transaction_id == act.id):
        work.void(fate)
    for determination in _rows(work, Determination, Determination.transaction_id == act.id):
        work.void(determination)
    for hatched in _rows(work, ClutchEvent, ClutchEvent.transaction_id == act.id):
        work.void(hatched)
        _reopen(work, hatched.animal_id, act.entry_id)
    refuse_below_zero(work, animals)
    unlend(work, act, animals)
    for animal in animals:
        if work.session.scalar(select(Transaction.id).where(acts_of(animal), Transaction.voided_by.is_(None))) is None:
            unmake(work, animal)
            continue
        if ledger.count(work.session, Filter(animals=[animal])).total:
            _reopen(work, animal, act.entry_id)
        if gone(work, work.get(Animal, animal)):
            _unplace(work, animal, act.entry_id)


@needs(Permission.CORRECT)
def replace(
    work: Work, transaction_id: int, values: Mapping[str, Any], counts: Mapping[int, SexCount] | None = None
) -> int:
    """Write an act anew with other facts (day, term, partner, note, time) or other counts by animal.

    `counts` serves acts that only bring or only take. The old act stays readable, taken back. Gives the new id.
    """
    old = _live(work, transaction_id)
    if wrong := [name for name in values if name not in FACTS]:
        raise Invalid([Problem(name, _("This part of an act is not corrected here.")) for name in wrong])
    if values.get("on", old.on) > work.today:
        raise Invalid(Problem("on", _("This day has not come yet.")))
    wanted = counts or {}

    def recount(posting: Posting) -> Mapping[str, int]:
        if posting.animal_id not in wanted:
            return {}
        n, sign = wanted[posting.animal_id], 1 if posting.m + posting.f + posting.u > 0 else -1
        return {"m": sign * n.m, "f": sign * n.f, "u": sign * n.u}

    return rewrite(work, [old], recount, values)[0]


@needs(Permission.CORRECT)
def rewrite(
    work: Work, acts: Sequence[Transaction], recount: Recount, values: Mapping[str, Any] | None = None
) -> list[int]:
    """Void acts and write them again in their place of the day, each posting as `recount` says. Gives the new ids."""
    return [_rewrite(work, act, recount, values or {}) for act in acts]


def _rewrite(work: Work, old: Transaction, recount: Recount, values: Mapping[str, Any]) -> int:
    animals = _touch_all(work, old)
    work.void(old)
    kept = (*FACTS, "mode", "seq", "line_id", "loan_id", "birth_id")
    facts = {name: getattr(old, name) for name in kept} | dict(values)
    if facts["on"] != old.on:
        facts["seq"] = max(ledger.next_seq(work.session, animal, facts["on"]) for animal in animals)
        facts["when"] = values.get("when")
    new = work.add(Transaction(**facts, replaces_id=old.id))
    redate(work, old, new, animals)
    copied = {"transaction_id": new.id, "on": new.on, "seq": new.seq}
    postings = work.session.scalars(select(Posting).where(Posting.transaction_id == old.id).order_by(Posting.id)).all()
    rows = [values_of(posting) | copied | dict(recount(posting)) for posting in postings]
    work.add_many(Posting, [row for row in rows if row["m"] or row["f"] or row["u"]])
    for census in work.session.scalars(select(Census).where(Census.transaction_id == old.id)).all():
        asserted = Posting(**{k: v for k, v in values_of(census).items() if k != "transaction_id"})
        work.add(Census(**values_of(census) | {"transaction_id": new.id} | _taxon(recount(asserted))))
    for hatched in _rows(work, ClutchEvent, ClutchEvent.transaction_id == old.id):
        work.void(hatched)
        anew = {"transaction_id": new.id, "on": new.on, "count": sum(row["m"] + row["f"] + row["u"] for row in rows)}
        work.add(ClutchEvent(**values_of(hatched) | anew, replaces_id=hatched.id))
    for known in _rows(work, Determination, Determination.transaction_id == old.id):
        work.void(known)
        work.add(Determination(**values_of(known) | {"transaction_id": new.id, "on": new.on, "replaces_id": known.id}))
    return new.id


def _taxon(changed: Mapping[str, int]) -> dict[str, int]:
    """Of a census only the account is rewritten: what was counted was counted."""
    return {name: value for name, value in changed.items() if name == "taxon_id"}


def acts_of(animal_id: int) -> ColumnElement[bool]:
    """Acts that posted to an animal, or counted it."""
    posted = select(Posting.transaction_id).where(Posting.animal_id == animal_id)
    counted = select(Census.transaction_id).where(Census.animal_id == animal_id)
    return or_(Transaction.id.in_(posted), Transaction.id.in_(counted))


def _live(work: Work, transaction_id: int) -> Transaction:
    act = work.get(Transaction, transaction_id)
    if act.voided_by is not None:
        raise Invalid(_("This was taken back already."))
    return act


def _touch_all(work: Work, act: Transaction) -> list[int]:
    posted = select(Posting.animal_id).where(Posting.transaction_id == act.id)
    counted = select(Census.animal_id).where(Census.transaction_id == act.id)
    animals = sorted({*work.session.scalars(posted), *work.session.scalars(counted)})
    for animal in animals:
        work.touch(animal)
    return animals


def _rows(work: Work, model: type[Model], *conditions: ColumnElement[bool]) -> Sequence[Model]:
    live: ColumnElement[bool] = model.voided_by.is_(None)  # type: ignore[attr-defined]
    return work.session.scalars(select(model).where(live, *conditions).order_by(model.id)).all()


@needs(Permission.CORRECT)
def unmake(work: Work, animal_id: int) -> None:
    """Nothing is left that ever brought this record: it is taken back with all that was written about it."""
    parentages.refuse_with_young(work, animal_id)
    cases = _rows(work, QuarantineCase, QuarantineCase.animal_id == animal_id)
    within = QuarantineEntry.case_id.in_([case.id for case in cases])
    about: Iterable[Event | Record] = (
        *_rows(work, QuarantineEntry, within),
        *cases,
        *_rows(work, Stay, Stay.animal_id == animal_id),
        *_rows(work, ClutchEvent, ClutchEvent.animal_id == animal_id),
        *_rows(work, Clutch, Clutch.animal_id == animal_id),
        *_rows(work, LoanAnimal, LoanAnimal.animal_id == animal_id),
        *_rows(work, Determination, Determination.animal_id == animal_id),
        *_rows(work, Parentage, Parentage.animal_id == animal_id),
        *_rows(work, Measure, Measure.animal_id == animal_id),
        *_rows(work, AnimalName, AnimalName.animal_id == animal_id),
        *(row for model in MEDICAL for row in _rows(work, model, model.animal_id == animal_id)),
        *_rows(work, Identifier, Identifier.animal_id == animal_id),
    )
    for row in about:
        work.void(row)
    work.void(work.get(Animal, animal_id))


def _unplace(work: Work, animal_id: int, entry_id: int) -> None:
    """It never came back: where it was put on that occasion, and under which quarantine, is taken back."""
    came = (QuarantineCase.animal_id == animal_id, QuarantineCase.entry_id == entry_id)
    cases = _rows(work, QuarantineCase, *came, QuarantineCase.closed_on.is_(None))
    within = QuarantineEntry.case_id.in_([case.id for case in cases])
    stood = (Stay.animal_id == animal_id, Stay.entry_id == entry_id, Stay.until.is_(None))
    placed: list[Event] = [*_rows(work, QuarantineEntry, within), *cases, *_rows(work, Stay, *stood)]
    for row in placed:
        work.void(row)


def _reopen(work: Work, animal_id: int, entry_id: int) -> None:
    """A stay and a quarantine that ended with the act which is taken back go on: written anew, without their end."""
    cases = _rows(work, QuarantineCase, QuarantineCase.animal_id == animal_id)
    within = (QuarantineEntry.case_id.in_([case.id for case in cases]), QuarantineEntry.closed_by == entry_id)
    ended: list[Event] = [
        *_rows(work, Stay, Stay.animal_id == animal_id, Stay.closed_by == entry_id),
        *_rows(work, LoanAnimal, LoanAnimal.animal_id == animal_id, LoanAnimal.closed_by == entry_id),
        *(case for case in cases if case.closed_by == entry_id),
        *_rows(work, QuarantineEntry, *within),
    ]
    write_again(work, [(row, row.set_once) for row in ended])
