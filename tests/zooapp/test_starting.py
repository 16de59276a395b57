"""Start: what stands in the way is one plain sentence with what to do, exit code 2, and the file stays as it is."""

import datetime as dt
import hashlib
import importlib.util
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import laws, restrained, servers
from zooapp import schema, starting, storage
from zooapp.database import Database
from zooapp.errors import NotFound, StorageFailed
from zooapp.paths import home


def run(*words: str | Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """The program as a child that permission bits bind; but not on the way to the server's socket."""
    program = laws.ROOT / "main.py" if any("postgresql" in str(word) for word in words) else restrained.__file__
    command = [sys.executable, program, *map(str, words)]
    told = {**os.environ, "PYTHONWARNINGS": "error", **environment}
    return subprocess.run(command, capture_output=True, text=True, env=told, stdin=subprocess.DEVNULL, check=False)


def refused(done: "subprocess.CompletedProcess[str]") -> str:
    """The one sentence of a refusal."""
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    return done.stderr


def contents(folder: Path) -> dict[str, str]:
    """What stands in a folder, as hashes."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


def newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {schema.NEWEST + 1}")
    connection.close()


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA application_id = 7")
    connection.close()


def damaged(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))


HARM: dict[str, tuple[Callable[[Path], object], str]] = {
    "newer": (newer, "newer version of the program made this collection. Update the program"),
    "foreign": (foreign, "a database of another program. Choose another file"),
    "a letter": (lambda path: path.write_text("Dear zoo,"), "is not a collection. Choose another file"),
    "empty": (lambda path: path.write_bytes(b""), "is empty. It is not a collection; restore a backup"),
    "damaged": (damaged, "is damaged. Close the program and restore the last backup"),
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:9000]), "is damaged. Close the program and restore"),
    "absent": (lambda path: path.unlink(), "There is no collection at"),
    "closed": (lambda path: path.chmod(0), "Look at its permissions"),
}


@pytest.mark.parametrize("what", HARM)
def test_what_is_no_sound_collection_is_refused_and_stays_as_it_is(sqlite: Database, tmp_path: Path, what: str) -> None:
    sqlite.close()
    folder = home(tmp_path / "home")
    folder.prepare()
    shutil.copy(tmp_path / "collection.sqlite", folder.database)
    harm, said = HARM[what]
    harm(folder.database)
    closed = what == "closed"
    before = {} if closed else contents(folder.root)
    assert said in refused(run("--home", folder.root, "check"))
    if closed:
        assert list(folder.root.glob("*.sqlite*")) == [folder.database]
    else:
        assert contents(folder.root) == before


def test_a_locked_collection_is_refused_after_a_while(
    sqlite: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqlite.close()
    monkeypatch.setattr(storage, "PATIENCE", 200)
    path = tmp_path / "collection.sqlite"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA journal_mode = DELETE")
    before = contents(tmp_path)  # not while the lock is held: to close a file is to lose one's locks on it
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StorageFailed, match="Another program is writing to this collection"):
        starting.open_collection(home(tmp_path / "home"), path)
    other.close()
    assert contents(tmp_path) == before


def test_a_home_that_is_read_only_can_be_looked_at_and_not_changed(sqlite: Database, tmp_path: Path) -> None:
    sqlite.close()
    folder = tmp_path / "home"
    home(folder).prepare()
    shutil.copy(tmp_path / "collection.sqlite", home(folder).database)
    before = contents(folder)
    folder.chmod(0o500)
    try:
        done = run("--home", folder, "check")
        assert (done.returncode, done.stdout.split(":")[0]) == (0, "All is sound"), done.stderr
        assert run("--home", folder, "backup", tmp_path / "kept.zip").returncode == 0
        said = refused(run("--home", folder, "upgrade"))
        assert "is read-only. Make it writable, or choose another one with --home" in said
        said = refused(run("--home", folder / "inner", "upgrade"))
        assert "cannot be made (Permission denied). Choose another one with --home" in said
    finally:
        folder.chmod(0o700)
    assert contents(folder) == before


def test_an_older_collection_that_can_only_be_read_is_refused(sqlite: Database, tmp_path: Path) -> None:
    sqlite.close()
    folder = tmp_path / "home"
    home(folder).prepare()
    path = Path(shutil.copy(tmp_path / "collection.sqlite", home(folder).database))
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {schema.NEWEST - 1}")
    connection.close()
    before = contents(folder)
    folder.chmod(0o500)
    try:
        assert "Open it where it can be written" in refused(run("--home", folder, "check"))
    finally:
        folder.chmod(0o700)
    assert contents(folder) == before


def test_a_server_that_does_not_answer_is_refused(tmp_path: Path) -> None:
    said = refused(run("--home", tmp_path, "--database", "postgresql://zoo@127.0.0.1:1/zoo", "check"))
    assert "cannot be reached. Look at the network and at the server" in said


def test_a_server_without_a_collection_is_refused(tmp_path: Path) -> None:
    url = servers.fresh_database()
    try:
        assert "holds no collection yet" in refused(run("--home", tmp_path, "--database", url, "check"))
        start, question, rest = url.partition("?")
        absent = f"{start}_absent{question}{rest}"
        assert "has no such database" in refused(run("--home", tmp_path, "--database", absent, "check"))
    finally:
        servers.drop_database(url)


def test_an_older_collection_of_a_server_waits_for_the_command_upgrade(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    database.close()
    shutil.copytree(schema.MIGRATIONS, tmp_path / "migrations")
    new = f"{schema.NEWEST + 1:04}"
    body = f'revision, down_revision = "{new}", "{schema.NEWEST:04}"\ndef upgrade(): ...\ndef downgrade(): ...\n'
    (tmp_path / "migrations" / "versions" / f"{new}_nothing.py").write_text(body)
    monkeypatch.setattr(schema, "MIGRATIONS", tmp_path / "migrations")
    monkeypatch.setattr(schema, "NEWEST", schema.NEWEST + 1)
    target, folder = database.engine.url.render_as_string(hide_password=False), home(tmp_path / "home")
    if database.engine.dialect.name == "postgresql":
        with pytest.raises(StorageFailed, match="An administrator can bring it up with"):
            starting.open_collection(folder, target)
        assert list(folder.backups.iterdir()) == []
    starting.open_collection(folder, target, upgrade_server=True).close()
    assert schema.version_of(database.engine) == schema.NEWEST
    assert [path.suffix for path in folder.backups.iterdir()] == [".zip"]
    database.close()


def test_a_collection_opens_in_the_zoo_s_own_time(sqlite: Database, tmp_path: Path) -> None:
    opened = starting.open_collection(home(tmp_path / "home"), tmp_path / "collection.sqlite", dt.date(2024, 11, 20))
    assert (str(opened.clock.zone), opened.clock.today()) == ("Asia/Pyongyang", dt.date(2024, 11, 20))
    opened.close()


def test_a_library_that_qt_lacks_is_named_with_the_line_that_installs_it(tmp_path: Path) -> None:
    package = tmp_path / "PySide6"
    package.mkdir()
    words = "libEGL.so.1: cannot open shared object file: No such file or directory"
    (package / "__init__.py").write_text(f"raise ImportError({words!r})\n")
    said = refused(run("--home", tmp_path / "home", PYTHONPATH=str(tmp_path), QT_QPA_PLATFORM="offscreen"))
    assert "libEGL.so.1 is missing. Install it with: sudo apt-get install" in said
    assert " libegl1 " in said


def test_without_a_display_the_commands_are_named(tmp_path: Path) -> None:
    nothing = {"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    assert "There is no display here" in refused(run("--home", tmp_path, **nothing))


def test_without_pyside_the_set_up_is_named() -> None:
    with pytest.raises(NotFound, match="make run"), starting.missing_libraries():
        raise ModuleNotFoundError("No module named 'PySide6'", name="PySide6.QtCore")
    with pytest.raises(ModuleNotFoundError, match="ours"), starting.missing_libraries():
        raise ModuleNotFoundError("ours", name="ui.nowhere")


def test_the_libraries_are_those_that_the_set_up_installs() -> None:
    spec = importlib.util.spec_from_file_location("ci_setup", laws.ROOT / ".ci" / "setup.py")
    assert spec is not None
    assert spec.loader is not None
    setup = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(setup)
    wanted = [*setup.LIBRARIES.values(), *setup.LIBRARIES_OF_A_WINDOW.values()]
    assert starting.LIBRARIES.split() == wanted


def test_the_start_of_the_window_imports_no_sql() -> None:
    code = "import sys, main; from zooapp import starting; starting.read([]); print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=laws.ROOT, capture_output=True, text=True, check=True)
    modules = {name.split(".")[0] for name in done.stdout.split()}
    assert "zooapp" in modules
    assert modules.isdisjoint({"sqlalchemy", "alembic", "psycopg", "typst", "PIL", "sqlite3"})
