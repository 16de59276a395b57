"""The paper by which the authority ends its own quarantine (R97)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.forms.acting import AnimalForm, Facts
from zooapp.errors import NotFound
from zooapp.fields import fields_of
from zooapp.i18n import _
from zooapp.lists.testing import batch
from zooapp.models import QuarantineCase
from zooapp.services import releases
from zooapp.work import Work


class StatePaperForm(AnimalForm):
    """Authority, number and day of the release document, for all animals of the batch."""

    @classmethod
    def heading(cls) -> str:
        return _("Release document of the state")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        found = batch(session, ids, session.info["today"])
        if not found.state_cases:
            raise NotFound(_("The state has ordered no quarantine for these animals."))
        return {"batch": found}

    def build(self) -> None:
        paper = fields_of(QuarantineCase)["release_document"]
        self.add_fields([paper], {"release_document": self.found["batch"].release_document or None})

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        cases, paper = self.found["batch"].state_cases, values["release_document"] or ""

        def file_all(work: Work) -> None:
            for case in cases:
                releases.file_release_document(work, case, paper)

        return file_all
