"""The check of a collection: silent on a sound one, and each kind of harm is seen."""

import io
import sqlite3
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import text

from tests.builders import Zoo, arrive
from tests.zooapp.certified import consign, settle
from zooapp import checking, media
from zooapp.database import Database
from zooapp.models import Media, MediaLink, Name
from zooapp.services import documents
from zooapp.work import Actor


def picture(colour: str = "green") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return out.getvalue()


def photograph(database: Database, boss: Actor, folder: Path, animal: int, colour: str = "green") -> str:
    """Give an animal a photo; gives its hash."""
    folder.mkdir(exist_ok=True)
    kept = media.keep(folder, picture(colour))
    with database.work(boss, "a photo") as work:
        work.touch(animal)
        photo = work.add(Media(sha256=kept.sha256, type=kept.media_type, size=kept.byte_size))
        work.add(MediaLink(media_id=photo.id, record_kind="animal", record_id=animal))
    return kept.sha256


def tamper(database: Database, *statements: str) -> None:
    """Change the file as somebody would who knows SQLite and not us."""
    connection = sqlite3.connect(str(database.engine.url.database), isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_a_sound_collection_has_no_faults(database: Database, zoo: Zoo, boss: Actor, tmp_path: Path) -> None:
    with database.work(boss, "arrival") as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.0.1", unit="Q1")
        work.add(Name(record_kind="animal", record_id=bear, locale="en", text="Buran"))
    photograph(database, boss, tmp_path / "photos", bear)
    assert checking.faults(database, tmp_path / "photos") == []


def test_a_photo_that_is_gone_or_altered_is_found(sqlite: Database, zoo: Zoo, boss: Actor, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    with sqlite.work(boss, "arrival") as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.0.1")
    gone = photograph(sqlite, boss, folder, bear, "green")
    rotten = photograph(sqlite, boss, folder, bear, "blue")
    media.original(folder, gone).unlink()
    file = media.original(folder, rotten)
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    found = checking.faults(sqlite, folder)
    assert [gone[:12] in found[0], "is not in" in found[0]] == [True, True]
    assert [rotten[:12] in found[1], "was altered" in found[1]] == [True, True]
    assert len(found) == 2


def harm(name: str) -> tuple[str, ...]:
    """The statements of one kind of harm."""
    entry = "entries SET why = 'nothing happened' WHERE id = 2"
    return {
        "a guard dropped": ("DROP TRIGGER entries_no_delete",),
        "an entry altered": ("DROP TRIGGER entries_no_update", "UPDATE " + entry),
        "a change removed": ("DROP TRIGGER changes_no_delete", "DELETE FROM changes WHERE entry_id = 2"),
        "the last entry removed": (
            "DROP TRIGGER entries_no_delete",
            "DROP TRIGGER changes_no_delete",
            "DELETE FROM changes WHERE entry_id = 3",
            "DELETE FROM entries WHERE id = 3",
        ),
        "a count falsified": ("UPDATE postings SET f = -9 WHERE id = 1",),
        "an animal doubled": ("UPDATE postings SET f = 2 WHERE id = 2",),
        "a reference broken": ("UPDATE identifiers SET animal_id = 999",),
        "a name astray": ("UPDATE names SET record_id = 999",),
        "a name of nothing": ("UPDATE names SET record_kind = 'dragon'",),
    }[name]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("a guard dropped", "The guard of entries is gone"),
        ("an entry altered", "Journal entry 2 was altered"),
        ("a change removed", "Journal entry 2 was altered"),
        ("the last entry removed", "lost its last entry"),
        ("a count falsified", "less than none on 20 Nov 2024"),
        ("an animal doubled", "counted as more"),
        ("a reference broken", "A row of identifiers names one of animals"),
        ("a name astray", "belongs to taxon 999, which is not there"),
        ("a name of nothing", "belongs to dragon"),
    ],
)
def test_harm_is_found(sqlite: Database, zoo: Zoo, boss: Actor, what: str, said: str) -> None:
    with sqlite.work(boss, "arrival") as work:
        arrive(work, zoo, "Aix galericulata", "0.9.0")
        arrive(work, zoo, "Ursus arctos", "0.1.0")
    with sqlite.work(boss, "a name") as work:
        work.add(Name(record_kind="taxon", record_id=zoo.taxa["Ursus arctos"], locale="ru", text="Бурый медведь"))
    assert checking.faults(sqlite) == []
    tamper(sqlite, *harm(what))
    assert said in "\n".join(checking.faults(sqlite))


def test_a_journal_that_was_rewritten_is_found_by_the_papers_issued_before(
    sqlite: Database, zoo: Zoo, tmp_path: Path
) -> None:
    case = consign(sqlite, zoo, tmp_path)
    settle(case)
    with sqlite.work(case.actor, "issue") as work:
        documents.issue(work, case.request, case.key)
        head = work.entry_id - 1
    assert checking.faults(sqlite) == []
    tamper(sqlite, "DROP TRIGGER entries_no_update", f"UPDATE entries SET hash = '{'f' * 64}' WHERE id = {head}")
    assert "The journal was rewritten since paper TR-2024-017/1 was issued." in checking.faults(sqlite)


def test_a_damaged_page_is_found(sqlite: Database) -> None:
    path = Path(str(sqlite.engine.url.database))
    with sqlite.engine.connect() as connection:
        where = text("SELECT rootpage FROM sqlite_master WHERE name = 'ix_names_record'")
        page, size = connection.execute(where).scalar_one(), connection.execute(text("PRAGMA page_size")).scalar_one()
    sqlite.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\x07" * 64)
    assert "damaged" in checking.faults(sqlite)[0]


def test_a_server_whose_guards_were_off_is_found(database: Database, zoo: Zoo, boss: Actor) -> None:
    if database.engine.dialect.name == "sqlite":
        tamper(database, "DROP TRIGGER documents_no_update")
        assert checking.faults(database) == ["The guard of documents is gone: its rows could have been changed."]
        return
    with database.work(boss, "arrival") as work:
        arrive(work, zoo, "Ursus arctos", "0.0.1", unit="Q1")
    with database.engine.connect() as connection:
        for statement in (
            "SET session_replication_role = replica",
            "UPDATE stays SET enclosure_id = 999",
            "SET session_replication_role = origin",
        ):
            connection.execute(text(statement))
        connection.commit()
    assert checking.faults(database) == ["A row of stays names one of enclosures that is not there."]
