"""The dead and their carcasses: what becomes of them, who is still to be opened, and how far the report is."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from zooapp.i18n import N_, _
from zooapp.lists import standing, taxa
from zooapp.lists.animal_rows import local_id_of
from zooapp.lists.reading import by_words, called
from zooapp.lists.spec import ANY, ChipCell, Column, FilterSpec, ListSpec, Query, Row
from zooapp.lists.taxa import NOBODY
from zooapp.models import Animal, CarcassFate, Necropsy, Term, Transaction
from zooapp.models.necropsy import CARCASSES

COLUMNS: Final = (
    Column("on", N_("Died on"), 100, "day"),
    Column("local_id", N_("Local ID"), 90, sort=False),
    Column("name", N_("Name"), 96, sort=False),
    Column("taxon", N_("Taxon"), 200, "taxon", sort=False),
    Column("manner", N_("Manner of death"), 150, sort=False),
    Column("state", N_("Necropsy"), 150, "chip", sort=False),
    Column("diagnosis", N_("Diagnosis"), 240, sort=False),
    Column("fate", N_("Carcass"), 170, sort=False),
    Column("fed", N_("May it be fed?"), 130, sort=False),
)
STATES: Final = (ANY, ("wanted", N_("still to be done")), ("open", N_("no final diagnosis")), ("final", N_("final")))
FILTERS: Final = (FilterSpec("necropsy", N_("Necropsy"), STATES),)


def _report(what: Any) -> Any:
    """What the last report on an animal says."""
    mine = select(what).where(Necropsy.animal_id == CarcassFate.animal_id, Necropsy.voided_by.is_(None))
    return mine.order_by(Necropsy.id.desc()).limit(1).correlate(CarcassFate).scalar_subquery()


def _ids(session: Session, query: Query) -> Select[int]:
    later = select(func.max(CarcassFate.id)).where(CarcassFate.voided_by.is_(None))
    down = query.descending if query.order else LIST.default_descending
    found = (
        select(CarcassFate.id)
        .join(Transaction, Transaction.id == CarcassFate.transaction_id)
        .where(CarcassFate.id.in_(later.group_by(CarcassFate.transaction_id)), Transaction.voided_by.is_(None))
        .where(standing.by(Transaction.on, query.on))
        .where(by_words(session, query.text, "animal", CarcassFate.animal_id.expression, None))
    )
    wanted, report, final = LIST.wanted(query, "necropsy"), _report(Necropsy.id), _report(Necropsy.final)
    if wanted == "wanted":
        found = found.where(CarcassFate.necropsy.is_(True), report.is_(None))
    elif wanted:
        found = found.where(report.is_not(None), final.is_not(None) if wanted == "final" else final.is_(None))
    return found.order_by(*(each.desc() if down else each.asc() for each in (Transaction.on, CarcassFate.id)))


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    animal = CarcassFate.animal_id.expression
    found = session.execute(
        select(CarcassFate, Animal.house_name, Transaction.on, local_id_of(animal).label("local_id"))
        .add_columns(standing.taxon_of(animal, query.on).label("taxon"), _report(Necropsy.id).label("report"))
        .add_columns(_report(Necropsy.final).label("final"), _report(Necropsy.preliminary).label("preliminary"))
        .add_columns(called("term", Term.id, Term.name).label("manner"))
        .join(Animal, Animal.id == CarcassFate.animal_id)
        .join(Transaction, Transaction.id == CarcassFate.transaction_id)
        .outerjoin(Term, Term.id == Transaction.term_id)
        .where(CarcassFate.id.in_(ids or ()))
    ).all()
    words = taxa.words_of(session, {row.taxon for row in found if row.taxon})
    return [_row(row, words.get(row.taxon, NOBODY).cell()) for row in found]


def _row(row: Any, taxon: Any) -> Row:
    one: CarcassFate = row.CarcassFate
    cells = {
        "about": one.animal_id,
        "on": row.on,
        "local_id": row.local_id or "",
        "name": row.house_name or "",
        "taxon": taxon,
        "manner": row.manner or "",
        "state": _state(row),
        "diagnosis": row.final or row.preliminary or "",
        "fate": _(dict(CARCASSES)[one.fate]) if one.fate is not None else _("not said yet"),
        "fed": _("never") if one.never_fed else "",
    }
    return Row(one.id, cells)


def _state(row: Any) -> ChipCell:
    if row.report is None:
        wanted = row.CarcassFate.necropsy
        return ChipCell(_("still to be done"), "due", "skull") if wanted else ChipCell(_("not wanted"), "mute")
    return ChipCell(_("final"), "ok", "check") if row.final else ChipCell(_("no final diagnosis"), "warn", "hourglass")


LIST: Final = ListSpec(
    kind="carcasses",
    title=N_("Deaths and necropsies"),
    columns=COLUMNS,
    default_order="on",
    default_descending=True,
    rows=_rows,
    filters=FILTERS,
    ids=_ids,
)
