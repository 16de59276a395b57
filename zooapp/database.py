"""Open a collection, read() it, work() on it. Transactions begin and end here and nowhere else."""

import datetime as dt
import platform
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError

from zooapp import schema, storage
from zooapp.clock import Clock
from zooapp.errors import StorageFailed, ZooError
from zooapp.i18n import _
from zooapp.models import Entry
from zooapp.session import ZooSession
from zooapp.work import Actor, Work

Heard = Callable[[frozenset[str]], None]


class Database:
    """One open collection. `heard` are called after each work with the kinds of record that changed."""

    def __init__(self, engine: Engine, clock: Clock, *, read_only: bool = False) -> None:
        self.engine = engine
        self.clock = clock
        self.read_only = read_only
        self.heard: list[Heard] = []
        self._writer = engine.execution_options(**{storage.WRITES: True})

    @contextmanager
    def read(self, actor: Actor | None = None) -> Iterator[ZooSession]:
        """Look: one session for one question, by somebody. Nothing can be written through it."""
        with _plain(), ZooSession(self.engine, autoflush=False) as session:
            session.info["actor"] = actor
            yield session

    @contextmanager
    def work(
        self, actor: Actor, why: str, accept: Collection[str] | None = (), undoes: int | None = None
    ) -> Iterator[Work]:
        """Change: all of it or nothing. `accept` holds the texts of warnings that the person saw and accepted."""
        if self.read_only:
            raise StorageFailed(_("This collection can only be read here. Nothing was saved."))
        with _plain(), ZooSession(self._writer, expire_on_commit=False) as session, session.begin():
            now, trusted = self._moment(session)
            work = Work(session, actor, why, now, self.clock.today(), accept, undoes, clock_trusted=trusted)
            work.begin()
            yield work
            work.finish()
        kinds = frozenset(kind for kind, _record in work.changes)
        for hear in list(self.heard):
            hear(kinds)

    def _moment(self, session: ZooSession) -> tuple[dt.datetime, bool]:
        """The journal's moment, by the server's clock where there is one, and whether it can be trusted (R114)."""
        now = self.clock.now()
        if self.engine.dialect.name == "postgresql" and self.clock.day is None:
            now = session.execute(select(func.now())).scalar_one().astimezone(dt.UTC)
        last = session.scalar(select(Entry.at).order_by(Entry.id.desc()).limit(1))
        return now, last is None or last <= now

    def close(self) -> None:
        """Let go of the file or the server."""
        self.engine.dispose()


@contextmanager
def _plain() -> Iterator[None]:
    """Say errors of the database in plain words; a mistake of ours goes on as it is."""
    try:
        yield
    except (SQLAlchemyError, StaleDataError) as error:
        if (words := storage.plain_words(error)) is None:
            raise
        raise words from error


def workstation() -> str:
    """The name of this computer, as the journal keeps it."""
    return platform.node()[:60] or "unnamed"


def open_database(
    target: str | Path, clock: Clock | None = None, before_upgrade: Callable[[Database, int], None] | None = None
) -> Database:
    """Open a collection that exists, upgrading an older one after `before_upgrade(database, version)` kept a copy.

    Raises StorageFailed in plain words: no such file, empty, foreign, damaged, newer, locked, unreachable.
    """
    url = storage.url_of(target)
    read_only = False
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        if not path.exists():
            raise StorageFailed(_("There is no collection at {path}.").format(path=path))
        _refuse_newer(storage.look(path))
        read_only = not _may_write(path)
    database = Database(storage.make_engine(url, read_only=read_only), clock or Clock(), read_only=read_only)
    try:
        with _plain():
            version = schema.version_of(database.engine)
            if version == 0:
                raise StorageFailed(_("This database holds no collection yet."))
            _refuse_newer(version)
            if version < schema.NEWEST:
                _refuse_read_only(read_only)
                if before_upgrade is not None:
                    before_upgrade(database, version)
                schema.upgrade(database.engine)
            _sound(database.engine)
    except ZooError:
        database.close()
        raise
    return database


def create_database(target: str | Path, clock: Clock | None = None) -> Database:
    """Make an empty collection: a new file, or the tables in an empty database of a server."""
    url = storage.url_of(target)
    if url.get_backend_name() == "sqlite" and Path(url.database or "").exists():
        raise StorageFailed(_("{path} exists already.").format(path=url.database))
    database = Database(storage.make_engine(url), clock or Clock())
    try:
        with _plain():
            if schema.version_of(database.engine):
                raise StorageFailed(_("This database holds a collection already."))
            schema.upgrade(database.engine)
    except BaseException:
        database.close()
        raise
    return database


def _refuse_newer(version: int) -> None:
    if version > schema.NEWEST:
        words = _("A newer version of the program made this collection. Update the program; the file is unchanged.")
        raise StorageFailed(words)


def _refuse_read_only(read_only: bool) -> None:
    if read_only:
        words = _("This collection is of an older version and can only be read here. Open it where it can be written.")
        raise StorageFailed(words)


def _may_write(path: Path) -> bool:
    try:
        with path.open("r+b"):
            pass
        probe = path.parent / f".{path.name}.probe"
        probe.touch()
        probe.unlink()
    except OSError:
        return False
    return True


def _sound(engine: Engine) -> None:
    """A cheap look at a file's soundness: the whole check is `main.py check`."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
            connection.exec_driver_sql("SELECT max(id) FROM entries").scalar_one_or_none()
