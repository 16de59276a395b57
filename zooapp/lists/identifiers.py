"""The list of marks: every number that an animal bears or bore, with what became of it."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, aliased

from zooapp import search
from zooapp.i18n import N_, _
from zooapp.lists import standing
from zooapp.lists.animal_rows import local_id_of
from zooapp.lists.reading import called
from zooapp.lists.spec import ANY, ChipCell, Column, FilterSpec, ListSpec, Query, Row, TaxonCell
from zooapp.lists.transponders import WORDS
from zooapp.models import Animal, Identifier, MarkKind, SearchText, Taxon
from zooapp.models.animal import MARKS
from zooapp.values.marks import TransponderState

COLUMNS: Final = (
    Column("number", N_("Number"), 170),
    Column("kind", N_("Kind of mark"), 130, sort=False),
    Column("animal", N_("Animal"), 150, sort=False),
    Column("taxon", N_("Taxon"), 200, "taxon", sort=False),
    Column("place", N_("Place on the body"), 140, sort=False),
    Column("state", N_("State"), 120, "chip", sort=False),
    Column("since", N_("Since"), 96, "day", sort=False),
    Column("until", N_("Until"), 96, "day", sort=False),
)
FILTERS: Final = (
    FilterSpec("kind", N_("Kind of mark"), (ANY, *((kind.value, words) for kind, words in MARKS))),
    FilterSpec("state", N_("State"), (ANY, *((state.value, words) for state, (words, _t, _i) in WORDS.items()))),
    FilterSpec("disputed", N_("Disputed"), (ANY, ("yes", N_("disputed")))),
)
MARK: Final = aliased(Identifier)  # the local id beside each is one too
ORDER: Final = (Identifier.kind, Identifier.sort_key, Identifier.id)


def _ids(session: Session, query: Query) -> Select[int]:
    """By kind, then by number as people count: the order of an index."""
    kind, state = LIST.wanted(query, "kind"), LIST.wanted(query, "state")
    kinds = [MarkKind(kind)] if kind else [each for each, _words in MARKS]
    conditions: list[ColumnElement[bool]] = [Identifier.kind.in_(kinds), Identifier.voided_by.is_(None)]
    if state:
        conditions.append(Identifier.state == TransponderState(state))
    if LIST.wanted(query, "disputed"):
        conditions.append(Identifier.disputed.is_(True))
    for word in query.text.split():
        animals = select(SearchText.record_id).where(search.matching(session, word, "animal"))
        conditions.append(Identifier.animal_id.in_(animals))
    order = [each.desc() if query.descending else each.asc() for each in ORDER]
    return select(Identifier.id).where(*conditions).order_by(*order)


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    mark, animal = MARK, Animal.id.expression
    found = session.execute(
        select(mark.id, mark.value, mark.kind, mark.place, mark.state, mark.since, mark.until, mark.disputed)
        .add_columns(Animal.id.label("animal"), Animal.house_name, local_id_of(animal).label("local_id"))
        .add_columns(Taxon.scientific, called("taxon", Taxon.id, "").label("common"))
        .join(Animal, Animal.id == mark.animal_id)
        .outerjoin(Taxon, Taxon.id == standing.taxon_of(animal, query.on))
        .where(mark.id.in_(ids or ()))
    )
    return [_row(row) for row in found]


def _row(row: Any) -> Row:
    words, tone, icon = WORDS[row.state]
    chip = ChipCell(_("disputed"), "warn", "alert-triangle") if row.disputed else ChipCell(_(words), tone, icon)  # type: ignore[arg-type]
    cells = {
        "number": row.value,
        "kind": _(dict(MARKS)[row.kind]),
        "animal": " · ".join(part for part in (row.local_id, row.house_name) if part),
        "taxon": TaxonCell(row.common or "", row.scientific or ""),
        "place": row.place or "",
        "state": chip,
        "since": row.since,
        "until": row.until,
        "about": row.animal,
    }
    return Row(row.id, cells, chip.kind)


LIST: Final = ListSpec(
    kind="identifiers",
    title=N_("Marks"),
    columns=COLUMNS,
    default_order="number",
    rows=_rows,
    filters=FILTERS,
    ids=_ids,
)
