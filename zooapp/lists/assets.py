"""The list of assets: inventory number, animal, book value, since when, and whether it still stands in the books."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.i18n import N_, _
from zooapp.lists import animal_rows, standing
from zooapp.lists.reading import by_words, records
from zooapp.lists.spec import ANY, ChipCell, Column, FilterSpec, ListSpec, Query, Row
from zooapp.models import Asset, AssetAct, AssetActKind, AssetLine
from zooapp.services import assets
from zooapp.values.money import Money

STATES: Final = {
    "books": (N_("in the books"), "ok", "check"),
    "gone": (N_("to write off"), "due", "alert-triangle"),
    AssetActKind.TRANSFER: (N_("transferred"), "mute", "transfer-out"),
    AssetActKind.WRITE_OFF: (N_("written off"), "mute", "circle-x"),
}
COLUMNS: Final = (
    Column("number", N_("Inventory number"), 156),
    Column("local_id", N_("Local ID"), 84),
    Column("taxon", N_("Taxon"), 232, "taxon"),
    Column("mfu", N_("M.F.U"), 100, "mfu"),
    Column("worth", N_("Book value"), 140, right=True),
    Column("state", N_("State"), 132, "chip"),
    Column("since", N_("In the books since"), 130, "day"),
    Column("name", N_("Name"), 96),
)
FILTERS: Final = (
    FilterSpec("state", N_("State"), (ANY, *((str(key), words) for key, (words, _tone, _icon) in STATES.items()))),
)


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    by_text = by_words(session, query.text, "animal", Asset.animal_id.expression, None)
    wanted = by_text if ids is None else Asset.id.in_(ids)
    known = standing.by(Asset.since, query.on)
    found = session.execute(select(Asset, _ended(query)).where(Asset.voided_by.is_(None), wanted, known)).all()
    animals = animal_rows.rows(session, [asset.animal_id for asset, _end in found], query.on, "owned")
    by_animal = {row.id: row.cells for row in animals}
    made = [_row(asset, by_animal.get(asset.animal_id, {}), ended) for asset, ended in found]
    state = LIST.wanted(query, "state") if ids is None else ""
    return [row for row in made if not state or row.state == state]


def _ended(query: Query) -> Any:
    """The kind of the act that took the asset out of the books by the day, beside its id."""
    live = (AssetLine.voided_by.is_(None), AssetAct.voided_by.is_(None), AssetAct.kind.in_(assets.ENDS))
    act = select(AssetAct.kind).join(AssetLine, AssetLine.act_id == AssetAct.id)
    mine = act.where(AssetLine.asset_id == Asset.id, *live, standing.by(AssetAct.on, query.on))
    return mine.limit(1).scalar_subquery().label("ended")


def _row(asset: Asset, animal: dict[str, Any], ended: AssetActKind | None) -> Row:
    count = animal.get("mfu", (0, 0, 0))
    key = ended or ("books" if sum(count) else "gone")
    words, tone, icon = STATES[key]
    cells: dict[str, Any] = {
        "number": asset.number,
        "local_id": animal.get("local_id", ""),
        "name": animal.get("name", ""),
        "taxon": animal.get("taxon"),
        "mfu": count,
        "worth": asset.worth.show(),
        "since": asset.since,
        "about": asset.animal_id,
        "state": ChipCell(_(words), tone, icon),  # type: ignore[arg-type]
    }
    return Row(asset.id, cells, str(key))


def _foot(session: Session, query: Query) -> str:
    """ "12 records · 1 200 000.00 KPW in the books"."""
    found = _rows(session, query, None)
    keys = [row.id for row in found if row.state in ("books", "gone")]
    sums: dict[str, int] = {}
    for asset in session.scalars(select(Asset).where(Asset.id.in_(keys))):
        sums[asset.worth.currency] = sums.get(asset.worth.currency, 0) + asset.worth.value
    whole = ", ".join(Money(value, currency).show() for currency, value in sorted(sums.items()))
    said = _("In the books: {value}").format(value=whole) if whole else ""
    return " · ".join(part for part in (records(len(found)), said) if part)


LIST: Final = ListSpec("assets", N_("Assets"), COLUMNS, "number", _rows, FILTERS, foot=_foot)
