"""A photo in large: caption, who and when, the ones beside it; make it the portrait, caption it, take it back."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QSizePolicy, QWidget

from ui import painting, pictures, theme
from ui.desk import Desk
from ui.forms.photo_caption import PhotoCaptionForm
from ui.forms.recording import open_record
from ui.widgets.button import button, explain, icon_button
from ui.widgets.card import Line
from ui.widgets.chip import Chip
from ui.widgets.label import Elided, elided
from ui.widgets.layout import boxed, hbox, vbox
from zooapp.i18n import _, day
from zooapp.lists import card_parts
from zooapp.lists.card_parts import Photo
from zooapp.permission import Permission
from zooapp.services import photos
from zooapp.work import Work

LARGE: Final = 1280  # pixels of the longer side


class Picture(QWidget):
    """The picture as large as there is room, whole."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_picture(self, picture: QPixmap | None) -> None:
        """Show a picture, or none while it is on its way."""
        self._picture = picture if picture is not None else QPixmap()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(720), theme.px(480))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, area = QPainter(self), QRectF(self.rect())
        painter.fillRect(area, theme.colour("sunken"))
        if self._picture.isNull():
            painting.text(painter, area, _("Reading…"), ("body", "text3"), painting.CENTRE)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._picture.deviceIndependentSize().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(area.center())
        painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))


class PhotoViewer(QDialog):
    """The photos of one animal, one after the other; left and right walk through them."""

    def __init__(self, desk: Desk, animal: tuple[int, str], shown: Sequence[Photo], parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.animal, name = animal
        self.shown = list(shown)
        self.at = 0
        self._pictures = pictures.of(desk)
        self._pictures.arrived.connect(self._came)
        self.setWindowTitle(_("Photos of {animal}").format(animal=name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.picture = Picture()
        self.caption: Elided = elided("", "title")
        self.facts: Elided = elided("", "body", "text2")
        self.chip = Chip(_("Portrait"), "ok", "star")
        self.before = icon_button("chevron-left", _("Photo before"))
        self.next = icon_button("chevron-right", _("Next photo"))
        self.portrait = button(_("&Make portrait"), "star")
        self.edit = button(_("&Edit caption…"), "pencil")
        self.back = button(_("&Take back"), "trash", "danger")
        self.close_button = button(_("Close"))
        self._lay_out()
        self._connect()
        self.go(0)

    def _lay_out(self) -> None:
        words = vbox(hbox((self.caption, 1), self.chip, gap=8), self.facts, gap=2)
        foot = hbox(self.portrait, self.edit, self.back, None, self.close_button, gap=8)
        stage = hbox(self.before, (self.picture, 1), self.next, gap=8)
        self.setLayout(vbox(words, (boxed(stage), 1), Line(), foot, gap=12, margins=(18, 16, 18, 14)))
        self.resize(theme.px(920), theme.px(680))
        for each in (self.portrait, self.edit, self.back):
            each.setVisible(self.desk.may(Permission.PHOTOGRAPH))

    def _connect(self) -> None:
        self.before.clicked.connect(lambda _on: self.go(self.at - 1))
        self.next.clicked.connect(lambda _on: self.go(self.at + 1))
        self.close_button.clicked.connect(self.accept)
        for key, by in (("Left", -1), ("Right", 1)):  # buttons would take the arrows for themselves
            QShortcut(QKeySequence(key), self, lambda by=by: self.go(self.at + by))
        self.edit.clicked.connect(lambda _on: open_record(self.desk, PhotoCaptionForm, self.photo.id, self, self._wait))
        self.portrait.clicked.connect(lambda _on: self.make_portrait())
        self.back.clicked.connect(lambda _on: self.take_back())

    @property
    def photo(self) -> Photo:
        """The photo that is shown."""
        return self.shown[self.at]

    def go(self, number: int) -> None:
        """Show one of them."""
        self.at = min(max(0, number), len(self.shown) - 1)
        photo = self.photo
        count = _("{n} of {all}").format(n=self.at + 1, all=len(self.shown))
        self.caption.setText(photo.caption or _("Photo without a caption"))
        self.facts.setText(" · ".join(part for part in (count, day(photo.taken_on), photo.taken_by) if part))
        self.picture.setAccessibleName(photo.caption or _("Photo"))
        self.picture.show_picture(self._pictures.get(photo.sha, LARGE) or self._pictures.get(photo.sha))
        portrait = self.at == 0 and photo.primary
        self.chip.setVisible(portrait)
        explain(self.portrait, _("This is the portrait already.") if portrait else "")
        self.before.setEnabled(self.at > 0)
        self.next.setEnabled(self.at < len(self.shown) - 1)

    def make_portrait(self) -> None:
        """From now on this photo stands for the animal."""
        link = self.photo.id
        self._act(_("Make portrait"), _("Portrait chosen."), lambda work: photos.make_portrait(work, link).id)

    def take_back(self) -> None:
        """It does not show this animal."""
        link = self.photo.id
        self._act(_("Take a photo back"), _("Photo taken back."), lambda work: photos.take_back(work, link))

    def _came(self, sha: str) -> None:
        if self.shown and sha == self.photo.sha:
            self.picture.show_picture(self._pictures.get(sha, LARGE) or self._pictures.get(sha))

    def _act(self, why: str, words: str, job: Callable[[Work], Any]) -> None:
        def done(_result: Any) -> None:
            self.desk.tell(words, undo=lambda: self.desk.go.emit("undo", None))
            self._read_again()

        self.desk.act(why, job, done)

    def _wait(self, form: PhotoCaptionForm) -> None:
        form.saved.connect(lambda _link: self._read_again())

    def _read_again(self) -> None:
        animal, sha = self.animal, self.photo.sha

        def show(found: list[Photo]) -> None:
            self.shown = found
            if not found:
                self.accept()
                return
            self.go(next((n for n, one in enumerate(found) if one.sha == sha), min(self.at, len(found) - 1)))

        self.desk.ask(lambda session: card_parts.photos(session, animal), show, self)

