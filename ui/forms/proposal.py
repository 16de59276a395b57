"""For which taxon, from senders of which class, a protocol is proposed in the arrival form (R52)."""

from collections.abc import Callable, Mapping
from typing import Any

from ui.forms.recording import Facts, RecordForm
from zooapp.fields import fields_of
from zooapp.i18n import _
from zooapp.lists import picks, protocol_card
from zooapp.models import ProtocolChoice
from zooapp.services import protocols
from zooapp.work import Work


class ProposalForm(RecordForm):
    """`record` is the protocol; what was proposed for these before gives way."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Propose {name}").format(name=facts["name"])

    @classmethod
    def hint(cls) -> str:
        return _("What was proposed for this taxon from such senders before gives way.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        values, _version = protocol_card.values(session, record)
        return {"name": values["name"], "taxon": values["taxon_id"], "taxa": picks.options(session, "taxa")}

    def build(self) -> None:
        specs = fields_of(ProtocolChoice)
        self.add_fields(specs.values(), {"taxon_id": self.found["taxon"]}, options={"taxa": self.found["taxa"]})

    def why(self) -> str:
        return _("Protocol proposed by risk")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, source_class, taxon = self.record, values["source_class"], values["taxon_id"]
        return lambda work: protocols.propose(work, record, source_class, taxon, values["source"])
