"""The sign-in page: by name and password, by PIN on a shared computer, by a badge held to the reader."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import errors, theme
from ui.background import LONG
from ui.desk import Desk
from ui.facts import Door
from ui.widgets.badge import Badge
from ui.widgets.button import button, explain
from ui.widgets.card import Card
from ui.widgets.choices import combo
from ui.widgets.field import FieldBox
from ui.widgets.label import lab
from ui.widgets.layout import hbox, vbox
from ui.widgets.menus import language_button
from zooapp.errors import Invalid, NotAllowed, Problem
from zooapp.i18n import _

if TYPE_CHECKING:
    from zooapp.work import Actor

WIDE: Final = 400


class SignInPage(QWidget):
    """Takes keys before the collection is open: what was typed waits for it."""

    painted = Signal()
    wished = Signal(str, object)  # another language

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.painted_once = False
        self.door: Door | None = None
        self.waiting = False
        self.title = lab("", "title", wrap=True)
        self.facts = lab("", "body", "text2", wrap=True)
        self.who = combo(self)
        self.login = QLineEdit(self)
        self.secret = QLineEdit(self)
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.who_box = FieldBox("", self.who)
        self.login_box = FieldBox("", self.login)
        self.secret_box = FieldBox("", self.secret)
        self.enter = button("", "login", "primary")
        self.other = button("", kind="link")
        self.badge_hint = lab("", "small", "text3", wrap=True)
        self._pin = False
        self._lay_out()
        self.login.returnPressed.connect(self.secret.setFocus)
        self.secret.returnPressed.connect(self.submit)
        self.enter.clicked.connect(lambda _on: self.submit())
        self.other.clicked.connect(lambda _on: self._ways(not self._pin))
        for field in (self.login, self.secret):
            field.textEdited.connect(lambda _text: self.secret_box.show_problem(None))
        self.speak()

    def speak(self) -> None:
        """Say everything in the language now in use."""
        self.title.setText(self.door.zoo if self.door is not None else _("Zoo record"))
        self.facts.setText(_("Opening the collection…") if self.door is None else _("Who works here now?"))
        name(self.who_box, _("Your name"))
        name(self.login_box, _("Sign-in name"))
        self._ways(self._pin)

    def opened(self, door: Door) -> None:
        """The collection is open: what was typed meanwhile goes on."""
        self.door = door
        self.who.clear()
        for person, login in door.people:
            self.who.addItem(person, login)
        self._pin = door.by_pin
        self.speak()
        if self.waiting:
            self.waiting = False
            self.submit()

    def ask_again(self, person: str) -> None:
        """After a lock: who was here stands there, anybody may come in. Without a name: somebody signed out."""
        self.secret.clear()
        self.secret_box.show_problem(None)
        # Translators: {person} locked the window
        words = _("Locked by {person}. Anybody who signs in goes on under their own name.").format(person=person)
        self.facts.setText(words if person else _("Who works here now?"))

    def take_focus(self) -> None:
        """Put the caret where something is still missing."""
        if self._pin:
            (self.secret if self.who.count() == 1 else self.who).setFocus()
        else:
            (self.secret if self.login.text() else self.login).setFocus()

    def submit(self) -> None:
        """Try to come in; argon2 takes a moment, on the long lane."""
        login = str(self.who.currentData()) if self._pin else self.login.text()
        secret = self.secret.text()
        if not login.strip() or not secret:
            self.secret_box.show_problem(Problem("", _("Fill in both lines.")))
            return
        if self.desk.database is None:
            self.waiting = True
            explain(self.enter, _("Opening the collection…"))
            return
        database, station, pin = self.desk.database, self.desk.machine.workstation, self._pin

        def check() -> "Actor":
            from zooapp import sign_in

            if pin:
                return sign_in.by_pin(database, login, secret, station)
            return sign_in.sign_in(database, login, secret, station)

        self._try(check)

    def badge(self, text: str) -> None:
        """A badge was held to the reader."""
        if self.desk.database is None:
            return
        database, station = self.desk.database, self.desk.machine.workstation

        def check() -> "Actor":
            from zooapp import sign_in

            return sign_in.by_badge(database, text, station)

        self._try(check)

    def _try(self, check: "Callable[[], Actor]") -> None:
        explain(self.enter, _("One moment…"))
        self.desk.background.run(check, self._in, self._refused, self, LONG)

    def _in(self, actor: "Actor") -> None:
        explain(self.enter, "")
        self.secret.clear()
        self.secret_box.show_problem(None)
        self.desk.sit_down(actor)

    def _refused(self, error: Exception) -> None:
        explain(self.enter, "")
        if isinstance(error, NotAllowed | Invalid):
            self.secret_box.show_problem(Problem("", str(error)))
            self.secret.selectAll()
            self.secret.setFocus()
        else:
            errors.show(error, self)

    def _ways(self, pin: bool) -> None:
        """Ask for a PIN, or for name and password."""
        self._pin = pin and self.door is not None and self.door.by_pin
        self.who_box.setVisible(self._pin)
        self.login_box.setVisible(not self._pin)
        name(self.secret_box, _("PIN") if self._pin else _("Password"))
        relabel(self.enter, _("&Sign in"))
        relabel(self.other, _("With a password") if self._pin else _("With a PIN"))
        self.other.setVisible(self.door is not None and self.door.by_pin)
        self.badge_hint.setText(_("Or hold your badge to the reader."))

    def _lay_out(self) -> None:
        head = hbox(Badge(icon="paw"), (self.title, 1), language_button(self), gap=10)
        foot = hbox(self.other, None, self.enter)
        fields = vbox(self.who_box, self.login_box, self.secret_box)
        body = vbox(head, self.facts, 6, fields, 4, foot, self.badge_hint, gap=8, margins=(28, 24, 28, 22))
        card = Card(body)
        card.radius = 14
        card.setFixedWidth(theme.px(WIDE))
        self.setLayout(vbox(None, hbox(None, card, None), None, None))

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("window"))
        if not self.painted_once:
            self.painted_once = True
            QTimer.singleShot(0, self.painted.emit)  # when all of the window has been painted


def name(box: FieldBox, label: str) -> None:
    """Give a field another label."""
    box.label.setText(label)
    box.control.setAccessibleName(label)


def relabel(target: QWidget, text: str) -> None:
    """Give a button another text."""
    target.setProperty("text", text)
    target.setAccessibleName(text.replace("&", ""))

