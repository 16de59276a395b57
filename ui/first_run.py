"""The first run: where backups go, whose zoo it is, who looks after the program. One page, no wizard."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from babel.core import get_global
from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QGridLayout, QLineEdit, QScrollArea, QWidget

from ui import errors, theme
from ui.desk import Desk
from ui.widgets.button import Reason, button, explain
from ui.widgets.card import Card
from ui.widgets.choices import combo
from ui.widgets.country import CountryBox
from ui.widgets.empty import Scene
from ui.widgets.field import FieldBox
from ui.widgets.label import lab
from ui.widgets.layout import boxed, hbox, vbox
from ui.widgets.menus import language_button
from zooapp import i18n, machine
from zooapp.errors import Invalid, Problem
from zooapp.i18n import LANGUAGES, _
from zooapp.paths import Home

if TYPE_CHECKING:
    from zooapp.database import Database

WIDE: Final = 760
SAME: Final = {"name": "names.en", "languages": "names.en"}  # where a problem of the institution is said


class FirstRunPage(QWidget):
    """Asks what a collection needs; `founded` brings the open collection."""

    founded = Signal(object)
    wished = Signal(str, object)  # another language

    def __init__(self, desk: Desk, home: Home, target: str | Path, today: dt.date | None) -> None:
        super().__init__()
        self.desk, self.home, self.target, self.today = desk, home, target, today
        self.boxes: dict[str, FieldBox] = {}
        self.lines: dict[str, QLineEdit] = {}
        self.ticks = {code: QCheckBox(name) for code, name in LANGUAGES.items() if code != "en"}
        self.country = CountryBox()
        self.zone = zone_box()
        self.choose = button(_("&Choose…"), "folder-open")
        self.make_button = button(_("C&reate the collection"), "check", "primary")
        self.reason = Reason("", "alert-circle")
        self._lay_out()
        self.choose.clicked.connect(lambda _on: self._choose_folder())
        self.make_button.clicked.connect(lambda _on: self.submit())
        self.country.currentIndexChanged.connect(lambda _n: self._guess_zone())
        self.country.editTextChanged.connect(lambda _text: self.boxes["country"].show_problem(None))
        self.zone.currentTextChanged.connect(lambda _text: self.boxes["time_zone"].show_problem(None))
        for code, tick in self.ticks.items():
            tick.setChecked(code == i18n.language())
            tick.toggled.connect(lambda _on: self._show_names())
        self._show_names()

    def take_focus(self) -> None:
        """Put the caret into the first line."""
        self.lines["backup_folder"].setFocus()

    def fill(self, path: str, text: str) -> None:
        """Type a text into a field, by its path."""
        self.lines[path].setText(text)

    def key(self) -> str:
        """The password that was chosen."""
        return self.lines["password"].text()

    def problems(self) -> list[Problem]:
        """What the page says now."""
        return [box.problem for box in self.boxes.values() if box.problem is not None]

    def submit(self) -> None:
        """Make the collection on the records lane, or say what is missing."""
        values = self._values()
        if wrong := self._typed_wrong(values):
            self._refused(Invalid(wrong))
            return
        home, target, today = self.home, self.target, self.today

        def make() -> "Database":
            from zooapp.clock import Clock
            from zooapp.setup import Found, create_collection

            return create_collection(target, Clock(day=today), Found(**values), home)

        self._say([])
        explain(self.make_button, _("Making the collection…"), self.reason)
        self.desk.background.run(make, self._made, self._refused, self)

    def _typed_wrong(self, values: dict[str, Any]) -> Problem | None:
        if values["password"] != self.lines["again"].text():
            return Problem("again", _("Not the same as the line before."))
        if self.country.currentText().strip() and not values["country"]:
            several, none = _("Several fit: choose one."), _("Nothing fits. Choose from the list.")
            return Problem("country", several if self.country.fitting() else none)
        return None

    def _values(self) -> dict[str, Any]:
        texts = {path: line.text().strip() for path, line in self.lines.items()}
        languages = ("en", *(code for code, tick in self.ticks.items() if tick.isChecked()))
        return {
            "names": {code: texts[f"names.{code}"] for code in languages if texts[f"names.{code}"]},
            "languages": languages,
            "backup_folder": Path(texts["backup_folder"]).expanduser() if texts["backup_folder"] else None,
            "country": self.country.code(),
            "time_zone": self.zone.currentText().strip(),
            "password": self.lines["password"].text(),
            **{name: texts[name] for name in ("mnemonic", "city", "administrator", "login")},
        }

    def _made(self, database: "Database") -> None:
        self.desk.machine = machine.load(self.home.settings)
        self.founded.emit(database)

    def _refused(self, error: Exception) -> None:
        explain(self.make_button, "", self.reason)
        if isinstance(error, Invalid):
            self._say(error.problems)
        else:
            errors.show(error, self)

    def _say(self, problems: list[Problem]) -> None:
        """Each problem beside its field, the rest beside the button; the caret goes to the first."""
        by_path = {SAME.get(p.field, p.field): p for p in reversed(problems)}
        for path, box in self.boxes.items():
            box.show_problem(by_path.pop(path, None))
        self.reason.say("\n".join(p.text for p in by_path.values()))
        wrong = next((box for box in self.boxes.values() if box.problem is not None), None)
        if wrong is not None:
            wrong.control.setFocus()
            self.area.ensureWidgetVisible(wrong)

    def _show_names(self) -> None:
        for code, tick in self.ticks.items():
            self.boxes[f"names.{code}"].setVisible(tick.isChecked())

    def _guess_zone(self) -> None:
        self.boxes["country"].show_problem(None)
        code = self.country.code()
        zones = [zone for zone, territory in get_global("zone_territories").items() if territory == code]
        known = [zone for zone in zones if self.zone.findText(zone) >= 0]
        if known:
            self.zone.setCurrentText(known[0])

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, _("Where backups go"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.lines["backup_folder"].setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # building

    def _line(self, path: str, label: str, hint: str = "", required: bool = False) -> FieldBox:
        line = QLineEdit()
        if path in ("password", "again"):
            line.setEchoMode(QLineEdit.EchoMode.Password)
        line.textChanged.connect(lambda _text: self.boxes[path].show_problem(None))
        self.lines[path] = line
        return self._box(path, label, line, hint, required)

    def _box(self, path: str, label: str, control: QWidget, hint: str = "", required: bool = False) -> FieldBox:
        self.boxes[path] = FieldBox(label, control, hint, required)
        return self.boxes[path]

    def _lay_out(self) -> None:
        where = str(self.target).split("@")[-1]  # of a server's address, not its password
        # Translators: {where} is a file, or the address of a database server
        facts = _("It will be kept in {where}. Nothing leaves it but what you print, export or back up.")
        told = lab(facts.format(where=where), "body", "text2", wrap=True)
        head = vbox(hbox((lab(_("A new collection"), "title"), 1), language_button(self)), told, gap=2)
        foot = hbox((self.reason, 1), None, self.make_button)
        column = vbox(hbox(None, (Scene(), 20), None), head, self._backup(), self._zoo(), self._administrator(), foot,
                      gap=14, margins=(24, 20, 24, 24))
        body = boxed(column)
        body.setMaximumWidth(theme.px(WIDE))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(_("A new collection"))
        self.area.setWidget(boxed(hbox(None, (body, 20), None)))
        self.setLayout(vbox(self.area, gap=0))

    def _backup(self) -> QWidget:
        hint = _("Best a USB stick or another disk: a copy on the same disk is lost with it.")
        box = self._line("backup_folder", _("Backup folder"), hint)
        return card(_("1. Where backups go"), hbox((box, 1), vbox(20, self.choose, None, gap=0)))

    def _zoo(self) -> QWidget:
        names = vbox(gap=8)
        for code, language in LANGUAGES.items():
            # Translators: {language} is the language in its own words: Name, Русский
            label = _("Name, {language}").format(language=language)
            names.addWidget(self._line(f"names.{code}", label, "", code == "en"))
        ticks = hbox(*self.ticks.values(), None, gap=16)
        grid = pairs(
            self._line("mnemonic", _("Short name in capitals"), _("As it stands in studbooks: PYONGYANG"), True),
            self._line("city", _("City")),
            self._box("country", _("Country"), self.country, "", True),
            self._box("time_zone", _("Time zone"), self.zone, _("It decides on which day something happened."), True),
        )
        return card(_("2. The zoo"), lab(_("Languages beside English"), "label", "text2"), ticks, names, grid)

    def _administrator(self) -> QWidget:
        words = _("Whoever lets the others in. There is no other way back in: keep the password safe.")
        grid = pairs(
            self._line("administrator", _("Your name"), _("As printed on papers"), True),
            self._line("login", _("Sign-in name"), "", True),
            self._line("password", _("Password"), _("At least 8 letters."), True),
            self._line("again", _("The same password again"), "", True),
        )
        return card(_("3. The administrator"), lab(words, "small", "text2", wrap=True), grid)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("window"))


def card(title: str, *items: Any) -> Card:
    """A titled card."""
    return Card(vbox(lab(title, "card"), *items, gap=10, margins=(18, 14, 18, 16)))


def pairs(*boxes: QWidget) -> QGridLayout:
    """Two columns of equal width."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(14))
    grid.setVerticalSpacing(theme.px(8))
    for number, box in enumerate(boxes):
        grid.addWidget(box, number // 2, number % 2)
    for column in (0, 1):
        grid.setColumnStretch(column, 1)
    return grid


def zone_box() -> QComboBox:
    """The time zones of the world; can be typed."""
    from zoneinfo import available_timezones

    made = combo()
    made.setEditable(True)
    made.addItems(sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")))
    made.setCurrentText("")
    return made
