"""The doses that are due or overdue, one line a treatment: its next dose. Computed, kept nowhere (rules.md R89)."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Select, func, select, true
from sqlalchemy.orm import Session, aliased

from zooapp.i18n import N_, _, ngettext
from zooapp.lists import standing, taxa
from zooapp.lists.animal_rows import local_id_of
from zooapp.lists.reading import by_words
from zooapp.lists.spec import ANY, ChipCell, Column, FilterSpec, ListSpec, Query, Row, Tone
from zooapp.lists.taxa import NOBODY
from zooapp.models import Animal, Dose, Drug, Enclosure, Lineage, Posting, Prescription
from zooapp.models.drug import ROUTES
from zooapp.services.treatments import next_number

STATES: Final[dict[str, tuple[str, Tone, str]]] = {
    "overdue": (N_("overdue"), "bad", "clock-exclamation"),
    "today": (N_("today"), "due", "clock"),
}
COLUMNS: Final = (
    Column("state", N_("Due"), 104, "chip"),
    Column("drug", N_("Drug"), 108),
    Column("dose", N_("Dose"), 92, right=True),
    Column("local_id", N_("Local ID"), 76),
    Column("place", N_("Enclosure"), 128),
    Column("at", N_("At"), 56),
    Column("name", N_("Name"), 78),
    Column("taxon", N_("Taxon"), 190, "taxon"),
    Column("route", N_("Route"), 120),
    Column("number", N_("Which"), 84),
    Column("note", N_("Note"), 140, sort=False),
)
FILTERS: Final = (
    FilterSpec("state", N_("Due"), (ANY, *((key, words) for key, (words, _tone, _icon) in STATES.items()))),
    FilterSpec("place", N_("Enclosure"), pick="enclosures"),
    FilterSpec("taxon", N_("Taxon"), pick="taxa"),
)


def written(what: Any) -> Any:
    """Of the doses of a prescription that were written down: how many, or the last.

    Asked of each by its index: a sum over all doses is joined badly by a server that has not looked at them yet.
    """
    mine = select(what).where(Dose.prescription_id == Prescription.id, Dose.voided_by.is_(None))
    return mine.correlate(Prescription).scalar_subquery()


MANY: Final = written(func.count(Dose.number))


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    on = query.on or dt.date.max
    found = _due(session.execute(_open(session, query, ids)).all(), on)
    gaps = _written_down(session, [row.Prescription.id for row, _n in found if row.n and row.n != row.last])
    whose = _animals(session, {row.Prescription.animal_id for row, _n in found}, query.on)
    words = taxa.words_of(session, {one.taxon for one in whose.values() if one.taxon})
    place = LIST.wanted(query, "place") if ids is None else ""
    made = []
    for row, n in found:
        animal = whose[row.Prescription.animal_id]
        if place and animal.place_id != int(place):
            continue
        number = next_number(gaps.get(row.Prescription.id, set(range(1, (row.n or 0) + 1))))
        made.append(_row((row, animal), (number, n), words.get(animal.taxon, NOBODY).cell(), on))
    state = LIST.wanted(query, "state") if ids is None else ""
    return [row for row in made if not state or row.state == state]


def _open(session: Session, query: Query, ids: Sequence[int] | None) -> Select[Any]:
    """The treatments that go on: what is due of them the course says."""
    animal = Prescription.animal_id.expression
    taxon = LIST.wanted(query, "taxon") if ids is None else ""
    of_taxon = select(Lineage.taxon_id).where(Lineage.ancestor_id == int(taxon or 0))
    is_a = animal.in_(select(Posting.animal_id).where(Posting.taxon_id.in_(of_taxon)))
    mine = Prescription.id.in_(ids) if ids is not None else by_words(session, query.text, "animal", animal, None)
    return (
        select(Prescription, MANY.label("n"), written(func.max(Dose.number)).label("last"), Drug.generic, Drug.trade)
        .join(Drug, Drug.id == Prescription.drug_id)
        .where(Prescription.voided_by.is_(None), Prescription.stopped_on.is_(None), mine)
        .where(Prescription.doses > MANY)
        .where(Prescription.starts_on <= query.on if query.on else true(), is_a if taxon else true())
    )


def _animals(session: Session, animals: Collection[int], on: dt.date | None) -> dict[int, Any]:
    """Who they are and where they stand, by key: asked of those alone of whom something is due."""
    place, key = aliased(Enclosure), Animal.id.expression
    found = session.execute(
        select(Animal.id, Animal.house_name, place.id.label("place_id"), place.code, place.name.label("place"))
        .add_columns(local_id_of(Animal.id).label("local_id"), standing.taxon_of(key, on).label("taxon"))
        .outerjoin(place, place.id == standing.place_of(key, on))
        .where(Animal.id.in_(animals))
    )
    return {row.id: row for row in found}


def _due(rows: Iterable[Any], on: dt.date) -> list[tuple[Any, int]]:
    """Those of which a dose is due by the end of the day, with how many are."""
    night = dt.datetime.combine(on, dt.time(23, 59))
    found = ((row, row.Prescription.course.due_by(night) - (row.n or 0)) for row in rows)
    return [(row, n) for row, n in found if n > 0]


def _written_down(session: Session, prescriptions: Sequence[int]) -> dict[int, set[int]]:
    """The doses of these that were written down: only for those with one missing in between."""
    numbers: dict[int, set[int]] = {}
    if prescriptions:
        live = (Dose.prescription_id.in_(prescriptions), Dose.voided_by.is_(None))
        for key, number in session.execute(select(Dose.prescription_id, Dose.number).where(*live)):
            numbers.setdefault(key, set()).add(number)
    return numbers


def _row(found: tuple[Any, Any], which: tuple[int, int], taxon: Any, on: dt.date) -> Row:
    row, animal = found
    one: Prescription = row.Prescription
    number, n = which
    due = one.course.due(number)
    late = (on - due.date()).days
    state = "overdue" if late > 0 else "today"
    words, tone, icon = STATES[state]
    said = ngettext("{n} day late", "{n} days late", late).format(n=late) if late > 0 else _(words)
    cells: dict[str, Any] = {
        "about": one.animal_id,
        "state": ChipCell(said, tone, icon),
        "at": f"{due:%H:%M}",
        "due": due,
        "place": f"{animal.code} · {animal.place}" if animal.code else "",
        "local_id": animal.local_id or "",
        "name": animal.house_name or "",
        "taxon": taxon,
        "drug": row.trade or row.generic,
        "dose": dose_words(one),
        "route": _(dict(ROUTES)[one.route]),
        "number": _("{n} of {all}").format(n=number, all=one.doses),
        "open": n,
        "note": one.note or "",
    }
    return Row(one.id, cells, state)


def dose_words(one: Prescription) -> str:
    """ "9.5 ml", "40 × 1 ml", "10 ml in 20 l"."""
    if one.medium is not None:
        return _("{drug} in {medium}").format(drug=one.given, medium=one.medium)
    return f"{one.count} × {one.given}" if one.count > 1 else str(one.given)


def _foot(session: Session, query: Query) -> str:
    rows = _rows(session, query, None)
    late = sum(row.state == "overdue" for row in rows)
    said = ngettext("{n} treatment due", "{n} treatments due", len(rows)).format(n=len(rows))
    return " · ".join([said, ngettext("{n} overdue", "{n} overdue", late).format(n=late)] if late else [said])


LIST: Final = ListSpec("doses_due", N_("Doses due"), COLUMNS, "place", _rows, FILTERS, foot=_foot)
