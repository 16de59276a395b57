"""Papers of a batch: the matrix of its tests, and the request that goes to a laboratory with its tubes (3.10)."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.i18n import N_, _, day
from zooapp.lists import animal_rows
from zooapp.lists.spec import Column, Row
from zooapp.lists.testing import open_batch
from zooapp.models import LabRequest, Outcome, QuarantineCase, QuarantineResult, Requirement, Sample
from zooapp.models.quarantine import OUTCOMES
from zooapp.quarantine import gate
from zooapp.reports.sheet import Part, Sheet

MATRIX: Final = (
    Column("local_id", N_("Local ID"), 80),
    Column("taxon", N_("Taxon"), 170, "taxon"),
    Column("test", N_("Test"), 150),
    Column("state", N_("State"), 150),
    Column("rounds", N_("Rounds"), 60, right=True),
    Column("due", N_("Next or last"), 90, "day"),
    Column("taken", N_("Taken on"), 90, "day"),
    Column("lab", N_("Laboratory, number"), 150),
    Column("result", N_("Result"), 130),
    Column("accepted", N_("Accepted by"), 130),
)
TUBES: Final = (
    Column("number", N_("Tube"), 90),
    Column("local_id", N_("Local ID"), 80),
    Column("taxon", N_("Taxon"), 190, "taxon"),
    Column("animals", N_("Animals"), 60, "number", right=True),
    Column("marks", N_("Rings or chips"), 150),
    Column("material", N_("Material"), 110),
    Column("taken", N_("Taken on"), 90, "day"),
    Column("test", N_("Test"), 140),
    Column("round", N_("Round"), 60, "number", right=True),
    Column("result", N_("Result"), 110),
)


def matrix(session: Session, animals: Collection[int], on: dt.date) -> Sheet:
    """Each test of each animal: where it stands, when it is due, what the last result was and who accepted it."""
    batch = open_batch(session, animals, on)
    cases = [*batch.case_ids, *batch.state_cases]
    door = gate.look(session, cases, on)
    rows = {row.id: row for row in animal_rows.rows(session, list(animals), on)}
    last = _last(session, cases)
    lines: list[Row] = []
    for case in cases:
        cells = rows[door.clocks[case].animal_id].cells
        for test in door.tests.get(case, ()):
            said = _result(last.get((case, test.demand.id)))
            said |= {"test": test.demand.name, "state": test.text, "rounds": f"{test.k}/{test.n}", "due": test.on}
            said |= {"local_id": cells["local_id"], "taxon": cells["taxon"]}
            lines.append(Row(len(lines) + 1, said | {"accepted": ", ".join(test.accepted_by)}))
    clock = max(batch.clocks, key=lambda one: one.ends)
    return Sheet(
        "test-matrix",
        _("Tests in {unit}").format(unit=clock.unit),
        (Part(MATRIX, tuple(lines)),),
        (
            (_("Unit"), clock.unit),
            (_("Protocol"), ", ".join(dict.fromkeys(one.protocol for one in batch.clocks))),
            (_("Day of entry is day 0"), day(clock.entered)),
            (_("Earliest release"), day(clock.ends)),
            (_("As of"), day(on)),
        ),
        (_("A result counts when a veterinarian has accepted it. A positive blocks at once."),),
        (_("Veterinarian"),),
    )


def _last(session: Session, cases: Sequence[int]) -> dict[tuple[int, int], QuarantineResult]:
    """By case and test the latest result."""
    query = select(QuarantineResult).where(QuarantineResult.case_id.in_(cases), QuarantineResult.voided_by.is_(None))
    rows = session.scalars(query.order_by(QuarantineResult.taken, QuarantineResult.id))
    return {(one.case_id, one.requirement_id): one for one in rows}


def _result(one: QuarantineResult | None) -> dict[str, Any]:
    if one is None:
        return {}
    words = _(dict(OUTCOMES)[one.outcome])
    if one.outcome is Outcome.POSITIVE:
        words = f"{words}: {one.which}"
    lab = ", ".join(part for part in (one.lab, one.lab_no) if part)
    return {"taken": one.taken, "result": words, "lab": lab}


def lab_form(session: Session, request_id: int) -> Sheet:
    """What goes with the box: a line a tube in the order of their numbers, with room for the result."""
    request = session.get_one(LabRequest, request_id)
    found = tubes(session, request_id)
    materials = dict.fromkeys(str(row.cells["material"]) for row in found)
    facts = [
        (_("Request"), request.number),
        (_("Laboratory"), request.lab),
        (_("Sent on"), day(request.sent_on)),
        (_("Handed over by"), request.sent_by or ""),
        (_("Tubes"), str(len(found))),
        (_("Material"), ", ".join(materials)),
        (_("Laboratory number"), request.lab_no or ""),
        (_("Note"), request.note or ""),
    ]
    return Sheet(
        "lab-request",
        _("Request to the laboratory {number}").format(number=request.number),
        (Part(TUBES, found),),
        tuple(fact for fact in facts if fact[1]),
        (_("Name the number of the tube with each result. Report a positive at once."),),
        (_("Sent by"), _("Received by the laboratory")),
    )


def tubes(session: Session, request_id: int) -> tuple[Row, ...]:
    """The tubes of a request, in the order of their numbers."""
    found = session.execute(
        select(Sample, QuarantineCase.animal_id, Requirement.name)
        .join(QuarantineCase, QuarantineCase.id == Sample.case_id)
        .join(Requirement, Requirement.id == Sample.requirement_id)
        .where(Sample.request_id == request_id, Sample.voided_by.is_(None))
        .order_by(Sample.number)
    ).all()
    taken = max((sample.taken_on for sample, _animal, _test in found), default=dt.date.min)
    rows = {row.id: row.cells for row in animal_rows.rows(session, [animal for _s, animal, _t in found], taken)}
    return tuple(_tube(sample, rows.get(animal, {}), test) for sample, animal, test in found)


def _tube(sample: Sample, animal: dict[str, Any], test: str) -> Row:
    cells = {
        "number": sample.number,
        "local_id": animal.get("local_id", ""),
        "taxon": animal.get("taxon"),
        "animals": sample.animals,
        "marks": sample.marks or "",
        "material": sample.material,
        "taken": sample.taken_on,
        "test": test,
        "round": sample.round,
        "result": "",
    }
    return Row(sample.id, cells)
