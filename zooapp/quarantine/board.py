"""The quarantine board: one card a batch and unit, with its clock, its tests and what blocks the release."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.i18n import _
from zooapp.models import ImposedBy, Lineage, Rank, Taxon
from zooapp.named import named
from zooapp.quarantine import gate
from zooapp.quarantine.clocks import Clock
from zooapp.quarantine.crossings import Ranks
from zooapp.quarantine.followups import followups
from zooapp.quarantine.gate import Blocker, Gate
from zooapp.quarantine.rounds import Progress, State
from zooapp.values.counts import SexCount
from zooapp.values.samples import sample_words


@dataclass(frozen=True)
class Kept:
    """An animal or group on a card."""

    animal_id: int
    local_id: str
    taxon_id: int
    taxon: str
    scientific: str
    count: SexCount


@dataclass(frozen=True)
class Cell:
    """One test of a card: the gravest state among its animals, in words, and how many have met it."""

    code: str
    name: str
    required: bool
    state: State
    text: str
    met: int
    of: int
    on: dt.date | None
    requirement_id: int
    case_ids: tuple[int, ...]
    waiting: tuple[int, ...]
    accepted_by: tuple[str, ...]
    sample: str


@dataclass(frozen=True)
class Card:
    """One batch in one unit. `clock` is the restriction that ends last; `state` the state's own, where there is one."""

    unit_id: int
    unit: str
    order: str
    animals: tuple[Kept, ...]
    count: SexCount
    case_ids: tuple[int, ...]
    entered: tuple[dt.date, ...]
    clock: Clock
    state: Clock | None
    cells: tuple[Cell, ...]
    blockers: tuple[Blocker, ...]
    accepted_by: tuple[str, ...]
    tasks: tuple[str, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in the way of a release."""
        return not self.blockers


@dataclass(frozen=True)
class Called:
    """A taxon in words, and the ranks above it."""

    name: str
    scientific: str
    ranks: Ranks
    order: str


def board(session: Session, today: dt.date) -> list[Card]:
    """A card for each unit, order and clock with open cases: eight statements, however many animals stand there."""
    door = gate.look_all(session, today)
    taxa = _taxa(session, {one.taxon_id for group in door.held.values() for one in group})
    of_animal: dict[int, list[Clock]] = {}
    for one in door.clocks.values():
        if door.held.get(one.animal_id):
            of_animal.setdefault(one.animal_id, []).append(one)
    keyed = [(_key(door, taxa, clocks), clocks) for clocks in of_animal.values()]
    keyed.sort(key=lambda pair: pair[0])
    return [
        _card(door, taxa, [clocks for _place, clocks in group])
        for _place, group in groupby(keyed, key=lambda pair: pair[0])
    ]


def _taxa(session: Session, wanted: Iterable[int]) -> dict[int, Called]:
    above = select(Lineage.taxon_id, Lineage.rank, Lineage.ancestor_id, Taxon.scientific)
    rows = session.execute(
        above.add_columns(named("taxon", Lineage.taxon_id))
        .join(Taxon, Taxon.id == Lineage.ancestor_id)
        .where(Lineage.taxon_id.in_(wanted))
    ).all()
    found: dict[int, Called] = {}
    for taxon in {row.taxon_id for row in rows}:
        mine = [row for row in rows if row.taxon_id == taxon]
        own = next(row for row in mine if row.ancestor_id == taxon)
        order = next((row.scientific for row in mine if row.rank is Rank.ORDER), "")
        ranks = {row.rank: row.ancestor_id for row in mine}
        found[taxon] = Called(own[-1] or own.scientific, own.scientific, ranks, order)
    return found


def _key(door: Gate, taxa: Mapping[int, Called], clocks: Sequence[Clock]) -> tuple[str, str, str]:
    """What makes a batch: unit, order, and clocks that run alike."""
    held = door.held[clocks[0].animal_id]
    order = taxa[held[0].taxon_id].order
    run = sorted(f"{one.imposed_by}{one.started}{one.ends}" for one in clocks)
    return clocks[0].unit, order, " ".join(run)


def _card(door: Gate, taxa: Mapping[int, Called], batch: Sequence[Sequence[Clock]]) -> Card:
    clocks = [one for group in batch for one in group]
    cases = tuple(one.case_id for one in clocks)
    kept = tuple(
        Kept(held.animal_id, group[0].local_id, held.taxon_id, name.name, name.scientific, held.count)
        for group in batch
        for held, name in ((held, taxa[held.taxon_id]) for held in door.held[group[0].animal_id])
    )
    cells = tuple(_cells([test for case in cases for test in door.tests.get(case, ())], door))
    first = clocks[0]
    return Card(
        unit_id=first.unit_id,
        unit=first.unit,
        order=taxa[kept[0].taxon_id].order,
        animals=kept,
        count=sum((one.count for one in kept), SexCount(0, 0, 0)),
        case_ids=cases,
        entered=tuple(sorted({one.entered for one in clocks})),
        clock=max(clocks, key=lambda one: (one.ends, one.imposed_by is ImposedBy.OWN, one.lost_days)),
        state=next((one for one in clocks if one.imposed_by is ImposedBy.STATE), None),
        cells=cells,
        blockers=tuple(door.reasons(cases)),
        accepted_by=tuple(dict.fromkeys(name for cell in cells if cell.required for name in cell.accepted_by)),
        tasks=tuple(task.words for task in followups(door, cases)),
    )


def _cells(tests: Sequence[Progress], door: Gate) -> Iterable[Cell]:
    """The tests of all animals of a card, those of one code together; required ones first, in their order."""
    by_code: dict[str, list[Progress]] = {}
    for test in sorted(tests, key=lambda test: not test.demand.required):
        by_code.setdefault(test.demand.code, []).append(test)
    gravest = list(State)
    for code, group in by_code.items():
        worst = min(group, key=lambda test: gravest.index(test.state))
        met = sum(test.state.is_met for test in group)
        text = _("{k} of {n}").format(k=met, n=len(group)) if len(group) > 1 and worst.state.is_met else worst.text
        yield Cell(
            code=code,
            name=worst.demand.name,
            required=any(test.demand.required for test in group),
            state=worst.state,
            text=text,
            met=met if len(group) > 1 else worst.k,
            of=len(group) if len(group) > 1 else worst.n,
            on=worst.on,
            requirement_id=worst.demand.id,
            case_ids=tuple(test.case_id for test in group),
            waiting=tuple(key for test in group for key in test.waiting),
            accepted_by=tuple(dict.fromkeys(name for test in group for name in test.accepted_by)),
            sample=_sample(worst, door),
        )


def _sample(test: Progress, door: Gate) -> str:
    """What the sample of a group means; empty where all are tested."""
    demand = test.demand
    herd = sum(one.count.total for one in door.held.get(door.clocks[test.case_id].animal_id, ()))
    if not demand.sampled or herd <= test.size:
        return ""
    return sample_words(herd, demand.prevalence, demand.confidence, demand.sensitivity)
