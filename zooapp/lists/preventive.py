"""What the calendar of prevention and the vaccinations ask for: due, overdue, and when it was done last."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Select, and_, func, literal, or_, select, true, union_all
from sqlalchemy.orm import Session

from zooapp.i18n import N_, _
from zooapp.lists import standing, taxa
from zooapp.lists.animal_rows import local_id_of
from zooapp.lists.enclosures import inside
from zooapp.lists.picks import Option
from zooapp.lists.reading import by_words
from zooapp.lists.spec import ChipCell, Column, FilterSpec, ListSpec, Query, Row
from zooapp.lists.taxa import NOBODY
from zooapp.models import Animal, Enclosure, Lineage, Posting, PreventiveAct, PreventivePlan, Vaccination
from zooapp.values.fold import fold
from zooapp.values.spans import Unit, shift

COLUMNS: Final = (
    Column("due", N_("Due"), 100, "day"),
    Column("state", N_("State"), 110, "chip", sort=False),
    Column("what", N_("What"), 130),
    Column("local_id", N_("Local ID"), 84),
    Column("name", N_("Name"), 84),
    Column("enclosure", N_("Enclosure"), 140),
    Column("taxon", N_("Taxon"), 200, "taxon"),
    Column("last", N_("Done last"), 100, "day"),
    Column("every", N_("Every"), 80, "number"),
)
SOON: Final = "soon"
YEAR: Final = "year"
WHEN: Final = ((SOON, N_("due within 30 days")), (YEAR, N_("due within a year")))
FILTERS: Final = (
    FilterSpec("when", N_("When"), WHEN, default=SOON),
    FilterSpec("taxon", N_("Taxon"), pick="taxa"),
    FilterSpec("enclosure", N_("Enclosure"), pick="enclosures"),
)


def due(session: Session, query: Query) -> list[Any]:
    """A row for each living animal of ours and each plan or vaccine that it is due for: two statements."""
    day = query.on or dt.date.max
    found = [*_by_plan(session, query, day), *_by_vaccine(session, query)]
    return sorted(found, key=lambda row: (fold(row["what"]), row["animal"]))


def _living(session: Session, query: Query) -> Any:
    """Each record of which we hold something, with its taxon, its place, and when it came."""
    animal = Animal.id.expression
    came = select(func.min(Posting.on)).where(Posting.animal_id == animal).correlate(Animal).scalar_subquery()
    return (
        select(Animal.id, Animal.house_name, local_id_of(animal).label("local_id"), came.label("came"))
        .add_columns(standing.taxon_of(animal, query.on).label("taxon"))
        .add_columns(standing.place_of(animal, query.on).label("place"))
        .where(Animal.voided_by.is_(None), standing.counted(animal, "held", query.on) > 0)
        .where(by_words(session, query.text, "animal", animal, None))
        .cte("living")
    )


def _by_plan(session: Session, query: Query, day: dt.date) -> Iterator[dict[str, Any]]:
    living, plan = _living(session, query), PreventivePlan
    last = (
        select(func.max(PreventiveAct.on))
        .where(PreventiveAct.plan_id == plan.id, PreventiveAct.animal_id == living.c.id)
        .where(PreventiveAct.voided_by.is_(None), standing.by(PreventiveAct.on, query.on))
        .scalar_subquery()
    )
    columns = (*living.c, plan.id.label("plan"), plan.what, plan.every_months, plan.since, last.label("last"))
    holds = and_(plan.voided_by.is_(None), or_(plan.until.is_(None), plan.until >= day))
    of_taxon = select(*columns).join(Lineage, Lineage.taxon_id == living.c.taxon)
    of_taxon = of_taxon.join(plan, plan.taxon_id == Lineage.ancestor_id).where(holds)
    of_one = select(*columns).join(plan, plan.animal_id == living.c.id).where(holds)
    for row in _placed(session, query, union_all(of_taxon, of_one).subquery()):
        first = max(row.since, row.came or row.since)
        yield {
            **_who(row), "plan": row.plan, "what": row.what, "last": row.last, "every": row.every_months,
            "due": shift(row.last, row.every_months, Unit.MONTH) if row.last else first,
        }


def _by_vaccine(session: Session, query: Query) -> Iterator[dict[str, Any]]:
    """The next day that the last vaccination against something names, unless the calendar has it."""
    living, shot = _living(session, query), Vaccination
    order = (shot.on.desc(), shot.id.desc())
    place = func.row_number().over(partition_by=(shot.animal_id, shot.against), order_by=order)
    planned = select(PreventiveAct.vaccination_id).where(PreventiveAct.vaccination_id == shot.id)
    last = (
        select(shot.id, shot.animal_id, shot.against, shot.on, shot.next_due, place.label("place"))
        .where(shot.voided_by.is_(None), standing.by(shot.on, query.on), ~planned.exists())
        .subquery()
    )
    found = (
        select(*living.c, last.c.against.label("what"), last.c.on.label("last"), last.c.next_due)
        .join(last, last.c.animal_id == living.c.id)
        .where(last.c.place == 1, last.c.next_due.is_not(None))
        .subquery()
    )
    for row in _placed(session, query, found):
        yield {**_who(row), "plan": 0, "what": row.what, "last": row.last, "every": None, "due": row.next_due}


def _placed(session: Session, query: Query, found: Any) -> Sequence[Any]:
    taxon, place = LIST.wanted(query, "taxon"), LIST.wanted(query, "enclosure")
    rows = select(*found.c, Enclosure.code, Enclosure.name).outerjoin(Enclosure, Enclosure.id == found.c.place)
    rows = rows.where(standing.within(found.c.taxon, int(taxon)) if taxon else true())
    return session.execute(rows.where(found.c.place.in_(inside(int(place))) if place else true())).all()


def _who(row: Any) -> dict[str, Any]:
    return {
        "animal": row.id,
        "local_id": row.local_id or "",
        "name": row.house_name or "",
        "taxon": row.taxon,
        "enclosure": f"{row.code} · {row.name}" if row.code else "",
    }


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    today = query.on or dt.date.max
    until = dt.date.max
    if query.on is not None:
        until = today + dt.timedelta(days=30 if LIST.wanted(query, "when") == SOON else 365)
    whole = list(enumerate(due(session, query), 1))
    wanted = [(n, one) for n, one in whole if one["due"] <= until and (ids is None or n in ids)]
    words = taxa.words_of(session, {one["taxon"] for _n, one in wanted if one["taxon"]})
    return [_row(n, one, words.get(one["taxon"], NOBODY).cell(), today) for n, one in wanted]


def _row(number: int, one: dict[str, Any], taxon: Any, today: dt.date) -> Row:
    late = (today - one["due"]).days
    if late > 0:
        state = ChipCell(_("overdue"), "bad", "alert-octagon")
    else:
        state = ChipCell(_("due"), "due", "calendar-due") if late > -30 else ChipCell(_("later"), "mute", "calendar")
    cells = {**one, "about": one["animal"], "taxon": taxon, "state": state}
    return Row(number, cells, state.kind)


def plans_for(session: Session, animals: Sequence[int], on: dt.date) -> list[Option]:
    """The lines of the calendar that hold for each of these animals on a day, to choose one."""
    fits = [set(session.scalars(_fitting(animal, on))) for animal in animals]
    both = set.intersection(*fits) if fits else set()
    plans = session.scalars(select(PreventivePlan).where(PreventivePlan.id.in_(both)).order_by(PreventivePlan.what))
    months = _("every {n} months")
    return [Option(one.id, one.what, months.format(n=one.every_months), fold(one.what)) for one in plans]


def _fitting(animal: int, on: dt.date) -> Select[int]:
    plan = PreventivePlan
    above = select(Lineage.ancestor_id).where(Lineage.taxon_id == standing.taxon_of(literal(animal), on))
    whose = or_(plan.animal_id == animal, plan.taxon_id.in_(above))
    return select(plan.id).where(plan.voided_by.is_(None), whose, or_(plan.until.is_(None), plan.until >= on))


LIST: Final = ListSpec("preventive", N_("Prevention due"), COLUMNS, "due", _rows, FILTERS)
