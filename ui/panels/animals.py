"""Animals: all that are or were here, the groups among them, the acts of the ledger, and the marks."""

from collections.abc import Sequence
from typing import Any, Final

from ui.desk import Desk
from ui.listing import ListPage
from ui.panels.animal_lists import AnimalList, GroupList, MarkList, TransactionList, WeightList
from ui.panels.assets import AssetsPage
from ui.panels.clutches import ClutchesPage
from ui.panels.quality_list import QualityList
from ui.panels.reference_list import Parts
from ui.panels.transponders import TranspondersPage
from zooapp.i18n import _

PLACES: Final = {
    "transaction": "transactions",
    "identifier": "marks",
    "measure": "weights",
    "clutch": "eggs",
    "transponder": "chips",
    "asset": "assets",
}


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
                "weights": (_("Weights"), WeightList),
                "quality": (_("Data quality"), QualityList),
                "eggs": (_("Eggs"), ClutchesPage),
                "chips": (_("Transponders"), TranspondersPage),
                "assets": (_("Assets"), AssetsPage),
            },
        )

    def shown_list(self) -> ListPage:
        """The list that is shown."""
        shown = self.page()
        assert isinstance(shown, ListPage)
        return shown

    def show_record(self, thing: Any) -> None:
        """Go to an animal by its number, or to ("transaction", 12)."""
        kind, record = thing if isinstance(thing, tuple) else ("animal", thing)
        page = self.choose(PLACES.get(kind, "animals"))
        assert isinstance(page, ListPage)
        page.show_record(record)

    def selected_ids(self) -> Sequence[int]:
        """The animals that an action is for."""
        shown = self.page()
        return shown.selected_ids() if isinstance(shown, AnimalList | AssetsPage | TranspondersPage) else ()
