"""Several records become one group, in one act: each closes and can be read; marks and quarantine go on (R6, R13)."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import select

from zooapp.booking import Account, Act, account_here, book, into, moved, open_stays, out_of
from zooapp.errors import Invalid, Level, Problem
from zooapp.i18n import _
from zooapp.models import Animal, AnimalKind, Identifier, MarkKind, Mode, Origin, Stay
from zooapp.permission import Permission
from zooapp.services import quarantine
from zooapp.services.accessions import enter
from zooapp.services.dispositions import close_when_gone
from zooapp.work import Work, needs

WORN: Final = (MarkKind.TRANSPONDER, MarkKind.RING, MarkKind.EAR_TAG, MarkKind.TATTOO, MarkKind.OTHER)
SAME: Final = ("kind", "value", "count", "place", "detail", "state", "disputed")


@needs(Permission.ACCESSION)
def gather(work: Work, animals: Sequence[int], into_id: int | None, act: Act) -> int:
    """All of these records join a group, or become a new one: its id. They are of one taxon, holder and owner.

    A new group stands where they stood and goes on in the quarantine of the one that entered last. Raises Invalid when
    some are in quarantine and some are not.
    """
    if into_id in animals:
        raise Invalid(Problem("into_id", _("This is the same record.")))
    leaving = [work.touch(animal) for animal in dict.fromkeys(animals)]
    here = [account_here(work, animal, act.on) for animal in leaving]
    group, target = _group(work, leaving, into_id, here[0][0], act)
    if any(moved(account, animal_id=group.id) != target for account, _n in here):
        raise Invalid(Problem("into_id", _("They differ in taxon or owner.")))
    _refuse_half_kept(work, [*animals, *([into_id] if into_id is not None else [])])
    if into_id is None:
        _settle(work, leaving, group.id, act.on)
    moves = [move for account, n in here for move in (out_of(account, n), into(target, n))]
    book(work, Mode.MERGE, act, moves)
    for animal in leaving:
        carry_marks(work, animal, group.id, act.on)
        close_when_gone(work, animal, act.on)
    return group.id


def _group(
    work: Work, leaving: Sequence[Animal], into_id: int | None, account: Account, act: Act
) -> tuple[Animal, Account]:
    """The group that they join and its account; a new one is like the first of them."""
    if into_id is not None:
        group = work.touch(into_id)
        if group.kind is AnimalKind.INDIVIDUAL:
            raise Invalid(Problem("into_id", _("This is one animal, not a group.")))
        return group, account_here(work, group, act.on)[0]
    if len(leaving) < 2:
        raise Invalid(Problem("into_id", _("Mark several records, or name a group.")))
    origins = {animal.origin for animal in leaving}
    made = work.add(Animal(kind=AnimalKind.GROUP, origin=origins.pop() if len(origins) == 1 else Origin.UNKNOWN))
    return made, moved(account, animal_id=made.id)


def _refuse_half_kept(work: Work, animals: Collection[int]) -> None:
    kept = {case.animal_id for case in quarantine.open_cases(work.session, animals)}
    if kept and kept != set(animals):
        raise Invalid(Problem("on", _("Some are in quarantine and some are not.")))


def _settle(work: Work, leaving: Sequence[Animal], group: int, on: dt.date) -> None:
    """A new group has its local id, the place where all of them stand, and the quarantine of the last to enter."""
    enter(work, [group], on, None)
    stays = [stay for animal in leaving for stay in open_stays(work, animal.id) if stay.since <= on]
    places = {stay.enclosure_id for stay in stays}
    if len(places) == 1:
        work.add(Stay(animal_id=group, enclosure_id=places.pop(), since=on))
    elif places:
        work.warn(Problem("into_id", _("They stand in several places: move the group afterwards."), Level.WARNING))
    cases = quarantine.open_cases(work.session, [animal.id for animal in leaving])
    entries = quarantine.open_entries(work.session, cases)
    if cases:
        last = max(cases, key=lambda case: entries[case.id].entered if case.id in entries else dt.date.min)
        quarantine.split_case(work, last.animal_id, group)


@needs(Permission.ACCESSION)
def carry_marks(work: Work, from_animal: Animal, into_id: int, on: dt.date) -> None:
    """What it wears on its body is worn in the group from that day on; its numbers in books stay its own."""
    worn = select(Identifier).where(Identifier.animal_id == from_animal.id, Identifier.until.is_(None))
    worn = worn.where(Identifier.kind.in_(WORN), Identifier.voided_by.is_(None))
    for mark in work.session.scalars(worn.order_by(Identifier.id)).all():
        same = {name: getattr(mark, name) for name in SAME}
        work.amend(Identifier, mark.id, mark.version, {"until": on})
        work.add(Identifier(animal_id=into_id, since=on, **same))
