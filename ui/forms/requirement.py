"""What an edition of a protocol demands: add, change or drop it while no case uses the edition."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from ui.forms.recording import Facts, RecordForm
from zooapp.errors import Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _
from zooapp.lists import protocol_card
from zooapp.models import CountsFrom, Requirement
from zooapp.services import protocols
from zooapp.work import Work

FROM: Final = (
    (CountsFrom.ENTRY, N_("from the entry")),
    (CountsFrom.RESTART, N_("from the last restart")),
    (CountsFrom.BEFORE_ENTRY, N_("from some days before the entry")),
)


class RequirementForm(RecordForm):
    """Change one that is there."""

    draft_kind = "requirement"

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Edit test: {name}").format(name=facts["values"]["name"])

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        values, version = protocol_card.requirement_values(session, record)
        return {"values": values, "version": version, "codes": set()}

    def build(self) -> None:
        columns = Requirement.__table__.columns
        specs = {
            name: replace(spec, required=spec.type is not bool and not columns[name].nullable)
            for name, spec in fields_of(Requirement).items()
        }
        label = specs["counts_from"].field.label
        specs["counts_from"] = asked("counts_from", label, CountsFrom, choices=FROM)
        self.add_fields(specs.values(), self.found["values"])

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        if values["code"] in self.found["codes"]:
            return [Problem("code", _("This edition has a test with this code already."))]
        return []

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, version, changed = self.record, self.found["version"], self.changed_values(values)
        return lambda work: protocols.amend_requirement(work, record, version, changed).id


class NewRequirementForm(RequirementForm):
    """Demand one thing more; `record` is the protocol."""

    draft_kind = "new_requirement"

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("New test of {name}").format(name=facts["name"])

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        protocol, _version = protocol_card.values(session, record)
        defaults = {column.name: column.default for column in Requirement.__table__.columns}
        start = {name: defaults[name].arg for name in fields_of(Requirement) if defaults[name] is not None}
        return {"values": start, "name": protocol["name"], "codes": protocol_card.codes(session, record)}

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, given = self.record, dict(values)
        return lambda work: protocols.add_requirement(work, record, given).id
