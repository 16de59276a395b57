"""Weigh: one animal, or many that are marked, a line each; all of them in one save."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ui.editors import Editor
from ui.forms.acting import AnimalForm, Facts
from ui.widgets.field import FieldBox
from zooapp.errors import Problem
from zooapp.fields import FieldSpec, asked, fields_of
from zooapp.i18n import _, day, ngettext
from zooapp.lists.spec import Row
from zooapp.lists.weights import Last, last_weights
from zooapp.models import Measure
from zooapp.services import measures
from zooapp.services.measures import Weighing
from zooapp.values.weights import KG, Weight
from zooapp.work import Work

OCCASION: Final = ("on", "time", "method", "note", "estimate")


class WeightForm(AnimalForm):
    """A weight for each animal, with the last one beside it; then the day and how it was weighed."""

    @classmethod
    def heading(cls) -> str:
        return _("Weigh")

    @classmethod
    def hint(cls) -> str:
        return _("With its unit, as 12.4 kg or 850 g. Enter goes to the next line.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        return {"last": last_weights(session, ids)}

    def build(self) -> None:
        self.add_fields([self._line(row) for row in self.rows], {}, prefix="weights.")
        known = fields_of(Measure)
        self.add_fields([known[name] for name in OCCASION], {"on": self.today()})

    def _line(self, row: Row) -> FieldSpec:
        last: Last | None = self.found["last"].get(row.id)
        words = _("Last: {weight}, {day}").format(weight=last.weight.show(), day=day(last.on)) if last else ""
        place = str(row.cells.get("enclosure") or "").partition(" · ")[0]
        who = " ".join(str(row.cells[key]) for key in ("local_id", "name") if row.cells.get(key))
        who = f"{who} · {place}" if place else who
        unit = last.weight.unit if last else KG
        return asked(str(row.id), who, Weight, words, unit=unit, required=len(self.rows) == 1)

    def make_box(self, path: str, spec: FieldSpec, editor: Editor) -> FieldBox:
        box = super().make_box(path, spec, editor)
        box.hint = spec.hint or box.hint  # the last weight says the unit itself
        return box

    def act_words(self) -> str:
        return _("Write down")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        if not self._typed(values):
            return [Problem(f"weights.{self.animal}", _("Type at least one weight."))]
        return []

    def _typed(self, values: Mapping[str, Any]) -> list[tuple[int, Weight]]:
        found = ((row.id, values.get(f"weights.{row.id}")) for row in self.rows)
        return [(animal, weight) for animal, weight in found if weight is not None]

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        weights, weighing = self._typed(values), Weighing(**{name: values[name] for name in OCCASION})
        return lambda work: measures.weigh_many(work, weights, weighing)

    def done_words(self, result: Sequence[int]) -> str:
        n = len(result)
        return ngettext("{n} weight written down.", "{n} weights written down.", n).format(n=n)
