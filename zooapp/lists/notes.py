"""The list of clinical notes, the newest first; those for veterinarians only are for those who may treat."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Select, select, true
from sqlalchemy.orm import Session

from zooapp.i18n import N_, _
from zooapp.lists import standing, taxa
from zooapp.lists.animal_rows import local_id_of
from zooapp.lists.confidential import readable
from zooapp.lists.problems import words_of
from zooapp.lists.reading import by_words
from zooapp.lists.spec import Column, FilterSpec, ListSpec, Query, Row
from zooapp.lists.taxa import NOBODY
from zooapp.models import Animal, ClinicalNote, Entry, Lineage, MedicalProblem, Person, Posting

COLUMNS: Final = (
    Column("on", N_("On"), 100, "day"),
    Column("local_id", N_("Local ID"), 84, sort=False),
    Column("name", N_("Name"), 84, sort=False),
    Column("summary", N_("For the keepers"), 220, sort=False),
    Column("assessment", N_("Assessment"), 220, sort=False),
    Column("plan", N_("Plan"), 220, sort=False),
    Column("problem", N_("Problem"), 160, sort=False),
    Column("taxon", N_("Taxon"), 180, "taxon", sort=False),
    Column("time", N_("Time"), 60, sort=False),
    Column("subjective", N_("Subjective"), 160, sort=False),
    Column("objective", N_("Objective"), 160, sort=False),
    Column("who", N_("Written by"), 130, sort=False),
    Column("only", N_("Seen by"), 110, sort=False),
)
FILTERS: Final = (FilterSpec("taxon", N_("Taxon"), pick="taxa"),)
TEXTS: Final = ("time", "summary", "assessment", "plan", "subjective", "objective")


def _ids(session: Session, query: Query) -> Select[int]:
    down = query.descending if query.order else LIST.default_descending
    order = [ClinicalNote.on, ClinicalNote.id]
    taxon = LIST.wanted(query, "taxon")
    inside = select(Lineage.taxon_id).where(Lineage.ancestor_id == int(taxon or 0))
    of_taxon = ClinicalNote.animal_id.in_(select(Posting.animal_id).where(Posting.taxon_id.in_(inside)))
    return (
        select(ClinicalNote.id)
        .where(ClinicalNote.voided_by.is_(None), readable(session))
        .where(ClinicalNote.on <= query.on if query.on else true(), of_taxon if taxon else true())
        .where(by_words(session, query.text, "animal", ClinicalNote.animal_id.expression, None))
        .order_by(*(each.desc() if down else each.asc() for each in order))
    )


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    animal = ClinicalNote.animal_id.expression
    found = session.execute(
        select(ClinicalNote, MedicalProblem, Animal.house_name, Person.name.label("who"))
        .add_columns(local_id_of(animal).label("local_id"), standing.taxon_of(animal, query.on).label("taxon"))
        .join(Animal, Animal.id == ClinicalNote.animal_id)
        .outerjoin(MedicalProblem, MedicalProblem.id == ClinicalNote.problem_id)
        .outerjoin(Entry, Entry.id == ClinicalNote.entry_id)
        .outerjoin(Person, Person.id == Entry.person_id)
        .where(ClinicalNote.id.in_(ids or ()), readable(session))
    ).all()
    words = taxa.words_of(session, {row.taxon for row in found if row.taxon})
    return [_row(row, words.get(row.taxon, NOBODY).cell()) for row in found]


def _row(row: Any, taxon: Any) -> Row:
    note: ClinicalNote = row.ClinicalNote
    cells = {
        "about": note.animal_id,
        "on": note.on,
        "local_id": row.local_id or "",
        "name": row.house_name or "",
        "taxon": taxon,
        **{name: getattr(note, name) or "" for name in TEXTS},
        "problem": words_of(row.MedicalProblem) if row.MedicalProblem is not None else "",
        "who": row.who or "",
        "only": _("veterinarians") if note.vet_only else _("everybody"),
    }
    return Row(note.id, cells)


LIST: Final = ListSpec(
    kind="notes",
    title=N_("Clinical notes"),
    columns=COLUMNS,
    default_order="on",
    default_descending=True,
    rows=_rows,
    filters=FILTERS,
    ids=_ids,
)
