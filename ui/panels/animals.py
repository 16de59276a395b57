"""Animals: the list of all that are or were here, and the card of the one that is marked."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton

from ui import pictures
from ui.desk import Desk
from ui.listing import ListPage
from ui.panels.animal_card import AnimalCard
from ui.widgets.button import button
from zooapp.i18n import _
from zooapp.lists import animals
from zooapp.permission import Permission


class AnimalsPage(ListPage):
    """Find an animal, see where it stands and what is known, and act on it."""

    kinds = frozenset(
        {
            "animal",
            "transaction",
            "identifier",
            "determination",
            "stay",
            "quarantine_case",
            "quarantine_result",
            "media_link",
            "taxon",
            "name",
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, animals.LIST, AnimalCard(desk), self._buttons(desk))
        shown = pictures.of(desk)
        self.table.show_photos(shown)

    def selected_ids(self) -> Sequence[int]:
        """The animals that an action is for."""
        return self.table.selected_ids()

    def open_record(self, record: int) -> None:
        """Enter goes into the card."""
        if self.card is not None:
            self.card_area.setVisible(True)
            self.card.show_record(record)
            self.card.setFocus()

    def _buttons(self, desk: Desk) -> list[QPushButton]:
        if not desk.may(Permission.ACCESSION):
            return []
        arrival = button(_("&New arrival…"), "plus", "primary")
        arrival.clicked.connect(lambda _checked: desk.go.emit("arrival", None))
        return [arrival]
