"""A physical examination of one animal: weight, body condition, each system; fit for transport or not."""

from collections.abc import Callable, Mapping
from typing import Any

from ui.editors import Editor
from ui.forms.acting import AnimalForm
from ui.forms.note import quiet
from ui.widgets.field import FieldBox
from zooapp.fields import FieldSpec, asked, fields_of
from zooapp.i18n import N_, _
from zooapp.models import Examination
from zooapp.services import clinical
from zooapp.values.weights import Weight
from zooapp.work import Work


class ExaminationForm(AnimalForm):
    """Of the first animal that is marked."""

    @classmethod
    def heading(cls) -> str:
        return _("Physical examination")

    @classmethod
    def hint(cls) -> str:
        return _("What was not looked at stays empty.")

    def build(self) -> None:
        del self.rows[1:]
        known = list(fields_of(Examination).values())
        weight = asked("weight", N_("Weight"), Weight, N_("With its unit, as 12.4 kg"), required=False)
        self.add_fields([*known[:2], weight, *known[2:]], {"on": self.today()})

    def make_box(self, path: str, spec: FieldSpec, editor: Editor) -> FieldBox:
        return quiet(super().make_box(path, spec, editor), editor)

    def act_words(self) -> str:
        return _("Write down")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animal, weight = self.animal, values["weight"]
        said = {name: value for name, value in values.items() if name != "weight"}
        return lambda work: clinical.examine(work, animal, said, weight)

    def done_words(self, _result: int) -> str:
        return _("The examination is written down.")
