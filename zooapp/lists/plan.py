"""The collection plan as a list: what is wanted of a taxon, what is here and what is ours, and the difference."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from zooapp import ledger
from zooapp.i18n import N_
from zooapp.lists import taxa
from zooapp.lists.reading import by_words
from zooapp.lists.spec import Column, FilterSpec, ListSpec, Query, Row, ThumbCell
from zooapp.models import Lineage, PlanLine
from zooapp.settings import US

COLUMNS: Final = (
    Column("taxon", N_("Taxon"), 260, "taxon"),
    Column("year", N_("Year"), 64, "number"),
    Column("wanted", N_("Wanted"), 100, "mfu", right=True),
    Column("present", N_("Here"), 100, "mfu", right=True),
    Column("owned", N_("Owned"), 100, "mfu", right=True),
    Column("difference", N_("Here less wanted"), 130, "mfu", right=True),
    Column("note", N_("Note"), 220),
)
FILTERS: Final = (FilterSpec("taxon", N_("Belongs to"), pick="taxa"),)


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    lines = select(PlanLine).where(PlanLine.voided_by.is_(None))
    if ids is not None:
        lines = lines.where(PlanLine.id.in_(ids))
    elif above := LIST.wanted(query, "taxon"):
        lines = lines.where(PlanLine.taxon_id.in_(select(Lineage.taxon_id).where(Lineage.ancestor_id == int(above))))
    if ids is None and query.text.strip():
        lines = lines.where(by_words(session, query.text, "taxon", PlanLine.taxon_id.expression, None))
    found = session.scalars(lines).all()
    words = taxa.words_of(session, {line.taxon_id for line in found})
    counts = _counts(session, query)
    return [_row(line, words.get(line.taxon_id, taxa.NOBODY), counts.get(line.taxon_id, (0,) * 6)) for line in found]


def _counts(session: Session, query: Query) -> dict[int, tuple[int, ...]]:
    """By taxon of a line, with all that belongs to it: M.F.U held and M.F.U owned at the end of the day."""
    rows = ledger.effect(ledger.Filter(until=query.on)).subquery()
    sums = [
        func.coalesce(func.sum(case((side == US, rows.c[part]), else_=0)), 0)
        for side in (rows.c.holder_id, rows.c.owner_id)
        for part in ledger.PARTS
    ]
    planned = select(PlanLine.taxon_id).where(PlanLine.voided_by.is_(None))
    found = session.execute(
        select(Lineage.ancestor_id, *sums)
        .join(rows, rows.c.taxon_id == Lineage.taxon_id)
        .where(Lineage.ancestor_id.in_(planned))
        .group_by(Lineage.ancestor_id)
    )
    return {taxon: tuple(map(int, counts)) for taxon, *counts in found}


def _row(line: PlanLine, words: taxa.TaxonWords, counts: tuple[int, ...]) -> Row:
    wanted, here = (line.wanted.m, line.wanted.f, line.wanted.u), counts[:3]
    cells: dict[str, Any] = {
        "thumb": ThumbCell("", words.art),
        "taxon": words.cell(),
        "year": line.year,
        "wanted": wanted,
        "present": here,
        "owned": counts[3:],
        "difference": tuple(a - b for a, b in zip(here, wanted, strict=True)),
        "note": line.note or "",
    }
    return Row(line.id, cells)


LIST: Final = ListSpec("plan", N_("Collection plan"), COLUMNS, "taxon", _rows, FILTERS)
