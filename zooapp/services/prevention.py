"""Vaccinations, the calendar of prevention and what was done by it, the logbook of health (R92, R96, R105)."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import literal, select

from zooapp import ledger, states
from zooapp.booking import refuse_future, refuse_unborn
from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.ledger import Filter
from zooapp.lists import standing
from zooapp.models import Drug, Health, HealthEntry, PreventiveAct, PreventivePlan, Vaccination
from zooapp.permission import Permission
from zooapp.services import drugs
from zooapp.states import State
from zooapp.values.spans import Unit, shift
from zooapp.work import Work, needs


@needs(Permission.TREAT)
def vaccinate(
    work: Work, animals: Sequence[int], values: Mapping[str, Any], plan_id: int | None = None
) -> list[int]:
    """The same vaccine for each of these animals; `values` are fields of Vaccination, with `on`.

    Of a plan it is an act too, and the next one is due as the plan says, unless a day is named. Raises Invalid for a
    batch that had expired, a taxon that never gets the vaccine (R105), an animal that was dead (R96).
    """
    on = values["on"]
    _look(work, animals, on)
    said = dict(values)
    if (drug := said.get("drug_id")) is not None:
        said["vaccine"] = said.get("vaccine") or work.get(Drug, drug).title
        _refuse_banned(work, animals, drug, on)
    if plan_id is not None:
        said["next_due"] = said.get("next_due") or due_after(work.get(PreventivePlan, plan_id), on)
    made = []
    for animal in animals:
        _refuse_more(work, animal, said.get("count"), on)
        one = work.add(Vaccination(animal_id=animal, **said)).id
        made.append(one)
        if plan_id is not None:
            work.add(PreventiveAct(plan_id=plan_id, animal_id=animal, on=on, vaccination_id=one))
    return made


@needs(Permission.TREAT)
def void_vaccination(work: Work, vaccination_id: int) -> None:
    """Take back a vaccination that never was; what the calendar counts of it goes too."""
    given = work.get(Vaccination, vaccination_id)
    mine = select(PreventiveAct).where(PreventiveAct.vaccination_id == given.id, PreventiveAct.voided_by.is_(None))
    for act in work.session.scalars(mine).all():
        work.void(act)
    work.void(given)


@needs(Permission.TREAT)
def add_plan(work: Work, values: Mapping[str, Any]) -> int:
    """A new line of the calendar; `values` are fields of PreventivePlan."""
    if values.get("animal_id") is not None:
        work.touch(values["animal_id"])
    return work.add(PreventivePlan(**values)).id


@needs(Permission.TREAT)
def amend_plan(work: Work, plan_id: int, version: int, values: Mapping[str, Any]) -> int:
    """Put a line of the calendar right, or let it end."""
    for animal in (work.get(PreventivePlan, plan_id).animal_id, values.get("animal_id")):
        if animal is not None:
            work.touch(animal)
    return work.amend(PreventivePlan, plan_id, version, values).id


@needs(Permission.OBSERVE)
def done(work: Work, plan_id: int, animals: Sequence[int], on: dt.date, note: str | None = None) -> list[int]:
    """What the calendar asks for was done to these animals on a day: hooves, worming, a test."""
    plan = work.get(PreventivePlan, plan_id)
    _look(work, animals, on)
    if on < plan.since:
        raise Invalid(Problem("on", _("The plan begins later.")))
    return [work.add(PreventiveAct(plan_id=plan_id, animal_id=one, on=on, note=note)).id for one in animals]


@needs(Permission.TREAT)
def write_health(work: Work, animals: Sequence[int], on: dt.date, state: Health, reason: str | None) -> list[int]:
    """From this day on these animals are so; an earlier day puts right all that is derived from it (R92)."""
    _look(work, animals, on)
    return [work.add(HealthEntry(animal_id=one, on=on, state=state, reason=reason)).id for one in animals]


@needs(Permission.TREAT)
def void_health(work: Work, entry_id: int) -> None:
    """Take back an entry of the logbook: the one before it holds on."""
    work.void(work.get(HealthEntry, entry_id))


def due_after(plan: PreventivePlan, on: dt.date) -> dt.date:
    """When it is due again after it was done on a day."""
    return shift(on, plan.every_months, Unit.MONTH)


def _look(work: Work, animals: Sequence[int], on: dt.date) -> None:
    """Refuse a day that cannot be and animals that were dead; touches them."""
    for animal in animals:
        work.touch(animal)
    refuse_future(work, on)
    refuse_unborn(work, animals, on)
    for animal in animals:
        found = states.standing(work.session, animal, on)
        if found.state is State.DEAD:
            raise Invalid(Problem("on", states.told(work.session, animal, found)))


def _refuse_banned(work: Work, animals: Collection[int], drug_id: int, on: dt.date) -> None:
    for animal in animals:
        taxon = work.session.scalar(select(standing.taxon_of(literal(animal), on)))
        if taxon is not None and (why := drugs.never(work.session, drug_id, taxon)):
            raise Invalid(Problem("drug_id", why))


def _refuse_more(work: Work, animal: int, count: int | None, on: dt.date) -> None:
    whole = ledger.count(work.session, Filter(animals=[animal], until=on)).total
    if count is not None and count > whole:
        raise Invalid(Problem("count", _("{n} of {whole} cannot be.").format(n=count, whole=whole)))
