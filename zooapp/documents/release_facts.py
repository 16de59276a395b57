"""What a release from quarantine rests on: animals, clocks, tests with who accepted them, deaths, who stays and why."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import ledger, settings
from zooapp.lists import animal_rows
from zooapp.models import (
    Enclosure,
    Institution,
    Mode,
    Outcome,
    Person,
    Posting,
    QuarantineCase,
    QuarantineEntry,
    QuarantineResult,
    Requirement,
    Sample,
    Signature,
    Stay,
    Transaction,
)
from zooapp.quarantine import gate
from zooapp.quarantine.clocks import OPEN, Clock
from zooapp.values.counts import SexCount

SAID = (Outcome.NEGATIVE, Outcome.POSITIVE, Outcome.INCONCLUSIVE, Outcome.NOT_OBTAINABLE)


@dataclass(frozen=True)
class Released:
    """One record of the paper."""

    animal_id: int
    local_id: str
    taxon_id: int
    count: SexCount


@dataclass(frozen=True)
class Tested:
    """One round of one test of all animals of the paper, of the same days and the same outcome."""

    test_id: int
    name: str
    material: str
    tested: int
    of: int
    taken: dt.date
    read: dt.date
    outcome: Outcome
    which: str
    note: str
    lab: str
    by: str
    accepted: dt.date | None


@dataclass(frozen=True)
class Died:
    """A death in these units while the animals were there."""

    on: dt.date
    who: str
    n: int


@dataclass(frozen=True)
class Facts:
    """All of it."""

    animals: Sequence[Released]
    clocks: Sequence[Clock]
    ended: dt.date
    entered_hour: str
    units: str
    arrived: str
    orders: str
    documents: str
    tests: Sequence[Tested]
    deaths: Sequence[Died]
    kept: list[str]
    destination: str
    veterinarian: list[str]


def facts_of(session: Session, case_ids: Collection[int], on: dt.date) -> Facts:
    """The facts of these cases; what is not ended yet is looked at as on that day."""
    door = gate.look(session, case_ids, on)
    clocks = [door.clocks[case] for case in case_ids]
    ended = max((clock.closed_on or on) for clock in clocks)
    animals = list(dict.fromkeys(clock.animal_id for clock in clocks))
    us = settings.our_institution(session)
    held = ledger.balances(session, ledger.Filter(animals=animals, holder=us, until=ended))
    local = {clock.animal_id: clock.local_id for clock in clocks}
    units = {stay.unit_id for clock in clocks for stay in clock.entries}
    return Facts(
        animals=[Released(one.animal_id, local[one.animal_id], one.taxon_id, one.count) for one in held],
        clocks=clocks,
        ended=ended,
        entered_hour=_hour(session, case_ids),
        units=_places(session, units),
        arrived=_arrived(session, animals),
        orders=_once(f"{c.order_no}, {c.authority or '—'}" for c in clocks if c.order_no),
        documents=_once(c.release_document for c in clocks if c.release_document),
        tests=_tests(session, clocks, {one.animal_id: one.count.total for one in held}),
        deaths=_deaths(session, units, min(c.entered for c in clocks), ended),
        kept=_kept(session, units, set(animals), ended),
        destination=_destination(session, animals, ended, units),
        veterinarian=_veterinarian(session, case_ids),
    )


def _once(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(texts))


def _hour(session: Session, cases: Collection[int]) -> str:
    query = select(QuarantineEntry.entered_at).where(QuarantineEntry.case_id.in_(cases))
    query = query.where(QuarantineEntry.voided_by.is_(None)).order_by(QuarantineEntry.entered, QuarantineEntry.id)
    at = session.scalars(query.limit(1)).first()
    return f"{at.astimezone(settings.zone(session)):%H:%M}" if at else ""


def _places(session: Session, keys: Collection[int]) -> str:
    query = select(Enclosure.code, Enclosure.name).where(Enclosure.id.in_(keys)).order_by(Enclosure.code)
    return ", ".join(f"{row.code} · {row.name}" for row in session.execute(query))


def _arrived(session: Session, animals: Collection[int]) -> str:
    rows = session.execute(
        select(Institution.name, Transaction.on)
        .join(Transaction, Transaction.partner_id == Institution.id)
        .join(Posting, Posting.transaction_id == Transaction.id)
        .where(Posting.animal_id.in_(animals), Transaction.mode == Mode.ARRIVAL, Transaction.voided_by.is_(None))
        .distinct()
        .order_by(Transaction.on)
    )
    return "; ".join(f"{name}, {on:%d.%m.%Y}" for name, on in rows)


def _tests(session: Session, clocks: Sequence[Clock], counts: Mapping[int, int]) -> list[Tested]:
    """Results of the same test, round, day and outcome are one line with how many of how many were tested."""
    under: dict[int, set[int]] = {}
    for clock in clocks:
        under.setdefault(clock.protocol_id, set()).add(clock.animal_id)
    asked: dict[str, set[int]] = {}
    cases = [clock.case_id for clock in clocks]
    result, tube = QuarantineResult, Sample
    rows = session.execute(
        select(result, Requirement, Person.name, tube.material)
        .select_from(result)
        .join(Requirement, Requirement.id == result.requirement_id)
        .outerjoin(Person, Person.id == result.accepted_by_id)
        .outerjoin(
            tube,
            (tube.case_id == result.case_id)
            & (tube.requirement_id == result.requirement_id)
            & (tube.round == result.round)
            & tube.voided_by.is_(None),
        )
        .where(result.case_id.in_(cases), result.voided_by.is_(None), result.outcome.in_(SAID))
        .order_by(Requirement.sort, Requirement.id, result.taken, result.id)
    ).all()
    zone = settings.zone(session)
    found: dict[object, Tested] = {}
    seen: set[int] = set()
    for one, test, by, stuff in rows:
        if one.id in seen:
            continue  # it had several tubes
        seen.add(one.id)
        asked.setdefault(test.name, set()).update(under[test.protocol_id])
        accepted = one.accepted_at.astimezone(zone).date() if one.accepted_at else None
        lab = ", ".join(part for part in (one.lab, one.lab_no) if part)
        read, said = one.read or one.taken, (one.which or "", one.note or "", lab, by or "", accepted)
        key = (test.name, one.round, one.taken, read, one.outcome, *said)
        before = found[key].tested if key in found else 0
        material = stuff or test.material or ""
        found[key] = Tested(test.id, test.name, material, before + one.tested, 0, one.taken, read, one.outcome, *said)
    return [replace(one, of=sum(counts.get(key, 0) for key in asked[one.name])) for one in found.values()]


def _deaths(session: Session, units: Collection[int], first: dt.date, last: dt.date) -> list[Died]:
    entry, case = QuarantineEntry, QuarantineCase
    rows = session.execute(
        select(Transaction.on, Posting.animal_id, -(Posting.m + Posting.f + Posting.u))
        .join(Posting, Posting.transaction_id == Transaction.id)
        .join(case, case.animal_id == Posting.animal_id)
        .join(entry, entry.case_id == case.id)
        .where(Posting.mode == Mode.DEATH, Transaction.voided_by.is_(None), entry.unit_id.in_(units))
        .where(Transaction.on.between(first, last), entry.voided_by.is_(None), entry.entered <= Transaction.on)
        .where((entry.left.is_(None)) | (entry.left >= Transaction.on))
        .distinct()
        .order_by(Transaction.on)
    ).all()
    called = _ids(session, [row[1] for row in rows], last)
    return [Died(on, called.get(animal, ""), n) for on, animal, n in rows]


def _ids(session: Session, animals: Collection[int], on: dt.date) -> dict[int, str]:
    """Local ids."""
    return {row.id: str(row.cells["local_id"]) for row in animal_rows.rows(session, list(animals), on)}


def _kept(session: Session, units: Collection[int], released: Collection[int], on: dt.date) -> list[str]:
    """Who stays in these units, and why."""
    query = select(QuarantineCase.id).join(QuarantineEntry, QuarantineEntry.case_id == QuarantineCase.id)
    query = query.where(OPEN, QuarantineEntry.unit_id.in_(units), QuarantineEntry.left.is_(None))
    query = query.where(QuarantineCase.animal_id.not_in(released), QuarantineEntry.voided_by.is_(None))
    door = gate.look(session, list(session.scalars(query.distinct())), on)
    said = []
    for case, clock in door.clocks.items():
        reasons = "; ".join(one.text for one in door.reasons([case]))
        said.append(f"{clock.local_id}: {reasons}" if reasons else clock.local_id)
    return said


def _destination(session: Session, animals: Collection[int], on: dt.date, units: Collection[int]) -> str:
    query = select(Stay.enclosure_id).where(Stay.animal_id.in_(animals), Stay.since >= on, Stay.voided_by.is_(None))
    return _places(session, set(session.scalars(query.where(Stay.enclosure_id.not_in(units)))))


def _veterinarian(session: Session, cases: Collection[int]) -> list[str]:
    """Name and post of who signed; empty on a draft."""
    query = select(Person.name, Person.post).join(Signature, Signature.person_id == Person.id)
    query = query.join(QuarantineCase, QuarantineCase.signature_id == Signature.id)
    row = session.execute(query.where(QuarantineCase.id.in_(cases)).limit(1)).first()
    return [row.name, row.post or ""] if row else ["", ""]
