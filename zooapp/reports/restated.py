"""What an issued inventory said, what the books say now, and which entries made the difference (rules.md R63)."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from zooapp import inventory, ledger, settings
from zooapp.documents import register
from zooapp.documents.certificate_data import numbered
from zooapp.i18n import _, day
from zooapp.inventory import Basis, Delta
from zooapp.ledger import Filter
from zooapp.lists.history import MODES
from zooapp.lists.taxa import NOBODY, TaxonWords, words_of
from zooapp.models import Census, Document, Entry, IssuedInventory, Mode, Person, Posting, Transaction
from zooapp.reports.inventory_columns import Column, columns_of
from zooapp.reports.inventory_report import Inventory, inventory_report
from zooapp.reports.spec import Asked

Numbers = Mapping[int, Mapping[str, Delta]]  # by taxon and column
NONE: Final = Delta()
PAPER: Final = "paper"  # where the data of an issued inventory keep what its template read


@dataclass(frozen=True)
class Issued:
    """The newest paper of an inventory that was issued; `entry_id` is when, in the order of the journal."""

    document_id: int
    number: str
    on: dt.date
    by: str
    entry_id: int
    asked: Asked


@dataclass(frozen=True)
class Difference:
    """One number of one taxon: as it was issued, and as the books give it now."""

    taxon: TaxonWords
    column: Column
    was: Delta
    now: Delta


@dataclass(frozen=True)
class Cause:
    """An act that was entered (or, negative, taken back) after the paper was issued, for a day that it covers."""

    on: dt.date
    words: str
    taxon: TaxonWords
    count: Delta
    taken_back: bool
    at: dt.datetime
    who: str
    why: str


@dataclass(frozen=True)
class Restated:
    """An issued inventory beside the books of today. It stands as issued where nothing differs."""

    issued: Issued
    differences: tuple[Difference, ...]
    causes: tuple[Cause, ...] = ()


def issued(session: Session) -> list[Issued]:
    """The inventories in force, the newest period first."""
    query = select(IssuedInventory).order_by(IssuedInventory.last.desc(), IssuedInventory.id.desc())
    found = []
    for one in session.scalars(query):
        papers = register.of_record(session, IssuedInventory.called, one.id)
        standing = next((paper for paper in papers if paper.state not in register.ENDED), None)
        if standing is not None:
            asked = Asked(one.first, one.last, Basis(one.basis), splits=one.splits, taxon=one.taxon_id or 0)
            number = numbered(standing.number, standing.revision)
            entry = session.scalar(select(Document.entry_id).where(Document.id == standing.id)) or 0
            found.append(Issued(standing.id, number, standing.issued_on, standing.issued_by, entry, asked))
    return found


def beside(session: Session, found: Inventory) -> list[Restated]:
    """The issued inventories that this one repeats or follows and that no longer stand as they were issued.

    One that it follows is one that ends on the day before: its closing should be the opening of this one.
    """
    asked = found.asked
    if asked.known is not None:
        return []
    before = asked.first - dt.timedelta(days=1)
    told = []
    for one in issued(session):
        same = (one.asked.basis, one.asked.taxon) == (asked.basis, asked.taxon)
        if same and one.asked == asked:
            told.append(_told(session, one, _numbers(found)))
        elif same and one.asked.last == before:
            told.append(compared(session, one))
    return [one for one in told if one.differences]


def compared(session: Session, one: Issued) -> Restated:
    """An issued inventory beside the books of today."""
    return _told(session, one, _numbers(inventory_report(session, one.asked)))


def stored(session: Session, document_id: int) -> Numbers:
    """The numbers of an inventory as they were issued."""
    text = session.scalars(select(Document.data).where(Document.id == document_id)).one()
    lines: list[dict[str, Any]] = json.loads(text)["lines"]
    return {line["id"]: {key: Delta(**cell) for key, cell in line.items() if isinstance(cell, dict)} for line in lines}


def _told(session: Session, one: Issued, now: Numbers) -> Restated:
    was = stored(session, one.document_id)
    taxa = [taxon for taxon in dict.fromkeys([*was, *now]) if _differs(was.get(taxon, {}), now.get(taxon, {}))]
    if not taxa:
        return Restated(one, ())
    words = words_of(session, taxa)
    found = [
        Difference(words.get(taxon, NOBODY), column, _at(was, taxon, column.key), _at(now, taxon, column.key))
        for taxon in taxa
        for column in columns_of(one.asked.basis)
        if _at(was, taxon, column.key) != _at(now, taxon, column.key)
    ]
    return Restated(one, tuple(found), tuple(_causes(session, one)))


def _at(numbers: Numbers, taxon: int, column: str) -> Delta:
    return numbers.get(taxon, {}).get(column, NONE)


def _differs(was: Mapping[str, Delta], now: Mapping[str, Delta]) -> bool:
    return any(was.get(key, NONE) != now.get(key, NONE) for key in {*was, *now})


def _numbers(found: Inventory) -> Numbers:
    return {line.taxon_id: line.cells for part in found.classes for line in part.lines}


def _causes(session: Session, one: Issued) -> list[Cause]:
    """Acts that were entered or taken back since, and still are, on the accounts and days of the inventory."""
    us, after = settings.our_institution(session), one.entry_id
    wanted = inventory.wanted(one.asked.basis, us, one.asked.last, one.asked.taxon or None)
    entered = and_(Transaction.entry_id > after, Transaction.voided_by.is_(None))
    gone = and_(Transaction.entry_id <= after, Transaction.voided_by > after)
    acts = select(Transaction.id).where(or_(entered, gone), wanted.within(Transaction.on)).subquery()
    rows = [*_posted(session, wanted, acts), *_counted(session, wanted, acts)]
    words = words_of(session, {row.taxon_id for row in rows})
    return [_cause(row, words) for row in sorted(rows, key=lambda row: (row.on, row.id))]


def _posted(session: Session, wanted: Filter, acts: Any) -> list[Any]:
    sums = [func.sum(getattr(Posting, sex)).label(sex) for sex in ledger.PARTS]
    changes = or_(*(func.sum(getattr(Posting, sex)) != 0 for sex in ledger.PARTS))
    per_act = (
        select(Posting.transaction_id, Posting.taxon_id, *sums)
        .where(Posting.transaction_id.in_(select(acts.c.id)), wanted.of(Posting))
        .group_by(Posting.transaction_id, Posting.taxon_id)
        .having(changes)
        .subquery()
    )
    return _with_entry(session, per_act, [per_act.c[sex] for sex in ledger.PARTS])


def _counted(session: Session, wanted: Filter, acts: Any) -> list[Any]:
    """Counts of groups: what was asserted, not what it put right."""
    parts = [getattr(Census, sex).label(sex) for sex in ledger.PARTS]
    query = select(Census.transaction_id, Census.taxon_id, *parts)
    held = query.where(Census.transaction_id.in_(select(acts.c.id)), wanted.of(Census)).subquery()
    return _with_entry(session, held, [held.c[sex] for sex in ledger.PARTS])


def _with_entry(session: Session, changed: Any, parts: list[Any]) -> list[Any]:
    by = func.coalesce(Transaction.voided_by, Transaction.entry_id)
    columns = (Transaction.id, Transaction.on, Transaction.mode, Transaction.voided_by, changed.c.taxon_id)
    query = (
        select(*columns, *parts, Entry.at, Entry.why, Person.name.label("who"))
        .join(changed, changed.c.transaction_id == Transaction.id)
        .join(Entry, Entry.id == by)
        .outerjoin(Person, Person.id == Entry.person_id)
    )
    return list(session.execute(query).all())


def _cause(row: Any, words: Mapping[int, TaxonWords]) -> Cause:
    sign = -1 if row.voided_by is not None and row.mode is not Mode.CENSUS else 1
    count = Delta(sign * row.m, sign * row.f, sign * row.u)
    _with_partner, alone, _icon = MODES[row.mode]
    taxon = words.get(row.taxon_id, NOBODY)
    return Cause(row.on, _(alone), taxon, count, row.voided_by is not None, row.at, row.who or "", row.why)


def headline(one: Restated) -> str:
    """That it is restated, in a line."""
    words = _("Restated: {number}, issued on {day}, says otherwise.")
    return words.format(number=one.issued.number, day=day(one.issued.on))


def cause_words(one: Cause) -> str:
    """An entry that made a difference, in a line: day, act, taxon, count; who wrote it when, and why."""
    how = _("taken back") if one.taken_back else _("entered")
    count = str(one.count).replace("-", "−")
    parts = (day(one.on), one.words, one.taxon.label, count, f"{how} {day(one.at.date())}", one.who, one.why)
    return " · ".join(part for part in parts if part)
