"""The commands of a terminal: the same services, lists and papers as the window has."""

import getpass
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from zooapp import backup, checking, machine, schema, storage
from zooapp.database import Database
from zooapp.errors import NotAllowed, StorageFailed
from zooapp.i18n import _
from zooapp.permission import Permission
from zooapp.sign_in import sign_in
from zooapp.starting import Asked, open_collection, photo_folder
from zooapp.work import Actor


def run(asked: Asked) -> int:
    """Do what was asked; gives the exit code. Raises ZooError with what stands in the way."""
    try:
        return COMMANDS[asked.command](asked)
    except BrokenPipeError:  # whoever read the list has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


@contextmanager
def opened(asked: Asked) -> Iterator[Database]:
    """The collection, for as long as a command needs it; where nothing can be written, to look at it."""
    database = open_collection(asked.home, asked.target, asked.today, look=True)
    try:
        yield database
    finally:
        database.close()


def signed_in(asked: Asked, database: Database) -> Actor:
    """Who asks. The password comes from the terminal, or from standard input when that is a file or a pipe."""
    if not asked.as_name:
        raise NotAllowed(_("This command wants to know who asks: main.py --as NAME …"))
    if sys.stdin.isatty():
        password = getpass.getpass(_("Password of {name}: ").format(name=asked.as_name))
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    actor = sign_in(database, asked.as_name, password, machine.load(asked.home.settings).workstation)
    actor.demand(Permission.LOOK)
    return actor


def progress(n: int, of: int) -> None:
    """How far it is, for somebody who sits at a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{n}/{of} " + ("\n" if n == of else ""))


def _check(asked: Asked) -> int:
    with opened(asked) as database:
        found = checking.faults(database, photo_folder(asked.home))
    for fault in found or [_("All is sound: file, references, journal, counts, papers and photos.")]:
        print(fault)
    return 1 if found else 0


def _backup(asked: Asked) -> int:
    with opened(asked) as database:
        kept = backup.backup(database, asked.words["file"], photo_folder(asked.home), progress)
    rows, photos = sum(kept.counts.values()), len(kept.members) - 1
    print(_("{file}: {rows} rows, {photos} photos.").format(file=asked.words["file"], rows=rows, photos=photos))
    for sha in kept.missing:
        print(_("The photo or scan {name} was gone or altered; the backup is without it.").format(name=sha[:12]))
    return 1 if kept.missing else 0


def _restore(asked: Asked) -> int:
    asked.home.prepare()
    held = backup.restore(asked.words["file"], asked.target, photo_folder(asked.home), progress)
    print(_("The collection of {moment} is back.").format(moment=held.made_at))
    return 0


def _upgrade(asked: Asked) -> int:
    before = _version(asked.target)
    open_collection(asked.home, asked.target, asked.today, upgrade_server=True).close()
    if before == schema.NEWEST:
        print(_("The collection is of version {n} already.").format(n=before))
    else:
        words = _("Upgraded from version {old} to {new}. A copy from before is in {folder}.")
        print(words.format(old=before, new=schema.NEWEST, folder=asked.home.backups))
    return 0


def _version(target: str | Path) -> int:
    url = storage.url_of(target)
    if url.get_backend_name() == "sqlite":
        return storage.look(Path(url.database or ""))
    engine = storage.make_engine(url)
    try:
        return schema.version_of(engine)
    except SQLAlchemyError as error:
        raise storage.plain_words(error) or StorageFailed(str(error)) from error
    finally:
        engine.dispose()


def _list(asked: Asked) -> int:
    from zooapp.terminal.lists import kept, listed

    words = asked.words
    wanted = (words["kind"], words["filter"], words["format"])
    with opened(asked) as database:
        actor = signed_in(asked, database)
        out = words["out"]
        for line in listed(database, actor, wanted) if out is None else kept(database, actor, wanted, out):
            print(line)
    return 0


def _document(asked: Asked) -> int:
    from zooapp.terminal.documents import document

    with opened(asked) as database:
        for line in document(database, asked, signed_in(asked, database)):
            print(line)
    return 0


def _report(asked: Asked) -> int:
    from zooapp.documents import pictures
    from zooapp.terminal.reports import report

    photos = pictures.reader(photo_folder(asked.home), asked.home.thumbnails)
    with opened(asked) as database:
        for line in report(database, signed_in(asked, database), asked.words, photos):
            print(line)
    return 0


def _verify(asked: Asked) -> int:
    from zooapp.terminal.documents import verify

    with opened(asked) as database:
        genuine, words = verify(database, asked.words["file"])
    print(words)
    return 0 if genuine else 1


def _demo(asked: Asked) -> int:
    from zooapp import demo

    demo.run(asked.words["out"], asked.home, progress)
    return 0


COMMANDS: Final[Mapping[str, Callable[[Asked], int]]] = {
    "demo": _demo,
    "check": _check,
    "backup": _backup,
    "restore": _restore,
    "upgrade": _upgrade,
    "list": _list,
    "document": _document,
    "report": _report,
    "verify": _verify,
}
