"""Births and deaths of a period, and how many of the dead lived thirty days at most (documents.md 3.3, R62)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from zooapp import ledger, settings
from zooapp.i18n import N_, _
from zooapp.inventory import Delta
from zooapp.lists import taxa
from zooapp.lists.animal_rows import born
from zooapp.lists.reading import called
from zooapp.lists.spec import Column, Row
from zooapp.models import Animal, AnimalKind, Identifier, Mode, Posting, Term, Transaction
from zooapp.reports.inventory_sums import filter_of
from zooapp.reports.inventory_words import period
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.spec import Ask, Asked, ReportSpec
from zooapp.reports.specimen_kin import LOCAL_ID, parents
from zooapp.reports.taxon_report import said
from zooapp.values import ages
from zooapp.values.dates import FuzzyDate

YOUNG: Final = 30  # days after birth that count as young (R62)
YES, NO, OPEN = N_("yes"), N_("no"), N_("not known")
LINE, ACT, HATCH = aliased(Posting), aliased(Transaction), aliased(Transaction)
SAME: Final = (
    Column("on", N_("On"), 84, "day"),
    Column("local_id", N_("Local ID"), 84),
    Column("name", N_("Name"), 96),
    Column("taxon", N_("Taxon"), 220, "taxon"),
    Column("mfu", N_("M.F.U"), 80, "mfu", right=True),
)
BIRTHS: Final = (*SAME, Column("parents", N_("Parents"), 200), Column("note", N_("Note"), 180))
DEATHS: Final = (
    *SAME,
    Column("term", N_("Term"), 150),
    Column("born", N_("Born"), 110, "fuzzy"),
    Column("age", N_("Age at death"), 100),
    Column("young", N_("Within 30 days of birth"), 110),
    Column("note", N_("Note"), 180),
)


def sheet(session: Session, asked: Asked) -> Sheet:
    """Both, of a taxon and what belongs to it or of all, as we held them."""
    found = session.execute(_acts(session, asked)).all()
    words = taxa.words_of(session, {row.taxon_id for row in found})
    births = [row for row in found if row.mode is Mode.BIRTH]
    deaths = [row for row in found if row.mode is Mode.DEATH]
    kin = _parents(session, [row.animal_id for row in births], asked.last)
    born_rows = [Row(n, _same(row, words, 1) | {"parents": kin.get(row.animal_id, "")}) for n, row in _counted(births)]
    dead_rows = [Row(n, _same(row, words, -1) | _death(row)) for n, row in _counted(deaths)]
    young = {verdict: _sum(row for row in dead_rows if row.cells["young"] == _(verdict)) for verdict in (YES, OPEN)}
    facts = (
        (_("Period"), period(asked)),
        (_("Births"), said(_sum(born_rows))),
        (_("Deaths"), said(_sum(dead_rows))),
        (_("Of these within 30 days of birth"), said(young[YES])),
        (_("Of these perhaps within 30 days"), said(young[OPEN])),
    )
    parts = (
        Part(BIRTHS, tuple(born_rows), _("Births"), {"mfu": _sum(born_rows)}),
        Part(DEATHS, tuple(dead_rows), _("Deaths"), {"mfu": _sum(dead_rows)}),
    )
    notes = (
        _("Births and deaths of animals that we held. Young that died soon are in both."),
        _("A death in a group with young of thirty days or less: not known which of them died."),
    )
    return Sheet("births-and-deaths", _("Births and deaths"), parts, facts, notes, (_("Registrar"), _("Veterinarian")))


def dead_by_age(session: Session, asked: Asked) -> dict[int, dict[str, Delta]]:
    """The dead of a period by taxon and by whether they lived thirty days at most: YES, NO, OPEN; below zero."""
    found: dict[int, dict[str, Delta]] = {}
    for row in session.execute(_acts(session, asked)):
        if row.mode is Mode.DEATH:
            ages_of, verdict = found.setdefault(row.taxon_id, {}), _young(row)
            ages_of[verdict] = ages_of.get(verdict, Delta()) + Delta(int(row.m), int(row.f), int(row.u))
    return found


def _counted(rows: Iterable[Any]) -> Iterable[tuple[int, Any]]:
    return enumerate(rows, 1)


def _acts(session: Session, asked: Asked) -> Select[Any]:
    us = settings.our_institution(session)
    line = ledger.effect(replace(filter_of(session, us, asked), since=asked.first)).subquery()
    keys = [line.c.transaction_id, line.c.animal_id, line.c.taxon_id]
    sums = [func.sum(line.c[part]).label(part) for part in ledger.PARTS]
    net = (
        select(*keys, *sums)
        .where(line.c.mode.in_((Mode.BIRTH, Mode.DEATH)))
        .group_by(*keys)
        .subquery()
    )
    born_columns = [Animal.__table__.c[f"born_{part}"] for part in ("earliest", "latest", "nominal", "kind", "note")]
    return (
        select(net, Transaction.on, Transaction.mode, Transaction.note, Animal.kind, Animal.house_name, *born_columns)
        .add_columns(called("term", Term.id, Term.name).label("term"), Identifier.value.label("local_id"))
        .add_columns(_hatched().label("hatched"))
        .add_columns(_last_birth(net.c.animal_id).label("last_birth"), _first_act(net.c.animal_id).label("first_on"))
        .join(Transaction, Transaction.id == net.c.transaction_id)
        .join(Animal, Animal.id == net.c.animal_id)
        .outerjoin(Term, Term.id == Transaction.term_id)
        .outerjoin(Identifier, LOCAL_ID)
        .order_by(Transaction.on, Transaction.seq, Transaction.id, net.c.animal_id)
    )


def _hatched() -> Any:
    """The day of the hatch that a death names, as it is known now."""
    again = select(ACT.on).where(ACT.replaces_id == HATCH.id, ACT.voided_by.is_(None)).scalar_subquery()
    named = select(func.coalesce(again, HATCH.on)).where(HATCH.id == Transaction.birth_id)
    return named.scalar_subquery()


def _last_birth(animal: Any) -> Any:
    """The last day by the act on which something was born as this animal or into this group."""
    earlier = or_(
        LINE.on < Transaction.on, and_(LINE.on == Transaction.on, LINE.seq <= Transaction.seq)
    )
    return (
        select(func.max(LINE.on))
        .join(ACT, ACT.id == LINE.transaction_id)
        .where(LINE.animal_id == animal, LINE.mode == Mode.BIRTH, ACT.voided_by.is_(None), earlier)
        .scalar_subquery()
    )


def _first_act(animal: Any) -> Any:
    """Since when the animal is in the books."""
    return (
        select(func.min(LINE.on))
        .join(ACT, ACT.id == LINE.transaction_id)
        .where(LINE.animal_id == animal, ACT.voided_by.is_(None))
        .scalar_subquery()
    )


def _parents(session: Session, animals: Sequence[int], on: dt.date) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for animal, one in parents(session, animals, on):
        found.setdefault(animal, []).append(f"{one['role']} {one['who']}")
    return {animal: ", ".join(words) for animal, words in found.items()}


def _same(row: Any, words: Mapping[int, taxa.TaxonWords], sign: int) -> dict[str, Any]:
    return {
        "on": row.on,
        "local_id": row.local_id or "",
        "name": row.house_name or ("" if row.kind is AnimalKind.INDIVIDUAL else _("Group")),
        "taxon": words[row.taxon_id].cell(),
        "mfu": tuple(sign * int(getattr(row, part)) for part in ledger.PARTS),
        "note": row.note or "",
    }


def _death(row: Any) -> dict[str, Any]:
    birth = born(row) or (FuzzyDate.exact(row.hatched) if row.hatched else None)
    age = ages.age(birth, row.on) if birth is not None else None
    told = age.show() if age is not None else ""
    return {"term": row.term or "", "born": birth, "age": told, "young": _(_young(row))}


def _young(row: Any) -> str:
    """Whether it lived thirty days at most: by its birth, or by the last birth into its group."""

    def soon(day: dt.date | None) -> bool:
        return day is not None and (row.on - day).days <= YOUNG

    if row.hatched is not None:
        return YES if soon(row.hatched) else NO
    if row.kind is not AnimalKind.INDIVIDUAL:
        return OPEN if soon(row.last_birth) else NO
    if not soon(row.first_on):  # in the books for longer
        return NO
    earliest, latest = row.born_earliest or row.last_birth, row.born_latest or row.last_birth
    if soon(earliest):
        return YES
    return OPEN if latest is None or soon(latest) else NO


def _sum(rows: Iterable[Row]) -> tuple[int, int, int]:
    whole = sum((Delta(*row.cells["mfu"]) for row in rows), Delta())
    return whole.m, whole.f, whole.u


REPORT: Final = ReportSpec("births-and-deaths", N_("Births and deaths"), (Ask.PERIOD, Ask.TAXON), sheet)
