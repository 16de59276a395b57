"""Attach a scan to any record: the file, its incoming number and day, or where the original lies (R108)."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from ui.background import Ticket
from ui.desk import Desk
from ui.editors import Editor
from ui.form import Form
from ui.widgets.button import button, explain
from ui.widgets.label import Icon, lab
from ui.widgets.layout import boxed, hbox
from zooapp import media
from zooapp.errors import Invalid, Problem, ZooError
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _
from zooapp.lists.spec import Row
from zooapp.lists.transfer_card import Scan as Attached
from zooapp.media import Kept
from zooapp.models import Animal, MediaLink
from zooapp.paths import write_whole
from zooapp.services import scans
from zooapp.services.scans import Scan
from zooapp.starting import photo_folder
from zooapp.work import Work

ASKED = ("incoming_no", "incoming_on", "original_at", "caption")
ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "image/heic": ".heic"}


class FileEditor(Editor):
    """The path of a file: typed, chosen in a dialog, or dropped on the form."""

    def __init__(self, kinds: str) -> None:
        self.line = QLineEdit()
        self.line.setAccessibleName(_("File"))
        self.browse = button(_("Choose &file…"), "folder-open")
        super().__init__(boxed(hbox((self.line, 1), self.browse, gap=8)))
        self.widget.setFocusProxy(self.line)
        self._kinds = kinds
        self.browse.clicked.connect(lambda _on: self._choose())
        self.line.textEdited.connect(lambda _text: self.edited.emit())

    def value(self) -> Path | None:
        text = self.line.text().strip()
        if text and not Path(text).is_file():
            raise Invalid(_("There is no such file."))
        return Path(text) if text else None

    def set(self, value: Any) -> None:
        self.line.setText(str(value) if value else "")
        self.edited.emit()

    def text(self) -> str:
        return self.line.text()

    def _choose(self) -> None:
        dialog = QFileDialog(self.widget, _("Choose a scan"), "", self._kinds)
        dialog.fileSelected.connect(self.set)
        dialog.open()


class ScanForm(Form):
    """One scan for one record ("consignment", 7). The file is kept first, off the window's thread, then attached."""

    def __init__(
        self, desk: Desk, record: tuple[str, int], name: str, parent: QWidget | None = None, file: Path | None = None
    ) -> None:
        hint = _("A PDF or a picture. It needs an incoming number, or the place of the original.")
        super().__init__(desk, self.heading().format(name=name), hint, parent)
        self.record = record
        self.kept: Kept | None = None
        self.setAcceptDrops(True)
        spec = asked("file", N_("Scan"), Path)
        kinds = _("Scans (*.pdf *.jpg *.jpeg *.png *.heic *.tif *.tiff);;All files (*)")
        self.column.insertWidget(0, self.add_editor("file", spec, FileEditor(kinds), file))
        self.build()

    @classmethod
    def heading(cls) -> str:
        """The title; {name} is the record."""
        return _("Scan for {name}")

    def build(self) -> None:
        """The fields beside the file."""
        known = fields_of(MediaLink)
        self.add_fields([known[name] for name in ASKED], {})

    def act_words(self) -> str:
        return _("Attach")

    def save(self, *args: object) -> None:
        values, wrong = self.values()
        if wrong or self.kept is not None:
            super().save(*args)
            return
        home, file = self.desk.home, values["file"]
        explain(self.save_button, _("Reading the file…"))

        def keep(_ticket: Ticket) -> Kept:
            return media.keep_scan(photo_folder(home), file, home.thumbnails)

        self.desk.take_long(_("Keeping {file}…").format(file=file.name), keep, self._keep, self._refused_file)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        kept, folder, scan = self.kept, photo_folder(self.desk.home), self.scan(values)
        assert kept is not None
        return lambda work: scans.attach(work, folder, kept, scan).id

    def scan(self, values: Mapping[str, Any]) -> Scan:
        """What is said of the scan."""
        kind, record = self.record
        return Scan(kind, record, **{name: values.get(name) for name in ASKED})

    def done_words(self, _result: Any) -> str:
        return _("Scan attached.")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if files := [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]:
            self.fill("file", files[0])
            event.acceptProposedAction()

    def _edited(self, path: str) -> None:
        if path == "file":
            self.kept = None
        super()._edited(path)

    def _keep(self, kept: Kept) -> None:
        explain(self.save_button, "")
        self.kept = kept
        super().save()

    def _refused_file(self, error: Exception) -> None:
        if isinstance(error, ZooError):
            explain(self.save_button, "")
            self.show_problems([Problem("file", str(error))])
        else:
            self._refused(error)


class AnimalScanForm(ScanForm):
    """The same for an animal that is marked in a list."""

    def __init__(self, desk: Desk, rows: Sequence[Row], _facts: object, parent: QWidget | None = None) -> None:
        super().__init__(desk, (Animal.called, rows[0].id), str(rows[0].cells.get("local_id") or ""), parent)

    @classmethod
    def read(cls, _session: Any, _ids: Sequence[int]) -> dict[str, Any]:
        """Nothing beside the rows is needed."""
        return {}


def scan_rows(desk: Desk, scans: Sequence[Attached]) -> list[QWidget]:
    """Each scan of a record, with the way to open it."""
    rows = []
    for scan in scans:
        link = button(_("Open"), kind="link")
        link.setAccessibleName(_("Open scan: {words}").format(words=scan.words))
        link.clicked.connect(lambda _on, scan=scan: open_scan(desk, scan))
        words = lab(scan.words or _("Scan"), "small", "text2", wrap=True)
        rows.append(boxed(hbox(Icon("paperclip", "text2"), (words, 1), link, gap=6)))
    return rows


def open_scan(desk: Desk, scan: Attached) -> None:
    """Show a scan with the program that the machine has for it."""
    home = desk.home

    def copy(_ticket: Ticket) -> str:
        data = media.original(photo_folder(home), scan.sha).read_bytes()
        shown = home.thumbnails / f"{scan.sha}{ENDINGS.get(scan.type, '')}"
        write_whole(shown, data, durable=False)
        return str(shown)

    desk.take_long(_("Opening…"), copy, lambda name: QDesktopServices.openUrl(QUrl.fromLocalFile(name)))
