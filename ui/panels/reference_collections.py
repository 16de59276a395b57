"""Collections inside the zoo: the list, and the card that says how many records belong to one."""

from typing import Any

from ui.desk import Desk
from ui.forms.collection import CollectionForm, CollectionNamesForm
from ui.forms.recording import open_record
from ui.panels.reference_card import FactCard, lacking
from ui.panels.reference_list import RecordPage
from ui.widgets.button import button, explain
from zooapp.i18n import _
from zooapp.lists import collections
from zooapp.lists.collections import CollectionFacts
from zooapp.permission import Permission
from zooapp.services import collections as services


class CollectionCard(FactCard):
    """One collection."""

    def read(self, session: Any, record: int) -> CollectionFacts | None:
        return collections.read(session, record)

    def fill(self, facts: CollectionFacts) -> None:
        self.head(facts.name, facts.records, [])
        right = Permission.EDIT_ENCLOSURES
        self.acts(
            self.act(_("Edit na&mes…"), "language", right, lambda: self.open(CollectionNamesForm)),
            self.act(_("E&dit…"), "pencil", right, lambda: self.open(CollectionForm)),
            self.act(_("Offer no m&ore"), "archive", right, lambda: self._void(facts)),
        )
        self.pairs((_("Note"), facts.note))
        self.names(facts.names)

    def _void(self, facts: CollectionFacts) -> None:
        def done(_none: None) -> None:
            words = _("{name} is offered no more.").format(name=facts.name)
            self.desk.tell(words, undo=lambda: self.desk.go.emit("undo", None))

        why = _("Offer no more: {name}").format(name=facts.name)
        self.desk.act(why, lambda work: services.void(work, facts.id), done)


class CollectionsPage(RecordPage):
    """Find a collection; add one of the zoo's own."""

    kinds = frozenset({"collection", "name", "animal"})
    form = CollectionForm
    permission = Permission.EDIT_ENCLOSURES

    def __init__(self, desk: Desk) -> None:
        self.add_button = button(_("New &collection…"), "plus", "primary")
        super().__init__(desk, collections.LIST, CollectionCard(desk), [self.add_button])
        self.add_button.clicked.connect(lambda _on: open_record(desk, CollectionForm, 0, self, self.follow))
        explain(self.add_button, lacking(desk, Permission.EDIT_ENCLOSURES))
