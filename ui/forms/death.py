"""A death: on which day, how, and of a group how many."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ui.editors import Editor
from ui.forms import questions
from ui.forms.acting import Facts
from ui.forms.note import quiet
from ui.forms.previewing import ActForm
from ui.widgets.field import FieldBox
from zooapp import effects
from zooapp.booking import Act
from zooapp.effects import Change
from zooapp.fields import FieldSpec, fields_of
from zooapp.i18n import _
from zooapp.lists import picks
from zooapp.models import CarcassFate, Transaction
from zooapp.services import dispositions, young
from zooapp.work import Work

CARCASS: Final = ("fate", "necropsy", "never_fed")


class DeathForm(ActForm):
    """The animal stays readable; its stay and its quarantine end with the last of the group."""

    @classmethod
    def heading(cls) -> str:
        return _("Death")

    @classmethod
    def hint(cls) -> str:
        return _("The record stays and can be read. What ends with the animal ends on that day.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        offered = {"terms": picks.options(session, "terms:death"), "births": young.births(session, ids[0])}
        return {**offered, **super().read(session, ids[:1])}

    def ask_fields(self) -> None:
        act = fields_of(Transaction)
        known = fields_of(CarcassFate)
        carcass = [known[name] for name in CARCASS]
        specs = [questions.on_day(), act["time"], act["term_id"], *carcass, questions.note()]
        if self.found["group"]:
            specs = [questions.how_many(), *specs[:3], act["birth_id"], *specs[3:]]
        options = {"terms": self.found["terms"], "births": self.found["births"]}
        self.add_fields(specs, {"on": self.today(), "necropsy": True}, options=options)
        self.save_button.set_kind("danger")

    def make_box(self, path: str, spec: FieldSpec, editor: Editor) -> FieldBox:
        return quiet(super().make_box(path, spec, editor), editor)

    def touched(self, _values: Mapping[str, Any]) -> list[int]:
        return [self.animal]

    def change(self, values: Mapping[str, Any]) -> Change | None:
        count = values.get("count")
        return None if self.found["group"] and count is None else effects.leave(self.here.us, count)

    def act_words(self) -> str:
        return _("Write down the death")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animal, act = self.animal, Act(**questions.given(values, "on", "time", "term_id", "note", "birth_id"))
        count, carcass = values.get("count"), questions.given(values, *CARCASS)
        return lambda work: dispositions.death(work, animal, count, act, carcass)

    def done_words(self, _result: Any) -> str:
        return _("Death of {animal} written down.").format(animal=self.rows[0].cells.get("local_id", ""))
