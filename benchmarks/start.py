"""From the start of the process to a painted window that takes keys, and to the first rows of a list, as ratios.

Whole processes, one after the other, against an empty PySide6 window in the same run: `python -m benchmarks.start`.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

RUNS = 7
ANIMALS = 300
LOGIN, PASSWORD = "bench", "bench-2024"
AIMS = {"keys": 2.5, "rows": 6.0}


def empty() -> None:
    """Child: an empty window; done when it has been painted."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        """Empty."""

        def paintEvent(self, _event: QPaintEvent) -> None:
            QTimer.singleShot(0, done)

    app = QApplication([])
    window = Window()
    window.resize(1440, 900)
    window.show()
    app.exec()


def ours(home: str, until: str) -> None:
    """Child: the program on a collection; done when a key arrived in it, or when the rows of the first page did."""
    from PySide6.QtCore import QTimer

    from ui import app as program
    from ui.window import Window
    from zooapp.paths import Home

    app = program.application()
    timer = QTimer(app)
    timer.timeout.connect(lambda: look([w for w in app.topLevelWidgets() if isinstance(w, Window)], until))
    timer.start(5)  # oftener, and looking would cost what it looks for
    place = Home(Path(home))
    program.run(place, place.database)


def look(windows: list[Any], until: str) -> None:
    """Press a key as soon as there is a painted window; sign in as soon as the collection is open."""
    for window in windows:
        door = window.door
        if door.painted_once and until == "keys":
            type_key(door.login)
        elif window.frame is not None and rows_painted(window.frame):
            done()
        elif door.door is not None and not door.secret.text() and window.desk.actor is None:
            door.login.setText(LOGIN)
            door.secret.setText(PASSWORD)
            door.submit()


def type_key(line: Any) -> None:
    """Type one letter, and be done when it stands there."""
    from PySide6.QtTest import QTest

    QTest.keyClicks(line, "b")
    if line.text() == "b":
        done()


def rows_painted(frame: Any) -> bool:
    """Whether the list of the first page has its first rows."""
    from ui.table import RecordTable

    page = frame.pages.page()
    tables = page.findChildren(RecordTable) if page is not None else []
    return any(table.paged.row(0) is not None for table in tables)


def done() -> None:
    """Tell the parent, and end at once."""
    sys.stdout.write("done\n")
    sys.stdout.flush()
    os._exit(0)


def collection(home: Path) -> None:
    """A collection with some hundred animals, to open."""
    from tests.builders import arrive, ids
    from zooapp.clock import Clock
    from zooapp.paths import Home
    from zooapp.setup import Found, create_collection
    from zooapp.sign_in import sign_in

    found = Found({"en": "Bench Zoo"}, "PYONGYANG", "KP", "Asia/Pyongyang", "Bench", LOGIN, PASSWORD)
    database = create_collection(home / "collection.sqlite", Clock(), found, Home(home))
    zoo = ids(database)
    with database.work(sign_in(database, LOGIN, PASSWORD), "Animals", accept=None) as work:
        for number in range(ANIMALS):
            arrive(work, zoo, "Ursus arctos", "0.0.1", local_id=f"24-{number:04}")
    database.close()


def seconds(*words: str) -> float:
    """How long a child takes from its start until it says that it is done."""
    begun = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", "benchmarks.start", *words], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"done\n"
        return time.perf_counter() - begun


def measured(runs: int = RUNS) -> dict[str, float]:
    """Medians in seconds: empty, keys, rows; the kinds in turn, so that a busy machine is busy for all."""
    found: dict[str, list[float]] = {"empty": [], "keys": [], "rows": []}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        collection(home)
        for _run in range(runs + 1):
            for kind, times in found.items():
                times.append(seconds("empty") if kind == "empty" else seconds("ours", str(home), kind))
    return {kind: statistics.median(times[1:]) for kind, times in found.items()}  # the first run warms the disk


def main() -> None:
    """Measure, and say the ratios."""
    found = measured()
    for kind, aim in AIMS.items():
        ratio = found[kind] / found["empty"]
        sys.stdout.write(f"{kind}: {found[kind]:.3f} s, {ratio:.2f} times an empty window (aim below {aim})\n")
    sys.stdout.write(f"empty window: {found['empty']:.3f} s\n")


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    match sys.argv[1:]:
        case ["empty"]:
            empty()
        case ["ours", where, kind]:
            ours(where, kind)
        case _:
            main()
