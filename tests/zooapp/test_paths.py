"""The home folder, and files that arrive whole or not at all."""

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from zooapp import paths
from zooapp.errors import StorageFailed

needs_permissions = pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions and limits")


def run(code: str, path: Path, drop: str = "pass") -> str:
    """Run Python with our modules loaded, as somebody else where `drop` says so; what it printed."""
    command = [sys.executable, "-c", f"import zooapp.paths, sys; {drop}; path = sys.argv[1]\n{code}", str(path)]
    root = Path(paths.__file__).parent.parent
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout


def test_every_place_lies_under_the_home_that_was_asked_for(tmp_path: Path) -> None:
    home = paths.home(tmp_path / "zoo")
    places = [home.database, home.media, home.thumbnails, home.drafts, home.backups, home.logs, home.keys]
    places += [home.settings, home.window_ini]
    assert {place.parent for place in places} == {tmp_path / "zoo"}
    assert len(set(places)) == len(places)


def test_without_a_wish_home_is_the_place_of_the_operating_system() -> None:
    assert paths.home().root.is_absolute()
    assert paths.APPLICATION in paths.home().root.parts


def test_a_relative_home_does_not_move_with_the_working_folder() -> None:
    assert paths.home(Path("zoo")).root == Path.cwd() / "zoo"


@needs_permissions
def test_prepared_folders_are_closed_to_other_people(tmp_path: Path) -> None:
    home = paths.home(tmp_path / "far" / "zoo")
    home.prepare()
    home.prepare()
    for folder in (home.root, home.media, home.thumbnails, home.drafts, home.backups, home.logs, home.keys):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_home_that_is_a_file_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "zoo").write_text("a letter")
    with pytest.raises(StorageFailed, match=r"cannot be made .* Choose another one"):
        paths.home(tmp_path / "zoo").prepare()
    assert (tmp_path / "zoo").read_text() == "a letter"


PREPARE = """
from pathlib import Path
try:
    zooapp.paths.home(Path(path)).prepare()
except zooapp.errors.StorageFailed as error:
    print(error)
"""
# Permission bits do not hold root, so the child becomes an unprivileged user before it tries.
AS_NOBODY = "import os; os.geteuid() or (os.setgroups([]), os.setgid(65534), os.setuid(65534))"


@needs_permissions
@pytest.mark.parametrize(("is_there", "words"), [(True, "is read-only"), (False, "cannot be made")])
def test_a_read_only_home_is_told_in_words(is_there: bool, words: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        home = paths.home(Path(place) / "zoo")
        if is_there:
            home.prepare()
            home.root.chmod(0o555)
        Path(place).chmod(0o555)
        said = run(PREPARE, home.root, AS_NOBODY)
        Path(place).chmod(0o700)
        if is_there:
            home.root.chmod(0o700)
    assert words in said
    assert "--home" in said


def test_resources_stand_beside_the_program() -> None:
    assert (paths.resources().parent / "zooapp" / "paths.py").exists()


def test_a_file_is_written_whole_with_its_folders_and_no_rests(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "note"
    paths.write_whole(file, b"first")
    paths.write_whole(file, b"second", durable=False)
    assert file.read_bytes() == b"second"
    assert list(file.parent.iterdir()) == [file]


def test_when_the_block_fails_the_old_file_stays_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "note"
    paths.write_whole(file, b"old")
    with pytest.raises(KeyError), paths.writing_whole(file, b"new"):
        raise KeyError
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_disk_that_refuses_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("in the way")
    with pytest.raises(StorageFailed, match="could not be written"):
        paths.write_whole(tmp_path / "folder" / "note", b"x")
    (tmp_path / "taken").mkdir()
    with pytest.raises(StorageFailed, match="could not be written"):
        paths.write_whole(tmp_path / "taken", b"x")
    assert not list(tmp_path.glob("*.part"))


FULL = """
import resource, signal
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    zooapp.paths.write_whole(Path(path), b"x" * 20_000)
except zooapp.errors.StorageFailed as error:
    print(error)
"""


@needs_permissions
def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "note"
    file.write_bytes(b"old")
    assert "unchanged" in run(FULL, file)
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]
