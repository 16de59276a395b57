"""Pictures of the windows on the demo collection: taken off screen while the founding case is carried through."""

import dataclasses
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QDialog

from ui.desk import Desk
from ui.forms.arrival import ArrivalForm
from ui.prefs import Prefs
from ui.starting import facts_of
from ui.window import Window
from zooapp import demo, i18n, machine, sign_in
from zooapp.demo import data
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


BEFORE_ARRIVAL: Final = (Shot("arrival", "animals", "han", open="arrival"),)
IN_QUARANTINE: Final = (
    Shot("quarantine", "quarantine", "pak"),
    Shot("quarantine-dark", "quarantine", "pak", scheme="dark"),
    Shot("quarantine-ko", "quarantine", "pak", language="ko_KP"),
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
        if step == "places":
            stage.database.clock.day = data.day(data.consignment()["arrived_on"])
        shots = {"places": BEFORE_ARRIVAL, "tests": IN_QUARANTINE, "count": AT_THE_END}.get(step, ())
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
    with stage.database.read() as session:
        actor = sign_in.actor_of(session, stage.logins[shot.login], "demo")
        facts = facts_of(session, str(stage.home.backups), stage.database.clock.today())
    window.desk.sit_down(actor)
    window.show_work(facts)
    settle(app, window)
    there = window.frame is not None and shot.place in window.frame.pages.places
    if there:
        window.go(shot.place)
        settle(app, window)
        if shot.open:
            window.run(shot.open, _marked(window))
            settle(app, window)
            _fill(app, window)
        window.grab().save(str(out / f"{shot.name}.png"))
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.grab().save(str(out / f"{shot.name}-dialog.png"))
    _close(app, window, stage)
    return there


def _marked(window: Window) -> list[int] | None:
    """The animals of the first batch on the board; elsewhere the page itself knows what is marked."""
    cards = window.offers("cards")
    return [animal.animal_id for animal in cards[0].animals] if cards else None


def _fill(app: QApplication, window: Window) -> None:
    """The arrival form as the registrar has it before she saves: the block pasted, the sender chosen."""
    for form in window.findChildren(ArrivalForm):
        app.clipboard().setText(data.pasted())
        form.keys.paste(0)
        form.fill("sender_id", "MOSCOW")
        form.fill("term_id", "Donation from")
        settle(app, window)


def settle(app: QApplication, window: Window) -> None:
    """Let all that is under way arrive and be painted."""
    until = QDeadlineTimer(10_000)
    quiet = 0
    while quiet < 5 and not until.hasExpired():
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        quiet = 0 if window.desk.background.busy else quiet + 1


def _close(app: QApplication, window: Window, stage: Demo) -> None:
    stage.database.heard.clear()
    for form in window.findChildren(ArrivalForm):
        form.throw_away()
    for dialog in window.findChildren(QDialog):
        dialog.reject()
    window.desk.background.finish()
    window.hide()
    window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    app.processEvents()
