"""Animals: all that are or were here, the groups among them, the acts of the ledger, and the marks."""

from collections.abc import Sequence
from typing import Any

from ui.desk import Desk
from ui.listing import ListPage
from ui.panels.animal_lists import AnimalList, GroupList, MarkList, TransactionList
from ui.panels.clutches import ClutchesPage
from ui.panels.reference_list import Parts
from zooapp.i18n import _


class AnimalsPage(Parts):
    """Segments above; below them the list that is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Animals"),
            {
                "animals": (_("Animals"), AnimalList),
                "groups": (_("Groups"), GroupList),
                "transactions": (_("Transactions"), TransactionList),
                "marks": (_("Marks"), MarkList),
                "eggs": (_("Eggs"), ClutchesPage),
            },
        )

    def shown_list(self) -> AnimalList:
        """The list that is shown."""
        shown = self.page()
        assert isinstance(shown, AnimalList)
        return shown

    def show_record(self, thing: Any) -> None:
        """Go to an animal by its number, or to ("transaction", 12)."""
        kind, record = thing if isinstance(thing, tuple) else ("animal", thing)
        places = {"transaction": "transactions", "identifier": "marks", "clutch": "eggs"}
        page = self.choose(places.get(kind, "animals"))
        assert isinstance(page, ListPage)
        page.show_record(record)

    def selected_ids(self) -> Sequence[int]:
        """The animals that an action is for."""
        return self.shown_list().selected_ids() if isinstance(self.page(), AnimalList) else ()
