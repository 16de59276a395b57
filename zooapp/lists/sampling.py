"""Samples of a batch: the tubes of a round in their order, what is not sent yet, what each laboratory has."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zooapp.models import LabRequest, MediaLink, QuarantineCase, Requirement, Sample


@dataclass(frozen=True)
class TubeLine:
    """One tube."""

    id: int
    number: str
    case_id: int
    animal_id: int
    requirement_id: int
    code: str
    test: str
    round: int
    taken_on: dt.date
    material: str
    animals: int
    marks: str | None
    request_id: int | None


@dataclass(frozen=True)
class RequestLine:
    """One request to a laboratory, and how many scans are attached to it."""

    id: int
    number: str
    lab: str
    sent_on: dt.date
    lab_no: str | None
    tubes: int
    scans: int


def tubes(session: Session, animals: Collection[int]) -> list[TubeLine]:
    """The tubes of these animals, in the order of their numbers."""
    columns = ("requirement_id", "round", "taken_on", "material", "animals", "marks", "request_id")
    before = [getattr(Sample, name) for name in columns]
    rows = session.execute(
        select(Sample.id, Sample.number, Sample.case_id, QuarantineCase.animal_id, before[0])
        .add_columns(Requirement.code, Requirement.name, *before[1:])
        .join(QuarantineCase, QuarantineCase.id == Sample.case_id)
        .join(Requirement, Requirement.id == Sample.requirement_id)
        .where(QuarantineCase.animal_id.in_(animals), Sample.voided_by.is_(None))
        .order_by(Sample.number)
    )
    return [TubeLine(*row) for row in rows]


def requests(session: Session, animals: Collection[int]) -> list[RequestLine]:
    """The requests with tubes of these animals, the newest first."""
    found = {one.request_id for one in tubes(session, animals) if one.request_id is not None}
    scans = select(func.count()).where(
        MediaLink.record_kind == LabRequest.called,
        MediaLink.record_id == LabRequest.id,
        MediaLink.voided_by.is_(None),
    )
    whole = select(func.count()).where(Sample.request_id == LabRequest.id, Sample.voided_by.is_(None))
    columns: list[Any] = [getattr(LabRequest, name) for name in ("id", "number", "lab", "sent_on", "lab_no")]
    columns += [whole.scalar_subquery(), scans.scalar_subquery()]
    query = select(*columns).where(LabRequest.id.in_(found))
    query = query.where(LabRequest.voided_by.is_(None)).order_by(LabRequest.sent_on.desc(), LabRequest.id.desc())
    return [RequestLine(*row) for row in session.execute(query)]
