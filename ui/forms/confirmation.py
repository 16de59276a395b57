"""Confirm a legal or veterinary fact: a person says that it is so, and by which source (R109)."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.form import Form
from zooapp.fields import asked
from zooapp.i18n import N_, _
from zooapp.services import confirmations, protocols
from zooapp.work import Work


class ConfirmationForm(Form):
    """One fact, said on top in words, and the source by which it is known."""

    def __init__(self, desk: Desk, fact: confirmations.Fact, words: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Confirm: {fact}").format(fact=words), self.hint(), parent)
        self.fact = fact
        self.title.setWordWrap(True)
        hint = N_("The document you looked it up in, with its date")
        self.add_fields([asked("source", N_("Source"), str, hint, longest=300)], {})

    @classmethod
    def hint(cls) -> str:
        """One line of help below the title."""
        return _("Your name, the day and the source are kept. Papers may print the fact afterwards.")

    def act_words(self) -> str:
        return _("Confirm")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        (kind, record), source = self.fact, values["source"]
        if kind == "protocol":
            return lambda work: len(protocols.confirm(work, record, source))
        return lambda work: confirmations.confirm(work, kind, record, source).id

    def done_words(self, _result: Any) -> str:
        return _("Confirmed.")
