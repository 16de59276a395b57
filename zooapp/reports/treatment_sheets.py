"""Papers of treatments: the veterinarian's round, the sheet of one treatment, its label (documents.md 3.16)."""

import datetime as dt
from typing import Any, Final

from sqlalchemy.orm import Session

from zooapp import names, settings
from zooapp.errors import NotFound
from zooapp.i18n import N_, _, day, ngettext
from zooapp.lists import doses_due, reading, treatments
from zooapp.lists.spec import Column, Query, Row
from zooapp.lists.treatments import TreatmentCard
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.spec import Ask, Asked, ReportSpec

BOX: Final = "[   ]"  # a box that every font and a 1-bit printer has
ROUND: Final = (
    Column("at", N_("Due"), 90),
    Column("local_id", N_("Local ID"), 84),
    Column("name", N_("Name"), 90),
    Column("taxon", N_("Taxon"), 190, "taxon"),
    Column("drug", N_("Drug"), 150),
    Column("dose", N_("Dose"), 100, right=True),
    Column("route", N_("Route"), 110),
    Column("number", N_("Which"), 70),
    Column("given", N_("All · part · refused"), 120),
    Column("initials", N_("Initials"), 70),
)
DOSES: Final = (
    Column("number", N_("No."), 50, right=True),
    Column("due", N_("Due on"), 110),
    Column("at", N_("At"), 60),
    Column("dose", N_("Dose"), 110, right=True),
    Column("what", N_("What became of it"), 200),
    Column("who", N_("Who"), 130),
    Column("batch", N_("Batch"), 100),
    Column("initials", N_("Initials"), 80),
)
BOXES: Final = f"{BOX}   {BOX}   {BOX}"


def round_sheet(session: Session, asked: Asked) -> Sheet:
    """What is due by the end of the day, a table a place, with room to tick and to sign."""
    rows = list(reading.rows(session, doses_due.LIST, Query(on=asked.last)))
    places = dict.fromkeys(row.cells["place"] for row in rows)
    parts = tuple(
        Part(ROUND, tuple(_to_tick(row) for row in rows if row.cells["place"] == place), place or _("no place"))
        for place in places
    )
    notes = (_("Due: doses of the day and those of earlier days of which nothing was written down."),)
    return Sheet("round_sheet", _("Round of treatments"), parts, (_zoo(session), (_("Day"), day(asked.last))), notes,
                 (_("Veterinarian"),))


def _to_tick(row: Row) -> Row:
    late = f"{row.cells['state']} · " if row.state == "overdue" else ""
    return Row(row.id, {**row.cells, "at": f"{late}{row.cells['at']}", "given": BOXES, "initials": ""})


def treatment_sheet(session: Session, key: int) -> Sheet:
    """One treatment: what is given, a line for each dose with what became of it or room to tick."""
    found = _found(session, key)
    done = {line.number: line for line in found.doses}
    rows = []
    for number, due in enumerate(found.one.course.times(), 1):
        line = done.get(number)
        cells: dict[str, Any] = {
            "number": str(number),
            "due": day(due.date()),
            "at": f"{due:%H:%M}",
            "dose": found.row.cells["dose"],
            "what": line.words if line else "",
            "who": line.who if line else "",
            "batch": line.batch if line else "",
            "initials": "" if line else BOX,
        }
        rows.append(Row(number, cells))
    facts = (_zoo(session), *_whom(found), *treatments.facts(found))
    return Sheet("treatment_sheet", _("Treatment sheet"), (Part(DOSES, tuple(rows)),), facts,
                 signers=(_("Veterinarian"),))


def label(session: Session, key: int) -> Sheet:
    """What stands on the package: whom, what, how much, how, when, and that nothing of it is eaten."""
    found = _found(session, key)
    n = found.drug.withdrawal_days or 0
    days = ngettext("{n} day after the last dose", "{n} days after the last dose", n).format(n=n)
    wait = [(_("Not fed or eaten for"), days)] if n else []
    facts = (*_whom(found), *treatments.facts(found), *wait, _zoo(session))
    written = (_("Written on"), day(found.one.written_on))
    return Sheet("treatment_label", _("Label"), (), (*facts, written))


def _found(session: Session, key: int) -> TreatmentCard:
    found = treatments.card(session, key, session.info.get("today") or dt.date.max)
    if found is None:
        raise NotFound(_("There is no such treatment."))
    return found


def _whom(found: TreatmentCard) -> list[tuple[str, str]]:
    cells = found.row.cells
    who = " ".join(part for part in (cells["local_id"], cells["name"]) if part)
    return [(_("Animal"), who), (_("Taxon"), str(cells["taxon"]))]


def _zoo(session: Session) -> tuple[str, str]:
    us = settings.our_institution(session)
    return _("Institution"), names.of(session, "institution", [us]).get(us, "")


REPORT: Final = ReportSpec("round_sheet", N_("Round of treatments"), (Ask.DAY,), round_sheet)
