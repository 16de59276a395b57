"""The annual inventory as a sheet: its lines by class, then its blocks; for files that want plain tables."""

from typing import Final

from sqlalchemy.orm import Session

from zooapp.documents import inventory_paper
from zooapp.documents.transfer_certificate import Printing
from zooapp.exchange.tables import BOM
from zooapp.i18n import N_, _
from zooapp.inventory import Delta
from zooapp.lists.spec import Column, Row
from zooapp.reports import export
from zooapp.reports.inventory_columns import BASES, BLOCKS, columns_of
from zooapp.reports.inventory_report import BlockPart, ClassPart, Counted, Inventory, inventory_report
from zooapp.reports.inventory_words import check_words, extras, identity, period, summary
from zooapp.reports.restated import beside
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.spec import Ask, Asked, ReportSpec

SIGNERS: Final = (N_("Registrar"), N_("Curator"), N_("Director"))
MFU_WORDS: Final = N_("Males.females.unknown; a number below it is their sum.")


def sheet(session: Session, asked: Asked) -> Sheet:
    """The inventory as it is known now, or on the day that is asked."""
    return sheet_of(inventory_report(session, asked))


def sheet_of(found: Inventory) -> Sheet:
    """An inventory as tables; losses are negative, so that a spreadsheet can sum them."""
    asked = found.asked
    columns = tuple(Column(one.key, one.label, 90, "mfu", right=True) for one in columns_of(asked.basis))
    columns = (Column("taxon", N_("Taxon"), 260, "taxon"), *columns, Column("check", N_("Check"), 90))
    parts = [_class(part, columns) for part in found.classes]
    whole = Part(columns, (Row(0, {"taxon": _("Grand total"), **_numbers(found.total)}),), _("Grand total"))
    notes = [f"{_(one.label)}: {_(one.definition(asked.basis))}" for one in columns_of(asked.basis)]
    return Sheet(
        "inventory",
        _("Annual inventory"),
        (*parts, whole, *map(_block, found.blocks)),
        facts(found),
        (_(MFU_WORDS), *notes, f"{identity(found)}: {check_words(found.reconciled)}", summary(found)),
        tuple(map(_, SIGNERS)),
    )


def facts(found: Inventory) -> tuple[tuple[str, str], ...]:
    """Whose inventory it is, of which days, on which basis, and what else was asked."""
    asked = found.asked
    told = ((_("Institution"), found.zoo), (_("Period"), period(asked)), (_("Basis"), _(BASES[asked.basis])))
    return (*told, *((_("Asked"), words) for words in extras(asked)))


def mfu(count: Delta) -> tuple[int, int, int]:
    """A count as a cell of a sheet."""
    return count.m, count.f, count.u


def _class(part: ClassPart, columns: tuple[Column, ...]) -> Part:
    rows = [Row(line.taxon_id, {"taxon": line.words.cell(), **_numbers(line)}) for line in part.lines]
    return Part(columns, tuple(rows), str(part.words.cell()), {"taxon": _("Sum"), **_numbers(part)})


def _numbers(one: Counted) -> dict[str, object]:
    return {key: mfu(cell) for key, cell in one.cells.items()} | {"check": check_words(one.adds_up)}


def _block(block: BlockPart) -> Part:
    columns = (
        Column("taxon", N_("Taxon"), 260, "taxon"),
        Column("held", N_("Held"), 90, "mfu", right=True),
        Column("owned", N_("Owned"), 90, "mfu", right=True),
    )
    lines = enumerate(block.lines, 1)
    rows = [Row(n, {"taxon": x.words.cell(), "held": mfu(x.held), "owned": mfu(x.owned)}) for n, x in lines]
    sums = {"taxon": _("Sum"), "held": mfu(block.held), "owned": mfu(block.owned)}
    return Part(columns, tuple(rows), _(BLOCKS[block.key]), sums)


def _json(session: Session, asked: Asked, _printed: Printing) -> bytes:
    return export.json_text(inventory_report(session, asked)).encode()


def _csv(session: Session, asked: Asked, _printed: Printing) -> bytes:
    return (BOM + export.csv_text(inventory_report(session, asked))).encode()


def _pdf(session: Session, asked: Asked, printed: Printing) -> bytes:
    found = inventory_report(session, asked)
    return inventory_paper.pdf(found, printed.at, changed=beside(session, found))


REPORT: Final = ReportSpec(
    "inventory",
    N_("Annual inventory"),
    (Ask.PERIOD, Ask.BASIS, Ask.KNOWN, Ask.SPLITS, Ask.TAXON),
    sheet,
    files={"json": _json, "csv": _csv, "pdf": _pdf},
)
