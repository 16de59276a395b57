"""The size of a colony: how many animals there are about, beside the units that the books count."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.forms import questions
from ui.forms.acting import AnimalForm, Facts
from zooapp.errors import Problem
from zooapp.fields import fields_of
from zooapp.i18n import _, day, number
from zooapp.lists import colony_sizes
from zooapp.models import ColonySize
from zooapp.services import colonies
from zooapp.work import Work


class ColonySizeForm(AnimalForm):
    """How many, estimated or not, by which method; the last one is said on top."""

    @classmethod
    def heading(cls) -> str:
        return _("Colony size")

    @classmethod
    def hint(cls) -> str:
        return _("A measurement: the books go on counting the colony in units.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        return {"last": colony_sizes.last(session, ids[0]), "colony": colony_sizes.is_colony(session, ids[0])}

    def build(self) -> None:
        last: ColonySize | None = self.found["last"]
        words = _("Last: {n} on {day}").format(n=number(last.size), day=day(last.on)) if last else ""
        specs = fields_of(ColonySize)
        order = ("size", "on", "method", "estimate", "note")
        self.add_fields([specs[name] for name in order], {"on": self.today(), "estimate": True}, words)

    def act_words(self) -> str:
        return _("Write down the size")

    def look(self, _values: Mapping[str, Any]) -> list[Problem]:
        return [] if self.found["colony"] else [Problem("size", _("This is no colony: count it, or weigh it."))]

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animal, facts = self.animal, questions.given(values, *fields_of(ColonySize))
        return lambda work: colonies.measure(work, animal, facts)

    def done_words(self, _result: Any) -> str:
        return _("Size written down.")
