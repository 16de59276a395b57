"""What the forms of the quarantine ask: which tests the animals need, which rounds stand, what blocks a release."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.errors import NotFound
from zooapp.i18n import _
from zooapp.models import (
    Identifier,
    ImposedBy,
    MarkKind,
    Outcome,
    Person,
    QuarantineCase,
    QuarantineResult,
    Requirement,
)
from zooapp.quarantine import gate
from zooapp.quarantine.clocks import Clock
from zooapp.quarantine.gate import Blocker
from zooapp.quarantine.rounds import State


@dataclass(frozen=True)
class Test:
    """One test of some animals: rounds, the next one, how many to test, whether all have met it, and who needs it."""

    requirement_id: int
    name: str
    required: bool
    next_round: int
    rounds: int
    size: int
    met: bool
    case_ids: tuple[int, ...]
    code: str = ""
    material: str = ""
    read_hours: int | None = None


@dataclass(frozen=True)
class Batch:
    """Open cases of some animals: their tests, what blocks a release, their clocks."""

    case_ids: tuple[int, ...]
    state_cases: tuple[int, ...]
    tests: tuple[Test, ...]
    blockers: tuple[Blocker, ...]
    clocks: tuple[Clock, ...]
    release_document: str


def open_batch(session: Session, animals: Collection[int], on: dt.date) -> Batch:
    """What a form of the quarantine asks of these animals. Raises NotFound when none of them is in quarantine."""
    found = batch(session, animals, on)
    if not (found.case_ids or found.state_cases):
        raise NotFound(_("None of these animals is in quarantine."))
    return found


def batch(session: Session, animals: Collection[int], on: dt.date) -> Batch:
    """The open cases of these animals: a few statements, however many there are."""
    open_cases = select(QuarantineCase.id).where(
        QuarantineCase.animal_id.in_(animals), QuarantineCase.closed_on.is_(None), QuarantineCase.voided_by.is_(None)
    )
    cases = list(session.scalars(open_cases.order_by(QuarantineCase.id)))
    door = gate.look(session, cases, on)
    clocks = tuple(door.clocks[case] for case in cases if case in door.clocks)
    own = tuple(clock.case_id for clock in clocks if clock.imposed_by is ImposedBy.OWN)
    state = tuple(clock.case_id for clock in clocks if clock.imposed_by is ImposedBy.STATE)
    papers = [clock.release_document for clock in clocks if clock.release_document]
    tests = _tests(door, own, _rounds(session, own))
    return Batch(own, state, tests, tuple(door.reasons(cases)), clocks, papers[0] if papers else "")


def _rounds(session: Session, cases: Collection[int]) -> dict[str, int]:
    """By code of a test, the highest round that has its result."""
    rows = session.execute(
        select(Requirement.code, QuarantineResult.round)
        .join(Requirement, Requirement.id == QuarantineResult.requirement_id)
        .where(
            QuarantineResult.case_id.in_(cases),
            QuarantineResult.voided_by.is_(None),
            QuarantineResult.outcome.in_((Outcome.NEGATIVE, Outcome.POSITIVE, Outcome.INCONCLUSIVE)),
        )
    )
    found: dict[str, int] = {}
    for test, number in rows:
        found[test] = max(found.get(test, 0), number)
    return found


def _tests(door: gate.Gate, cases: Collection[int], done: dict[str, int]) -> tuple[Test, ...]:
    """The tests by code: of animals under several protocols the first stands for all."""
    found: dict[str, Test] = {}
    for case in cases:
        for progress in door.tests.get(case, ()):
            demand, met = progress.demand, progress.state is State.PASSED or progress.state.is_met
            known = found.get(demand.code)
            if known is not None:
                found[demand.code] = replace(known, met=known.met and met, case_ids=(*known.case_ids, case))
            else:
                found[demand.code] = Test(
                    demand.id,
                    demand.name,
                    demand.required,
                    done.get(demand.code, 0) + 1,
                    demand.needed,
                    progress.size,
                    met,
                    (case,),
                    demand.code,
                    demand.material or "",
                    demand.read_hours,
                )
    return tuple(sorted(found.values(), key=lambda test: (test.met, not test.required)))


@dataclass(frozen=True)
class RoundLine:
    """One result as it stands in the books."""

    id: int
    who: str
    round: int
    taken: dt.date
    read: dt.date | None
    outcome: Outcome
    tested: int
    positive: int
    which: str
    lab: str
    note: str
    accepted_by: str
    accepted_on: dt.date | None


def rounds(session: Session, requirement_id: int, cases: Collection[int]) -> tuple[str, list[RoundLine]]:
    """The name of a test, and all live results of it for these cases, the newest first: two statements."""
    wanted = session.get_one(Requirement, requirement_id)
    local = (
        select(Identifier.value)
        .where(Identifier.animal_id == QuarantineCase.animal_id, Identifier.kind == MarkKind.LOCAL_ID)
        .where(Identifier.voided_by.is_(None))
        .order_by(Identifier.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    result = QuarantineResult
    found = session.execute(
        select(result, local.label("who"), Person.name.label("by"))
        .join(QuarantineCase, QuarantineCase.id == result.case_id)
        .join(Requirement, Requirement.id == result.requirement_id)
        .outerjoin(Person, Person.id == result.accepted_by_id)
        .where(result.case_id.in_(cases), Requirement.code == wanted.code, result.voided_by.is_(None))
        .order_by(result.taken.desc(), result.id.desc())
    ).all()
    return wanted.name, [_line(row.QuarantineResult, row.who or "", row.by or "") for row in found]


def _line(one: QuarantineResult, who: str, by: str) -> RoundLine:
    accepted = one.accepted_at.date() if one.accepted_at is not None else None
    lab = " ".join(part for part in (one.lab, one.lab_no) if part)
    return RoundLine(
        one.id,
        who,
        one.round,
        one.taken,
        one.read,
        one.outcome,
        one.tested,
        one.positive,
        one.which or "",
        lab,
        one.note or "",
        by,
        accepted,
    )
