"""A collection as the first run leaves it, with the whole seed: made once a session, then copied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from tests import servers
from tests.builders import TODAY
from zooapp import passwords
from zooapp.clock import Clock
from zooapp.database import Database, open_database
from zooapp.paths import Home
from zooapp.setup import Found, create_collection

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "demo-mun-2024"
FOUND = Found(
    names={"en": "Central Zoo, Pyongyang", "ru": "Центральный зоопарк Кореи", "ko_KP": "조선중앙동물원"},
    mnemonic="PYONGYANG",
    country="KP",
    city="Pyongyang",
    time_zone="Asia/Pyongyang",
    languages=("en", "ru", "ko_KP"),
    administrator="Mun Hye-song",
    login="mun",
    password=PASSWORD,
)


@pytest.fixture(autouse=True)
def cheap_hashes() -> Iterator[None]:
    """Hashes that cost nothing."""
    passwords.use(CHEAP)
    yield
    passwords.use(PasswordHasher())


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home folder after the first run; its file is the template of `seeded`."""
    home = Home(tmp_path_factory.mktemp("founded") / "home")
    passwords.use(CHEAP)
    create_collection(home.database, Clock(day=TODAY), FOUND, home).close()
    return home


@pytest.fixture
def seeded(founded: Home, tmp_path: Path) -> Iterator[Database]:
    """A copy of the founded collection in a file, on 20 November 2024."""
    database = open_database(shutil.copy(founded.database, tmp_path / "seeded.sqlite"), Clock(day=TODAY))
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def collection(request: pytest.FixtureRequest, founded: Home, tmp_path: Path) -> Iterator[Database]:
    """The founded collection on both databases."""
    if request.param == "sqlite":
        yield request.getfixturevalue("seeded")
        return
    url = servers.fresh_database(_found_on_server)
    database = open_database(url, Clock(day=TODAY))
    yield database
    database.close()
    servers.drop_database(url)


def _found_on_server(url: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        create_collection(url, Clock(day=TODAY), FOUND, Home(Path(folder) / "home")).close()
