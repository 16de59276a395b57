"""The list of taxa: names, rank, CITES, how many we hold."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import func, or_, select, true
from sqlalchemy.orm import Session

from zooapp import ledger
from zooapp.i18n import N_, _
from zooapp.lists import standing, taxa
from zooapp.lists.reading import those
from zooapp.lists.spec import ANY, ChipCell, Column, FilterSpec, ListSpec, Query, Row, ThumbCell
from zooapp.models import Lineage, Rank, Taxon, TaxonStatus
from zooapp.settings import US

RANKS: Final = (
    (Rank.CLASS, N_("class")),
    (Rank.ORDER, N_("order")),
    (Rank.FAMILY, N_("family")),
    (Rank.GENUS, N_("genus")),
    (Rank.SPECIES, N_("species")),
    (Rank.SUBSPECIES, N_("subspecies")),
    (Rank.DOMESTIC, N_("domestic form")),
)
COLUMNS: Final = (
    Column("thumb", "", 36, "thumb", sort=False),
    Column("taxon", N_("Taxon"), 320, "taxon"),
    Column("rank", N_("Rank"), 120),
    Column("mfu", N_("M.F.U"), 124, "mfu"),
    Column("cites", N_("CITES"), 80),
    Column("verified", N_("Verified"), 130, "chip"),
)
FILTERS: Final = (
    FilterSpec("held", N_("Held"), (ANY, ("yes", N_("held now")))),
    FilterSpec("rank", N_("Rank"), (ANY, *((rank.value, words) for rank, words in RANKS))),
    FilterSpec("inside", N_("Belongs to"), pick="taxa"),
)


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    held = _held(query)
    found = session.execute(
        select(Taxon.id, Taxon.rank, Taxon.domestic, Taxon.verified, *(held.c[part] for part in ledger.PARTS))
        .outerjoin(held, held.c.taxon_id == Taxon.id)
        .where(those(session, Taxon, query, ids), *(_filters(query, held) if ids is None else ()))
    ).all()
    keys = [row.id for row in found]
    words, cites = taxa.words_of(session, keys), _cites(session, keys, query)
    return [_row(row, words.get(row.id, taxa.NOBODY), cites.get(row.id, "")) for row in found]


def _held(query: Query) -> Any:
    """M.F.U of each taxon itself, as we hold it."""
    lines = ledger.effect(ledger.Filter(holder=US, until=query.on)).subquery()  # type: ignore[arg-type]
    sums = [func.sum(lines.c[part]).label(part) for part in ledger.PARTS]
    return select(lines.c.taxon_id, *sums).group_by(lines.c.taxon_id).subquery()


def _filters(query: Query, held: Any) -> list[Any]:
    some, rank, above = (LIST.wanted(query, key) for key in ("held", "rank", "inside"))
    return [
        held.c.m + held.c.f + held.c.u > 0 if some else true(),
        Taxon.rank == Rank(rank) if rank else true(),
        standing.within(Taxon.id, int(above)) if above else true(),
    ]


def _cites(session: Session, keys: Collection[int], query: Query) -> dict[int, str]:
    """The appendix of each taxon: its own general row, else that of the nearest above it, on the day (R76)."""
    conditions = [TaxonStatus.scheme == "CITES", TaxonStatus.population.is_(None), TaxonStatus.voided_by.is_(None)]
    if query.on is not None:
        first, last = TaxonStatus.valid_from, TaxonStatus.valid_to
        conditions += [or_(first.is_(None), first <= query.on), or_(last.is_(None), last >= query.on)]
    found = session.execute(
        select(Lineage.taxon_id, Lineage.ancestor_id, Lineage.rank, TaxonStatus.value)
        .join(TaxonStatus, TaxonStatus.taxon_id == Lineage.ancestor_id)
        .join(Taxon, Taxon.id == Lineage.taxon_id)
        .where(Lineage.taxon_id.in_(keys), *conditions)
        .where(or_(Taxon.domestic.is_(False), Lineage.ancestor_id == Lineage.taxon_id))
    ).all()
    return {row.taxon_id: row.value for row in sorted(found, key=lambda row: row.rank.level)}


def _row(row: Any, words: taxa.TaxonWords, cites: str) -> Row:
    sure = ChipCell(_("Verified"), "ok", "check") if row.verified else ChipCell(_("Not verified"), "mute", "circle")
    appendix = cites if row.rank.is_species_or_lower else ""
    cells = {
        "thumb": ThumbCell("", words.art),
        "taxon": words.cell(),
        "rank": _(dict(RANKS)[row.rank]),
        "mfu": tuple(int(getattr(row, part) or 0) for part in ledger.PARTS),
        "cites": _("not listed") if appendix == "-" else appendix,
        "verified": sure,
    }
    return Row(row.id, cells)


LIST: Final = ListSpec("taxa", N_("Taxa"), COLUMNS, "taxon", _rows, FILTERS)
