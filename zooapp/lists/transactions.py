"""The list of acts: what the ledger was told, the newest day first; what was taken back can be looked at too."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Subquery, case, exists, func, or_, select
from sqlalchemy.orm import Session

from zooapp import search, settings
from zooapp.i18n import N_, _
from zooapp.ledger import PARTS
from zooapp.lists.animal_rows import local_id_of
from zooapp.lists.history import MODES
from zooapp.lists.reading import called
from zooapp.lists.spec import ANY, Column, FilterSpec, ListSpec, Query, Row, TaxonCell
from zooapp.models import (
    Animal,
    Census,
    Entry,
    Institution,
    Lineage,
    Mode,
    Person,
    Posting,
    SearchText,
    Taxon,
    Term,
    Transaction,
)

COLUMNS: Final = (
    Column("on", N_("On"), 108, "day"),
    Column("animal", N_("Animal"), 120, sort=False),
    Column("taxon", N_("Taxon"), 200, "taxon", sort=False),
    Column("mfu", N_("M.F.U"), 124, "mfu", sort=False),
    Column("mode", N_("What"), 130, sort=False),
    Column("term", N_("Term"), 150, sort=False),
    Column("partner", N_("Partner"), 160, sort=False),
    Column("note", N_("Note"), 160, sort=False),
    Column("who", N_("Entered by"), 120, sort=False),
    Column("entered", N_("Written down on"), 130, "day"),
)
PERIODS: Final = (
    ANY,
    ("week", N_("last 7 days")),
    ("month", N_("this month")),
    ("year", N_("this year")),
    ("last_year", N_("last year")),
)
FILTERS: Final = (
    FilterSpec("mode", N_("What"), (ANY, *((mode, alone) for mode, (_with, alone, _icon) in MODES.items()))),
    FilterSpec("period", N_("Period"), PERIODS),
    FilterSpec("partner", N_("Partner"), pick="institutions"),
    FilterSpec("taken_back", N_("Taken back"), (("", N_("in force")), ("yes", N_("taken back")))),
)
EVER: Final = dt.date.min


def days(period: str, today: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day of a choice of PERIODS; what is dated ahead belongs to no past period."""
    first = {
        "week": today - dt.timedelta(days=6),
        "month": today.replace(day=1),
        "year": dt.date(today.year, 1, 1),
        "last_year": dt.date(today.year - 1, 1, 1),
    }.get(period, EVER)
    return first, dt.date(today.year - 1, 12, 31) if period == "last_year" else today


def _ids(session: Session, query: Query) -> Select[int]:
    first, last = days(LIST.wanted(query, "period"), query.on or dt.date.max)
    conditions = [Transaction.on >= first, Transaction.on <= last, *_by_words(session, query.text)]
    gone = Transaction.voided_by.is_not(None)
    conditions.append(gone if LIST.wanted(query, "taken_back") else ~gone)
    if mode := LIST.wanted(query, "mode"):
        conditions.append(Transaction.mode == Mode(mode))
    if partner := LIST.wanted(query, "partner"):
        conditions.append(Transaction.partner_id == int(partner))
    by = [Transaction.entry_id] if query.order == "entered" else [Transaction.on, Transaction.seq]
    descending = query.descending or not query.order
    order = [each.desc() if descending else each.asc() for each in (*by, Transaction.id)]
    return select(Transaction.id).where(*conditions).order_by(*order)


def _by_words(session: Session, text: str) -> list[ColumnElement[bool]]:
    """Each word is found in the animal, its taxon, the partner or the note."""
    return [_by_word(session, word) for word in text.split()]


def _by_word(session: Session, word: str) -> ColumnElement[bool]:
    def found(kind: str) -> Any:
        return select(SearchText.record_id).where(search.matching(session, word, kind))

    taxa = select(Lineage.taxon_id).where(Lineage.ancestor_id.in_(found("taxon")))
    of = [
        exists().where(
            book.transaction_id == Transaction.id,
            or_(book.animal_id.in_(found("animal")), book.taxon_id.in_(taxa)),
        )
        for book in (Posting, Census)
    ]
    return or_(
        *of,
        Transaction.partner_id.in_(found("institution")),
        func.lower(Transaction.note).contains(word.lower(), autoescape=True),
    )


