"""Samples are taken, sent to a laboratory in one request, and answered under the laboratory's own number."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import select

from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.models import LabRequest, QuarantineCase, QuarantineResult, Requirement, Sample
from zooapp.permission import Permission
from zooapp.services import numbers
from zooapp.services.results import test_of
from zooapp.work import Work, needs

SAMPLE: Final = "sample"
REQUEST: Final = "lab-request"


@dataclass(frozen=True)
class Tube:
    """One tube: of which case, how many animals are in it and which, and what it holds."""

    case_id: int
    material: str
    animals: int = 1
    marks: str | None = None


@dataclass(frozen=True)
class Taking:
    """Of which round of which test samples are taken, when and by whom."""

    requirement_id: int
    round: int
    on: dt.date
    by: str | None = None


@dataclass(frozen=True)
class Box:
    """What a request says: to whom, when, by whose hand."""

    lab: str
    sent_on: dt.date
    sent_by: str | None = None
    note: str | None = None


@needs(Permission.QUARANTINE)
def take(work: Work, taking: Taking, tubes: Sequence[Tube]) -> list[Sample]:
    """Write down samples, each with a number for its tube ("S24-0007"): from now on the round is "sampled"."""
    on = taking.on
    if on > work.today:
        raise Invalid(Problem("taken_on", _("That day has not come yet.")))
    test = work.get(Requirement, taking.requirement_id)
    made = []
    for tube in tubes:
        case = work.get(QuarantineCase, tube.case_id)
        work.touch(case.animal_id)
        label = f"S{on.year % 100:02}-{numbers.next_number(work, f'{SAMPLE}:{on.year}'):04}"
        values = asdict(tube) | {"requirement_id": test_of(work, case, test).id, "round": taking.round}
        made.append(work.add(Sample(number=label, taken_on=on, taken_by=taking.by, **values)))
    return made


@needs(Permission.QUARANTINE)
def send(work: Work, sample_ids: Collection[int], box: Box) -> LabRequest:
    """Send samples to a laboratory under one number ("L24-0003"); from then on they are "in the lab"."""
    samples = [work.get(Sample, key) for key in sample_ids]
    if not samples:
        raise Invalid(_("No sample is chosen."))
    if box.sent_on > work.today:
        raise Invalid(Problem("sent_on", _("That day has not come yet.")))
    for sample in samples:
        work.touch(work.get(QuarantineCase, sample.case_id).animal_id)
        if sample.request_id is not None or sample.voided_by is not None:
            words = _("Sample {number} went to a laboratory already.")
            raise Invalid(Problem("samples", words.format(number=sample.number)))
        if sample.taken_on > box.sent_on:
            words = _("Sample {number} was taken later.")
            raise Invalid(Problem("sent_on", words.format(number=sample.number)))
    label = f"L{box.sent_on.year % 100:02}-{numbers.next_number(work, f'{REQUEST}:{box.sent_on.year}'):04}"
    request = work.add(LabRequest(number=label, **asdict(box)))
    for sample in samples:
        sample.request_id = request.id
    work.session.flush()
    return request


@needs(Permission.QUARANTINE)
def answer(work: Work, request_id: int, lab_no: str) -> LabRequest:
    """Write down the number under which the laboratory answered; its report is attached as a scan (R108)."""
    request = work.get(LabRequest, request_id)
    if not lab_no.strip():
        raise Invalid(Problem("lab_no", _("Fill this in.")))
    if request.lab_no is not None:
        raise Invalid(Problem("lab_no", _("It has its number already: {number}.").format(number=request.lab_no)))
    request.lab_no = lab_no.strip()
    work.session.flush()
    return request


@needs(Permission.QUARANTINE)
def take_back(work: Work, sample_id: int) -> None:
    """A sample was entered by mistake; one that has its result stays."""
    sample = work.get(Sample, sample_id)
    work.touch(work.get(QuarantineCase, sample.case_id).animal_id)
    query = select(QuarantineResult.id).where(
        QuarantineResult.case_id == sample.case_id,
        QuarantineResult.requirement_id == sample.requirement_id,
        QuarantineResult.round == sample.round,
        QuarantineResult.voided_by.is_(None),
    )
    if work.session.scalar(query.limit(1)) is not None:
        raise Invalid(_("This sample has its result. Take that back first."))
    work.void(sample)
