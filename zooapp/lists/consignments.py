"""The list of consignments: from whom to whom, how far it has come, how many animals."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session, aliased

from zooapp import names
from zooapp.i18n import N_, _
from zooapp.lists.reading import those
from zooapp.lists.spec import ANY, ChipCell, Column, FilterSpec, ListSpec, Query, Row, Tone
from zooapp.models import Consignment, ConsignmentLine, Institution, Stage

STAGES: Final[dict[Stage, tuple[str, Tone, str]]] = {
    Stage.PROPOSED: (N_("Proposed"), "mute", "note"),
    Stage.READY: (N_("Ready"), "due", "check"),
    Stage.IN_TRANSIT: (N_("In transit"), "due", "truck"),
    Stage.ARRIVED: (N_("Arrived"), "ok", "plane-arrival"),
    Stage.CLOSED: (N_("Closed"), "mute", "archive"),
    Stage.CANCELLED: (N_("Cancelled"), "bad", "ban"),
}
COLUMNS: Final = (
    Column("number", N_("Number"), 140),
    Column("sender", N_("Sender"), 210),
    Column("receiver", N_("Receiver"), 210),
    Column("arrived", N_("Arrival date"), 110, "day"),
    Column("mfu", N_("M.F.U"), 124, "mfu"),
    Column("dead", N_("Dead on arrival"), 110, "number", right=True),
    Column("stage", N_("Stage"), 130, "chip"),
)
FILTERS: Final = (
    FilterSpec("stage", N_("Stage"), (ANY, *((stage.value, words) for stage, (words, _t, _i) in STAGES.items()))),
    FilterSpec("partner", N_("Partner"), pick="institutions"),
)
PARTS: Final = ("alive_m", "alive_f", "alive_u")
DEAD: Final = ("dead_m", "dead_f", "dead_u")
SENDER, RECEIVER = aliased(Institution), aliased(Institution)


def _of_lines(*columns: str) -> Any:
    table = ConsignmentLine.__table__
    mine = (ConsignmentLine.consignment_id == Consignment.id) & ConsignmentLine.voided_by.is_(None)
    whole = sum((table.c[column] for column in columns[1:]), table.c[columns[0]])
    return select(func.coalesce(func.sum(whole), 0)).where(mine).scalar_subquery()


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    stage, partner = (LIST.wanted(query, key) if ids is None else "" for key in ("stage", "partner"))
    either = (Consignment.sender_id == int(partner or 0)) | (Consignment.receiver_id == int(partner or 0))
    found = session.execute(
        select(Consignment.id, Consignment.number, Consignment.stage, Consignment.arrived_on)
        .add_columns(Consignment.sender_id, Consignment.receiver_id)
        .add_columns(SENDER.name.label("sender"), RECEIVER.name.label("receiver"))
        .add_columns(*(_of_lines(part).label(part) for part in PARTS), _of_lines(*DEAD).label("dead"))
        .join(SENDER, SENDER.id == Consignment.sender_id)
        .join(RECEIVER, RECEIVER.id == Consignment.receiver_id)
        .where(those(session, Consignment, query, ids))
        .where(Consignment.stage == Stage(stage) if stage else true(), either if partner else true())
    ).all()
    called = names.of(session, "institution", {key for row in found for key in (row.sender_id, row.receiver_id)})
    return [_row(row, called) for row in found]


def _row(row: Any, called: dict[int, str]) -> Row:
    stage = chip(row.stage)
    cells = {
        "number": row.number,
        "sender": called.get(row.sender_id, row.sender),
        "receiver": called.get(row.receiver_id, row.receiver),
        "arrived": row.arrived_on,
        "mfu": tuple(int(getattr(row, part)) for part in PARTS),
        "dead": int(row.dead),
        "stage": stage,
    }
    return Row(row.id, cells, stage.kind)


def chip(stage: Stage) -> ChipCell:
    """How far a consignment has come."""
    words, tone, icon = STAGES[stage]
    return ChipCell(_(words), tone, icon)


LIST: Final = ListSpec(
    kind="consignments",
    title=N_("Consignments"),
    columns=COLUMNS,
    default_order="number",
    default_descending=True,
    rows=_rows,
    filters=FILTERS,
)
