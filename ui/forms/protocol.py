"""A quarantine protocol: a new edition with its reason, and changes while no case uses it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from ui.forms.recording import Facts, RecordForm
from zooapp.errors import Problem
from zooapp.fields import FieldSpec, asked, fields_of
from zooapp.i18n import N_, _
from zooapp.lists import picks, protocol_card
from zooapp.lists.protocols import SCOPES
from zooapp.models import Place, Protocol, Scope
from zooapp.services import protocols
from zooapp.work import Work

PLACES: Final = (
    (Place.UNIT, N_("quarantine unit")),
    (Place.AIR_SPACE, N_("air space")),
    (Place.AREA, N_("area")),
)
ASKED: Final = (
    *("name", "taxon_id", "min_days", "scope", "place", "empty_days", "facilities", "staff_rules"),
    *("valid_from", "jurisdiction", "source"),
)


class ProtocolEditForm(RecordForm):
    """The edition itself; one that a case uses stays as it is."""

    draft_kind = "protocol"

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        values = facts["values"]
        return _("Edit {code}, edition {edition}").format(code=values["code"], edition=values["edition"])

    @classmethod
    def hint(cls) -> str:
        return _("What is changed counts as not verified until it is confirmed.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        values, version = protocol_card.values(session, record)
        return {
            "values": values,
            "version": version,
            "taxa": picks.options(session, "taxa"),
            "editions": protocol_card.editions(session, record),
            "known": protocol_card.known(session),
        }

    def build(self) -> None:
        again = asked("restart_after_end", N_("A newcomer restarts it even after its end"), bool, required=False)
        self.add_fields([*map(spec_of, ASKED), again], self.found["values"], options={"taxa": self.found["taxa"]})

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, version, changed = self.record, self.found["version"], self.changed_values(values)
        return lambda work: protocols.amend(work, record, version, changed).id


class NewEditionForm(ProtocolEditForm):
    """A copy under a new edition, with all that it demands; open cases keep the one they began with."""

    draft_kind = "edition"

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        values = facts["values"]
        return _("New edition of {code} {edition}").format(code=values["code"], edition=values["edition"])

    @classmethod
    def hint(cls) -> str:
        return _("Open cases keep their edition. The new one is a copy, not verified at first.")

    def build(self) -> None:
        reason = asked("why", N_("Why a new edition"), str, N_("Kept in the journal"), longest=300)
        code = asked("code", N_("Code"), str, N_("Another code: a protocol of its own"), longest=40)
        self.add_fields([fields_of(Protocol)["edition"], code, reason], {"code": self.found["values"]["code"]})
        super().build()

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        if (values["code"], values["edition"]) in self.found["known"]:
            return [Problem("edition", _("This edition is there already."))]
        return []

    def why(self) -> str:
        return self.editors["why"].text().strip()

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, edition = self.record, values["edition"]
        changed = {name: value for name, value in self.changed_values(values).items() if name not in ("why", "edition")}
        return lambda work: protocols.new_edition(work, record, edition, changed).id


def spec_of(name: str) -> FieldSpec:
    """A field of a protocol, with its choices in words."""
    known = fields_of(Protocol)[name]
    if name == "scope":
        return asked(name, known.field.label, Scope, choices=tuple(SCOPES.items()))
    return asked(name, known.field.label, Place, choices=PLACES) if name == "place" else known
