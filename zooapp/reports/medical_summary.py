"""The medical record of one animal or group in short (documents.md 3.15): health, problems, notes, vaccinations."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.errors import NotFound
from zooapp.i18n import N_, _, day
from zooapp.lists import animal_rows, notes, problems, treatments, vaccinations
from zooapp.lists.confidential import readable, treats
from zooapp.lists.health import state_on
from zooapp.lists.spec import Column, ListSpec, Query, Row
from zooapp.lists.weights import last_weights
from zooapp.models import (
    ClinicalNote,
    HealthEntry,
    MedicalProblem,
    Prescription,
    PreventiveAct,
    PreventivePlan,
    Vaccination,
)
from zooapp.models.prevention import HEALTHS
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.spec import Ask, Asked, ReportSpec
from zooapp.reports.specimen import named
from zooapp.reports.specimen_topics import MARKS, marks

LEFT_OUT: Final = frozenset({"local_id", "name", "taxon", "time", "only"})  # said in the head, or on the screen alone
HEALTH: Final = (
    Column("on", N_("Since"), 90, "day"),
    Column("state", N_("Health"), 130),
    Column("reason", N_("Why"), 260),
)
DONE: Final = (Column("on", N_("On"), 90, "day"), Column("what", N_("What"), 180), Column("note", N_("Note"), 260))


def sheet(session: Session, asked: Asked) -> Sheet:
    """All that the medical record holds up to the last day, the newest first. Raises NotFound."""
    found = animal_rows.rows(session, [asked.animal], asked.last)
    if not found:
        raise NotFound(_("There is no such record: {what} {key}.").format(what="animal", key=asked.animal))
    (animal,) = found
    worn = tuple(Row(n, cells) for n, (_key, cells) in enumerate(marks(session, [animal.id], asked.last), 1))
    parts = (
        Part(MARKS.columns, worn, _(MARKS.title)),
        *_listed(session, animal.id, asked.last),
        Part(DONE, tuple(_done(session, animal.id, asked.last)), _("Prevention")),
        Part(HEALTH, tuple(_health(session, animal.id, asked.last)), _("Health")),
    )
    hidden = () if treats(session) else (_("Without the notes that only veterinarians read."),)
    return Sheet(
        "medical-summary",
        _("Medical record: {animal}").format(animal=named(animal)),
        tuple(part for part in parts if part.rows),
        _facts(session, animal, asked.last),
        hidden,
        (_("Veterinarian"),),
    )


def _listed(session: Session, animal: int, on: dt.date) -> Iterator[Part]:
    """The rows of the lists of health that are about this animal."""
    asked: tuple[tuple[ListSpec, Any, Any, Any], ...] = (
        (problems.LIST, MedicalProblem, MedicalProblem.since, True),
        (notes.LIST, ClinicalNote, ClinicalNote.on, readable(session)),
        (treatments.LIST, Prescription, Prescription.starts_on, True),
        (vaccinations.LIST, Vaccination, Vaccination.on, True),
    )
    for spec, model, when, seen in asked:
        mine = select(model.id).where(model.animal_id == animal, model.voided_by.is_(None), when <= on)
        ids = session.scalars(mine.where(seen).order_by(when.desc(), model.id.desc())).all()
        rows = {row.id: row for row in spec.rows(session, Query(on=on), ids)} if ids else {}
        columns = tuple(column for column in spec.columns if column.key not in LEFT_OUT)
        yield Part(columns, tuple(rows[key] for key in ids if key in rows), _(spec.title))


def _health(session: Session, animal: int, on: dt.date) -> Iterator[Row]:
    entry = HealthEntry
    mine = select(entry).where(entry.animal_id == animal, entry.voided_by.is_(None), entry.on <= on)
    for one in session.scalars(mine.order_by(entry.on.desc(), entry.id.desc())):
        yield Row(one.id, {"on": one.on, "state": _(dict(HEALTHS)[one.state]), "reason": one.reason or ""})


def _done(session: Session, animal: int, on: dt.date) -> Iterator[Row]:
    act = PreventiveAct
    mine = select(act.id, act.on, PreventivePlan.what, act.note).join(PreventivePlan, PreventivePlan.id == act.plan_id)
    mine = mine.where(act.animal_id == animal, act.voided_by.is_(None), act.on <= on)
    for row in session.execute(mine.order_by(act.on.desc(), act.id.desc())):
        yield Row(row.id, {"on": row.on, "what": row.what, "note": row.note or ""})


def _facts(session: Session, animal: Row, on: dt.date) -> tuple[tuple[str, str], ...]:
    cells, state = animal.cells, state_on(session, animal.id, on)
    weight = last_weights(session, [animal.id], on).get(animal.id)
    facts = (
        (_("Taxon"), str(cells["taxon"])),
        (_("M.F.U"), ".".join(map(str, cells["mfu"]))),
        (_("Born"), cells["born"].show() if cells["born"] is not None else ""),
        (_("Enclosure"), cells["enclosure"]),
        (_("Weight"), f"{weight.weight.show()} · {day(weight.on)}" if weight else ""),
        (_("Health"), _(dict(HEALTHS)[state]) if state is not None else ""),
        (_("As of"), day(on)),
    )
    return tuple(fact for fact in facts if fact[1])


REPORT: Final = ReportSpec(
    "medical-summary", N_("Medical record"), (Ask.ANIMAL, Ask.DAY), sheet, frozenset({Ask.ANIMAL})
)
