"""The papers of a loan: which, in which language; and that a letter was sent."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.letter_preview import LetterPreview
from ui.widgets.button import button
from zooapp.documents import letters, loan_papers
from zooapp.documents.loan_papers import LoanPaper
from zooapp.documents.transfer_certificate import Printing
from zooapp.i18n import _
from zooapp.models import Direction, Institution, Loan
from zooapp.permission import Permission
from zooapp.services import loans
from zooapp.services.loans import Step
from zooapp.work import Work

Found = tuple[str, Direction, str]


class LoanPapers(LetterPreview):
    """All papers of one loan."""

    def __init__(self, desk: Desk, loan: int, found: Found, parent: QWidget | None = None) -> None:
        number, direction, language = found
        papers = {paper.value: _(loan_papers.WORDS[paper][0]) for paper in loan_papers.OFFERED[direction]}

        def gather(session: Any, paper: str, code: str, now: Printing) -> dict[str, Any]:
            return loan_papers.gather(session, loan, LoanPaper(paper), code, now)

        super().__init__(desk, _("Papers of {number}").format(number=number), papers, gather, parent)
        self.loan = loan
        self.sent_button = button(_("It was &sent"), "mail")
        self.sent_button.clicked.connect(lambda _on: self.sent())
        if desk.may(Permission.DISPOSE):
            self.add_act(self.sent_button)
        self.begin(LoanPaper.SCHEDULE.value, language)

    def refresh(self) -> None:
        super().refresh()
        self.sent_button.setEnabled(loan_papers.sent_as(LoanPaper(self.paper)) is not None)

    def sent(self) -> None:
        """Write down that the letter went out today."""
        loan, kind, title = self.loan, loan_papers.sent_as(LoanPaper(self.paper)), self.papers[self.paper]
        assert kind is not None

        def write(work: Work) -> int:
            return loans.step(work, loan, Step(kind, work.today, note=title))

        def written(_step: int) -> None:
            self.desk.tell(_("Written down: {what}.").format(what=title), undo=lambda: self.desk.go.emit("undo", None))
            self.accept()

        self.desk.act(title, write, written)


def open_papers(
    desk: Desk, loan: int, parent: QWidget, then: Callable[[LoanPapers], object] | None = None
) -> None:
    """Read whom the loan is with, and show its papers in the language of the partner."""

    def read(session: Any) -> Found:
        it = session.get_one(Loan, loan)
        return it.number, it.direction, letters.language_for(session.get_one(Institution, it.partner_id))

    def show(found: Found) -> None:
        made = LoanPapers(desk, loan, found, parent)
        made.open()
        if then is not None:
            then(made)

    desk.ask(read, show, parent)
