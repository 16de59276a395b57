"""What an act is going to change, before it is saved: how many, held and owned by whom, before and after it."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import ledger, names, settings
from zooapp.errors import Invalid
from zooapp.i18n import _
from zooapp.ledger import Filter
from zooapp.models import Institution
from zooapp.models.institution import MISSING
from zooapp.values.counts import SexCount

NONE: Final = SexCount(0, 0, 0)
NOBODY: Final = -1  # holds what is missing


@dataclass(frozen=True)
class Hands:
    """Who holds, and who owns."""

    holder_id: int
    owner_id: int


Books = Mapping[Hands, SexCount]
Change = Callable[[Books], Books]


@dataclass(frozen=True)
class Effect:
    """The lines of the books before and after an act; one word where there is nobody."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    difference: int = 0  # of all animals, whoever holds them


def books(session: Session, animals: Collection[int], on: dt.date) -> dict[Hands, SexCount]:
    """How many of these records together stand with whom, at the end of a day."""
    found: dict[Hands, SexCount] = {}
    for balance in ledger.balances(session, Filter(animals=animals, until=on)) if animals else ():
        hands = Hands(balance.holder_id, balance.owner_id)
        found[hands] = found.get(hands, NONE) + balance.count
    return found


def preview(session: Session, animals: Collection[int], on: dt.date, change: Change) -> Effect | None:
    """What a change of these records does; None when more would leave than there is."""
    before = books(session, animals, on)
    try:
        after = change(before)
    except Invalid:
        return None
    more = sum(n.total for n in after.values()) - sum(n.total for n in before.values())
    return Effect(_told(session, before), _told(session, after), more)


def come(count: SexCount, hands: Hands | None = None) -> Change:
    """So many more: into these hands, or into those of the first that are there."""

    def changed(books: Books) -> Books:
        into = hands or next(iter(books))
        return {**books, into: books.get(into, NONE) + count}

    return changed


def leave(holder_id: int, count: SexCount | None = None) -> Change:
    """All that an institution holds of them, or so many, leave the books."""
    return _taken(holder_id, count, lambda _from: None)


def hand_over(
    holder_id: int, count: SexCount | None = None, *, holder: int | None = None, owner: int | None = None
) -> Change:
    """All that an institution holds of them, or so many, have another holder, another owner or both."""
    return _taken(holder_id, count, lambda was: Hands(holder or was.holder_id, owner or was.owner_id))


def counted(holder_id: int, count: SexCount) -> Change:
    """So many were counted of what an institution holds."""
    return lambda books: {hands: count if hands.holder_id == holder_id else n for hands, n in books.items()}


def _taken(holder_id: int, count: SexCount | None, to: Callable[[Hands], Hands | None]) -> Change:
    def changed(books: Books) -> Books:
        after = dict(books)
        for hands in [one for one in books if one.holder_id == holder_id]:
            part = books[hands] if count is None else count
            after[hands] = after[hands] - part
            if (there := to(hands)) is not None:
                after[there] = after.get(there, NONE) + part
        return after

    return changed


def _told(session: Session, books: Books) -> tuple[str, ...]:
    us = settings.our_institution(session)
    all_of_them = {key for hands in books for key in (hands.holder_id, hands.owner_id)}
    known = names.short(session, "institution", all_of_them) if all_of_them else {}

    def name(key: int) -> str:
        return known.get(key) or session.get_one(Institution, key).name if key != NOBODY else ""

    lost = session.scalar(select(Institution.id).where(Institution.mnemonic == MISSING))
    lines = []
    for hands, n in sorted(books.items(), key=lambda one: one[0].holder_id != us):
        if not n.total:
            continue
        gone = hands.holder_id in (NOBODY, lost)
        where = _("missing") if gone else _("held by {name}").format(name=name(hands.holder_id))
        where = _("here") if hands.holder_id == us else where
        whose = _("ours") if hands.owner_id == us else _("owned by {name}").format(name=name(hands.owner_id))
        lines.append(f"{n} · {where} · {whose}")
    return tuple(lines) or (_("none"),)
