"""What is found out about animals: sex and taxon, how surely and by what method; now, or wrong from the start."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from zooapp.booking import Account, Act, Move, account_here, book, into, moved, out_of
from zooapp.errors import Invalid, Level, Problem
from zooapp.fields import show
from zooapp.i18n import _
from zooapp.models import (
    Animal,
    AnimalKind,
    Confidence,
    Determination,
    Determined,
    Mode,
    Posting,
    Taxon,
    Transaction,
)
from zooapp.permission import Permission
from zooapp.services import corrections, groups
from zooapp.services.accessions import sex_of
from zooapp.services.dispositions import close_when_gone
from zooapp.values.counts import Sex, SexCount
from zooapp.work import Work, needs


@dataclass(frozen=True)
class Finding:
    """How it is known."""

    confidence: Confidence = Confidence.CONFIRMED
    method: str | None = None


@dataclass(frozen=True)
class NamedPart:
    """A part of a mixed group that turned out to be one taxon; `marks` name the rings that it wears, as "P001-P008"."""

    taxon_id: int
    count: SexCount
    finding: Finding = Finding()
    marks: str = ""


@needs(Permission.DETERMINE)
def sexed(work: Work, animal_id: int, sex: Sex | SexCount, finding: Finding, act: Act) -> int:
    """Found out now: the sex of one animal, or how many of a group's unknown are males and females (R4).

    No birth and no arrival: only the columns change, from this day on. Where another sex was known before, it is
    asked whether that was wrong (ledger.md 2.5).
    """
    animal = work.touch(animal_id)
    account, before = account_here(work, animal, act.on)
    after = _individual(work, animal, before, sex) if isinstance(sex, Sex) else _in_group(before, sex)
    if after == before and not isinstance(sex, Sex):
        raise Invalid(Problem("count", _("How many are males, how many females?")))
    done = book(work, Mode.SEXED, act, [out_of(account, before), into(account, after)])
    value = sex.value if isinstance(sex, Sex) else sex_of(after)
    _conclude(work, done, [animal_id], Determined.SEX, (value, finding))
    return done.id


def _individual(work: Work, animal: Animal, before: SexCount, sex: Sex) -> SexCount:
    if animal.kind is not AnimalKind.INDIVIDUAL or before.total != 1:
        raise Invalid(Problem("sex", _("A group has a count: how many males and females?")))
    if not before.u and before != sex.as_count:
        words = _("Recorded as {sex}: wrong before, or found out now?")
        known = show(Sex.MALE if before.m else Sex.FEMALE)
        work.warn(Problem("which", words.format(sex=known), Level.WARNING))
    return sex.as_count


def _in_group(before: SexCount, found: SexCount) -> SexCount:
    if found.m + found.f > before.u:
        words = _("Only {n} are of unknown sex.").format(n=before.u)
        raise Invalid(Problem("count", words))
    return before.sexed(found.m, found.f)


@needs(Permission.DETERMINE)
def identified(work: Work, animal_id: int, taxon_id: int, finding: Finding, act: Act) -> int:
    """Found out now: all of this record belong to that taxon, from this day on."""
    animal = work.touch(animal_id)
    account, count = account_here(work, animal, act.on)
    named = moved(account, taxon_id=taxon_id)
    moves = [] if named == account else [out_of(account, count), into(named, count)]
    done = book(work, Mode.IDENTIFIED, act, moves)
    _conclude(work, done, [animal_id], Determined.TAXON, (_name(work, taxon_id), finding))
    return done.id


@needs(Permission.DETERMINE)
def identify_parts(work: Work, animal_id: int, parts: Sequence[NamedPart], act: Act) -> list[int]:
    """A mixed group turns out to be several taxa: split and identified in one act. Gives the new groups, in order.

    They keep its place, its quarantine, and the marks that are named; what is not named stays in the old record.
    """
    source = work.touch(animal_id)
    account, whole = account_here(work, source, act.on)
    rest = whole
    for no, part in enumerate(parts):
        if not part.count.total or not part.count.fits_in(rest):
            words = _("{part} cannot come out of {whole}.").format(part=part.count, whole=rest)
            raise Invalid(Problem(f"parts.{no}.count", words))
        rest = rest - part.count
    made, moves = [], list[Move]()
    for part in parts:
        kind = AnimalKind.INDIVIDUAL if part.count.is_individual else AnimalKind.GROUP
        one = groups.part_off(work, source, kind, act.on)
        made.append(one)
        target = Account(one, part.taxon_id, account.holder_id, account.owner_id)
        moves += [out_of(account, part.count), into(target, part.count)]
    done = book(work, Mode.IDENTIFIED, act, moves)
    for no, (one, part) in enumerate(zip(made, parts, strict=True)):
        groups.hand_on(work, source, one, act.on)
        worn = groups.read_marks(work, part.marks, part.count, f"parts.{no}.marks")
        groups.move_marks(work, source, [one], worn, act.on)
        _conclude(work, done, [one], Determined.TAXON, (_name(work, part.taxon_id), part.finding))
    close_when_gone(work, source, act.on)
    return made


@needs(Permission.CORRECT)
def sex_was_wrong(work: Work, animal_id: int, sex: Sex, finding: Finding) -> None:
    """Entered wrongly: this animal was of that sex from the start. Past inventories change (ledger.md 2.5)."""
    animal = work.touch(animal_id)
    if animal.kind is not AnimalKind.INDIVIDUAL:
        raise Invalid(_("For a group, correct the act that brought the wrong count."))
    for act in _acts(work, animal_id):
        if act.mode is Mode.SEXED:
            corrections.void_act(work, act.id)
    right = sex.as_count

    def as_it_is(posting: Posting) -> dict[str, int]:
        sign = posting.m + posting.f + posting.u
        return {"m": sign * right.m, "f": sign * right.f, "u": sign * right.u} if posting.animal_id == animal_id else {}

    acts = _acts(work, animal_id)
    corrections.rewrite(work, acts, as_it_is)
    _renew(work, animal_id, Determined.SEX, sex.value, finding)


@needs(Permission.CORRECT)
def taxon_was_wrong(work: Work, animal_id: int, taxon_id: int, finding: Finding) -> None:
    """Entered wrongly: this record was of that taxon from the start. Past inventories change (ledger.md 2.5)."""
    work.touch(animal_id)

    def as_it_is(posting: Posting) -> dict[str, int]:
        return {"taxon_id": taxon_id} if posting.animal_id == animal_id else {}

    for act in _acts(work, animal_id):
        if act.mode is Mode.IDENTIFIED and _alone(work, act, animal_id):
            corrections.void_act(work, act.id)
    corrections.rewrite(work, _acts(work, animal_id), as_it_is)
    _renew(work, animal_id, Determined.TAXON, _name(work, taxon_id), finding)


def _acts(work: Work, animal_id: int) -> list[Transaction]:
    """The live acts of an animal, in their order."""
    mine = corrections.acts_of(animal_id)
    order = (Transaction.on, Transaction.seq, Transaction.id)
    return list(work.session.scalars(select(Transaction).where(mine, Transaction.voided_by.is_(None)).order_by(*order)))


def _alone(work: Work, act: Transaction, animal_id: int) -> bool:
    animals = set(work.session.scalars(select(Posting.animal_id).where(Posting.transaction_id == act.id)))
    return animals == {animal_id}


def _name(work: Work, taxon_id: int) -> str:
    return work.get(Taxon, taxon_id).scientific


def _conclude(
    work: Work, act: Transaction, animals: Collection[int], about: Determined, known: tuple[str, Finding]
) -> None:
    value, finding = known
    for animal in animals:
        work.add(
            Determination(
                animal_id=animal,
                about=about,
                value=value,
                on=act.on,
                transaction_id=act.id,
                **vars(finding),
            )
        )


def _renew(work: Work, animal_id: int, about: Determined, value: str, finding: Finding) -> None:
    """The wrong determination is taken back, the right one bears its day."""
    query = select(Determination).where(Determination.animal_id == animal_id, Determination.about == about)
    old = work.session.scalars(query.where(Determination.voided_by.is_(None)).order_by(Determination.id)).all()
    for wrong in old:
        work.void(wrong)
    first = old[0] if old else None
    facts = {"on": first.on, "replaces_id": first.id} if first else {"on": work.today}
    work.add(Determination(animal_id=animal_id, about=about, value=value, **facts, **vars(finding)))
