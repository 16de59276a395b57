"""Release from quarantine: a signed decision with blockers, not a date (R57). All at once, or a part of a group."""

import datetime as dt
from collections.abc import Collection
from typing import TypedDict, Unpack

from sqlalchemy import select

from zooapp import ledger, names, places, settings
from zooapp.booking import Act
from zooapp.errors import Invalid, Level, Problem
from zooapp.i18n import _, day
from zooapp.models import ImposedBy, QuarantineCase, QuarantineEntry, Rank, Taxon
from zooapp.permission import Permission
from zooapp.quarantine import gate
from zooapp.quarantine.crossings import ranks_of
from zooapp.quarantine.gate import blockers
from zooapp.services import groups, moves, quarantine, signatures
from zooapp.work import Work, needs

__all__ = ["blockers", "file_release_document", "release", "release_part"]


@needs(Permission.QUARANTINE)
def file_release_document(work: Work, case_id: int, document: str) -> None:
    """Write down the paper by which the authority ends its own restriction: who, number, day (R97)."""
    case = work.get(QuarantineCase, case_id)
    work.touch(case.animal_id)
    if case.imposed_by is not ImposedBy.STATE:
        raise Invalid(Problem("release_document", _("Our own quarantine ends without a paper of the state.")))
    if not document.strip():
        raise Invalid(Problem("release_document", _("Fill this in.")))
    case.release_document = document.strip()
    work.session.flush()


@needs(Permission.RELEASE)
def release(work: Work, case_ids: Collection[int], enclosure_id: int, on: dt.date, method: str) -> None:
    """Sign the animals of these cases out of quarantine and move them, in one work.

    The gate is asked here, in the work itself: a death, a positive or an entry since somebody looked stops it. All
    restrictions on the same animals end together. `method` says how the veterinarian was known (signatures.sign).
    """
    chosen = [work.get(QuarantineCase, case_id) for case_id in case_ids]
    animals = sorted({case.animal_id for case in chosen})
    for animal_id in animals:
        work.touch(animal_id)
    for unit in _units(work, case_ids):
        quarantine.lock_unit(work.session, unit)
    if on > work.today:
        raise Invalid(Problem("on", _("That day has not come yet.")))
    door = gate.look(work.session, case_ids, on)
    cases = list(door.clocks)
    if reasons := door.reasons(cases):
        raise Invalid([Problem("", one.words) for one in reasons])
    since = door.free_since(cases, settings.zone(work.session))
    meaning = _("released; clock {clock}, last result {accepted}, last blocker {blocker}").format(
        clock=day(since.clock), accepted=day(since.accepted) or "—", blocker=day(since.blocker) or "—"
    )
    _company(work, animals, enclosure_id, on)
    signed = signatures.sign(work, "quarantine_case", cases[0], meaning, method)
    quarantine.end_cases(work, animals, on, signed.id)
    moves.move_all(work, animals, enclosure_id, on, _("Release from quarantine"))


def _company(work: Work, animals: Collection[int], enclosure_id: int, on: dt.date) -> None:
    """Warn of those who live at the destination and are of another order: somebody says that they fit (2.7)."""
    there = [one for one in places.occupants(work.session, on, [enclosure_id]) if one.animal_id not in animals]
    us = settings.our_institution(work.session)
    held = ledger.balances(work.session, ledger.Filter(animals=animals, holder=us, until=on))
    ranks = ranks_of(work.session, {*(one.taxon_id for one in there), *(one.taxon_id for one in held)})
    orders = {ranks[one.taxon_id].get(Rank.ORDER) for one in held}
    others = {one.taxon_id for one in there if ranks[one.taxon_id].get(Rank.ORDER) not in orders}
    if others:
        found = names.of(work.session, "taxon", others)
        latin = dict(work.session.execute(select(Taxon.id, Taxon.scientific).where(Taxon.id.in_(others))).all())
        said = ", ".join(sorted(found.get(key, latin[key]) for key in others))
        words = _("Others live there: {taxa}. Do they fit?").format(taxa=said)
        work.warn(Problem("enclosure_id", words, Level.WARNING))


def _units(work: Work, case_ids: Collection[int]) -> list[int]:
    """The units in which these cases stand now, in a fixed order."""
    query = select(QuarantineEntry.unit_id).where(QuarantineEntry.case_id.in_(case_ids))
    query = query.where(QuarantineEntry.left.is_(None), QuarantineEntry.voided_by.is_(None)).distinct()
    return sorted(work.session.scalars(query))


class To(TypedDict):
    """Where a part goes, on which day, and how the veterinarian was known."""

    enclosure_id: int
    on: dt.date
    method: str


@needs(Permission.RELEASE)
def release_part(work: Work, case_id: int, part: groups.Part, **to: Unpack[To]) -> list[int]:
    """Split a part off a group and release only that; the rest stays (ledger.md 2.8). Gives the new records."""
    case = work.get(QuarantineCase, case_id)
    animals = groups.split(work, case.animal_id, [part], Act(on=to["on"]))
    cases = [one.id for one in quarantine.open_cases(work.session, animals)]
    release(work, cases, to["enclosure_id"], to["on"], to["method"])
    return animals
