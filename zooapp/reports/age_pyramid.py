"""The age pyramid of a taxon: males and females by year of age, and what was left out, with its number (R21)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from zooapp import ledger, settings
from zooapp.errors import NotFound
from zooapp.i18n import N_, _, day, ngettext
from zooapp.lists import taxa
from zooapp.lists.animal_rows import born
from zooapp.lists.reading import order_of
from zooapp.lists.spec import Column, Row
from zooapp.models import Animal, AnimalKind, Identifier
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.spec import Ask, Asked, ReportSpec
from zooapp.reports.specimen_kin import LOCAL_ID
from zooapp.reports.taxon_report import said
from zooapp.values import ages
from zooapp.values.dates import DateKind

KEY: Final = "age-pyramid"
AGES: Final = (
    Column("years", N_("Age, years"), 90, "number", right=True),
    Column("males", N_("Males"), 90, "number", right=True),
    Column("females", N_("Females"), 90, "number", right=True),
    Column("unknown", N_("Sex unknown"), 90, "number", right=True),
)
UNSEXED: Final = (
    Column("local_id", N_("Local ID"), 90),
    Column("name", N_("Name"), 120),
    Column("born", N_("Born"), 120, "fuzzy"),
    Column("age", N_("Age"), 120),
)
LEFT_OUT: Final = (Column("why", N_("Left out"), 260), Column("mfu", N_("M.F.U"), 90, "mfu", right=True))
GROUPS, UNBORN, ESTIMATED, UNKNOWN = "groups", "unborn", "estimated", "unknown"
WHY: Final = {
    GROUPS: N_("Members of groups and colonies"),
    UNBORN: N_("Eggs, clutches and fetuses"),
    ESTIMATED: N_("Birth estimated, not exact"),
    UNKNOWN: N_("Birth not known"),
}
KINDS: Final = {
    AnimalKind.GROUP: GROUPS,
    AnimalKind.COLONY: GROUPS,
    AnimalKind.EGG: UNBORN,
    AnimalKind.CLUTCH: UNBORN,
    AnimalKind.FETUS: UNBORN,
}


def sheet(session: Session, asked: Asked) -> Sheet:
    """The animals of a taxon that we hold at the end of the last day; estimated births where they are asked for."""
    words = taxa.words_of(session, [asked.taxon]).get(asked.taxon)
    if words is None:
        raise NotFound(_("There is no such record: {what} {key}.").format(what="taxon", key=asked.taxon))
    found = session.execute(_held(session, asked)).all()
    sorts = [(_left_out(row, asked), row) for row in found]
    counted = [row for why, row in sorts if not why]
    left = {key: [row for why, row in sorts if why == key] for key in WHY}
    parts = [Part(AGES, _by_year(counted, asked.last), _("Ages"), _sums(counted))]
    if unsexed := [row for row in counted if row.u]:
        parts.append(Part(UNSEXED, _unsexed(unsexed, asked.last), _("Sex unknown")))
    if any(left.values()):
        parts.append(_part_left(left))
    whole = _count(found)
    shown = _("Exact and estimated births") if asked.estimated else _("Exact births alone")
    return Sheet(
        KEY,
        _("Age pyramid: {taxon}").format(taxon=words.cell()),
        tuple(parts),
        (
            (_("As of"), day(asked.last)),
            (_("Held"), said(whole)),
            (_("Shown"), said(_count(counted))),
            (_("Births"), shown),
        ),
        _notes(left),
    )


@dataclass(frozen=True)
class Bar:
    """What is drawn of one year of age: how many males to the left, females to the right, unsexed beside them."""

    years: int
    males: int
    females: int
    unknown: int


def bars(found: Sheet) -> tuple[Bar, ...]:
    """The pyramid of a sheet, the oldest on top; nothing of any other report."""
    if found.key != KEY:
        return ()
    return tuple(Bar(**{name: row.cells[name] for name in Bar.__dataclass_fields__}) for row in found.parts[0].rows)


def _held(session: Session, asked: Asked) -> Select[Any]:
    """A row an animal that we hold: its count and its birth."""
    us = settings.our_institution(session)
    line = ledger.effect(ledger.Filter(taxon=asked.taxon, holder=us, until=asked.last)).subquery()
    sums = [func.sum(line.c[part]) for part in ledger.PARTS]
    held = (
        select(line.c.animal_id, *(one.label(part) for one, part in zip(sums, ledger.PARTS, strict=True)))
        .group_by(line.c.animal_id)
        .having(or_(*(one != 0 for one in sums)))
        .subquery()
    )
    birth = [Animal.__table__.c[f"born_{part}"] for part in ("earliest", "latest", "nominal", "kind", "note")]
    return (
        select(held, Animal.kind, Animal.house_name, Identifier.value.label("local_id"), *birth)
        .join(Animal, Animal.id == held.c.animal_id)
        .outerjoin(Identifier, LOCAL_ID)
        .order_by(held.c.animal_id)
    )


def _left_out(row: Any, asked: Asked) -> str:
    """Why an animal is not in the pyramid; "" for one that is."""
    if row.kind in KINDS:
        return KINDS[row.kind]
    if _age(row, asked.last) is None:
        return UNKNOWN
    return ESTIMATED if row.born_kind is not DateKind.EXACT and not asked.estimated else ""


def _age(row: Any, on: dt.date) -> ages.Age | None:
    birth = born(row)
    return ages.age(birth, on) if birth is not None else None


def _years(row: Any, on: dt.date) -> int:
    """Whole years; of an estimate by its nominal day."""
    age = _age(row, on)
    assert age is not None
    return age.nominal.years


def _by_year(rows: Iterable[Any], on: dt.date) -> tuple[Row, ...]:
    """A line a year, also where nobody is of that age, the oldest first."""
    found: dict[int, list[int]] = {}
    for row in rows:
        line = found.setdefault(_years(row, on), [0, 0, 0])
        for at, part in enumerate(ledger.PARTS):
            line[at] += int(getattr(row, part))
    lines = ((year, found.get(year, [0, 0, 0])) for year in range(max(found, default=-1), -1, -1))
    return tuple(
        Row(year, {"years": year, "males": line[0], "females": line[1], "unknown": line[2]}) for year, line in lines
    )


def _sums(rows: Iterable[Any]) -> dict[str, Any]:
    m, f, u = _count(rows)
    return {"males": m, "females": f, "unknown": u}


def _count(rows: Iterable[Any]) -> tuple[int, int, int]:
    whole = list(rows)
    return sum(int(row.m) for row in whole), sum(int(row.f) for row in whole), sum(int(row.u) for row in whole)


def _unsexed(rows: Iterable[Any], on: dt.date) -> tuple[Row, ...]:
    made = []
    for row in rows:
        age = _age(row, on)
        assert age is not None
        cells = {"local_id": row.local_id or "", "name": row.house_name or "", "born": born(row), "age": age.show()}
        made.append(Row(row.animal_id, cells))
    return tuple(sorted(made, key=lambda row: order_of(row.cells["local_id"]) or ""))


def _part_left(left: dict[str, list[Any]]) -> Part:
    rows = [Row(n, {"why": _(WHY[key]), "mfu": _count(many)}) for n, (key, many) in enumerate(left.items(), 1) if many]
    return Part(LEFT_OUT, tuple(rows), _("Left out"), {"mfu": _count(row for many in left.values() for row in many)})


def _notes(left: dict[str, list[Any]]) -> tuple[str, ...]:
    """What the numbers count, and how many are not among them."""
    n = sum(sum(_count(many)) for many in left.values())
    missing = ngettext("{n} animal is left out.", "{n} animals are left out.", n).format(n=n)
    return (
        _("Living individuals that we hold, by whole years of age; an estimate by its nominal day."),
        missing if n else _("Nobody is left out."),
    )


REPORT: Final = ReportSpec(
    KEY, N_("Age pyramid"), (Ask.TAXON, Ask.DAY, Ask.ESTIMATED), sheet, frozenset({Ask.TAXON})
)
