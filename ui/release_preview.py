"""An issued release certificate: set anew from the facts that are stored with it; saving gives the stored bytes."""

import json
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.background import Ticket
from ui.desk import Desk
from ui.page_preview import PagePreview
from ui.widgets.chip import Chip
from ui.widgets.layout import boxed, hbox
from zooapp.documents import register, release_certificate
from zooapp.documents.register import Registered, StoredFile
from zooapp.i18n import _
from zooapp.lists import documents
from zooapp.models import Document, IssuedInventory
from zooapp.paths import write_whole

Found = tuple[Registered, dict[str, Any], StoredFile]


class ReleasePreview(PagePreview):
    """The certificate as it was issued, with its state."""

    def __init__(self, desk: Desk, found: Found, parent: QWidget) -> None:
        paper, data, self.file = found
        title = f"{documents.series_name(paper.series)} {paper.full_number}"
        super().__init__(desk, title, (release_certificate.TEMPLATE, data), parent)
        state = documents.chip(paper.state)
        self.side.insertWidget(0, boxed(hbox(Chip(state.text, state.kind, state.icon), None)))

    def save_to(self, file: Path) -> None:
        stored, database = self.file, self.desk.database
        assert database is not None

        def write(_ticket: Ticket) -> None:
            with database.read() as session:
                content = register.content(session, stored.id)
            write_whole(file, content, mode=0o666)

        words = _("{file} is saved.").format(file=file.name)
        self.desk.take_long(_("Saving…"), write, lambda _none: self.desk.tell(words))


def read(session: Any, document: int) -> Found | None:
    """An issued release certificate as its preview needs it; none for an issued inventory."""
    row = session.get_one(Document, document)
    if row.record_kind == IssuedInventory.called:
        return None
    paper = next(p for p in register.of_record(session, row.record_kind, row.record_id) if p.id == document)
    data = release_certificate.with_code(json.loads(row.data), row.payload)
    return paper, data, register.files(session, document)[0]


def open_other(desk: Desk, document: int, parent: QWidget) -> None:
    """Show a paper that is no transfer certificate."""

    def show(found: Found | None) -> None:
        from ui.panels.reports_issue import open_issued  # itself a preview

        if found is None:
            open_issued(desk, document, parent)
        else:
            ReleasePreview(desk, found, parent).open()

    desk.ask(lambda session: read(session, document), show, parent)
