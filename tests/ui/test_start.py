"""The start as a whole: `ui.app.run` from an empty process to a closed window, and what stands in its way."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import laws, restrained
from tests.seeded import PASSWORD
from zooapp.paths import Home

# Runs the window, does something once the door or the page of an error is there, and closes.
CHILD = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from ui import app as program
from ui.window import Window
from zooapp.paths import Home

app = program.application()
heavy = []

class Eye(QObject):
    def eventFilter(self, thing, event):
        if event.type() == QEvent.Type.Paint and not heavy:
            heavy.append("sqlalchemy" in sys.modules)
        return False

eye = Eye(app)
app.installEventFilter(eye)

def look():
    for window in app.topLevelWidgets():
        if not isinstance(window, Window):
            continue
        face = window.faces.currentWidget()
        if window.door.door is not None or face is not window.door:
            print("heavy at the first paint:", heavy)
            print("face:", type(face).__name__, face.accessibleName())
            print("login:", window.door.login.text())
            {act}
            timer.stop()
            window.close()

timer = QTimer(app)
timer.timeout.connect(look)
timer.start(1)
home = Home(Path(sys.argv[1]))
sys.exit(program.run(home, home.database, None, "mun"))
"""


def run(home: Home, act: str = "pass", bound: bool = False) -> tuple[int, str, str]:
    """Run the window in a process of its own: code, what it said, its errors; on request bound by permission bits."""
    command = [sys.executable, "-c", CHILD.replace("{act}", act), str(home.root)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, cwd=laws.ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False,
        preexec_fn=restrained.restrain if bound else None,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def filled(home: Home, founded: Home) -> Home:
    """A home folder with a collection."""
    shutil.copy(founded.database, home.database)
    return home


def test_the_window_is_painted_before_the_database_library_is_imported(filled: Home) -> None:
    code, said, errors = run(filled)
    assert (code, errors) == (0, "")
    assert "heavy at the first paint: [False]" in said
    assert "face: SignInPage" in said
    assert "login: mun" in said


def test_without_a_collection_the_first_run_is_shown(home: Home) -> None:
    code, said, _errors = run(home)
    assert code == 0
    assert "face: FirstRunPage" in said


def test_an_empty_file_is_told_in_words_and_stays_as_it_is(home: Home) -> None:
    home.database.touch()
    code, said, errors = run(home)
    assert code == 2
    assert "is empty" in said
    assert "Traceback" not in errors
    assert home.database.read_bytes() == b""


def test_a_home_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    code, said, errors = run(Home(tmp_path / "file" / "home"))
    assert code == 2
    assert "cannot be made" in said
    assert "Traceback" not in errors


def test_a_second_window_on_the_same_home_says_so(filled: Home) -> None:
    second = "import subprocess; command = [sys.executable, *sys.orig_argv[1:]]; "
    second += "face is window.door and print(subprocess.run(command, check=False).returncode)"
    code, said, _errors = run(filled, second)
    assert code == 0
    assert "open already on this computer" in said
    assert "\n2\n" in said


def test_a_mistake_in_the_program_is_shown_and_goes_to_the_log(filled: Home) -> None:
    code, said, errors = run(
        filled,
        "sys.excepthook(ValueError, ValueError('a mistake'), None);"
        " from ui import errors; print('shown:', errors.shown()); errors.close_all()",
    )
    assert code == 0
    assert "shown: ['The program made a mistake" in said
    assert "Traceback" not in errors
    assert "ValueError: a mistake" in (filled.logs / "zoo.log").read_text(encoding="utf-8")


def test_what_qt_says_goes_to_the_log(filled: Home) -> None:
    run(filled, "from PySide6.QtCore import qWarning; qWarning('a bent pixel')")
    assert "a bent pixel" in (filled.logs / "zoo.log").read_text(encoding="utf-8")


# Signs in, and says what the frame says and which commands there are.
SIGN_IN = """
import time
from PySide6.QtWidgets import QApplication
window.door.secret.setText(PASSWORD)
window.door.submit()
end = time.monotonic() + 30
while window.frame is None and time.monotonic() < end:
    QApplication.processEvents()
from ui.frame import OnlyToLook
print("state:", window.frame.top.state.text())
print("banner:", [each.accessibleName() for each in window.frame.findChildren(OnlyToLook)])
print("commands:", *window.commands)
"""


def signs_in(home: Home) -> tuple[int, str, str]:
    return run(home, f"exec({SIGN_IN.replace('PASSWORD', repr(PASSWORD))!r})", bound=True)


@pytest.fixture
def closed(filled: Home) -> Iterator[Home]:
    """A home in which nothing can be written any more."""
    folders = [filled.root, *(path for path in filled.root.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o500)
    yield filled
    for folder in folders:
        folder.chmod(0o700)


def test_a_home_that_can_only_be_read_is_opened_to_look_and_says_so(closed: Home) -> None:
    before = closed.database.read_bytes()
    code, said, errors = signs_in(closed)
    assert (code, errors) == (0, "")
    assert "face: SignInPage" in said
    assert "state: Only to look" in said
    assert "banner: ['This collection can only be read here." in said
    commands = said.split("commands: ")[1].split()
    assert {"go_animals", "find", "print", "backup"} <= set(commands)
    assert not {"arrival", "move", "death", "edit"} & set(commands)
    assert closed.database.read_bytes() == before


def test_a_home_that_can_be_written_has_no_banner(filled: Home) -> None:
    code, said, _errors = signs_in(filled)
    assert code == 0
    assert "banner: []" in said
    assert "arrival" in said.split("commands: ")[1]
