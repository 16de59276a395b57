"""Animals leave: they die, depart, go on loan, change hands, or are under way (rules.md R29-R31, R37)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import names, states
from zooapp.booking import Account, Act, Move, account_here, book, end_stays, gone, into, moved, out_of, part_of
from zooapp.errors import Invalid, Level, Problem
from zooapp.i18n import _
from zooapp.models import Animal, CarcassFate, Institution, InstitutionKind, Mode, Posting, Term, Transaction
from zooapp.models.institution import MISSING
from zooapp.permission import Permission
from zooapp.services import quarantine, treatments
from zooapp.services.loan_ends import end_loans, under_loan
from zooapp.services.young import refuse_other_birth
from zooapp.states import Step
from zooapp.values.counts import SexCount
from zooapp.work import Work, needs

DEPARTURE = "departure"


@dataclass(frozen=True)
class Change:
    """Whose hands animals change: a new holder, a new owner, or both; from another holder than us when it is named."""

    count: SexCount | None = None
    holder_id: int | None = None
    owner_id: int | None = None
    from_id: int | None = None


@needs(Permission.DISPOSE)
def death(
    work: Work, animal_id: int, count: SexCount | None, act: Act, carcass: Mapping[str, Any] | None = None
) -> int:
    """All of a record die, or so many of a group (R12). What ends with the last of them ends on that day (R96).

    `carcass` are fields of CarcassFate: whether it is opened, what becomes of it, whether it may be fed.
    Warns to tell the owner of an animal that is on loan with us (R39).
    """
    animal = work.touch(animal_id)
    states.refuse(work.session, animal_id, Step.LEAVE, act.on)
    account, dead = part_of(work, animal, act.on, count)
    if account.owner_id != account.holder_id:
        work.warn(owner_to_tell(work.session, account.owner_id))
    treatments.warn_withheld(work, [animal_id], act.on)
    done = book(work, Mode.DEATH, under_loan(work.session, act, [account]), [out_of(account, dead)])
    refuse_other_birth(work, animal_id, done)
    if carcass is not None:
        work.add(CarcassFate(animal_id=animal_id, transaction_id=done.id, **carcass))
    close_when_gone(work, animal, act.on)
    return done.id


def owner_to_tell(session: Session, owner_id: int) -> Problem:
    """The reminder that the owner is to be told of a death (R39)."""
    words = _("It belongs to {owner}: tell them of the death.")
    return Problem("on", words.format(owner=name_of(session, owner_id)), Level.WARNING)


def name_of(session: Session, institution: int) -> str:
    """What an institution is called, for a sentence."""
    found = names.of(session, "institution", [institution]).get(institution)
    return found or session.get_one(Institution, institution).name


@needs(Permission.DISPOSE)
def depart(work: Work, animal_id: int, count: SexCount | None, act: Act) -> int:
    """They go to the partner of the act on that day: held, owned or both, as its term says. A loan stays ours.

    Without a partner they leave the books: released, escaped, missing.
    """
    return depart_all(work, [animal_id], count, act)


@needs(Permission.DISPOSE)
def depart_all(work: Work, animals: Sequence[int], count: SexCount | None, act: Act) -> int:
    """Several records leave in one act, whole; or so many of a single group."""
    moves = list[Move]()
    leaving = [work.touch(animal_id) for animal_id in animals]
    for animal in leaving:
        states.refuse(work.session, animal.id, Step.LEAVE, act.on)
        account, n = part_of(work, animal, act.on, count)
        owner_has_a_say(work, account, act)
        if act.partner_id is None:
            moves.append(out_of(account, n))
            continue
        if act.partner_id == account.holder_id:
            raise Invalid(Problem("partner_id", _("That is us. To whom do they go?")))
        term = _term(work, act)
        there = moved(
            account,
            holder_id=act.partner_id if term.physical else account.holder_id,
            owner_id=act.partner_id if term.ownership else account.owner_id,
        )
        moves += _over(account, there, n)
    treatments.warn_withheld(work, animals, act.on)
    act = under_loan(work.session, act, [move.account for move in moves if move.sign < 0])
    done = book(work, Mode.DEPARTURE if act.partner_id is None else Mode.TRANSFER, act, moves)
    for animal in leaving:
        close_when_gone(work, animal, act.on)
    return done.id


@needs(Permission.DISPOSE)
def transfer(work: Work, animal_id: int, change: Change, act: Act) -> int:
    """Move the holder, the owner or both from one institution to another, ours or not (the six cases of R30)."""
    animal = work.touch(animal_id)
    states.refuse_ended(work.session, animal_id)
    account, there = account_here(work, animal, act.on, change.from_id)
    leaving = there if change.count is None else change.count
    if not leaving.total or not leaving.fits_in(there):
        words = _("{part} cannot come out of {whole}.").format(part=leaving, whole=there)
        raise Invalid(Problem("count", words))
    target = moved(
        account,
        holder_id=change.holder_id or account.holder_id,
        owner_id=change.owner_id or account.owner_id,
    )
    if target == account:
        raise Invalid(Problem("owner_id", _("Neither the holder nor the owner changes.")))
    done = book(work, Mode.TRANSFER, under_loan(work.session, act, [account]), _over(account, target, leaving))
    close_when_gone(work, animal, act.on)
    return done.id


@needs(Permission.DISPOSE)
def send(work: Work, animal_id: int, count: SexCount | None, act: Act) -> int:
    """They leave and are under way to the partner: held by nobody, owned by whom the term's title date says (R37)."""
    animal = work.touch(animal_id)
    states.refuse(work.session, animal_id, Step.LEAVE, act.on)
    account, leaving = part_of(work, animal, act.on, count)
    if act.partner_id is None:
        raise Invalid(Problem("partner_id", _("Where do they go?")))
    if act.partner_id == account.holder_id:
        raise Invalid(Problem("partner_id", _("That is us. To whom do they go?")))
    treatments.warn_withheld(work, [animal_id], act.on)
    term = _term(work, act)
    passes = term.ownership and term.title_passes == DEPARTURE
    under_way = moved(
        account, holder_id=transit(work.session), owner_id=act.partner_id if passes else account.owner_id
    )
    done = book(work, Mode.DEPARTURE, act, _over(account, under_way, leaving))
    close_when_gone(work, animal, act.on)
    return done.id


