"""Two records side by side: what they say of one animal, where they differ, and what becomes of the acts of one."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zooapp.errors import Problem
from zooapp.fields import fields_of
from zooapp.i18n import _, day
from zooapp.lists import cards
from zooapp.lists.cards import AnimalCard
from zooapp.models import Animal, Posting, Transaction
from zooapp.models.animal import ORIGINS, Origin
from zooapp.services import merges


@dataclass(frozen=True)
class Pair:
    """What both say under one label."""

    label: str
    mine: str
    theirs: str

    @property
    def differs(self) -> bool:
        """Whether they say different things."""
        return self.mine != self.theirs


@dataclass(frozen=True)
class Compared:
    """The kept record (the older) and the dropped one; `fields` are those of which a value is chosen: name -> both."""

    keep: int
    drop: int
    version: int
    called: tuple[str, str]
    pairs: tuple[Pair, ...]
    fields: Mapping[str, tuple[Any, Any]]
    over: int
    back: int
    problems: tuple[Problem, ...]


def compare(session: Session, one: int, other: int, on: dt.date) -> Compared:
    """Read both records; that with the earlier first act is kept."""
    keep, drop = sorted((one, other), key=lambda animal: (_first(session, animal) or on, animal))
    mine, theirs = session.get_one(Animal, keep), session.get_one(Animal, drop)
    shown = [cards.animal_card(session, animal, on) for animal in (keep, drop)]
    fit = merges.fitting(session, keep, drop)
    values = {name: (getattr(mine, name), getattr(theirs, name)) for name in merges.KEPT_FIELDS}
    return Compared(
        keep,
        drop,
        mine.version,
        (shown[0].local_id, shown[1].local_id),
        tuple(Pair(label, a, b) for (label, a), (_same, b) in zip(*map(_facts, shown), strict=True)),
        {name: pair for name, pair in values.items() if pair[0] != pair[1] and pair[1] not in (None, Origin.UNKNOWN)},
        len(fit.over) + len(fit.again),
        len(fit.back),
        tuple(merges.refusals(session, mine, theirs)),
    )


def words_of(value: Any) -> str:
    """A value of a field as a choice shows it."""
    if value is None:
        return _("nothing")
    if isinstance(value, Origin):
        return _(dict(ORIGINS)[value])
    return str(value.show()) if hasattr(value, "show") else str(value)


def label_of(name: str) -> str:
    """The source text of a field's label."""
    return fields_of(Animal)[name].field.label


def _first(session: Session, animal: int) -> dt.date | None:
    acts = select(func.min(Posting.on)).join(Transaction, Transaction.id == Posting.transaction_id)
    first: dt.date | None = session.scalar(acts.where(Posting.animal_id == animal, Transaction.voided_by.is_(None)))
    return first


def _facts(card: AnimalCard) -> Sequence[tuple[str, str]]:
    born = card.born.show() if card.born is not None else ""
    return (
        (_("Local ID"), card.local_id),
        (_("House name"), card.title if card.title != card.local_id else ""),
        (_("Taxon"), str(card.taxon)),
        (_("Sex"), card.sex),
        (_("Born"), born),
        (_("Origin"), " · ".join(part for part in (card.origin, card.birthplace) if part)),
        (_("Came"), " · ".join(part for part in (card.came, day(card.came_on)) if part)),
        (_("Status"), " · ".join(str(chip) for chip in card.chips)),
        (_("Enclosure"), card.enclosure),
        (_("Marks"), ", ".join(mark.value for mark in card.marks if mark.valid)),
        (_("Photos"), str(len(card.photos))),
        (_("Note"), card.note),
    )
