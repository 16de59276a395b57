"""The head of an arrival: sender, day and hour, how acquired, number, and the door to journey and papers."""

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.editors import ChoiceEditor, Editor, TextEditor, editor_for
from ui.forms.arrival_rows import NotedPick
from ui.widgets.button import button
from ui.widgets.field import FieldBox
from ui.widgets.layout import Item, hbox
from zooapp.errors import Invalid, Problem
from zooapp.fields import FieldSpec, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.models import Consignment

if TYPE_CHECKING:
    from ui.forms.arrival import ArrivalForm

EXACTNESS: Final = ((False, N_("this day")), (True, N_("or earlier")))
# Fields, their widths as drawn, and their shares of what is left; with a share the width is the least.
FIELDS: Final = (
    ("sender_id", 128, 5),
    ("arrived_on", 134, 0),
    ("arrived_at", 72, 0),
    ("bound", 112, 0),
    ("term_id", 112, 4),
    ("number", 130, 0),
)
HOUR: Final = re.compile(r"([01]?[0-9]|2[0-3])(?:[:.h ]?([0-5][0-9]))?")


def read_hour(text: str) -> dt.time:
    """An hour of the day as people write it: 14:30, 9.05, 1430, 14. Raises Invalid."""
    found = HOUR.fullmatch(text.strip())
    if found is None:
        raise Invalid(_("An hour, as 14:30."))
    return dt.time(int(found[1]), int(found[2] or 0))


class Head(QWidget):
    """The first row of the form."""

    toggled = Signal(bool)

    def __init__(self, form: "ArrivalForm") -> None:
        super().__init__()
        self._form = form
        self.door = button(_("Papers: none"), "chevron-down")
        self.door.setCheckable(True)
        self.door.toggled.connect(self.toggled)
        row: list[Item] = []
        for name, width, share in FIELDS:
            spec = self._spec(name)
            box = form.add_editor(name, spec, self._editor(spec), self._first(name))
            if share:
                box.setMinimumWidth(form.drawn(width))
            else:
                box.setFixedWidth(form.drawn(width))
            row.append((box, share))
        self._door_box = FieldBox(_("Journey and papers"), self.door)
        self._door_box.setFixedWidth(form.drawn(196))
        self.setLayout(hbox(*row, self._door_box, gap=10))
        self.show_papers(0)
        form.editors["arrived_at"].widget.setProperty("placeholderText", "14:30")

    def stops(self) -> list[QWidget]:
        """The controls in reading order."""
        return [*(self._form.editors[name].widget for name in self.order()), self.door]

    def order(self) -> list[str]:
        """The paths of the fields as they are read."""
        return [name for name, _width, _share in FIELDS]

    def show_number(self, number: str) -> None:
        """The number that the consignment is about to get, unless one is typed."""
        self._form.editors["number"].widget.setProperty("placeholderText", number)

    def show_papers(self, number: int) -> None:
        """How many papers there are, on the door to them."""
        words = ngettext("{n} paper", "{n} papers", number).format(n=number) if number else _("Papers: none")
        self.door.setText(words)
        self.door.setAccessibleName(_("Journey and papers: {papers}").format(papers=words))

    def show_missing(self, missing: Problem | None) -> None:
        """Say at the door to the papers which one is missing."""
        self._door_box.show_problem(missing)

    def _spec(self, name: str) -> FieldSpec:
        spec = fields_of(Consignment)[name]
        if name == "arrived_at":
            return replace(spec, field=replace(spec.field, label=N_("Hour")))
        if name == "bound":
            return replace(spec, field=replace(spec.field, label=N_("How exact"), hint=""))
        if name == "number":
            return replace(spec, required=False, field=replace(spec.field, hint=N_("Fixed when saved")))
        return replace(spec, required=True)

    def _editor(self, spec: FieldSpec) -> Editor:
        form = self._form
        if spec.field.pick:
            details = {option.id: option.detail for option in form.options[spec.field.pick]}
            return NotedPick(form.options[spec.field.pick], lambda key: details.get(key, ""))
        if spec.name == "bound":
            return ChoiceEditor(EXACTNESS, True)
        if spec.name == "arrived_at":
            return TextEditor(read_hour, lambda value: f"{value:%H:%M}")
        return editor_for(spec, form.today())

    def _first(self, name: str) -> Any:
        return {"arrived_on": self._form.today(), "bound": False}.get(name)
