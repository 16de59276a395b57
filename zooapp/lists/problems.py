"""The problem list: what is the matter with whom, since when, and how it ended."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import Session

from zooapp.i18n import N_, _, day
from zooapp.lists import standing, taxa
from zooapp.lists.animal_rows import local_id_of
from zooapp.lists.picks import Option
from zooapp.lists.reading import by_words
from zooapp.lists.spec import ChipCell, Column, FilterSpec, ListSpec, Query, Row
from zooapp.lists.taxa import NOBODY
from zooapp.models import Animal, MedicalProblem
from zooapp.models.clinical import CONCERNS, COURSES, ENDS, SEVERITIES, SPREADS
from zooapp.values.fold import fold

COLUMNS: Final = (
    Column("since", N_("Since"), 100, "day"),
    Column("local_id", N_("Local ID"), 90, sort=False),
    Column("name", N_("Name"), 96, sort=False),
    Column("problem", N_("Problem"), 280, sort=False),
    Column("taxon", N_("Taxon"), 200, "taxon", sort=False),
    Column("kind", N_("Kind"), 140, sort=False),
    Column("state", N_("State"), 120, "chip", sort=False),
    Column("until", N_("Until"), 100, "day", sort=False),
    Column("note", N_("Note"), 200, sort=False),
)
STANDING: Final = (("open", N_("open")), ("ended", N_("ended")), ("all", N_("all")))
FILTERS: Final = (FilterSpec("standing", N_("State"), STANDING, default="open"),)


def words_of(problem: MedicalProblem) -> str:
    """ "lameness, severe, chronic, left fore foot"."""
    modifiers = ((SEVERITIES, problem.severity), (COURSES, problem.course), (SPREADS, problem.spread))
    said = [_(dict(choices)[value]) for choices, value in modifiers if value is not None]
    return ", ".join([problem.concern, *said, *([problem.place] if problem.place else [])])


def open_of(session: Session, animal_id: int, also: int | None = None) -> list[Option]:
    """The open problems of an animal, to choose one; `also` is offered though it has ended."""
    standing_now = or_(MedicalProblem.until.is_(None), MedicalProblem.id == also)
    rows = select(MedicalProblem).where(MedicalProblem.animal_id == animal_id, MedicalProblem.voided_by.is_(None))
    found = session.scalars(rows.where(standing_now).order_by(MedicalProblem.since.desc(), MedicalProblem.id))
    return [Option(one.id, words, day(one.since), fold(words)) for one in found for words in (words_of(one),)]


def _live(standing_now: str) -> list[ColumnElement[bool]]:
    """A finding is no open problem: it is of its own day."""
    live: list[ColumnElement[bool]] = [MedicalProblem.voided_by.is_(None)]
    if standing_now != "all":
        ended = MedicalProblem.until.is_not(None)
        live.append(ended if standing_now == "ended" else ~ended)
    return live


def _ids(session: Session, query: Query) -> Select[int]:
    down = query.descending if query.order else LIST.default_descending
    begun = MedicalProblem.since <= query.on if query.on else true()
    return (
        select(MedicalProblem.id)
        .where(*_live(LIST.wanted(query, "standing")), begun)
        .where(by_words(session, query.text, "animal", MedicalProblem.animal_id.expression, None))
        .order_by(*(each.desc() if down else each.asc() for each in (MedicalProblem.since, MedicalProblem.id)))
    )


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    animal = MedicalProblem.animal_id.expression
    found = session.execute(
        select(MedicalProblem, Animal.house_name, local_id_of(animal).label("local_id"))
        .add_columns(standing.taxon_of(animal, query.on).label("taxon"))
        .join(Animal, Animal.id == MedicalProblem.animal_id)
        .where(MedicalProblem.id.in_(ids or ()))
    ).all()
    words = taxa.words_of(session, {row.taxon for row in found if row.taxon})
    return [_row(row, words.get(row.taxon, NOBODY).cell()) for row in found]


def _row(row: Any, taxon: Any) -> Row:
    one: MedicalProblem = row.MedicalProblem
    outcome = _(dict(ENDS)[one.outcome]) if one.outcome is not None else _("ended")
    cells = {
        "about": one.animal_id,
        "since": one.since,
        "local_id": row.local_id or "",
        "name": row.house_name or "",
        "taxon": taxon,
        "problem": words_of(one),
        "kind": _(dict(CONCERNS)[one.kind]),
        "state": ChipCell(_("open"), "warn", "stethoscope") if one.until is None else ChipCell(outcome, "mute"),
        "until": one.until,
        "note": one.note or "",
    }
    return Row(one.id, cells)


LIST: Final = ListSpec(
    kind="problems",
    title=N_("Medical problems"),
    columns=COLUMNS,
    default_order="since",
    default_descending=True,
    rows=_rows,
    filters=FILTERS,
    ids=_ids,
)
