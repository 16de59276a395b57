"""Transfers: consignments with their papers, loans, and the register of what was issued."""

from typing import Any, Final

from PySide6.QtWidgets import QPushButton

from ui import theme
from ui.desk import Desk
from ui.listing import ListPage
from ui.panels.loans import LoansPage
from ui.panels.papers_page import PapersPage, check_button
from ui.panels.reference_list import Parts
from ui.panels.transfer_card import TransferCard
from ui.widgets.button import button
from zooapp.i18n import _
from zooapp.lists import consignments
from zooapp.permission import Permission

PLACES: Final = {"consignment": "consignments", "loan": "loans", "document": "papers"}
CARD: Final = 440


class ConsignmentsPage(ListPage):
    """What came and goes: from whom to whom, how far, and with which papers."""

    kinds = frozenset(
        {
            "consignment",
            "consignment_line",
            "transaction",
            "paper",
            "document",
            "document_event",
            "media_link",
            "institution",
            "name",
            "determination",
        }
    )

    def __init__(self, desk: Desk) -> None:
        self.transfer = TransferCard(desk)
        super().__init__(desk, consignments.LIST, self.transfer, [check_button(desk, self), *_arrival(desk)])
        self.splitter.setSizes([100_000, theme.px(CARD)])

    def open_record(self, record: int) -> None:
        """Enter goes into the card."""
        self.card_area.setVisible(True)
        self.transfer.show_record(record)
        self.transfer.setFocus()

    def print_shown(self) -> None:
        """Preview the certificate."""
        self.transfer.print_shown()


def _arrival(desk: Desk) -> list[QPushButton]:
    if not desk.may(Permission.ACCESSION):
        return []
    arrival = button(_("&New arrival…"), "plus", "primary")
    arrival.clicked.connect(lambda _on: desk.go.emit("arrival", None))
    return [arrival]


class TransfersPage(Parts):
    """Segments above; below them the list that is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Transfers"),
            {
                "consignments": (_("Consignments"), ConsignmentsPage),
                "loans": (_("Loans"), LoansPage),
                "papers": (_("Register of papers"), PapersPage),
            },
        )

    def show_record(self, thing: Any) -> None:
        """Go to a record: ("document", 3), or the number of a consignment."""
        kind, record = thing if isinstance(thing, tuple) else ("consignment", thing)
        page = self.choose(PLACES[kind])
        assert isinstance(page, ListPage)
        page.show_record(record)
