"""The list of transponders: what is in stock, put by, worn, failed; each with its lot and its animal."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.i18n import N_, _
from zooapp.lists.reading import those
from zooapp.lists.spec import ANY, ChipCell, Column, FilterSpec, ListSpec, Query, Row
from zooapp.models import Identifier, MarkKind, Transponder
from zooapp.services import transponders
from zooapp.settings import US
from zooapp.values.marks import Transponder as Chip
from zooapp.values.marks import TransponderState

WORDS: Final = {
    TransponderState.AVAILABLE: (N_("available"), "ok", "check"),
    TransponderState.ASSIGNED: (N_("assigned"), "due", "pinned"),
    TransponderState.IN_USE: (N_("in use"), "ok", "barcode"),
    TransponderState.REMOVED: (N_("removed"), "mute", "circle"),
    TransponderState.FAILED: (N_("failed"), "bad", "alert-triangle"),
    TransponderState.LOST: (N_("lost"), "bad", "help-circle"),
}
COLUMNS: Final = (
    Column("number", N_("Number"), 170),
    Column("state", N_("State"), 130, "chip"),
    Column("animal", N_("Animal"), 100),
    Column("lot", N_("Lot"), 120),
    Column("supplier", N_("Supplier"), 180),
    Column("received", N_("Received on"), 120, "day"),
)
FILTERS: Final = (
    FilterSpec("state", N_("State"), (ANY, *((state.value, words) for state, (words, _tone, _icon) in WORDS.items()))),
)


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    chips = session.scalars(select(Transponder).where(those(session, Transponder, query, ids))).all()
    worn = transponders.wearers(session, [chip.number for chip in chips])
    state = {chip.id: transponders.state_of(chip, worn.get(chip.number)) for chip in chips}
    if ids is None and (wanted := LIST.wanted(query, "state")):
        chips = [chip for chip in chips if state[chip.id] == wanted]
    animals = {chip.id: worn[chip.number].animal_id if chip.number in worn else chip.animal_id for chip in chips}
    called = _local_ids(session, {animal for animal in animals.values() if animal is not None})
    return [_row(chip, state[chip.id], animals[chip.id], called) for chip in chips]


def _local_ids(session: Session, animals: set[int]) -> dict[int, str]:
    """How we call these animals."""
    query = select(Identifier.animal_id, Identifier.value).where(Identifier.animal_id.in_(animals))
    query = query.where(Identifier.kind == MarkKind.LOCAL_ID, Identifier.institution_id == US)
    found = session.execute(query.where(Identifier.voided_by.is_(None)).order_by(Identifier.id))
    return {row.animal_id: row.value for row in found}


def _row(chip: Transponder, state: TransponderState, animal: int | None, called: Mapping[int, str]) -> Row:
    words, tone, icon = WORDS[state]
    cells: dict[str, Any] = {
        "number": Chip.parse(chip.number).show(),
        "state": ChipCell(_(words), tone, icon),  # type: ignore[arg-type]
        "animal": called.get(animal or 0, ""),
        "lot": chip.lot or "",
        "supplier": chip.supplier or "",
        "received": chip.received_on,
        "about": animal,
    }
    return Row(chip.id, cells, state.value)


LIST: Final = ListSpec("transponders", N_("Transponders"), COLUMNS, "number", _rows, FILTERS)
