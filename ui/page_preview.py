"""Pages of a paper that is no table: look, print, save. What it says is read when it is opened."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui import printing
from ui.background import Ticket
from ui.desk import Desk
from ui.preview import PreviewDialog
from ui.saving import ask_file
from ui.sheet_preview import printed
from ui.widgets.button import button
from zooapp.documents import render
from zooapp.documents.transfer_certificate import Printing
from zooapp.i18n import _
from zooapp.paths import write_whole

Gather = Callable[[Any, Printing], dict[str, Any]]


class PagePreview(PreviewDialog):
    """The pages that a template makes of its facts."""

    def __init__(self, desk: Desk, title: str, paper: tuple[str, dict[str, Any]], parent: QWidget) -> None:
        super().__init__(desk, title, parent)
        self.name = title
        self.template, self.data = paper
        self.side.addStretch(1)
        print_button = button(_("&Print…"), "printer", "primary")
        save_button, close_button = button(_("&Save PDF…"), "download"), button(_("Close"))
        print_button.clicked.connect(lambda _on: self.print_shown())
        save_button.clicked.connect(lambda _on: ask_file(self, _("Save this PDF"), title, ("pdf",), self.save_to))
        close_button.clicked.connect(self.reject)
        for each in (print_button, save_button, close_button):
            self.foot.addWidget(each)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_shown)
        self.draw(self.setting)

    def setting(self, ppi: float) -> list[bytes]:
        """The pages as PNG; for any lane."""
        return render.png(self.template, self.data, ppi=ppi)

    def print_shown(self) -> None:
        """Choose a printer and print."""
        printing.choose_and_print(self.desk, self.name, self.setting, self)

    def save_to(self, file: Path) -> None:
        """Write the PDF."""
        template, data = self.template, self.data

        def write(_ticket: Ticket) -> None:
            write_whole(file, render.pdf(template, data), mode=0o666)

        told = _("{file} is saved.").format(file=file.name)
        self.desk.take_long(_("Saving…"), write, lambda _none: self.desk.tell(told))


def show_pages(desk: Desk, title: str, template: str, gather: Gather, parent: QWidget) -> None:
    """Read the facts, and show the pages."""
    now = printed(desk)

    def show(data: dict[str, Any]) -> None:
        PagePreview(desk, title, (template, data), parent).open()

    desk.ask(lambda session: gather(session, now), show, parent)
