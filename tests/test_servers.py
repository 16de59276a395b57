"""The test server itself: real, fresh, quick, gone when the tests are, also when they are killed."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from tests import servers

STARTS_ONE = "from tests import servers; print(servers.postgres_url(), flush=True)"


def prepare(url: str) -> None:
    """One table with one bear in it."""
    with open_directly(url) as connection:
        connection.execute("CREATE TABLE bears (name text)")
        connection.execute("INSERT INTO bears VALUES ('Маша')")


def open_directly(url: str) -> psycopg.Connection:
    """A connection that commits each statement."""
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(address, autocommit=True)


def test_a_fresh_database_is_postgresql_15_or_newer_and_speaks_all_alphabets() -> None:
    engine = create_engine(servers.fresh_database())
    with engine.connect() as connection:
        assert int(connection.scalar(text("SHOW server_version_num")) or 0) >= 150000
        assert connection.scalar(text("SELECT lower('МАША') || '호랑'")) == "маша호랑"
        assert connection.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) == 0
    engine.dispose()


def test_copies_of_a_template_do_not_see_each_other() -> None:
    one, other = servers.fresh_database(prepare), servers.fresh_database(prepare)
    with open_directly(one) as mine, open_directly(other) as theirs:
        mine.execute("INSERT INTO bears VALUES ('Umka')")
        assert mine.execute("SELECT count(*) FROM bears").fetchall() == [(2,)]
        assert theirs.execute("SELECT name FROM bears").fetchall() == [("Маша",)]


def test_a_dropped_database_is_gone_even_while_somebody_is_connected() -> None:
    url = servers.fresh_database()
    with open_directly(url):
        servers.drop_database(url)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        open_directly(url)


@pytest.mark.parametrize("programs", servers.installed_servers(), ids=lambda path: path.parent.name)
def test_each_server_at_hand_starts(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lowercase_on(programs, monkeypatch) == "ёж"


def test_the_packaged_server_starts_also_from_a_folder_that_only_we_may_enter(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = next(place for place in servers.installed_servers() if "pginstall" in place.parent.name)
    with tempfile.TemporaryDirectory() as ours:
        assert lowercase_on(servers.copied(packaged, Path(ours)), monkeypatch) == "ёж"


def lowercase_on(programs: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a server of its own, started from these programs, makes of ЁЖ."""
    monkeypatch.setattr(servers, "installed_servers", lambda: [programs])
    monkeypatch.delenv("ZOO_TEST_PG_URL", raising=False)
    with open_directly(servers.postgres_url.__wrapped__()) as connection:
        row = connection.execute("SELECT lower('ЁЖ')").fetchone()
    return str(row[0]) if row else ""


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, None])
def test_the_server_ends_with_the_tests_however_they_end(ending: signal.Signals | None) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "ZOO_TEST_PG_URL"}
    child = subprocess.Popen(
        [sys.executable, "-c", f"{STARTS_ONE}; input()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
    )
    assert child.stdout is not None
    folder = Path(str(make_url(child.stdout.readline().strip()).query["host"]))
    assert (folder / ".s.PGSQL.5432").exists()
    data = (folder / "data").resolve()
    if ending is None:
        child.communicate("\n")
    else:
        child.send_signal(ending)
        child.communicate()
    for _ in range(100):
        if not folder.exists() and not data.exists():
            return
        time.sleep(0.1)
    pytest.fail(f"{folder} is still there")


def test_a_given_server_is_used_and_left_as_it_was() -> None:
    given = servers.postgres_url()
    script = f"{STARTS_ONE}; print(servers.fresh_database())"
    environment = os.environ | {"ZOO_TEST_PG_URL": given}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    used, made = done.stdout.split()
    assert make_url(used) == make_url(given)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        open_directly(made)


def test_no_server_is_a_failure_and_not_a_skip(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(servers, "installed_servers", list)
    monkeypatch.delenv("ZOO_TEST_PG_URL", raising=False)
    with pytest.raises(pytest.fail.Exception, match="No PostgreSQL server"):
        servers.postgres_url.__wrapped__()
