"""The annual inventory as plain data: a line a taxon, class subtotals, blocks, checks (rules.md R60-R66)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from zooapp import settings
from zooapp.inventory import Basis, Delta, Standing
from zooapp.lists.reception import zoo
from zooapp.lists.taxa import NOBODY, TaxonWords, words_of
from zooapp.models import Lineage, Rank, Taxon
from zooapp.reports.inventory_columns import BLOCKS, COLUMNS, PARTS
from zooapp.reports.inventory_sums import NONE, Stood, sides, sums
from zooapp.reports.spec import Asked

CLASSES: Final = ("Mammalia", "Aves", "Reptilia", "Amphibia", "Actinopterygii", "Chondrichthyes")
SUMMARY: Final = (Rank.CLASS, Rank.ORDER, Rank.FAMILY, Rank.SPECIES)
Cells = Mapping[str, Delta]


@dataclass(frozen=True)
class Counted:
    """Numbers by column, losses negative, of one taxon, of a class or of all."""

    cells: Cells

    @property
    def adds_up(self) -> bool:
        """Whether the parts give the closing that the accounts give (R60), for males, females and unknown."""
        return sum((self.cells[part] for part in PARTS), NONE) == self.cells["closing"]


@dataclass(frozen=True)
class TaxonLine(Counted):
    """One taxon."""

    taxon_id: int
    words: TaxonWords


@dataclass(frozen=True)
class ClassPart(Counted):
    """The lines of a class in systematic order, and their sum."""

    taxon_id: int
    words: TaxonWords
    lines: tuple[TaxonLine, ...]


@dataclass(frozen=True)
class BlockLine:
    """A taxon in a block: how many of it count as held, and how many as owned."""

    words: TaxonWords
    held: Delta
    owned: Delta


@dataclass(frozen=True)
class BlockPart:
    """One block of R61, by its key in BLOCKS."""

    key: str
    lines: tuple[BlockLine, ...]

    @property
    def held(self) -> Delta:
        """On the physical basis."""
        return sum((line.held for line in self.lines), NONE)

    @property
    def owned(self) -> Delta:
        """On the ownership basis."""
        return sum((line.owned for line in self.lines), NONE)


@dataclass(frozen=True)
class Inventory:
    """The whole report. `standing` is all animals by R31 whatever they are kept as; `kinds` counts taxa by rank."""

    asked: Asked
    zoo: str
    classes: tuple[ClassPart, ...]
    total: Counted
    blocks: tuple[BlockPart, ...]
    standing: Mapping[Standing, Delta]
    kinds: Mapping[Rank, int]

    @property
    def held(self) -> Delta:
        """Grand total of the blocks on the physical basis."""
        return sum((block.held for block in self.blocks), NONE)

    @property
    def owned(self) -> Delta:
        """Grand total of the blocks on the ownership basis."""
        return sum((block.owned for block in self.blocks), NONE)

    @property
    def reconciled(self) -> bool:
        """owned = held - on loan in + on loan out + own under way or missing (R33), and the blocks give the closing."""
        s = self.standing
        away = sum((s[how] for how in Standing if how is not Standing.LOAN_IN), NONE)
        closing = self.held if self.asked.basis is Basis.PHYSICAL else self.owned
        here = s[Standing.ONSITE] + s[Standing.LOAN_IN]
        return away == self.owned and here == self.held and closing == self.total.cells["closing"]

    @property
    def adds_up(self) -> bool:
        """Whether every line, every class and all of it do."""
        lines = [line for part in self.classes for line in part.lines]
        return self.reconciled and all(one.adds_up for one in (*lines, *self.classes, self.total))


def inventory_report(session: Session, asked: Asked) -> Inventory:
    """The inventory of a period on a basis, by the same few statements however many taxa there are."""
    us = settings.our_institution(session)
    found, stood = sums(session, us, asked)
    for taxon, _kind, how, count in stood:
        cells = found.setdefault(taxon, {})
        cells["closing"] = cells.get("closing", NONE) + sides(how, count)[asked.basis]
    found = {taxon: cells for taxon, cells in found.items() if any(cell != NONE for cell in cells.values())}
    tree = _tree(session, {*found, *(taxon for taxon, *_rest in stood)})
    words = words_of(session, {*tree, *(line[Rank.CLASS][0] for line in tree.values() if Rank.CLASS in line)})
    classes = _classes(found, tree, words)
    return Inventory(
        asked,
        zoo(session),
        classes,
        Counted(_sum(part.cells for part in classes)),
        _blocks(stood, tree, words),
        {how: sum((count for *_of, at, count in stood if at is how), NONE) for how in Standing},
        _kinds(classes, tree),
    )


Line = dict[Rank, tuple[int, str]]


def _tree(session: Session, taxa: Iterable[int]) -> dict[int, Line]:
    """By taxon what it belongs to: the id and the scientific name at each rank."""
    above = aliased(Taxon)
    query = select(Lineage.taxon_id, Lineage.rank, above.id, above.scientific).join(
        above, above.id == Lineage.ancestor_id
    )
    found: dict[int, Line] = {}
    for taxon, rank, key, name in session.execute(query.where(Lineage.taxon_id.in_(set(taxa)))):
        found.setdefault(taxon, {})[rank] = (key, name)
    return found


def _place(line: Line) -> tuple[Any, ...]:
    """The systematic order: class, then the names from order down."""
    name = line[Rank.CLASS][1]
    at = CLASSES.index(name) if name in CLASSES else len(CLASSES)
    return at, name, [line[rank][1] if rank in line else "" for rank in list(Rank)[1:]]


def _classes(
    found: Mapping[int, Cells], tree: Mapping[int, Line], words: Mapping[int, TaxonWords]
) -> tuple[ClassPart, ...]:
    parts: dict[int, list[TaxonLine]] = {}
    for taxon in sorted(found, key=lambda key: _place(tree[key])):
        cells = {column.key: found[taxon].get(column.key, NONE) for column in COLUMNS}
        line = TaxonLine(cells, taxon, words.get(taxon, NOBODY))
        parts.setdefault(tree[taxon][Rank.CLASS][0], []).append(line)
    return tuple(
        ClassPart(_sum(line.cells for line in lines), key, words.get(key, NOBODY), tuple(lines))
        for key, lines in parts.items()
    )


def _blocks(
    stood: Iterable[Stood], tree: Mapping[int, Line], words: Mapping[int, TaxonWords]
) -> tuple[BlockPart, ...]:
    found: dict[str, dict[int, BlockLine]] = {key: {} for key in BLOCKS}
    for taxon, kind, how, count in sorted(stood, key=lambda one: _place(tree[one[0]])):
        block = found[kind if kind in found else how.value]
        before = block.get(taxon, BlockLine(words.get(taxon, NOBODY), NONE, NONE))
        held, owned = sides(how, count).values()
        block[taxon] = BlockLine(before.words, before.held + held, before.owned + owned)
    return tuple(BlockPart(key, tuple(block.values())) for key, block in found.items() if block)


def _kinds(classes: Iterable[ClassPart], tree: Mapping[int, Line]) -> dict[Rank, int]:
    """How many taxa of each rank stand in the closing; a group above species counts for no species (R61)."""
    stands = [line.taxon_id for part in classes for line in part.lines if line.cells["closing"].total > 0]
    return {rank: len({tree[taxon][rank][0] for taxon in stands if rank in tree[taxon]}) for rank in SUMMARY}


def _sum(many: Iterable[Cells]) -> dict[str, Delta]:
    whole = {column.key: NONE for column in COLUMNS}
    for cells in many:
        for key, cell in cells.items():
            whole[key] += cell
    return whole

