"""Who goes into a unit and comes out of it, by whose authority (R56); and rounds by those who are inside (R113)."""

import datetime as dt
from typing import Final, TypedDict, Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import ledger, settings
from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.models import Enclosure, Person, Stay, UnitRound, UnitVisit
from zooapp.permission import Permission
from zooapp.work import Work, needs

TWICE: Final = dt.timedelta(milliseconds=500)  # R113: a second press within it is the same press


class Entry(TypedDict, total=False):
    """Who goes in: a person of the house by key, or a visitor by name; when, if not now."""

    person_id: int | None
    who: str
    authority: str
    purpose: str | None
    entered_at: dt.datetime
    left_at: dt.datetime | None


@needs(Permission.OBSERVE)
def go_in(work: Work, unit_id: int, **entry: Unpack[Entry]) -> UnitVisit:
    """Write down that somebody is in a unit, or was there from an hour to an hour."""
    unit = work.get(Enclosure, unit_id)
    if (person := entry.get("person_id")) is not None:
        entry.setdefault("who", work.get(Person, person).name)
        if entry.get("left_at") is None and inside(work.session, unit_id, person) is not None:
            raise Invalid(Problem("who", _("{who} is in {unit} already.").format(who=entry["who"], unit=unit.code)))
    entry.setdefault("entered_at", work.now)
    for name, moment in (("entered_at", entry["entered_at"]), ("left_at", entry.get("left_at"))):
        if moment is not None and moment > work.now:
            raise Invalid(Problem(name, _("That hour has not come yet.")))
    return work.add(UnitVisit(unit_id=unit_id, **entry))


@needs(Permission.OBSERVE)
def go_out(work: Work, visit_id: int) -> UnitVisit:
    """Write down that somebody left."""
    visit = work.get(UnitVisit, visit_id)
    if visit.left_at is not None:
        raise Invalid(_("{who} is out already.").format(who=visit.who))
    visit.left_at = work.now
    work.session.flush()
    return visit


@needs(Permission.OBSERVE)
def take_back(work: Work, visit_id: int) -> None:
    """A line of the log was entered by mistake."""
    work.void(work.get(UnitVisit, visit_id))


@needs(Permission.OBSERVE)
def all_normal(work: Work, unit_id: int, seen: int) -> UnitRound:
    """Say of one unit that so many were seen, all normal: only by who is signed in to it, of those who stand there.

    A second press within half a second gives the round of the first.
    """
    unit, person = work.get(Enclosure, unit_id), work.actor.person_id
    if person is None or inside(work.session, unit_id, person) is None:
        raise Invalid(_("Sign in to {unit} first: a round is written by who was there.").format(unit=unit.code))
    here = standing(work.session, unit_id, work.today)
    if not 0 < seen <= here:
        words = _("{n} stand in {unit} by the books.")
        raise Invalid(Problem("seen", words.format(n=here, unit=unit.code)))
    last = work.session.scalars(
        select(UnitRound)
        .where(UnitRound.unit_id == unit_id, UnitRound.person_id == person, UnitRound.voided_by.is_(None))
        .order_by(UnitRound.id.desc())
        .limit(1)
    ).first()
    if last is not None and work.now - last.at < TWICE:
        return last
    return work.add(UnitRound(unit_id=unit_id, person_id=person, on=work.today, at=work.now, seen=seen))


def inside(session: Session, unit_id: int, person_id: int) -> UnitVisit | None:
    """The visit of somebody who is in a unit now."""
    query = select(UnitVisit).where(UnitVisit.unit_id == unit_id, UnitVisit.person_id == person_id)
    return session.scalars(query.where(UnitVisit.left_at.is_(None), UnitVisit.voided_by.is_(None))).first()


def standing(session: Session, unit_id: int, on: dt.date) -> int:
    """How many stand in a place on a day."""
    stays = select(Stay.animal_id).where(Stay.enclosure_id == unit_id, Stay.voided_by.is_(None), Stay.since <= on)
    animals = list(session.scalars(stays.where((Stay.until.is_(None)) | (Stay.until > on))))
    wanted = ledger.Filter(animals=animals, holder=settings.our_institution(session), until=on)
    return sum(one.count.total for one in ledger.balances(session, wanted)) if animals else 0
