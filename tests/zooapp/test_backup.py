"""Backup and restore: one zip for both databases, proved before it has its name, and before it is read back."""

import datetime as dt
import hashlib
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests import servers
from tests.builders import TODAY, Zoo, arrive
from tests.zooapp.test_checking import photograph, tamper
from zooapp import checking, media, schema, search
from zooapp.backup import COLLECTION, MANIFEST, backup, keep_copy, restore
from zooapp.clock import Clock
from zooapp.database import Database, open_database
from zooapp.errors import StorageFailed
from zooapp.models import Change, Document, DocumentFile, Entry, Mode, Rank, SearchText, Taxon, Transaction
from zooapp.storage import make_engine, url_of
from zooapp.tables import _table, names
from zooapp.values.dates import FuzzyDate
from zooapp.work import Actor

Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def server() -> Iterator[str]:
    """An empty database of a server."""
    url = servers.fresh_database()
    yield url
    servers.drop_database(url)


def rows(target: str | Path) -> Rows:
    """All rows of all tables, as plain values."""
    engine = make_engine(url_of(target))
    with engine.connect() as connection:
        found = {}
        for name in names(connection):
            table = _table(connection, name)
            found[name] = [tuple(map(plain, row)) for row in connection.execute(select(table).order_by(table.c.id))]
    engine.dispose()
    return found


def plain(value: Any) -> Any:
    return value.replace(tzinfo=dt.UTC) if isinstance(value, dt.datetime) and value.tzinfo is None else value


def full(database: Database, zoo: Zoo, boss: Actor, photos: Path) -> int:
    """Something of every type: days, moments, counts, bytes, flags, a record that names a later one, a photo."""
    with database.work(boss, "arrival") as work:
        ducks = arrive(work, zoo, "Aix galericulata", "3.2.10", unit="B1")
        work.add(Transaction(on=TODAY, seq=9, mode=Mode.CENSUS, when=FuzzyDate.year(2024), time="09:30"))
        family = work.add(Taxon(scientific="Dendrocygnidae", rank=Rank.FAMILY, parent_id=zoo.taxa["Anseriformes"]))
        work.get(Taxon, zoo.taxa["Aix"]).parent_id = family.id
        facts = {"series": "transfer", "number": "T-1", "record_kind": "animal", "record_id": ducks}
        said = {"languages": "en", "issued_on": TODAY, "data": "{}", "payload": ""}
        paper = work.add(Document(**facts, **said, issued_by_id=zoo.people["Ri Chol"]))
        data = bytes(range(256))
        sha = hashlib.sha256(data).hexdigest()
        work.add(DocumentFile(document_id=paper.id, sha256=sha, name="t.pdf", bytes=data))
    photograph(database, boss, photos, ducks)
    return ducks


def test_a_round_over_the_other_database_brings_every_row_home(
    database: Database, zoo: Zoo, boss: Actor, tmp_path: Path, server: str
) -> None:
    ducks = full(database, zoo, boss, tmp_path / "photos")
    first = backup(database, tmp_path / "first.zip", tmp_path / "photos")
    other = server if database.engine.dialect.name == "sqlite" else str(tmp_path / "other.sqlite")
    restore(tmp_path / "first.zip", other, tmp_path / "other-photos")
    there = open_database(other, Clock(day=TODAY))
    backup(there, tmp_path / "second.zip", tmp_path / "other-photos")
    there.close()
    restore(tmp_path / "second.zip", tmp_path / "home.sqlite", tmp_path / "home-photos")

    before, after = rows(database.engine.url.render_as_string(hide_password=False)), rows(tmp_path / "home.sqlite")
    assert before.keys() == after.keys()
    for name in before.keys() - {"chain_heads"}:
        assert after[name][: len(before[name])] == before[name], name
    grown = {name for name in before if len(after[name]) > len(before[name])}
    assert grown <= {"entries", "changes", "settings", "chain_heads"}
    assert first.counts == {name: len(found) for name, found in before.items()}

    home = open_database(tmp_path / "home.sqlite", Clock(day=TODAY))
    assert checking.faults(home, tmp_path / "home-photos") == []
    with home.read() as session:
        found = session.scalars(select(SearchText.record_id).where(search.matching(session, f"{ducks:04}", "animal")))
        assert found.all() == [ducks]
    home.close()


