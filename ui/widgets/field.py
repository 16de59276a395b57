"""A field as the design draws it: label above, control, then one line with the error, the warning or the hint."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets.button import button
from ui.widgets.label import Icon, lab
from ui.widgets.layout import hbox, vbox
from zooapp.errors import Level, Problem
from zooapp.i18n import _


class FieldBox(QWidget):
    """Label, "required" in words, control, and the line below. An error keeps what was typed."""

    repaired = Signal(str)

    def __init__(self, label: str, control: QWidget, hint: str = "", required: bool = False) -> None:
        super().__init__()
        self.label = lab(label, "label", "text2")
        self.label.setBuddy(control)
        self.control = control
        self.hint = hint
        self.problem: Problem | None = None
        control.setAccessibleName(label)
        self._line = lab(hint, "small", "text3", wrap=True)
        self._icon = Icon("alert-circle", "bad")
        self._link = button("", kind="link")
        self._link.clicked.connect(self._repair)
        head = hbox(self.label, gap=6)
        if required:
            head.addWidget(lab(_("required"), "small", "text3"))
        head.addStretch(1)
        foot = hbox(self._icon, (self._line, 1), self._link, gap=5)
        column = vbox(head, control, foot, gap=4)
        column.addStretch(1)
        self.setLayout(column)
        self.show_problem(None)

    def show_problem(self, problem: Problem | None, note: str = "") -> None:
        """Say what is wrong or doubtful; without a problem the note (what was read) or the hint stands there."""
        self.problem = problem
        words = problem.text if problem else note or self.hint
        error = problem is not None and problem.level is Level.ERROR
        self._line.setText(words)
        self._line.set_colour("bad" if error else "warn" if problem else "text3")
        self._line.setVisible(bool(words))
        self._icon.setVisible(problem is not None)
        if problem is not None:
            self._icon.set_icon("alert-circle" if error else "alert-triangle", "bad" if error else "warn")
        repair = problem.repair if problem else None
        self._link.setText(repair.label if repair else "")
        self._link.setVisible(repair is not None)
        self.control.setAccessibleDescription(words)
        theme.set_level(self.control, problem.level if problem else "")

    def _repair(self) -> None:
        if self.problem is not None and self.problem.repair is not None:
            self.repaired.emit(self.problem.repair.value)


