"""Whether one record can be a parent of another (rules.md R41, R42): what is impossible, what is doubtful, in words."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import ledger, settings
from zooapp.errors import Level, Problem
from zooapp.i18n import _, day
from zooapp.ledger import Filter
from zooapp.lists import standing
from zooapp.lists.maturity import Ages, ages_of
from zooapp.models import Animal, AnimalKind, BirthType, Lineage, Mode, Parentage, ParentRole, Posting, Transaction
from zooapp.values.ages import Elapsed, Order, order
from zooapp.values.dates import FuzzyDate
from zooapp.values.spans import Unit, shift

LONGEST: Final = 730  # days: no gestation is known to last longer; holds where the taxon says nothing
KEPT: Final = (AnimalKind.INDIVIDUAL, AnimalKind.GROUP, AnimalKind.COLONY)
HATCHED: Final = (BirthType.HATCHED, BirthType.FROM_LAY)


@dataclass(frozen=True)
class Pair:
    """A child with one possible parent, and what is known of the child's taxon."""

    child: Animal
    parent: Animal
    role: ParentRole
    ages: Ages
    youngest: int  # months; holds where the taxon says nothing


def judge(session: Session, child_id: int, role: ParentRole, parent_id: int) -> list[Problem]:
    """What speaks against this parent: errors where it cannot be, warnings where it is doubtful. No field is named."""
    child, parent = session.get(Animal, child_id), session.get(Animal, parent_id)
    if child is None or parent is None or parent.voided_by is not None:
        return [Problem("", _("There is no such animal."))]
    if child.id == parent.id:
        return [Problem("", _("An animal is not its own parent."))]
    if parent.kind not in KEPT:
        return [Problem("", _("An egg has no young."))]
    if child.id in ancestors(session, parent.id):
        return [Problem("", _("It descends from this animal itself."))]
    taxon = _taxon(session, child.id) or _taxon(session, parent.id)
    youngest = int(settings.value(session, "youngest_parent_months"))
    pair = Pair(child, parent, role, ages_of(session, taxon) if taxon else Ages(), youngest)
    found = [*_sex(session, pair), *_old_enough(pair), *_alive(session, pair), *_related(session, pair)]
    return sorted(found, key=lambda problem: problem.level is not Level.ERROR)


def ancestors(session: Session, animal_id: int) -> set[int]:
    """All that may be above an animal, and itself: one statement."""
    up = select(Parentage.animal_id.label("id")).where(Parentage.animal_id == animal_id).cte("up", recursive=True)
    above = select(Parentage.parent_id).join(up, up.c.id == Parentage.animal_id)
    up = up.union(above.where(Parentage.voided_by.is_(None), Parentage.parent_id.is_not(None)))
    return {animal_id, *session.scalars(select(up.c.id))}


def _taxon(session: Session, animal_id: int) -> int | None:
    animal = select(Animal.id).where(Animal.id == animal_id).subquery()
    found: int | None = session.scalar(select(standing.taxon_of(animal.c.id, None)).select_from(animal))
    return found


def _doubt(words: str) -> Problem:
    return Problem("", words, Level.WARNING)


def _sex(session: Session, pair: Pair) -> Iterator[Problem]:
    m, f, u = _sexes(session, pair.parent)
    right, wrong = (m, f) if pair.role is ParentRole.SIRE else (f, m)
    if pair.parent.kind is not AnimalKind.INDIVIDUAL:
        if wrong and not right and not u:
            sire = pair.role is ParentRole.SIRE
            yield Problem("", _("There were no males in it.") if sire else _("There were no females in it."))
    elif wrong:
        sire = pair.role is ParentRole.SIRE
        yield Problem("", _("A female is no sire.") if sire else _("A male is no dam."))
    elif not right:
        yield _doubt(_("Its sex is not known."))


