"""What each role may do, as a table of ticks: rights down, roles across."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from ui import theme
from ui.editors import TickEditor
from ui.forms.recording import Facts, RecordForm
from ui.widgets.card import Card
from ui.widgets.label import lab
from zooapp.fields import asked
from zooapp.i18n import N_, _
from zooapp.lists import person_card
from zooapp.permission import Permission
from zooapp.services import people
from zooapp.work import Work

RIGHTS: Final = {
    Permission.LOOK: N_("Look at everything"),
    Permission.OBSERVE: N_("Write down observations"),
    Permission.ACCESSION: N_("Take animals in"),
    Permission.DISPOSE: N_("Write down deaths and departures"),
    Permission.MOVE: N_("Move animals"),
    Permission.CORRECT: N_("Correct and undo"),
    Permission.DETERMINE: N_("Determine taxon and sex"),
    Permission.IDENTIFY: N_("Add chips, rings and marks"),
    Permission.PHOTOGRAPH: N_("Add photos"),
    Permission.ATTACH: N_("Attach papers and scans"),
    Permission.QUARANTINE: N_("Open quarantine, enter tests"),
    Permission.ACCEPT_RESULT: N_("Accept test results"),
    Permission.TREAT: N_("Prescribe, keep the pharmacy"),
    Permission.RELEASE: N_("Release from quarantine"),
    Permission.OVERRIDE_CLOCK: N_("Change a quarantine clock"),
    Permission.EDIT_TAXA: N_("Edit taxa and legal status"),
    Permission.EDIT_INSTITUTIONS: N_("Edit institutions"),
    Permission.EDIT_ENCLOSURES: N_("Edit enclosures"),
    Permission.EDIT_PROTOCOLS: N_("Edit quarantine protocols"),
    Permission.CONFIRM_FACT: N_("Confirm facts for papers"),
    Permission.ISSUE_DOCUMENT: N_("Issue papers"),
    Permission.VOID_DOCUMENT: N_("Void issued papers"),
    Permission.MANAGE_PEOPLE: N_("Manage people and roles"),
    Permission.SETTINGS: N_("Change settings and keys"),
    Permission.BACKUP: N_("Back up and check"),
}
HEAD: Final = 92  # drawn pixels of a column


class RightsForm(RecordForm):
    """All roles at once; a tick is a right. There is always somebody left who manages people."""

    @classmethod
    def heading(cls, _record: int, _facts: Facts) -> str:
        return _("Rights of roles")

    @classmethod
    def hint(cls) -> str:
        return _("A change holds for everybody with the role, from the next sign-in on.")

    @classmethod
    def read(cls, session: Any, _record: int) -> Facts:
        return {"roles": person_card.roles(session)}

    def build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(6))
        grid.setVerticalSpacing(theme.px(6))
        grid.setContentsMargins(*(theme.px(side) for side in (16, 12, 16, 12)))
        grid.setColumnStretch(0, 1)
        middle = Qt.AlignmentFlag.AlignHCenter
        for column, role in enumerate(self.found["roles"], 1):
            head = lab(role.name, "label", "text2", wrap=True)
            head.setAlignment(middle | Qt.AlignmentFlag.AlignBottom)
            head.setFixedWidth(theme.px(HEAD))
            grid.addWidget(head, 0, column)
        for row, (right, words) in enumerate(RIGHTS.items(), 1):
            grid.addWidget(lab(_(words)), row, 0)
            for column, role in enumerate(self.found["roles"], 1):
                grid.addWidget(self._tick(role, right).widget, row, column, middle)
        self.column.insertWidget(self.column.count() - 1, Card(grid))
        self.resize(theme.px(1040), theme.px(680))

    def _tick(self, role: person_card.RoleLine, right: Permission) -> TickEditor:
        path = f"{role.code}.{right.value}"
        spec = asked(path, f"{role.name}: {_(RIGHTS[right])}", bool, required=False)
        editor = TickEditor("")
        box = self.add_editor(path, spec, editor, right in role.permissions)
        box.hide()  # the table is the box: a tick cannot be wrong
        return editor

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        changed = {path.split(".")[0] for path in self.changed_values(values)}
        roles = [role for role in self.found["roles"] if role.code in changed]
        wanted = {role.id: [right for right in RIGHTS if values[f"{role.code}.{right.value}"]] for role in roles}

        def save(work: Work) -> None:
            for role, rights in wanted.items():
                people.set_permissions(work, role, rights)

        return save