def test_after_a_restore_work_goes_on_in_a_new_chain(
    database: Database, zoo: Zoo, boss: Actor, tmp_path: Path, server: str
) -> None:
    manifest = backup(database, tmp_path / "b.zip")
    other = server if database.engine.dialect.name == "sqlite" else str(tmp_path / "other.sqlite")
    restore(tmp_path / "b.zip", other, tmp_path / "photos")
    there = open_database(other, Clock(day=TODAY))
    with there.work(boss, "arrival") as work:
        arrive(work, zoo, "Ursus arctos", "0.0.1", unit="Q1")
    with there.read() as session:
        entries = session.scalars(select(Entry).order_by(Entry.id)).all()
        change = session.scalars(select(Change.data).where(Change.entry_id == entries[-2].id)).one()
        assert manifest.heads == {"test-pc": entries[0].hash}
        assert entries[0].hash in change
        assert [entry.previous_hash for entry in entries[1:]] == ["0" * 64, "0" * 64]
    assert checking.faults(there) == []
    there.close()


def test_the_end_of_the_old_chain_is_missed_after_a_restore(
    sqlite: Database, zoo: Zoo, boss: Actor, tmp_path: Path
) -> None:
    with sqlite.work(boss, "arrival") as work:
        arrive(work, zoo, "Ursus arctos", "0.0.1")
    backup(sqlite, tmp_path / "b.zip")
    restore(tmp_path / "b.zip", tmp_path / "new.sqlite", tmp_path / "photos")
    new = open_database(tmp_path / "new.sqlite")
    guards = ("DROP TRIGGER entries_no_delete", "DROP TRIGGER changes_no_delete")
    tamper(new, *guards, "DELETE FROM changes WHERE entry_id = 2", "DELETE FROM entries WHERE id = 2")
    assert "The journal before the last restore has lost its end." in checking.faults(new)
    new.close()


def test_a_backup_says_which_photos_it_misses(sqlite: Database, zoo: Zoo, boss: Actor, tmp_path: Path) -> None:
    with sqlite.work(boss, "arrival") as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.0.1")
    there = photograph(sqlite, boss, tmp_path / "photos", bear, "green")
    gone = photograph(sqlite, boss, tmp_path / "photos", bear, "blue")
    media.original(tmp_path / "photos", gone).unlink()
    seen = []
    manifest = backup(sqlite, tmp_path / "b.zip", tmp_path / "photos", lambda n, of: seen.append((n, of)))
    assert (manifest.missing, seen) == ([gone], [(1, 2), (2, 2)])
    restore(tmp_path / "b.zip", tmp_path / "new.sqlite", tmp_path / "elsewhere")
    assert media.verify(tmp_path / "elsewhere", there)


def test_a_collection_with_a_broken_journal_is_not_copied_in_silence(
    sqlite: Database, zoo: Zoo, boss: Actor, tmp_path: Path
) -> None:
    tamper(sqlite, "DROP TRIGGER entries_no_update", "UPDATE entries SET why = 'no' WHERE id = 1")
    with pytest.raises(StorageFailed, match="No backup was made: Journal entry 1 was altered"):
        backup(sqlite, tmp_path / "backups.zip")
    assert {path.name.split("-")[0] for path in tmp_path.iterdir()} == {"collection.sqlite"}


