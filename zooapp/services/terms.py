"""Terms: the business words of acts, and what they do to holder and owner. What a used one does stays (R36)."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import naming
from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.models import Consignment, Mode, Name, Term, Transaction
from zooapp.permission import Permission
from zooapp.services import numbers
from zooapp.work import Work, needs

# Acts that a person writes with a term of her choice; the words of the others are the program's own.
OPEN: Final = (Mode.ARRIVAL, Mode.DEPARTURE, Mode.TRANSFER, Mode.BIRTH, Mode.DEATH)
FIXED: Final = ("mode", "physical", "ownership", "title_passes", "leaves_as")


@needs(Permission.EDIT_INSTITUTIONS)
def add(work: Work, values: Mapping[str, Any], names: Mapping[str, str]) -> Term:
    """Add a term, called so by locale: at least in one."""
    if not names:
        raise Invalid(Problem("names.en", _("Fill this in.")))
    code = f"own_{numbers.next_number(work, 'term')}"
    term = work.add(Term(**{"code": code, "name": names.get("en") or next(iter(names.values())), **values}))
    _refuse_odd(term)
    for locale, text in names.items():
        naming.name(work, term, locale, text)
    return term


@needs(Permission.EDIT_INSTITUTIONS)
def amend(work: Work, term: int, version: int, values: Mapping[str, Any]) -> Term:
    """Change what a term does, while no act bears it: what acts say of the past must not change with it."""
    changed = [name for name in values if name in FIXED]
    if changed and (used(work.session, term) or work.get(Term, term).mode not in OPEN):
        raise Invalid([Problem(name, _("Acts bear this term: what it does stays.")) for name in changed])
    record = work.amend(Term, term, version, values)
    _refuse_odd(record)
    return record


@needs(Permission.EDIT_INSTITUTIONS)
def rename(work: Work, term: int, locale: str, text: str, short: str | None = None) -> Name:
    """What a term is called in one language; a used one too."""
    return naming.name(work, work.get(Term, term), locale, text, short)


@needs(Permission.EDIT_INSTITUTIONS)
def void(work: Work, term: int) -> None:
    """Offer a term no more. Acts that bear it keep it; it can be undone."""
    record = work.get(Term, term)
    if record.mode not in OPEN:
        raise Invalid(_("The program needs this term."))
    work.void(record)


def used(session: Session, term: int) -> bool:
    """Whether an act or a consignment bears this term, also one that was taken back."""
    act = select(Transaction.id).where(Transaction.term_id == term).limit(1)
    consignment = select(Consignment.id).where(Consignment.term_id == term).limit(1)
    return any(session.scalar(query) is not None for query in (act, consignment))


def _refuse_odd(term: Term) -> None:
    if term.mode not in OPEN:
        raise Invalid(Problem("mode", _("Words of this kind of act are the program's own.")))
    if term.leaves_as and term.mode is not Mode.DEPARTURE:
        raise Invalid(Problem("leaves_as", _("Only for departures: leave this empty.")))
    if not (term.physical or term.ownership):
        raise Invalid(Problem("physical", _("It has to change the holder, the owner, or both.")))
