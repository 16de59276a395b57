"""What papers print of a journey: number, transport, places, couriers, contract."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from ui.forms.recording import Facts, RecordForm
from zooapp.fields import fields_of
from zooapp.i18n import _
from zooapp.models import Consignment
from zooapp.services import consignments
from zooapp.work import Work

ASKED: Final = (
    "number",
    "transport",
    "transport_document",
    "origin_place",
    "destination_place",
    "couriers",
    "contract",
    "note",
)


class ConsignmentForm(RecordForm):
    """The journey alone; day, parties and lines belong to the arrival."""

    draft_kind = "consignment"

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Edit {name}").format(name=facts["values"]["number"])

    @classmethod
    def hint(cls) -> str:
        return _("Papers that were issued stay as they are: revise them to print the change.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        it = session.get_one(Consignment, record)
        return {"values": {name: getattr(it, name) for name in ASKED}, "version": it.version}

    def build(self) -> None:
        known = fields_of(Consignment)
        self.add_fields([known[name] for name in ASKED], self.found["values"])

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, version, changed = self.record, self.found["version"], self.changed_values(values)
        return lambda work: consignments.amend(work, record, version, changed).id
