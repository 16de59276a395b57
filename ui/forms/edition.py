"""Animals in quarantine go on under a newer edition of their protocol, with a reason."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.forms.acting import AnimalForm, Facts
from zooapp.errors import NotFound
from zooapp.fields import fields_of
from zooapp.i18n import _
from zooapp.lists import picks, protocol_card, testing
from zooapp.models import QuarantineEdition
from zooapp.services import protocols
from zooapp.work import Work


class ChangeEditionForm(AnimalForm):
    """What was tested counts on; the clock and the tests are those of the new edition."""

    @classmethod
    def heading(cls) -> str:
        return _("Change edition of the protocol")

    @classmethod
    def hint(cls) -> str:
        return _("What was tested counts on. The days are those of the new edition from now on.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        found = testing.open_batch(session, ids, session.info["today"])
        newer = protocol_card.newer(session, {clock.protocol_id for clock in found.clocks}, session.info["today"])
        if not newer:
            raise NotFound(_("There is no newer edition of this protocol."))
        known = [option for option in picks.options(session, "protocols") if option.id in newer]
        return {"batch": found, "protocols": known, "codes": newer}

    def build(self) -> None:
        specs = fields_of(QuarantineEdition)
        only = self.found["protocols"][0].id if len(self.found["protocols"]) == 1 else None
        options = {"protocols": self.found["protocols"]}
        self.add_fields([specs["protocol_id"], specs["reason"]], {"protocol_id": only}, options=options)

    def act_words(self) -> str:
        return _("Change edition")

    def why(self) -> str:
        return _("Change edition of the protocol")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        protocol, reason = values["protocol_id"], values["reason"]
        older = self.found["codes"][protocol]
        cases = [clock.case_id for clock in self.found["batch"].clocks if clock.protocol_id in older]
        return lambda work: protocols.change_edition(work, cases, protocol, reason)
