"""Any report or list as pages: to look at, to print, to save as a file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui import printing
from ui.background import Ticket
from ui.desk import Desk
from ui.preview import PreviewDialog
from ui.saving import TABLES, ask_file
from ui.widgets.button import button
from ui.widgets.label import lab
from ui.widgets.layout import boxed, vbox
from zooapp.documents import pictures, sheet_paper
from zooapp.documents.transfer_certificate import Printing
from zooapp.exchange import sheets
from zooapp.i18n import _
from zooapp.lists import reception
from zooapp.paths import write_whole
from zooapp.reports.sheet import Sheet
from zooapp.starting import photo_folder

if TYPE_CHECKING:
    from zooapp.session import ZooSession


class SheetPreview(PreviewDialog):
    """The pages of a report, with Print and Export."""

    def __init__(self, desk: Desk, sheet: Sheet, zoo: str, parent: QWidget) -> None:
        super().__init__(desk, sheet.title, parent)
        self.sheet, self.zoo = sheet, zoo
        self.moment = printed(desk)
        for label, value in sheet.facts:
            self.side.addWidget(
                boxed(vbox(lab(label, "label", "text2", wrap=True), lab(value, "body", wrap=True), gap=1))
            )
        self.side.addStretch(1)
        print_button = button(_("&Print…"), "printer", "primary")
        save_button, close_button = button(_("E&xport…"), "download"), button(_("Close"))
        print_button.clicked.connect(lambda _on: self.print_shown())
        save_button.clicked.connect(lambda _on: self.export())
        close_button.clicked.connect(self.reject)
        for each in (print_button, save_button, close_button):
            self.foot.addWidget(each)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_shown)
        self.draw(self.setting)

    def setting(self, ppi: float) -> list[bytes]:
        """The pages as PNG; for any lane."""
        return sheet_paper.pages(self.sheet, self.zoo, self.moment, ppi)

    def print_shown(self) -> None:
        """Choose a printer and print."""
        printing.choose_and_print(self.desk, self.sheet.title, self.setting, self)

    def export(self) -> None:
        """Ask for the file."""
        ask_file(self, _("Export"), self.sheet.key, ("pdf", *TABLES), self.export_to)

    def export_to(self, file: Path) -> None:
        """Write it: what its ending says."""
        sheet, zoo, moment = self.sheet, self.zoo, self.moment

        def write(_ticket: Ticket) -> None:
            if file.suffix.lower() == ".pdf":
                write_whole(file, sheet_paper.pdf(sheet, zoo, moment), mode=0o666)
            else:
                sheets.write(file, sheet)

        told = _("{file} is saved.").format(file=file.name)
        self.desk.take_long(_("Exporting…"), write, lambda _none: self.desk.tell(told))


def printed(desk: Desk) -> Printing:
    """Now, by the zoo's own clock, and who sits at the desk."""
    assert desk.database is not None
    clock = desk.database.clock
    photos = pictures.reader(photo_folder(desk.home), desk.home.thumbnails)
    return Printing(clock.now().astimezone(clock.zone), desk.actor.name if desk.actor else "", clock.today(), photos)


def open_sheet(
    desk: Desk,
    ask: "Callable[[ZooSession], Sheet]",
    parent: QWidget,
    then: Callable[[SheetPreview], object] | None = None,
) -> None:
    """Answer a report on the long lane, and show its pages."""
    database, actor = desk.database, desk.actor
    assert database is not None

    def answer(_ticket: Ticket) -> tuple[Sheet, str]:
        with database.read(actor) as session:
            return ask(session), reception.zoo(session)

    def show(answered: tuple[Sheet, str]) -> None:
        made = SheetPreview(desk, *answered, parent)
        made.open()
        if then is not None:
            then(made)

    desk.take_long(_("The pages are being set…"), answer, show)
