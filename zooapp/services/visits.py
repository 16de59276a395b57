"""What was away is here again, or is found dead: one animal, one record, whatever the way (rules.md R24, R38)."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from zooapp import ledger, settings, states
from zooapp.booking import Account, Act, book, into, moved, open_stays, out_of
from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.ledger import Filter
from zooapp.models import Animal, Identifier, Institution, MarkKind, Mode, Posting, Stay, Term, Transaction
from zooapp.models.institution import MISSING
from zooapp.permission import Permission
from zooapp.services import moves, numbers, quarantine
from zooapp.services.dispositions import owner_to_tell, transit
from zooapp.services.loan_ends import end_loans, under_loan
from zooapp.values.counts import SexCount
from zooapp.work import Work, needs

NONE: Final = SexCount(0, 0, 0)


@dataclass(frozen=True)
class Return:
    """How it is here again: so many of a group, where it stands, under which quarantine, with a new local id or not."""

    count: SexCount | None = None
    enclosure_id: int | None = None
    protocol_id: int | None = None
    new_local_id: bool = False


@dataclass(frozen=True)
class Away:
    """What is not here: on an account of a partner, or on none; then `account` is the one that it left."""

    account: Account
    count: SexCount
    lost: bool


@needs(Permission.ACCESSION)
def come_back(work: Work, animal_id: int, back: Return, act: Act) -> int:
    """A visit, a loan that is returned, a missing one retrieved, a released one recaptured: the id of the act (R24).

    It is ours afterwards when it was before, or when the term gives it to us. Raises Invalid when nothing of it is
    away.
    """
    animal = work.touch(animal_id)
    away = _away(work, animal, act)
    count = _some(away, back.count)
    home = moved(away.account, holder_id=settings.our_institution(work.session))
    if act.term_id is not None and not away.lost and work.get(Term, act.term_id).ownership:
        home = moved(home, owner_id=home.holder_id)
    found = work.get(Institution, away.account.holder_id).mnemonic == MISSING  # nobody gave it back
    if not away.lost and act.partner_id is None and not found:
        act = replace(act, partner_id=away.account.holder_id)
    mode, given = (Mode.ARRIVAL, []) if away.lost else (Mode.TRANSFER, [out_of(away.account, count)])
    act = under_loan(work.session, act, [away.account])
    done = book(work, mode, act, [*given, into(home, count)])
    end_loans(work, [animal_id], act.on)
    if back.new_local_id:
        _number_anew(work, animal, act)
    if back.enclosure_id is not None and not open_stays(work, animal_id):
        _place(work, home, back, act)
    return done.id


@needs(Permission.DISPOSE)
def found_dead(work: Work, animal_id: int, count: SexCount | None, act: Act) -> int:
    """It died while it was away. What had left the books comes back into them on that day, to die in them (R38)."""
    animal = work.touch(animal_id)
    away = _away(work, animal, act)
    dead = _some(away, count)
    account = away.account
    if away.lost:
        book(work, Mode.ARRIVAL, Act(act.on, partner_id=act.partner_id), [into(account, dead)])
    if account.owner_id != account.holder_id and account.owner_id != settings.our_institution(work.session):
        work.warn(owner_to_tell(work.session, account.owner_id))
    done = book(work, Mode.DEATH, under_loan(work.session, act, [account]), [out_of(account, dead)]).id
    end_loans(work, [animal_id], act.on)
    return done


def _away(work: Work, animal: Animal, act: Act) -> Away:
    """The one part of a record that is not here. With several, the partner of the act tells which."""
    states.refuse_ended(work.session, animal.id)
    here = {settings.our_institution(work.session), transit(work.session)}
    balances = ledger.balances(work.session, Filter(animals=[animal.id], until=act.on))
    found = [Away(Account.of(one), one.count, lost=False) for one in balances if one.holder_id not in here]
    found += lost(work.session, animal.id, act.on)
    if len(found) > 1 and act.partner_id is not None:
        found = [one for one in found if one.account.holder_id == act.partner_id]
    if not found:
        now = states.standing(work.session, animal.id, act.on)
        known = now.since is not None or now.state is states.State.HERE
        words = states.told(work.session, animal.id, now) if known else ""
        raise Invalid(Problem("on", words or states.why_not_here(work.session, animal.id, act.on)))
    if len(found) > 1:
        raise Invalid(Problem("partner_id", _("It is away in several places: say from whom it comes.")))
    return found[0]


def lost(session: Session, animal_id: int, on: dt.date) -> list[Away]:
    """What left the books and did not come back by the end of a day, by the account that it left."""
    columns = (Posting.animal_id, Posting.taxon_id, Posting.holder_id, Posting.owner_id)
    rows = session.execute(
        select(Posting.mode, *columns, func.sum(Posting.m), func.sum(Posting.f), func.sum(Posting.u))
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .where(Posting.animal_id == animal_id, Posting.on <= on, Transaction.voided_by.is_(None))
        .where(Posting.mode.in_([Mode.ARRIVAL, Mode.DEPARTURE]), Posting.transaction_id.not_in(_under_way(animal_id)))
        .group_by(Posting.mode, Posting.on, Posting.seq, Posting.transaction_id, *columns)
        .order_by(Posting.on, Posting.seq, Posting.transaction_id)
    )
    left: dict[Account, SexCount] = {}
    for mode, animal, taxon, holder, owner, *counts in rows:
        account, n = Account(animal, taxon, holder, owner), SexCount(*(abs(int(part)) for part in counts))
        known = left.get(account, NONE)
        left[account] = known + n if mode is Mode.DEPARTURE else known - n if n.fits_in(known) else NONE
    return [Away(account, n, lost=True) for account, n in left.items() if n.total]


def _under_way(animal_id: int) -> Select[Any]:
    """Departures that are on the way to a partner: they did not leave the books."""
    coming = Posting.m + Posting.f + Posting.u > 0
    return select(Posting.transaction_id).where(Posting.animal_id == animal_id, Posting.mode == Mode.DEPARTURE, coming)


def _some(away: Away, count: SexCount | None) -> SexCount:
    if count is None:
        return away.count
    if not count.total or not count.fits_in(away.count):
        words = _("{whole} are away: {part} cannot come of them.").format(part=count, whole=away.count)
        raise Invalid(Problem("count", words))
    return count


def _number_anew(work: Work, animal: Animal, act: Act) -> None:
    """A new local id; the earlier one stays its own and is never given to another (R23)."""
    us = settings.our_institution(work.session)
    worn = select(Identifier).where(Identifier.animal_id == animal.id, Identifier.kind == MarkKind.LOCAL_ID)
    worn = worn.where(Identifier.institution_id == us, Identifier.until.is_(None), Identifier.voided_by.is_(None))
    for old in work.session.scalars(worn).all():
        work.amend(Identifier, old.id, old.version, {"until": act.on})
    (value,) = numbers.take_local_ids(work, act.on.year, 1)
    facts = {"kind": MarkKind.LOCAL_ID, "institution_id": us, "since": act.on}
    work.add(Identifier(animal_id=animal.id, value=value, **facts))


def _place(work: Work, home: Account, back: Return, act: Act) -> None:
    assert back.enclosure_id is not None
    if back.protocol_id is None:
        moves.move(work, home.animal_id, back.enclosure_id, act.on)
        return
    work.add(Stay(animal_id=home.animal_id, enclosure_id=back.enclosure_id, since=act.on))
    quarantine.open_case(
        work, home.animal_id, back.protocol_id, back.enclosure_id, act.on, taxon_id=home.taxon_id, entered_at=None
    )
