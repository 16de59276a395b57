"""The window: one face at a time. Opening, first run, sign-in and lock, or the work with its menus and pages."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget

from ui.desk import Desk
from ui.facts import Facts
from ui.prefs import Prefs
from ui.scanner import Scanner, line_of_focus
from ui.sign_in import SignInPage
from zooapp.i18n import _

if TYPE_CHECKING:
    from ui.frame import Frame
    from ui.palette import Offer
    from zooapp.work import Actor

SIZE: Final = (1440, 900)
LEAST: Final = (1000, 640)
ALIVE: Final = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class Window(QMainWindow):
    """Knows the desk and what is shown; what a command does stands in actions.py."""

    spoke = Signal()  # another language or size: faces are built anew

    def __init__(self, desk: Desk, prefs: Prefs) -> None:
        super().__init__()
        self.desk = desk
        self.prefs = prefs
        self.facts = Facts()
        self.frame: Frame | None = None
        self.commands: dict[str, QAction] = {}
        self.locked = False
        self.recent: list[Offer] = []  # what was opened last through the palette
        self._was: Actor | None = None
        self.look_up: Callable[[], object] = self._work  # what is asked of the collection before the work is shown
        self._hidden: list[QDialog] = []
        self.faces = QStackedWidget()
        self.door = SignInPage(desk)
        self.faces.addWidget(self.door)
        self.door.wished.connect(self.wish)
        self.setCentralWidget(self.faces)
        self.setWindowTitle(_("Zoo record"))
        self.menuBar().setVisible(False)
        self.scanner = Scanner(self)
        self.scanner.read.connect(self.scanned)
        self.idle = QTimer(self)
        self.idle.setSingleShot(True)
        self.idle.timeout.connect(self.lock)
        desk.signed.connect(self._signed)
        desk.go.connect(self.go)
        if not prefs.put_back("window", self):
            self.resize(*SIZE)
        self.setMinimumSize(*LEAST)

    # faces

    def show_face(self, face: QWidget) -> None:
        """Show a page in place of everything else."""
        if self.faces.indexOf(face) < 0:
            self.faces.addWidget(face)
        self.faces.setCurrentWidget(face)
        self.menuBar().setVisible(face is self.frame)

    def show_work(self, facts: Facts) -> None:
        """Somebody is signed in: show the work, anew or as it was left behind the lock."""
        self.facts = facts
        self._work()

    def rebuild(self) -> None:
        """Build the work anew: for another person, language or size."""
        from ui import actions
        from ui.frame import Frame

        before, self.frame = self.frame, Frame(self.desk, self.prefs, self.facts)
        self.frame.help.connect(lambda: self.run("help"))
        self.frame.nav.locked.connect(self.lock)
        self.frame.top.search.clicked.connect(lambda: self.run("find"))
        self.frame.top.wished.connect(self.wish)
        self.frame.pages.shown.connect(self._named)
        self.desk.notices = self.frame.notices
        self.commands = actions.build_menus(self)
        self.show_face(self.frame)
        here = before.pages.here if before is not None else ""
        places = list(self.frame.pages.places)
        if places:
            self.frame.pages.go(here if here in places else places[0])
        if before is not None:
            self.faces.removeWidget(before)
            before.deleteLater()
        self.frame.focus_page()

    # what commands ask

    def run(self, key: str, thing: Any = None) -> None:
        """Carry out a command by its key, where it is offered."""
        from ui import actions

        for action in (*actions.place_actions(self.desk), *actions.offered(self.desk)):
            if action.key == key:
                action.do(self, thing)

    def go(self, place: str, thing: Any = None) -> None:
        """Go to a place and a record in it; or carry out the command of this key."""
        if self.frame is not None and self.frame.pages.go(place, thing):
            self.frame.focus_page()
        else:
            self.run(place, thing)

    def step(self, by: int) -> None:
        """Back or forth between pages."""
        if self.frame is not None and self.frame.pages.step(by):
            self.frame.focus_page()

    def step_region(self, by: int) -> None:
        """To the next part of the window, or the one before."""
        if self.frame is not None:
            self.frame.step_region(by)

    def offers(self, name: str) -> Any:
        """What the page that is shown can do by this name, or None."""
        return self.frame.pages.offers(name) if self.frame is not None else None

    def things(self, thing: Any = None) -> list[int]:
        """The records that a command is for: those it was asked for, else those marked on the page."""
        if thing is not None:
            return [thing] if isinstance(thing, int) else list(thing)
        marked = self.offers("selected_ids")
        return list(marked()) if marked is not None else []

    def wish(self, name: str, value: object) -> None:
        """Another look, size or language, now and at the next start."""
        self.prefs.set(name, value)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.prefs.wear(app)
        if name == "scheme":
            return
        self.door.speak()
        if self.locked:
            self._was = None  # whoever unlocks gets it built anew
        elif self.frame is not None and self.desk.actor is not None:
            self.look_up()
        self.spoke.emit()

    def scanned(self, text: str) -> None:
        """A reader read a chip, a ring or a badge: for the door, for the form that asks for it, else for the search.

        A form that asks for none keeps it in the line that has the caret, or says that it was read.
        """
        dialog = QApplication.activeModalWidget()
        if self.faces.currentWidget() is self.door:
            self.door.badge(text)
        elif dialog is not None and hasattr(dialog, "scanned"):
            dialog.scanned(text)
        elif dialog is not None and (line := line_of_focus()) is not None and not line.isReadOnly():
            line.insert(text)
        elif dialog is not None:
            self.desk.tell(_("Read {number}, but nothing here asks for a number.").format(number=text), "due")
        elif self.frame is not None:
            from ui.palette import opened_by_scan

            opened_by_scan(self, text)

    # who sits here

    def lock(self) -> None:
        """Hide everything behind the sign-in page; what was begun stays for whoever began it."""
        if self.desk.actor is None or self.locked or self.frame is None:
            return
        self.locked = True
        self._hidden = [each for each in self.findChildren(QDialog) if each.isVisible()]
        for dialog in self._hidden:
            dialog.hide()
        self.idle.stop()
        self.door.ask_again(self.desk.actor.name)
        self.show_face(self.door)
        self.door.take_focus()

    def sign_out(self) -> None:
        """Close what is open, and let somebody else sign in."""
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        self.locked = False
        self.idle.stop()
        self.desk.sit_down(None)
        self.door.ask_again("")
        self.show_face(self.door)
        self.door.take_focus()

    def _signed(self) -> None:
        if self.desk.actor is not None:
            self.look_up()

    def _work(self) -> None:
        actor = self.desk.actor
        same = self.locked and self.frame is not None and actor == self._was
        self.locked, hidden, self._hidden = False, self._hidden, []
        self._was = actor
        if not same or self.frame is None:
            for dialog in hidden:
                dialog.reject()
            self.recent = []
            self.rebuild()
        else:
            self.show_face(self.frame)
            for dialog in hidden:
                dialog.open()
        self.stir()

    def stir(self) -> None:
        """Somebody is here: begin to count the idle minutes anew."""
        if self.facts.lock_minutes and not self.locked and self.desk.actor is not None:
            self.idle.start(self.facts.lock_minutes * 60_000)

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in ALIVE:
            self.stir()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.step(-1)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.prefs.keep_place("window", self)
        super().closeEvent(event)

    def _named(self, key: str) -> None:
        assert self.frame is not None
        place = self.frame.pages.places[key]
        self.prefs.share_out(self.frame.pages.built[key])
        self.setWindowTitle(f"{_(place.text)} – {self.facts.zoo or _('Zoo record')}")

