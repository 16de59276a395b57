"""A whole collection in one zip: a SQLite file, the photos, and a manifest with hashes; the same on both databases."""

import contextlib
import datetime as dt
import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, select

from zooapp import checking, journal, media, schema, settings, storage, tables
from zooapp.clock import Clock
from zooapp.database import Database, open_database, workstation
from zooapp.errors import StorageFailed
from zooapp.i18n import _
from zooapp.models import Media, Setting
from zooapp.paths import settle, write_whole
from zooapp.work import Actor

COLLECTION: Final = "collection.sqlite"
MANIFEST: Final = "manifest.json"
PHOTOS: Final = "photos/"

Step = Callable[[int, int], None]


def quietly(_n: int, _of: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: version of the schema, when and where made, ends of the journal's chains, rows, hashes.

    `missing` names photos that were gone or altered when the backup was made; the rest of it is whole.
    """

    version: int
    made_at: str
    made_by: str
    heads: dict[str, str]
    counts: dict[str, int]
    members: dict[str, str]
    missing: list[str]


def backup(database: Database, file: Path, photos: Path | None = None, progress: Step = quietly) -> Manifest:
    """Write the collection, with the originals from the folder `photos`, into a new zip at `file`.

    It has its name only when it is complete, proved, and on the disk. StorageFailed, with nothing left behind, when the
    disk refuses or the copy is not sound.
    """
    if file.exists():
        raise StorageFailed(_("{file} exists already. Choose another name.").format(file=file))
    part = file.with_name(f".{file.name}.part")
    with _disk(file), _workplace(file) as place:
        try:
            copy = place / COLLECTION
            found, shas = _copied(database, copy)
            part.touch(mode=0o600)  # it holds what everybody's rights protect inside
            with zipfile.ZipFile(part, "w") as archive:
                members, missing = _pack(archive, copy, (photos, shas), progress)
                manifest = replace(found, members=members, missing=missing)
                archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True))
            with part.open("r+b") as stream:
                os.fsync(stream.fileno())
            with _opened(part) as (archive, manifest):
                _prove(archive, manifest)
            os.replace(part, file)
            settle(file.parent)
        finally:
            part.unlink(missing_ok=True)
    return manifest


def keep_copy(folder: Path) -> Callable[[Database, int], None]:
    """What keeps a copy in `folder` before an upgrade. Photos stay where they are: an upgrade does not touch them."""

    def keep(database: Database, version: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        backup(database, folder / f"before-upgrade-of-{version:04}-{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S-%f}.zip")

    return keep


def restore(file: Path, target: str | Path, photos: Path, progress: Step = quietly) -> Manifest:
    """Make the collection of a backup at a new SQLite path or in an empty database of a server; photos go to `photos`.

    Nothing is written before all hashes of the manifest hold. The journal goes on in new chains; their first entry
    names the ends of the old ones (ledger.md 2.14).
    """
    url = storage.url_of(target)
    _refuse_occupied(target)
    beside = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
    with _disk(file), _opened(file) as (archive, manifest), _workplace(beside) as place:
        _prove(archive, manifest)
        copy = Path(archive.extract(COLLECTION, place))
        _unpack(archive, manifest, photos, progress)
        if beside is None:
            _filled(copy, target, manifest)
        else:
            _filled(copy, place / "restored.sqlite", manifest)
            os.replace(place / "restored.sqlite", beside)
            settle(beside.absolute().parent)
    _begin_anew(target, photos, manifest)
    return manifest


def _copied(database: Database, copy: Path) -> tuple[Manifest, list[str]]:
    """Fill a SQLite file with all rows as they stand at one moment, and prove it; gives also the hashes of photos."""
    version = schema.version_of(database.engine)
    counts: dict[str, int] = {}
    with database.read() as session, _engine(copy) as other:
        server = database.engine.dialect.name == "postgresql"
        source = session.connection(execution_options={"isolation_level": "REPEATABLE READ"} if server else {})
        heads = journal.heads(session)
        shas = list(session.scalars(select(Media.sha256).order_by(Media.id)))
        schema.lay_out(other.engine, version, lambda target: counts.update(tables.fill(source, target)))
        with other.read() as proof:
            if wrong := next(checking.sound(proof), None):
                raise StorageFailed(_("No backup was made: {what} Run the command check.").format(what=wrong))
    moment = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return Manifest(version, moment, workstation(), heads, counts, {}, []), shas


def _pack(
    archive: zipfile.ZipFile, copy: Path, originals: tuple[Path | None, list[str]], progress: Step
) -> tuple[dict[str, str], list[str]]:
    """Store the copy and each photo that is sound; gives the hashes of what went in, and the photos that did not."""
    folder, shas = originals
    with copy.open("rb") as stream:
        members = {COLLECTION: hashlib.file_digest(stream, "sha256").hexdigest()}
    archive.write(copy, COLLECTION, zipfile.ZIP_DEFLATED)
    missing = []
    for n, sha in enumerate(shas if folder else [], 1):
        if folder and media.verify(folder, sha):
            archive.write(media.original(folder, sha), PHOTOS + sha, zipfile.ZIP_STORED)
            members[PHOTOS + sha] = sha
        else:
            missing.append(sha)
        progress(n, len(shas))
    return members, missing


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    refused = StorageFailed(_("{file} is not a backup of a collection, or it is damaged.").format(file=file))
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise refused from error
    with archive:
        try:
            manifest = Manifest(**json.loads(archive.read(MANIFEST)))
        except (KeyError, ValueError, TypeError, zipfile.BadZipFile) as error:
            raise refused from error
        yield archive, manifest


def _prove(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Each member is there, no other is, and its bytes have the hash of the manifest."""
    if manifest.version > schema.NEWEST:
        raise StorageFailed(_("This backup was made by a newer version of the program. Update the program first."))
    altered = StorageFailed(_("The backup is damaged: its files differ from its manifest. Use an older one."))
    if {*archive.namelist()} != {*manifest.members, MANIFEST} or COLLECTION not in manifest.members:
        raise altered
    try:
        for name, sha in manifest.members.items():
            if _hash(archive, name) != sha or (name != COLLECTION and name != PHOTOS + sha):
                raise altered
    except zipfile.BadZipFile as error:
        raise altered from error


def _hash(archive: zipfile.ZipFile, name: str) -> str:
    sha = hashlib.sha256()
    with archive.open(name) as member:
        for block in iter(lambda: member.read(1 << 20), b""):
            sha.update(block)
    return sha.hexdigest()


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, photos: Path, progress: Step) -> None:
    """Photos before the rows that name them, as always."""
    names = [name for name in manifest.members if name != COLLECTION]
    photos.mkdir(parents=True, exist_ok=True)
    for n, name in enumerate(names, 1):
        if not media.verify(photos, manifest.members[name]):
            write_whole(media.original(photos, manifest.members[name]), archive.read(name), mode=media.SHARED)
        progress(n, len(names))


