"""Quarantine begins, is handed on to a part of a group, crosses into another unit, and changes its days."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import TypedDict, TypeVar, Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import ledger, settings
from zooapp.errors import Invalid, Level, Problem
from zooapp.i18n import _
from zooapp.models import (
    Enclosure,
    EnclosureKind,
    ImposedBy,
    Protocol,
    QuarantineCase,
    QuarantineDays,
    QuarantineEdition,
    QuarantineEntry,
    QuarantineResult,
    Rank,
    Taxon,
)
from zooapp.permission import Permission
from zooapp.quarantine.clocks import clock, protocol_of
from zooapp.quarantine.unit_states import not_free
from zooapp.rewriting import values_of
from zooapp.services import signatures
from zooapp.work import Work, needs

Row = TypeVar("Row", QuarantineEntry, QuarantineDays, QuarantineEdition, QuarantineResult)


class Order(TypedDict, total=False):
    """What a case may say besides: the hour, who imposed it, and for a state order its number, authority and days.

    `taxon_id` spares a question to the ledger where the caller knows the taxon.
    """

    entered_at: dt.datetime | None
    imposed_by: ImposedBy
    order_no: str | None
    authority: str | None
    ordered_days: int | None
    taxon_id: int


@needs(Permission.QUARANTINE)
def open_case(
    work: Work, animal_id: int, protocol_id: int, unit_id: int, entered: dt.date, **order: Unpack[Order]
) -> QuarantineCase:
    """Put an animal or group under a protocol from the day when it entered the unit, which is day 0 (R102)."""
    work.touch(animal_id)
    protocol = work.get(Protocol, protocol_id)
    unit = lock_unit(work.session, unit_id)
    if entered > work.today:
        raise Invalid(Problem("entered", _("That day has not come yet.")))
    if not unit.in_use(entered):
        raise Invalid(Problem("unit_id", _("{place} is not in use on that day.").format(place=unit.code)))
    _is_free(work, unit_id, entered, [protocol_id])
    hour = order.pop("entered_at", None)
    taxon_id = order.pop("taxon_id", None) or taxon_of(work.session, animal_id, entered)
    case = work.add(QuarantineCase(animal_id=animal_id, protocol_id=protocol_id, **order))
    work.add(QuarantineEntry(case_id=case.id, unit_id=unit_id, entered=entered, entered_at=hour, taxon_id=taxon_id))
    taxon = work.get(Taxon, taxon_id)
    ranks = {rank.value: rank.level for rank in Rank}
    if taxon.rank.level < ranks.get(protocol.scope.value, 0):
        words = _("{taxon} is not known to {rank}: any newcomer may restart its clock.")
        rank = _(protocol.scope.value)
        work.warn(Problem("protocol_id", words.format(taxon=taxon.scientific, rank=rank), Level.WARNING))
    return case


def _is_free(work: Work, unit_id: int, on: dt.date, protocols: Collection[int]) -> None:
    """No new batch in a unit that was not cleaned and empty for long enough (R53).

    Asked once for those who come together.
    """
    asked = (unit_id, on, *protocols)
    known: set[tuple[object, ...]] = work.session.info.setdefault("free_units", set())
    if asked in known:
        return
    for problem in not_free(work.session, unit_id, on, protocols):
        if problem.level is not Level.WARNING:
            raise Invalid(problem)
        work.warn(problem)
    known.add(asked)


def lock_unit(session: Session, unit_id: int) -> Enclosure:
    """The quarantine unit, held until this work ends: an entry and a release in it do not pass each other."""
    unit = session.scalar(select(Enclosure).where(Enclosure.id == unit_id).with_for_update())
    if unit is None or unit.kind is not EnclosureKind.QUARANTINE:
        raise Invalid(Problem("unit_id", _("Choose a quarantine unit.")))
    return unit


def taxon_of(session: Session, animal_id: int, on: dt.date) -> int:
    """The taxon of an animal that we hold on a day; of the larger part, should it stand under several."""
    us = settings.our_institution(session)
    held = ledger.balances(session, ledger.Filter(animals=[animal_id], holder=us, until=on))
    if not held:
        raise Invalid(Problem("animal_id", _("It is not here on that day.")))
    return max(held, key=lambda balance: balance.count.total).taxon_id


def open_cases(session: Session, animals: Collection[int]) -> list[QuarantineCase]:
    """The cases of these animals that are not over, the oldest first."""
    query = select(QuarantineCase).where(QuarantineCase.animal_id.in_(animals))
    query = query.where(QuarantineCase.closed_on.is_(None), QuarantineCase.voided_by.is_(None))
    return list(session.scalars(query.order_by(QuarantineCase.id)))


def open_entries(session: Session, cases: Collection[QuarantineCase]) -> dict[int, QuarantineEntry]:
    """By case, the entry that has not ended."""
    query = select(QuarantineEntry).where(QuarantineEntry.case_id.in_([case.id for case in cases]))
    query = query.where(QuarantineEntry.left.is_(None), QuarantineEntry.voided_by.is_(None))
    return {entry.case_id: entry for entry in session.scalars(query.order_by(QuarantineEntry.id))}


def outside(session: Session, animals: Collection[int], unit_id: int) -> list[int]:
    """Of animals under quarantine, those for whom going to this unit crosses its border."""
    cases = open_cases(session, animals)
    last = open_entries(session, cases)
    away = {case.animal_id for case in cases if case.id not in last or last[case.id].unit_id != unit_id}
    return sorted(away)


@needs(Permission.MOVE)
def cross(work: Work, animal_id: int, unit_id: int, on: dt.date) -> None:
    """Book the way into a quarantine unit for each open case; inside the same unit nothing is crossed (2.9)."""
    work.touch(animal_id)
    lock_unit(work.session, unit_id)
    cases = open_cases(work.session, [animal_id])
    last = open_entries(work.session, cases)
    _is_free(work, unit_id, on, [protocol_of(work.session, case.id) for case in cases])
    for case in cases:
        if (before := last.get(case.id)) is not None:
            if before.unit_id == unit_id:
                continue
            before.left, before.closed_by = on, work.entry_id
        taxon_id = taxon_of(work.session, animal_id, on)
        work.add(QuarantineEntry(case_id=case.id, unit_id=unit_id, entered=on, taxon_id=taxon_id))


@needs(Permission.CORRECT)
def void_entry(work: Work, entry_id: int) -> None:
    """Take back an entry that was booked by mistake: clocks it restarted run as before. Without any, its case goes."""
    entry = work.get(QuarantineEntry, entry_id)
    case = work.get(QuarantineCase, entry.case_id)
    work.touch(case.animal_id)
    work.void(entry)
    if not _rows(work.session, QuarantineEntry, case.id):
        work.void(case)


@needs(Permission.OVERRIDE_CLOCK)
def set_days(work: Work, case_id: int, days: int, reason: str, method: str) -> QuarantineDays:
    """Set the days of a case, signed: ours longer or shorter, those that the state ordered only longer (R45, R97)."""
    case = work.get(QuarantineCase, case_id)
    work.touch(case.animal_id)
    if case.closed_on is not None or case.voided_by is not None:
        raise Invalid(_("This quarantine is over."))
    now = clock(work.session, [case_id], work.today)[case_id]
    if case.imposed_by is ImposedBy.STATE and days < now.days:
        raise Invalid(Problem("days", _("Only the authority shortens its own order: {n} days.").format(n=now.days)))
    meaning = _("{n} days instead of {old}").format(n=days, old=now.days)
    signed = signatures.sign(work, "quarantine_case", case_id, meaning, method)
    return work.add(QuarantineDays(case_id=case_id, days=days, reason=reason, on=work.today, signature_id=signed.id))


@needs(Permission.QUARANTINE)
def end_cases(work: Work, animals: Collection[int], on: dt.date, signature_id: int | None = None) -> None:
    """End the open cases: by a signed release, or without one when the animals died or left us."""
    for animal_id in animals:
        work.touch(animal_id)
    cases = open_cases(work.session, animals)
    for entry in open_entries(work.session, cases).values():
        entry.left, entry.closed_by = on, work.entry_id
    for case in cases:
        case.closed_on, case.closed_by, case.signature_id = on, work.entry_id, signature_id
    work.session.flush()


@needs(Permission.QUARANTINE)
def split_case(work: Work, from_animal: int, to_animal: int) -> None:
    """Hand the open cases on to a part: entry days, protocol, order, days and results; none is a new entry (2.9)."""
    work.touch(from_animal)
    work.touch(to_animal)
    for case in open_cases(work.session, [from_animal]):
        part = work.add(QuarantineCase(**values_of(case) | {"animal_id": to_animal, "split_from_id": case.id}))
        for entry in _rows(work.session, QuarantineEntry, case.id):
            first = entry.copied_from_id or entry.id
            work.add(QuarantineEntry(**values_of(entry) | {"case_id": part.id, "copied_from_id": first}))
        for days in _rows(work.session, QuarantineDays, case.id):
            work.add(QuarantineDays(**values_of(days) | {"case_id": part.id}))
        for edition in _rows(work.session, QuarantineEdition, case.id):
            work.add(QuarantineEdition(**values_of(edition) | {"case_id": part.id}))
        for result in _rows(work.session, QuarantineResult, case.id):
            work.add(QuarantineResult(**values_of(result) | {"case_id": part.id}))


def _rows(session: Session, model: type[Row], case_id: int) -> Sequence[Row]:
    query = select(model).where(model.case_id == case_id, model.voided_by.is_(None)).order_by(model.id)
    return session.scalars(query).all()
