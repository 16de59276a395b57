"""Engines for both databases; a SQLite file is looked at before it is opened, and opened as evidence (house.md 4)."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.orm.exc import StaleDataError

from zooapp.errors import Conflict, Invalid, StorageFailed, ZooError
from zooapp.i18n import _

APPLICATION_ID: Final = 0x5A4F4F31  # "ZOO1"
HEAD: Final = b"SQLite format 3\x00"
NETWORK: Final = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afpfs"})
WRITES: Final = "zoo_writes"
PATIENCE = 10_000  # milliseconds to wait for another program that writes to the file


def url_of(target: str | Path) -> URL:
    """A path is a SQLite file; a text with :// is a URL, PostgreSQL through psycopg."""
    if isinstance(target, Path) or "://" not in target:
        return URL.create("sqlite", database=str(target))
    url = make_url(target)
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() != "sqlite":
        raise StorageFailed(_("Only SQLite files and PostgreSQL servers can hold a collection."))
    return url


def look(path: Path) -> int:
    """Read the head of a file without opening it as a database: the version of its schema, 0 when there is no file.

    Raises StorageFailed for an empty, foreign or damaged file; its bytes are not touched.
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise StorageFailed(
            _("{path} cannot be read: {why}. Look at its permissions.").format(path=path, why=error.strerror)
        ) from error
    if not head:
        words = _("{path} is empty. It is not a collection; restore a backup, or move the file away to begin anew.")
        raise StorageFailed(words.format(path=path))
    if not head.startswith(HEAD):
        raise StorageFailed(_("{path} is not a collection. Choose another file.").format(path=path))
    if len(head) < 100 or int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        words = _("{path} is a database of another program. Choose another file.")
        raise StorageFailed(words.format(path=path))
    return int.from_bytes(head[60:64], "big")


def on_network(path: Path, mounts: Path = Path("/proc/self/mounts")) -> bool:
    """Whether the file would lie on a network share, where SQLite's write-ahead log is not safe."""
    if str(path).startswith("\\\\"):
        return True
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    place = path.absolute()
    found = [(Path(fields[1]), fields[2]) for line in lines if len(fields := line.split()) > 2]
    inside = [(len(where.parts), kind) for where, kind in found if place.is_relative_to(where)]
    return bool(inside) and max(inside)[1] in NETWORK


def make_engine(url: URL, *, read_only: bool = False) -> Engine:
    """An engine whose reads begin plainly and whose works begin with the write lock."""
    if url.get_backend_name() == "postgresql":
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 5})
    path = Path(url.database or "")
    if on_network(path):
        words = _("{path} lies on a network share, where a file can be lost. Use a PostgreSQL server instead.")
        raise StorageFailed(words.format(path=path))
    where = f"{path.absolute().as_uri()}?{_mode(path) if read_only else 'mode=rwc'}"
    engine = create_engine(
        url,
        creator=lambda: sqlite3.connect(
            where, uri=True, timeout=PATIENCE / 1000, check_same_thread=False, isolation_level=None
        ),
    )
    event.listen(engine, "connect", _pragmas(read_only))
    event.listen(engine, "begin", _begin)
    return engine


def _mode(path: Path) -> str:
    """How to read a file that cannot be written: a log beside it cannot be made where the folder is closed too."""
    closed = not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
    return "mode=ro&immutable=1" if closed else "mode=ro"


def _pragmas(read_only: bool) -> Callable[[Any, Any], None]:
    lines = [
        "PRAGMA foreign_keys=ON",
        "PRAGMA recursive_triggers=ON",
        "PRAGMA trusted_schema=OFF",
        "PRAGMA cell_size_check=ON",
        f"PRAGMA busy_timeout={PATIENCE}",
        "PRAGMA synchronous=FULL",
        "PRAGMA cache_size=-64000",  # 64 MB: the order of 100,000 animals is read in half the time
    ]
    if not read_only:
        lines.insert(0, "PRAGMA journal_mode=WAL")

    def apply(connection: sqlite3.Connection, _record: Any) -> None:
        for line in lines:
            connection.execute(line)

    return apply


def _begin(connection: Connection) -> None:
    # A plain BEGIN would fail when it turns into a write while another writes; see house.md "Session scope".
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


PLAIN: Final = (
    ("database is locked", "locked"),
    ("disk is full", "full"),
    ("no space left", "full"),
    ("readonly", "readonly"),
    ("read-only", "readonly"),
    ("malformed", "damaged"),
    ("not a database", "damaged"),
    ("disk i/o", "disk"),
    ("unable to open", "closed"),
    ("password authentication", "password"),
    ("does not exist", "absent"),
    ("connection", "server"),
    ("could not serialize", "conflict"),
    ("deadlock", "conflict"),
)


def _sentence(key: str) -> str:
    return {
        "locked": _("Another program is writing to this collection. Nothing was saved; try again in a moment."),
        "full": _("Not saved: the disk is full. Make room and save again; what was saved before is safe."),
        "readonly": _("This collection can only be read here. Nothing was saved."),
        "damaged": _("The collection file is damaged. Close the program and restore the last backup."),
        "disk": _("The disk does not answer as it should. Nothing was saved; make a backup on another disk."),
        "closed": _("The collection cannot be opened. Look whether its folder exists and may be written."),
        "server": _("The database server cannot be reached. Look at the network and at the server, then try again."),
        "password": _("The database server refused the name or the password."),
        "absent": _("The database server has no such database. Ask the administrator for its name."),
        "conflict": _("Somebody else changed the same animals at this moment. Nothing was saved; try again."),
    }[key]


def plain_words(error: Exception) -> ZooError | None:
    """An error of the database as a person can act on it; None when it is a mistake of ours."""
    if isinstance(error, StaleDataError):
        return Conflict(_sentence("conflict"))
    if isinstance(error, IntegrityError) and "UNIQUE" in str(error.orig).upper():
        return Invalid(_("There is one with this name or number already."))
    if isinstance(error, ProgrammingError) or not isinstance(error, DBAPIError | sqlite3.Error | OSError):
        return None
    said = str(error.orig if isinstance(error, DBAPIError) else error).lower()
    for sign, key in PLAIN:
        if sign in said:
            return Conflict(_sentence(key)) if key == "conflict" else StorageFailed(_sentence(key))
    server = isinstance(error, OperationalError) and not isinstance(error.orig, sqlite3.Error)
    return StorageFailed(_sentence("server")) if server else None
