"""Print preview: the real pages of a paper on sunken ground; of an issued one with its stored files, PDF and Print."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QScrollArea, QSizePolicy, QWidget

from ui import errors, printing, theme
from ui.background import LONG, Ticket
from ui.desk import Desk
from ui.widgets.button import button, icon_button
from ui.widgets.chip import Chip
from ui.widgets.choices import combo
from ui.widgets.field import FieldBox
from ui.widgets.label import Icon, lab
from ui.widgets.layout import Item, boxed, hbox, vbox
from zooapp.documents import certificate, register
from zooapp.documents.certificate import Edition
from zooapp.documents.certificate_data import TransferCertificateData
from zooapp.documents.recall import recall
from zooapp.documents.register import Registered, StoredFile
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import documents
from zooapp.models import Consignment, Document, DocumentState
from zooapp.paths import write_whole

PPI: Final = 144.0
SIDE: Final = 348
ZOOMS: Final = (0.5, 0.75, 1.0, 1.5, 2.0)
COPIES: Final = {
    "original-1": N_("Original 1 of 2"),
    "original-2": N_("Original 2 of 2"),
    "copy-1": N_("Copy"),
    "void": N_("Void paper"),
}


class Sheet(QWidget):
    """One page, as white paper with a line around it, in either look."""

    def __init__(self, page: QImage, words: str) -> None:
        super().__init__()
        self.page = page
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def fit(self, wide: float) -> None:
        """Be as wide as an upright page of so many pixels wants."""
        upright = min(self.page.width(), self.page.height())
        self.setFixedSize(QSize(round(self.page.width() * wide / upright), round(self.page.height() * wide / upright)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ratio = self.devicePixelRatioF()
        pixels = QSize(round(self.width() * ratio), round(self.height() * ratio))
        page = self.page.scaled(pixels, mode=Qt.TransformationMode.SmoothTransformation)
        page.setDevicePixelRatio(ratio)
        painter.drawImage(0, 0, page)
        painter.setPen(QPen(theme.colour("control"), 1))
        painter.drawRect(area)


class Ground(QWidget):
    """What the pages lie on."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("sunken"))


