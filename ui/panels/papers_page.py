"""The register of issued papers, and the question whether a file is one of them."""

from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QWidget

from ui import theme
from ui.desk import Desk
from ui.listing import ListPage
from ui.panels.paper_card import PaperCard
from ui.preview import open_paper
from ui.widgets.button import button
from ui.widgets.label import Icon, lab
from ui.widgets.layout import hbox, vbox
from zooapp import settings
from zooapp.documents import verifying
from zooapp.documents.verifying import Verdict, Verified
from zooapp.i18n import N_, _
from zooapp.lists import documents

# Word, tone, icon of each verdict.
VERDICTS: Final = {
    Verdict.GENUINE: (N_("Genuine"), "ok", "circle-check"),
    Verdict.REVISED: (N_("Revised"), "warn", "files"),
    Verdict.VOID: (N_("Void"), "bad", "file-x"),
    Verdict.ALTERED: (N_("Altered"), "bad", "alert-octagon"),
    Verdict.UNKNOWN: (N_("Unknown"), "warn", "question-mark"),
}


class PapersPage(ListPage):
    """All papers that were issued, in the order of their register."""

    kinds = frozenset({"document", "document_event", "media_link", "person"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, documents.LIST, PaperCard(desk), [check_button(desk, self)])

    def open_record(self, record: int) -> None:
        """Enter shows the pages."""
        if record:
            open_paper(self.desk, record, self)

    def print_shown(self) -> None:
        """Preview the paper that is marked."""
        self.open_record(self.table.current_id())


class VerdictDialog(QDialog):
    """What a file is: icon, one word, a sentence; and the way to the paper in the register."""

    def __init__(self, desk: Desk, file: str, found: Verified, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        word, tone, icon = VERDICTS[found.verdict]
        self.found = found
        self.setWindowTitle(_("Check a paper"))
        self.word = lab(_(word), "title", tone)
        self.words = lab(found.words, "body", wrap=True)
        close = button(_("Close"), kind="" if found.document_id else "primary")
        close.clicked.connect(self.accept)
        acts: list[QWidget] = [close]
        if found.document_id is not None:
            show = button(_("&Show it in the register"), "file-certificate", "primary")
            show.clicked.connect(lambda _on: self._show(desk, found.document_id))
            acts.append(show)
        told = vbox(self.word, self.words, lab(file, "small", "text2", wrap=True), gap=6)
        top = hbox(Icon(icon, tone, 40), (told, 1), gap=16)
        self.setLayout(vbox(top, None, hbox(None, *acts), gap=16, margins=(22, 20, 22, 16)))
        self.setAccessibleName(f"{_(word)}. {found.words}")
        self.setMinimumWidth(theme.px(460))

    def _show(self, desk: Desk, document: int | None) -> None:
        self.accept()
        desk.go.emit("transfers", ("document", document))


def check_button(desk: Desk, page: QWidget) -> QPushButton:
    """The button that asks for a file and judges it."""
    made = button(_("Check a paper…"), "shield-check")

    def choose(_on: bool) -> None:
        dialog = QFileDialog(page, _("Check a paper"), "", _("PDF (*.pdf);;All files (*)"))
        dialog.fileSelected.connect(lambda name: check(desk, Path(name), page))
        dialog.open()

    made.clicked.connect(choose)
    return made


def check(desk: Desk, file: Path, page: QWidget) -> None:
    """Judge a file by its seal and the register, and say what it is."""

    def judge(session: Any) -> Verified:
        key = bytes.fromhex(settings.value(session, "zoo_public_key"))
        return verifying.verify(session, file.read_bytes(), key)

    desk.ask(judge, lambda found: VerdictDialog(desk, file.name, found, page).open(), page)
