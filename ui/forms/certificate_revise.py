"""A paper issued anew under its number, from the books as they are now; the old one says what replaced it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.forms.certificate_issue import CertificateDialog, Start
from ui.widgets.card import Line
from zooapp.documents.certificate_data import Signer, numbered
from zooapp.documents.recall import recall
from zooapp.documents.transfer_certificate import CertificateRequest
from zooapp.errors import Problem
from zooapp.i18n import _
from zooapp.models import Document
from zooapp.services import documents, keys
from zooapp.work import Work


@dataclass(frozen=True)
class Revised(Start):
    """The paper that is revised, and what was asked for it then."""

    document: int


def start(session: Any, document: int) -> Revised:
    """The words of the old paper: languages, place, who is responsible."""
    paper = session.get_one(Document, document)
    data = recall(paper.data)
    request = CertificateRequest(
        paper.record_id,
        tuple(paper.languages.split(",")),
        data.first,
        data.place,
        None,
        data.transport.mode,
        _one(data.sender.responsible),
        _one(data.receiver.responsible),
        data.english_prevails,
    )
    return Revised(numbered(paper.number, paper.revision), request, document)


def _one(signer: Signer) -> str:
    return ", ".join(part for part in signer if part)


class ReviseDialog(CertificateDialog):
    """The same, with the reason that the register keeps."""

    begun: Revised

    def heading(self, begun: Start) -> str:
        return _("Revise {number}").format(number=begun.number)

    def act_words(self) -> str:
        return _("&Issue the revision")

    def _ask(self, begun: CertificateRequest) -> None:
        self.side.addWidget(self.line_box("reason", _("Reason for the revision"), _("The register keeps it.")))
        self.side.addWidget(Line())
        super()._ask(begun)

    def issue(self) -> None:
        if not self.lines["reason"].text().strip():
            self.boxes["reason"].show_problem(Problem("reason", _("Say why.")))
            self.lines["reason"].setFocus()
            return
        self.boxes["reason"].show_problem(None)
        super().issue()

    def job(self, request: CertificateRequest) -> Callable[[Work], int]:
        home, document, reason = self.desk.home, self.begun.document, self.lines["reason"].text().strip()
        return lambda work: documents.revise(
            work, document, request, reason, keys.sealing_key(work.session, home)
        ).id


def open_revision(
    desk: Desk, document: int, parent: QWidget, then: Callable[[ReviseDialog], object] | None = None
) -> None:
    """Read the old paper, then open the dialog."""

    def show(begun: Revised) -> None:
        made = ReviseDialog(desk, begun, parent)
        made.open()
        if then is not None:
            then(made)

    desk.ask(lambda session: start(session, document), show, parent)