class Sheets(QScrollArea):
    """All pages, one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []
        self._zoom = ZOOMS.index(1.0)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Pages"))
        self.say(_("The pages are being set…"))

    def say(self, words: str) -> None:
        """Words where pages would be."""
        self.sheets = []
        self._lay(vbox(None, hbox(None, lab(words, "body", "text2"), None), None))

    def show_pages(self, pages: list[QImage]) -> None:
        """Show these; the place in the roll stays."""
        bar = self.verticalScrollBar()
        place = bar.value()
        words = _("Page {n} of {of}")
        self.sheets = [Sheet(page, words.format(n=n, of=len(pages))) for n, page in enumerate(pages, 1)]
        centred: list[Item] = [hbox(None, sheet, None) for sheet in self.sheets]
        self._lay(vbox(*centred, None, gap=14, margins=(14, 14, 14, 14)))
        self._fit()
        bar.setValue(place)

    def zoom(self, by: int) -> None:
        """Larger or smaller by a step."""
        self._zoom = max(0, min(len(ZOOMS) - 1, self._zoom + by))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lay(self, layout: Any) -> None:
        ground = Ground()
        ground.setLayout(layout)
        self.setWidget(ground)

    def _fit(self) -> None:
        """An upright page fills the width that a wide one leaves it: all fit at the middle zoom."""
        room = self.viewport().width() - 2 * theme.px(14) - 2
        widest = max((max(1.0, s.page.width() / s.page.height()) for s in self.sheets), default=1.0)
        for sheet in self.sheets:
            sheet.fit(max(200.0, room / widest) * ZOOMS[self._zoom])


class PreviewDialog(QDialog):
    """Pages at the left, what is asked and what can be done at the right."""

    def __init__(self, desk: Desk, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sheets = Sheets()
        self.title = lab(title, "title", wrap=True)
        self.counted = lab("", "small", "text2", wrap=True)
        self.side = vbox(gap=10, margins=(2, 2, 8, 2))
        self.foot = vbox(gap=8)
        self._turn = 0
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(boxed(self.side))
        smaller, larger = icon_button("zoom-out", _("Smaller pages")), icon_button("zoom-in", _("Larger pages"))
        smaller.clicked.connect(lambda _on: self.sheets.zoom(-1))
        larger.clicked.connect(lambda _on: self.sheets.zoom(1))
        tools = hbox((self.counted, 1), smaller, larger, gap=4)
        right = boxed(vbox(self.title, tools, (area, 1), self.foot, gap=8, margins=(0, 14, 0, 0)))
        right.setFixedWidth(theme.px(SIDE))
        self.setLayout(hbox((self.sheets, 1), right, gap=16, margins=(0, 0, 16, 14)))
        for keys, by in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1)):
            QShortcut(QKeySequence(keys), self, lambda by=by: self.sheets.zoom(by))
        self.resize(theme.px(1180), theme.px(820))

    def showEvent(self, event: Any) -> None:
        room = self.screen().availableGeometry().size()
        self.setMaximumSize(room.width() - 24, room.height() - 24)
        super().showEvent(event)

    def draw(self, make: Callable[[float], list[bytes]]) -> None:
        """Set the pages on the long lane and show them; what was asked for before is not shown any more."""
        self._turn += 1
        turn = self._turn

        def shown(pages: list[QImage]) -> None:
            if turn == self._turn:
                self.sheets.show_pages(pages)
                words = ngettext("{n} page, A4", "{n} pages, A4", len(pages))
                self.counted.setText(words.format(n=len(pages)))

        self.desk.background.run(lambda: printing.decoded(make(PPI)), shown, self.refused, self, LONG)

    def refused(self, error: Exception) -> None:
        """Pages could not be set."""
        self.sheets.say(_("There are no pages to show."))
        errors.show(error, self)


@dataclass(frozen=True)
class Issued:
    """An issued paper as its preview needs it."""

    paper: Registered
    data: TransferCertificateData
    payload: str
    files: list[StoredFile]

    def edition(self, file: StoredFile) -> tuple[str, Edition]:
        """Which copy a file is."""
        editions = certificate.editions(self.data, tuple(self.paper.languages.split(",")))
        return next((key, one) for key, one in editions.items() if file.name.endswith(f"-{key}.pdf"))


def read(session: Any, document: int) -> Issued | None:
    """An issued transfer certificate with its files; none for another paper. Raises NotFound."""
    row = session.get_one(Document, document)
    if row.record_kind != Consignment.called:
        return None
    paper = next(p for p in register.of_record(session, row.record_kind, row.record_id) if p.id == document)
    return Issued(paper, recall(row.data), row.payload, register.files(session, document))


class PaperPreview(PreviewDialog):
    """An issued paper, set anew from the facts that are stored with it; saving gives the stored bytes."""

    def __init__(self, desk: Desk, issued: Issued, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Certificate {number}").format(number=issued.paper.full_number), parent)
        self.issued = issued
        state = documents.chip(issued.paper.state)
        self.copies = combo()
        for file in issued.files:
            self.copies.addItem(_(COPIES[issued.edition(file)[0]]))
        if issued.paper.state is DocumentState.VOIDED:
            self.copies.setCurrentIndex(len(issued.files) - 1)
        self.copies.currentIndexChanged.connect(lambda _index: self.refresh())
        total = issued.data.total
        adds = _("{count} = {n} animals; first page and annex agree").format(count=total, n=total.total)
        sums = hbox(Icon("circle-check", "ok"), (lab(adds, "small", "ok", wrap=True), 1), gap=6)
        self.side.addWidget(boxed(hbox(Chip(state.text, state.kind, state.icon), None)))
        self.side.addWidget(FieldBox(_("Which copy"), self.copies))
        self.side.addWidget(boxed(sums))
        self.side.addStretch(1)
        self.save_button = button(_("&Save PDF…"), "download")
        self.print_button = button(_("&Print…"), "printer", "primary")
        self.close_button = button(_("Close"))
        self.save_button.clicked.connect(lambda _on: self.save())
        self.print_button.clicked.connect(lambda _on: self.print_shown())
        self.close_button.clicked.connect(self.reject)
        for each in (self.print_button, self.save_button, self.close_button):
            self.foot.addWidget(each)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_shown)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save)
        self.refresh()

    @property
    def file(self) -> StoredFile:
        """The copy that is chosen."""
        return self.issued.files[self.copies.currentIndex()]

    def refresh(self) -> None:
        """Show the copy that is chosen."""
        self.draw(self.setting())

    def setting(self) -> Callable[[float], list[bytes]]:
        """What sets the pages of the chosen copy, as PNG of so many dots an inch; for any lane."""
        data, payload, (_key, edition) = self.issued.data, self.issued.payload, self.issued.edition(self.file)
        return lambda ppi: certificate.pages(data, edition, payload, ppi)

    def print_shown(self) -> None:
        """Print the chosen copy."""
        printing.choose_and_print(self.desk, self.issued.paper.full_number, self.setting(), self)

    def save(self) -> None:
        """Ask where to."""
        dialog = QFileDialog(self, _("Save this PDF"), "", _("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self.file.name)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

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


def open_paper(
    desk: Desk, document: int, parent: QWidget, then: Callable[[PaperPreview], object] | None = None
) -> None:
    """Read an issued paper and show its preview."""

    def show(issued: Issued | None) -> None:
        if issued is None:
            open_other(desk, document, parent)
            return
        made = PaperPreview(desk, issued, parent)
        made.open()
        if then is not None:
            then(made)

    from ui.release_preview import open_other  # itself a preview

    desk.ask(lambda session: read(session, document), show, parent)
