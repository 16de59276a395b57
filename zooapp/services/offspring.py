"""Whose the young of a borrowed dam are, by the rule of her loan; and owners' shares, if a contract says so (R34)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zooapp import ledger, settings
from zooapp.booking import Account
from zooapp.errors import Invalid, Level, Problem
from zooapp.i18n import _
from zooapp.ledger import Filter
from zooapp.models import (
    Direction,
    Loan,
    LoanAnimal,
    Mode,
    OffspringRule,
    OwnerShare,
    Posting,
    Side,
    Transaction,
)
from zooapp.permission import Permission
from zooapp.services import dispositions
from zooapp.values.counts import SexCount
from zooapp.work import Work, needs

WHOLE = 100


@dataclass(frozen=True)
class Owners:
    """The owner of each of the young, in the order of their records; the shares of all, and the loan that says so."""

    each: Sequence[int]
    shares: Sequence[tuple[int, int]] = ()
    loan_id: int | None = None


@needs(Permission.ACCESSION)
def owners(work: Work, dam: Account, counts: Sequence[SexCount], said: int | None = None) -> Owners:
    """Who owns the young of a dam: whom a person said, else as the contract gives them. Warns where she is not ours."""
    if dam.owner_id == settings.our_institution(work.session):
        return Owners([said or dam.owner_id] * len(counts))
    loan = _loan(work.session, dam.animal_id)
    found = Owners([dam.owner_id] * len(counts)) if loan is None else by_contract(work.session, loan, dam, counts)
    if said is not None:
        found = Owners([said] * len(counts), found.shares, found.loan_id)
    work.warn(Problem("count", _told(work.session, loan, dam, found), Level.WARNING))
    return found


def by_contract(session: Session, loan: Loan, dam: Account, counts: Sequence[SexCount]) -> Owners:
    """The owners of so many young by the rule of a loan; a group of young is her owner's."""
    sides = {Side.OWNER: dam.owner_id, Side.HOLDER: dam.holder_id}
    first = sides.pop(loan.offspring_first)
    (second,) = sides.values()
    each = [dam.owner_id] * len(counts)
    if loan.offspring is OffspringRule.ALTERNATING and all(count.total == 1 for count in counts):
        before = _born_before(session, loan)
        each = [(first, second)[(before + n) % 2] for n in range(len(counts))]
    elif loan.offspring is OffspringRule.BY_SEX:
        each = [_by_sex(count, first, second, dam.owner_id) for count in counts]
    percent = loan.offspring_percent if loan.offspring is OffspringRule.SHARES else None
    shares = [(dam.owner_id, percent), (dam.holder_id, WHOLE - percent)] if percent else []
    return Owners(each, shares, loan.id)


def _by_sex(count: SexCount, males: int, females: int, unknown: int) -> int:
    if count.m and not count.f and not count.u:
        return males
    return females if count.f and not count.m and not count.u else unknown


@needs(Permission.ACCESSION)
def share(work: Work, animals: Sequence[int], whose: Owners) -> None:
    """Keep the shares in which the young are owned."""
    for animal in animals if whose.shares else ():
        set_shares(work, animal, whose.shares)


@needs(Permission.DISPOSE)
def set_shares(work: Work, animal_id: int, shares: Sequence[tuple[int, int]]) -> list[int]:
    """Who owns how many whole percent; what was said before is taken back. None: one owner has it all.

    Raises Invalid unless they make 100. The counts follow the owner that the ledger names, who is named first.
    Gives the ids of what is new: none where all is as it was.
    """
    if shares_of(work.session, animal_id) == list(shares):
        return []
    work.touch(animal_id)
    if shares and sum(percent for _owner, percent in shares) != WHOLE:
        total = sum(percent for _owner, percent in shares)
        raise Invalid(Problem("percent", _("The shares make {n} %, not 100 %.").format(n=total)))
    if len({owner for owner, _percent in shares}) < len(shares):
        raise Invalid(Problem("institution_id", _("The same owner stands here twice.")))
    owning = {one.owner_id for one in ledger.balances(work.session, Filter(animals=[animal_id]))}
    if shares and owning and shares[0][0] not in owning:
        owner = dispositions.name_of(work.session, min(owning))
        raise Invalid(Problem("institution_id", _("The counts follow {owner}: name them first.").format(owner=owner)))
    old = select(OwnerShare).where(OwnerShare.animal_id == animal_id, OwnerShare.voided_by.is_(None))
    for row in work.session.scalars(old).all():
        work.void(row)
    rows = [
        {"animal_id": animal_id, "institution_id": owner, "percent": percent, "no": no}
        for no, (owner, percent) in enumerate(shares, 1)
    ]
    return work.add_many(OwnerShare, rows)


def shares_of(session: Session, animal_id: int) -> list[tuple[int, int]]:
    """The institutions that own an animal together, each with its percent."""
    query = select(OwnerShare.institution_id, OwnerShare.percent).where(OwnerShare.animal_id == animal_id)
    rows = session.execute(query.where(OwnerShare.voided_by.is_(None)).order_by(OwnerShare.no, OwnerShare.id))
    return [(owner, percent) for owner, percent in rows]


def _loan(session: Session, dam_id: int) -> Loan | None:
    query = select(Loan).join(LoanAnimal, LoanAnimal.loan_id == Loan.id).where(Loan.direction == Direction.IN)
    query = query.where(LoanAnimal.animal_id == dam_id, LoanAnimal.until.is_(None), LoanAnimal.voided_by.is_(None))
    return session.scalars(query.order_by(LoanAnimal.id.desc()).limit(1)).one_or_none()


def _born_before(session: Session, loan: Loan) -> int:
    born = select(func.coalesce(func.sum(Posting.m + Posting.f + Posting.u), 0))
    born = born.join(Transaction, Transaction.id == Posting.transaction_id)
    born = born.where(Transaction.loan_id == loan.id, Transaction.mode == Mode.BIRTH, Transaction.voided_by.is_(None))
    return int(session.scalar(born) or 0)


def _told(session: Session, loan: Loan | None, dam: Account, found: Owners) -> str:
    """Whose the young are going to be, for who has to agree."""
    if loan is None:
        words = _("The dam belongs to {owner}, and so do the young. Per contract?")
        return words.format(owner=dispositions.name_of(session, dam.owner_id))
    named = {owner: dispositions.name_of(session, owner) for owner in dict.fromkeys(found.each)}
    if len(found.each) == 1:
        whose = named[found.each[0]]
    else:
        whose = ", ".join(f"{found.each.count(owner)} – {name}" for owner, name in named.items())
    words = _("The young by {number}: {owners}. Per contract?")
    return words.format(number=loan.number, owners=whose)
