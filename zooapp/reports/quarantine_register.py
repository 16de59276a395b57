"""The quarantine register of a unit: who came and went, what was seen, tests, deaths, and who was inside (R56)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.errors import Invalid, Problem
from zooapp.i18n import N_, _, day, ngettext
from zooapp.lists import animal_rows
from zooapp.lists.spec import Column, Row
from zooapp.models import (
    Enclosure,
    Identifier,
    MarkKind,
    Mode,
    Outcome,
    Person,
    Posting,
    QuarantineCase,
    QuarantineEntry,
    QuarantineResult,
    Requirement,
    Transaction,
)
from zooapp.models.quarantine import OUTCOMES
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.unit_sheets import daily_sheet, person_log

WORN: Final = (MarkKind.TRANSPONDER, MarkKind.RING, MarkKind.EAR_TAG, MarkKind.TATTOO)
ANIMALS: Final = (
    Column("entered", N_("In"), 90, "day"),
    Column("left", N_("Out"), 90, "day"),
    Column("local_id", N_("Local ID"), 90),
    Column("taxon", N_("Taxon"), 210, "taxon"),
    Column("mfu", N_("M.F.U"), 70, "mfu", right=True),
    Column("marks", N_("Rings, chips, tags"), 190),
    Column("order", N_("State order"), 100),
)
TESTS: Final = (
    Column("taken", N_("Taken on"), 90, "day"),
    Column("read", N_("Result on"), 90, "day"),
    Column("local_id", N_("Local ID"), 90),
    Column("test", N_("Test"), 170),
    Column("round", N_("Round"), 60, "number", right=True),
    Column("tested", N_("Tested"), 60, "number", right=True),
    Column("result", N_("Result"), 160),
    Column("lab", N_("Laboratory, number"), 150),
    Column("accepted", N_("Accepted by"), 130),
)
DEATHS: Final = (
    Column("on", N_("On"), 90, "day"),
    Column("local_id", N_("Local ID"), 90),
    Column("taxon", N_("Taxon"), 210, "taxon"),
    Column("lost", N_("Died"), 60, "number", right=True),
    Column("note", N_("Note"), 260),
)


def sheet(session: Session, unit_id: int, first: dt.date, last: dt.date) -> Sheet:
    """The register of one unit over some days, as an inspector reads it. Raises Invalid where they run backwards."""
    if last < first:
        raise Invalid(Problem("last", _("Ends before it begins.")))
    unit = session.get_one(Enclosure, unit_id)
    entries = _entries(session, unit_id, first, last)
    animals = list(dict.fromkeys(case.animal_id for case, _entry in entries))
    rows = {row.id: row.cells for row in animal_rows.rows(session, animals, last)}
    daily, log = daily_sheet(session, unit_id, first, last), person_log(session, unit_id, first, last)
    return Sheet(
        "quarantine-register",
        _("Quarantine register of {unit}").format(unit=unit.code),
        (
            Part(ANIMALS, _came(session, entries, rows), _("Animals in and out")),
            *(Part(part.columns, part.rows, part.title or _("Observations")) for part in daily.parts),
            Part(DEATHS, _deaths(session, (animals, first, last), rows), _("Deaths")),
            Part(TESTS, _tests(session, (animals, first, last), rows), _("Tests")),
            Part(log.parts[0].columns, log.parts[0].rows, _("Persons")),
        ),
        (
            (_("Unit"), f"{unit.code} · {unit.name}"),
            (_("Days"), f"{day(first)} – {day(last)}"),
            (_("Animals"), ngettext("{n} record", "{n} records", len(animals)).format(n=len(animals))),
        ),
        (_("Kept at least a year."),),
        (_("Veterinarian"), _("Responsible for the unit")),
    )


def _entries(
    session: Session, unit_id: int, first: dt.date, last: dt.date
) -> Sequence[tuple[QuarantineCase, QuarantineEntry]]:
    """Entries that touch the days; of restrictions that run side by side the first."""
    rows = session.execute(
        select(QuarantineCase, QuarantineEntry)
        .join(QuarantineEntry, QuarantineEntry.case_id == QuarantineCase.id)
        .where(QuarantineEntry.unit_id == unit_id, QuarantineEntry.voided_by.is_(None))
        .where(QuarantineCase.voided_by.is_(None), QuarantineEntry.entered <= last)
        .where((QuarantineEntry.left.is_(None)) | (QuarantineEntry.left >= first))
        .order_by(QuarantineEntry.entered, QuarantineCase.animal_id, QuarantineCase.order_no.desc().nulls_last())
    ).all()
    found = {(case.animal_id, entry.entered): (case, entry) for case, entry in reversed(rows)}
    return list(reversed(found.values()))


def _came(session: Session, entries: Sequence[Any], rows: dict[int, dict[str, Any]]) -> tuple[Row, ...]:
    worn: dict[int, list[str]] = {}
    marks = select(Identifier.animal_id, Identifier.value).where(Identifier.animal_id.in_(rows))
    marks = marks.where(Identifier.kind.in_(WORN), Identifier.voided_by.is_(None)).order_by(Identifier.id)
    for animal, value in session.execute(marks):
        worn.setdefault(animal, []).append(value)
    return tuple(
        Row(
            entry.id,
            {key: rows.get(case.animal_id, {}).get(key) for key in ("local_id", "taxon", "mfu")}
            | {"entered": entry.entered, "left": entry.left, "order": case.order_no or ""}
            | {"marks": ", ".join(worn.get(case.animal_id, []))},
        )
        for case, entry in entries
    )


Which = tuple[Sequence[int], dt.date, dt.date]


def _tests(session: Session, which: Which, rows: dict[int, dict[str, Any]]) -> tuple[Row, ...]:
    animals, first, last = which
    result = QuarantineResult
    found = session.execute(
        select(result, QuarantineCase.animal_id, Requirement.name, Person.name)
        .join(QuarantineCase, QuarantineCase.id == result.case_id)
        .join(Requirement, Requirement.id == result.requirement_id)
        .outerjoin(Person, Person.id == result.accepted_by_id)
        .where(QuarantineCase.animal_id.in_(animals), result.taken.between(first, last), result.voided_by.is_(None))
        .where(result.outcome != Outcome.PLANNED)
        .order_by(result.taken, QuarantineCase.animal_id, result.id)
    ).all()
    return tuple(
        Row(
            one.id,
            {
                "taken": one.taken,
                "read": one.read,
                "local_id": rows.get(animal, {}).get("local_id", ""),
                "test": test,
                "round": one.round,
                "tested": one.tested,
                "result": ": ".join(part for part in (_(dict(OUTCOMES)[one.outcome]), one.which) if part),
                "lab": ", ".join(part for part in (one.lab, one.lab_no) if part),
                "accepted": by or "",
            },
        )
        for one, animal, test, by in found
    )


def _deaths(session: Session, which: Which, rows: dict[int, dict[str, Any]]) -> tuple[Row, ...]:
    animals, first, last = which
    found = session.execute(
        select(Transaction.id, Posting.animal_id, Transaction.on, Transaction.note)
        .add_columns(Posting.m + Posting.f + Posting.u)
        .join(Posting, Posting.transaction_id == Transaction.id)
        .where(Posting.animal_id.in_(animals), Posting.mode == Mode.DEATH, Transaction.voided_by.is_(None))
        .where(Transaction.on.between(first, last))
        .order_by(Transaction.on, Transaction.id)
    )
    return tuple(
        Row(
            key,
            {name: rows.get(animal, {}).get(name) for name in ("local_id", "taxon")}
            | {"on": on, "lost": -lost, "note": note or ""},
        )
        for key, animal, on, note, lost in found
    )
