"""What a prescription would give, before it is written: the dose of each animal, and what was given last time."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import ledger, settings, states
from zooapp.errors import Invalid
from zooapp.i18n import _, day
from zooapp.models import Drug, DrugRate, Lineage, Prescription, Rank
from zooapp.services import drugs
from zooapp.services.dosing import Asked, Reckoned, reckon
from zooapp.values.weights import Weight

SHOWN = 6


@dataclass(frozen=True)
class Foreseen:
    """One line: the words, and whether they are plain ("ok"), doubtful ("due") or refused ("bad")."""

    words: str
    kind: str


@dataclass(frozen=True)
class Habit:
    """How a drug is given: as last time, or as the dictionary has it for the nearest taxon; `said` is whence."""

    values: dict[str, Any]
    said: str


def foresee(session: Session, animals: Sequence[int], drug_id: int, order: Asked, on: dt.date) -> list[Foreseen]:
    """The dose of each of these animals, the first of them."""
    drug = session.get(Drug, drug_id)
    if drug is None:
        return []
    taxa = _taxa(session, animals, on)
    lines = [_line(session, animal, taxa.get(animal), (drug, order, on)) for animal in animals[:SHOWN]]
    more = len(animals) - len(lines)
    return [*lines, *([Foreseen(f"+{more}", "ok")] if more > 0 else [])]


def _line(session: Session, animal: int, taxon: int | None, how: tuple[Drug, Asked, dt.date]) -> Foreseen:
    drug, order, on = how
    called = states.called(session, animal)
    if taxon is None:
        return Foreseen(states.why_not_here(session, animal, on), "bad")
    if words := drugs.never(session, drug.id, taxon):
        return Foreseen(f"{called}: {words}", "bad")
    try:
        found = reckon(session, order, drug, (animal, taxon, on))
    except Invalid as error:
        return Foreseen(str(error), "bad")
    words = f"{called}: {_said(found)}"
    return Foreseen(f"{words}. {found.doubt}", "due") if found.doubt else Foreseen(words, "ok")


def _said(found: Reckoned) -> str:
    same = found.total.like(found.given.unit)
    what = str(found.given) if same else f"{found.given} = {found.total}"
    if found.weight is None:
        return what
    weight = Weight(found.weight).show()
    return _("{dose}, by {weight} of {day}").format(dose=what, weight=weight, day=day(found.weighed_on))


def _taxa(session: Session, animals: Sequence[int], on: dt.date) -> dict[int, int]:
    us = settings.our_institution(session)
    found = ledger.balances(session, ledger.Filter(animals=list(animals), holder=us, until=on))
    return {one.animal_id: one.taxon_id for one in found}


def habits(session: Session, animal: int, on: dt.date) -> dict[int, Habit]:
    """By drug: how this animal got it last, else how its nearest taxon gets it by the dictionary."""
    taxon = _taxa(session, [animal], on).get(animal)
    return {**_by_dictionary(session, taxon), **_as_last_time(session, animal)}


def _as_last_time(session: Session, animal: int) -> dict[int, Habit]:
    query = select(Prescription).where(Prescription.animal_id == animal, Prescription.voided_by.is_(None))
    names = ("rate", "per", "route", "hours", "doses", "medium", "reason")
    return {
        one.drug_id: Habit(
            {name: getattr(one, name) for name in names}, _("As last time, {day}").format(day=day(one.starts_on))
        )
        for one in session.scalars(query.order_by(Prescription.id))
    }


def _by_dictionary(session: Session, taxon: int | None) -> dict[int, Habit]:
    ranks = list(Rank)
    rows = session.execute(
        select(DrugRate, Lineage.rank)
        .join(Lineage, Lineage.ancestor_id == DrugRate.taxon_id)
        .where(Lineage.taxon_id == (taxon or 0), DrugRate.voided_by.is_(None))
        .order_by(DrugRate.id)
    ).all()
    found = {}
    for rate, _rank in sorted(rows, key=lambda row: ranks.index(row.rank)):
        sure = rate.source if rate.verified else _("{source}, not verified").format(source=rate.source)
        values = {"rate": rate.rate, "per": rate.per, "route": rate.route, "hours": rate.hours or 0}
        found[rate.drug_id] = Habit(values, _("By the dictionary: {source}").format(source=sure))
    return found
