"""Writing into the ledger: one act with its postings, the accounts it takes from, the stays that end with it."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from zooapp import ledger, settings, states
from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.ledger import Balance, Filter
from zooapp.models import Animal, AnimalKind, Mode, Posting, Stay, Transaction
from zooapp.values.counts import SexCount
from zooapp.values.dates import FuzzyDate
from zooapp.work import Work


@dataclass(frozen=True)
class Act:
    """What a person says of an act; the names are those of the fields of a Transaction."""

    on: dt.date
    term_id: int | None = None
    partner_id: int | None = None
    note: str | None = None
    time: str | None = None
    when: FuzzyDate | None = None
    line_id: int | None = None
    replaces_id: int | None = None
    loan_id: int | None = None
    birth_id: int | None = None


@dataclass(frozen=True)
class Account:
    """Whose the animals are and where they stand (ledger.md 1)."""

    animal_id: int
    taxon_id: int
    holder_id: int
    owner_id: int

    @classmethod
    def of(cls, balance: Balance) -> "Account":
        """The account of a balance."""
        return cls(balance.animal_id, balance.taxon_id, balance.holder_id, balance.owner_id)


@dataclass(frozen=True)
class Move:
    """So many animals into an account, or out of it."""

    account: Account
    count: SexCount
    sign: int


def into(account: Account, count: SexCount) -> Move:
    """These animals come."""
    return Move(account, count, 1)


def out_of(account: Account, count: SexCount) -> Move:
    """These animals go."""
    return Move(account, count, -1)


def book(work: Work, mode: Mode, act: Act, moves: Iterable[Move]) -> Transaction:
    """Write one act, with one posting an account. The animals are to be touched before."""
    sums: dict[Account, tuple[int, int, int]] = {}
    for move in moves:
        m, f, u = sums.get(move.account, (0, 0, 0))
        count, sign = move.count, move.sign
        sums[move.account] = (m + sign * count.m, f + sign * count.f, u + sign * count.u)
    written = open_act(work, mode, act, {account.animal_id for account in sums})
    facts = {"transaction_id": written.id, "on": written.on, "seq": written.seq, "mode": written.mode}
    rows = [
        {**facts, **vars(account), "m": m, "f": f, "u": u}
        for account, (m, f, u) in sums.items()
        if (m, f, u) != (0, 0, 0)
    ]
    work.add_many(Posting, rows)
    return written


def open_act(work: Work, mode: Mode, act: Act, animals: Iterable[int]) -> Transaction:
    """The act alone, last in the order of its day for these animals (R8). Its postings or its census follow."""
    known = set(animals)
    refuse_future(work, act.on)
    refuse_unborn(work, known, act.on)
    seq = max((ledger.next_seq(work.session, animal, act.on) for animal in known), default=1)
    return work.add(Transaction(mode=mode, seq=seq, **said(act)))


def said(act: Act) -> dict[str, Any]:
    """The fields of an act, without those left open."""
    return {name: value for name, value in vars(act).items() if value is not None}


def refuse_future(work: Work, on: dt.date) -> None:
    """The books hold what happened; what is planned stands elsewhere."""
    if on > work.today:
        raise Invalid(Problem("on", _("This day has not come yet.")))


def refuse_unborn(work: Work, animals: Collection[int], on: dt.date) -> None:
    """Nothing happens to an animal before the earliest day on which it can have been born (R18)."""
    later = select(Animal.id).where(Animal.id.in_(animals), Animal.__table__.c.born_earliest > on)
    if work.session.scalar(later.limit(1)) is not None:
        raise Invalid(Problem("on", _("It was not born yet on that day.")))


def account_here(work: Work, animal: Animal, on: dt.date, holder: int | None = None) -> tuple[Account, SexCount]:
    """The account of an animal at the end of a day, ours unless a holder is named, and what stands on it.

    Raises Invalid when nothing stands there, or when it has several owners or taxa.
    """
    held_by = settings.our_institution(work.session) if holder is None else holder
    found = ledger.balances(work.session, Filter(animals=[animal.id], holder=held_by, until=on))
    if not found:
        raise Invalid(Problem("on", states.why_not_here(work.session, animal.id, on)))
    if len(found) > 1:
        raise Invalid(_("This record has several owners or taxa. Split it first."))
    return Account.of(found[0]), found[0].count


def part_of(work: Work, animal: Animal, on: dt.date, count: SexCount | None) -> tuple[Account, SexCount]:
    """Our account of an animal and how many of it: all when no count is said, else a part that fits (R12)."""
    account, there = account_here(work, animal, on)
    if count is None:
        return account, there
    if not count.total:
        raise Invalid(Problem("count", _("Nothing taken out: say how many leave.")))
    if not count.fits_in(there):
        words = _("{part} cannot come out of {whole}.").format(part=count, whole=there)
        raise Invalid(Problem("count", words))
    return account, count


def moved(account: Account, **to: int) -> Account:
    """The same account but for its holder, owner, taxon or animal."""
    return replace(account, **to)


def gone(work: Work, animal: Animal) -> bool:
    """Whether we hold nothing of this record any more (R11). Raises Invalid when more left than there was."""
    refuse_below_zero(work, [animal.id])
    us = settings.our_institution(work.session)
    return not ledger.count(work.session, Filter(animals=[animal.id], holder=us)).total


def refuse_below_zero(work: Work, animals: Collection[int]) -> None:
    """Raises Invalid when more left than was there, on any day; the end of the work asks it again (ledger.md 2.2)."""
    if refused := list(ledger.problems(work.session, animals, ())):
        raise Invalid(refused)


def end_stays(work: Work, animal: Animal, on: dt.date) -> None:
    """Its stay ends with the last of it (R96)."""
    for stay in open_stays(work, animal.id):
        if stay.since > on:
            raise Invalid(Problem("on", _("It was moved after this day: look at its stays.")))
        work.close(stay, on)


def open_stays(work: Work, animal: int) -> list[Stay]:
    """Where a record stands now."""
    wanted = select(Stay).where(Stay.animal_id == animal, Stay.until.is_(None), Stay.voided_by.is_(None))
    return list(work.session.scalars(wanted))


def only_groups(animal: Animal) -> None:
    """Raises Invalid for an individual."""
    if animal.kind is AnimalKind.INDIVIDUAL:
        raise Invalid(Problem("count", _("This is one animal, not a group.")))
