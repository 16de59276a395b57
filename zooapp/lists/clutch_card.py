"""The card of eggs or of a fetus: of whom, where, due when, and what happened to them, each with what came of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from zooapp import eggs, names
from zooapp.eggs import Eggs
from zooapp.i18n import N_, _
from zooapp.lists import standing, taxa
from zooapp.lists.animal_rows import local_id_of
from zooapp.lists.clutches import KINDS, state_chip
from zooapp.lists.maturity import ages_of
from zooapp.lists.reading import called
from zooapp.lists.spec import ChipCell, TaxonCell
from zooapp.models import (
    Animal,
    AnimalKind,
    Clutch,
    ClutchAct,
    ClutchEvent,
    Enclosure,
    Entry,
    Identifier,
    Institution,
    MarkKind,
    Person,
    Posting,
)
from zooapp.settings import US

ACTS: Final = {  # words and icon
    ClutchAct.LAID: (N_("Laid"), "egg"),
    ClutchAct.INCUBATED: (N_("Put into the incubator"), "box"),
    ClutchAct.FOSTERED: (N_("Put under foster parents"), "home"),
    ClutchAct.CANDLED: (N_("Candled"), "eye"),
    ClutchAct.LOST: (N_("Lost or broken"), "circle-x"),
    ClutchAct.TAKEN_OUT: (N_("Taken out, infertile or dead"), "circle-x"),
    ClutchAct.SOLD: (N_("Sold"), "cash"),
    ClutchAct.EATEN: (N_("Eaten"), "bowl"),
    ClutchAct.TRANSFERRED: (N_("Handed over"), "transfer-out"),
    ClutchAct.HATCHED: (N_("Hatched"), "feather"),
    ClutchAct.IDENTIFIED: (N_("Fetus found"), "stethoscope"),
    ClutchAct.NOT_FOUND: (N_("Not found any more"), "question-mark"),
}
OF_FETUS: Final = {ClutchAct.HATCHED: N_("Born"), ClutchAct.LOST: N_("Lost")}


@dataclass(frozen=True)
class Link:
    """An animal that can be gone to."""

    id: int
    local_id: str


@dataclass(frozen=True)
class Happened:
    """One thing that happened: the day, in words, a detail, who wrote it, and the young that came of it."""

    id: int
    on: dt.date
    words: str
    detail: str
    who: str
    icon: str
    young: tuple[Link, ...]


@dataclass(frozen=True)
class ClutchFacts:
    """Eggs or a fetus, ready to be shown."""

    id: int
    kind: AnimalKind
    local_id: str
    kind_words: str
    taxon: TaxonCell
    taxon_id: int
    sums: Eggs
    state: ChipCell
    due: dt.date | None
    dam: Link | None
    sire: Link | None
    owner_id: int
    owner: str
    place: str
    place_id: int | None
    days: int | None
    happened: tuple[Happened, ...]


def read(session: Session, animal_id: int, today: dt.date) -> ClutchFacts | None:
    """What the card shows; None when there is no such record, or no more. At most 6 statements."""
    here, events = Animal.id.expression, eggs.live(session, [animal_id]).get(animal_id)
    row = session.execute(
        select(Animal.kind, Clutch, (Clutch.owner_id == US).label("ours"), Enclosure.code, Enclosure.name)
        .add_columns(local_id_of(here).label("local_id"), Enclosure.id.label("place_id"))
        .add_columns(local_id_of(Clutch.dam_id).label("dam"), local_id_of(Clutch.sire_id).label("sire"))
        .add_columns(called("institution", Clutch.owner_id, Institution.name, short=True).label("owner"))
        .join(Clutch, and_(Clutch.animal_id == Animal.id, Clutch.voided_by.is_(None)))
        .join(Institution, Institution.id == Clutch.owner_id)
        .outerjoin(Enclosure, Enclosure.id == standing.place_of(here, today))
        .where(Animal.id == animal_id, Animal.voided_by.is_(None))
    ).one_or_none()
    if row is None or not events:
        return None
    clutch: Clutch = row.Clutch
    sums = eggs.summed(events)
    due = eggs.due(clutch, sums.since)
    return ClutchFacts(
        id=animal_id,
        kind=row.kind,
        local_id=row.local_id or "",
        kind_words=_(KINDS[row.kind]),
        taxon=taxa.words_of(session, [clutch.taxon_id])[clutch.taxon_id].cell(),
        taxon_id=clutch.taxon_id,
        sums=sums,
        state=state_chip(due, sums.left, today),
        due=due,
        dam=Link(clutch.dam_id, row.dam or "") if clutch.dam_id else None,
        sire=Link(clutch.sire_id, row.sire or "") if clutch.sire_id else None,
        owner_id=clutch.owner_id,
        owner="" if row.ours else row.owner,
        place=f"{row.code} · {row.name}" if row.code else "",
        place_id=row.place_id,
        days=clutch.incubation_days,
        happened=tuple(_happened(session, events, row.kind is AnimalKind.FETUS)),
    )


def _happened(session: Session, events: Sequence[ClutchEvent], fetus: bool) -> list[Happened]:
    """The newest first."""
    who = session.execute(
        select(Entry.id, Person.name)
        .join(Person, Person.id == Entry.person_id)
        .where(Entry.id.in_({event.entry_id for event in events}))
    )
    people = {row.id: row.name for row in who}
    young = _young(session, [event.transaction_id for event in events if event.transaction_id is not None])
    known = {event.partner_id for event in events if event.partner_id is not None}
    partners = names.short(session, "institution", known) if known else {}
    return [
        Happened(
            id=event.id,
            on=event.on,
            words=_words(event, fetus),
            detail=" · ".join(filter(None, (partners.get(event.partner_id or 0), event.incubation, event.note))),
            who=people.get(event.entry_id, ""),
            icon=ACTS[event.what][1],
            young=young.get(event.transaction_id or 0, ()),
        )
        for event in reversed(events)
    ]


def _words(event: ClutchEvent, fetus: bool) -> str:
    """ "Candled: 6 fertile, 1 infertile, 1 dead in shell"."""
    words = _(OF_FETUS[event.what] if fetus and event.what in OF_FETUS else ACTS[event.what][0])
    if event.what is ClutchAct.CANDLED:
        seen = (
            (event.fertile, _("{n} fertile")),
            (event.infertile, _("{n} infertile")),
            (event.dead, _("{n} dead in shell")),
        )
        return f"{words}: {', '.join(text.format(n=n) for n, text in seen if n)}"
    return f"{words}: {event.count}" if event.count and not fetus else words


def _young(session: Session, acts: Sequence[int]) -> dict[int, tuple[Link, ...]]:
    found: dict[int, tuple[Link, ...]] = {}
    if not acts:
        return found
    own = (Identifier.kind == MarkKind.LOCAL_ID, Identifier.until.is_(None), Identifier.voided_by.is_(None))
    rows = session.execute(
        select(Posting.transaction_id, Posting.animal_id, Identifier.value)
        .join(Identifier, Identifier.animal_id == Posting.animal_id)
        .where(Posting.transaction_id.in_(acts), *own)
        .order_by(Posting.id)
    )
    for act, animal, local_id in rows:
        found[act] = (*found.get(act, ()), Link(animal, local_id))
    return found


def days_of(session: Session, taxon_id: int) -> int | None:
    """How long eggs of a taxon take: as it is known of the taxon, else as of its last clutch; None when not known."""
    query = select(Clutch.incubation_days).where(Clutch.taxon_id == taxon_id, Clutch.incubation_days.is_not(None))
    last = query.where(Clutch.voided_by.is_(None)).order_by(Clutch.id.desc()).limit(1)
    return ages_of(session, taxon_id).carried_most or session.scalar(last)

