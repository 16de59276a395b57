"""Who the parents of an animal are or may be: set for one role at a time, corrected by writing it anew (R40-R43)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from zooapp import states
from zooapp.errors import Invalid, Level, Problem
from zooapp.i18n import _
from zooapp.lists.parent_rules import judge
from zooapp.models import Parentage, ParentRole, Special
from zooapp.permission import Permission
from zooapp.work import Work, needs

WHOLE = 100


@dataclass(frozen=True)
class Candidate:
    """One possible parent: an animal or a group, or the reason why none is named; with its share in whole percents."""

    parent_id: int | None = None
    special: Special | None = None
    percent: int = WHOLE
    method: str | None = None
    note: str | None = None


@needs(Permission.DETERMINE)
def set_parents(work: Work, child_id: int, role: ParentRole, candidates: Sequence[Candidate]) -> list[int]:
    """All that may be the sire, or the dam, in place of what stood there; none takes it back. Gives the new ids.

    Raises Invalid with problems as "sire.0.percent". What is as it was is left alone.
    """
    before = _standing(work, child_id, role)
    if [_said(row) for row in before] == list(candidates):
        return [row.id for row in before]
    child = work.touch(child_id)
    before = _standing(work, child_id, role)
    for problem in (found := _problems(work, child_id, role, candidates)):
        if problem.level is Level.WARNING:
            work.warn(problem)
    if refused := [problem for problem in found if problem.level is Level.ERROR]:
        raise Invalid(refused)
    for row in before:
        work.void(row)
    old = [row.id for row in before]
    made = []
    for no, one in enumerate(candidates):
        if one.parent_id is not None:
            work.touch(one.parent_id)  # so that two who close a loop from both ends meet
        replaces = old[min(no, len(old) - 1)] if old else None
        made.append(work.add(Parentage(animal_id=child.id, role=role, replaces_id=replaces, **vars(one))).id)
    return made


@needs(Permission.DETERMINE)
def of_birth(work: Work, young: Sequence[int], dam_id: int | None, sire_id: int | None) -> None:
    """The young of one birth have this dam and this sire, each an animal or a group, where they are known."""
    for role, parent in ((ParentRole.DAM, dam_id), (ParentRole.SIRE, sire_id)):
        for child in young if parent is not None else ():
            try:
                set_parents(work, child, role, [Candidate(parent)])
            except Invalid as wrong:
                raise Invalid(Problem(f"{role.value}_id", problem.text) for problem in wrong.problems) from None


@needs(Permission.ACCESSION)
def inherit(work: Work, group_id: int, part_id: int) -> None:
    """A part of a group has the parents of the group: they were judged when they were written there."""
    for role in ParentRole:
        for row in _standing(work, group_id, role):
            work.add(Parentage(animal_id=part_id, role=role, **vars(_said(row))))


@needs(Permission.CORRECT)
def refuse_with_young(work: Work, animal_id: int) -> None:
    """Raises Invalid when live parentages name this record as a parent: they would name nobody."""
    wanted = select(Parentage.animal_id).where(Parentage.parent_id == animal_id, Parentage.voided_by.is_(None))
    if (child := work.session.scalar(wanted.limit(1))) is not None:
        words = _("It is named as a parent of {animal}. Take that back first.")
        raise Invalid(words.format(animal=states.called(work.session, child)))


def _standing(work: Work, child_id: int, role: ParentRole) -> list[Parentage]:
    wanted = select(Parentage).where(Parentage.animal_id == child_id, Parentage.role == role)
    return list(work.session.scalars(wanted.where(Parentage.voided_by.is_(None)).order_by(Parentage.id)))


def _said(row: Parentage) -> Candidate:
    return Candidate(row.parent_id, row.special, row.percent, row.method, row.note)


def _problems(work: Work, child_id: int, role: ParentRole, candidates: Sequence[Candidate]) -> list[Problem]:
    found: list[Problem] = []
    seen: set[int | Special | None] = set()
    for no, one in enumerate(candidates):
        place = f"{role.value}.{no}"
        who = one.special if one.parent_id is None else one.parent_id
        if who in seen and who is not None:
            found.append(Problem(f"{place}.parent_id", _("Named twice.")))
        seen.add(who)
        if one.parent_id is not None and one.special is None:
            judged = judge(work.session, child_id, role, one.parent_id)
            found += [problem.under(f"{place}.parent_id") for problem in judged]
        elif (one.parent_id is None) == (one.special is None):
            found.append(Problem(f"{place}.parent_id", _("Name an animal, or say why none is named.")))
        if not 1 <= one.percent <= WHOLE:
            found.append(Problem(f"{place}.percent", _("A whole number from 1 to 100.")))
    whole = sum(one.percent for one in candidates)
    if candidates and whole != WHOLE:
        words = _("Together {n} %: they have to be 100 %.").format(n=whole)
        found.append(Problem(f"{role.value}.{len(candidates) - 1}.percent", words))
    return found
