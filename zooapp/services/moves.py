"""Moving: the last stay closes, the next opens, and what speaks against it is said first."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import ledger, places, settings, states
from zooapp.errors import Invalid, Level, Problem
from zooapp.i18n import _, day
from zooapp.models import Enclosure, EnclosureKind, Lineage, Rank, Stay, Taxon
from zooapp.permission import Permission
from zooapp.quarantine.clocks import set_back, set_back_words
from zooapp.services import quarantine
from zooapp.work import Work, needs

BIRDS = "Aves"


@needs(Permission.MOVE)
def move(work: Work, animal_id: int, enclosure_id: int, on: dt.date, reason: str = "") -> Stay:
    """Close the stay of an animal or group that is open on that day, and open the next (ledger.md 2.8)."""
    return move_all(work, [animal_id], enclosure_id, on, reason)[0]


@needs(Permission.MOVE)
def move_all(
    work: Work, animals: Collection[int], enclosure_id: int, on: dt.date, reason: str = ""
) -> list[Stay]:
    """Move several to one place. Errors refuse; room, restarted clocks and open water are warnings (R112)."""
    for animal_id in animals:
        work.touch(animal_id)
    place = work.get(Enclosure, enclosure_id)
    last = places.open_stays(work.session, animals)
    _refuse(place, last, on, work.today)
    us = settings.our_institution(work.session)
    held = ledger.balances(work.session, ledger.Filter(animals=animals, holder=us, until=on))
    if missing := set(animals) - {balance.animal_id for balance in held}:
        raise Invalid(Problem("on", states.why_not_here(work.session, min(missing), on)))
    coming = [(balance.taxon_id, balance.count.total) for balance in held]
    for problem in places.capacity_problems(work.session, place.id, coming, on, animals):
        work.warn(problem)
    _open_water(work, place, {taxon for taxon, _n in coming}, reason)
    _quarantine(work, place, held, on)
    for stay in last.values():
        work.close(stay, on)
    return [
        work.add(Stay(animal_id=animal_id, enclosure_id=place.id, since=on, reason=reason or None))
        for animal_id in animals
    ]


def _refuse(place: Enclosure, last: dict[int, Stay], on: dt.date, today: dt.date) -> None:
    """What cannot be, whoever asks."""
    if on > today:
        raise Invalid(Problem("on", _("That day has not come yet.")))
    if not place.in_use(on):
        raise Invalid(Problem("enclosure_id", _("{place} is not in use on that day.").format(place=place.code)))
    for stay in last.values():
        if stay.enclosure_id == place.id:
            words = _("It lives there already, since {day}.")
            raise Invalid(Problem("enclosure_id", words.format(day=day(stay.since))))
        if on < stay.since:
            words = _("It came to its present place on {day}. Take that move back first.")
            raise Invalid(Problem("on", words.format(day=day(stay.since))))


def _open_water(work: Work, place: Enclosure, taxa: Collection[int], reason: str) -> None:
    """Birds whose flight status nobody recorded go to open water by a curator, with a reason (R112)."""
    if not place.open_water or not are_birds(work.session, taxa):
        return
    if not work.actor.may(Permission.EDIT_ENCLOSURES):
        raise Invalid(Problem("enclosure_id", _("Open water, and whether they fly is not known: ask the curator.")))
    if not reason:
        raise Invalid(Problem("reason", _("Open water, and whether they fly is not known: say why.")))
    work.warn(Problem("enclosure_id", _("Open water: whether these birds can fly is not known."), Level.WARNING))


def are_birds(session: Session, taxa: Collection[int]) -> bool:
    """Whether one of these taxa is a bird."""
    birds = select(Lineage.taxon_id).join(Taxon, Taxon.id == Lineage.ancestor_id)
    birds = birds.where(Lineage.taxon_id.in_(taxa), Lineage.rank == Rank.CLASS, Taxon.scientific == BIRDS)
    return session.scalar(birds.limit(1)) is not None


def _quarantine(work: Work, place: Enclosure, held: Sequence[ledger.Balance], on: dt.date) -> None:
    """Out of quarantine only by a release; into a unit only under a protocol, and that is an entry."""
    animals = {balance.animal_id for balance in held}
    kept = {case.animal_id for case in quarantine.open_cases(work.session, animals)}
    if place.kind is not EnclosureKind.QUARANTINE:
        if kept:
            raise Invalid(Problem("enclosure_id", _("Its quarantine is not over: release it first.")))
        return
    if kept != animals:
        words = _("{place} is a quarantine unit: choose a protocol.")
        raise Invalid(Problem("enclosure_id", words.format(place=place.code)))
    crossing = quarantine.outside(work.session, animals, place.id)
    if crossing:
        taxa = {balance.taxon_id for balance in held if balance.animal_id in crossing}
        if words := set_back_words(set_back(work.session, place.id, taxa, on, animals)):
            work.warn(Problem("enclosure_id", words, Level.WARNING))
    for animal_id in crossing:
        quarantine.cross(work, animal_id, place.id, on)
