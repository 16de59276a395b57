"""Where things stand on this machine, one place a name, and how a file gets there whole."""

import contextlib
import os
import uuid
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from zooapp.errors import StorageFailed
from zooapp.i18n import _

APPLICATION = "Zoo record"


@dataclass(frozen=True)
class Home:
    """The folder in which the program keeps what belongs to one person on one machine."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "collection.sqlite"

    @property
    def media(self) -> Path:
        """Originals of photos and scans, unless the machine's settings name another folder."""
        return self.root / "media"

    @property
    def thumbnails(self) -> Path:
        """Small pictures: a cache, safe to throw away."""
        return self.root / "thumbnails"

    @property
    def drafts(self) -> Path:
        return self.root / "drafts"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def keys(self) -> Path:
        """The workstation's own signing key."""
        return self.root / "keys"

    @property
    def settings(self) -> Path:
        """The machine's settings, which the core reads (machine.py)."""
        return self.root / "machine.json"

    @property
    def window_ini(self) -> Path:
        """Places and widths of windows, which only the window reads."""
        return self.root / "window.ini"

    def prepare(self) -> None:
        """Make the folders, closed to other people of this machine. StorageFailed where nothing can be written."""
        folders = (self.media, self.thumbnails, self.drafts, self.backups, self.logs, self.keys)
        try:
            self.root.parent.mkdir(parents=True, exist_ok=True)
            for folder in (self.root, *folders):
                folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            text = _("The folder {folder} cannot be made ({reason}). Choose another one with --home.")
            raise StorageFailed(text.format(folder=self.root, reason=error.strerror)) from error
        if not os.access(self.root, os.W_OK | os.X_OK):
            text = _("The folder {folder} is read-only. Make it writable, or choose another one with --home.")
            raise StorageFailed(text.format(folder=self.root))


def home(override: Path | None = None) -> Home:
    """The home folder: the one that was asked for (`--home`), else the usual place of the operating system."""
    if override is not None:
        return Home(override.expanduser().absolute())
    return Home(Path(platformdirs.user_data_dir(APPLICATION, appauthor=False)))


def resources() -> Path:
    """What the program brings along: fonts, icons, templates, catalogues, seed."""
    return Path(__file__).parent.parent / "resources"


def write_whole(path: Path, data: bytes, *, mode: int = 0o600, durable: bool = True) -> None:
    """Put `data` at `path` so that a kill or a power cut leaves the old file or the new one, never a part.

    Makes missing folders. `durable=False` leaves out the waits for the disk: for what can be made again.
    StorageFailed when the disk refuses.
    """
    with writing_whole(path, data, mode=mode, durable=durable):
        pass


@contextlib.contextmanager
def writing_whole(path: Path, data: bytes, *, mode: int = 0o600, durable: bool = True) -> Iterator[None]:
    """As `write_whole`, with the disk at work beside the block; when the block raises, nothing stands at `path`."""
    part = path.with_name(f".{uuid.uuid4().hex}.part")
    with ThreadPoolExecutor(max_workers=1) as beside:
        writing = beside.submit(_write, part, data, mode, durable)
        try:
            yield
            _place(part, path, writing, durable)
        except BaseException:
            wait([writing])
            with contextlib.suppress(OSError):
                part.unlink()
            raise


def set_aside(path: Path) -> Path:
    """Move a file that cannot be read out of the way, beside itself, and say where it is now."""
    aside = path.with_name(f"{path.name}.{uuid.uuid4().hex[:8]}.broken")
    with contextlib.suppress(OSError):
        os.replace(path, aside)
    return aside


def _write(part: Path, data: bytes, mode: int, durable: bool) -> None:
    _make(part.parent, durable)
    with open(part, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
        file.write(data)
        file.flush()
        if durable:
            os.fsync(file.fileno())


def _place(part: Path, path: Path, writing: Future[None], durable: bool) -> None:
    """Give the written part its name, once it is on the disk."""
    try:
        writing.result()
        os.replace(part, path)
        if durable:
            settle(path.parent)
    except OSError as error:
        text = _("{file} could not be written ({reason}). What stood there before is unchanged.")
        raise StorageFailed(text.format(file=path, reason=error.strerror or error)) from error


def _make(folder: Path, durable: bool) -> None:
    """Make the folder and those above it; each new name is on the disk before anything is put inside."""
    if folder.is_dir():
        return
    _make(folder.parent, durable)
    folder.mkdir(exist_ok=True)
    if durable:
        settle(folder.parent)


def settle(folder: Path) -> None:
    """Wait until the names in a folder are on the disk. Windows has no such call for folders, and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
