"""Pictures on their way in: from files, a folder, the clipboard or a drop; each is kept off the window's thread."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from ui import errors
from ui.background import LONG, Stopped
from ui.desk import Desk
from zooapp import media
from zooapp.errors import ZooError
from zooapp.i18n import _
from zooapp.media import Kept
from zooapp.portraits_of import Shot, are_alike
from zooapp.starting import photo_folder

JPEG: Final = (".jpg", ".jpeg", ".jpe", ".mpo")
SUFFIXES: Final = (*JPEG, ".png", ".webp", ".tif", ".tiff", ".heic", ".heif", ".hif", ".avif", ".gif", ".bmp")
Source = Path | bytes


@dataclass
class Arrived:
    """One picture: its name, and then the kept file with its small picture, or why it is refused; a doubt in words."""

    name: str
    kept: Kept | None = None
    small: QImage | None = None
    refused: str = ""
    doubt: str = ""

    @property
    def waits(self) -> bool:
        """Whether it has not been read yet."""
        return self.kept is None and not self.refused


class Intake(QObject):
    """Takes pictures one by one; `came` tells that one is read or refused, `done` that none waits."""

    came = Signal(int)
    done = Signal()

    def __init__(self, desk: Desk, there: Sequence[Shot], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._there = [shot for shot in there if not shot.is_scan]
        self._turn = 0
        self.pictures: list[Arrived] = []

    @property
    def waiting(self) -> int:
        """How many have not been read yet."""
        return sum(one.waits for one in self.pictures)

    def taken(self) -> list[Kept]:
        """The pictures that can be added."""
        return [one.kept for one in self.pictures if one.kept is not None and not one.refused]

    def take(self, sources: Iterable[tuple[str, Source]]) -> None:
        """Keep these, by name and file or bytes."""
        folder, cache, turn = photo_folder(self._desk.home), self._desk.home.thumbnails, self._turn
        for name, source in sources:
            number = len(self.pictures)
            self.pictures.append(Arrived(name))

            def keep(source: Source = source) -> tuple[Kept, QImage]:
                if turn != self._turn:
                    raise Stopped
                kept = media.keep(folder, source, cache)
                return kept, QImage(str(media.thumbnail(folder, cache, kept.sha256)))

            got, failed = partial(self._kept, number), partial(self._refused, number)
            self._desk.background.run(keep, got, failed, self, LONG)

    def stop(self) -> None:
        """Read no more; what has been read stays."""
        self._turn += 1

    def _kept(self, number: int, found: tuple[Kept, QImage]) -> None:
        one = self.pictures[number]
        kept, one.small = found
        before = [(each.kept.sha256, each.kept.dhash or "") for each in self.pictures if each.kept is not None]
        there = [(shot.sha256, shot.likeness) for shot in self._there]
        one.kept = kept
        if any(sha == kept.sha256 for sha, _likeness in there):
            one.refused = _("This photo is here already.")
        elif any(sha == kept.sha256 for sha, _likeness in before):
            one.refused = _("This photo is in this list already.")
        elif any(are_alike(likeness, kept.dhash or "") for _sha, likeness in (*there, *before)):
            one.doubt = _("This photo looks like one that is here already.")
        self._tell(number)

    def _refused(self, number: int, error: Exception) -> None:
        one = self.pictures[number]
        if isinstance(error, Stopped):
            one.refused = _("Stopped before it was read.")
        elif isinstance(error, ZooError):
            one.refused = str(error)
        else:
            one.refused = _("This file could not be read.")
            errors.show(error)
        self._tell(number)

    def _tell(self, number: int) -> None:
        self.came.emit(number)
        if not self.waiting:
            self.done.emit()


def files_in(paths: Iterable[Path]) -> list[tuple[str, Source]]:
    """Files by name; of a folder the pictures in it and below, by the endings of their names."""
    found: list[tuple[str, Source]] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.suffix.lower() in SUFFIXES and each.is_file())
            found += [(str(each.relative_to(path)), each) for each in inside]
        else:
            found.append((path.name, path))
    return found


def sources_of(mime: QMimeData | None) -> list[tuple[str, Source]]:
    """What a drop or the clipboard holds: files, or a picture alone, which becomes a PNG."""
    if mime is None:
        return []
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        return files_in(paths)
    image = mime.imageData() if mime.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return []
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return [(_("From the clipboard"), bytes(buffer.data().data()))]
