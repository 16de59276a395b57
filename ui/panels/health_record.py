"""The lists of the medical record: notes, problems, vaccinations, what is due, the calendar of prevention."""

from PySide6.QtWidgets import QPushButton

from ui.desk import Desk
from ui.forms.acting import open_for
from ui.forms.necropsy import NecropsyForm
from ui.forms.note import NoteEditForm
from ui.forms.preventive import PreventiveDoneForm, PreventivePlanForm
from ui.forms.problem import ProblemEndForm
from ui.forms.recording import RecordForm, open_record
from ui.forms.vaccination import VaccinationForm
from ui.panels.animal_lists import LinesOfAnimals
from ui.panels.reference_card import lacking
from ui.panels.reference_list import RecordPage
from ui.sheet_preview import open_sheet
from ui.widgets.button import button, explain
from zooapp.i18n import _
from zooapp.lists import carcasses, notes, preventive, preventive_plans, problems, vaccinations
from zooapp.permission import Permission
from zooapp.reports import preventive_year


class RecordList(LinesOfAnimals):
    """Lines about animals; Enter opens the line itself."""

    form: type[RecordForm]

    def open_record(self, record: int) -> None:
        open_record(self.desk, self.form, record, self)


class NotesPage(RecordList):
    """Clinical notes."""

    listed = notes.LIST
    kinds = frozenset({"clinical_note", "animal", "identifier"})
    form = NoteEditForm


class ProblemsPage(RecordList):
    """The problem list."""

    listed = problems.LIST
    kinds = frozenset({"medical_problem", "animal", "identifier"})
    form = ProblemEndForm


class VaccinationsPage(LinesOfAnimals):
    """What was given against what."""

    listed = vaccinations.LIST
    kinds = frozenset({"vaccination", "animal", "identifier"})


class CarcassesPage(LinesOfAnimals):
    """Who died, what becomes of them; Enter opens the necropsy."""

    listed = carcasses.LIST
    kinds = frozenset({"carcass_fate", "necropsy", "transaction", "identifier"})

    def open_record(self, record: int) -> None:
        reason, animal = lacking(self.desk, Permission.TREAT), self.subject(record)
        if reason:
            self.desk.tell(reason, "due")
        elif animal:
            open_record(self.desk, NecropsyForm, animal, self)


class PreventivePage(LinesOfAnimals):
    """What is due, and done in place for all lines that are marked."""

    listed = preventive.LIST
    kinds = frozenset({"vaccination", "preventive_act", "preventive_plan", "transaction", "stay", "identifier"})

    def buttons(self, desk: Desk) -> list[QPushButton]:
        done, shot = button(_("&Done…"), "clipboard-check", "primary"), button(_("&Vaccinate…"), "vaccine")
        done.clicked.connect(lambda _on: open_for(desk, PreventiveDoneForm, self.selected_ids(), self))
        shot.clicked.connect(lambda _on: open_for(desk, VaccinationForm, self.selected_ids(), self))
        explain(done, lacking(desk, Permission.OBSERVE))
        explain(shot, lacking(desk, Permission.TREAT))
        return [done, shot]


class CalendarPage(RecordPage):
    """The lines of the calendar; the year plan on paper."""

    kinds = frozenset({"preventive_plan", "taxon", "name"})
    form = PreventivePlanForm
    permission = Permission.TREAT

    def __init__(self, desk: Desk) -> None:
        add, year = button(_("New &line…"), "plus", "primary"), button(_("&Year plan…"), "printer")
        super().__init__(desk, preventive_plans.LIST, None, [add, year])
        add.clicked.connect(lambda _on: open_record(desk, PreventivePlanForm, 0, self, self.follow))
        year.clicked.connect(lambda _on: self.print_year())
        explain(add, lacking(desk, Permission.TREAT))

    def print_year(self) -> None:
        """What is due in each of the next twelve months."""
        database = self.desk.database
        assert database is not None
        today = database.clock.today()
        open_sheet(self.desk, lambda session: preventive_year.sheet(session, today), self)
