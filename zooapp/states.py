"""In which state an animal is, and which acts may follow: derived from its acts, kept nowhere (rules.md R38)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from zooapp import i18n, ledger, settings
from zooapp.errors import Invalid, Problem
from zooapp.i18n import N_, _
from zooapp.ledger import Filter
from zooapp.models import Identifier, Institution, InstitutionKind, MarkKind, Mode, Posting, Term, Transaction


class State(StrEnum):
    """How an animal stands with us."""

    HERE = "here"
    UNDER_WAY = "under_way"
    LOANED = "loaned"
    TRANSFERRED = "transferred"
    RETURNED = "returned"
    SEIZED = "seized"
    FOOD = "food"
    MISSING = "missing"
    RELEASED = "released"
    GONE = "gone"  # it left, and nobody wrote as what
    JOINED = "joined"  # it became a part of other records
    DEAD = "dead"
    NEVER = "never"  # not yet, or never, with us


class Step(StrEnum):
    """What may follow: it leaves us, changes hands while it is elsewhere, comes back, or is found dead."""

    LEAVE = "leave"
    ELSEWHERE = "elsewhere"
    COME_BACK = "come_back"
    FOUND_DEAD = "found_dead"


WORDS: Final[Mapping[State, str]] = {
    State.HERE: N_("{animal} is here."),
    State.UNDER_WAY: N_("{animal} is under way since {day}."),
    State.LOANED: N_("{animal} is on loan since {day}."),
    State.TRANSFERRED: N_("{animal} was transferred on {day}."),
    State.RETURNED: N_("{animal} was returned on {day}."),
    State.SEIZED: N_("{animal} was seized on {day}."),
    State.FOOD: N_("{animal} was sold for food on {day}."),
    State.MISSING: N_("{animal} is missing since {day}."),
    State.RELEASED: N_("{animal} was released on {day}."),
    State.GONE: N_("{animal} left on {day}."),
    State.JOINED: N_("{animal} is part of another record since {day}."),
    State.DEAD: N_("{animal} is dead since {day}."),
}
# The business word of a departure decides, a zoo's own by `leaves_as`; else who owns the animal afterwards.
LEFT_AS: Final[Mapping[str, State]] = {
    "loan_return_out": State.RETURNED,
    "confiscation_out": State.SEIZED,
    "sale_food": State.FOOD,
    "escape": State.MISSING,
    "theft": State.MISSING,
    "missing": State.MISSING,
    "release_wild": State.RELEASED,
    "undetermined_out": State.GONE,
}
ENDED_AS: Final[Mapping[Mode, State]] = {
    Mode.DEATH: State.DEAD,
    Mode.SPLIT: State.JOINED,
    Mode.MERGE: State.JOINED,
    Mode.DEPARTURE: State.GONE,
}
BACK: Final = {Step.COME_BACK, Step.FOUND_DEAD}
NEXT: Final[Mapping[State, set[Step]]] = {
    State.HERE: {Step.LEAVE},
    State.LOANED: BACK | {Step.ELSEWHERE},
    State.TRANSFERRED: BACK | {Step.ELSEWHERE},
    State.RETURNED: BACK | {Step.ELSEWHERE},
    State.SEIZED: BACK | {Step.ELSEWHERE},
    State.MISSING: BACK,
    State.RELEASED: BACK,
    State.GONE: BACK,
    State.UNDER_WAY: {Step.ELSEWHERE},
    State.NEVER: {Step.ELSEWHERE},
}


@dataclass(frozen=True)
class Standing:
    """The state of a record at the end of a day, and since when; the day is None while it is here."""

    state: State
    since: dt.date | None = None


def standing(session: Session, animal_id: int, on: dt.date | None = None) -> Standing:
    """How a record stands at the end of a day, or now. A group of which one animal is here is here."""
    us = settings.our_institution(session)
    found = ledger.balances(session, Filter(animals=[animal_id], until=on))
    if any(balance.holder_id == us for balance in found):
        return Standing(State.HERE)
    last = session.execute(
        select(Posting.mode, Posting.on, Term.code, Term.leaves_as)
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .outerjoin(Term, Term.id == Transaction.term_id)
        .where(Posting.animal_id == animal_id, Posting.m + Posting.f + Posting.u < 0, Transaction.voided_by.is_(None))
        .where(or_(Posting.holder_id == us, Posting.mode == Mode.DEATH))
        .where(Posting.on <= (on or dt.date.max))
        .order_by(Posting.on.desc(), Posting.seq.desc(), Posting.transaction_id.desc())
        .limit(1)
    ).one_or_none()
    if last is None:
        return Standing(State.NEVER)
    if found:
        return Standing(_elsewhere(session, left_as(last.code, last.leaves_as), found[0], us), last.on)
    return Standing(left_as(last.code, last.leaves_as) or ENDED_AS.get(last.mode, State.GONE), last.on)


def left_as(code: str | None, leaves_as: str | None) -> State | None:
    """How who leaves under a term stands then; None where its hands decide."""
    return State(leaves_as) if leaves_as else LEFT_AS.get(code or "")


def _elsewhere(session: Session, left: State | None, balance: ledger.Balance, us: int) -> State:
    if left is State.MISSING:
        return left
    if session.get_one(Institution, balance.holder_id).kind is InstitutionKind.TRANSIT:
        return State.UNDER_WAY
    if balance.owner_id == us:
        return State.LOANED
    return left or State.TRANSFERRED


def why_not_here(session: Session, animal_id: int, on: dt.date) -> str:
    """Where a record is that is not here on a day, as a sentence: "24-0003 is dead since 3 May 2024."."""
    found = standing(session, animal_id, on)
    if found.since is None or found.state is State.NEVER:
        return _("Nothing of this record is here on {day}.").format(day=i18n.day(on))
    return told(session, animal_id, found)


def told(session: Session, animal_id: int, found: Standing) -> str:
    """A state as a sentence."""
    day = i18n.day(found.since) if found.since else ""
    return _(WORDS[found.state]).format(animal=called(session, animal_id), day=day)


def called(session: Session, animal_id: int) -> str:
    """The local id of a record that is used now."""
    us = settings.our_institution(session)
    wanted = select(Identifier.value).where(Identifier.animal_id == animal_id, Identifier.kind == MarkKind.LOCAL_ID)
    wanted = wanted.where(Identifier.voided_by.is_(None), Identifier.institution_id == us)
    order = (Identifier.until.is_not(None), Identifier.id.desc())
    return session.scalar(wanted.order_by(*order).limit(1)) or _("This record")


def refuse_ended(session: Session, animal_id: int) -> None:
    """Raises Invalid for who was sold for food: nothing follows, whoever holds it (R38)."""
    found = standing(session, animal_id)
    if found.state is State.FOOD:
        raise Invalid(Problem("on", told(session, animal_id, found)))


def refuse(session: Session, animal_id: int, step: Step, on: dt.date) -> None:
    """Raises Invalid when this may not follow, as the animal stood on that day or as it stands now (R38)."""
    then, now = standing(session, animal_id, on), standing(session, animal_id)
    if then.state is State.NEVER and step is not Step.ELSEWHERE:
        raise Invalid(Problem("on", why_not_here(session, animal_id, on)))
    for found in (then, now):
        if step not in NEXT.get(found.state, ()):
            nowhere = found.state is State.NEVER  # all that it ever did was taken back
            words = why_not_here(session, animal_id, on) if nowhere else told(session, animal_id, found)
            raise Invalid(Problem("on", words))
