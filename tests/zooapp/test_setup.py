"""The first run: all of a collection, or nothing."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from tests import servers
from tests.builders import TODAY
from tests.seeded import FOUND, PASSWORD
from zooapp import journal, machine, media, names, settings
from zooapp.clock import Clock
from zooapp.database import Database, create_database
from zooapp.documents import seal
from zooapp.errors import Invalid, StorageFailed
from zooapp.models import Account, Entry, Institution, Person
from zooapp.paths import Home
from zooapp.permission import Permission
from zooapp.services import keys, people
from zooapp.setup import create_collection


def test_the_first_run_knows_whose_record_it_is(collection: Database) -> None:
    with collection.read() as session:
        ours = session.get_one(Institution, settings.our_institution(session))
        assert (ours.mnemonic, ours.name, ours.country) == ("PYONGYANG", "Central Zoo, Pyongyang", "KP")
        assert names.of(session, "institution", [ours.id], "ru") == {ours.id: "Центральный зоопарк Кореи"}
        assert settings.zone(session).key == "Asia/Pyongyang"
        assert settings.value(session, "languages") == ["en", "ru", "ko_KP"]


def test_the_first_run_makes_an_administrator_who_may_do_everything(collection: Database) -> None:
    with collection.read() as session:
        person = session.scalars(select(Person)).one()
        roles = people.roles_of(session, person.id)
        assert [role.code for role in roles] == ["administrator"]
        assert people.permissions_of(session, [role.id for role in roles]) == set(Permission)
        account = people.account_of(session, person.id)
        assert (account.login, PASSWORD in str(account.password_hash)) == ("mun", False)


def test_the_first_run_is_one_entry_of_a_sound_journal(collection: Database) -> None:
    with collection.read() as session:
        assert len(session.scalars(select(Entry)).all()) == 1
        assert list(journal.faults(session)) == []


def test_a_zoo_that_the_seed_does_not_know_is_added(tmp_path: Path) -> None:
    found = replace(FOUND, mnemonic="newzoo", names={"en": "New Zoo"}, country="mn", city="Ulaanbaatar")
    home = Home(tmp_path / "home")
    database = create_collection(home.database, Clock(day=TODAY), found, home)
    with database.read() as session:
        ours = session.get_one(Institution, settings.our_institution(session))
        assert (ours.mnemonic, ours.country, ours.city) == ("NEWZOO", "MN", "Ulaanbaatar")
    database.close()


def test_the_keys_lie_in_the_home_closed_to_others_and_seal(founded: Home, seeded: Database) -> None:
    files = list(founded.keys.iterdir())
    assert len(files) == 2
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    with seeded.read() as session:
        key = keys.sealing_key(session, founded)
        zoo = bytes.fromhex(settings.value(session, "zoo_public_key"))
        assert seal.is_certified(zoo, key.public, key.certificate)


def test_the_photo_folder_belongs_to_the_collection(founded: Home, seeded: Database, tmp_path: Path) -> None:
    with seeded.read() as session:
        media.confirm(founded.media, settings.value(session, "collection_uid"))
    with pytest.raises(Invalid, match="another collection"):
        create_collection(tmp_path / "second.sqlite", Clock(day=TODAY), FOUND, founded)
    assert not (tmp_path / "second.sqlite").exists()


def test_the_backup_folder_is_made_and_remembered(tmp_path: Path) -> None:
    home, folder = Home(tmp_path / "home"), tmp_path / "stick" / "backups"
    create_collection(home.database, Clock(day=TODAY), replace(FOUND, backup_folder=folder), home).close()
    assert folder.is_dir()
    assert machine.load(home.settings).backup_folder == str(folder)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"names": {"ru": "Зоопарк"}}, "names.en"),
        ({"mnemonic": "TOOLONGNAME"}, "mnemonic"),
        ({"country": ""}, "country"),
        ({"time_zone": "Asia/Nowhere"}, "time_zone"),
        ({"languages": ("en", "xx")}, "languages"),
        ({"login": " "}, "login"),
        ({"password": "short"}, "password"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_made(
    tmp_path: Path, change: dict[str, object], field: str
) -> None:
    home = Home(tmp_path / "home")
    with pytest.raises(Invalid) as refused:
        create_collection(home.database, Clock(day=TODAY), replace(FOUND, **change), home)  # type: ignore[arg-type]
    assert field in {problem.field for problem in refused.value.problems}
    assert not home.root.exists()


def test_a_collection_that_stands_is_not_overwritten(founded: Home) -> None:
    before = founded.database.read_bytes()
    other = Home(founded.root.parent / "other")
    with pytest.raises(StorageFailed, match="exists already"):
        create_collection(founded.database, Clock(day=TODAY), FOUND, other)
    assert founded.database.read_bytes() == before


def test_on_a_server_a_first_run_that_was_cut_off_is_done_again_and_a_whole_one_is_not(tmp_path: Path) -> None:
    url = servers.fresh_database()
    create_database(url).close()
    create_collection(url, Clock(day=TODAY), FOUND, Home(tmp_path / "home")).close()
    with pytest.raises(StorageFailed, match="holds a collection already"):
        create_collection(url, Clock(day=TODAY), FOUND, Home(tmp_path / "other"))
    servers.drop_database(url)


def test_a_first_run_that_was_cut_off_does_not_stand_in_the_way(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.prepare()
    (home.root / ".collection.sqlite.new").write_bytes(b"half of a file")
    database = create_collection(home.database, Clock(day=TODAY), FOUND, home)
    with database.read() as session:
        assert session.scalars(select(Account)).one().login == "mun"
    database.close()
    assert not (home.root / ".collection.sqlite.new").exists()
