"""Pictures of the windows on the demo collection: taken off screen while the founding case is carried through."""

import dataclasses
import sys
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QDialog

from ui.desk import Desk
from ui.prefs import Prefs
from ui.window import Window
from zooapp import demo, i18n, machine, sign_in
from zooapp.demo.stage import Demo
from zooapp.starting import Asked

SIZE: Final = (1440, 900)
FLOOR: Final = (1280, 720)


@dataclasses.dataclass(frozen=True)
class Shot:
    """One picture: its name, the place, who sits there, and how it looks. `open` asks for a dialog of the window."""

    name: str
    place: str
    login: str
    scheme: str = "light"
    language: str = "en"
    size: tuple[int, int] = SIZE
    open: str = ""


IN_QUARANTINE: Final = (
    Shot("quarantine", "quarantine", "pak"),
    Shot("quarantine-dark", "quarantine", "pak", scheme="dark"),
    Shot("quarantine-ko", "quarantine", "pak", language="ko_KP"),
    Shot("arrival", "animals", "han", open="arrival"),
    Shot("result", "quarantine", "pak", open="result"),
)
AT_THE_END: Final = (
    Shot("animals", "animals", "han"),
    Shot("animals-ru", "animals", "han", language="ru"),
    Shot("animals-dark-1280x720", "animals", "ri", scheme="dark", size=FLOOR),
    Shot("enclosures", "enclosures", "ri"),
    Shot("transfers", "transfers", "han"),
    Shot("reference", "reference", "han"),
    Shot("administration", "administration", "mun"),
    Shot("search", "animals", "han", open="find", size=FLOOR),
    Shot("head-count", "animals", "jo", open="head_count"),
    Shot("move", "animals", "ri", open="move"),
)


def take_demo(asked: Asked) -> int:
    """Carry the founding case through and take the pictures on the way. Gives the exit code."""
    out: Path = asked.words["out"]
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    taken: list[str] = []

    def look(step: str, stage: Demo) -> None:
        shots = {"tests": IN_QUARANTINE, "count": AT_THE_END}.get(step, ())
        taken.extend(shot.name for shot in shots if take(app, stage, shot, out))

    demo.run(out, asked.home, lambda _n, _of: None, look)
    sys.stdout.write(f"{'Pictures':<12}  {len(taken)}: {', '.join(taken)}\n")
    return 0


def take(app: QApplication, stage: Demo, shot: Shot, out: Path) -> bool:
    """One picture as a PNG, and one of the dialog over it; False where the person may not see the place."""
    known = machine.load(stage.home.settings)
    prefs = Prefs(stage.home, known)
    prefs.set("scheme", shot.scheme)
    prefs.set("language", shot.language)
    prefs.wear(app)
    i18n.use(shot.language)
    window = Window(Desk(stage.home, known), prefs)
    window.resize(*shot.size)
    window.show()
    window.desk.open(stage.database)
    window.desk.sit_down(_actor(stage, shot.login))
    settle(app, window)
    there = window.frame is not None and shot.place in window.frame.pages.places
    if there:
        window.go(shot.place)
        settle(app, window)
        if shot.open:
            window.run(shot.open)
            settle(app, window)
        window.grab().save(str(out / f"{shot.name}.png"))
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.grab().save(str(out / f"{shot.name}-dialog.png"))
    _close(app, window, stage)
    return there


def settle(app: QApplication, window: Window) -> None:
    """Let all that is under way arrive and be painted."""
    until = QDeadlineTimer(10_000)
    quiet = 0
    while quiet < 5 and not until.hasExpired():
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        quiet = 0 if window.desk.background.busy else quiet + 1


def _actor(stage: Demo, login: str) -> Any:
    with stage.database.read() as session:
        return sign_in.actor_of(session, stage.logins[login], "demo")


def _close(app: QApplication, window: Window, stage: Demo) -> None:
    stage.database.heard.clear()
    for dialog in window.findChildren(QDialog):
        dialog.reject()
    window.desk.background.finish()
    window.hide()
    window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    app.processEvents()
