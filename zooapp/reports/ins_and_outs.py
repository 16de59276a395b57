"""Ins and outs of a period: each act that changed what we hold or own, with its other side (documents.md 3.4)."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from zooapp import ledger, settings
from zooapp.i18n import N_, _
from zooapp.inventory import Delta
from zooapp.lists import taxa
from zooapp.lists.history import MODES
from zooapp.lists.reading import called
from zooapp.lists.spec import Column, Row
from zooapp.models import (
    Consignment,
    ConsignmentLine,
    Entry,
    Identifier,
    Institution,
    MarkKind,
    Mode,
    Person,
    Term,
    Transaction,
)
from zooapp.reports.inventory_words import period
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.spec import Ask, Asked, ReportSpec
from zooapp.settings import US

MODES_OF_BOOK: Final = (Mode.ARRIVAL, Mode.DEPARTURE, Mode.TRANSFER, Mode.RECEIPT, Mode.BIRTH, Mode.DEATH)
COLUMNS: Final = (
    Column("on", N_("On"), 84, "day"),
    Column("local_id", N_("Local ID"), 84),
    Column("taxon", N_("Taxon"), 200, "taxon"),
    Column("mfu", N_("M.F.U"), 80, "mfu", right=True),
    Column("words", N_("What"), 170),
    Column("term", N_("Term"), 140),
    Column("physical", N_("Physical"), 60),
    Column("ownership", N_("Ownership"), 60),
    Column("their_id", N_("Their ID"), 90),
    Column("consignment", N_("Consignment"), 100),
    Column("note", N_("Note"), 160),
    Column("who", N_("Entered by"), 110),
    Column("entered", N_("Written down on"), 84, "day"),
)
CAME, LEFT, TITLE = "came", "left", "title"
PARTS: Final = {CAME: N_("Came"), LEFT: N_("Left or died"), TITLE: N_("Ownership alone")}
LATER, THEIRS, LATER_OF_THEIRS = aliased(Identifier), aliased(Identifier), aliased(Identifier)


def sheet(session: Session, asked: Asked) -> Sheet:
    """What came, what left, and what changed its owner alone; of a taxon and what belongs to it, or of all."""
    found = session.execute(_acts(session, asked)).all()
    words = taxa.words_of(session, {row.taxon_id for row in found})
    zone = settings.zone(session)
    lines: dict[str, list[Row]] = {key: [] for key in PARTS}
    for n, row in enumerate(found, 1):
        key, count = _side(row)
        lines[key].append(Row(n, _cells(row, count, words[row.taxon_id].cell(), zone)))
    parts = tuple(Part(COLUMNS, tuple(lines[key]), _(title), _sums(lines[key])) for key, title in PARTS.items())
    notes = (
        _("Came: what we held more of after the act, births among them. Left or died: what we held less of."),
        _("Ownership alone: what changed its owner and not its place; losses bear a minus."),
        _("Splits, merges, sexing and counts are no ins and outs. What moved between others is not here."),
    )
    return Sheet("ins-and-outs", _("Ins and outs"), parts, ((_("Period"), period(asked)),), notes, (_("Registrar"),))


def _acts(session: Session, asked: Asked) -> Select[Any]:
    """A row for each act, animal and taxon: what it changed of what we hold and of what we own."""
    us = settings.our_institution(session)
    line = ledger.effect(ledger.Filter(taxon=asked.taxon or None, until=asked.last)).subquery()
    keys = [line.c.transaction_id, line.c.animal_id, line.c.taxon_id]
    ours = {"held": line.c.holder_id == us, "owned": line.c.owner_id == us}
    sums = [
        func.sum(case((own, line.c[part]), else_=0)).label(f"{side}_{part}")
        for side, own in ours.items()
        for part in ledger.PARTS
    ]
    net = (
        select(*keys, *sums)
        .where(line.c.on >= asked.first, line.c.mode.in_(MODES_OF_BOOK), or_(*ours.values()))
        .group_by(*keys)
        .having(or_(*(one.element != 0 for one in sums)))
        .subquery()
    )
    return _with_words(net)


def _with_words(net: Any) -> Select[Any]:
    partner = called("institution", Institution.id, Institution.name, short=True).label("partner")
    return (
        select(net, Transaction.on, Transaction.mode, Transaction.note, Entry.at, Person.name.label("who"))
        .add_columns(partner, called("term", Term.id, Term.name).label("term"), Consignment.number)
        .add_columns(Identifier.value.label("local_id"), THEIRS.value.label("their_id"))
        .join(Transaction, Transaction.id == net.c.transaction_id)
        .join(Entry, Entry.id == Transaction.entry_id)
        .outerjoin(Person, Person.id == Entry.person_id)
        .outerjoin(Term, Term.id == Transaction.term_id)
        .outerjoin(Institution, Institution.id == Transaction.partner_id)
        .outerjoin(ConsignmentLine, ConsignmentLine.id == Transaction.line_id)
        .outerjoin(Consignment, Consignment.id == ConsignmentLine.consignment_id)
        .outerjoin(Identifier, _newest(Identifier, LATER, net, MarkKind.LOCAL_ID))
        .outerjoin(THEIRS, _newest(THEIRS, LATER_OF_THEIRS, net, MarkKind.SENDER_ID))
        .order_by(Transaction.on, Transaction.seq, Transaction.id, net.c.animal_id)
    )


def _newest(mark: Any, later: Any, net: Any, kind: MarkKind) -> Any:
    """The newest live mark of a kind, of ours where it is a local ID."""

    def of(one: Any) -> Any:
        ours = one.institution_id + 0 == US if kind is MarkKind.LOCAL_ID else one.voided_by.is_(None)
        return and_(one.animal_id == net.c.animal_id, one.kind == kind, one.voided_by.is_(None), ours)

    return and_(of(mark), ~select(later.id).where(of(later), later.id > mark.id).exists())


def _side(row: Any) -> tuple[str, Delta]:
    held, owned = _delta(row, "held"), _delta(row, "owned")
    if held == Delta():
        return TITLE, owned
    return (CAME, held) if held.total > 0 else (LEFT, Delta(-held.m, -held.f, -held.u))


def _delta(row: Any, side: str) -> Delta:
    return Delta(*(int(getattr(row, f"{side}_{part}")) for part in ledger.PARTS))


def _cells(row: Any, count: Delta, taxon: Any, zone: Any) -> dict[str, Any]:
    with_partner, alone, _icon = MODES[row.mode]
    return {
        "on": row.on,
        "local_id": row.local_id or "",
        "taxon": taxon,
        "mfu": (count.m, count.f, count.u),
        "words": _(with_partner).format(partner=row.partner) if with_partner and row.partner else _(alone),
        "term": row.term or "",
        "physical": _way(_delta(row, "held")),
        "ownership": _way(_delta(row, "owned")),
        "their_id": row.their_id or "",
        "consignment": row.number or "",
        "note": row.note or "",
        "who": row.who or "",
        "entered": row.at.astimezone(zone).date(),
    }


def _way(change: Delta) -> str:
    if not change.total:
        return ""
    return _("in") if change.total > 0 else _("out")


def _sums(rows: Iterable[Row]) -> dict[str, Any]:
    whole = sum((Delta(*row.cells["mfu"]) for row in rows), Delta())
    return {"mfu": (whole.m, whole.f, whole.u)}


REPORT: Final = ReportSpec("ins-and-outs", N_("Ins and outs"), (Ask.PERIOD, Ask.TAXON), sheet)
