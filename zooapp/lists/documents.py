"""The list of papers: what was issued, when, by whom, and what happened to it last."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Select, select, true
from sqlalchemy.orm import Session

from zooapp.i18n import N_, _
from zooapp.lists.reading import by_words
from zooapp.lists.spec import ANY, ChipCell, Column, FilterSpec, ListSpec, Query, Row, Tone
from zooapp.models import Document, DocumentEvent, DocumentState, Person

SERIES: Final = {
    "transfer-certificate": N_("Transfer certificate"),
    "inventory": N_("Annual inventory"),
    "quarantine-release": N_("Release certificate"),
}
STATES: Final[dict[DocumentState, tuple[str, Tone, str]]] = {
    DocumentState.ISSUED: (N_("Issued"), "due", "file-certificate"),
    DocumentState.SIGNED_SENDER: (N_("Signed by the sender"), "due", "signature"),
    DocumentState.SIGNED_RECEIVER: (N_("Signed by the receiver"), "ok", "signature"),
    DocumentState.SCAN_FILED: (N_("Scan filed"), "ok", "file-check"),
    DocumentState.REVISED: (N_("Revised"), "mute", "file"),
    DocumentState.VOIDED: (N_("Void"), "bad", "file-x"),
}
COLUMNS: Final = (
    Column("number", N_("Number"), 148),
    Column("title", N_("Paper"), 200, sort=False),
    Column("revision", N_("Revision"), 76, "number", sort=False, right=True),
    Column("issued", N_("Issued on"), 110, "day"),
    Column("by", N_("Issued by"), 150, sort=False),
    Column("languages", N_("Languages"), 110, sort=False),
    Column("state", N_("State"), 180, "chip", sort=False),
)
FILTERS: Final = (
    FilterSpec("state", N_("State"), (ANY, *((state.value, words) for state, (words, _t, _i) in STATES.items()))),
)


def series_name(series: str) -> str:
    """What papers of a series are called."""
    kind, _colon, _year = series.partition(":")
    return _(SERIES[kind]) if kind in SERIES else kind.replace("-", " ").capitalize()


def _state() -> Any:
    return (
        select(DocumentEvent.state)
        .where(DocumentEvent.document_id == Document.id)
        .order_by(DocumentEvent.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _ids(session: Session, query: Query) -> Select[int]:
    by: Any = Document.number if query.order == "number" else Document.issued_on
    down = query.descending if query.order else True
    order = (by.desc(), Document.id.desc()) if down else (by, Document.id)
    state = LIST.wanted(query, "state")
    return (
        select(Document.id)
        .where(by_words(session, query.text, "document", Document.id.expression, None))
        .where(_state() == DocumentState(state) if state else true())
        .order_by(*order)
    )


def chip(state: DocumentState | None) -> ChipCell:
    """The state of a paper: the last thing that happened to it."""
    words, tone, icon = STATES[state or DocumentState.ISSUED]
    return ChipCell(_(words), tone, icon)


def _rows(session: Session, _query: Query, ids: Sequence[int] | None) -> list[Row]:
    columns = (Document.id, Document.series, Document.number, Document.revision, Document.languages, Document.issued_on)
    found = session.execute(
        select(*columns, Person.name.label("by"), _state().label("state"))
        .outerjoin(Person, Person.id == Document.issued_by_id)
        .where(Document.id.in_(ids or ()))
    ).all()
    return [_row(row) for row in found]


def _row(row: Any) -> Row:
    state = chip(row.state)
    cells = {
        "number": row.number,
        "title": series_name(row.series),
        "revision": row.revision,
        "issued": row.issued_on,
        "by": row.by or "",
        "languages": row.languages,
        "state": state,
    }
    return Row(row.id, cells, state.kind)


LIST: Final = ListSpec(
    kind="documents",
    title=N_("Papers"),
    columns=COLUMNS,
    default_order="issued",
    default_descending=True,
    rows=_rows,
    filters=FILTERS,
    ids=_ids,
)
