"""A quarantine unit was cleaned and disinfected: by whom, with what; its empty days begin (R53)."""

from collections.abc import Callable, Mapping
from typing import Any

from ui.forms.recording import Facts, RecordForm
from zooapp.errors import NotFound
from zooapp.fields import fields_of
from zooapp.i18n import _
from zooapp.models import UnitCleaning
from zooapp.quarantine.unit_states import units
from zooapp.services import cleanings
from zooapp.work import Work


class CleaningForm(RecordForm):
    """`record` is the unit."""

    draft_kind = "cleaning"

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("{unit} cleaned").format(unit=facts["unit"].code)

    @classmethod
    def hint(cls) -> str:
        return _("From this day the unit stands empty, for as long as its last protocol says.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        found = units(session, session.info["today"], [record])
        if not found:
            raise NotFound(_("Choose a quarantine unit."))
        return {"unit": found[0]}

    def build(self) -> None:
        specs = fields_of(UnitCleaning)
        who = self.desk.actor.name if self.desk.actor is not None else ""
        self.add_fields([specs["on"], specs["who"], specs["means"]], {"on": self.today(), "who": who})

    def act_words(self) -> str:
        return _("Unit is clean")

    def why(self) -> str:
        return _("Unit cleaned and disinfected")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        unit, on, who, means = self.record, values["on"], values["who"], values["means"]
        return lambda work: cleanings.clean(work, unit, on, who, means).id
