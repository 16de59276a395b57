"""The list of vaccinations, the newest first: against what, with which batch, until when it was good."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Select, select, true
from sqlalchemy.orm import Session

from zooapp.i18n import N_, _
from zooapp.lists import standing, taxa
from zooapp.lists.animal_rows import local_id_of
from zooapp.lists.picks import Option
from zooapp.lists.reading import by_words
from zooapp.lists.spec import Column, FilterSpec, ListSpec, Query, Row
from zooapp.lists.taxa import NOBODY
from zooapp.models import Animal, Drug, DrugForm, Lineage, Posting, Vaccination
from zooapp.models.drug import ROUTES
from zooapp.values.fold import fold

COLUMNS: Final = (
    Column("on", N_("On"), 100, "day"),
    Column("local_id", N_("Local ID"), 90, sort=False),
    Column("name", N_("Name"), 96, sort=False),
    Column("taxon", N_("Taxon"), 200, "taxon", sort=False),
    Column("against", N_("Against"), 150, sort=False),
    Column("vaccine", N_("Vaccine"), 200, sort=False),
    Column("batch", N_("Batch"), 100, sort=False),
    Column("expires", N_("Batch expires"), 110, "day", sort=False),
    Column("dose", N_("Dose"), 80, sort=False),
    Column("route", N_("Route"), 130, sort=False),
    Column("next_due", N_("Next due"), 100, "day", sort=False),
    Column("note", N_("Note"), 160, sort=False),
)
FILTERS: Final = (FilterSpec("taxon", N_("Taxon"), pick="taxa"),)


def _ids(session: Session, query: Query) -> Select[int]:
    down = query.descending if query.order else LIST.default_descending
    taxon = LIST.wanted(query, "taxon")
    inside = select(Lineage.taxon_id).where(Lineage.ancestor_id == int(taxon or 0))
    of_taxon = Vaccination.animal_id.in_(select(Posting.animal_id).where(Posting.taxon_id.in_(inside)))
    return (
        select(Vaccination.id)
        .where(Vaccination.voided_by.is_(None), standing.by(Vaccination.on, query.on), of_taxon if taxon else true())
        .where(by_words(session, query.text, "animal", Vaccination.animal_id.expression, None))
        .order_by(*(each.desc() if down else each.asc() for each in (Vaccination.on, Vaccination.id)))
    )


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    animal = Vaccination.animal_id.expression
    found = session.execute(
        select(Vaccination, Animal.house_name, local_id_of(animal).label("local_id"))
        .add_columns(standing.taxon_of(animal, query.on).label("taxon"))
        .join(Animal, Animal.id == Vaccination.animal_id)
        .where(Vaccination.id.in_(ids or ()))
    ).all()
    words = taxa.words_of(session, {row.taxon for row in found if row.taxon})
    return [_row(row, words.get(row.taxon, NOBODY).cell()) for row in found]


def cells_of(one: Vaccination) -> dict[str, Any]:
    """What a list and the card of vaccinations say of one."""
    texts = {name: getattr(one, name) or "" for name in ("against", "vaccine", "batch", "dose", "note")}
    days = {name: getattr(one, name) for name in ("on", "expires", "next_due")}
    return {**texts, **days, "route": _(dict(ROUTES)[one.route]) if one.route is not None else ""}


def _row(row: Any, taxon: Any) -> Row:
    one: Vaccination = row.Vaccination
    who = {"local_id": row.local_id or "", "name": row.house_name or "", "taxon": taxon}
    return Row(one.id, {"about": one.animal_id, **who, **cells_of(one)})


def vaccines(session: Session) -> list[Option]:
    """The vaccines of the dictionary of drugs, to choose one."""
    found = session.scalars(select(Drug).where(Drug.form == DrugForm.VACCINE, Drug.voided_by.is_(None)))
    return [Option(one.id, one.title, "", fold(f"{one.title}\n{one.generic}")) for one in found]


LIST: Final = ListSpec(
    kind="vaccinations",
    title=N_("Vaccinations"),
    columns=COLUMNS,
    default_order="on",
    default_descending=True,
    rows=_rows,
    filters=FILTERS,
    ids=_ids,
)
