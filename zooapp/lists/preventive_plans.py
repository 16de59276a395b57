"""The calendar of prevention: what is done to whom every so many months."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.i18n import N_
from zooapp.lists import standing, taxa
from zooapp.lists.animal_rows import local_id_of
from zooapp.lists.picks import Option
from zooapp.lists.reading import those
from zooapp.lists.spec import Column, ListSpec, Query, Row
from zooapp.lists.taxa import NOBODY
from zooapp.models import Animal, PreventivePlan
from zooapp.values.fold import fold

COLUMNS: Final = (
    Column("what", N_("What"), 220),
    Column("taxon", N_("Taxon"), 240, "taxon"),
    Column("animal", N_("One animal"), 110),
    Column("every", N_("Every"), 90, "number"),
    Column("since", N_("First due"), 100, "day"),
    Column("until", N_("Until"), 100, "day"),
    Column("note", N_("Note"), 220),
)


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    plan = PreventivePlan
    found = session.execute(
        select(plan, local_id_of(plan.animal_id).label("local_id")).where(those(session, plan, query, ids))
    ).all()
    words = taxa.words_of(session, {row.PreventivePlan.taxon_id for row in found if row.PreventivePlan.taxon_id})
    rows = []
    for row in found:
        one: PreventivePlan = row.PreventivePlan
        cells = {
            "what": one.what,
            "taxon": words.get(one.taxon_id, NOBODY).cell() if one.taxon_id else "",
            "animal": row.local_id or "",
            "every": one.every_months,
            "since": one.since,
            "until": one.until,
            "note": one.note or "",
        }
        rows.append(Row(one.id, cells))
    return rows


LIST: Final = ListSpec("preventive-plans", N_("Calendar of prevention"), COLUMNS, "what", _rows)


def living(session: Session, on: dt.date) -> list[Option]:
    """Every record of which we hold something on a day, to choose one."""
    animal = Animal.id.expression
    found = session.execute(
        select(Animal.id, Animal.house_name, local_id_of(animal).label("local_id"))
        .where(Animal.voided_by.is_(None), standing.counted(animal, "held", on) > 0)
        .order_by(Animal.id)
    )
    labels = ((row.id, " ".join(part for part in (row.local_id, row.house_name) if part)) for row in found)
    return [Option(key, label, "", fold(label)) for key, label in labels]
