"""The data-quality inbox: what is wrong, the worst first; Enter opens the form that mends it, at its field."""

import importlib
from typing import Final

from PySide6.QtWidgets import QPushButton

from ui.desk import Desk
from ui.forms.acting import AnimalForm, open_for
from ui.panels.animal_lists import KINDS, LinesOfAnimals
from ui.widgets.button import button
from zooapp.i18n import _
from zooapp.lists import quality
from zooapp.permission import Permission

FORMS: Final = {  # by the act of a line: module, form, what it needs
    "edit": ("animal_edit", "AnimalEditForm", Permission.CORRECT),
    "void_act": ("void_act", "VoidActForm", Permission.CORRECT),
    "move": ("move", "MoveForm", Permission.MOVE),
    "identifier": ("identifier", "IdentifierForm", Permission.IDENTIFY),
    "parents": ("parents", "ParentsForm", Permission.CORRECT),
    "sex": ("sex", "SexForm", Permission.DETERMINE),
}


class QualityList(LinesOfAnimals):
    """A line a finding. Who may not mend it sees the animal's card instead."""

    kinds = KINDS | {"parentage", "taxon_status", "setting"}
    listed = quality.LIST

    def buttons(self, _desk: Desk) -> list[QPushButton]:
        mend = button(_("Put right…"), "tool")
        mend.clicked.connect(lambda _checked: self.open_record(self.table.current_id()))
        return [mend]

    def open_record(self, record: int) -> None:
        """The form of the act, with the focus in the field."""
        if not record:
            return
        animal, act, field = quality.place(record)
        module, name, permission = FORMS[act]
        if not self.desk.may(permission):
            super().open_record(record)
            return
        form: type[AnimalForm] = getattr(importlib.import_module(f"ui.forms.{module}"), name)
        open_for(self.desk, form, [animal], self, lambda made: made.focus_field(field))
