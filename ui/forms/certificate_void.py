"""Declare a paper void: its number is typed, so that nobody voids the wrong one."""

from collections.abc import Callable, Mapping
from typing import Any

from ui.forms.recording import Facts, RecordForm
from zooapp.documents.certificate_data import numbered
from zooapp.errors import Problem
from zooapp.fields import asked
from zooapp.i18n import N_, _
from zooapp.models import Document
from zooapp.services import documents, keys
from zooapp.work import Work


class VoidForm(RecordForm):
    """The number, and the reason that the register keeps."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Declare {number} void").format(number=facts["number"])

    @classmethod
    def hint(cls) -> str:
        return _("This cannot be undone. The number stays used; a crossed paper is stored that says so.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        paper = session.get_one(Document, record)
        return {"number": numbered(paper.number, paper.revision)}

    def build(self) -> None:
        hint = _("Type {number}").format(number=self.found["number"])
        number = asked("number", N_("Number of the paper"), str, hint, longest=80)
        self.add_fields([number, asked("reason", N_("Reason"), str, longest=300)], {})
        self.save_button.set_kind("danger")

    def act_words(self) -> str:
        return _("Declare void")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        right = values["number"] == self.found["number"]
        words = _("This is not its number. Type {number}.").format(number=self.found["number"])
        return [] if right else [Problem("number", words)]

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, home = self.record, self.desk.home

        def void(work: Work) -> str:
            key = keys.sealing_key(work.session, home)
            return documents.void(work, record, values["number"], values["reason"], key).name

        return void

    def undo(self) -> None:
        return None

    def done_words(self, _result: Any) -> str:
        return _("{number} is void.").format(number=self.found["number"])
