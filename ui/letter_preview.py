"""Preview of a plain paper in a language that is chosen: its pages, PDF, Print, and whether it was sent."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from ui import printing
from ui.background import Ticket
from ui.desk import Desk
from ui.preview import PreviewDialog
from ui.widgets.button import button
from ui.widgets.choices import combo
from ui.widgets.field import FieldBox
from zooapp.documents import letters
from zooapp.documents.transfer_certificate import Printing
from zooapp.i18n import LANGUAGES, _
from zooapp.paths import write_whole

Gather = Callable[[Any, str, str, Printing], dict[str, Any]]  # session, which paper, language, when and by whom


class LetterPreview(PreviewDialog):
    """`papers` are the kinds to choose from; `gather` reads the facts of one in a language."""

    def __init__(
        self, desk: Desk, title: str, papers: Mapping[str, str], gather: Gather, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, title, parent)
        self.papers, self.gather = dict(papers), gather
        self.data: dict[str, Any] | None = None
        self.paper_box, self.language_box = combo(self), combo(self)
        self.paper_box.addItems(list(self.papers.values()))
        self.language_box.addItems(list(LANGUAGES.values()))
        self.paper_box.setVisible(len(self.papers) > 1)
        if len(self.papers) > 1:
            self.side.addWidget(FieldBox(_("Which paper"), self.paper_box))
        self.side.addWidget(FieldBox(_("Language"), self.language_box))
        self.side.addStretch(1)
        self.print_button = button(_("&Print…"), "printer", "primary")
        self.save_button, self.close_button = button(_("&Save PDF…"), "download"), button(_("Close"))
        self.print_button.clicked.connect(lambda _on: self.print_shown())
        self.save_button.clicked.connect(lambda _on: self.save())
        self.close_button.clicked.connect(self.reject)
        for each in (self.print_button, self.save_button, self.close_button):
            self.foot.addWidget(each)
        for keys, act in (("Ctrl+P", self.print_shown), ("Ctrl+S", self.save)):
            QShortcut(QKeySequence(keys), self, act)
        for box in (self.paper_box, self.language_box):
            box.currentIndexChanged.connect(lambda _index: self.refresh())

    @property
    def paper(self) -> str:
        """Which paper is shown."""
        return list(self.papers)[self.paper_box.currentIndex()]

    def begin(self, paper: str, language: str) -> None:
        """Show this paper in this language first."""
        with QSignalBlocker(self.paper_box), QSignalBlocker(self.language_box):  # else it is asked for thrice
            self.paper_box.setCurrentIndex(list(self.papers).index(paper))
            self.language_box.setCurrentIndex(list(LANGUAGES).index(language))
        self.refresh()

    def add_act(self, made: QPushButton) -> None:
        """One more button, above Close."""
        self.foot.insertWidget(self.foot.count() - 1, made)

    def refresh(self) -> None:
        """Read the facts of what is chosen, and set its pages."""
        database, actor = self.desk.database, self.desk.actor
        assert database is not None
        assert actor is not None
        clock = database.clock
        now = Printing(clock.now().astimezone(clock.zone), actor.name, clock.today())
        paper, language = self.paper, list(LANGUAGES)[self.language_box.currentIndex()]
        self.desk.ask(lambda session: self.gather(session, paper, language, now), self._gathered, self)

    def _gathered(self, data: dict[str, Any]) -> None:
        self.data = data
        self.draw(lambda ppi: letters.pages(data, ppi))

    @property
    def name(self) -> str:
        """What the paper is called."""
        data = self.data or {"title": "", "reference": ""}
        return " ".join(part for part in (data["title"], data["reference"]) if part)

    def print_shown(self) -> None:
        """Choose a printer and print."""
        if (data := self.data) is not None:
            printing.choose_and_print(self.desk, self.name, lambda ppi: letters.pages(data, ppi), self)

    def save(self) -> None:
        """Ask where to."""
        dialog = QFileDialog(self, _("Save this PDF"), "", _("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{self.name}.pdf".replace("/", "-"))
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, place: Path) -> None:
        """Write the file."""
        data = self.data
        assert data is not None

        def write(_ticket: Ticket) -> None:
            write_whole(place, letters.pdf(data), mode=0o666)

        words = _("{file} is saved.").format(file=place.name)
        self.desk.take_long(_("Saving…"), write, lambda _none: self.desk.tell(words))
