"""Add a mark to an animal: a chip, a ring, an ear tag. A reader types into the number wherever the focus is."""

from collections.abc import Callable, Mapping
from typing import Any

from ui.forms.acting import AnimalForm
from zooapp.fields import fields_of
from zooapp.i18n import _
from zooapp.models import Identifier, MarkKind
from zooapp.services import duplicates, identifiers
from zooapp.work import Work

FIELDS = ("kind", "value", "place", "since", "count", "detail", "disputed")


class IdentifierForm(AnimalForm):
    """Kind, number, place on the body, since when."""

    @classmethod
    def heading(cls) -> str:
        return _("Add mark")

    @classmethod
    def hint(cls) -> str:
        return _("A number that another living animal bears is refused; one digit away is asked about.")

    def build(self) -> None:
        specs = fields_of(Identifier)
        start = {"kind": MarkKind.TRANSPONDER, "since": self.today(), "count": 1}
        self.add_fields([specs[name] for name in FIELDS], start)

    def scanned(self, number: str) -> None:
        """A reader read this number."""
        self.fill("value", number)

    def act_words(self) -> str:
        return _("Add mark")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animal, given = self.animal, {name: value for name, value in values.items() if value is not None}

        def add(work: Work) -> int:
            if not given.get("disputed"):  # two animals claim it: that was said already
                duplicates.warn_of_mark(work, animal, given)
            return identifiers.add(work, animal, given)

        return add

    def done_words(self, _result: Any) -> str:
        return _("Mark added to {animal}.").format(animal=self.rows[0].cells.get("local_id", ""))
