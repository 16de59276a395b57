"""What the forms of acts offer: terms with their effect, groups that are here, the acts of a record, whose it is."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import effects, ledger, places, settings, states
from zooapp.effects import Hands
from zooapp.i18n import day
from zooapp.ledger import Filter
from zooapp.lists import history, picks
from zooapp.lists.animal_rows import rows
from zooapp.lists.picks import Option
from zooapp.models import Animal, AnimalKind, Mode, Posting, Term, Transaction
from zooapp.services.corrections import acts_of
from zooapp.states import State, left_as
from zooapp.values.fold import fold


@dataclass(frozen=True)
class TermEffect:
    """What a term does; `nobody`: whoever leaves so goes to no partner."""

    code: str
    physical: bool
    ownership: bool
    nobody: bool


@dataclass(frozen=True)
class Here:
    """Who we are, and whose hands these records are in on the day, fullest first."""

    us: int
    hands: tuple[Hands, ...]
    taxon_id: int | None
    place_id: int | None


def terms(session: Session, mode: Mode) -> tuple[list[Option], dict[int, TermEffect]]:
    """The terms of a mode to choose from, and what each does."""
    found = session.scalars(select(Term).where(Term.mode == mode, Term.voided_by.is_(None))).all()
    lost = (State.MISSING, State.RELEASED, State.GONE)
    known = {
        term.id: TermEffect(term.code, term.physical, term.ownership, left_as(term.code, term.leaves_as) in lost)
        for term in found
    }
    return picks.options(session, f"terms:{mode}"), known


def standing(session: Session, ids: Sequence[int], today: dt.date) -> Here:
    """How these records stand now; taxon and place are those of the first."""
    us = settings.our_institution(session)
    found = effects.books(session, ids, today)
    hands = sorted(found, key=lambda one: -found[one].total)
    last = select(Posting.taxon_id).where(Posting.animal_id == ids[0]).order_by(Posting.id.desc()).limit(1)
    stay = places.open_stays(session, ids[:1]).get(ids[0])
    return Here(us, tuple(hands), session.scalar(last), stay.enclosure_id if stay else None)


def groups_here(session: Session, today: dt.date, without: int, taxon: int | None = None) -> list[Option]:
    """The groups that we hold, of this taxon if one is said, as "24-0040 · Mandarin duck · 0.0.40"."""
    us = settings.our_institution(session)
    held = {one.animal_id for one in ledger.balances(session, Filter(taxon=taxon, holder=us, until=today))}
    groups = session.scalars(select(Animal.id).where(Animal.kind != AnimalKind.INDIVIDUAL, Animal.voided_by.is_(None)))
    wanted = [key for key in groups if key in held and key != without]
    found = []
    for row in rows(session, wanted, today) if wanted else ():
        cells = row.cells
        count = ".".join(str(n) for n in cells["mfu"]) if isinstance(cells.get("mfu"), tuple) else ""
        label = " · ".join(str(part) for part in (cells.get("local_id"), cells.get("taxon"), count) if part)
        words = "\n".join(fold(str(cells[key])) for key in ("local_id", "name") if cells.get(key))
        found.append(Option(row.id, label, "", words))
    return sorted(found, key=lambda option: fold(option.label))


def acts(session: Session, animal_id: int) -> list[Option]:
    """The acts of a record that were not taken back, the last first, as "3 May 2024 · Died"; none is called alike."""
    query = select(Transaction.id).where(acts_of(animal_id), Transaction.voided_by.is_(None))
    wanted = set(session.scalars(query))
    lines = [line for line in history.history(session, animal_id, 500) if line.kind == "transaction"]
    made, alike = [], Counter[str]()
    for line in (line for line in lines if line.id in wanted):
        label = " · ".join(part for part in (day(line.on), line.words, line.detail) if part)
        alike[label] += 1
        label += f" · {alike[label]}" if alike[label] > 1 else ""
        made.append(Option(line.id, label, "", fold(label)))
    return made


def state_words(session: Session, animal_id: int) -> str:
    """In which state a record is, as a sentence."""
    found = states.standing(session, animal_id)
    return "" if found.state is State.NEVER else states.told(session, animal_id, found)
