"""The list of enclosures: the tree of places, how full each is, and who lives there."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import case, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from zooapp import ledger
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import standing, taxa
from zooapp.lists.reading import those
from zooapp.lists.spec import ANY, ChipCell, Column, FilterSpec, ListSpec, Query, Row
from zooapp.models import Capacity, Enclosure, EnclosureKind, Stay
from zooapp.models.enclosure import ENCLOSURE_KINDS
from zooapp.settings import US

KINDS: Final = dict(ENCLOSURE_KINDS)
COLUMNS: Final = (
    Column("code", N_("Code"), 80),
    Column("name", N_("Name"), 180),
    Column("part_of", N_("Part of"), 150),
    Column("kind", N_("Kind"), 140),
    Column("animals", N_("Animals"), 80, "number", right=True),
    Column("holds", N_("Holds"), 80, "number", right=True),
    Column("who", N_("Who lives here"), 280),
    Column("state", N_("State"), 150, "chip"),
)
FILTERS: Final = (
    FilterSpec("kind", N_("Kind"), (ANY, *((kind.value, words) for kind, words in ENCLOSURE_KINDS))),
    FilterSpec("in_use", N_("In use"), (ANY, ("yes", N_("in use")), ("no", N_("given up"))), default="yes"),
)
PARENT = aliased(Enclosure)


@dataclass
class Living:
    """Who lives in a place: animals by taxon, and whether one of them is in quarantine."""

    by_taxon: dict[int, int] = field(default_factory=dict)
    quarantine: bool = False

    @property
    def total(self) -> int:
        """All animals."""
        return sum(self.by_taxon.values())


def inside(place: int) -> Any:
    """This enclosure and all that is part of it, as SQL."""
    tree = select(Enclosure.id).where(Enclosure.id == place).cte("inside", recursive=True)
    tree = tree.union(select(Enclosure.id).where(Enclosure.parent_id == tree.c.id))
    return select(tree.c.id)


def living(session: Session, on: dt.date | None, places: Sequence[int] | None = None) -> dict[int, Living]:
    """Who of the animals that we hold lives in these places, or in all: one statement."""
    held = ledger.effect(ledger.Filter(holder=US, until=on)).subquery()  # type: ignore[arg-type]
    total = func.sum(held.c.m + held.c.f + held.c.u)
    closed = func.max(case((standing.in_quarantine(Stay.animal_id.expression, on), 1), else_=0))
    found = session.execute(
        select(Stay.enclosure_id, held.c.taxon_id, total.label("n"), closed.label("closed"))
        .join(held, held.c.animal_id == Stay.animal_id)
        .where(standing.stays(on), true() if places is None else Stay.enclosure_id.in_(places))
        .group_by(Stay.enclosure_id, held.c.taxon_id)
        .having(total > 0)
        .order_by(Stay.enclosure_id, total.desc(), held.c.taxon_id)
    ).all()
    living: dict[int, Living] = {}
    for row in found:
        one = living.setdefault(row.enclosure_id, Living())
        one.by_taxon[row.taxon_id] = int(row.n)
        one.quarantine |= bool(row.closed)
    return living


def who(one: Living, words: Mapping[int, taxa.TaxonWords]) -> str:
    """ "brown bear 3, African lion 1"."""
    return ", ".join(f"{words[taxon].label} {n}" for taxon, n in one.by_taxon.items() if taxon in words)


def holds(place: Any) -> Any:
    """How many animals a place holds, as SQL: in all where that is set, else of each taxon together; none unset."""
    mine = (Capacity.enclosure_id == place) & Capacity.voided_by.is_(None)
    whole = select(func.sum(Capacity.most)).where(mine, Capacity.taxon_id.is_(None)).scalar_subquery()
    by_taxon = select(func.sum(Capacity.most)).where(mine, Capacity.taxon_id.is_not(None)).scalar_subquery()
    return func.coalesce(whole, by_taxon)


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    found = session.execute(
        select(Enclosure.id, Enclosure.code, Enclosure.name, Enclosure.kind, PARENT.name.label("part_of"))
        .add_columns(holds(Enclosure.id.expression).label("holds"))
        .outerjoin(PARENT, PARENT.id == Enclosure.parent_id)
        .where(those(session, Enclosure, query, ids), *(_filters(query) if ids is None else ()))
    ).all()
    here = living(session, query.on, ids)
    words = taxa.words_of(session, {taxon for one in here.values() for taxon in one.by_taxon})
    return [_row(row, here.get(row.id, Living()), words) for row in found]


def _filters(query: Query) -> list[Any]:
    kind, in_use = (LIST.wanted(query, key) for key in ("kind", "in_use"))
    last = Enclosure.active_to
    open_still = last.is_(None) if query.on is None else or_(last.is_(None), last >= query.on)
    return [
        Enclosure.kind == EnclosureKind(kind) if kind else true(),
        true() if not in_use else open_still if in_use == "yes" else ~open_still,
    ]


def _row(row: Any, one: Living, words: Mapping[int, taxa.TaxonWords]) -> Row:
    state = state_of(one.total, row.holds, one.quarantine)
    cells = {
        "code": row.code,
        "name": row.name,
        "part_of": row.part_of or "",
        "kind": _(KINDS[row.kind]),
        "animals": one.total,
        "holds": row.holds,
        "who": who(one, words),
        "state": state,
    }
    return Row(row.id, cells, state.kind if state else "")


def state_of(animals: int, most: int | None, quarantine: bool) -> ChipCell | None:
    """Too full, in quarantine, or nothing to say."""
    if most is not None and animals > most:
        over = ngettext("{n} over capacity", "{n} over capacity", animals - most).format(n=animals - most)
        return ChipCell(over, "bad", "alert-circle")
    return ChipCell(_("Quarantine"), "quar", "hourglass") if quarantine else None


LIST: Final = ListSpec("enclosures", N_("Enclosures"), COLUMNS, "code", _rows, FILTERS)
