"""What a save that was refused says on top of a form: how many errors, each a link to its field."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.widgets.button import button
from ui.widgets.card import Card
from ui.widgets.label import Icon, Label, lab
from ui.widgets.layout import hbox, vbox
from zooapp.errors import Level, Problem
from zooapp.i18n import _, ngettext

if TYPE_CHECKING:
    from ui.form import Form


class Summary(Card):
    """Errors and warnings of a form as links; F8 and Shift+F8 walk through them."""

    def __init__(self, form: "Form") -> None:
        super().__init__(None, "bad_bg", "bad")
        self._form = form
        self.whole: list[Problem] = []
        self._paths: list[str] = []
        self._at = -1
        self._icon = Icon("alert-circle", "bad", 18)
        self._head = lab("", "strong", wrap=True)
        self._links: QBoxLayout = self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def _lay_out(self) -> QBoxLayout:
        """Head above, links below; gives the box of the links."""
        links = vbox(gap=2)
        self.setLayout(vbox(hbox(self._icon, (self._head, 1), gap=8), links, gap=4, margins=(14, 10, 14, 10)))
        return links

    def show_problems(self, problems: Sequence[Problem], focus: bool = True) -> None:
        """Show these, or nothing. With `focus` it comes here, so that a reader says it."""
        while self._links.count():
            item = self._links.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        self.whole = [problem for problem in problems if problem.field not in self._form.boxes]
        self._paths = [problem.field for problem in problems if problem.field in self._form.boxes]
        self._at = -1
        self.setVisible(bool(problems))
        if not problems:
            return
        wrong = sum(problem.level is Level.ERROR for problem in problems)
        self._dress(wrong, len(problems))
        for problem in problems:
            line = self._line(problem)
            whole = Qt.AlignmentFlag(0) if isinstance(line, Label) else Qt.AlignmentFlag.AlignLeft
            self._links.addWidget(line, 0, whole)
        if focus:
            self.setFocus()

    def step(self, by: int) -> None:
        """To the next or the previous error."""
        if self._paths:
            self._at = (self._at + by) % len(self._paths) if self._at >= 0 or by > 0 else len(self._paths) - 1
            self._form.focus_field(self._paths[self._at])

    def _dress(self, wrong: int, number: int) -> None:
        if wrong:
            words = ngettext("{n} thing is wrong.", "{n} things are wrong.", wrong)
            nothing = _("Nothing was saved.")
            self._head.setText(f"{words.format(n=wrong)} {nothing}")
        else:
            words = ngettext("{n} thing is doubtful.", "{n} things are doubtful.", number)
            again = _("Save again if it is so.")
            self._head.setText(f"{words.format(n=number)} {again}")
        kind = "bad" if wrong else "warn"
        self.set_colours(f"{kind}_bg", kind)
        self._icon.set_icon("alert-circle" if wrong else "alert-triangle", kind)
        self.setAccessibleName(self._head.text())

    def _line(self, problem: Problem) -> QWidget:
        box = self._form.boxes.get(problem.field)
        if box is None:
            return lab(problem.text, "label", wrap=True)
        words = f"{box.control.accessibleName()}: {problem.text}"
        link = button(words.replace("&", "&&"), kind="link")
        link.clicked.connect(lambda _checked: self._form.focus_field(problem.field))
        return link
