"""The units that stand between two batches: to clean, or cleaned and empty for so long; a press says it is clean."""

from functools import partial

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.forms.cleaning import CleaningForm
from ui.forms.recording import open_record
from ui.widgets.button import button
from ui.widgets.label import lab
from ui.widgets.layout import hbox
from zooapp.i18n import _
from zooapp.permission import Permission
from zooapp.quarantine.unit_states import Unit, UnitState, units

WAITING = (UnitState.TO_CLEAN, UnitState.CLEANED)
MOST = 4  # units that the strip names


class UnitStrip(QWidget):
    """One line above the board; hidden while every unit is free or has its batch."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.row = hbox(gap=8, margins=(16, 0, 16, 0))
        self.setLayout(self.row)
        self.hide()

    def refresh(self) -> None:
        """Read the units again: one statement."""
        if self.desk.database is not None:
            today = self.desk.database.clock.today()
            self.desk.ask(lambda session: units(session, today), self._fill, self)

    def _fill(self, found: list[Unit]) -> None:
        while (item := self.row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        waiting = [unit for unit in found if unit.state in WAITING]
        waiting.sort(key=lambda unit: WAITING.index(unit.state))
        for unit in waiting[:MOST]:
            self.row.addWidget(self._unit(unit))
        if (more := len(waiting) - MOST) > 0:
            self.row.addWidget(lab(_("and {n} more").format(n=more), "small", "text2"))
        self.row.addStretch(1)
        self.setVisible(bool(waiting))

    def _unit(self, unit: Unit) -> QWidget:
        words = f"{unit.code} · {unit.words}"
        if not self.desk.may(Permission.OBSERVE):
            return lab(words, "small", "text2")
        made = button(words.replace("&", "&&"), "droplet")
        made.setAccessibleName(_("Unit cleaned: {unit}").format(unit=words))
        made.clicked.connect(partial(self._open, unit.id))
        return made

    def _open(self, unit: int, _checked: bool = False) -> None:
        open_record(self.desk, CleaningForm, unit, self)
