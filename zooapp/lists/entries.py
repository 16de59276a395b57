"""The journal as a list, the newest first: who did what, when, why, from which computer."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Select, func, select, true
from sqlalchemy.orm import Session

from zooapp import settings
from zooapp.i18n import N_, _, moment
from zooapp.lists.spec import Column, FilterSpec, FlagCell, ListSpec, Query, Row
from zooapp.models import Change, Entry, Person

COLUMNS: Final = (
    Column("number", N_("Entry"), 80, "number", right=True),
    Column("at", N_("When"), 150, sort=False),
    Column("who", N_("Who"), 150, sort=False),
    Column("role", N_("Role"), 110, sort=False),
    Column("why", N_("What and why"), 320, sort=False),
    Column("records", N_("Records"), 80, "number", sort=False, right=True),
    Column("workstation", N_("Computer"), 120, sort=False),
    Column("flag", "", 26, "flag", sort=False),
)
FILTERS: Final = (FilterSpec("person", N_("Who"), pick="people"),)


def _ids(_session: Session, query: Query) -> Select[int]:
    person = LIST.wanted(query, "person")
    said = func.lower(Entry.why).contains(query.text.strip().lower(), autoescape=True)
    order = Entry.id.asc() if query.order == "number" and not query.descending else Entry.id.desc()
    return (
        select(Entry.id)
        .where(Entry.person_id == int(person) if person else true(), said if query.text.strip() else true())
        .order_by(order)
    )


def _rows(session: Session, _query: Query, ids: Sequence[int] | None) -> list[Row]:
    zone = settings.zone(session)
    touched = select(func.count()).where(Change.entry_id == Entry.id).scalar_subquery()
    found = session.execute(
        select(Entry.id, Entry.at, Entry.role, Entry.workstation, Entry.why, Entry.accepted, Entry.undoes_id)
        .add_columns(Entry.clock_trusted, Person.name.label("who"), touched.label("records"))
        .outerjoin(Person, Person.id == Entry.person_id)
        .where(Entry.id.in_(ids or ()))
    ).all()
    return [_row(row, moment(row.at, zone)) for row in found]


def _row(row: Any, at: str) -> Row:
    cells = {
        "number": row.id,
        "at": at,
        "who": row.who or "",
        "role": row.role,
        "why": row.why,
        "records": row.records,
        "workstation": row.workstation,
        "flag": _flag(row),
    }
    return Row(row.id, cells)


def _flag(row: Any) -> FlagCell | None:
    if not row.clock_trusted:
        return FlagCell("clock-exclamation", "warn", _("The clock of that computer ran behind"))
    if row.undoes_id is not None:
        return FlagCell("arrow-back-up", "mute", _("Undoes entry {n}").format(n=row.undoes_id))
    if row.accepted != "[]":
        return FlagCell("alert-triangle", "mute", _("Warnings were accepted"))
    return None


LIST: Final = ListSpec(
    kind="entries",
    title=N_("Journal"),
    columns=COLUMNS,
    default_order="number",
    default_descending=True,
    rows=_rows,
    filters=FILTERS,
    ids=_ids,
)
