"""The stock of transponders (R27): receive a lot, put a chip by for an animal, implant it, write off what failed."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.errors import Invalid, Level, Problem
from zooapp.fields import show
from zooapp.i18n import _
from zooapp.models import Fate, Identifier, MarkKind, Transponder
from zooapp.permission import Permission
from zooapp.services import identifiers
from zooapp.values.marks import Transponder as Chip
from zooapp.values.marks import TransponderState
from zooapp.work import Work, needs


@dataclass(frozen=True)
class Lot:
    """What came together: how the packet is printed, from whom, when."""

    received_on: dt.date
    lot: str | None = None
    supplier: str | None = None


def numbers_in(text: str) -> list[str]:
    """The numbers that were scanned or pasted: parted by lines, commas, semicolons or tabs; each once is enough."""
    return [part for piece in re.split(r"[,;\t\r\n]", text) if (part := piece.strip())]


def wrong_numbers(session: Session, numbers: Sequence[str]) -> list[Problem]:
    """What keeps these numbers from the stock, or is doubtful: wrong, twice, known already. Asked of `numbers`."""
    problems: list[Problem] = []
    good: dict[str, str] = {}
    for text in numbers:
        try:
            chip = Chip.parse(text)
        except Invalid as wrong:
            problems += [Problem("numbers", f"{text}: {problem.text}") for problem in wrong.problems]
            continue
        if chip.number in good:
            problems.append(Problem("numbers", _("{mark} stands here twice.").format(mark=text)))
        good[chip.number] = text
        problems += [Problem("numbers", f"{text}: {each.text}", Level.WARNING) for each in chip.problems()]
    if not numbers:
        problems.append(Problem("numbers", _("No number yet.")))
    stocked = session.scalars(
        select(Transponder.number).where(Transponder.number.in_(good), Transponder.voided_by.is_(None))
    ).all()
    problems += [Problem("numbers", _("{mark} is in stock already.").format(mark=good[one])) for one in stocked]
    worn = session.scalars(_chips().where(Identifier.value.in_(good))).all()
    words = _("{mark} is in {who}.")
    for mark in worn:
        who = identifiers.local_id(session, mark.animal_id)
        problems.append(Problem("numbers", words.format(mark=good[mark.value], who=who), Level.WARNING))
    return problems


@needs(Permission.IDENTIFY)
def receive(work: Work, numbers: Sequence[str], lot: Lot) -> list[int]:
    """A lot of chips comes into the stock: the ids, in order. Raises Invalid with all that is wrong with `numbers`."""
    if lot.received_on > work.today:
        raise Invalid(Problem("received_on", _("That day has not come yet.")))
    problems = wrong_numbers(work.session, numbers)
    if errors := [problem for problem in problems if problem.level is Level.ERROR]:
        raise Invalid(errors)
    for problem in problems:
        work.warn(problem)
    facts = {name: value for name, value in vars(lot).items() if value is not None}
    return work.add_many(Transponder, [{"number": Chip.parse(text).number, **facts} for text in numbers])


@needs(Permission.IDENTIFY)
def assign(work: Work, transponder_id: int, version: int, animal_id: int) -> None:
    """Put a chip by for an animal, as when a permit names it before it is implanted (R27). It has to be free."""
    work.touch(animal_id)
    _only(work, transponder_id, TransponderState.AVAILABLE)
    work.amend(Transponder, transponder_id, version, {"animal_id": animal_id})


@needs(Permission.IDENTIFY)
def free(work: Work, transponder_id: int, version: int) -> None:
    """The chip is put by for nobody any more."""
    chip = work.get(Transponder, transponder_id)
    if chip.animal_id is not None:
        work.touch(chip.animal_id)
    _only(work, transponder_id, TransponderState.ASSIGNED)
    work.amend(Transponder, transponder_id, version, {"animal_id": None})


@needs(Permission.IDENTIFY)
def implant(work: Work, transponder_id: int, animal_id: int, on: dt.date, place: str | None = None) -> int:
    """The chip is in the animal: the id of its identifier. One that is put by goes only into its own animal (R27)."""
    work.touch(animal_id)
    chip = _only(work, transponder_id, TransponderState.AVAILABLE, TransponderState.ASSIGNED)
    if chip.animal_id not in (None, animal_id):
        who = identifiers.local_id(work.session, chip.animal_id)
        raise Invalid(Problem("animal_id", _("This chip is put by for {who}.").format(who=who)))
    if on > work.today:
        raise Invalid(Problem("on", _("That day has not come yet.")))
    mark = {"kind": MarkKind.TRANSPONDER, "value": chip.number, "place": place, "since": on}
    return identifiers.add(work, animal_id, mark)


@needs(Permission.IDENTIFY)
def spoil(work: Work, transponder_id: int, version: int, fate: Fate) -> None:
    """A chip of the stock failed or got lost before anybody wore it."""
    chip = _only(work, transponder_id, TransponderState.AVAILABLE, TransponderState.ASSIGNED)
    if chip.animal_id is not None:
        work.touch(chip.animal_id)
    work.amend(Transponder, transponder_id, version, {"fate": fate})


def states(session: Session, chips: Iterable[Transponder]) -> dict[int, TransponderState]:
    """The state of each of these chips."""
    stock = list(chips)
    worn = wearers(session, [chip.number for chip in stock])
    return {chip.id: state_of(chip, worn.get(chip.number)) for chip in stock}


def state_of(chip: Transponder, mark: Identifier | None) -> TransponderState:
    """As its animal wears it, else what became of it, else put by or available."""
    if mark is not None:
        return mark.state
    if chip.fate is not None:
        return TransponderState(chip.fate.value)
    return TransponderState.AVAILABLE if chip.animal_id is None else TransponderState.ASSIGNED


def wearers(session: Session, numbers: Sequence[str]) -> Mapping[str, Identifier]:
    """By number the mark that tells of it last."""
    found = session.scalars(_chips().where(Identifier.value.in_(numbers)).order_by(Identifier.id))
    return {mark.value: mark for mark in found}


def _chips() -> Any:
    return select(Identifier).where(Identifier.kind == MarkKind.TRANSPONDER, Identifier.voided_by.is_(None))


def _only(work: Work, transponder_id: int, *allowed: TransponderState) -> Transponder:
    chip = work.get(Transponder, transponder_id)
    if chip.animal_id is not None:
        work.touch(chip.animal_id)
    if (now := states(work.session, [chip])[chip.id]) not in allowed:
        raise Invalid(Problem("state", _("This chip is {state}.").format(state=show(now))))
    return chip
