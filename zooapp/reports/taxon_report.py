"""The taxon report: a line an animal or group that we hold or own, by how it stands with us (documents.md 3.2)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from zooapp import ledger, settings
from zooapp.errors import NotFound
from zooapp.i18n import N_, _, day, ngettext
from zooapp.inventory import Standing
from zooapp.lists import animal_rows, taxa
from zooapp.lists.listings import listings
from zooapp.lists.reading import order_of
from zooapp.lists.spec import Column, Row
from zooapp.models import Animal, Institution, InstitutionKind
from zooapp.models.institution import MISSING
from zooapp.reports.came_and_went import crossings
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.spec import Ask, Asked, ReportSpec
from zooapp.reports.specimen_kin import parents
from zooapp.reports.specimen_topics import Cells, marks
from zooapp.values import ages

GONE: Final = "gone"
TITLES: Final[Mapping[str, str]] = {
    Standing.ONSITE: N_("Owned and on site"),
    Standing.LOAN_IN: N_("In on loan"),
    Standing.LOAN_OUT: N_("Out on loan"),
    Standing.IN_TRANSIT: N_("Own, under way"),
    Standing.MISSING: N_("Own, missing"),
    GONE: N_("Died or left"),
}
HELD: Final = (Standing.ONSITE, Standing.LOAN_IN)
COLUMNS: Final = (
    Column("local_id", N_("Local ID"), 84),
    Column("name", N_("Name"), 96),
    Column("taxon", N_("Taxon"), 200, "taxon"),
    Column("mfu", N_("M.F.U"), 80, "mfu", right=True),
    Column("born", N_("Born"), 110, "fuzzy"),
    Column("age", N_("Age"), 90),
    Column("birthplace", N_("Place of birth or capture"), 120),
    Column("parents", N_("Parents"), 160),
    Column("came", N_("Came"), 180),
    Column("where", N_("Where"), 150),
    Column("marks", N_("Identifiers"), 180),
)
WENT: Final = Column("went", N_("Went"), 180)
Sexes = tuple[int, int, int]
NONE: Final[Sexes] = (0, 0, 0)
Stood = dict[str, dict[int, Sexes]]


def sheet(session: Session, asked: Asked) -> Sheet:
    """All of a taxon and what belongs to it, at the end of the last day; the dead and departed where they are asked."""
    words = taxa.words_of(session, [asked.taxon]).get(asked.taxon)
    if words is None:
        raise NotFound(_("There is no such record: {what} {key}.").format(what="taxon", key=asked.taxon))
    stood = _stood(session, asked.taxon, asked.last)
    if not asked.gone:
        stood.pop(GONE)
    lines = _lines(session, sorted({animal for block in stood.values() for animal in block}), asked.last)
    parts = tuple(_part(key, stood[key], lines) for key in TITLES if stood.get(key))
    return Sheet(
        "taxon",
        _("Taxon report: {taxon}").format(taxon=words.cell()),
        parts,
        _facts(session, asked, stood),
        (
            _("Held: owned and on site, and in on loan. Owned: owned and on site, out on loan, under way, missing."),
            _("A group that stands in two ways has a line in each."),
        ),
        (_("Registrar"),),
    )


def _stood(session: Session, taxon: int, on: dt.date) -> Stood:
    """By standing (R31), how many of each animal; those of which nothing is ours any more are gone."""
    us = settings.our_institution(session)
    line = ledger.effect(ledger.Filter(taxon=taxon, until=on)).subquery()
    keys = (line.c.animal_id, line.c.holder_id, line.c.owner_id, Institution.kind, Institution.mnemonic)
    sums = [func.sum(line.c[part]).label(part) for part in ledger.PARTS]
    query = (
        select(*keys, *sums)
        .join(Institution, Institution.id == line.c.holder_id)
        .where(or_(line.c.holder_id == us, line.c.owner_id == us))
        .group_by(*keys)
    )
    found: Stood = {key: {} for key in TITLES}
    met: set[int] = set()
    for row in session.execute(query):
        met.add(row.animal_id)
        count = (int(row.m), int(row.f), int(row.u))
        if any(count):
            block = found[_how(row, us)]
            block[row.animal_id] = add(block.get(row.animal_id, NONE), count)
    still = {animal for block in found.values() for animal in block}
    found[GONE] = dict.fromkeys(met - still, NONE)
    return found


def _how(row: Any, us: int) -> Standing:
    if row.holder_id == us:
        return Standing.ONSITE if row.owner_id == us else Standing.LOAN_IN
    if row.kind is not InstitutionKind.TRANSIT:
        return Standing.LOAN_OUT
    return Standing.MISSING if row.mnemonic == MISSING else Standing.IN_TRANSIT


def add(one: Sexes, other: Sexes) -> Sexes:
    """Sex by sex."""
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def _lines(session: Session, animals: Sequence[int], on: dt.date) -> dict[int, Cells]:
    """What is said of each animal whatever its standing."""
    if not animals:
        return {}
    born_at = dict(session.execute(select(Animal.id, Animal.birthplace).where(Animal.id.in_(animals))).all())
    kin, worn = _gathered(parents(session, animals, on)), _gathered(marks(session, animals, on))
    crossed: dict[int, list[Any]] = {}
    for one in crossings(session, animals, on):
        crossed.setdefault(one.animal_id, []).append(one)
    found = {}
    for row in animal_rows.rows(session, animals, on):
        came = [one for one in crossed.get(row.id, []) if one.held > 0]
        went = [one for one in crossed.get(row.id, []) if one.held < 0]
        last = went[-1].on if went and not sum(row.cells["mfu"]) else on
        born = row.cells["born"]
        age = ages.age(born, last) if born is not None else None
        found[row.id] = {key: row.cells[key] for key in ("local_id", "name", "taxon", "born")} | {
            "age": age.short() if age is not None else "",
            "birthplace": born_at[row.id] or "",
            "parents": ", ".join(f"{one['role']} {one['who']}" for one in kin.get(row.id, [])),
            "came": came[0].words if came else "",
            "went": went[-1].words if went else str(row.cells["status"]),
            "where": row.cells["enclosure"] or str(row.cells["status"]),
            "marks": ", ".join(_mark(one) for one in worn.get(row.id, []) if _worn(one, row, on)),
        }
    return found


def _gathered(rows: Iterable[tuple[int, Cells]]) -> dict[int, list[Cells]]:
    found: dict[int, list[Cells]] = {}
    for key, cells in rows:
        found.setdefault(key, []).append(cells)
    return found


def _worn(mark: Cells, row: Row, on: dt.date) -> bool:
    return mark["value"] != row.cells["local_id"] and (mark["until"] is None or mark["until"] > on)


def _mark(mark: Cells) -> str:
    return f"{mark['kind']} {mark['value']}"


def _part(key: str, block: Mapping[int, Sexes], lines: Mapping[int, Cells]) -> Part:
    rows = [Row(animal, {**lines[animal], "mfu": count}) for animal, count in block.items() if animal in lines]
    rows.sort(key=lambda row: (order_of(row.cells["taxon"]) or "", order_of(row.cells["local_id"]) or ""))
    if key == GONE:  # how many they were once, their acts say
        columns = (*(column for column in COLUMNS if column.key not in ("mfu", "where")), WENT)
        return Part(columns, tuple(rows), _(TITLES[key]))
    return Part(COLUMNS, tuple(rows), _(TITLES[key]), {"mfu": total(block.values())})


def total(counts: Iterable[Sexes]) -> Sexes:
    """The sum of counts."""
    whole = NONE
    for count in counts:
        whole = add(whole, count)
    return whole


def _facts(session: Session, asked: Asked, stood: Stood) -> tuple[tuple[str, str], ...]:
    sums = {key: total(stood.get(key, {}).values()) for key in TITLES}
    held = total(sums[key] for key in HELD)
    owned = total(sums[key] for key in Standing if key is not Standing.LOAN_IN)
    listed = listings(session, [asked.taxon], asked.last)
    status = ((scheme, listed.get((asked.taxon, scheme), "")) for scheme in ("CITES", "IUCN"))
    return (
        (_("As of"), day(asked.last)),
        (_("Held"), said(held)),
        (_("Owned"), said(owned)),
        *(fact for fact in status if fact[1]),
    )


def said(count: Sexes) -> str:
    """ "2.3.10 = 15 animals"."""
    n = sum(count)
    animals = ngettext("{n} animal", "{n} animals", n).format(n=n)
    return f"{'.'.join(map(str, count))} = {animals}"


REPORT: Final = ReportSpec(
    "taxon", N_("Taxon report"), (Ask.TAXON, Ask.DAY, Ask.GONE), sheet, frozenset({Ask.TAXON})
)
