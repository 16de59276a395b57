"""Due: the doses of today and those that are late, done in place with one key; the round on paper."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from ui.desk import Desk
from ui.forms.dose import DoseForm
from ui.forms.recording import open_record
from ui.panels.health_treatments import KINDS, TreatmentPanel, animals_of
from ui.panels.reference_card import lacking
from ui.panels.reference_list import RecordPage
from ui.sheet_preview import open_sheet
from ui.widgets.button import button, explain
from zooapp.errors import Invalid, Unsettled
from zooapp.i18n import _, ngettext
from zooapp.lists import doses_due
from zooapp.models import DoseState
from zooapp.permission import Permission
from zooapp.reports import treatment_sheets
from zooapp.reports.spec import Asked
from zooapp.services import treatments
from zooapp.services.treatments import Given

AT_ONCE: Final = (("F7", DoseState.GIVEN), ("Shift+F7", DoseState.REFUSED))


class DuePage(RecordPage):
    """F7: given, all of it; Shift+F7: refused; Enter asks for the rest."""

    kinds = KINDS
    form = DoseForm
    permission = Permission.OBSERVE

    def __init__(self, desk: Desk) -> None:
        self.given = button(_("&Given (F7)"), "check", "primary")
        self.refused = button(_("Ref&used (Shift+F7)"), "ban")
        self.other = button(_("Dose…"), "pill")
        super().__init__(desk, doses_due.LIST, TreatmentPanel(desk), [self.other, self.refused, self.given])
        self.given.clicked.connect(lambda _on: self.write_down(DoseState.GIVEN))
        self.refused.clicked.connect(lambda _on: self.write_down(DoseState.REFUSED))
        self.other.clicked.connect(lambda _on: self.open_record(self.table.current_id()))
        for one in (self.given, self.refused, self.other):
            explain(one, lacking(desk, Permission.OBSERVE))
        for keys, state in AT_ONCE:
            act = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            act.activated.connect(lambda state=state: self.write_down(state))

    def write_down(self, state: DoseState) -> None:
        """The same of all that are marked, at once; what has to be asked is asked in the form."""
        marked = list(self.table.selected_ids()) or [self.table.current_id()]
        if not all(marked) or lacking(self.desk, Permission.OBSERVE):
            return
        assert self.desk.database is not None
        given = Given(state, self.desk.database.clock.today(), person_id=self._who())

        def done(made: Sequence[int]) -> None:
            words = ngettext("{n} dose written down.", "{n} doses written down.", len(made)).format(n=len(made))
            self.desk.tell(words, undo=lambda: self.desk.go.emit("undo", None))

        self.desk.act(_("Doses"), lambda work: treatments.record(work, marked, given), done, self._asked)

    def selected_ids(self) -> Sequence[int]:
        """The animals of the doses that are marked."""
        return animals_of(self)

    def print_shown(self) -> None:
        """The round sheet."""
        assert self.desk.database is not None
        today = self.desk.database.clock.today()
        open_sheet(self.desk, lambda session: treatment_sheets.round_sheet(session, Asked(today, today)), self)

    def print_list(self) -> None:
        """The list of what is due on paper is the round."""
        self.print_shown()

    def _who(self) -> int | None:
        return self.desk.actor.person_id if self.desk.actor is not None else None

    def _asked(self, error: Exception) -> None:
        """What is missing is said, and where one row was meant its form asks for it."""
        if not isinstance(error, Invalid | Unsettled):
            raise error
        self.desk.tell(" ".join(problem.text for problem in error.problems), "due")
        if len(self.table.selected_ids()) <= 1:
            open_record(self.desk, DoseForm, self.table.current_id(), self)
