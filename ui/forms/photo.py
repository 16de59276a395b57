"""Add photos of an animal: chosen, pasted or dropped, looked at before they are saved, all in one work."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.desk import Desk
from ui.forms.acting import AnimalForm, Facts, open_for
from ui.forms.photo_caption import not_to_come
from ui.forms.photo_intake import SUFFIXES, Arrived, Intake, Source, files_in, sources_of
from ui.widgets.button import button
from ui.widgets.capacity import Meter
from ui.widgets.card import Card
from ui.widgets.label import Icon, elided, lab
from ui.widgets.layout import boxed, hbox, vbox
from ui.widgets.thumbnail import Thumbnail
from zooapp.errors import Problem
from zooapp.fields import fields_of
from zooapp.i18n import _, ngettext
from zooapp.lists.spec import Row, ThumbCell
from zooapp.models import MediaLink
from zooapp.portraits_of import shots
from zooapp.services import photos
from zooapp.services.photos import Photo
from zooapp.starting import photo_folder
from zooapp.work import Work

FIELDS: Final = ("caption", "taken_on", "taken_by", "primary")
TILE: Final = 56


class PhotoForm(AnimalForm):
    """One animal, many pictures. What is refused says why beside its name; the others go through."""

    def __init__(self, desk: Desk, rows: Sequence[Row], facts: Facts, parent: QWidget | None = None) -> None:
        super().__init__(desk, rows[:1], facts, parent)
        self.setAcceptDrops(True)

    @classmethod
    def heading(cls) -> str:
        return _("Add photos")

    @classmethod
    def hint(cls) -> str:
        return _("The original is kept as it is. Without a day the camera's day is taken.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        return {"shots": shots(session, "animal", ids[0])}

    def build(self) -> None:
        self.intake = Intake(self.desk, self.found["shots"], self)
        self.intake.came.connect(self._came)
        self.lines: list[PictureLine] = []
        self.tally = lab("", "small", "text2")
        self.meter, self.stop_button = Meter(), button(_("S&top"), "player-stop")
        self.stop_button.clicked.connect(lambda _on: self.intake.stop())
        self.progress = boxed(hbox((self.meter, 1), self.tally, self.stop_button, gap=10))
        self.progress.hide()
        self.list = vbox(gap=6)
        inner = vbox(self._ways(), self.progress, self.list, gap=10, margins=(16, 12, 16, 14))
        self.column.insertWidget(self.column.count() - 1, Card(inner))
        known = fields_of(MediaLink)
        self.add_fields([known[name] for name in FIELDS], {"primary": not self.found["shots"]})
        self.boxes["primary"].label.hide()
        for editor in self.editors.values():
            editor.widget.installEventFilter(self)

    def _ways(self) -> QWidget:
        self.choose_button = button(_("Choose &files…"), "photo")
        self.choose_button.clicked.connect(lambda _on: self.choose_files())
        folder = button(_("Choose a f&older…"), "folder")
        folder.clicked.connect(lambda _on: self.choose_folder())
        words = lab(_("Or drop pictures here, or paste with Ctrl+V."), "small", "text2", wrap=True)
        return boxed(hbox(self.choose_button, folder, (words, 1), gap=8))

    def welcome(self) -> None:
        self.choose_button.setFocus()

    # pictures in

    def choose_files(self) -> None:
        """Ask for files, several at once."""
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        dialog = QFileDialog(self, _("Choose photos"), "", f"{_('Pictures')} ({kinds});;{_('All files')} (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.take_paths(map(Path, names)))
        dialog.open()

    def choose_folder(self) -> None:
        """Ask for a folder: all pictures in it and below."""
        dialog = QFileDialog(self, _("Choose a folder with photos"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.take_paths([Path(name)]))
        dialog.open()

    def take_paths(self, paths: Iterable[Path]) -> None:
        """Take files, and what folders hold."""
        self.take(files_in(paths))

    def paste(self) -> bool:
        """Take what the clipboard holds; False where that is no picture."""
        found = sources_of(QGuiApplication.clipboard().mimeData())
        self.take(found)
        return bool(found)

    def take(self, sources: Sequence[tuple[str, Source]]) -> None:
        """Read these, one by one; each has its line at once."""
        for name, _source in sources:
            line = PictureLine(name, self._art())
            self.lines.append(line)
            self.list.addWidget(line)
        self.intake.take(sources)
        self._tell()
        QTimer.singleShot(0, self, self.fit)

    def _art(self) -> str:
        thumb = self.rows[0].cells.get("thumb")
        return thumb.art if isinstance(thumb, ThumbCell) else ""

    def _came(self, number: int) -> None:
        one = self.intake.pictures[number]
        self.lines[number].show_picture(one)
        if one.doubt:
            self.waived.add(one.doubt)  # it was said beside the picture
        self._tell()

    def _tell(self) -> None:
        all_in, waiting = len(self.intake.pictures), self.intake.waiting
        self.progress.setVisible(bool(waiting))
        self.meter.show_share((all_in - waiting) / all_in if all_in else 0)
        self.tally.setText(_("{n} of {all}").format(n=all_in - waiting, all=all_in))
        if self.boxes:
            self.save_button.setText(self.act_words())

    # saving

    def act_words(self) -> str:
        n = len(self.intake.taken()) if hasattr(self, "intake") else 0
        return ngettext("Add {n} photo", "Add {n} photos", n).format(n=n) if n else _("Add photos")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        if self.intake.waiting:
            return [Problem("", _("Not all pictures are read yet. A moment."))]
        if not self.intake.taken():
            return [Problem("", _("Choose a photo first."))]
        return not_to_come(values["taken_on"], self.today())

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        folder, animal, kept = photo_folder(self.desk.home), self.animal, self.intake.taken()
        said = {name: values.get(name) for name in ("caption", "taken_on", "taken_by")}
        portrait = bool(values.get("primary"))

        def add(work: Work) -> int:
            for number, one in enumerate(kept):
                photos.add(work, folder, one, Photo("animal", animal, portrait and not number, **said))
            return len(kept)

        return add

    def done_words(self, result: int) -> str:
        words = ngettext("{n} photo added.", "{n} photos added.", result).format(n=result)
        out = len(self.intake.pictures) - result
        return f"{words} {ngettext('{n} left out.', '{n} left out.', out).format(n=out)}" if out else words

    def done(self, result: int) -> None:
        self.intake.stop()
        super().done(result)

    # keys and drops

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A picture in the clipboard is meant for the form, wherever the focus is; a text for its field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            mime = QGuiApplication.clipboard().mimeData()
            if event.matches(QKeySequence.StandardKey.Paste) and (mime.hasUrls() or not mime.hasText()):
                return self.paste()
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take(sources_of(event.mimeData()))
        event.acceptProposedAction()


class PictureLine(QWidget):
    """One picture: small, its name, and what is said of it."""

    def __init__(self, name: str, art: str) -> None:
        super().__init__()
        self.thumb = Thumbnail(name, art, TILE)
        self.icon = Icon("loader-2", "text3")
        self.words = lab(_("Reading…"), "small", "text2", wrap=True)
        said = hbox(self.icon, (self.words, 1), gap=5)
        self.setLayout(hbox(self.thumb, (boxed(vbox(None, elided(name, "strong"), said, None, gap=1)), 1), gap=10))

    def show_picture(self, one: Arrived) -> None:
        """Say how it ended."""
        if one.small is not None:
            self.thumb.show_photo(QPixmap.fromImage(one.small))
        kept = one.kept
        size = f"{kept.width} × {kept.height}" if kept is not None else ""
        taken = f"{kept.taken_at:%d.%m.%Y}" if kept is not None and kept.taken_at else ""
        words = one.refused or one.doubt or " · ".join(part for part in (size, taken) if part)
        colour = "bad" if one.refused else "warn" if one.doubt else "ok"
        icon = {"bad": "alert-circle", "warn": "alert-triangle", "ok": "circle-check"}[colour]
        self.icon.set_icon(icon, colour)
        self.words.setText(words)
        self.words.set_colour("text2" if colour == "ok" else colour)


class Dropped(QObject):
    """Lets pictures be dropped on a card of an animal: the form opens with them. `animal` tells which it is."""

    def __init__(self, desk: Desk, card: QWidget, animal: Callable[[], int]) -> None:
        super().__init__(card)
        self._desk, self._card, self._animal = desk, card, animal
        card.setAcceptDrops(True)
        card.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent):  # a drag that enters is one too
            mime = event.mimeData()
            if not self._animal() or not (mime.hasUrls() or mime.hasImage()):
                return False
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if event.type() == QEvent.Type.Drop:
                found = sources_of(mime)
                open_for(self._desk, PhotoForm, [self._animal()], self._card, lambda form: form.take(found))
            return True
        return super().eventFilter(watched, event)
