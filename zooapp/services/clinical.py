"""Clinical notes and the problem list: written by who may treat, never changed, taken back or replaced (R91)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zooapp.booking import refuse_future, refuse_unborn
from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.models import ClinicalNote, ConcernKind, Ended, Examination, MedicalProblem
from zooapp.permission import Permission
from zooapp.services import measures
from zooapp.services.measures import CLOCK, Weighing
from zooapp.values.weights import Weight
from zooapp.work import Work, needs


@dataclass(frozen=True)
class Note:
    """What a person says of one occasion; the names are those of the fields of a ClinicalNote."""

    on: dt.date
    time: str | None = None
    problem_id: int | None = None
    subjective: str | None = None
    objective: str | None = None
    assessment: str | None = None
    plan: str | None = None
    summary: str | None = None
    vet_only: bool = False


@needs(Permission.TREAT)
def write(work: Work, animals: Sequence[int], note: Note, weight: Weight | None = None) -> list[int]:
    """One note on each of these animals, the same words. With a weight, of one animal, that is weighed too."""
    weighed = {}
    if weight is not None:
        if len(animals) != 1:
            raise Invalid(Problem("weight", _("A weight is of one animal: weigh several apart.")))
        weighed["weight_id"] = measures.weigh(work, animals[0], weight, Weighing(note.on, note.time))
    _look(work, animals, note)
    return [work.add(ClinicalNote(animal_id=one, **vars(note), **weighed)).id for one in animals]


@needs(Permission.TREAT)
def correct(work: Work, note_id: int, note: Note) -> int:
    """Write a note anew; the wrong one stays readable, taken back. Gives the id of the new one."""
    old = work.get(ClinicalNote, note_id)
    work.void(old)
    _look(work, [old.animal_id], note)
    kept = {"animal_id": old.animal_id, "weight_id": old.weight_id, "replaces_id": old.id}
    return work.add(ClinicalNote(**vars(note), **kept)).id


@needs(Permission.TREAT)
def void(work: Work, note_id: int) -> None:
    """Take back a note on what never was."""
    work.void(work.get(ClinicalNote, note_id))


@needs(Permission.TREAT)
def open_problem(work: Work, animal_id: int, values: Mapping[str, Any]) -> int:
    """A new line of the problem list; `values` are fields of MedicalProblem. A finding ends on its own day (R91)."""
    since = values["since"]
    _refuse_day(work, [animal_id], since, "since")
    until = values.get("until")
    if values.get("kind") is ConcernKind.FINDING and until is None:
        until = since
    if until is not None:
        _refuse_day(work, [animal_id], until, "until")
    return work.add(MedicalProblem(animal_id=animal_id, **{**values, "until": until})).id


@needs(Permission.TREAT)
def end_problem(work: Work, problem_id: int, until: dt.date, outcome: Ended) -> None:
    """A problem has come to its end, once."""
    problem = work.get(MedicalProblem, problem_id)
    if problem.until is not None:
        raise Invalid(Problem("until", _("This problem has ended already.")))
    _refuse_day(work, [problem.animal_id], until, "until")
    problem.until, problem.outcome = until, outcome
    work.session.flush()


@needs(Permission.TREAT)
def void_problem(work: Work, problem_id: int) -> None:
    """Take back a problem that never was; notes on it stay."""
    work.void(work.get(MedicalProblem, problem_id))


def _look(work: Work, animals: Sequence[int], note: Note) -> None:
    """Refuse what cannot be; touches the animals."""
    _refuse_day(work, animals, note.on, "on")
    if note.time is not None and not CLOCK.fullmatch(note.time):
        raise Invalid(Problem("time", _("A time, as 14:30.")))
    if note.problem_id is not None and work.get(MedicalProblem, note.problem_id).animal_id not in animals:
        raise Invalid(Problem("problem_id", _("This is a problem of another animal.")))


def _refuse_day(work: Work, animals: Sequence[int], on: dt.date, field: str) -> None:
    for animal in animals:
        work.touch(animal)
    try:
        refuse_future(work, on)
        refuse_unborn(work, animals, on)
    except Invalid as error:
        raise Invalid([Problem(field, problem.text) for problem in error.problems]) from error


@needs(Permission.TREAT)
def examine(work: Work, animal_id: int, values: Mapping[str, Any], weight: Weight | None = None) -> int:
    """A physical examination; `values` are fields of Examination. With a weight the animal is weighed too."""
    _refuse_day(work, [animal_id], values["on"], "on")
    if weight is not None:
        measures.weigh(work, animal_id, weight, Weighing(values["on"]))
    return work.add(Examination(animal_id=animal_id, **values)).id


@needs(Permission.TREAT)
def void_examination(work: Work, examination_id: int) -> None:
    """Take back an examination that never was."""
    work.void(work.get(Examination, examination_id))
