"""What the arrival form shows once its choices are known: head, journey, lines that scroll, and their sum."""

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.forms.arrival_foot import Total
from ui.forms.arrival_head import Head
from ui.forms.arrival_journey import Journey
from ui.forms.arrival_likely import LikelyBar
from ui.forms.arrival_lines import Lines
from ui.widgets.button import button
from ui.widgets.label import elided
from ui.widgets.layout import boxed, hbox, vbox
from zooapp.i18n import _

if TYPE_CHECKING:
    from ui.forms.arrival import ArrivalForm


class Body(QWidget):
    """Everything between the title and the foot."""

    def __init__(self, form: "ArrivalForm") -> None:
        super().__init__(form)
        self._form = form
        self.head = Head(form)
        self.lines, self.journey, self.total = Lines(form), Journey(form), Total()
        self.journey.hide()
        self.add_button = button(_("Add line"), "plus")
        self.add_button.clicked.connect(lambda _checked: self.add_line())
        self.back_button = button("", kind="link")
        self.back_button.clicked.connect(lambda _checked: self._take_back())
        self.back_button.hide()
        self._gone: tuple[int, Mapping[str, Any]] = (0, {})
        keys = (
            _("or Enter in the last cell"),
            _("Ctrl+V pastes a block"),
            _("Ctrl+D as above"),
            _("Ctrl+Delete line out"),
            _("Alt+Down more of a line"),
        )
        hint = elided(" · ".join(keys), "small", "text3")
        foot = hbox(self.add_button, (hint, 1), self.back_button, gap=8)
        self.likely = LikelyBar(form)
        self.setLayout(vbox(self.head, (self._scrolled(), 1), foot, self.likely, self.total, gap=8))
        self.head.toggled.connect(self.journey.setVisible)
        self.head.toggled.connect(lambda _on: self.chain())

    def _scrolled(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(boxed(vbox(self.journey, self.lines, None, gap=8, margins=(0, 0, 6, 0))))
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def order(self) -> list[str]:
        """The paths of all fields as they are read."""
        journey = [] if self.journey.isHidden() else self.journey.order()
        return [*self.head.order(), *journey, *self.lines.order()]

    def chain(self) -> None:
        """Tab goes through the controls as they are read."""
        form = self._form
        cells = [form.editors[path].widget for path in self.lines.order()]
        journey = [] if self.journey.isHidden() else self.journey.stops()
        foot = [self.add_button, self.back_button, form.cancel_button, form.discard_button, form.summary]
        for one, other in pairwise([*self.head.stops(), *journey, *cells, *foot, form.save_button]):
            QWidget.setTabOrder(one, other)

    def reveal(self, path: str) -> None:
        """Open what hides a field."""
        if path in self.journey.order():
            self.head.door.setChecked(True)
        if path.startswith("lines.") and path not in self.lines.order():
            self.lines.toggle(int(path.split(".")[1]), True)

    def add_line(self) -> None:
        """A new line, and the focus in it."""
        self._form.focus_field(self.lines.path(self.lines.add(), "taxon_id"))

    def take_out(self, no: int) -> None:
        """Remove a line, with a way back."""
        if self.lines.is_blank(no) and self.lines.count == 1:
            return
        self._gone = no, self.lines.remove(no)
        self.back_button.setText(_("Line {n} is out: take it back").format(n=no + 1))
        self.back_button.show()
        self._form.focus_field(self.lines.path(min(no, self.lines.count - 1), "taxon_id"))

    def _take_back(self) -> None:
        no, contents = self._gone
        self.back_button.hide()
        self.lines.insert(no, contents)
        self._form.focus_field(self.lines.path(no, "taxon_id"))
