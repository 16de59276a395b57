"""The lists of the place Animals, each with the card of the animal that is meant: animals, groups, acts, marks."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QPushButton, QWidget

from ui import pictures
from ui.desk import Desk
from ui.forms.acting import open_for
from ui.forms.recording import open_record
from ui.forms.void_act import VoidActForm
from ui.forms.weight_edit import WeightEditForm
from ui.listing import ListPage
from ui.panels.animal_card import AnimalCard
from ui.widgets.button import button
from ui.widgets.empty import Empty, Way
from zooapp.i18n import N_, _
from zooapp.lists import animals, groups, identifiers, transactions, weight_list
from zooapp.lists.spec import ListSpec
from zooapp.permission import Permission

KINDS: Final = frozenset(
    {
        "animal",
        "transaction",
        "identifier",
        "determination",
        "stay",
        "quarantine_case",
        "quarantine_result",
        "media_link",
        "parentage",
        "measure",
        "animal_name",
        "collection",
        "taxon",
        "name",
    }
)


class AnimalList(ListPage):
    """Find an animal, see where it stands and what is known, and act on it."""

    kinds = KINDS
    listed: ListSpec = animals.LIST

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self.listed, AnimalCard(desk), self.buttons(desk))
        self.table.show_photos(pictures.of(desk))

    def selected_ids(self) -> Sequence[int]:
        """The animals that an action is for."""
        return self.table.selected_ids()

    def show_card(self, record: int) -> None:
        """The card is of the day that the list is asked about."""
        if isinstance(self.card, AnimalCard) and self.desk.database is not None:
            today = self.desk.database.clock.today()
            self.card.on = self.query.on if self.query.on not in (None, today) else None
        super().show_card(record)

    def open_record(self, record: int) -> None:
        """Enter goes into the card."""
        if self.card is not None:
            self.card_area.setVisible(True)
            self.show_card(self.subject(record))
            self.card.setFocus()

    def buttons(self, desk: Desk) -> list[QPushButton]:
        """What stands in the head beside export and print."""
        return [arrival_button(desk)] if desk.may(Permission.ACCESSION) else []

    def welcoming(self) -> QWidget | None:
        """The ways on in a collection without animals."""
        desk = self.desk
        find = button(_("Find…"), "search")
        find.clicked.connect(lambda _checked: desk.go.emit("find", None))
        ways = [Way("search", _("Look around"), _("Places, taxa, institutions and every command."), find)]
        if desk.may(Permission.ACCESSION):
            words = _("Type or paste the list of a consignment: how many, from whom, where to.")
            arrival = arrival_button(desk)
            arrival.setText(_("New arrival…"))  # its letter is that of the button in the head
            ways.insert(0, Way("plane-arrival", _("Animals came"), words, arrival))
        return Empty(_("No animals yet"), _("This list fills with the first arrival."), ways)


class GroupList(AnimalList):
    """The same of groups alone."""

    listed = groups.LIST

    def welcoming(self) -> QWidget | None:
        return None


class LinesOfAnimals(AnimalList):
    """Rows that are about an animal, and no animals: the card and every act are for that one."""

    def buttons(self, _desk: Desk) -> list[QPushButton]:
        return []

    def welcoming(self) -> QWidget | None:
        return ListPage.welcoming(self)

    def subject(self, record: int) -> int:
        number = self.table.paged.number_of(record)
        row = self.table.paged.row(number) if number >= 0 else None
        return (row.cells["about"] or 0) if row is not None else 0

    def selected_ids(self) -> Sequence[int]:
        found = (self.subject(record) for record in self.table.selected_ids())
        return list(dict.fromkeys(animal for animal in found if animal))

    def _connect(self) -> None:
        super()._connect()
        # A row that was far away says only when it has come whom it is about.
        self.table.paged.dataChanged.connect(lambda *_: self.show_card(self.subject(self.table.current_id())))


class TransactionList(LinesOfAnimals):
    """What the ledger was told: each act of each day."""

    listed = transactions.LIST

    def buttons(self, desk: Desk) -> list[QPushButton]:
        if not desk.may(Permission.CORRECT):
            return []
        back = button(_("Take this act back…"), "restore")
        back.clicked.connect(lambda _checked: self.take_back())
        return [back]

    def take_back(self) -> None:
        """Ask why the act that is marked never was."""
        act = self.table.current_id()
        if animal := self.subject(act):
            open_for(self.desk, VoidActForm, [animal], self, lambda form: form.choose(act))


class MarkList(LinesOfAnimals):
    """Every number that an animal bears or bore."""

    listed = identifiers.LIST


class WeightList(LinesOfAnimals):
    """What was weighed, the newest first; Enter corrects it."""

    listed = weight_list.LIST
    first = N_("Mark animals in their list: “Weigh…”.")

    def open_record(self, record: int) -> None:
        open_record(self.desk, WeightEditForm, record, self)


def arrival_button(desk: Desk) -> QPushButton:
    """The way into the book."""
    made = button(_("&New arrival…"), "plus", "primary")
    made.clicked.connect(lambda _checked: desk.go.emit("arrival", None))
    return made