@needs(Permission.DISPOSE)
def receive(work: Work, animal_id: int, act: Act) -> int:
    """What was under way has come: the partner of its departure holds it, and owns it when the term gives it away."""
    animal = work.touch(animal_id)
    account, coming = account_here(work, animal, act.on, transit(work.session))
    departure = _last_departure(work, animal_id, account.holder_id)
    partner = act.partner_id or departure.partner_id
    assert partner is not None  # `send` wants a partner
    gives = departure.term_id is not None and work.get(Term, departure.term_id).ownership
    there = moved(account, holder_id=partner, owner_id=partner if gives else account.owner_id)
    act = replace(act, loan_id=act.loan_id or departure.loan_id)
    done = book(work, Mode.RECEIPT, act, _over(account, there, coming)).id
    end_loans(work, [animal_id], act.on)
    return done


def transit(session: Session) -> int:
    """The institution that holds what is under way."""
    ways = select(Institution.id).where(Institution.kind == InstitutionKind.TRANSIT)
    found = session.scalar(ways.where(Institution.mnemonic != MISSING))
    if found is None:
        raise Invalid(_("There is no institution for animals under way."))
    return found


@needs(Permission.DISPOSE)
def owner_has_a_say(work: Work, account: Account, act: Act) -> None:
    """What belongs to others goes to nobody but its owner without a question (R35)."""
    if account.owner_id in (account.holder_id, act.partner_id):
        return
    goes = act.partner_id is not None
    words = _("It belongs to {owner}: they have to agree.") if goes else _("It belongs to {owner}: tell them.")
    told = words.format(owner=name_of(work.session, account.owner_id))
    work.warn(Problem("partner_id", told, Level.WARNING))


def _over(here: Account, there: Account, n: SexCount) -> list[Move]:
    return [out_of(here, n), into(there, n)]


def _term(work: Work, act: Act) -> Term:
    if act.term_id is None:
        raise Invalid(Problem("term_id", _("As what do they leave?")))
    return work.get(Term, act.term_id)


def _last_departure(work: Work, animal_id: int, held_by: int) -> Transaction:
    query = (
        select(Transaction)
        .join(Posting, Posting.transaction_id == Transaction.id)
        .where(Posting.animal_id == animal_id, Posting.holder_id == held_by, Posting.mode == Mode.DEPARTURE)
        .where(Transaction.voided_by.is_(None))
        .order_by(Transaction.on.desc(), Transaction.seq.desc(), Transaction.id.desc())
    )
    return work.session.scalars(query.limit(1)).one()


@needs(Permission.DISPOSE)
def close_when_gone(work: Work, animal: Animal, on: dt.date) -> None:
    """When nothing of a record is left with us, its stay and its quarantine end, and a loan that it was under (R96)."""
    end_loans(work, [animal.id], on)
    if gone(work, animal):
        end_stays(work, animal, on)
        quarantine.end_cases(work, [animal.id], on)
        treatments.end(work, [animal.id], on, _("It is here no more."))
