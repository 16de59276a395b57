"""The stock of drugs, a batch a line: what is left, until when it may be given, in which cupboard."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from zooapp.i18n import N_, _, day
from zooapp.lists.reading import by_words
from zooapp.lists.spec import ANY, ChipCell, Column, FilterSpec, ListSpec, Query, Row, Tone
from zooapp.models import Drug, DrugBatch, StockMove
from zooapp.values.doses import Amount

SOON: Final = 60  # days
STATES: Final[dict[str, tuple[str, Tone, str]]] = {
    "good": (N_("usable"), "ok", "check"),
    "soon": (N_("expires soon"), "due", "clock-exclamation"),
    "expired": (N_("expired"), "bad", "ban"),
    "empty": (N_("used up"), "mute", "circle"),
}
COLUMNS: Final = (
    Column("drug", N_("Drug"), 200),
    Column("number", N_("Batch number"), 120),
    Column("cupboard", N_("Cupboard"), 120),
    Column("left", N_("Remaining"), 100, right=True),
    Column("good_until", N_("Good until"), 120, "day"),
    Column("opened", N_("Opened on"), 120, "day"),
    Column("state", N_("State"), 130, "chip"),
)
FILTERS: Final = (
    FilterSpec("state", N_("State"), (ANY, *((key, words) for key, (words, _tone, _icon) in STATES.items()))),
    FilterSpec("drug", N_("Drug"), pick="drugs"),
)


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    left = (
        select(StockMove.batch_id, func.sum(StockMove.amount).label("left"))
        .where(StockMove.voided_by.is_(None), StockMove.on <= query.on if query.on else true())
        .group_by(StockMove.batch_id)
        .subquery()
    )
    drug = LIST.wanted(query, "drug")
    by_text = by_words(session, query.text, "drug", DrugBatch.drug_id.expression, DrugBatch.number.contains)
    found = session.execute(
        select(DrugBatch, left.c.left, Drug.generic, Drug.trade, Drug.unit, Drug.controlled)
        .join(Drug, Drug.id == DrugBatch.drug_id)
        .outerjoin(left, left.c.batch_id == DrugBatch.id)
        .where(DrugBatch.voided_by.is_(None), by_text if ids is None else DrugBatch.id.in_(ids))
        .where(DrugBatch.drug_id == int(drug) if drug and ids is None else true())
    ).all()
    made = [_row(row, query.on or dt.date.max) for row in found]
    state = LIST.wanted(query, "state") if ids is None else ""
    return [row for row in made if not state or row.state == state]


def _row(row: Any, on: dt.date) -> Row:
    batch: DrugBatch = row.DrugBatch
    left = int(row.left or 0)
    state = "empty" if not left else "expired" if batch.good_until < on else "good"
    if state == "good" and (batch.good_until - on).days <= SOON:
        state = "soon"
    words, tone, icon = STATES[state]
    cells: dict[str, Any] = {
        "drug": f"{row.trade} ({row.generic})" if row.trade else row.generic,
        "number": batch.number,
        "cupboard": batch.cupboard,
        "left": str(Amount(left, row.unit)),
        "good_until": batch.good_until,
        "opened": batch.opened,
        "state": ChipCell(_(words), tone, icon),
        "controlled": row.controlled,
        "expires": day(batch.expires),
        "version": batch.version,
    }
    return Row(batch.id, cells, state)


LIST: Final = ListSpec("drug_stock", N_("Stock of drugs"), COLUMNS, "drug", _rows, FILTERS)
