"""What is wrong with a collection, as sentences: the file, references, guards, journal, ledger, papers, photos."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Table, column, exists, inspect, literal, select, table, text
from sqlalchemy.orm import Session

from zooapp import journal, ledger, media, schema
from zooapp.database import Database
from zooapp.documents import seal
from zooapp.errors import StorageFailed
from zooapp.i18n import _, day
from zooapp.models import Base, Document, DocumentFile, Entry, Media, Setting

APPEND_ONLY: Final = ("entries", "changes", "documents", "document_files", "document_events")
RESTORED: Final = "restored_from"  # the setting that names the heads of the chains before a restore


def faults(database: Database, photos: Path | None = None) -> list[str]:
    """All that is off, as sentences; empty when the collection is sound. `photos` is the folder of originals."""
    try:
        with database.read() as session:
            if damaged := list(_damage(session)):
                return damaged  # what stands in a damaged file says nothing
            found = [*_version(database), *_guards(session), *_dangling(session)]
            found += [*journal.faults(session), *_old_heads(session), *_ledger(session)]
            return [*found, *_astray(session), *_papers(session), *_photos(session, photos)]
    except StorageFailed as error:
        return [str(error)]


def sound(session: Session) -> Iterator[str]:
    """What is wrong with the file, its references and its journal: also of an older version."""
    yield from _damage(session)
    yield from _dangling(session)
    yield from journal.faults(session)


def _damage(session: Session) -> Iterator[str]:
    if session.get_bind().dialect.name == "sqlite":
        for said in session.execute(text("PRAGMA integrity_check")).scalars():
            if said != "ok":
                yield _("The file is damaged: {what}.").format(what=said)


def _dangling(session: Session) -> Iterator[str]:
    """References to what is not there."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield _lost(row[0], row[2])
    else:
        yield from _dangling_on_server(connection)


def _dangling_on_server(connection: Connection) -> Iterator[str]:
    """A server refuses them by itself, but for one whose triggers were switched off."""
    look = inspect(connection)
    for name in look.get_table_names():
        for key in look.get_foreign_keys(name):
            mine = table(name, *map(column, key["constrained_columns"])).alias("mine")
            theirs = table(key["referred_table"], *map(column, key["referred_columns"])).alias("theirs")
            pairs = list(zip(mine.c, theirs.c, strict=True))
            found = exists().where(*(there == here for here, there in pairs)).select_from(theirs)
            query = select(literal(1)).select_from(mine).where(*(here.is_not(None) for here, _there in pairs), ~found)
            if connection.execute(query.limit(1)).first():
                yield _lost(name, key["referred_table"])


def _lost(name: str, other: str) -> str:
    return _("A row of {table} names one of {other} that is not there.").format(table=name, other=other)


def _version(database: Database) -> Iterator[str]:
    if (version := schema.version_of(database.engine)) != schema.NEWEST:
        words = _("The collection is of version {old}, the program of {new}. Run the command upgrade.")
        yield words.format(old=version, new=schema.NEWEST)


def _guards(session: Session) -> Iterator[str]:
    """The triggers that keep the journal and issued papers from being changed."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if not sqlite:
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
    there = set(session.execute(text(query)).scalars())
    for name in APPEND_ONLY:
        wanted = {f"{name}_no_update", f"{name}_no_delete"} if sqlite else {f"{name}_append_only"}
        if not wanted <= there:
            yield _("The guard of {table} is gone: its rows could have been changed.").format(table=name)


def _old_heads(session: Session) -> Iterator[str]:
    """The chains that ended with a restore are known by their last entries (ledger.md 2.14)."""
    value = session.scalar(select(Setting.value).where(Setting.name == RESTORED))
    named = {end for restore in json.loads(value or "[]") for end in restore["heads"].values()}
    if named - set(session.scalars(select(Entry.hash).where(Entry.hash.in_(named)))):
        yield _("The journal before the last restore has lost its end.")


def _ledger(session: Session) -> Iterator[str]:
    for animal, first in ledger.below_zero(session, ledger.Filter()):
        yield _("Animal record {n}: less than none on {day}.").format(n=animal, day=day(first))
    for animal in ledger.crowded(session, ()):
        yield _("Animal record {n} is one animal and is counted as more.").format(n=animal)


def _astray(session: Session) -> Iterator[str]:
    """Names, photos, papers and the like belong to records of any kind, where no foreign key can hold them."""
    tables = {mapper.class_.called: mapper.local_table for mapper in Base.registry.mappers}
    for mapper in Base.registry.mappers:
        if mapper.class_.derived or not {"record_kind", "record_id"} <= set(mapper.column_attrs.keys()):
            continue
        mine: Any = mapper.local_table
        for kind in session.scalars(select(mine.c.record_kind).distinct()).all():
            for key, owner in _without_owner(session, mine, kind, tables.get(kind)):
                words = _("Row {n} of {table} belongs to {kind} {owner}, which is not there.")
                yield words.format(n=key, table=mine.name, kind=kind, owner=owner)


def _without_owner(session: Session, mine: Table, kind: str, theirs: Any) -> list[Any]:
    query = select(mine.c.id, mine.c.record_id).where(mine.c.record_kind == kind)
    if theirs is not None:
        query = query.where(mine.c.record_id.not_in(select(theirs.c.id)))
    return list(session.execute(query).all())


def _papers(session: Session) -> Iterator[str]:
    """Bytes against their hashes, and the journal against the heads that stand under the seal of each paper."""
    links = {(entry, digest) for entry, digest in session.execute(select(Entry.id, Entry.hash))}
    query = select(Document.number, DocumentFile.sha256, DocumentFile.bytes)
    query = query.join(DocumentFile, DocumentFile.document_id == Document.id).execution_options(yield_per=20)
    for number, sha, data in session.execute(query):
        if hashlib.sha256(data).hexdigest() != sha:
            yield _("The file of paper {number} was altered.").format(number=number)
        sealed = seal.read_seal(data)
        if sealed is not None and any((head.entry, head.hash) not in links for head in sealed.heads):
            yield _("The journal was rewritten since paper {number} was issued.").format(number=number)


def _photos(session: Session, folder: Path | None) -> Iterator[str]:
    if folder is None:
        return
    for sha in session.scalars(select(Media.sha256).order_by(Media.id)):
        if not media.original(folder, sha).exists():
            yield _("The photo or scan {name} is not in {folder}.").format(name=sha[:12], folder=folder)
        elif not media.verify(folder, sha):
            yield _("The photo or scan {name} in {folder} was altered.").format(name=sha[:12], folder=folder)
