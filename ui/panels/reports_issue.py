"""Issue an inventory under a number; and the pages of one that was issued, as they were printed."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from ui import printing
from ui.background import Ticket
from ui.desk import Desk
from ui.form import Form
from ui.preview import PreviewDialog
from ui.saving import ask_file
from ui.sheet_preview import printed
from ui.widgets.button import button
from ui.widgets.chip import Chip
from ui.widgets.label import lab
from ui.widgets.layout import boxed, hbox
from zooapp.documents import inventory_paper, register
from zooapp.documents.register import Registered, StoredFile
from zooapp.fields import asked as question
from zooapp.i18n import _
from zooapp.lists import documents
from zooapp.models import Document
from zooapp.paths import write_whole
from zooapp.reports.inventory_columns import BASES
from zooapp.reports.inventory_report import Inventory
from zooapp.reports.inventory_words import period
from zooapp.reports.restated import Restated, headline
from zooapp.reports.spec import Asked
from zooapp.services import inventories
from zooapp.work import Work

if TYPE_CHECKING:
    from ui.panels.reports import ReportsPage


class IssueForm(Form):
    """The reason, which only a second issue wants."""

    def __init__(self, desk: Desk, asked: Asked, parent: QWidget) -> None:
        title = _("Issue the inventory {period}").format(period=period(asked))
        hint = _("It gets a number. Its pages and totals are stored and never change.")
        super().__init__(desk, title, hint, parent)
        self.asked = asked
        reason = question("reason", _("Reason"), str, _("Only if it was issued before"), longest=300, required=False)
        self.add_fields([reason], {})

    def act_words(self) -> str:
        return _("Issue")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        asked, reason = self.asked, values["reason"] or ""
        assert self.desk.database is not None
        zone = self.desk.database.clock.zone
        return lambda work: inventories.issue(work, asked, zone, reason).id

    def undo(self) -> None:
        return None

    def done_words(self, _result: Any) -> str:
        return _("The inventory is issued.")


class InventoryPreview(PreviewDialog):
    """The pages of the inventory that is shown, with Print and Export."""

    def __init__(self, desk: Desk, found: Inventory, changed: Sequence[Restated], page: "ReportsPage") -> None:
        super().__init__(desk, _("Annual inventory"), page)
        self.name = f"{_('Annual inventory')}, {period(found.asked)}"
        moment = printed(desk).at
        self.setting: Callable[[float], list[bytes]] = lambda ppi: inventory_paper.pages(found, moment, ppi, changed)
        self.side.addWidget(lab(period(found.asked), "strong", wrap=True))
        self.side.addWidget(lab(_(BASES[found.asked.basis]), "body", "text2", wrap=True))
        for one in changed:
            self.side.addWidget(lab(headline(one), "body", "warn", wrap=True))
        self.side.addStretch(1)
        save_button = button(_("E&xport…"), "download")
        save_button.clicked.connect(lambda _on: page.export())
        _add_foot(self, save_button)
        self.draw(self.setting)

    def print_shown(self) -> None:
        """Choose a printer and print."""
        printing.choose_and_print(self.desk, self.name, self.setting, self)


class IssuedInventoryPreview(PreviewDialog):
    """The pages of an issued inventory; saving gives the stored bytes."""

    def __init__(self, desk: Desk, found: tuple[Registered, str, StoredFile], parent: QWidget) -> None:
        paper, data, self.file = found
        super().__init__(desk, f"{_('Annual inventory')} {paper.full_number}", parent)
        self.name = paper.full_number
        self.setting: Callable[[float], list[bytes]] = lambda ppi: inventory_paper.pages_again(data, ppi)
        state = documents.chip(paper.state)
        self.side.addWidget(boxed(hbox(Chip(state.text, state.kind, state.icon), None)))
        self.side.addWidget(lab(paper.issued_by, "body", "text2", wrap=True))
        self.side.addStretch(1)
        save_button = button(_("&Save PDF…"), "download")
        save_button.clicked.connect(lambda _on: self.save())
        _add_foot(self, save_button)
        self.draw(self.setting)

    def print_shown(self) -> None:
        """Choose a printer and print."""
        printing.choose_and_print(self.desk, self.name, self.setting, self)

    def save(self) -> None:
        """Ask where to."""
        ask_file(self, _("Save this PDF"), Path(self.file.name).stem, ("pdf",), self.save_to)

    def save_to(self, place: Path) -> None:
        """Write the bytes as they were issued."""
        file, database = self.file, self.desk.database
        assert database is not None

        def write(_ticket: Ticket) -> None:
            with database.read() as session:
                content = register.content(session, file.id)
            write_whole(place, content, mode=0o666)

        words = _("{file} is saved.").format(file=place.name)
        self.desk.take_long(_("Saving…"), write, lambda _none: self.desk.tell(words))


def _add_foot(preview: "InventoryPreview | IssuedInventoryPreview", save_button: QPushButton) -> None:
    """Print, save, close."""
    print_button, close_button = button(_("&Print…"), "printer", "primary"), button(_("Close"))
    print_button.clicked.connect(lambda _on: preview.print_shown())
    close_button.clicked.connect(preview.reject)
    for each in (print_button, save_button, close_button):
        preview.foot.addWidget(each)
    QShortcut(QKeySequence("Ctrl+P"), preview, preview.print_shown)


def read_issued(session: Any, document: int) -> tuple[Registered, str, StoredFile]:
    """An issued inventory as its preview needs it."""
    row = session.get_one(Document, document)
    papers = register.of_record(session, row.record_kind, row.record_id)
    return next(p for p in papers if p.id == document), row.data, register.files(session, document)[0]


def open_issued(desk: Desk, document: int, parent: QWidget) -> None:
    """Show the pages of an issued inventory."""
    desk.ask(
        lambda session: read_issued(session, document),
        lambda found: IssuedInventoryPreview(desk, found, parent).open(),
        parent,
    )
