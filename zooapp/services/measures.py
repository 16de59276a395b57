"""Weights: of one animal or of many in one work; a doubtful one is asked about, a wrong one taken back or replaced."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from zooapp import settings, states
from zooapp.booking import refuse_future
from zooapp.errors import Invalid, Level, Problem
from zooapp.i18n import _, day
from zooapp.lists.weights import Last, last_weights
from zooapp.models import Animal, Measure, Measured
from zooapp.permission import Permission
from zooapp.values.weights import Weight
from zooapp.work import Work, needs

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True)
class Weighing:
    """What holds for all that were weighed on one occasion."""

    on: dt.date
    time: str | None = None
    method: str | None = None
    estimate: bool = False
    note: str | None = None


@needs(Permission.OBSERVE)
def weigh(work: Work, animal_id: int, weight: Weight, weighing: Weighing) -> int:
    """Write down the weight of one animal; of a group the mean weight of one of it. Gives the id of the record."""
    return weigh_many(work, [(animal_id, weight)], weighing)[0]


@needs(Permission.OBSERVE)
def weigh_many(work: Work, weights: Sequence[tuple[int, Weight]], weighing: Weighing) -> list[int]:
    """The weights of many animals in one work; problems are told as "weights.17", by the id of the animal.

    Warns where a weight and the last one differ by more than the setting `weight_percent` allows.
    """
    _look(work, weights, weighing)
    facts = {"kind": Measured.WEIGHT.value, **vars(weighing)}
    rows = [{**facts, "animal_id": a, "value": weight.grams, "unit": weight.unit} for a, weight in weights]
    return work.add_many(Measure, rows)


@needs(Permission.OBSERVE)
def correct(work: Work, measure_id: int, weight: Weight, weighing: Weighing) -> int:
    """Write a weight anew; the wrong one stays readable, taken back. Gives the id of the new record."""
    old = work.get(Measure, measure_id)
    work.void(old)
    _look(work, [(old.animal_id, weight)], weighing)
    facts = {"animal_id": old.animal_id, "kind": old.kind, "value": weight.grams, "unit": weight.unit}
    return work.add(Measure(**facts, **vars(weighing), replaces_id=old.id)).id


@needs(Permission.OBSERVE)
def void(work: Work, measure_id: int) -> None:
    """Take back a weight that never was."""
    work.void(work.get(Measure, measure_id))


def _look(work: Work, weights: Sequence[tuple[int, Weight]], weighing: Weighing) -> None:
    """Refuse what cannot be, ask about what is doubtful; touches the animals."""
    refuse_future(work, weighing.on)
    if weighing.time is not None and not CLOCK.fullmatch(weighing.time):
        raise Invalid(Problem("time", _("A time, as 14:30.")))
    before = last_weights(work.session, [animal for animal, _weight in weights], weighing.on)
    most = int(settings.value(work.session, "weight_percent")) / 100
    refused: list[Problem] = []
    for animal, weight in weights:
        record = work.touch(animal)
        if record.born and record.born.earliest and weighing.on < record.born.earliest:
            refused.append(Problem(f"weights.{animal}", _("It was not born yet on that day.")))
        elif (last := before.get(animal)) is not None and _far(weight, last, most):
            work.warn(Problem(f"weights.{animal}", _asked(work, record, last), Level.WARNING))
    if refused:
        raise Invalid(refused)


def _far(weight: Weight, last: Last, most: float) -> bool:
    more, less = max(weight.grams, last.weight.grams), min(weight.grams, last.weight.grams)
    return more > less * most


def _asked(work: Work, animal: Animal, last: Last) -> str:
    who = animal.house_name or states.called(work.session, animal.id)
    said = _("Is this {animal}? It had {weight} on {day}.")
    return said.format(animal=who, weight=last.weight.show(), day=day(last.on))
