"""The list of weights of all animals, the newest first."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Select, select, true
from sqlalchemy.orm import Session

from zooapp.i18n import N_, _
from zooapp.lists import standing, taxa
from zooapp.lists.animal_rows import local_id_of
from zooapp.lists.reading import by_words
from zooapp.lists.spec import Column, FilterSpec, ListSpec, Query, Row
from zooapp.lists.taxa import NOBODY
from zooapp.models import Animal, Lineage, Measure, Measured, Posting
from zooapp.values.weights import Weight

COLUMNS: Final = (
    Column("on", N_("On"), 100, "day"),
    Column("time", N_("Time"), 60, sort=False),
    Column("local_id", N_("Local ID"), 90, sort=False),
    Column("name", N_("Name"), 96, sort=False),
    Column("taxon", N_("Taxon"), 200, "taxon", sort=False),
    Column("weight", N_("Weight"), 96, sort=False),
    Column("how", N_("Method"), 160, sort=False),
    Column("grams", N_("Grams"), 90, "number", right=True),
)
FILTERS: Final = (FilterSpec("taxon", N_("Taxon"), pick="taxa"),)
ORDERS: Final = {"on": Measure.on, "grams": Measure.value}


def _ids(session: Session, query: Query) -> Select[int]:
    by = ORDERS[query.order or LIST.default_order]
    down = query.descending if query.order else LIST.default_descending
    order = (by.desc(), Measure.id.desc()) if down else (by.asc(), Measure.id.asc())
    taxon = LIST.wanted(query, "taxon")
    inside = select(Lineage.taxon_id).where(Lineage.ancestor_id == int(taxon or 0))
    of_taxon = Measure.animal_id.in_(select(Posting.animal_id).where(Posting.taxon_id.in_(inside)))
    return (
        select(Measure.id)
        .where(Measure.kind == Measured.WEIGHT, Measure.voided_by.is_(None))
        .where(Measure.on <= query.on if query.on else true(), of_taxon if taxon else true())
        .where(by_words(session, query.text, "animal", Measure.animal_id.expression, None))
        .order_by(*order)
    )


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    animal = Measure.animal_id.expression
    found = session.execute(
        select(Measure, Animal.house_name, local_id_of(animal).label("local_id"))
        .add_columns(standing.taxon_of(animal, query.on).label("taxon"))
        .join(Animal, Animal.id == Measure.animal_id)
        .where(Measure.id.in_(ids or ()))
    ).all()
    words = taxa.words_of(session, {row.taxon for row in found if row.taxon})
    return [_row(row, words.get(row.taxon, NOBODY).cell()) for row in found]


def _row(row: Any, taxon: Any) -> Row:
    one: Measure = row.Measure
    guessed = _("estimated") if one.estimate else ""
    cells = {
        "about": one.animal_id,
        "on": one.on,
        "time": one.time or "",
        "local_id": row.local_id or "",
        "name": row.house_name or "",
        "taxon": taxon,
        "weight": Weight(one.value, one.unit).show(),
        "grams": one.value,
        "how": " · ".join(part for part in (guessed, one.method, one.note) if part),
    }
    return Row(one.id, cells)


LIST: Final = ListSpec(
    kind="weights",
    title=N_("Weights"),
    columns=COLUMNS,
    default_order="on",
    default_descending=True,
    rows=_rows,
    filters=FILTERS,
    ids=_ids,
)