def _sexes(session: Session, parent: Animal) -> tuple[int, int, int]:
    """The columns in which it stood: of one animal the last one, of a group all that it ever had."""
    rows = session.execute(
        select(Posting.m, Posting.f, Posting.u)
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .where(Posting.animal_id == parent.id, Transaction.voided_by.is_(None))
        .where(Posting.m + Posting.f + Posting.u >= 0)
        .order_by(Posting.on, Posting.seq, Posting.transaction_id)
    ).all()
    if parent.kind is AnimalKind.INDIVIDUAL:
        rows = rows[-1:]
    m, f, u = (sum(max(0, row[at]) for row in rows) for at in range(3))
    return m, f, u


def _old_enough(pair: Pair) -> Iterator[Problem]:
    """The oldest that it can have been is too young: impossible. As far as nominal days say so: doubtful."""
    born, child = pair.parent.born, pair.child.born
    if born is None or child is None or pair.parent.kind is not AnimalKind.INDIVIDUAL:
        return
    if order(born, child) is Order.IMPOSSIBLE:
        yield Problem("", _("It was born later, {day}.").format(day=born.show()))
        return
    said = pair.ages.maturity_m if pair.role is ParentRole.SIRE else pair.ages.maturity_f
    months = pair.youngest if said is None else said
    spans = ((born.earliest, child.latest, Level.ERROR), (born.nominal, child.nominal, Level.WARNING))
    for first, last, level in spans:
        if first and last and shift(first, months, Unit.MONTH) > last:
            n = Elapsed.from_to(min(first, last), last).count(Unit.MONTH)
            words = _("{n} months old then; its kind breeds from {least}.").format(n=n, least=months)
            yield Problem("", words, level)
            return


def _alive(session: Session, pair: Pair) -> Iterator[Problem]:
    """A sire lives at conception, a dam at the birth, or at the lay where the young hatch."""
    died, child = _death(session, pair.parent), pair.child.born
    if died is None or child is None:
        return
    eggs = pair.ages.lays_eggs if pair.child.birth_type is None else pair.child.birth_type in HATCHED
    bears = pair.role is ParentRole.DAM and eggs is False
    before = dt.timedelta(days=0 if bears else pair.ages.carried_most or LONGEST)
    words = _("It died on {day}, too long before.").format(day=day(died.nominal))
    if died.latest and child.earliest and died.latest < child.earliest - before:
        yield Problem("", words)
    elif died.nominal and child.nominal:
        if died.nominal < child.nominal - before:
            yield _doubt(words)
        elif pair.role is ParentRole.DAM and eggs is None and died.nominal < child.nominal:
            yield _doubt(_("It died on {day}, before the birth.").format(day=day(died.nominal)))


def _death(session: Session, parent: Animal) -> FuzzyDate | None:
    """The day on which the last of the record died; none while one of it lives, or where it only left."""
    if ledger.count(session, Filter(animals=[parent.id])).total:
        return None
    last = session.scalars(
        select(Transaction)
        .join(Posting, Posting.transaction_id == Transaction.id)
        .where(Posting.animal_id == parent.id, Transaction.voided_by.is_(None))
        .order_by(Transaction.on.desc(), Transaction.seq.desc(), Transaction.id.desc())
        .limit(1)
    ).first()
    if last is None or last.mode is not Mode.DEATH:
        return None
    return last.when if last.when and last.when.nominal else FuzzyDate.exact(last.on)


def _related(session: Session, pair: Pair) -> Iterator[Problem]:
    """A child of another taxon than its parent, above or below it, is a hybrid or a mistake."""
    own, other = _taxon(session, pair.child.id), _taxon(session, pair.parent.id)
    lines: Any = select(Lineage.taxon_id, Lineage.ancestor_id).where(Lineage.taxon_id.in_((own, other)))
    known = {(row.taxon_id, row.ancestor_id) for row in session.execute(lines)}
    if own and other and (own, other) not in known and (other, own) not in known:
        yield _doubt(_("It is of another taxon. A hybrid?"))
