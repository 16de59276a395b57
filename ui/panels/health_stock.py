"""Stock: the batches in the cupboards; drugs come in, are opened, are written off; the book of controlled ones."""

from typing import Any

from ui.desk import Desk
from ui.forms.recording import open_record
from ui.forms.stock import BatchForm, ReceiveDrugForm, WriteOffBatchForm
from ui.panels.reference_card import FactCard, lacking
from ui.panels.reference_list import RecordPage
from ui.sheet_preview import open_sheet
from ui.widgets.button import button, explain
from ui.widgets.chip import Chip
from zooapp.i18n import _, day
from zooapp.lists import drug_stock
from zooapp.lists.spec import Query, Row
from zooapp.permission import Permission
from zooapp.reports import drug_book
from zooapp.reports.spec import Asked


class BatchPanel(FactCard):
    """One batch."""

    def read(self, session: Any, record: int) -> Row | None:
        assert self.desk.database is not None
        rows = drug_stock.LIST.rows(session, Query(on=self.desk.database.clock.today()), [record])
        return rows[0] if rows else None

    def fill(self, facts: Row) -> None:
        cells, state = facts.cells, facts.cells["state"]
        chips = [Chip(state.text, state.kind, state.icon)]
        if cells["controlled"]:
            chips.append(Chip(_("controlled"), "warn", "lock"))
        self.head(cells["number"], cells["drug"], chips)
        self.acts(
            self.act(_("E&dit…"), "pencil", Permission.TREAT, lambda: self.open(BatchForm)),
            self.act(_("&Write off…"), "file-x", Permission.TREAT, lambda: self.open(WriteOffBatchForm)),
        )
        self.pairs((_("Remaining"), cells["left"]), (_("Expires on"), cells["expires"]))
        opened = day(cells["opened"]) if cells["opened"] else ""
        self.pairs((_("Opened on"), opened), (_("Good until"), day(cells["good_until"])))
        self.pairs((_("Cupboard"), cells["cupboard"]))


class StockPage(RecordPage):
    """All batches; drugs come in; Ctrl+P prints the list, the book has its own button."""

    kinds = frozenset({"drug", "drug_batch", "stock_move", "dose"})
    form = BatchForm
    permission = Permission.TREAT

    def __init__(self, desk: Desk) -> None:
        receive, book = button(_("&Receive drugs…"), "plus", "primary"), button(_("&Book of this year…"), "book")
        super().__init__(desk, drug_stock.LIST, BatchPanel(desk), [book, receive])
        receive.clicked.connect(lambda _on: open_record(desk, ReceiveDrugForm, 0, self, self.follow))
        book.clicked.connect(lambda _on: self.print_book())
        explain(receive, lacking(desk, Permission.TREAT))

    def print_book(self) -> None:
        """The book of controlled drugs since the beginning of the year."""
        assert self.desk.database is not None
        today = self.desk.database.clock.today()
        asked = Asked(today.replace(month=1, day=1), today)
        open_sheet(self.desk, lambda session: drug_book.sheet(session, asked), self)
