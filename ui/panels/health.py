"""Health: what is due, all treatments, the dictionary of drugs, the stock; segments choose what is shown."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.listing import ListPage
from ui.panels.health_drugs import DrugsPage
from ui.panels.health_due import DuePage
from ui.panels.health_record import (
    CalendarPage,
    CarcassesPage,
    NotesPage,
    PreventivePage,
    ProblemsPage,
    VaccinationsPage,
)
from ui.panels.health_stock import StockPage
from ui.panels.health_treatments import TreatmentsPage
from ui.panels.reference_list import Parts
from zooapp.i18n import N_, _

SEGMENTS: Final[Sequence[tuple[str, str, Callable[[Desk], QWidget]]]] = (
    ("due", N_("Due now"), DuePage),
    ("treatments", N_("Treatments"), TreatmentsPage),
    ("notes", N_("Notes"), NotesPage),
    ("problems", N_("Problems"), ProblemsPage),
    ("prevention", N_("Prevention"), PreventivePage),
    ("vaccinations", N_("Vaccinations"), VaccinationsPage),
    ("calendar", N_("Calendar"), CalendarPage),
    ("necropsies", N_("Necropsies"), CarcassesPage),
    ("drugs", N_("Drugs"), DrugsPage),
    ("stock", N_("Stock"), StockPage),
)
PLACES: Final = {"prescription": "treatments", "dose": "treatments", "drug": "drugs", "drug_batch": "stock"}


class HealthPage(Parts):
    """The table of segments above; below them the list that is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Health"), {key: (_(words), page) for key, words, page in SEGMENTS})

    def show_record(self, thing: Any) -> None:
        """Go to a record: ("drug", 3), or the number of a treatment."""
        kind, record = thing if isinstance(thing, tuple) else ("prescription", thing)
        page = self.choose(PLACES[kind])
        assert isinstance(page, ListPage)
        page.show_record(record)

    def selected_ids(self) -> Sequence[int]:
        """The animals of what is marked."""
        marked = getattr(self.page(), "selected_ids", None)
        return marked() if marked is not None else []
