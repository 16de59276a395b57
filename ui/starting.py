"""From the painted window to the work: open the collection on the records lane, or make one, or say why not."""

import datetime as dt
import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui import errors
from ui.facts import Door, Facts
from ui.window import Window
from zooapp import i18n
from zooapp.errors import ZooError
from zooapp.i18n import _
from zooapp.paths import Home

if TYPE_CHECKING:
    from zooapp.database import Database
    from zooapp.session import ZooSession

POLL = 3000  # milliseconds between two looks at what other workstations did


class Starting(QObject):
    """Leads the window from opening to sign-in; `stopped` is the error that kept it from there."""

    def __init__(self, window: Window, home: Home, target: str | Path, today: dt.date | None) -> None:
        super().__init__(window)
        self.window_, self.home, self.target, self.today = window, home, target, today
        self.stopped: Exception | None = None
        self._newest = 0
        self._poll = QTimer(self)
        self._poll.setInterval(POLL)
        self._poll.timeout.connect(self._look_around)
        window.look_up = self.look_up

    def begin(self) -> None:
        """Open what stands at the target."""
        self.window_.desk.background.run(self._open, self.opened, self.refused, self)

    def opened(self, database: "Database | None") -> None:
        """The collection is open: ask who comes. There is none: the first run."""
        desk = self.window_.desk
        if database is None:
            self._first_run()
            self.window_.spoke.connect(self._first_run)
            return
        desk.open(database)
        desk.ask(lambda session: door_of(session, desk.machine.workstation), self._door, self)
        if database.engine.dialect.name == "postgresql":
            self._poll.start()

    def refused(self, error: Exception) -> None:
        """Say in the window why there is no collection, and what to do."""
        from ui.stopped import StoppedPage

        self.stopped = error
        if not isinstance(error, ZooError):
            errors.show(error, self.window_)
        self.window_.show_face(StoppedPage(error, self.window_.close))

    def look_up(self) -> None:
        """Somebody signed in: ask what the frame says, then show the work."""
        desk = self.window_.desk
        folder = desk.machine.backup_folder or str(self.home.backups)
        today = desk.database.clock.today() if desk.database is not None else dt.date.today()
        desk.ask(lambda session: facts_of(session, folder, today), self.window_.show_work, self)

    def _open(self) -> "Database | None":
        from zooapp.starting import open_collection

        if not holds_collection(self.target):
            return None
        database = open_collection(self.home, self.target, self.today, look=True)
        database.read_only |= not can_be_written(self.home)
        return database

    def _first_run(self) -> None:
        from ui.first_run import FirstRunPage

        if self.window_.desk.database is not None:
            return
        page = FirstRunPage(self.window_.desk, self.home, self.target, self.today)
        page.founded.connect(lambda database: self._founded(database, page.lines["login"].text(), page.key()))
        page.wished.connect(self.window_.wish)
        self.window_.show_face(page)
        page.take_focus()

    def _founded(self, database: "Database", login: str, key: str) -> None:
        """Let in whoever has just made the collection."""
        door = self.window_.door
        door.login.setText(login)
        door.secret.setText(key)
        door.waiting = True
        self.opened(database)

    def _door(self, door: Door) -> None:
        self.window_.desk.background.run(make_ready, lambda _none: None, errors.show, self)
        self.window_.door.opened(door)
        self.window_.show_face(self.window_.door)
        self.window_.door.take_focus()

    def _look_around(self) -> None:
        from zooapp.lists import reception

        self.window_.desk.ask(lambda session: reception.news(session, self._newest), self._heard, self, self._lost)

    def _heard(self, found: tuple[int, frozenset[str]]) -> None:
        before, (self._newest, kinds) = self._newest, found
        if before and kinds:
            self.window_.desk.changed.emit(kinds)

    def _lost(self, _error: Exception) -> None:
        """The server is away: the next act says so in its own words; here the bar does."""
        if self.window_.frame is not None:
            self.window_.frame.top.show_state("failed")


def make_ready() -> None:
    """Read the modules of the work while the person types: they are wanted as soon as she is in."""
    from ui.nav import PLACES

    for name in ("ui.frame", "ui.actions", f"ui.panels.{PLACES[0].key}"):
        importlib.import_module(name)


def can_be_written(home: Home) -> bool:
    """Whether drafts, photos and backups find a place."""
    try:
        home.prepare()
    except ZooError:
        return False
    return True


def holds_collection(target: str | Path) -> bool:
    """Whether there is something to open: a file, or tables in a server's database."""
    from zooapp import schema, storage

    url = storage.url_of(target)
    if url.get_backend_name() == "sqlite":
        return Path(url.database or "").exists()
    engine = storage.make_engine(url)
    try:
        return schema.version_of(engine) > 0
    except Exception as error:
        if (words := storage.plain_words(error)) is None:
            raise
        raise words from error
    finally:
        engine.dispose()


def door_of(session: "ZooSession", station: str) -> Door:
    """What the sign-in page says."""
    from zooapp.lists import reception

    return Door(reception.zoo(session), tuple(reception.by_pin(session, station)))


def facts_of(session: "ZooSession", folder: str, today: dt.date) -> Facts:
    """What the frame says; runs on the lane, since it looks into the backup folder too."""
    from zooapp.lists import reception

    return Facts(reception.zoo(session), last_backup(Path(folder), today), reception.lock_minutes(session))


def last_backup(folder: Path, today: dt.date) -> str:
    """When the newest backup was made, in words."""
    made = [path.stat().st_mtime for path in folder.glob("*.zip")] if folder.is_dir() else []
    if not made:
        return _("No backup yet")
    last = dt.datetime.fromtimestamp(max(made))
    # Translators: the last backup: Backup 06:00, or Backup 20 Nov 2024
    return _("Backup {when}").format(when=f"{last:%H:%M}" if last.date() == today else i18n.day(last.date()))
