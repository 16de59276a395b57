"""Animals of an arrival that are in the books already: each leads to its own record, where it comes back (R24)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ui.forms.acting import open_for
from ui.forms.come_back import ComeBackForm
from ui.widgets.button import button
from ui.widgets.card import Card
from ui.widgets.label import Icon, lab
from ui.widgets.layout import boxed, hbox
from zooapp.i18n import _
from zooapp.services.duplicates import Likely

if TYPE_CHECKING:
    from ui.forms.arrival import ArrivalForm

MOST = 3


class LikelyBar(Card):
    """One line with a button for each; hidden where nobody is known. The draft of the arrival stays meanwhile."""

    def __init__(self, form: "ArrivalForm") -> None:
        self._row = hbox(gap=6)
        words = lab(_("A visit, not a new animal?"), "strong")
        row = hbox(Icon("help-circle", "warn", 18), words, boxed(self._row), None, gap=8, margins=(14, 6, 14, 6))
        super().__init__(row, "warn_bg", "warn")
        self._form = form
        self.shown: tuple[Likely, ...] = ()
        self.hide()

    def show_likely(self, found: Sequence[Likely]) -> None:
        """Show the first of these."""
        if tuple(found) == self.shown:
            return
        self.shown = tuple(found)
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for one in self.shown[:MOST]:
            made = button(_("{who} comes back…").format(who=one.who).replace("&", "&&"), "transfer-in")
            made.clicked.connect(lambda _on, animal=one.animal_id: self._come_back(animal))
            self._row.addWidget(made)
        self.setVisible(bool(self.shown))

    def _come_back(self, animal: int) -> None:
        open_for(self._form.desk, ComeBackForm, [animal], self._form)
