"""A loan contract: with whom, until when, whose the young are, who pays; a new one, or terms put right."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from ui.forms.recording import Facts, RecordForm
from zooapp.errors import Problem
from zooapp.fields import FieldSpec, fields_of
from zooapp.i18n import _
from zooapp.lists import picks
from zooapp.models import Loan, OffspringRule, Purpose, Side
from zooapp.services import loans
from zooapp.work import Work

CONTRACT: Final = ("number", "direction", "partner_id", "purpose", "contract_no", "contract_on", "since", "due")
YOUNG: Final = ("offspring", "offspring_first", "offspring_percent", "offspring_text")
REST: Final = ("insured", "transport_by", "veterinary_by", "death_rights", "note")
CHOSEN: Final = frozenset({"purpose", "offspring", "offspring_first"})  # always one of them


def specs_of(*names: str) -> list[FieldSpec]:
    """The fields of a loan as a form asks for them: its number may be left to the program."""
    known = fields_of(Loan)
    required = {"number": False} | dict.fromkeys(CHOSEN, True)
    return [replace(known[name], required=required.get(name, known[name].required)) for name in names]


class LoanForm(RecordForm):
    """All terms on one page."""

    draft_kind = "loan"

    @classmethod
    def heading(cls, record: int, facts: Facts) -> str:
        return _("Edit {name}").format(name=facts["values"]["number"]) if record else _("New loan")

    @classmethod
    def hint(cls) -> str:
        return _("The contract alone. Animals go under it from their own list: “Loan out…”, “Under a loan…”.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        options = picks.options(session, "institutions")
        if not record:
            return {"values": {}, "version": 0, "institutions": options}
        it = session.get_one(Loan, record)
        values = {name: getattr(it, name) for name in (*CONTRACT, *YOUNG, *REST)}
        return {"values": values, "version": it.version, "institutions": options}

    def build(self) -> None:
        first = {"since": self.today(), "purpose": Purpose.BREEDING}
        young = {"offspring": OffspringRule.DAM_OWNER, "offspring_first": Side.OWNER}
        values = self.found["values"] or {**first, **young}
        contract = [name for name in CONTRACT if not (self.record and name in ("direction", "partner_id"))]
        self.add_fields(specs_of(*contract), values, _("Contract"), options=self.found)
        self.add_fields(specs_of(*YOUNG), values, _("Young"))
        self.add_fields(specs_of(*REST), values, _("Costs, value, death"))

    def act_words(self) -> str:
        return _("Save the loan")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        if self.record and not values.get("number"):
            return [Problem("number", _("Fill this in."))]
        return []

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, version, changed = self.record, self.found["version"], self.changed_values(values)
        if record:
            return lambda work: loans.amend(work, record, version, changed).id
        return lambda work: loans.open_loan(work, values).id
