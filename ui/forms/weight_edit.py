"""One weight that was written down: correct it, or take it back. The wrong one stays readable."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ui.forms.recording import Facts, RecordForm
from ui.forms.weight import OCCASION
from ui.widgets.button import button
from zooapp.errors import Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _
from zooapp.models import Measure
from zooapp.permission import Permission
from zooapp.services import measures
from zooapp.services.measures import Weighing
from zooapp.states import called
from zooapp.values.weights import Weight
from zooapp.work import Work


class WeightEditForm(RecordForm):
    """The weight, the day and how it was weighed."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Weight of {animal}").format(animal=facts["animal"])

    @classmethod
    def hint(cls) -> str:
        return _("What stood there before stays readable in the journal.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        measure = session.get_one(Measure, record)
        values = {name: getattr(measure, name) for name in OCCASION}
        values["weight"] = Weight(measure.value, measure.unit)
        return {"values": values, "animal": called(session, measure.animal_id)}

    def build(self) -> None:
        known, values = fields_of(Measure), self.found["values"]
        weight = asked("weight", N_("Weight"), Weight, unit=values["weight"].unit)
        self.add_fields([weight, *(known[name] for name in OCCASION)], values)
        if self.desk.may(Permission.OBSERVE):
            back = button(_("Take back"), "restore", "danger")
            back.clicked.connect(lambda _checked: self._take_back())
            self.foot.insertWidget(0, back)
        else:
            self.save_button.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        own = [replace(each, field="weight") if each.field.startswith("weights.") else each for each in problems]
        super().show_problems(own)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, weighing = self.record, Weighing(**{name: values[name] for name in OCCASION})
        return lambda work: measures.correct(work, record, values["weight"], weighing)

    def _take_back(self) -> None:
        record = self.record
        self.desk.act(_("Weight taken back"), lambda work: measures.void(work, record), self._saved, self._refused, ())

    def done_words(self, result: Any) -> str:
        return _("The weight was taken back.") if result is None else _("Saved.")
