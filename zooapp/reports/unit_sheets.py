"""Papers of a quarantine unit: its daily sheet, filled or to be filled by hand, and the log of persons (R56)."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy.orm import Session

from zooapp import i18n, settings
from zooapp.i18n import N_, _, day
from zooapp.lists import animal_rows, unit_watch
from zooapp.lists.spec import Column, Row
from zooapp.models import Enclosure
from zooapp.models.daily_sheet import APPETITES, FAECES
from zooapp.reports.sheet import Part, Sheet

DAILY: Final = (
    Column("on", N_("Day"), 80, "day"),
    Column("local_id", N_("Local ID"), 80),
    Column("taxon", N_("Taxon"), 180, "taxon"),
    Column("mfu", N_("M.F.U"), 70, "mfu", right=True),
    Column("appetite", N_("Appetite"), 90),
    Column("faeces", N_("Faeces"), 90),
    Column("behaviour", N_("Behaviour"), 160),
    Column("temperature", N_("°C"), 50, right=True),
    Column("deaths", N_("Dead"), 50, "number", right=True),
    Column("initials", N_("Initials"), 70),
)
ROUNDS: Final = (
    Column("at", N_("Time"), 120),
    Column("who", N_("Who"), 160),
    Column("said", N_("Round"), 220),
)
LOG: Final = (
    Column("in", N_("In"), 120),
    Column("out", N_("Out"), 120),
    Column("who", N_("Who"), 170),
    Column("authority", N_("By whose authority"), 170),
    Column("purpose", N_("What for"), 170),
    Column("hand", N_("Signature"), 110),
)


def daily_sheet(session: Session, unit_id: int, first: dt.date, last: dt.date) -> Sheet:
    """The daily sheet of a unit; of a single day with a line for each animal, so that blanks can be filled by hand."""
    unit = session.get_one(Enclosure, unit_id)
    keys = unit_watch.animals_in(session, unit_id, first, last)
    rows = {row.id: row for row in animal_rows.rows(session, keys, last)}
    written = unit_watch.daily(session, unit_id, first, last)
    lines = [_line(rows.get(one.animal_id), one, one.on) for one in written]
    if first == last:
        said = {one.animal_id for one in written}
        lines += [_line(row, None, first) for key, row in rows.items() if key not in said]
    rounds = tuple(_rounds(session, unit, first, last))
    parts = [Part(DAILY, tuple(lines), _("Animals"))]
    if rounds:
        parts.append(Part(ROUNDS, rounds, _("Rounds")))
    return Sheet(
        "daily-sheet",
        _("Daily sheet of {unit}").format(unit=unit.code),
        tuple(parts),
        ((_("Unit"), f"{unit.code} · {unit.name}"), (_("Days"), _days(first, last))),
        (_("Dead: found dead that day. Each death is booked for itself and has its necropsy."),),
        (_("Keeper"), _("Veterinarian")),
    )


def person_log(session: Session, unit_id: int, first: dt.date, last: dt.date) -> Sheet:
    """Everybody who was in the unit, by whose authority, in and out; the oldest first (R56)."""
    unit, zone = session.get_one(Enclosure, unit_id), settings.zone(session)
    rows = tuple(
        Row(
            one.id,
            {
                "in": i18n.moment(one.entered_at, zone),
                "out": i18n.moment(one.left_at, zone) if one.left_at else _("inside"),
                "who": one.who,
                "authority": one.authority,
                "purpose": one.purpose or "",
                "hand": "",
            },
        )
        for one in unit_watch.visits(session, unit_id, first, last, zone)
    )
    return Sheet(
        "person-log",
        _("Person log of {unit}").format(unit=unit.code),
        (Part(LOG, rows),),
        ((_("Unit"), f"{unit.code} · {unit.name}"), (_("Days"), _days(first, last))),
        (_("Everybody who enters is written down, with the person who allowed it. Kept at least a year."),),
        (_("Responsible for the unit"),),
    )


def _days(first: dt.date, last: dt.date) -> str:
    return day(first) if first == last else f"{day(first)} – {day(last)}"


def degrees(tenths: int | None) -> str:
    """A temperature as it is written: 38.5."""
    return i18n.number(tenths / 10) if tenths is not None else ""


def _line(row: Row | None, one: unit_watch.Line | None, on: dt.date) -> Row:
    known: dict[str, Any] = dict(row.cells) if row is not None else {}
    cells = {"on": on, **{key: known.get(key) for key in ("local_id", "taxon", "mfu")}}
    if one is not None:
        cells |= {
            "appetite": _(dict(APPETITES)[one.appetite]) if one.appetite else "",
            "faeces": _(dict(FAECES)[one.faeces]) if one.faeces else "",
            "behaviour": one.behaviour or "",
            "temperature": degrees(one.temperature),
            "deaths": one.deaths or None,
            "initials": one.initials,
        }
    return Row(one.id if one is not None else 0, cells)


def _rounds(session: Session, unit: Enclosure, first: dt.date, last: dt.date) -> Iterator[Row]:
    zone = settings.zone(session)
    for no, one in enumerate(unit_watch.rounds(session, unit.id, first, last), 1):
        said = _("{unit}: {n} seen, all normal").format(unit=unit.code, n=one.seen)
        yield Row(no, {"at": i18n.moment(one.at, zone), "who": one.who, "said": said})
