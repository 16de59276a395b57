"""F4: how many animals and species there are today and were a year ago, in digits that are read from the door."""

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from ui import theme
from ui.widgets.big_number import BigNumber
from ui.widgets.button import button
from ui.widgets.label import lab
from ui.widgets.layout import hbox, vbox
from zooapp import i18n, inventory
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
        self.setLayout(
            vbox(
                lab(self.windowTitle(), "title"),
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
        today = self.desk.database.clock.today() if self.desk.database is not None else dt.date.today()
        self.desk.ask(lambda session: counted(session, today), lambda pair: self._show(today, *pair), self)

    def copy(self) -> None:
        """Put the four numbers on the clipboard, as two lines."""
        QGuiApplication.clipboard().setText(self.text)
        self.copy_button.setText(_("Copied"))

    def _show(self, today: dt.date, count: Count, zoo: str) -> None:
        before = shift(today, -1, Unit.YEAR)
        now, then = i18n.day(today), i18n.day(before)
        self.animals.say(i18n.number(count.animals), animals_words(count.animals, now))
        self.species.say(i18n.number(count.species), species_words(count.species, now))
        self.animals_before.say(i18n.number(count.animals_year_ago), animals_words(count.animals_year_ago, then))
        self.species_before.say(i18n.number(count.species_year_ago), species_words(count.species_year_ago, then))
        basis = _("{zoo}. Counted: living animals that are held here, own and on loan, at the end of the day.")
        self.basis.setText(basis.format(zoo=zoo))
        lines = [self.animals, self.species, self.animals_before, self.species_before]
        self.adjustSize()
        self.text = "\n".join([zoo, *(number.accessibleName() for number in lines)])


def animals_words(n: int, day: str) -> str:
    """What the number of animals counts."""
    return ngettext("animal on {day}", "animals on {day}", n).format(day=day)


def species_words(n: int, day: str) -> str:
    """What the number of species counts."""
    return ngettext("species on {day}", "species on {day}", n).format(day=day)


def counted(session: "ZooSession", today: dt.date) -> tuple[Count, str]:
    """The head count, and whose it is."""
    return inventory.head_count(session, today), reception.zoo(session)
