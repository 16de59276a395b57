"""Ways into quarantine units: who crossed which border when, how far that is felt, and who counts as the same."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zooapp.models import (
    Enclosure,
    EnclosureKind,
    Identifier,
    Lineage,
    MarkKind,
    Place,
    QuarantineCase,
    QuarantineEntry,
    Rank,
    Scope,
    Taxon,
)
from zooapp.settings import US

Ranks = Mapping[Rank, int]


@dataclass(frozen=True)
class Crossing:
    """One live entry: who came into which unit on which day, of which taxon; `copied` by a split, it is no crossing."""

    case_id: int
    animal_id: int
    local_id: str
    taxon_id: int
    taxon: str
    unit_id: int
    entered: dt.date
    left: dt.date | None
    copied: bool


@dataclass(frozen=True)
class Where:
    """A place as the clock needs it."""

    code: str
    air_space: str | None
    area: int


def places(session: Session) -> dict[int, Where]:
    """Each place with its air space and the nearest area around it."""
    rows = session.execute(
        select(Enclosure.id, Enclosure.code, Enclosure.parent_id, Enclosure.kind, Enclosure.air_space)
    ).all()
    above = {row.id: (row.parent_id, row.kind) for row in rows}

    def area(key: int) -> int:
        inside: int | None = key
        while inside is not None and above[inside][1] is not EnclosureKind.AREA:
            inside = above[inside][0]
        return key if inside is None else inside

    return {row.id: Where(row.code, row.air_space, area(row.id)) for row in rows}


def within(places: Mapping[int, Where], unit: int, place: Place) -> set[int]:
    """The units from which a newcomer is felt in this one (R47, R104)."""
    here = places[unit]
    if place is Place.AREA:
        return {key for key, other in places.items() if other.area == here.area}
    if place is Place.AIR_SPACE and here.air_space:
        return {key for key, other in places.items() if other.air_space == here.air_space}
    return {unit}


def since(session: Session, units: Collection[int], first: dt.date) -> list[Crossing]:
    """Live entries into these units since that day, by day."""
    local = select(func.max(Identifier.value)).where(
        Identifier.animal_id == QuarantineCase.animal_id,
        Identifier.kind == MarkKind.LOCAL_ID,
        Identifier.institution_id == US,
        Identifier.voided_by.is_(None),
    )
    rows = session.execute(
        select(
            QuarantineEntry.case_id,
            QuarantineCase.animal_id,
            func.coalesce(local.scalar_subquery(), ""),
            QuarantineEntry.taxon_id,
            Taxon.scientific,
            QuarantineEntry.unit_id,
            QuarantineEntry.entered,
            QuarantineEntry.left,
            QuarantineEntry.copied_from_id.is_not(None),
        )
        .join(QuarantineCase, QuarantineCase.id == QuarantineEntry.case_id)
        .join(Taxon, Taxon.id == QuarantineEntry.taxon_id)
        .where(QuarantineEntry.unit_id.in_(units), QuarantineEntry.entered >= first)
        .where(QuarantineEntry.voided_by.is_(None), QuarantineCase.voided_by.is_(None))
        .order_by(QuarantineEntry.entered, QuarantineEntry.id)
    ).all()
    return [Crossing(*row) for row in rows]


def ranks_of(session: Session, taxa: Collection[int]) -> dict[int, dict[Rank, int]]:
    """Of each taxon, what it belongs to at each rank, as far as that is known."""
    found: dict[int, dict[Rank, int]] = {taxon: {} for taxon in taxa}
    query = select(Lineage.taxon_id, Lineage.rank, Lineage.ancestor_id).where(Lineage.taxon_id.in_(taxa))
    for taxon, rank, ancestor in session.execute(query):
        found[taxon][rank] = ancestor
    return found


def same_scope(one: Ranks, other: Ranks, scope: Scope) -> bool:
    """Whether a newcomer counts as the same: unless some rank down to the scope tells them apart (ledger.md 2.9)."""
    if scope in (Scope.NONE, Scope.ALL, Scope.BATCH):
        return scope is not Scope.NONE
    told = [rank for rank in Rank if rank.level <= Rank(scope.value).level]
    return all(one[rank] == other[rank] for rank in told if rank in one and rank in other)
