"""How the animals travelled and which papers came with them: what opens below the head of an arrival."""

from typing import TYPE_CHECKING, Any, Final

from ui.editors import ChoiceEditor, Editor, editor_for
from ui.forms.arrival_rows import TOP, Column, Rows
from ui.widgets.button import Button, button, icon_button
from ui.widgets.card import Card
from ui.widgets.label import lab
from ui.widgets.layout import Item, hbox, vbox
from zooapp.fields import FieldSpec, fields_of
from zooapp.i18n import _
from zooapp.models import Consignment, Paper

if TYPE_CHECKING:
    from ui.forms.arrival import ArrivalForm

FIELDS: Final = (
    ("transport", 3),
    ("transport_document", 3),
    ("contract", 3),
    ("couriers", 3),
    ("origin_place", 2),
    ("destination_place", 2),
)


class Papers(Rows):
    """Permits, certificates and letters, as many as there are."""

    columns: "tuple[Column, ...]" = (
        ("kind", 150, 4),
        ("number", 100, 3),
        ("lines", 64, 0),
        ("issuer", 90, 3),
        ("issued_on", 108, 1),
        ("valid_to", 108, 1),
        ("incoming_no", 84, 1),
        ("incoming_on", 108, 1),
        ("original_at", 84, 2),
        ("away", 32, 0),
    )

    def __init__(self, form: "ArrivalForm") -> None:
        super().__init__(form, "papers", fields_of(Paper), self._editor)
        self.setAccessibleName(_("Papers"))
        self._crosses: list[Button] = []
        self._say_heads()

    def build(self, no: int) -> None:
        super().build(no)
        cross = icon_button("x", _("Remove paper {n}").format(n=no + 1))
        cross.clicked.connect(lambda _checked: self.take_out(no))
        self._crosses.append(cross)
        self.grid.addWidget(cross, no + 1, len(self.columns) - 1, TOP)
        self._say_heads()

    def drop(self, no: int) -> None:
        super().drop(no)
        self.away(self._crosses.pop())

    def take_out(self, no: int) -> None:
        """Remove a paper; the last one too."""
        self.remove(no)
        if self.count == 1 and self.is_blank(0):
            self.count = 0
            self.drop(0)
            self.changed.emit()
        self._say_heads()

    def typed(self, no: int, name: str) -> str:
        return str(self.editor(no, name).value() or "") if name == "kind" else super().typed(no, name)

    def _editor(self, spec: FieldSpec) -> Editor:
        if spec.name == "kind":
            return ChoiceEditor(spec.field.choices, False)  # no kind is likelier than another
        return editor_for(spec, self.form.today())

    def stops(self, no: int) -> list[Any]:
        """The controls of a row in reading order."""
        return [*(self.editor(no, name).widget for name in self.names), self._crosses[no]]

    def _say_heads(self) -> None:
        for head in self.heads:
            head.setVisible(self.count > 0)


class Journey(Card):
    """Transport, contract, people and places of the journey, and the papers."""

    def __init__(self, form: "ArrivalForm") -> None:
        specs = fields_of(Consignment)
        fields: list[Item] = [
            (form.add_editor(name, specs[name], editor_for(specs[name], form.today()), None), share)
            for name, share in FIELDS
        ]
        self.papers = Papers(form)
        self.add_button = button(_("Add paper"), "plus")
        self.add_button.clicked.connect(lambda _checked: form.focus_field(self.papers.path(self.papers.add(), "kind")))
        hint = lab(_("CITES and veterinary permits, deed, invoice: each one a row."), "small", "text3")
        foot = hbox(self.add_button, hint, None, gap=8)
        super().__init__(vbox(hbox(*fields, gap=10), self.papers, foot, gap=8, margins=(12, 10, 12, 10)), "sunken")

    def stops(self) -> list[Any]:
        """The controls in reading order."""
        form = self.papers.form
        papers = [widget for no in range(self.papers.count) for widget in self.papers.stops(no)]
        return [*(form.editors[name].widget for name, _share in FIELDS), *papers, self.add_button]

    def order(self) -> list[str]:
        """The paths of the fields as they are read."""
        return [*(name for name, _share in FIELDS), *self.papers.order()]
