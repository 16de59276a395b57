"""What can be done with an issued paper, and what is next, in words with a button; the card of the register."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QPushButton, QWidget

from ui.forms.certificate_revise import open_revision
from ui.forms.certificate_sign import FileScanForm, SignReceiverForm, SignSenderForm
from ui.forms.certificate_void import VoidForm
from ui.forms.inventory_void import InventoryVoidForm
from ui.forms.scan import ScanForm, scan_rows
from ui.panels.reference_card import FactCard
from ui.preview import open_paper
from ui.widgets.button import Button, button
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.facts import Story
from ui.widgets.label import Icon, lab
from ui.widgets.layout import boxed, hbox, vbox
from zooapp.documents import register
from zooapp.documents.register import Happened
from zooapp.i18n import _, day
from zooapp.lists import documents, transfer_card
from zooapp.lists.transfer_card import IssuedFacts, Scan
from zooapp.models import Consignment, Document, DocumentState, IssuedInventory
from zooapp.permission import Permission

SENDER: Final = DocumentState.SIGNED_SENDER
RECEIVER: Final = DocumentState.SIGNED_RECEIVER


class PaperActs(FactCard):
    """The base of cards on which issued papers stand."""

    def preview(self, paper: int) -> None:
        """Show the pages, with PDF and Print."""
        open_paper(self.desk, paper, self)

    def file_scan(self, issued: IssuedFacts) -> None:
        """File the scan of the copy that both signed."""
        FileScanForm(self.desk, (Document.called, issued.paper.id), issued.paper.full_number, self).open()

    def attach(self, kind: str, record: int, name: str) -> None:
        """Attach a scan to a record."""
        ScanForm(self.desk, (kind, record), name, self).open()

    def next_of(self, issued: IssuedFacts) -> list[QWidget]:
        """What is next for a paper, each with its button; one that is filed wants nothing more."""
        if issued.paper.record_kind != Consignment.called:
            return []
        past = {each.state for each in issued.happened}
        right, number = Permission.ISSUE_DOCUMENT, issued.paper.full_number
        found: list[QWidget] = []
        if SENDER not in past:
            words = _("{number}: the sender has not signed yet.").format(number=number)
            done = self.step(words, _("Sender signed…"), right, lambda: self.open(SignSenderForm, issued.paper.id))
            found.append(done)
        if RECEIVER not in past:
            words = _("{number}: the receiver has not signed yet.").format(number=number)
            done = self.step(words, _("Receiver signed…"), right, lambda: self.open(SignReceiverForm, issued.paper.id))
            found.append(done)
        if {SENDER, RECEIVER} <= past and DocumentState.SCAN_FILED not in past:
            words = _("{number}: both signed. File the scan of the signed copy.").format(number=number)
            found.append(self.step(words, _("File scan…"), right, lambda: self.file_scan(issued)))
        return found

    def step(self, words: str, act: str, permission: Permission, do: Callable[[], object]) -> QWidget:
        """One thing to do next: words, and the button that does it, for who may."""
        parts = vbox(hbox(Icon("arrow-right", "due"), (lab(words, "body", wrap=True), 1), gap=8), gap=4)
        if self.desk.may(permission):
            made = button(act)
            made.clicked.connect(lambda _on: do())
            parts.addLayout(hbox(24, made, None, gap=0))
        return Card(vbox(parts, margins=(10, 8, 10, 8)), "sunken")

    def paper_acts(self, issued: IssuedFacts) -> list[QPushButton]:
        """Preview; and for a paper in force revise and void."""
        paper = issued.paper.id
        show = button(_("Preview…"), "file-search")
        show.setAccessibleName(_("Preview {number}").format(number=issued.paper.full_number))
        show.clicked.connect(lambda _on: self.preview(paper))
        kind, right = issued.paper.record_kind, Permission.VOID_DOCUMENT
        if issued.in_force and kind == IssuedInventory.called:
            return [show, self.act(_("Void…"), "file-x", right, lambda: self.open(InventoryVoidForm, paper))]
        if not issued.in_force or kind != Consignment.called:
            return [show]
        revise = self.act(_("Revise…"), "files", Permission.ISSUE_DOCUMENT, lambda: self.revise(paper))
        void = self.act(_("Void…"), "file-x", right, lambda: self.open(VoidForm, paper))
        return [show, revise, void]

    def revise(self, paper: int) -> None:
        """Issue it anew under its number."""
        open_revision(self.desk, paper, self)

    def scan_rows(self, scans: tuple[Scan, ...]) -> list[QWidget]:
        """Each scan with the way to open it."""
        return scan_rows(self.desk, scans)


def make_primary(made: QPushButton) -> None:
    """The one button of a card that is meant most."""
    if isinstance(made, Button):
        made.set_kind("primary")


def story(happened: tuple[Happened, ...]) -> Story:
    """What happened to a paper, the newest first."""
    return Story([_told(each) for each in reversed(happened)])


def _told(each: Happened) -> tuple[str, str, str, str]:
    chip = documents.chip(each.state)
    detail = " · ".join(part for part in (each.note, each.person) if part)
    return chip.icon, chip.text, detail, day(each.on)


class PaperCard(PaperActs):
    """One paper of the register."""

    def read(self, session: Any, record: int) -> IssuedFacts:
        row = session.get_one(Document, record)
        papers = register.of_record(session, row.record_kind, row.record_id)
        paper = next(each for each in papers if each.id == record)
        happened, files = tuple(register.history(session, record)), tuple(register.files(session, record))
        return IssuedFacts(paper, happened, files, transfer_card.scans_of(session, Document.called, record))

    def fill(self, facts: IssuedFacts) -> None:
        paper = facts.paper
        state = documents.chip(paper.state)
        self.head(paper.full_number, documents.series_name(paper.series), [Chip(state.text, state.kind, state.icon)])
        acts = self.paper_acts(facts)
        make_primary(acts[0])
        self.acts(*acts)
        if facts.in_force:
            self.put(*self.next_of(facts))
        self.pairs(
            (_("Issued on"), day(paper.issued_on)),
            (_("Issued by"), paper.issued_by),
            (_("Languages"), paper.languages.replace(",", ", ")),
        )
        if paper.record_kind == Consignment.called:
            link = button(_("Its consignment"), "package", "link")
            link.clicked.connect(lambda _on: self.desk.go.emit("transfers", (paper.record_kind, paper.record_id)))
            self.put(boxed(hbox(link, None)))
        self.section(_("What happened"), story(facts.happened))
        files = [lab(file.name, "small", "text2", wrap=True) for file in facts.files]
        self.section(_("Stored files"), *files)
        self.section(_("Scans"), *self.scan_rows(facts.scans), self._attach(facts))

    def _attach(self, facts: IssuedFacts) -> QWidget:
        name = facts.paper.full_number
        made = self.act(
            _("Attach scan…"), "paperclip", Permission.ATTACH, lambda: self.attach(Document.called, self.record, name)
        )
        return boxed(hbox(made, None))
