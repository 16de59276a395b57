"""The tools in .ci: set-up on a machine that lacks things, the choice of quick tests, the texts for translators."""

import importlib.util
import io
import os
import subprocess
import sys
from types import ModuleType

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract

from tests import laws


def tool(name: str) -> ModuleType:
    """One of the scripts in .ci, as a module."""
    spec = importlib.util.spec_from_file_location(name, laws.ROOT / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_missing_library_is_told_by_its_package_and_only_a_display_wants_those_of_a_window(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    setup = tool("setup")
    monkeypatch.setattr(setup, "LIBRARIES", {"libzoo-not-there.so.7": "libzoo7", "libc.so.6": "libc6"})
    monkeypatch.setattr(setup, "LIBRARIES_OF_A_WINDOW", {"libzoo-window.so.1": "libzoo-window1"})
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert setup.missing_packages() == ["libzoo7"]
    monkeypatch.setenv("DISPLAY", ":7")
    assert setup.missing_packages() == ["libzoo7", "libzoo-window1"]


def test_who_is_not_root_is_told_the_one_line_that_installs(monkeypatch: pytest.MonkeyPatch) -> None:
    setup = tool("setup")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(setup.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(setup.SetupError, match="sudo apt-get install -y --no-install-recommends libgl1 libegl1"):
        setup.install_packages(["libgl1", "libegl1"])


def test_an_old_python_is_told_so_and_nothing_is_made(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    setup = tool("setup")
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    assert setup.main("requirements.lock") == 2
    assert "Python 3.11 or newer is needed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changed", "chosen"),
    [
        (["zooapp/services/accessions.py"], ["tests/test_house_laws.py", "tests/zooapp/test_accession.py"]),
        (["resources/templates/transfer.typ"], ["tests/test_house_laws.py", "tests/ui/test_transfer_form.py"]),
        (["tests/zooapp/test_counts.py"], ["tests/test_house_laws.py", "tests/zooapp/test_counts.py"]),
        (["README.md"], ["tests/test_house_laws.py"]),
    ],
)
def test_quick_runs_the_laws_and_what_bears_the_name_of_the_change(changed: list[str], chosen: list[str]) -> None:
    every = ["tests/test_house_laws.py", "tests/ui/test_transfer_form.py", "tests/zooapp/test_accession.py",
             "tests/zooapp/test_counts.py"]
    assert tool("quick").tests_of(changed, every) == chosen
    assert tool("quick").tests_of([*changed, "pyproject.toml"], every) == every


def test_translators_get_labels_and_hints_and_nothing_that_is_not_read() -> None:
    source = io.BytesIO(b'''
_("Save")
N_("Open")
ngettext("one bear", "%(n)d bears", 2)
field("Taxon", pick="taxa")
field("Mass", "On the scale", unit="g", pick="scales")
field(label="House name")
Action("animals.new", "New animal", key="Ctrl+N")
''')
    found = {text for _, text, _, _ in extract(tool("texts").texts, source, DEFAULT_KEYWORDS | {"N_": None})}
    assert found == {
        "Save", "Open", ("one bear", "%(n)d bears"), "Taxon", "Mass", "On the scale", "House name", "New animal"
    }


def test_make_alone_lists_every_command_that_the_readme_names() -> None:
    listed = subprocess.run(["make"], capture_output=True, text=True, cwd=laws.ROOT, check=True).stdout
    names = {line.split()[1] for line in listed.splitlines()}
    assert {"demo", "test", "run", "quick", "check", "slow", "bare", "lock", "i18n"} <= names
