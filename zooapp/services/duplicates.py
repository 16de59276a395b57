"""Is it in the books already? Asked by chip, studbook number, former holder's number before a record is made (R24)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.errors import Invalid, Level, Problem
from zooapp.i18n import _
from zooapp.models import Animal, Identifier, Lineage, MarkKind, Posting, Transaction
from zooapp.permission import Permission
from zooapp.services.identifiers import WORN, local_id
from zooapp.values.marks import Transponder, sort_key
from zooapp.work import Work, needs

THEIRS = (MarkKind.SENDER_ID, MarkKind.LOCAL_ID)


@dataclass(frozen=True)
class Clue:
    """One number that an animal comes with: what kind it is, of which taxon, and for a holder's own number whose."""

    kind: MarkKind
    value: str
    taxon_id: int | None = None
    holder_id: int | None = None


@dataclass(frozen=True)
class Likely:
    """An animal that it may be: its record, how it is called, and whether it wears this very chip now."""

    animal_id: int
    who: str
    wears_it: bool = field(default=False, compare=False)

    def visit(self) -> str:
        """The question to whoever accessions an animal."""
        return _("This may be {who}: a visit of it, or another animal?").format(who=self.who)


def likely(session: Session, clues: Collection[Clue], but: Collection[int] = ()) -> dict[Clue, Likely]:
    """For each clue that fits one: the animal that bears it or bore it, wherever it is; not those in `but`.

    A transponder fits by its number, a studbook number within a taxon, a former local ID within its holder (R24).
    """
    numbers = {clue: _written(clue) for clue in clues}
    kinds = {kind for clue, number in numbers.items() if number for kind in _kinds(clue)}
    if not kinds:
        return {}
    keys = sorted({sort_key(number) for number in numbers.values() if number})
    marks = session.scalars(
        select(Identifier)
        .join(Animal, Animal.id == Identifier.animal_id)
        .where(Identifier.kind.in_(kinds), Identifier.sort_key.in_(keys))
        .where(Identifier.voided_by.is_(None), Animal.voided_by.is_(None), Identifier.animal_id.not_in(but))
        .order_by(Identifier.id)
    ).all()
    books = [mark.animal_id for mark in marks if mark.kind is MarkKind.STUDBOOK]
    taxa = _taxa(session, books) if books else {}
    found: dict[Clue, Likely] = {}
    for clue, number in numbers.items():
        fits = [mark for mark in marks if mark.value.casefold() == number.casefold() and _fits(clue, mark, taxa)]
        if fits:
            found[clue] = _likely(session, fits[-1])
    return found


@needs(Permission.IDENTIFY)
def warn_of_mark(work: Work, animal_id: int, mark: Mapping[str, Any]) -> None:
    """Warn when another record bears the number that this animal is given: two records of one animal are joined."""
    kind, value = MarkKind(mark["kind"]), str(mark["value"])
    taxon = _taxa(work.session, [animal_id]).get(animal_id, set())
    clues = [Clue(kind, value, one) for one in taxon] or [Clue(kind, value)]
    for one in dict.fromkeys(likely(work.session, clues, [animal_id]).values()):
        words = _("{who} bears this number. One animal? Then join the records.")
        work.warn(Problem("value", words.format(who=one.who), Level.WARNING))


def _kinds(clue: Clue) -> Sequence[MarkKind]:
    if clue.kind in THEIRS:
        return THEIRS
    return (clue.kind,) if clue.kind in (MarkKind.TRANSPONDER, MarkKind.STUDBOOK) else ()


def _written(clue: Clue) -> str:
    """The number as an identifier keeps it; "" for one that nobody can have."""
    if clue.kind is not MarkKind.TRANSPONDER:
        return clue.value.strip()
    try:
        return Transponder.parse(clue.value).number
    except Invalid:
        return ""


def _fits(clue: Clue, mark: Identifier, taxa: Mapping[int, set[int]]) -> bool:
    if mark.kind not in _kinds(clue):
        return False
    if clue.kind is MarkKind.STUDBOOK:
        return clue.taxon_id in taxa.get(mark.animal_id, ())
    return clue.kind is MarkKind.TRANSPONDER or mark.institution_id == clue.holder_id


def _taxa(session: Session, animals: Collection[int]) -> dict[int, set[int]]:
    """What each of these animals is or was, with all that it belongs to and all that belongs to it."""
    live = (Posting.animal_id.in_(animals), Transaction.voided_by.is_(None))
    own = select(Posting.animal_id, Posting.taxon_id).join(Transaction, Transaction.id == Posting.transaction_id)
    books = own.where(*live).distinct().subquery()
    found: dict[int, set[int]] = {}
    for here, there in ((Lineage.taxon_id, Lineage.ancestor_id), (Lineage.ancestor_id, Lineage.taxon_id)):
        for animal, taxon in session.execute(select(books.c.animal_id, there).join(books, books.c.taxon_id == here)):
            found.setdefault(animal, set()).add(taxon)
    return found


def _likely(session: Session, mark: Identifier) -> Likely:
    name = session.get_one(Animal, mark.animal_id).house_name
    who = local_id(session, mark.animal_id)
    worn = mark.kind is MarkKind.TRANSPONDER and mark.state in WORN and mark.until is None
    return Likely(mark.animal_id, f"{who} ({name})" if name else who, worn)
