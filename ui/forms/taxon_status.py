"""Legal and conservation status of a taxon: add a row from a day on, end one."""

from collections.abc import Callable, Mapping
from typing import Any

from ui.forms.recording import Facts, RecordForm
from zooapp.errors import Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _
from zooapp.lists import taxon_card
from zooapp.models import TaxonStatus
from zooapp.services import taxa
from zooapp.taxon_status import STRICTEST_FIRST
from zooapp.work import Work

ASKED = ("scheme", "value", "population", "valid_from", "source")


class TaxonStatusForm(RecordForm):
    """A new row. The row before it, of the same list and population, ends the day before."""

    draft_kind = "taxon_status"

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("New status of {name}").format(name=facts["name"])

    @classmethod
    def hint(cls) -> str:
        return _("A row before it, of the same list and population, ends the day before. It is not verified at first.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        values, _version = taxon_card.values(session, record)
        return {"name": values["scientific"]}

    def build(self) -> None:
        known = fields_of(TaxonStatus)
        self.add_fields([known[name] for name in ASKED], {"scheme": "CITES"})

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        order = STRICTEST_FIRST.get(values["scheme"], ())
        if order and values["value"] not in order:
            words = _("{list} has these: {values}").format(list=values["scheme"], values=" ".join(order))
            return [Problem("value", words)]
        return []

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        row = {"taxon_id": self.record, **{name: values[name] for name in ASKED}}
        return lambda work: taxa.add_status(work, row).id


class EndStatusForm(RecordForm):
    """The last day of a row. Rows are ended, not changed, so that old papers stay explained."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        row = facts["row"]
        return _("End {list} {value}").format(list=row.scheme, value=row.value)

    @classmethod
    def hint(cls) -> str:
        return _("The row stays as it is for the days before.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        return {"row": session.get_one(TaxonStatus, record)}

    def build(self) -> None:
        self.version = self.found["row"].version
        spec = asked("valid_to", N_("Last day"), fields_of(TaxonStatus)["valid_to"].type)
        self.add_fields([spec], {"valid_to": self.found["row"].valid_to})

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, version, last = self.record, self.version, values["valid_to"]
        return lambda work: taxa.end_status(work, record, version, last).id
