"""Terms: the business words of acts, and the card that says what one does and what it is called."""

from typing import Any

from ui import errors
from ui.desk import Desk
from ui.forms.recording import open_record
from ui.forms.term import TermForm, TermNamesForm
from ui.panels.reference_card import FactCard, lacking
from ui.panels.reference_list import RecordPage
from ui.widgets.button import button, explain
from ui.widgets.chip import Chip
from zooapp.i18n import _
from zooapp.lists import terms
from zooapp.lists.terms import TermFacts
from zooapp.permission import Permission
from zooapp.services import terms as services


class TermCard(FactCard):
    """One term. What a used one does stays; its names can be changed."""

    def read(self, session: Any, record: int) -> TermFacts | None:
        return terms.read(session, record)

    def fill(self, facts: TermFacts) -> None:
        self.head(facts.name, facts.mode, [Chip(_("used"), "mute", "lock")] if facts.used else [])
        right = Permission.EDIT_INSTITUTIONS
        needed = _("The program needs this term.") if facts.needed else ""
        kept = _("Acts bear this term: what it does stays.") if facts.used else ""
        self.acts(
            self.act(_("Edit na&mes…"), "language", right, lambda: self.open(TermNamesForm)),
            self.act(_("E&dit…"), "pencil", right, lambda: self.open(TermForm), needed or kept),
            self.act(_("Offer &no more"), "archive", right, lambda: self._void(facts), needed),
        )
        self.pairs(*facts.pairs)
        self.names(facts.names)

    def _void(self, facts: TermFacts) -> None:
        def done(_none: None) -> None:
            self.desk.tell(_("{name} is offered no more.").format(name=facts.name), undo=self._undo)

        why = _("Offer no more: {name}").format(name=facts.name)
        self.desk.act(why, lambda work: services.void(work, facts.id), done, errors.show)

    def _undo(self) -> None:
        self.desk.go.emit("undo", None)


class TermsPage(RecordPage):
    """Find a term; add one of the zoo's own."""

    kinds = frozenset({"term", "name", "confirmation", "transaction", "consignment"})
    form = TermForm
    permission = Permission.EDIT_INSTITUTIONS

    def __init__(self, desk: Desk) -> None:
        self.add_button = button(_("New te&rm…"), "plus", "primary")
        super().__init__(desk, terms.LIST, TermCard(desk), [self.add_button])
        self.add_button.clicked.connect(lambda _on: open_record(desk, TermForm, 0, self, self.follow))
        explain(self.add_button, lacking(desk, Permission.EDIT_INSTITUTIONS))

    def why_not(self, record: int) -> str:
        facts = self.card.facts if isinstance(self.card, TermCard) else None
        if facts is not None and facts.id == record and (facts.used or facts.needed):
            return _("What this term does stays; its names can be changed.")
        return super().why_not(record)
