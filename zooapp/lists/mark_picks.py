"""What the forms about marks choose from: the marks of an animal, chips of the stock, animals that may be the same."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from zooapp.i18n import _, day
from zooapp.lists import animal_rows
from zooapp.lists.picks import Option
from zooapp.lists.transponders import WORDS
from zooapp.models import Animal, AnimalKind, Identifier, MarkKind, Posting, Transponder
from zooapp.models.animal import MARKS
from zooapp.services import transponders
from zooapp.settings import US
from zooapp.values.fold import fold
from zooapp.values.marks import Transponder as Chip
from zooapp.values.marks import TransponderState

STOCK: Final = (TransponderState.AVAILABLE, TransponderState.ASSIGNED)


@dataclass(frozen=True)
class Mark:
    """A mark of an animal as a form needs it: where it is on the body, how it stands, the version that was read."""

    place: str | None
    state: TransponderState
    version: int


def marks(session: Session, animal: int, *states: TransponderState) -> tuple[list[Option], dict[int, Mark]]:
    """The marks of an animal in these states, the newest first, and what is known of each; not its local ID with us."""
    found = session.scalars(
        select(Identifier)
        .where(Identifier.animal_id == animal, Identifier.voided_by.is_(None), Identifier.state.in_(states))
        .where(or_(Identifier.kind != MarkKind.LOCAL_ID, Identifier.institution_id != US))
        .order_by(Identifier.id.desc())
    ).all()
    known = {mark.id: Mark(mark.place, mark.state, mark.version) for mark in found}
    return [_mark(mark) for mark in found], known


def _mark(mark: Identifier) -> Option:
    value = Chip.parse(mark.value).show() if mark.kind is MarkKind.TRANSPONDER else mark.value
    kind, state = _(dict(MARKS)[mark.kind]), _(WORDS[mark.state][0])
    since = day(mark.since) if mark.since else ""
    detail = " · ".join(part for part in (mark.place, state, since) if part)
    return Option(mark.id, f"{kind} {value}", detail, "\n".join((fold(kind), fold(value), fold(mark.value))))


def chips(session: Session, animal: int) -> tuple[list[Option], dict[int, int]]:
    """The chips of the stock that may go into an animal, those put by for it first; and the version of each."""
    own = or_(Transponder.animal_id.is_(None), Transponder.animal_id == animal)
    stock = select(Transponder).where(Transponder.voided_by.is_(None), Transponder.fate.is_(None), own)
    found = session.scalars(stock.order_by(Transponder.animal_id.is_(None), Transponder.id)).all()
    states = transponders.states(session, found)
    free = [chip for chip in found if states[chip.id] in STOCK]
    options = [_chip(chip, states[chip.id]) for chip in free]
    return options, {chip.id: chip.version for chip in free}


def _chip(chip: Transponder, state: TransponderState) -> Option:
    number = Chip.parse(chip.number).show()
    detail = " · ".join(part for part in (_(WORDS[state][0]), chip.lot) if part)
    return Option(chip.id, number, detail, f"{fold(number)}\n{chip.number}\n{fold(chip.lot or '')}")


def same_kind(session: Session, animal: int) -> list[Option]:
    """Single animals of the taxon of this one, also those that left or died: of which one may be the same."""
    mine = select(Posting.taxon_id).where(Posting.animal_id == animal)
    alike = select(Posting.animal_id).where(Posting.taxon_id.in_(mine))
    alone = (Animal.kind == AnimalKind.INDIVIDUAL, Animal.voided_by.is_(None), Animal.id != animal)
    return animals(session, session.scalars(select(Animal.id).where(*alone, Animal.id.in_(alike))).all())


def animals(session: Session, ids: Collection[int]) -> list[Option]:
    """These animals by local ID, with name and state."""
    rows = animal_rows.rows(session, list(ids), None) if ids else []
    return sorted((_animal(row.id, row.cells) for row in rows), key=lambda option: option.label)


def _animal(key: int, cells: Mapping[str, Any]) -> Option:
    label = " · ".join(part for part in (cells["local_id"], cells["name"]) if part)
    detail = " · ".join(part for part in (str(cells["taxon"]), str(cells["status"]), cells["enclosure"]) if part)
    return Option(key, label, detail, f"{fold(label)}\n{fold(detail)}")
