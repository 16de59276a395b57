"""A backup: a copy of the whole collection with its photos as one file, made beside the work."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit

from ui import errors, theme
from ui.background import Ticket
from ui.desk import Desk
from ui.widgets.button import button
from ui.widgets.field import FieldBox
from ui.widgets.label import lab
from ui.widgets.layout import hbox, vbox
from zooapp.errors import Problem
from zooapp.i18n import _, ngettext
from zooapp.starting import photo_folder

if TYPE_CHECKING:
    from ui.window import Window
    from zooapp.backup import Manifest


class BackupDialog(QDialog):
    """Asks only where to; the work goes on in a notice that can be stopped."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.desk = window.desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Back up"))
        self.line = QLineEdit(str(proposed(self.desk)))
        hint = _("Best on another disk or a USB stick. It holds the collection and all its photos.")
        self.box = FieldBox(_("File"), self.line, hint)
        self.choose = button(_("&Choose…"), "folder-open")
        self.choose.clicked.connect(lambda _on: self._choose())
        self.go_button = button(_("&Back up now"), "database-export", "primary")
        self.go_button.clicked.connect(lambda _on: self.start())
        self.line.returnPressed.connect(self.start)
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        field = hbox((self.box, 1), vbox(20, self.choose, None, gap=0))
        foot = hbox(None, cancel, self.go_button)
        self.setLayout(vbox(lab(self.windowTitle(), "title"), field, foot, gap=14, margins=(22, 18, 22, 16)))
        self.setMinimumWidth(theme.px(640))

    def start(self) -> None:
        """Begin, if there is a place for it."""
        text = self.line.text().strip()
        file = Path(text).expanduser()
        if not text or file.is_dir():
            self.box.show_problem(Problem("file", _("Name the file, as backup.zip.")))
        elif file.exists():
            self.box.show_problem(Problem("file", _("There is a file of this name already. Choose another name.")))
        else:
            begin(self.desk, file)
            self.accept()

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.windowTitle(), self.line.text(), _("Backup (*.zip)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.fileSelected.connect(self.line.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def folder_of(desk: Desk) -> Path:
    """Where this computer keeps backups."""
    return Path(desk.machine.backup_folder).expanduser() if desk.machine.backup_folder else desk.home.backups


def proposed(desk: Desk) -> Path:
    """A file that is not there yet, named by day and hour."""
    day = desk.database.clock.today() if desk.database is not None else dt.date.today()
    return folder_of(desk) / f"zoo-{day:%Y%m%d}-{dt.datetime.now():%H%M%S}.zip"


def begin(desk: Desk, file: Path, over: Callable[[], object] = lambda: None) -> Ticket:
    """Make the backup on the long lane; a notice says how far it is, and at the end what was kept."""
    database, photos = desk.database, photo_folder(desk.home)
    assert database is not None

    def make(ticket: Ticket) -> "Manifest":
        from zooapp import backup

        file.parent.mkdir(parents=True, exist_ok=True)
        return backup.backup(database, file, photos, ticket.step)

    def made(manifest: "Manifest") -> None:
        desk.tell(_("Backup made: {file}").format(file=file.name))
        if missing := len(manifest.missing):
            words = ngettext("{n} photo was not found and is not in it.", "{n} photos were not found.", missing)
            desk.tell(words.format(n=missing), "warn")
        over()

    def failed(error: Exception) -> None:
        errors.show(error)
        over()

    return desk.take_long(_("Backing up…"), make, made, failed)
