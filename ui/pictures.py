"""Photographs for the window: read from the machine's cache off the window's thread, kept while they are shown."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QPixmapCache

from ui.background import LONG
from ui.desk import Desk
from zooapp import media
from zooapp.errors import ZooError
from zooapp.starting import photo_folder

SMALL: Final = 320


class Pictures(QObject):
    """Gives a picture by the hash of its original, or nothing until it has been read; `arrived` says which came."""

    arrived = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._asked: set[tuple[str, int]] = set()

    def get(self, sha: str, side: int = SMALL) -> QPixmap | None:
        """The picture, at most `side` pixels on its longer side; None while it is on the way or cannot be read."""
        if not sha:
            return None
        kept = QPixmap()
        if QPixmapCache.find(f"{sha}-{side}", kept):
            return kept
        if (sha, side) not in self._asked:
            self._asked.add((sha, side))
            folder, cache = photo_folder(self._desk.home), self._desk.home.thumbnails
            self._desk.background.run(
                lambda: _read(folder, cache, sha, side), lambda image: self._keep(sha, side, image), _quiet, self, LONG
            )
        return None

    def _keep(self, sha: str, side: int, image: QImage) -> None:
        QPixmapCache.insert(f"{sha}-{side}", QPixmap.fromImage(image))
        self._asked.discard((sha, side))
        self.arrived.emit(sha)


def _read(folder: Path, cache: Path, sha: str, side: int) -> QImage:
    image = QImage(str(media.thumbnail(folder, cache, sha, max(side, SMALL))))
    if max(image.width(), image.height()) <= side:
        return image
    return image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _quiet(error: Exception) -> None:
    """A picture that is not at hand leaves the drawing of its group in its place; `check` tells what is lost."""
    if not isinstance(error, ZooError):
        raise error


def of(desk: Desk) -> Pictures:
    """The pictures of this desk, shared by all that shows them."""
    found = desk.findChild(Pictures)
    return found if found is not None else Pictures(desk)
