"""The zoo's own certificate before a shipment (documents.md 3.9): examination, vaccinations, tests, statement."""

import datetime as dt
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.errors import Invalid, NotFound, Problem
from zooapp.fields import fields_of
from zooapp.i18n import N_, _, day
from zooapp.lists import animal_rows, vaccinations
from zooapp.lists.spec import Column, Query, Row
from zooapp.lists.weights import last_weights
from zooapp.models import Examination, QuarantineCase, QuarantineResult, Requirement, Vaccination
from zooapp.models.quarantine import OUTCOMES
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.spec import Ask, Asked, ReportSpec
from zooapp.reports.specimen import named
from zooapp.reports.specimen_topics import MARKS, marks
from zooapp.reports.vaccination_card import COLUMNS as SHOTS

VALID_DAYS: Final = 10
FOUND: Final = (Column("part", N_("Part"), 150), Column("found", N_("Found"), 420))
TESTS: Final = (
    Column("test", N_("Test"), 160),
    Column("taken", N_("Taken on"), 90, "day"),
    Column("lab", N_("Laboratory"), 150),
    Column("lab_no", N_("Laboratory number"), 120),
    Column("outcome", N_("Result"), 100),
)


def sheet(session: Session, asked: Asked) -> Sheet:
    """By the last examination of the animal until that day. Raises NotFound; Invalid without one that says "fit"."""
    found = animal_rows.rows(session, [asked.animal], asked.last)
    if not found:
        raise NotFound(_("There is no such record: {what} {key}.").format(what="animal", key=asked.animal))
    (animal,) = found
    mine = select(Examination).where(Examination.animal_id == animal.id, Examination.voided_by.is_(None))
    last = mine.where(Examination.on <= asked.last).order_by(Examination.on.desc(), Examination.id.desc())
    exam = session.scalar(last.limit(1))
    if exam is None or not exam.fit:
        words = _("The last examination of {animal} does not say that it is fit for transport.")
        raise Invalid(Problem("animal", words.format(animal=named(animal))))
    until = exam.on + dt.timedelta(days=VALID_DAYS)
    weight = last_weights(session, [animal.id], asked.last).get(animal.id)
    facts = (
        (_("Taxon"), str(animal.cells["taxon"])),
        (_("M.F.U"), ".".join(map(str, animal.cells["mfu"]))),
        (_("Born"), animal.cells["born"].show() if animal.cells["born"] is not None else ""),
        (_("Weight"), f"{weight.weight.show()} · {day(weight.on)}" if weight else ""),
        (_("Examined on"), day(exam.on)),
        (_("Valid until"), day(until)),
    )
    worn = tuple(Row(n, cells) for n, (_key, cells) in enumerate(marks(session, [animal.id], asked.last), 1))
    parts = (
        Part(MARKS.columns, worn, _(MARKS.title)),
        Part(FOUND, _found(exam), _("Examination")),
        Part(SHOTS, _shots(session, animal.id, asked.last), _("Vaccinations")),
        Part(TESTS, _tests(session, animal.id, asked.last), _("Tests")),
    )
    return Sheet(
        "health-certificate",
        _("Health certificate: {animal}").format(animal=named(animal)),
        tuple(part for part in parts if part.rows),
        (*(fact for fact in facts if fact[1]), (_("Statement"), _("No sign of infectious disease, fit for transport"))),
        (),
        (_("Veterinarian"),),
    )


def _found(exam: Examination) -> tuple[Row, ...]:
    specs = [spec for spec in fields_of(Examination).values() if spec.name not in ("on", "fit")]
    said = [(spec.label, getattr(exam, spec.name)) for spec in specs]
    return tuple(Row(n, {"part": label, "found": str(value)}) for n, (label, value) in enumerate(said, 1) if value)


def _shots(session: Session, animal: int, on: dt.date) -> tuple[Row, ...]:
    mine = select(Vaccination.id).where(Vaccination.animal_id == animal, Vaccination.voided_by.is_(None))
    ids = session.scalars(mine.where(Vaccination.on <= on).order_by(Vaccination.on.desc())).all()
    return tuple(vaccinations.LIST.rows(session, Query(on=on), ids)) if ids else ()


def _tests(session: Session, animal: int, on: dt.date) -> tuple[Row, ...]:
    """Results that a veterinarian accepted (R98)."""
    result = QuarantineResult
    rows = session.execute(
        select(result, Requirement.name)
        .join(QuarantineCase, QuarantineCase.id == result.case_id)
        .join(Requirement, Requirement.id == result.requirement_id)
        .where(QuarantineCase.animal_id == animal, result.voided_by.is_(None), result.accepted_by_id.is_not(None))
        .where(result.taken <= on)
        .order_by(result.taken.desc(), result.id.desc())
    )
    words = dict(OUTCOMES)
    return tuple(
        Row(one.id, {"test": name, "taken": one.taken, "lab": one.lab or "", "lab_no": one.lab_no or "",
                     "outcome": _(words[one.outcome])})
        for one, name in rows
    )


REPORT: Final = ReportSpec(
    "health-certificate", N_("Health certificate"), (Ask.ANIMAL, Ask.DAY), sheet, frozenset({Ask.ANIMAL})
)
