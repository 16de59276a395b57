"""A paper that came with a consignment: kind, number, issuer, validity, incoming number, where the original lies."""

from collections.abc import Callable, Mapping
from typing import Any

from ui.forms.recording import Facts, RecordForm
from zooapp.fields import fields_of
from zooapp.i18n import _
from zooapp.models import Consignment, Paper
from zooapp.services import papers
from zooapp.work import Work


class PaperForm(RecordForm):
    """An entry in the book of incoming papers. The scan is attached to it afterwards."""

    @classmethod
    def heading(cls, _record: int, _facts: Facts) -> str:
        return _("Edit paper")

    @classmethod
    def hint(cls) -> str:
        return _("The certificate prints its number and day as they stand here.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        paper = session.get_one(Paper, record)
        return {"values": {name: getattr(paper, name) for name in fields_of(Paper)}, "version": paper.version}

    def build(self) -> None:
        self.add_fields(fields_of(Paper).values(), self.found.get("values", {}))

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, version, changed = self.record, self.found["version"], self.changed_values(values)
        return lambda work: papers.amend(work, record, version, changed).id


class NewPaperForm(PaperForm):
    """One more paper; `record` is the consignment."""

    draft_kind = "paper"

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("New paper of {number}").format(number=facts["number"])

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        return {"number": session.get_one(Consignment, record).number}

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record = self.record
        return lambda work: papers.add(work, Consignment.called, record, values).id
