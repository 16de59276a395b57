"""Results of quarantine tests: entered for one or many cases, accepted by a veterinarian, taken back (R98-R101)."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Final, TypedDict, Unpack

from sqlalchemy import func, select

from zooapp import ledger, settings
from zooapp.errors import Invalid, Level, Problem
from zooapp.i18n import _, day
from zooapp.models import CountsFrom, Outcome, QuarantineCase, QuarantineResult, Requirement, Sample
from zooapp.permission import Permission
from zooapp.quarantine.clocks import protocol_of
from zooapp.work import Work, needs

FINAL: Final = (Outcome.NEGATIVE, Outcome.POSITIVE)
GRAVITY: Final = (
    Outcome.POSITIVE,
    Outcome.INCONCLUSIVE,
    Outcome.NEGATIVE,
    Outcome.SPOILED,
    Outcome.NOT_OBTAINABLE,
    Outcome.IN_LAB,
    Outcome.PLANNED,
)
NOTHING_YET: Final = (Outcome.PLANNED, Outcome.IN_LAB, Outcome.SPOILED)


class Finding(TypedDict, total=False):
    """What a round says. `tested` is by itself all animals of the record; `positive` names its ring or pool."""

    taken: dt.date
    read: dt.date | None
    outcome: Outcome
    tested: int
    positive: int
    which: str | None
    lab: str | None
    lab_no: str | None
    note: str | None
    taken_at: dt.datetime | None
    read_at: dt.datetime | None


@needs(Permission.QUARANTINE)
def record_sheet(
    work: Work, requirement_id: int, number: int, rows: Sequence[tuple[int, Finding]]
) -> list[QuarantineResult]:
    """Enter one round of a test in the order of the laboratory's sheet: a case and its own finding a row.

    Several rows of one case are its tubes: they become one round (ledger.md 2.9). What is refused is refused for the
    whole sheet, and told as "sheet.3.outcome" with the row from 0.
    """
    by_case: dict[int, list[int]] = {}
    for at, (case_id, _finding) in enumerate(rows):
        by_case.setdefault(case_id, []).append(at)
    made: list[QuarantineResult] = []
    for case_id, places in by_case.items():
        findings = [rows[at][1] for at in places]
        try:
            made += record_result(work, [case_id], requirement_id, number, **_pooled(findings))
        except Invalid as error:
            raise Invalid([problem.under(f"sheet.{places[0]}") for problem in error.problems]) from error
    return made


def _pooled(findings: Sequence[Finding]) -> Finding:
    """One finding of several tubes: the gravest outcome, how many were tested, and which are positive (R101)."""
    if len(findings) == 1:
        return findings[0]
    gravest = min(findings, key=lambda one: GRAVITY.index(one["outcome"]))
    bad = [one for one in findings if one["outcome"] == Outcome.POSITIVE]
    read = [one for one in findings if one["outcome"] in FINAL]
    which = ", ".join(one.get("which") or "" for one in bad)
    whole: Finding = {**gravest, "which": which or None}
    whole["tested"] = sum(one.get("tested", 1) for one in read)
    whole["positive"] = sum(one.get("positive", 0) or one.get("tested", 1) for one in bad)
    return whole


@needs(Permission.QUARANTINE)
def record_result(
    work: Work, case_ids: Collection[int], requirement_id: int, number: int, **finding: Unpack[Finding]
) -> list[QuarantineResult]:
    """Enter round `number` of a test for one or many cases; those of other protocols take their test of that name.

    A plan, a sample in the lab or a spoiled one is followed by a later entry of the same round.
    """
    if finding.get("outcome") == Outcome.POSITIVE and len(case_ids) > 1:
        raise Invalid(Problem("outcome", _("Enter a positive for one animal or group at a time.")))
    _check_days(work, finding)
    wanted = work.get(Requirement, requirement_id)
    cases = [work.get(QuarantineCase, case_id) for case_id in case_ids]
    for case in cases:
        work.touch(case.animal_id)
    held = _held(work, {case.animal_id for case in cases}, min(finding["taken"], work.today))
    made = []
    for case in cases:
        test = test_of(work, case, wanted)
        _check_round(work, case, test, number)
        _check_sample(work, case, test, number, finding)
        _check_hours(work, case, test, finding)
        there = held.get(case.animal_id, 0)
        values = {"tested": there, **finding}
        if finding["outcome"] in FINAL and values["tested"] == 0:
            raise Invalid(Problem("tested", _("How many were tested?")))
        if finding.get("tested", 0) > there > 0:
            raise Invalid(Problem("tested", _("There were {n} on that day.").format(n=there)))
        made.append(work.add(QuarantineResult(case_id=case.id, requirement_id=test.id, round=number, **values)))
    return made


def _check_days(work: Work, finding: Finding) -> None:
    if "taken" not in finding or "outcome" not in finding:
        raise Invalid(Problem("taken", _("Fill this in.")))
    if finding["taken"] > work.today and finding["outcome"] != Outcome.PLANNED:
        raise Invalid(Problem("taken", _("That day has not come yet.")))
    if (read := finding.get("read")) is not None and read > work.today:
        raise Invalid(Problem("read", _("That day has not come yet.")))


def _held(work: Work, animals: Collection[int], on: dt.date) -> dict[int, int]:
    """How many each record counts; a sample from before arrival counts as those who came."""
    us = settings.our_institution(work.session)
    counts: dict[int, int] = {}
    for until in (work.today, on):
        for one in ledger.balances(work.session, ledger.Filter(animals=animals, holder=us, until=until)):
            counts[one.animal_id] = max(counts.get(one.animal_id, 0), one.count.total)
    return counts


@needs(Permission.QUARANTINE)
def test_of(work: Work, case: QuarantineCase, wanted: Requirement) -> Requirement:
    """The test of that name under which the case stands now. Raises Invalid where it has none, or is over."""
    if case.signature_id is not None or case.voided_by is not None:  # the dead wait for their necropsy
        raise Invalid(Problem("case_id", _("This quarantine is over.")))
    protocol = protocol_of(work.session, case.id)
    if protocol == wanted.protocol_id:
        return wanted
    query = select(Requirement).where(Requirement.protocol_id == protocol, Requirement.code == wanted.code)
    if (test := work.session.scalars(query.where(Requirement.voided_by.is_(None))).one_or_none()) is None:
        raise Invalid(Problem("requirement_id", _("Not every animal here needs “{test}”.").format(test=wanted.name)))
    return test


def _check_round(work: Work, case: QuarantineCase, test: Requirement, number: int) -> None:
    query = select(QuarantineResult.id).where(
        QuarantineResult.case_id == case.id,
        QuarantineResult.requirement_id == test.id,
        QuarantineResult.round == number,
        QuarantineResult.outcome.in_(FINAL),
        QuarantineResult.voided_by.is_(None),
    )
    if work.session.scalar(query.limit(1)) is not None:
        words = _("Round {n} has its result. Enter the next round, or take that one back.")
        raise Invalid(Problem("round", words.format(n=number)))


def _check_sample(work: Work, case: QuarantineCase, test: Requirement, number: int, finding: Finding) -> None:
    """No result before its sample: neither without one, where the test wants it, nor older than it."""
    if finding["outcome"] in (Outcome.PLANNED, Outcome.NOT_OBTAINABLE):
        return
    query = select(Sample).where(Sample.case_id == case.id, Sample.requirement_id == test.id, Sample.round == number)
    tube = work.session.scalars(query.where(Sample.voided_by.is_(None)).order_by(Sample.id.desc()).limit(1)).first()
    if tube is None:
        if test.material and test.counts_from is not CountsFrom.BEFORE_ENTRY:
            words = _("Round {n} has no sample yet. Write down the sample first.")
            raise Invalid(Problem("round", words.format(n=number)))
        return
    if min(finding["taken"], finding.get("read") or finding["taken"]) < tube.taken_on:
        words = _("Its sample {number} was taken on {day}: no result is older.")
        raise Invalid(Problem("taken", words.format(number=tube.number, day=day(tube.taken_on))))


def _check_hours(work: Work, case: QuarantineCase, test: Requirement, finding: Finding) -> None:
    """A skin test has its hours; after one that was not read in time a new injection waits (R94)."""
    if test.read_hours is None or finding["outcome"] in (Outcome.PLANNED, Outcome.NOT_OBTAINABLE):
        return
    if finding.get("taken_at") is None:
        raise Invalid(Problem("taken_at", _("At which hour was it injected?")))
    if finding["outcome"] in FINAL and finding.get("read_at") is None:
        raise Invalid(Problem("read_at", _("At which hour was it read?")))
    query = select(func.max(QuarantineResult.taken)).where(
        QuarantineResult.case_id == case.id,
        QuarantineResult.requirement_id == test.id,
        QuarantineResult.voided_by.is_(None),
        QuarantineResult.taken < finding["taken"],
    )
    before = work.session.scalar(query)
    again = before and before + dt.timedelta(days=test.again_days or 0)
    if again is not None and finding["taken"] < again:
        words = _("A new injection waits to {day}, unless at another site or by another test.").format(day=day(again))
        work.warn(Problem("taken", words, Level.WARNING))


@needs(Permission.ACCEPT_RESULT)
def accept(work: Work, result_ids: Collection[int], *, read: bool = False) -> None:
    """A veterinarian takes results as such (R98). A positive goes alone, and `read` says that she opened it."""
    if work.actor.person_id is None:
        raise Invalid(_("A result is accepted by a person who signed in."))
    for key in result_ids:
        result = work.get(QuarantineResult, key)
        work.touch(work.get(QuarantineCase, result.case_id).animal_id)
        if result.voided_by is not None or result.accepted_at is not None:
            raise Invalid(_("This result was accepted or taken back already."))
        if result.outcome in NOTHING_YET:
            raise Invalid(Problem("outcome", _("There is no result yet to accept.")))
        if result.outcome is Outcome.POSITIVE and not (read and len(result_ids) == 1):
            raise Invalid(Problem("outcome", _("A positive is opened, read and accepted alone.")))
        result.accepted_by_id, result.accepted_at = work.actor.person_id, work.now
    work.session.flush()


@needs(Permission.QUARANTINE)
def void_result(work: Work, result_id: int) -> None:
    """Take back a result that was entered wrongly; one that was accepted only by who may accept."""
    result = work.get(QuarantineResult, result_id)
    if result.accepted_at is not None:
        work.actor.demand(Permission.ACCEPT_RESULT)
    work.touch(work.get(QuarantineCase, result.case_id).animal_id)
    work.void(result)