def altered(zip_file: Path, member: str, data: bytes) -> None:
    """The zip with one member replaced, or removed when there is no data."""
    with zipfile.ZipFile(zip_file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[member] = data
    with zipfile.ZipFile(zip_file, "w") as archive:
        for name, content in members.items():
            if content:
                archive.writestr(name, content)


@pytest.mark.parametrize(
    ("member", "data", "said"),
    [
        (COLLECTION, b"SQLite format 3\x00 and more", "differ from its manifest"),
        (COLLECTION, b"", "differ from its manifest"),
        ("photos/../../evil", b"evil", "differ from its manifest"),
        (MANIFEST, b"", "is not a backup"),
        (MANIFEST, b"{}", "is not a backup"),
    ],
)
def test_a_damaged_backup_is_refused_and_nothing_is_written(
    sqlite: Database, tmp_path: Path, member: str, data: bytes, said: str
) -> None:
    backup(sqlite, tmp_path / "b.zip")
    altered(tmp_path / "b.zip", member, data)
    with pytest.raises(StorageFailed, match=said):
        restore(tmp_path / "b.zip", tmp_path / "new.sqlite", tmp_path / "photos")
    assert not (tmp_path / "new.sqlite").exists()
    assert not (tmp_path / "photos").exists()


def test_a_backup_of_a_newer_program_is_refused(sqlite: Database, tmp_path: Path) -> None:
    backup(sqlite, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        manifest = json.loads(archive.read(MANIFEST))
    altered(tmp_path / "b.zip", MANIFEST, json.dumps({**manifest, "version": schema.NEWEST + 1}).encode())
    with pytest.raises(StorageFailed, match="newer version"):
        restore(tmp_path / "b.zip", tmp_path / "new.sqlite", tmp_path / "photos")


def test_neither_backup_nor_restore_overwrites_anything(database: Database, tmp_path: Path) -> None:
    backup(database, tmp_path / "b.zip")
    with pytest.raises(StorageFailed, match="exists already"):
        backup(database, tmp_path / "b.zip")
    target = database.engine.url.render_as_string(hide_password=False)
    target = target.removeprefix("sqlite:///")
    with pytest.raises(StorageFailed, match="overwrites nothing"):
        restore(tmp_path / "b.zip", target, tmp_path / "photos")


def test_a_file_that_is_no_zip_or_not_there_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(b"hello")
    with pytest.raises(StorageFailed, match="not a backup"):
        restore(tmp_path / "b.zip", tmp_path / "new.sqlite", tmp_path / "photos")
    with pytest.raises(StorageFailed, match="No such file"):
        restore(tmp_path / "none.zip", tmp_path / "new.sqlite", tmp_path / "photos")


BROKEN = '''
"""Breaks half way."""
from alembic import op
import sqlalchemy as sa
revision, down_revision, branch_labels, depends_on = "{new}", "{old}", None, None
def upgrade():
    op.create_table("dragons", sa.Column("id", sa.Integer(), primary_key=True))
    {act}
def downgrade(): ...
'''
WHOLE = "pass"


def newer_program(monkeypatch: pytest.MonkeyPatch, folder: Path, act: str) -> None:
    """The program of the next version, whose one new migration does this."""
    shutil.copytree(schema.MIGRATIONS, folder)
    old, new = f"{schema.NEWEST:04}", f"{schema.NEWEST + 1:04}"
    (folder / "versions" / f"{new}_dragons.py").write_text(BROKEN.format(old=old, new=new, act=act))
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    monkeypatch.setattr(schema, "NEWEST", schema.NEWEST + 1)


@pytest.mark.parametrize("act", ["1 / 0", 'op.execute("INSERT INTO nowhere VALUES (1)")', "BROKEN REFERENCE"])
def test_a_failed_upgrade_leaves_the_collection_as_it_was(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, act: str
) -> None:
    if act == "BROKEN REFERENCE":
        act = 'op.execute("UPDATE enclosures SET parent_id = 999")'
    target = database.engine.url.render_as_string(hide_password=False).removeprefix("sqlite:///")
    database.close()
    before = rows(target)
    version = schema.NEWEST
    newer_program(monkeypatch, tmp_path / "migrations", act)
    with pytest.raises(StorageFailed, match="upgrade"):
        open_database(target, before_upgrade=keep_copy(tmp_path / "backups"))
    assert schema.version_of(database.engine) == version
    assert rows(target) == before
    database.close()
    kept = list((tmp_path / "backups").iterdir())
    assert [zipfile.ZipFile(file).testzip() for file in kept] == [None]


def test_an_older_collection_is_kept_and_then_upgraded_and_its_copy_can_be_restored(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = database.engine.url.render_as_string(hide_password=False).removeprefix("sqlite:///")
    database.close()
    newer_program(monkeypatch, tmp_path / "migrations", WHOLE)
    upgraded = open_database(target, before_upgrade=keep_copy(tmp_path / "backups"))
    assert "dragons" in rows(target)
    upgraded.close()
    (kept,) = (tmp_path / "backups").iterdir()
    manifest = restore(kept, tmp_path / "again.sqlite", tmp_path / "photos")
    assert (manifest.version, "dragons" in manifest.counts) == (schema.NEWEST - 1, False)
    assert "dragons" in rows(tmp_path / "again.sqlite")
    with sqlite3.connect(tmp_path / "again.sqlite") as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (schema.NEWEST,)
    connection.close()
