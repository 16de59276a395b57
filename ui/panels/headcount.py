"""F4: how many animals and species there are today and were a year ago, in digits that are read from the door."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit

from ui import theme
from ui.editors import read_day
from ui.widgets.big_number import BigNumber
from ui.widgets.button import button
from ui.widgets.field import FieldBox
from ui.widgets.label import lab
from ui.widgets.layout import hbox, vbox
from zooapp import i18n, inventory
from zooapp.errors import Invalid
from zooapp.i18n import _, ngettext
from zooapp.inventory import HeadCount as Count
from zooapp.lists import reception
from zooapp.values.spans import Unit, shift

if TYPE_CHECKING:
    from ui.window import Window
    from zooapp.session import ZooSession


class HeadCount(QDialog):
    """Four numbers, and one button that copies them as text."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.desk = window.desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Head count"))
        self.animals = BigNumber("…", "", "digits")
        self.species = BigNumber("…", "", "digits")
        self.animals_before = BigNumber("…", "")
        self.species_before = BigNumber("…", "")
        self.basis = lab("", "small", "text2", wrap=True)
        self.copy_button = button(_("&Copy"), "copy")
        self.copy_button.clicked.connect(lambda _on: self.copy())
        self.close_button = button(_("C&lose"), kind="primary")
        self.close_button.clicked.connect(self.accept)
        self.known = QLineEdit()
        self.known.setPlaceholderText(_("today"))
        self.known_box = FieldBox(_("As known on"), self.known)
        self.known_box.setMaximumWidth(theme.px(180))
        self.known.editingFinished.connect(self.ask)
        self.setLayout(
            vbox(
                hbox(lab(self.windowTitle(), "title"), None, self.known_box),
                hbox((self.animals, 1), (self.species, 1), gap=40),
                hbox((self.animals_before, 1), (self.species_before, 1), gap=40),
                self.basis,
                hbox(self.copy_button, None, self.close_button),
                gap=16,
                margins=(28, 22, 28, 20),
            )
        )
        self.setMinimumWidth(theme.px(640))
        self.text = ""
        self.today = self.desk.database.clock.today() if self.desk.database is not None else dt.date.today()
        self.copy_button.setFocus()
        self.ask()

    def ask(self) -> None:
        """Count as is known now, or as was known on the day that is typed."""
        try:
            day = read_day(self.known.text(), self.today) if self.known.text().strip() else None
        except Invalid as error:
            self.known_box.show_problem(replace(error.problems[0], field="known"))
            return
        self.known_box.show_problem(None)
        today = self.today
        self.desk.ask(lambda session: counted(session, today, day), lambda pair: self._show(day, *pair), self)

    def copy(self) -> None:
        """Put the four numbers on the clipboard, as two lines."""
        QGuiApplication.clipboard().setText(self.text)
        self.copy_button.setText(_("Copied"))

    def _show(self, known: dt.date | None, count: Count, zoo: str) -> None:
        before = shift(self.today, -1, Unit.YEAR)
        now, then = i18n.day(self.today), i18n.day(before)
        self.animals.say(i18n.number(count.animals), animals_words(count.animals, now))
        self.species.say(i18n.number(count.species), species_words(count.species, now))
        self.animals_before.say(i18n.number(count.animals_year_ago), animals_words(count.animals_year_ago, then))
        self.species_before.say(i18n.number(count.species_year_ago), species_words(count.species_year_ago, then))
        basis = _("{zoo}. Counted: living animals that are held here, own and on loan, at the end of the day.")
        told = [_("as known on {day}").format(day=i18n.day(known))] if known else []
        self.basis.setText(" · ".join([basis.format(zoo=zoo), *told]))
        lines = [self.animals, self.species, self.animals_before, self.species_before]
        self.adjustSize()
        self.text = "\n".join([zoo, *told, *(number.accessibleName() for number in lines)])


def animals_words(n: int, day: str) -> str:
    """What the number of animals counts."""
    return ngettext("animal on {day}", "animals on {day}", n).format(day=day)


def species_words(n: int, day: str) -> str:
    """What the number of species counts."""
    return ngettext("species on {day}", "species on {day}", n).format(day=day)


def counted(session: "ZooSession", today: dt.date, known: dt.date | None = None) -> tuple[Count, str]:
    """The head count, as known now or on a day, and whose it is."""
    return inventory.head_count(session, today, known), reception.zoo(session)
