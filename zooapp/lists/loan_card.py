"""All that stands on the card of a loan: terms, animals with who holds them, and what happened in its order."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import names
from zooapp.errors import NotFound
from zooapp.i18n import N_, _, day
from zooapp.lists import taxa
from zooapp.lists.history import MODES
from zooapp.lists.loan_facts import LoanFacts, Under, loans_on
from zooapp.lists.reading import called
from zooapp.lists.spec import TaxonCell
from zooapp.lists.transfer_card import Scan, scans_of
from zooapp.models import (
    Direction,
    Identifier,
    Institution,
    Loan,
    LoanStep,
    MarkKind,
    OffspringRule,
    Person,
    Posting,
    Side,
    StepKind,
    Term,
    Transaction,
)
from zooapp.models.journal import Entry
from zooapp.models.loan import DIRECTIONS, OFFSPRING, PURPOSES, SIDES
from zooapp.services.loan_ends import loan_of
from zooapp.settings import US
from zooapp.values.counts import SexCount

Say = Callable[[str], str]
STEPS: Final[Mapping[StepKind, tuple[str, str]]] = {
    StepKind.RENEWED: (N_("Renewed until {day}"), "refresh"),
    StepKind.RECALLED: (N_("Recalled by {day}"), "arrow-back-up"),
    StepKind.REMINDED: (N_("Letter sent"), "mail"),
    StepKind.ASKED: (N_("Status asked for"), "help-circle"),
    StepKind.STATED: (N_("Status stated"), "clipboard-check"),
    StepKind.PROMISED: (N_("Promised by {day}"), "flag"),
    StepKind.KEPT: (N_("Promise kept"), "checks"),
}


@dataclass(frozen=True)
class Held:
    """One record under a loan: who it is, how many, where they are, since when and until when."""

    animal_id: int
    local_id: str
    taxon: TaxonCell
    count: SexCount
    holders: str
    since: dt.date
    until: dt.date | None


@dataclass(frozen=True)
class Step:
    """One line of its story; `waits` says that a promise is not kept yet."""

    id: int
    on: dt.date
    words: str
    detail: str
    icon: str
    waits: bool = False


@dataclass(frozen=True)
class LoanCard:
    """A loan as its card shows it."""

    facts: LoanFacts
    fields: tuple[tuple[str, str], ...]
    held: tuple[Held, ...]
    story: tuple[Step, ...]
    scans: tuple[Scan, ...]


def read(session: Session, key: int, on: dt.date) -> LoanCard:
    """The card of a loan; the statements do not grow with its animals. Raises NotFound."""
    found = loans_on(session, on, Loan.id == key)
    if not found:
        raise NotFound(_("There is no such loan."))
    facts = found[0]
    steps = sorted([*_acts(session, key), *_steps(session, key)], key=lambda one: (one.on, one.icon == "mail", one.id))
    return LoanCard(facts, fields_of(facts), held(session, facts.lines), tuple(steps), scans_of(session, "loan", key))


def fields_of(facts: LoanFacts, say: Say = _, code: str = "") -> tuple[tuple[str, str], ...]:
    """The terms of the contract, as label and value, in the order of a paper; empty ones are left out.

    `say` and `code` are a language of its own for a paper.
    """
    it = facts.loan
    contract = " · ".join(part for part in (it.contract_no, day(it.contract_on, code=code)) if part)
    sides = dict[Side | None, str](SIDES)
    pairs = (
        (N_("Direction"), say(dict(DIRECTIONS)[it.direction])),
        (N_("Partner"), facts.partner),
        (N_("Purpose"), say(dict(PURPOSES)[it.purpose])),
        (N_("Contract"), contract),
        (N_("Since"), day(it.since, code=code)),
        (N_("Due"), day(facts.due, code=code) or say(N_("open-ended"))),
        (N_("Recalled by"), day(facts.recalled, code=code)),
        (N_("Young belong to"), offspring_words(it, say)),
        (N_("Insured value"), str(it.insured) if it.insured else ""),
        (N_("Transport is paid by"), say(sides.get(it.transport_by, ""))),
        (N_("The veterinarian is paid by"), say(sides.get(it.veterinary_by, ""))),
        (N_("When an animal dies"), it.death_rights or ""),
        (N_("Note"), it.note or ""),
    )
    return tuple((say(label), text) for label, text in pairs if text)


def offspring_words(loan: Loan, say: Say = _) -> str:
    """Whose the young are, as a sentence; then the words of the contract."""
    owner_first = loan.offspring_first is Side.OWNER
    words = say(dict(OFFSPRING)[loan.offspring])
    if loan.offspring is OffspringRule.ALTERNATING:
        first, other = N_("In turn, the first to the owner"), N_("In turn, the first to the holder")
        words = say(first if owner_first else other)
    elif loan.offspring is OffspringRule.BY_SEX:
        first, other = N_("Males to the owner, females to the holder"), N_("Males to the holder, females to the owner")
        words = say(first if owner_first else other)
    elif loan.offspring is OffspringRule.SHARES and loan.offspring_percent:
        n = loan.offspring_percent
        words = say(N_("In shares: owner {n} %, holder {rest} %")).format(n=n, rest=100 - n)
    return f"{words}. {loan.offspring_text}" if loan.offspring_text else words


def rule_of(session: Session, animal_id: int) -> str:
    """Whose the young of a borrowed animal are, where its contract gives them to others than its owner; else ""."""
    key = loan_of(session, animal_id, Direction.IN)
    loan = session.get_one(Loan, key) if key is not None else None
    if loan is None or loan.offspring in (OffspringRule.DAM_OWNER, OffspringRule.SHARES):
        return ""
    return f"{loan.number}: {offspring_words(loan)}"


def held(session: Session, lines: Sequence[Under], language: str = "") -> tuple[Held, ...]:
    """The records of a loan, those that stand under it first."""
    animals = {line.animal_id for line in lines}
    if not animals:
        return ()
    ids, kinds = _local_ids(session, animals), _taxa(session, animals)
    words = taxa.words_of(session, set(kinds.values()), language)
    holders = {one.holder_id for line in lines for one in line.balances}
    named = names.short(session, "institution", holders, language) if holders else {}
    found = []
    for line in lines:
        where = (named.get(one.holder_id) or session.get_one(Institution, one.holder_id).name for one in line.balances)
        who = words.get(kinds.get(line.animal_id, 0), taxa.NOBODY).cell()
        called_ = ids.get(line.animal_id, f"#{line.animal_id}")
        held_by = ", ".join(dict.fromkeys(where))
        found.append(Held(line.animal_id, called_, who, line.count, held_by, line.since, line.until))
    return tuple(sorted(found, key=lambda one: (one.until is not None, one.local_id)))


def _local_ids(session: Session, animals: Collection[int]) -> dict[int, str]:
    wanted = select(Identifier.animal_id, Identifier.value).where(Identifier.animal_id.in_(animals))
    wanted = wanted.where(Identifier.kind == MarkKind.LOCAL_ID, Identifier.voided_by.is_(None))
    wanted = wanted.where(Identifier.institution_id == US).order_by(Identifier.until.is_(None), Identifier.id)
    return {row.animal_id: row.value for row in session.execute(wanted)}


def _taxa(session: Session, animals: Collection[int]) -> dict[int, int]:
    wanted = select(Posting.animal_id, Posting.taxon_id).join(Transaction, Transaction.id == Posting.transaction_id)
    wanted = wanted.where(Posting.animal_id.in_(animals), Transaction.voided_by.is_(None))
    rows = session.execute(wanted.order_by(Posting.on, Posting.seq, Posting.id))
    return {row.animal_id: row.taxon_id for row in rows}  # the last one counts


def _acts(session: Session, key: int) -> list[Step]:
    rows = session.execute(
        select(Transaction.id, Transaction.on, Transaction.mode, Transaction.note)
        .add_columns(called("institution", Transaction.partner_id, Institution.name, short=True).label("partner"))
        .add_columns(called("term", Transaction.term_id, Term.name).label("term"))
        .outerjoin(Institution, Institution.id == Transaction.partner_id)
        .outerjoin(Term, Term.id == Transaction.term_id)
        .where(Transaction.loan_id == key, Transaction.voided_by.is_(None))
    )
    return [_act(row) for row in rows]


def _act(row: Any) -> Step:
    with_partner, alone, icon = MODES[row.mode]
    words = _(with_partner).format(partner=row.partner) if with_partner and row.partner else _(alone)
    return Step(row.id, row.on, words, " · ".join(part for part in (row.term, row.note) if part), icon)


def _steps(session: Session, key: int) -> list[Step]:
    rows = session.execute(
        select(LoanStep, Person.name.label("who"))
        .outerjoin(Entry, Entry.id == LoanStep.entry_id)
        .outerjoin(Person, Person.id == Entry.person_id)
        .where(LoanStep.loan_id == key, LoanStep.voided_by.is_(None))
    ).all()
    answered = {row.LoanStep.answers_id for row in rows}
    return [_step(row.LoanStep, row.who, row.LoanStep.id not in answered) for row in rows]


def _step(step: LoanStep, who: str | None, alone: bool) -> Step:
    words, icon = STEPS[step.kind]
    told = _(words).format(day=day(step.until))
    if step.kind is StepKind.RENEWED and step.until is None:
        told = _("Renewed, open-ended")
    detail = " · ".join(part for part in (step.note, who) if part)
    return Step(step.id, step.on, told, detail, icon, alone and step.kind is StepKind.PROMISED)
