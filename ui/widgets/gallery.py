"""A strip of photos as small buttons: each opens its picture in large."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import painting, theme
from ui.widgets.label import lab, set_tip
from ui.widgets.layout import hbox
from zooapp.i18n import _
from zooapp.lists.card_parts import Photo

Read = Callable[[str], QPixmap | None]
MOST = 5  # that a card has room for beside "+3"


class Tile(QAbstractButton):
    """One photo; for want of the picture the art of the animal's group."""

    def __init__(self, words: str, art: str, side: int = 44) -> None:
        super().__init__()
        self._art, self._side = art, side
        self._photo = QPixmap()
        self.setAccessibleName(words)
        set_tip(self, words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_photo(self, photo: QPixmap) -> None:
        """Show the picture."""
        self._photo = photo
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._side), theme.px(self._side))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, area = QPainter(self), QRectF(self.rect())
        if not self._photo.isNull():
            painting.photo(painter, area, self._photo, 8)
        elif self._art:
            painting.art(painter, area, self._art, 8)
        if self.hasFocus():
            painting.focus_ring(painter, area, 8)


class Gallery(QWidget):
    """The photos of a record; `read` gives the small picture of a hash, or nothing while it is on its way."""

    opened = Signal(int)  # which of the photos

    def __init__(self, photos: Sequence[Photo], art: str, read: Read) -> None:
        super().__init__()
        self.photos = list(photos)
        self._read = read
        self.tiles: list[Tile] = []
        for number, photo in enumerate(self.photos[:MOST]):
            tile = Tile(words_of(photo), art)
            tile.clicked.connect(partial(self._open, number))
            self.tiles.append(tile)
        rest = len(self.photos) - MOST
        more = [lab(_("+{n}").format(n=rest), "small", "text2")] if rest > 0 else []
        self.setLayout(hbox(*self.tiles, *more, None, gap=6))
        self.setAccessibleName(_("Photos"))
        for photo in self.photos[:MOST]:
            self.came(photo.sha)

    def came(self, sha: str) -> None:
        """The small picture of this hash can be read now."""
        for tile, photo in zip(self.tiles, self.photos, strict=False):
            if photo.sha == sha and (picture := self._read(sha)) is not None:
                tile.show_photo(picture)

    def _open(self, number: int, _checked: bool = False) -> None:
        self.opened.emit(number)


def words_of(photo: Photo) -> str:
    """A photo for readers: its caption, and whether it is the portrait."""
    return " · ".join(part for part in (photo.caption or _("Photo"), _("portrait") if photo.primary else "") if part)
