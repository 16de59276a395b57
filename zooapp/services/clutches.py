"""Eggs are laid, incubated, candled, lost, and hatch; a fetus is found and born. None is an animal until then (R5)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import select

from zooapp import eggs, settings
from zooapp.booking import (
    Account,
    Act,
    account_here,
    book,
    end_stays,
    into,
    moved,
    only_groups,
    open_stays,
    refuse_future,
)
from zooapp.errors import Invalid, Problem
from zooapp.i18n import _, day
from zooapp.models import (
    Animal,
    AnimalKind,
    BirthType,
    Clutch,
    ClutchAct,
    ClutchEvent,
    Mode,
    Origin,
    Stay,
    Term,
)
from zooapp.models.clutch import SIGNS, UNBORN
from zooapp.permission import Permission
from zooapp.rewriting import write_again
from zooapp.services import corrections, offspring, parentages
from zooapp.services.accessions import enter, heads
from zooapp.services.offspring import Owners
from zooapp.values.counts import SexCount
from zooapp.values.dates import FuzzyDate
from zooapp.work import Work, needs

OF_FETUS: Final = frozenset({ClutchAct.LOST, ClutchAct.NOT_FOUND})
OF_EGGS: Final = frozenset(ClutchAct) - {ClutchAct.HATCHED, ClutchAct.IDENTIFIED, ClutchAct.NOT_FOUND}


@dataclass(frozen=True)
class Lay:
    """Eggs of one nest: of whom as far as known, where they are, how many days they take; of her taxon or another."""

    count: int
    dam_id: int | None = None
    sire_id: int | None = None
    taxon_id: int | None = None
    enclosure_id: int | None = None
    incubation_days: int | None = None
    incubation: str | None = None


@dataclass(frozen=True)
class Fetus:
    """With whose young she is, and when it is due."""

    dam_id: int
    sire_id: int | None = None
    due_on: dt.date | None = None


@dataclass(frozen=True)
class Hatching:
    """So many hatch or are born: as records of their own, or into a group (`into_id`)."""

    count: SexCount
    keep_as: AnimalKind = AnimalKind.INDIVIDUAL
    into_id: int | None = None
    enclosure_id: int | None = None


@needs(Permission.ACCESSION)
def lay(work: Work, lay: Lay, on: dt.date, note: str | None = None) -> int:
    """Eggs are laid: the id of their record. It has a local id of the one number space, and no count (R5, R23)."""
    refuse_future(work, on)
    if lay.count < 1:
        raise Invalid(Problem("count", _("How many?")))
    taxon_id, owner = _of_whom(work, lay.dam_id, lay.sire_id, on)
    if (taxon_id := lay.taxon_id or taxon_id) is None:
        raise Invalid(Problem("taxon_id", _("Of which taxon?")))
    kind = AnimalKind.EGG if lay.count == 1 else AnimalKind.CLUTCH
    clutch = Clutch(taxon_id=taxon_id, owner_id=owner, dam_id=lay.dam_id, sire_id=lay.sire_id)
    clutch.incubation_days = lay.incubation_days
    animal = _begin(work, kind, clutch, on, lay.enclosure_id)
    laid = {"what": ClutchAct.LAID, "count": lay.count, "incubation": lay.incubation, "note": note}
    work.add(ClutchEvent(animal_id=animal, on=on, **laid))
    return animal


@needs(Permission.ACCESSION)
def find_fetus(work: Work, fetus: Fetus, on: dt.date, note: str | None = None) -> int:
    """A dam is found to be with young: the id of the record of a fetus. It has no count (R5)."""
    refuse_future(work, on)
    if fetus.due_on is not None and fetus.due_on < on:
        raise Invalid(Problem("due_on", _("This is before the day it was found.")))
    taxon_id, owner = _of_whom(work, fetus.dam_id, fetus.sire_id, on)
    animal = _begin(work, AnimalKind.FETUS, Clutch(taxon_id=taxon_id, owner_id=owner, **vars(fetus)), on, None)
    work.add(ClutchEvent(animal_id=animal, on=on, what=ClutchAct.IDENTIFIED, count=1, note=note))
    return animal


def _of_whom(work: Work, dam_id: int | None, sire_id: int | None, on: dt.date) -> tuple[int | None, int]:
    """The taxon of the dam, and whose her eggs are: hers who owns her, else ours. Raises Invalid for who cannot be."""
    us = settings.our_institution(work.session)
    if sire_id is not None:
        sire = _account_of(work, sire_id, "sire_id", None)
        if sire is not None and not sire[1].m and not sire[1].u:
            raise Invalid(Problem("sire_id", _("This is a female.")))
    if dam_id is None:
        return None, us
    found = _account_of(work, dam_id, "dam_id", on)
    assert found is not None  # with a day it is here, or refused
    account, count = found
    if not count.f and not count.u:
        raise Invalid(Problem("dam_id", _("This is a male.")))
    return account.taxon_id, account.owner_id


def _account_of(work: Work, parent_id: int, field: str, on: dt.date | None) -> tuple[Account, SexCount] | None:
    """The account of a parent that is here on the day, said at its field; without a day None when it is not here."""
    parent = work.touch(parent_id)
    try:
        return account_here(work, parent, on or work.today)
    except Invalid as wrong:
        if on is None:
            return None
        raise Invalid(Problem(field, problem.text) for problem in wrong.problems) from None


def _begin(work: Work, kind: AnimalKind, clutch: Clutch, on: dt.date, enclosure_id: int | None) -> int:
    animal = work.add(Animal(kind=kind, origin=Origin.CAPTIVE))
    enter(work, [animal.id], on, enclosure_id)
    clutch.animal_id = animal.id
    work.add(clutch)
    return animal.id


@needs(Permission.ACCESSION)
def happen(work: Work, animal_id: int, values: Mapping[str, Any], enclosure_id: int | None = None) -> int:
    """Write down what was done to eggs, seen of them or befell them: the id of the event. They may move with it.

    Raises Invalid when it is before they were laid, when more are gone or seen than there are, for a fetus that is to
    be candled.
    """
    animal, event = _unborn(work, animal_id), ClutchEvent(animal_id=animal_id, **values)
    allowed = OF_FETUS if animal.kind is AnimalKind.FETUS else OF_EGGS
    if event.what not in allowed:
        raise Invalid(Problem("what", _("This cannot happen to this record.")))
    if event.what is ClutchAct.LAID:
        if animal.kind is AnimalKind.EGG:
            work.amend(Animal, animal.id, animal.version, {"kind": AnimalKind.CLUTCH})
        refuse_future(work, event.on)
    else:
        there = _there(work, animal, event.on)
        taken = (event.count or 0) if SIGNS[event.what] < 0 else event.seen
        if taken > there:
            words = _("Only {n} are there on {day}.").format(n=there, day=day(event.on))
            raise Invalid(Problem("count" if SIGNS[event.what] else "fertile", words))
    done = work.add(event)
    if enclosure_id is not None:
        _put(work, animal, enclosure_id, event.on)
    _end_when_empty(work, animal, event.on)
    return done.id


@needs(Permission.ACCESSION)
def hatch(work: Work, animal_id: int, young: Hatching, act: Act) -> list[int]:
    """Young hatch, or a fetus is born, in one act: the ids of their records. The eggs know the act, and it them."""
    animal = _unborn(work, animal_id)
    clutch = _clutch(work, animal_id)
    if not young.count.total:
        raise Invalid(Problem("count", _("How many?")))
    refuse_future(work, act.on)
    if young.count.total > (there := _there(work, animal, act.on)):
        words = _("Only {n} are there on {day}.").format(n=there, day=day(act.on))
        raise Invalid(Problem("count", words))
    if act.term_id is None:
        act = _named(work, animal, act)
    alone = young.keep_as is AnimalKind.INDIVIDUAL and young.into_id is None
    counts = heads(young.count) if alone else [young.count]
    eggs_of = Account(clutch.dam_id or 0, clutch.taxon_id, settings.our_institution(work.session), clutch.owner_id)
    whose = offspring.owners(work, eggs_of, counts) if clutch.dam_id else Owners([clutch.owner_id] * len(counts))
    taken = [moved(eggs_of, owner_id=owner) for owner in whose.each]
    if young.into_id is not None:
        animals = _join(work, young.into_id, taken[0], act)
    else:
        animals = _new(work, animal, young, act, len(counts))
    moves = [into(moved(account, animal_id=a), n) for a, account, n in zip(animals, taken, counts, strict=True)]
    done = book(work, Mode.BIRTH, replace(act, loan_id=whose.loan_id), moves)
    hatched = {"what": ClutchAct.HATCHED, "count": young.count.total, "transaction_id": done.id}
    work.add(ClutchEvent(animal_id=animal_id, on=act.on, **hatched))
    if young.into_id is None:
        enter(work, animals, act.on, young.enclosure_id)
        parentages.of_birth(work, animals, clutch.dam_id, clutch.sire_id)
        offspring.share(work, animals, whose)
    _end_when_empty(work, animal, act.on)
    return animals


def _named(work: Work, animal: Animal, act: Act) -> Act:
    code = "birth" if animal.kind is AnimalKind.FETUS else "hatch"
    term = work.session.scalar(select(Term.id).where(Term.code == code, Term.voided_by.is_(None)))
    return replace(act, term_id=term)


def _join(work: Work, group_id: int, account: Account, act: Act) -> list[int]:
    group = work.touch(group_id)
    only_groups(group)
    target, _n = account_here(work, group, act.on)
    if target != moved(account, animal_id=group_id):
        raise Invalid(Problem("into_id", _("They differ in taxon or owner.")))
    return [group_id]


def _new(work: Work, animal: Animal, young: Hatching, act: Act, n: int) -> list[int]:
    born = BirthType.BORN if animal.kind is AnimalKind.FETUS else BirthType.HATCHED
    facts = {"born": act.when or FuzzyDate.exact(act.on), "origin": Origin.CAPTIVE, "birth_type": born}
    return [work.add(Animal(kind=young.keep_as, **facts)).id for _one in range(n)]


@needs(Permission.CORRECT)
def take_back(work: Work, event_id: int) -> None:
    """An event that never was. With the laying the record goes, with a hatching its act and the young."""
    event = work.get(ClutchEvent, event_id)
    animal = work.touch(event.animal_id)
    if event.transaction_id is not None:
        corrections.void_act(work, event.transaction_id)
    else:
        work.void(event)
    if not eggs.live(work.session, [animal.id]):
        corrections.unmake(work, animal.id)
        return
    if event.what is ClutchAct.LAID:  # the stay came with the first egg, and others were laid
        return
    stays = work.session.scalars(select(Stay).where(Stay.animal_id == animal.id, Stay.voided_by.is_(None))).all()
    for stay in stays:
        if stay.entry_id == event.entry_id:
            work.void(stay)
    write_again(work, [(stay, stay.set_once) for stay in stays if stay.closed_by == event.entry_id])


def _clutch(work: Work, animal_id: int) -> Clutch:
    return work.session.scalars(
        select(Clutch).where(Clutch.animal_id == animal_id, Clutch.voided_by.is_(None))
    ).one()


def _unborn(work: Work, animal_id: int) -> Animal:
    animal = work.touch(animal_id)
    if animal.kind not in UNBORN:
        raise Invalid(_("This is an animal, not an egg."))
    return animal


def _there(work: Work, animal: Animal, on: dt.date) -> int:
    refuse_future(work, on)
    found = eggs.sums(work.session, [animal.id], on).get(animal.id)
    if found is None:
        words = _("Before it was found.") if animal.kind is AnimalKind.FETUS else _("Before they were laid.")
        raise Invalid(Problem("on", words))
    return found.left


def _put(work: Work, animal: Animal, enclosure_id: int, on: dt.date) -> None:
    if any(stay.enclosure_id == enclosure_id for stay in open_stays(work, animal.id)):
        return
    end_stays(work, animal, on)
    work.add(Stay(animal_id=animal.id, enclosure_id=enclosure_id, since=on))


def _end_when_empty(work: Work, animal: Animal, on: dt.date) -> None:
    """Its stay ends with the last egg."""
    if not eggs.left(work.session, animal.id, dt.date.max):
        end_stays(work, animal, on)
