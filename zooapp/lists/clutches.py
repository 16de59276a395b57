"""The list of eggs, clutches and fetuses: how many, how far, what became of them, when they are due."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.orm import Session

from zooapp import eggs, search
from zooapp.eggs import Eggs
from zooapp.i18n import N_, _
from zooapp.lists import standing, taxa
from zooapp.lists.animal_rows import local_id_of
from zooapp.lists.reading import by_words
from zooapp.lists.spec import ANY, ChipCell, Column, FilterSpec, ListSpec, Query, Row
from zooapp.models import Animal, AnimalKind, Clutch, Enclosure, Lineage, SearchText

KINDS: Final = {
    AnimalKind.EGG: N_("Egg"),
    AnimalKind.CLUTCH: N_("Clutch"),
    AnimalKind.FETUS: N_("Fetus"),
}
COLUMNS: Final = (
    Column("local_id", N_("Local ID"), 84),
    Column("kind", N_("Kind"), 76),
    Column("taxon", N_("Taxon"), 180, "taxon"),
    Column("since", N_("Laid or found"), 100, "day"),
    Column("due", N_("Due"), 104, "day"),
    Column("state", N_("Status"), 110, "chip"),
    Column("left", N_("Still in"), 70, "number", right=True),
    Column("laid", N_("Eggs"), 56, "number", right=True),
    Column("fertile", N_("Fertile"), 70, "number", right=True),
    Column("hatched", N_("Hatched"), 74, "number", right=True),
    Column("lost", N_("Lost"), 60, "number", right=True),
    Column("place", N_("Enclosure"), 150),
)
FILTERS: Final = (
    FilterSpec("status", N_("Status"), (("in", N_("still in")), ("all", N_("all records"))), default="in"),
    FilterSpec("kind", N_("Kind"), (ANY, ("eggs", N_("eggs")), ("fetus", N_("fetuses")))),
    FilterSpec("taxon", N_("Taxon"), pick="taxa"),
)


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    here = Animal.id.expression
    found = session.execute(
        select(Animal.id, Animal.kind, Clutch, local_id_of(here).label("local_id"), Enclosure.code, Enclosure.name)
        .join(Clutch, Clutch.animal_id == Animal.id)
        .outerjoin(Enclosure, Enclosure.id == standing.place_of(here, query.on))
        .where(Clutch.voided_by.is_(None), Animal.voided_by.is_(None))
        .where(Animal.id.in_(ids) if ids is not None else and_(*_filters(session, query)))
    ).all()
    sums = eggs.sums(session, [row.id for row in found], query.on)
    words = taxa.words_of(session, {row.Clutch.taxon_id for row in found})
    only_left = ids is None and LIST.wanted(query, "status") == "in"
    return [
        _row(row, sums[row.id], words.get(row.Clutch.taxon_id, taxa.NOBODY), query.on)
        for row in found
        if row.id in sums and (sums[row.id].left or not only_left)
    ]


def _filters(session: Session, query: Query) -> list[ColumnElement[bool]]:
    kind, taxon = LIST.wanted(query, "kind"), LIST.wanted(query, "taxon")
    fetus = Animal.kind == AnimalKind.FETUS
    of_taxon = Clutch.taxon_id.in_(select(Lineage.taxon_id).where(Lineage.ancestor_id == int(taxon or 0)))

    def by_taxon(word: str) -> ColumnElement[bool]:
        named = select(SearchText.record_id).where(search.matching(session, word, "taxon"))
        return Clutch.taxon_id.in_(select(Lineage.taxon_id).where(Lineage.ancestor_id.in_(named)))

    return [
        by_words(session, query.text, "animal", Animal.id.expression, by_taxon),
        true() if not kind else fetus if kind == "fetus" else ~fetus,
        of_taxon if taxon else true(),
    ]


def _row(row: Any, sums: Eggs, words: taxa.TaxonWords, today: dt.date | None) -> Row:
    unborn, due = row.kind is AnimalKind.FETUS, eggs.due(row.Clutch, sums.since)
    cells = {
        "local_id": row.local_id or "",
        "kind": _(KINDS[row.kind]),
        "taxon": words.cell(),
        "since": sums.since,
        "laid": None if unborn else sums.laid,
        "fertile": sums.fertile,
        "hatched": sums.hatched,
        "lost": sums.lost,
        "left": sums.left,
        "due": due,
        "state": state_chip(due, sums.left, today),
        "place": f"{row.code} · {row.name}" if row.code else "",
    }
    return Row(row.id, cells, "" if sums.left else "mute")


def state_chip(due: dt.date | None, left: int, today: dt.date | None) -> ChipCell:
    """Whether some are still in, and whether they are due within three days or over their time."""
    if not left:
        return ChipCell(_("ended"), "mute", "check")
    if due is None or today is None or (due - today).days > SOON:
        return ChipCell(_("still in"), "ok", "egg")
    if due >= today:
        return ChipCell(_("due soon"), "due", "calendar-due")
    return ChipCell(_("over time"), "warn", "alert-triangle")


SOON: Final = 3
LIST: Final = ListSpec("clutches", N_("Eggs and fetuses"), COLUMNS, "due", _rows, FILTERS)
