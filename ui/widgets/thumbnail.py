"""A photo, or for want of one the picture of the animal's group: as a tile and as a banner."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import painting, theme


class Thumbnail(QWidget):
    """A tile; `words` tell a reader whose picture it is, `side` is as drawn at 100 %."""

    def __init__(self, words: str, art: str = "", side: int = 28) -> None:
        super().__init__()
        self._art, self._side = art, side
        self._photo = QPixmap()
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_photo(self, photo: QPixmap) -> None:
        """Show a photo; a null one brings the picture of the group back."""
        self._photo = photo
        self.update()

    def show_art(self, words: str, art: str) -> None:
        """Show the picture of another group, without a photo."""
        self._art, self._photo = art, QPixmap()
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.px(self._side)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.paint(QPainter(self), QRectF(self.rect()), 6 if self._side < 40 else 8)

    def paint(self, painter: QPainter, area: QRectF, radius: float) -> None:
        """Draw the photo, else the picture of the group."""
        if not self._photo.isNull():
            painting.photo(painter, area, self._photo, radius)
        elif self._art:
            painting.art(painter, area, self._art, radius)


class Banner(Thumbnail):
    """A picture over the whole width of a card; the group's picture stands among hills."""

    def __init__(self, words: str, art: str = "", height: int = 128) -> None:
        super().__init__(words, art, height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(280), theme.px(self._side))

    def paint(self, painter: QPainter, area: QRectF, radius: float) -> None:
        """Draw the photo, else the group's picture among hills."""
        if not self._photo.isNull():
            painting.photo(painter, area, self._photo, radius + 2)
        else:
            painting.scene(painter, area, (self._art,) if self._art else ())
