"""The laws of the house, and that the check of each one bites."""

import ctypes
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests import laws

Checker = Callable[[str], list[str]]
SERVICE = '@needs(Permission.MOVE)\ndef move(work: Work) -> None: ...\ndef _part(work: Work) -> None: ...\n'


def offences(check: Checker, *patterns: str, allowed: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """What breaks a law, by file."""
    names = [name for name in laws.files(*patterns) if name not in allowed]
    assert names, f"no file is called {patterns}"
    found = {name: check((laws.ROOT / name).read_text(encoding="utf-8")) for name in names}
    return {name: broken for name, broken in found.items() if broken}


def test_law_3_only_the_database_begins_or_ends_a_transaction() -> None:
    allowed = ("zooapp/database.py", "zooapp/schema.py")  # an upgrade comes before all work, and is not one
    assert offences(laws.transactions, "main.py", "zooapp/*.py", "ui/*.py", allowed=allowed) == {}


def test_law_4_every_service_says_which_permission_it_needs() -> None:
    assert offences(laws.open_services, "zooapp/services/*.py") == {}


def test_law_5_no_bound_is_written_outside_the_editors() -> None:
    assert offences(laws.limits, "ui/*.py", allowed=("ui/editors.py",)) == {}


def test_law_6_migrations_import_nothing_of_ours() -> None:
    assert offences(laws.imports_of_ours, "migrations/*.py") == {}


def test_law_9_no_file_is_longer_than_300_lines() -> None:
    long = offences(laws.too_long, "*.py")
    assert [name for name in long if not name.startswith("migrations/versions/")] == []  # history, not code


def test_law_10_each_file_begins_by_saying_what_is_inside() -> None:
    assert offences(laws.says_nothing, "*.py") == {}


def test_law_10_the_map_in_the_readme_names_every_folder() -> None:
    folders = {Path(name).parent.parts for name in laws.files("*/*")}
    inside = {parts[1] for parts in folders if parts[0] in laws.OURS and parts[1:]}
    named = sorted({parts[0] for parts in folders} | inside)
    assert {"zooapp", "ui", "services", "forms"} <= set(named)
    assert laws.folders_not_named((laws.ROOT / "README.md").read_text(encoding="utf-8"), named) == []


def test_nothing_names_a_machine_or_a_host() -> None:
    kinds = ("py", "toml", "md", "typ", "csv", "json", "lock", "cfg", "ini", "po")
    found = offences(laws.places, "Makefile", ".importlinter", ".ci/*", *(f"*.{kind}" for kind in kinds))
    assert found == {}


@pytest.mark.parametrize(
    ("check", "bad", "good"),
    [
        (laws.transactions, "session.commit()", "session.flush()"),
        (laws.transactions, "with engine.begin() as c: ...", "with database.work() as w: ..."),
        (laws.transactions, "with session.begin_nested(): ...", "begin(3)"),
        (laws.transactions, "connection.execute(text('begin immediate'))", "text('SELECT 1')"),
        (laws.open_services, "def move(work: Work) -> None: ...", SERVICE),
        (laws.open_services, "@lru_cache\ndef move(work, animal): ...", "def blockers(session): ..."),
        (laws.limits, "box.setRange(0, 9)", "box.setValue(9)"),
        (laws.limits, "line.setMaxLength(40)", "line.maxLength()"),
        (laws.imports_of_ours, "from zooapp.models.animal import Animal", "from alembic import op"),
        (laws.imports_of_ours, "import ui", "import uuid"),
        (laws.too_long, "x = 1\n" * 301, "x = 1\n" * 300),
        (laws.says_nothing, "import os\n", '"""A list."""\n'),
        (laws.says_nothing, "\n\n'''Late.'''\n", '"""A list.\n\nMore."""\n'),
        (laws.places, "see " + "/".join(["", "root", "notes"]), "see ~/notes and build/root/x"),
        (laws.places, "https://" + ".".join(["pypi", "org"]), "https://example.org"),
        (lambda readme: laws.folders_not_named(readme, ["ui"]), "build-gui/", "| `ui/` | the window |"),
    ],
)
def test_the_check_bites(check: Checker, bad: str, good: str) -> None:
    assert check(bad) != []
    assert check(good) == []


@pytest.mark.parametrize(
    ("law", "place", "source"),
    [
        ("BLE001", "zooapp/a.py", "try:\n    print\nexcept Exception:\n    x = 1\n"),
        ("T201", "zooapp/a.py", "print('hello')\n"),
        ("TID251", "ui/a.py", "from PySide6.QtWidgets import QMessageBox\n"),
        ("TID251", "zooapp/a.py", "from sqlalchemy import update\n"),
        ("TID251", "zooapp/a.py", "from sqlalchemy import delete\n"),
        ("C901", "zooapp/a.py", "def f(x):\n" + "    if x: x = 1\n" * 8),
        ("PLR0912", "zooapp/a.py", "def f(x):\n" + "    if x: x = 1\n" * 11),
        ("PLR0913", "zooapp/a.py", "def f(a, b, c, d, e, f): ...\n"),
        ("PLR0915", "zooapp/a.py", "def f(x):\n" + "    x = 1\n" * 31),
        ("D100", "zooapp/a.py", "x = 1\n"),
    ],
)
def test_ruff_bites(law: str, place: str, source: str) -> None:
    command = [sys.executable, "-m", "ruff", "check", "--output-format=concise", "--no-cache"]
    command += ["--stdin-filename", place, "-"]
    done = subprocess.run(command, input=source, capture_output=True, text=True, cwd=laws.ROOT, check=False)
    assert f" {law} " in done.stdout


@pytest.mark.parametrize(
    ("law", "place", "source"),
    [
        ("Law 1", "zooapp/errors.py", "import PySide6.QtCore\n"),
        ("Law 1", "zooapp/services/__init__.py", "import ui.forms\n"),
        ("Law 2", "ui/forms/__init__.py", "from sqlalchemy import select\n"),
        ("Lower", "zooapp/models/__init__.py", "import zooapp.work\n"),
        ("Lower", "zooapp/services/__init__.py", "import zooapp.database\n"),
        ("Lower", "zooapp/errors.py", "import zooapp.field\n"),
    ],
)
def test_the_contracts_bite(law: str, place: str, source: str, tmp_path: Path) -> None:
    rooms = ("values", "models", "quarantine", "services", "lists", "documents", "exchange", "terminal")
    for package in ("zooapp", *(f"zooapp/{room}" for room in rooms), "ui", "ui/forms"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
    modules = ["errors", "i18n", "field", "fields", "work", "database"]
    listed = [module for room in ("quarantine", "values") for module in (laws.ROOT / "zooapp" / room).glob("[a-z]*.py")]
    modules += [f"{module.parent.name}/{module.stem}" for module in listed]
    for module in modules:
        (tmp_path / "zooapp" / f"{module}.py").touch()
    shutil.copy(laws.ROOT / ".importlinter", tmp_path)
    assert contracts_broken(tmp_path) == ""
    (tmp_path / place).write_text(source)
    assert law in contracts_broken(tmp_path)


def contracts_broken(folder: Path) -> str:
    """What import-linter says of a tree: the lines of the contracts that do not hold."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    return "\n".join(line for line in done.stdout.splitlines() if line.endswith("BROKEN"))


def test_law_10_mypy_wants_every_type(tmp_path: Path) -> None:
    source = tmp_path / "scales.py"
    source.write_text("def weigh(bear): return bear\n")
    command = [sys.executable, "-m", "mypy", "--cache-dir", os.devnull, str(source)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=laws.ROOT, check=False)
    assert "[no-untyped-def]" in done.stdout


def test_law_10_a_warning_fails() -> None:
    with pytest.raises(UserWarning, match="quiet"):
        warnings.warn("not quiet", UserWarning, stacklevel=1)


def test_qt_gives_back_what_it_borrows(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    assert laws.dropped(lambda: widget.setWindowTitle("Bear")) <= 50


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot be dropped any more")
def test_the_count_of_dropped_references_bites() -> None:
    none = ctypes.py_object(None)
    assert laws.dropped(lambda: ctypes.pythonapi.Py_DecRef(none), 100) > 50
    for _ in range(100):
        ctypes.pythonapi.Py_IncRef(none)