def _rows(session: Session, _query: Query, ids: Sequence[int] | None) -> list[Row]:
    zone = settings.zone(session)
    return [_row(row, row.at.astimezone(zone).date()) for row in session.execute(_statement(list(ids or ())))]


def _booked(ids: list[int]) -> Subquery:
    """What each act put somewhere, else what it took away; the record that it put it to, else the first it names."""
    adds = Posting.m + Posting.f + Posting.u > 0
    columns = [(part, getattr(Posting, part)) for part in PARTS]
    return (
        select(
            Posting.transaction_id,
            *(func.sum(case((column > 0, column), else_=0)).label(f"added_{part}") for part, column in columns),
            *(func.sum(case((column < 0, -column), else_=0)).label(f"taken_{part}") for part, column in columns),
            func.coalesce(func.max(case((adds, Posting.animal_id))), func.min(Posting.animal_id)).label("animal_id"),
            func.coalesce(func.max(case((adds, Posting.taxon_id))), func.min(Posting.taxon_id)).label("taxon_id"),
            func.count(func.distinct(Posting.animal_id)).label("animals"),
        )
        .where(Posting.transaction_id.in_(ids))
        .group_by(Posting.transaction_id)
        .subquery()
    )


def _statement(ids: list[int]) -> Select[Any]:
    line, counted = _booked(ids), Census.__table__.c
    animal = func.coalesce(line.c.animal_id, Census.animal_id)
    sums = [column for column in line.c if column.key.startswith(("added", "taken"))]
    return (
        select(Transaction.id, Transaction.on, Transaction.mode, Transaction.note, Transaction.voided_by, Entry.at)
        .add_columns(Person.name.label("who"), Animal.id.label("animal"), Animal.house_name, line.c.animals, *sums)
        .add_columns(*(counted[part].label(f"counted_{part}") for part in PARTS))
        .add_columns(local_id_of(Animal.id.expression).label("local_id"))
        .add_columns(Taxon.scientific, called("taxon", Taxon.id, "").label("common"))
        .add_columns(called("term", Term.id, Term.name).label("term"))
        .add_columns(called("institution", Institution.id, Institution.name, short=True).label("partner"))
        .join(Entry, Entry.id == Transaction.entry_id)
        .outerjoin(Person, Person.id == Entry.person_id)
        .outerjoin(line, line.c.transaction_id == Transaction.id)
        .outerjoin(Census, Census.transaction_id == Transaction.id)
        .outerjoin(Animal, Animal.id == animal)
        .outerjoin(Taxon, Taxon.id == func.coalesce(line.c.taxon_id, Census.taxon_id))
        .outerjoin(Term, Term.id == Transaction.term_id)
        .outerjoin(Institution, Institution.id == Transaction.partner_id)
        .where(Transaction.id.in_(ids))
    )


def _row(row: Any, entered: dt.date) -> Row:
    named = " · ".join(part for part in (row.local_id, row.house_name) if part)
    more = (row.animals or 1) - 1
    cells = {
        "on": row.on,
        "animal": f"{named} +{more}" if more else named,
        "taxon": TaxonCell(row.common or "", row.scientific or ""),
        "mfu": _count(row),
        "mode": _(MODES[row.mode][1]),
        "term": row.term or "",
        "partner": row.partner or "",
        "note": row.note or "",
        "who": row.who or "",
        "entered": entered,
        "about": row.animal,
    }
    return Row(row.id, cells, "mute" if row.voided_by else "")


def _count(row: Any) -> tuple[int, ...]:
    for kind in ("counted", "added", "taken"):
        count = tuple(int(getattr(row, f"{kind}_{part}") or 0) for part in PARTS)
        if any(count):
            return count
    return (0, 0, 0)


LIST: Final = ListSpec(
    kind="transactions",
    title=N_("Transactions"),
    columns=COLUMNS,
    default_order="on",
    default_descending=True,
    rows=_rows,
    filters=FILTERS,
    ids=_ids,
)