def _filled(copy: Path, target: str | Path, manifest: Manifest) -> None:
    """All rows of the copy in a new collection, but the heads of the chains: those end here."""
    with _engine(copy) as source, _engine(target) as new, source.read() as session:
        source_rows = session.connection()
        leave = ("chain_heads",)

        def fill(connection: Connection) -> None:
            counts = tables.fill(source_rows, connection, leave)
            if any(counts.get(name) != n for name, n in manifest.counts.items() if name not in leave):
                raise StorageFailed(_("The backup is damaged: rows are missing. Use an older one."))

        schema.lay_out(new.engine, manifest.version, fill)


def _begin_anew(target: str | Path, photos: Path, manifest: Manifest) -> None:
    """The first entry of the new chains: when the backup was made, and the ends of the old ones."""
    database = open_database(target, Clock())
    this = Actor(None, _("Restore"), _("Restore"), frozenset(), workstation())
    try:
        with database.work(this, _("Restored from the backup of {moment}.").format(moment=manifest.made_at)) as work:
            known = work.session.scalar(select(Setting).where(Setting.name == checking.RESTORED))
            ends = {"made_at": manifest.made_at, "heads": manifest.heads}
            if known is None:
                work.add(Setting(name=checking.RESTORED, value=journal.canonical([ends])))
            else:
                known.value = journal.canonical([*json.loads(known.value), ends])
            uid = settings.value(work.session, "collection_uid")
        if uid:
            media.claim(photos, uid)
    finally:
        database.close()


def _refuse_occupied(target: str | Path) -> None:
    url = storage.url_of(target)
    if url.get_backend_name() == "sqlite":
        if Path(url.database or "").exists():
            words = _("{path} exists already, and a restore overwrites nothing. Move it away, or name another --home.")
            raise StorageFailed(words.format(path=url.database))
        return
    with _engine(target) as there, there.read() as session:
        if inspect(session.connection()).get_table_names():
            words = _("This database is not empty, and a restore overwrites nothing. Give an empty one by --database.")
            raise StorageFailed(words)


@contextlib.contextmanager
def _engine(target: str | Path) -> Iterator[Database]:
    """A database that nobody works on yet, or no more."""
    database = Database(storage.make_engine(storage.url_of(target)), Clock())
    try:
        yield database
    finally:
        database.close()


@contextlib.contextmanager
def _workplace(file: Path | None) -> Iterator[Path]:
    """A folder for a while, on the disk of `file`; elsewhere when that is a share, where SQLite is not safe."""
    near = None if file is None or storage.on_network(file) else file.absolute().parent
    with tempfile.TemporaryDirectory(prefix=".zoo-", dir=near) as place:
        yield Path(place)


@contextlib.contextmanager
def _disk(file: Path) -> Iterator[None]:
    """What a disk refuses, in plain words."""
    try:
        yield
    except OSError as error:
        words = _("{file}: {reason}. Look whether its folder is there, may be written and has room.")
        raise StorageFailed(words.format(file=file, reason=error.strerror or error)) from error
