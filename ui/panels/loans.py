"""Loans: the list, and the card with the contract, its animals, what happened, and what can be done."""

from typing import Final

from ui import theme
from ui.desk import Desk
from ui.forms.loan import LoanForm
from ui.forms.recording import open_record
from ui.panels.loan_card import LoanCardPanel
from ui.panels.reference_card import lacking
from ui.panels.reference_list import RecordPage
from ui.widgets.button import button, explain
from zooapp.i18n import N_, _
from zooapp.lists import loans
from zooapp.permission import Permission

CARD: Final = 400


class LoansPage(RecordPage):
    """What we lent and what we borrowed, until when."""

    kinds = frozenset({"loan", "loan_animal", "loan_step", "transaction", "institution", "name", "media_link"})
    form = LoanForm
    first = N_("A loan begins here, or where animals are lent or borrowed.")
    permission = Permission.DISPOSE

    def __init__(self, desk: Desk) -> None:
        self.add_button = button(_("New &loan…"), "plus", "primary")
        self.loan = LoanCardPanel(desk)
        super().__init__(desk, loans.LIST, self.loan, [self.add_button])
        self.add_button.clicked.connect(lambda _on: open_record(desk, LoanForm, 0, self, self.follow))
        explain(self.add_button, lacking(desk, Permission.DISPOSE))
        self.splitter.setSizes([100_000, theme.px(CARD)])

    def open_record(self, record: int) -> None:
        """Enter goes into the card."""
        self.card_area.setVisible(True)
        self.loan.show_record(record)
        self.loan.setFocus()

    def print_shown(self) -> None:
        """The papers of the loan that is shown."""
        self.loan.papers()
