"""The vaccination card of one animal or group (documents.md 3.17)."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.errors import NotFound
from zooapp.i18n import N_, _, day
from zooapp.lists import animal_rows
from zooapp.lists.spec import Column, Row
from zooapp.lists.vaccinations import cells_of
from zooapp.models import Vaccination
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.spec import Ask, Asked, ReportSpec
from zooapp.reports.specimen import named
from zooapp.reports.specimen_topics import MARKS, marks

COLUMNS: Final = (
    Column("on", N_("On"), 90, "day"),
    Column("against", N_("Against"), 120),
    Column("vaccine", N_("Vaccine"), 160),
    Column("batch", N_("Batch"), 90),
    Column("expires", N_("Batch expires"), 90, "day"),
    Column("dose", N_("Dose"), 60),
    Column("route", N_("Route"), 110),
    Column("next_due", N_("Next due"), 90, "day"),
)


def sheet(session: Session, asked: Asked) -> Sheet:
    """All vaccinations up to the last day, oldest first. Raises NotFound for an unknown animal."""
    found = animal_rows.rows(session, [asked.animal], asked.last)
    if not found:
        raise NotFound(_("There is no such record: {what} {key}.").format(what="animal", key=asked.animal))
    (animal,) = found
    given = session.scalars(
        select(Vaccination)
        .where(Vaccination.animal_id == asked.animal, Vaccination.voided_by.is_(None), Vaccination.on <= asked.last)
        .order_by(Vaccination.on, Vaccination.id)
    )
    rows = tuple(Row(one.id, cells_of(one)) for one in given)
    worn = tuple(Row(n, cells) for n, (_key, cells) in enumerate(marks(session, [asked.animal], asked.last), 1))
    cells = animal.cells
    facts = (
        (_("Taxon"), str(cells["taxon"])),
        (_("Born"), cells["born"].show() if cells["born"] is not None else ""),
        (_("Enclosure"), cells["enclosure"]),
        (_("As of"), day(asked.last)),
    )
    return Sheet(
        "vaccination-card",
        _("Vaccination card: {animal}").format(animal=named(animal)),
        (Part(COLUMNS, rows, _("Vaccinations")), Part(MARKS.columns, worn, _(MARKS.title))),
        tuple(fact for fact in facts if fact[1]),
        (),
        (_("Veterinarian"),),
    )


REPORT: Final = ReportSpec(
    "vaccination-card", N_("Vaccination card"), (Ask.ANIMAL, Ask.DAY), sheet, frozenset({Ask.ANIMAL})
)
