"""The book of controlled drugs: every act of a period with its running balance and two names, a table a drug."""

from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zooapp import names, settings
from zooapp.i18n import N_, _
from zooapp.lists.animal_rows import local_id_of
from zooapp.lists.spec import Column, Row
from zooapp.models import Dose, Drug, DrugBatch, Entry, Person, StockMove
from zooapp.models.drug import STOCK_ACTS
from zooapp.reports.inventory_words import period
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.spec import Ask, Asked, ReportSpec
from zooapp.values.doses import Amount

COLUMNS: Final = (
    Column("on", N_("On"), 90, "day"),
    Column("what", N_("What"), 160),
    Column("batch", N_("Batch"), 90),
    Column("animal", N_("Animal"), 90),
    Column("in", N_("In"), 70, right=True),
    Column("out", N_("Out"), 70, right=True),
    Column("balance", N_("Balance"), 80, right=True),
    Column("who", N_("Who"), 120),
    Column("witness", N_("Second name"), 120),
)


def sheet(session: Session, asked: Asked) -> Sheet:
    """All controlled drugs that had an act in the period, or have a balance before it."""
    drugs = session.scalars(select(Drug).where(Drug.controlled, Drug.voided_by.is_(None)).order_by(Drug.generic)).all()
    parts = [part for drug in drugs if (part := _part(session, drug, asked)) is not None]
    us = settings.our_institution(session)
    facts = ((_("Institution"), names.of(session, "institution", [us]).get(us, "")), (_("Period"), period(asked)))
    notes = (_("Balance: of all batches and cupboards together, after the act."),)
    signers = (_("Veterinarian"), _("Director"))
    return Sheet("drug_book", _("Book of controlled drugs"), tuple(parts), facts, notes, signers)


def _part(session: Session, drug: Drug, asked: Asked) -> Part | None:
    balance, rows = 0, []
    before = 0
    for row in session.execute(_moves(drug.id)).all():
        move: StockMove = row.StockMove
        balance += move.amount
        if move.on < asked.first:
            before = balance
        elif move.on <= asked.last:
            rows.append(_row(row, drug.unit, balance))
    if not rows and not before:
        return None
    opening = Row(0, {**dict.fromkeys((c.key for c in COLUMNS), ""), "on": asked.first,
                      "what": _("Carried over"), "balance": str(Amount(before, drug.unit))})
    return Part(COLUMNS, (*([opening] if before else []), *rows), drug.title)


def _moves(drug_id: int) -> Any:
    giver = select(Person.name).where(Person.id == func.coalesce(Dose.person_id, Entry.person_id)).scalar_subquery()
    return (
        select(StockMove, DrugBatch.number, giver.label("who"), local_id_of(Dose.animal_id).label("animal"))
        .join(DrugBatch, DrugBatch.id == StockMove.batch_id)
        .outerjoin(Dose, Dose.id == StockMove.dose_id)
        .outerjoin(Entry, Entry.id == StockMove.entry_id)
        .where(DrugBatch.drug_id == drug_id, StockMove.voided_by.is_(None))
        .order_by(StockMove.on, StockMove.id)
    )


def _row(row: Any, unit: str, balance: int) -> Row:
    move: StockMove = row.StockMove
    many = str(Amount(abs(move.amount), unit))
    what = " · ".join(part for part in (_(dict(STOCK_ACTS)[move.act]), move.note) if part)
    cells: dict[str, Any] = {
        "on": move.on,
        "what": what,
        "batch": row.number,
        "animal": row.animal or "",
        "in": many if move.amount > 0 else "",
        "out": many if move.amount < 0 else "",
        "balance": str(Amount(balance, unit)),
        "who": row.who or "",
        "witness": move.witness or "",
    }
    return Row(move.id, cells)


REPORT: Final = ReportSpec("drug_book", N_("Book of controlled drugs"), (Ask.PERIOD,), sheet)
