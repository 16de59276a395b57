"""What came on loan stands under no contract yet: after the arrival a notice says so and opens the form for it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from zooapp.i18n import _
from zooapp.models import Term
from zooapp.permission import Permission
from zooapp.work import Work


def is_loan(work: Work, term_id: int) -> bool:
    """Whether what comes with this term stays its owner's."""
    return not work.get(Term, term_id).ownership


def offer_contract(desk: Desk, animals: Sequence[int], page: QWidget | None) -> None:
    """Say it, with a button for who may; it stays until it is closed."""
    if desk.notices is None or page is None or not animals or not desk.may(Permission.DISPOSE):
        return

    def put() -> None:
        from ui.forms.acting import open_for
        from ui.forms.loan_out import BorrowForm

        open_for(desk, BorrowForm, animals, page)

    words = _("They are on loan: their contract can be written down now or later.")
    desk.notices.tell(words, "due", act=(_("Under a loan…"), put)).stay()
