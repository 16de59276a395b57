"""What tests ask for: an empty home, a small zoo on both databases, somebody who may do everything."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine

from tests import builders, servers
from tests.builders import TODAY, Zoo
from zooapp import i18n, storage
from zooapp.clock import Clock
from zooapp.database import Database, open_database
from zooapp.work import Actor

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
gc.set_threshold(50_000, 20, 50)  # what stays compiled is much, and to look through it often takes long


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    """Let engines of a kind share the statements that are compiled: else every test compiles every one anew."""
    last: dict[str, Engine] = {}

    def sharing(*words: Any, **more: Any) -> Engine:
        engine = create_engine(*words, query_cache_size=5000, **more)
        one = last.setdefault(engine.dialect.name, engine)
        if one.dialect.server_version_info is None:  # it never met its database: the next one may
            last[engine.dialect.name] = engine
        else:
            engine.dialect, engine._compiled_cache = one.dialect, one._compiled_cache
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage, "create_engine", sharing)
        yield


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    i18n.use("en")


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "collection.sqlite"
    builders.build(str(path))
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path, _template: Path) -> Iterator[str]:
    """The place of a new small zoo: a file, and a database of a real server."""
    if request.param == "sqlite":
        yield str(shutil.copy(_template, tmp_path / "collection.sqlite"))
    else:
        url = servers.fresh_database(builders.build)
        yield url
        servers.drop_database(url)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A small zoo on both databases, on 20 November 2024."""
    database = open_database(database_url, Clock(day=TODAY))
    yield database
    database.close()


@pytest.fixture
def sqlite(tmp_path: Path, _template: Path) -> Iterator[Database]:
    """A small zoo in a file, for what does not touch the database itself."""
    database = open_database(str(shutil.copy(_template, tmp_path / "collection.sqlite")), Clock(day=TODAY))
    yield database
    database.close()


@pytest.fixture
def zoo(request: pytest.FixtureRequest) -> Zoo:
    """The ids of the small zoo."""
    name = "database" if "database" in request.fixturenames else "sqlite"
    database: Database = request.getfixturevalue(name)
    return builders.ids(database)


@pytest.fixture
def boss() -> Actor:
    """Somebody who may do everything."""
    return builders.actor()
