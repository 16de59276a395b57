"""The necropsy report of an animal in the order of documents.md 3.14: who it was, each system, samples, diagnosis."""

from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.errors import Invalid, NotFound, Problem
from zooapp.fields import fields_of
from zooapp.i18n import N_, _, day
from zooapp.lists import animal_rows, carcasses
from zooapp.lists.necropsy_read import last_report, samples_of
from zooapp.lists.spec import Column, Query, Row
from zooapp.lists.weights import last_weights
from zooapp.models import CarcassFate, Necropsy
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.spec import Ask, Asked, ReportSpec
from zooapp.reports.specimen import named
from zooapp.values import ages

BODY: Final = (Column("part", N_("Part"), 150), Column("found", N_("Found"), 420))
SAMPLES: Final = (
    Column("tissue", N_("Tissue"), 150),
    Column("fixative", N_("Kept in"), 120),
    Column("lab", N_("Laboratory"), 160),
    Column("permit", N_("Permit"), 140),
)
HEAD: Final = frozenset({"on", "prosector"})


def sheet(session: Session, asked: Asked) -> Sheet:
    """The last report on this record. Raises NotFound for an unknown animal, Invalid where there is no report."""
    found = animal_rows.rows(session, [asked.animal], asked.last)
    if not found:
        raise NotFound(_("There is no such record: {what} {key}.").format(what="animal", key=asked.animal))
    report = last_report(session, asked.animal)
    if report is None:
        words = _("No necropsy of {animal} is written down.")
        raise Invalid(Problem("animal", words.format(animal=named(found[0]))))
    keys, kept = [column.key for column in SAMPLES], samples_of(session, report.id)
    taken = tuple(Row(one.id, {key: getattr(one, key) or "" for key in keys}) for one in kept)
    return Sheet(
        "necropsy",
        _("Necropsy report: {animal}").format(animal=named(found[0])),
        (Part(BODY, _body(report)), Part(SAMPLES, taken, _("Samples"))),
        _facts(session, found[0], report),
        (),
        (_("Prosector"), _("Veterinarian")),
    )


def _body(report: Necropsy) -> tuple[Row, ...]:
    """Each paragraph in the order of the form; what was not looked at is left open, not called normal."""
    rows = []
    for n, spec in enumerate(fields_of(Necropsy).values(), 1):
        value = getattr(report, spec.name)
        if spec.name not in HEAD:
            shown = _(dict(spec.field.choices)[value]) if spec.field.choices and value is not None else value
            rows.append(Row(n, {"part": spec.label, "found": shown or "—"}))
    return tuple(rows)


def _facts(session: Session, animal: Row, report: Necropsy) -> tuple[tuple[str, str], ...]:
    cells = animal.cells
    weight = last_weights(session, [animal.id]).get(animal.id)
    fate = select(CarcassFate.id).where(CarcassFate.animal_id == animal.id, CarcassFate.voided_by.is_(None))
    ids = session.scalars(fate.order_by(CarcassFate.id.desc()).limit(1)).all()
    death: dict[str, Any] = next((row.cells for row in carcasses.LIST.rows(session, Query(), ids)), {})
    age = ages.age(cells["born"], death["on"]) if cells["born"] is not None and death else None
    facts = (
        (_("Taxon"), str(cells["taxon"])),
        (_("Born"), cells["born"].show() if cells["born"] is not None else ""),
        (_("Age at death"), age.show() if age is not None else ""),
        (_("Weight"), f"{weight.weight.show()} · {day(weight.on)}" if weight else ""),
        (_("Died on"), day(death["on"]) if death else ""),
        (_("Manner of death"), death.get("manner", "")),
        (_("Day of the necropsy"), day(report.on)),
        (_("Prosector"), report.prosector),
        (_("Carcass"), death.get("fate", "")),
        (_("May it be fed?"), death.get("fed", "")),
    )
    return tuple(fact for fact in facts if fact[1])


REPORT: Final = ReportSpec("necropsy", N_("Necropsy report"), (Ask.ANIMAL, Ask.DAY), sheet, frozenset({Ask.ANIMAL}))
