"""All treatments, the newest first: who gets what, how far it is, whether it goes on; and one of them as a card."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, func, select, true
from sqlalchemy.orm import Session

from zooapp.i18n import N_, _, day
from zooapp.lists import standing, taxa
from zooapp.lists.animal_rows import local_id_of
from zooapp.lists.doses_due import MANY, dose_words
from zooapp.lists.reading import by_words
from zooapp.lists.spec import ANY, ChipCell, Column, FilterSpec, ListSpec, Query, Row, Tone
from zooapp.lists.taxa import NOBODY
from zooapp.models import Animal, Dose, Drug, DrugBatch, Entry, Person, Prescription
from zooapp.models.drug import PERS, ROUTES
from zooapp.models.prescription import DOSE_STATES
from zooapp.values.weights import Weight

STATES: Final[dict[str, tuple[str, Tone, str]]] = {
    "open": (N_("goes on"), "due", "clock"),
    "done": (N_("finished"), "ok", "check"),
    "stopped": (N_("stopped"), "mute", "player-stop"),
}
COLUMNS: Final = (
    Column("starts", N_("First dose"), 104, "day"),
    Column("drug", N_("Drug"), 116, sort=False),
    Column("dose", N_("Dose"), 92, sort=False, right=True),
    Column("local_id", N_("Local ID"), 76, sort=False),
    Column("taxon", N_("Taxon"), 200, "taxon", sort=False),
    Column("state", N_("State"), 110, "chip", sort=False),
    Column("done", N_("Written down"), 96, sort=False),
    Column("name", N_("Name"), 84, sort=False),
    Column("course", N_("Course"), 190, sort=False),
)
FILTERS: Final = (
    FilterSpec("state", N_("State"), (ANY, *((key, words) for key, (words, _tone, _icon) in STATES.items()))),
    FilterSpec("drug", N_("Drug"), pick="drugs"),
)


def _ids(session: Session, query: Query) -> Select[int]:
    down = query.descending if query.order else LIST.default_descending
    by = Prescription.starts_on
    order = (by.desc(), Prescription.id.desc()) if down else (by.asc(), Prescription.id.asc())
    drug, state = LIST.wanted(query, "drug"), LIST.wanted(query, "state")
    stopped = Prescription.stopped_on
    which = {
        "open": stopped.is_(None) & (Prescription.doses > MANY),
        "done": stopped.is_(None) & (Prescription.doses <= MANY),
        "stopped": stopped.is_not(None),
    }
    return (
        select(Prescription.id)
        .where(Prescription.voided_by.is_(None), which.get(state, true()))
        .where(Prescription.written_on <= query.on if query.on else true())
        .where(Prescription.drug_id == int(drug) if drug else true())
        .where(by_words(session, query.text, "animal", Prescription.animal_id.expression, None))
        .order_by(*order)
    )


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    animal = Prescription.animal_id.expression
    found = session.execute(
        select(Prescription, MANY.label("n"), Animal.house_name, Drug.generic, Drug.trade)
        .add_columns(local_id_of(animal).label("local_id"), standing.taxon_of(animal, query.on).label("taxon"))
        .join(Animal, Animal.id == Prescription.animal_id)
        .join(Drug, Drug.id == Prescription.drug_id)
        .where(Prescription.id.in_(ids or ()))
    ).all()
    words = taxa.words_of(session, {row.taxon for row in found if row.taxon})
    return [_row(row, words.get(row.taxon, NOBODY).cell()) for row in found]


def _row(row: Any, taxon: Any) -> Row:
    one: Prescription = row.Prescription
    n = row.n or 0
    state = "stopped" if one.stopped_on else "done" if n >= one.doses else "open"
    words, tone, icon = STATES[state]
    cells: dict[str, Any] = {
        "about": one.animal_id,
        "starts": one.starts_on,
        "local_id": row.local_id or "",
        "name": row.house_name or "",
        "taxon": taxon,
        "drug": row.trade or row.generic,
        "dose": dose_words(one),
        "course": course_words(one),
        "done": _("{n} of {all}").format(n=n, all=one.doses),
        "state": ChipCell(_(words), tone, icon),
    }
    return Row(one.id, cells, state)


def course_words(one: Prescription) -> str:
    """ "every 12 h, 10 times", or "once"."""
    if one.doses == 1:
        return _("once, {time}").format(time=one.starts_at)
    return _("every {hours} h, {n} times").format(hours=one.hours, n=one.doses)


@dataclass(frozen=True)
class DoseLine:
    """One dose on a card."""

    id: int
    number: int
    on: dt.date
    words: str
    who: str
    batch: str
    note: str


@dataclass(frozen=True)
class TreatmentCard:
    """A treatment with its doses, the last first."""

    row: Row
    one: Prescription
    drug: Drug
    doses: tuple[DoseLine, ...]


def card(session: Session, key: int, on: dt.date) -> TreatmentCard | None:
    """One treatment; None where there is none."""
    rows = _rows(session, Query(on=on), [key])
    one = session.get(Prescription, key)
    if not rows or one is None:
        return None
    return TreatmentCard(rows[0], one, session.get_one(Drug, one.drug_id), doses_of(session, [key]))


def doses_of(session: Session, prescriptions: Sequence[int]) -> tuple[DoseLine, ...]:
    """What became of the doses of these, the last first: who gave it, else who wrote it down."""
    giver = select(Person.name).where(Person.id == func.coalesce(Dose.person_id, Entry.person_id)).scalar_subquery()
    found = session.execute(
        select(Dose, giver.label("who"), DrugBatch.number.label("batch"))
        .outerjoin(Entry, Entry.id == Dose.entry_id)
        .outerjoin(DrugBatch, DrugBatch.id == Dose.batch_id)
        .where(Dose.prescription_id.in_(prescriptions), Dose.voided_by.is_(None))
        .order_by(Dose.number.desc())
    ).all()
    return tuple(_line(row.Dose, row.who or "", row.batch or "") for row in found)


def _line(dose: Dose, who: str, batch: str) -> DoseLine:
    said = [_(dict(DOSE_STATES)[dose.state]), str(dose.taken or "")]
    if dose.left is not None:
        said.append(_("{amount} left").format(amount=dose.left))
    words = " · ".join(part for part in said if part)
    return DoseLine(dose.id, dose.number, dose.on, f"{words}, {dose.at}" if dose.at else words, who, batch,
                    dose.note or "")


def facts(found: TreatmentCard) -> list[tuple[str, str]]:
    """What a card and a paper say of it, label and value."""
    one, drug = found.one, found.drug
    weight = f"{Weight(one.weight).show()} · {day(one.weighed_on)}" if one.weight else ""
    said = [
        (_("Drug"), drug.title),
        (_("Dose"), dose_words(one)),
        (_("Reckoned by"), f"{one.rate} {rate_words(one)}"),
        (_("Weight"), weight),
        (_("Route"), _(dict(ROUTES)[one.route])),
        (_("Course"), f"{course_words(one)} · {day(one.starts_on)} {one.starts_at}"),
        (_("Why"), one.reason or ""),
        (_("For who gives it"), one.note or ""),
        (_("Stopped"), f"{day(one.stopped_on)} · {one.stop_reason or ''}" if one.stopped_on else ""),
    ]
    return [(label, value) for label, value in said if value]


def rate_words(one: Prescription) -> str:
    """ "for each kg of body weight"."""
    return _(dict(PERS)[one.per])


LIST: Final = ListSpec(
    "treatments", N_("Treatments"), COLUMNS, "starts", _rows, FILTERS, ids=_ids, default_descending=True
)
