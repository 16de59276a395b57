"""From the words of a command line to an open collection. Light at first: SQLAlchemy comes when something is opened."""

import argparse
import contextlib
import ctypes
import datetime as dt
import importlib.util
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from zooapp import i18n, machine
from zooapp.errors import NotFound, StorageFailed
from zooapp.i18n import _
from zooapp.paths import Home, home

if TYPE_CHECKING:
    from zooapp.database import Database

LIBRARIES: Final = (  # what the window wants of a Debian or Ubuntu; set-up installs the same
    "libglib2.0-0 libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"
)
FORMATS: Final = ("table", "json", "csv", "xlsx")


@dataclass(frozen=True)
class Asked:
    """What the command line says: where, who, on which day, and which command with which words. None is the window."""

    home: Home
    target: str | Path
    today: dt.date | None = None
    as_name: str = ""
    command: str = ""
    words: Mapping[str, Any] = field(default_factory=dict)


def read(words: Sequence[str]) -> Asked:
    """Read a command line. What cannot be read ends the program with 2 and argparse's own words."""
    found = vars(_parser().parse_args(words))
    folder = home(found.pop("home"))
    machine_settings = machine.load(folder.settings)
    i18n.use(machine_settings.language)
    target = found.pop("database") or machine_settings.collection or folder.database
    return Asked(folder, target, found.pop("today"), found.pop("as_name"), found.pop("command") or "", found)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py", description="The record that a zoo owns. No command: the window.")
    parser.add_argument("--home", type=Path, metavar="DIR", help="folder for the collection, photos, backups, settings")
    parser.add_argument("--database", metavar="URL", help="a collection elsewhere: postgresql://..., or a file")
    parser.add_argument("--as", dest="as_name", default="", metavar="NAME", help="sign in; the password is asked for")
    parser.add_argument("--today", type=dt.date.fromisoformat, metavar="DATE", help="work as if it were this day")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("demo", help="make the demo collection").add_argument("--out", type=Path, required=True)
    commands.add_parser("check", help="look whether all is sound; 1 and a list when something is off")
    commands.add_parser("upgrade", help="bring an older collection up to this program")
    for name, words in (("backup", "into a new zip"), ("restore", "from a zip"), ("verify", "is this paper genuine?")):
        commands.add_parser(name, help=words).add_argument("file", type=Path, metavar="FILE")
    _listing(commands.add_parser("list", help="any list of the window"))
    _papers(commands.add_parser("document", help="draft, issue or show a paper"))
    _reports(commands.add_parser("report", help="any report: the inventory, lists, papers"))
    return parser


def _listing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help="animals, enclosures, ...")
    parser.add_argument("--filter", action="append", default=[], metavar="TEXT", help="words, or a filter as KEY=VALUE")
    parser.add_argument("--format", choices=FORMATS, default="table")
    parser.add_argument("-o", dest="out", type=Path, metavar="FILE", help="where to; without it, to the terminal")


def _papers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=("draft", "issue", "show"))
    parser.add_argument("kind", metavar="KIND", help="transfer-certificate, ...")
    parser.add_argument("number", metavar="NUMBER", help="of the consignment; of the paper for show")
    parser.add_argument("-o", dest="out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--languages", type=lambda text: tuple(text.split(",")), default=(), metavar="en,ru,ko_KP")


def _reports(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help="inventory, stock-list, ins-and-outs, ...")
    for name, into, words in (
        ("--from", "first", "first day, in it; else the first of the year"),
        ("--to", "last", "last day, in it; else today"),
        ("--as-known", "known", "as the books stood at the end of this day"),
    ):
        parser.add_argument(name, dest=into, type=dt.date.fromisoformat, metavar="DATE", help=words)
    parser.add_argument("--basis", choices=("physical", "ownership"), default="physical", help="held, or owned")
    parser.add_argument("--splits", action="store_true", help="splits and merges count as coming and going")
    parser.add_argument("--estimated", action="store_true", help="births that are estimated count too")
    parser.add_argument("--gone", action="store_true", help="the dead and departed too")
    for name, words in (
        ("taxon", "a name, with all that belongs to it"),
        ("animal", "a local id, or #KEY"),
        ("institution", "a short name"),
        ("form", "the name of a form of the year"),
    ):
        parser.add_argument(f"--{name}", default="", metavar="NAME", help=words)
    parser.add_argument("--format", choices=("json", "csv", "pdf", "xlsx"), default="csv")
    parser.add_argument("-o", dest="out", type=Path, metavar="FILE", help="where to; without it, to the terminal")


def open_collection(
    folder: Home,
    target: str | Path,
    today: dt.date | None = None,
    *,
    upgrade_server: bool = False,
    look: bool = False,
) -> "Database":
    """Open a collection that exists, by the zoo's own time; an older one is upgraded after a copy went to `backups`.

    A server's collection is upgraded by the command `upgrade` alone. `look` says that a home which can only be read
    will do. Raises StorageFailed in plain words.
    """
    from zooapp import backup, settings
    from zooapp.clock import Clock
    from zooapp.database import open_database

    try:
        folder.prepare()
    except StorageFailed:
        if not look:
            raise
    keep = backup.keep_copy(folder.backups)

    def before_upgrade(database: "Database", version: int) -> None:
        if database.engine.dialect.name != "sqlite" and not upgrade_server:
            words = _("This collection is of an older version. An administrator can bring it up with: main.py upgrade")
            raise StorageFailed(words)
        keep(database, version)

    database = open_database(target, Clock(day=today), before_upgrade)
    try:
        with database.read() as session:
            database.clock = Clock(settings.zone(session), today)
    except BaseException:
        database.close()
        raise
    return database


def photo_folder(folder: Home) -> Path:
    """Where the originals of photos and scans stand: as this machine's settings say, else in the home folder."""
    chosen = machine.load(folder.settings).photo_folder
    return Path(chosen) if chosen else folder.media


@contextlib.contextmanager
def missing_libraries() -> Iterator[None]:
    """Around the import of the window: what Qt lacks here, in a sentence with the line that helps."""
    try:
        _see_display()
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] != "PySide6":
            raise
        raise NotFound(_("PySide6 is not installed. Set everything up with: make run")) from error
    except (ImportError, OSError) as error:
        if ".so" not in str(error):
            raise
        words = _("The window cannot open: {what} is missing. Install it with: sudo apt-get install {packages}")
        raise NotFound(words.format(what=str(error).split(":")[0], packages=LIBRARIES)) from error


def _see_display() -> None:
    """Where Qt would end the program without a word that helps, say it first."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return
    if os.environ.get("WAYLAND_DISPLAY"):
        return
    if not os.environ.get("DISPLAY"):
        raise NotFound(_("There is no display here. The commands work without one: main.py --help"))
    if (package := importlib.util.find_spec("PySide6")) and package.origin:
        plugin = Path(package.origin).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
        if plugin.exists():
            ctypes.CDLL(str(plugin))
