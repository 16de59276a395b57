"""How a move would turn out, before it is made: how full the place gets, and each check in words. Nothing is locked."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import ledger, places, settings
from zooapp.i18n import _, day, ngettext
from zooapp.lists import enclosures, taxa
from zooapp.models import Enclosure, EnclosureKind
from zooapp.quarantine.clocks import set_back, set_back_words
from zooapp.services import moves, quarantine
from zooapp.values.counts import SexCount

Mark = Literal["ok", "note", "warn", "bad"]


@dataclass(frozen=True)
class Plan:
    """Who is to go where and when; `part` of a group, or all of them."""

    animals: tuple[int, ...]
    place_id: int
    on: dt.date
    part: SexCount | None = None


@dataclass(frozen=True)
class Check:
    """One check: how it ended, what was looked at, and what was found."""

    mark: Mark
    title: str
    words: str


@dataclass(frozen=True)
class Outlook:
    """How full the place is without those who come, how many come, how many it holds, and the checks."""

    there: int
    coming: int
    most: int | None
    checks: tuple[Check, ...]


def outlook(session: Session, plan: Plan, curator: bool) -> Outlook:
    """What the move would meet; the service decides when it is made. `curator`: may send birds to open water."""
    place = session.get_one(Enclosure, plan.place_id)
    us = settings.our_institution(session)
    held = ledger.balances(session, ledger.Filter(animals=plan.animals, holder=us, until=plan.on))
    coming = [(one.taxon_id, plan.part.total if plan.part else one.count.total) for one in held]
    stay = [one for one in places.occupants(session, plan.on, [place.id]) if one.animal_id not in plan.animals]
    n, there = sum(n for _taxon, n in coming), sum(one.count.total for one in stay)
    most = session.scalar(select(enclosures.holds(place.id)))
    books = {taxon for taxon, _n in coming}
    checks = (
        *_open(session, place, plan),
        *_quarantine(session, place, plan, books),
        *_room(session, place, plan, coming, (n + there, most)),
        _company(session, stay),
        *_water(session, place, books, curator),
    )
    return Outlook(there, n, most, checks)


def _open(session: Session, place: Enclosure, plan: Plan) -> Iterator[Check]:
    if not place.in_use(plan.on):
        yield Check("bad", _("In use"), _("{place} is not in use on that day.").format(place=place.code))
    for stay in places.open_stays(session, plan.animals).values():
        if stay.enclosure_id == place.id:
            words = _("It lives there already, since {day}.")
            yield Check("bad", _("Another place"), words.format(day=day(stay.since)))
            return


def _quarantine(session: Session, place: Enclosure, plan: Plan, books: Collection[int]) -> Iterator[Check]:
    title = _("Quarantine")
    kept = {case.animal_id for case in quarantine.open_cases(session, plan.animals)}
    if place.kind is not EnclosureKind.QUARANTINE:
        yield (
            Check("bad", title, _("Its quarantine is not over: release it first."))
            if kept
            else Check("ok", title, _("No quarantine is open."))
        )
        return
    if kept != set(plan.animals):
        words = _("{place} is a quarantine unit: choose a protocol.")
        yield Check("bad", title, words.format(place=place.code))
        return
    crossing = quarantine.outside(session, plan.animals, place.id)
    words = set_back_words(set_back(session, place.id, books, plan.on, plan.animals)) if crossing else ""
    yield Check("warn", title, words) if words else Check("ok", title, _("No quarantine clock restarts."))


def _room(
    session: Session, place: Enclosure, plan: Plan, coming: Sequence[tuple[int, int]], full: tuple[int, int | None]
) -> Iterator[Check]:
    title, (n, most) = _("Room"), full
    found = places.capacity_problems(session, place.id, coming, plan.on, plan.animals)
    yield from (Check("warn", title, problem.text) for problem in found)
    if most is None:
        yield Check("note", title, _("No limit is set for this place."))
    elif not found:
        yield Check("ok", title, _("{n} of {most} after the move.").format(n=n, most=most))


def _company(session: Session, stay: Sequence[places.Occupant]) -> Check:
    title = _("Living together")
    if not stay:
        return Check("ok", title, _("Nobody else lives there."))
    words = taxa.words_of(session, {one.taxon_id for one in stay})
    by_taxon: dict[str, int] = {}
    for one in stay:
        name = words[one.taxon_id].label
        by_taxon[name] = by_taxon.get(name, 0) + one.count.total
    who = ", ".join(f"{name} {n}" for name, n in by_taxon.items())
    total = sum(by_taxon.values())
    stays = ngettext("{n} lives there: {who}.", "{n} live there: {who}.", total)
    return Check("note", title, stays.format(n=total, who=who))


def _water(session: Session, place: Enclosure, books: Collection[int], curator: bool) -> Iterator[Check]:
    if not place.open_water or not moves.are_birds(session, books):
        return
    if curator:
        yield Check("warn", _("Open water"), _("Whether these birds can fly is not known. Say why they go."))
    else:
        yield Check("bad", _("Open water"), _("Whether these birds can fly is not known: ask the curator."))
