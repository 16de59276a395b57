"""Split a part off a group: as one new group, or each as an individual with its own marks."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.forms import questions
from ui.forms.acting import AnimalForm
from zooapp.booking import Act
from zooapp.fields import asked
from zooapp.i18n import N_, _, ngettext
from zooapp.models import AnimalKind
from zooapp.models.consignment import PART_AS
from zooapp.services import groups
from zooapp.work import Work


class SplitForm(AnimalForm):
    """The total stays the same; the new records keep place, quarantine and history (R6)."""

    @classmethod
    def heading(cls) -> str:
        return _("Split group")

    @classmethod
    def hint(cls) -> str:
        return _("Nobody comes and nobody goes: the new records keep place, quarantine and history.")

    def build(self) -> None:
        keep = asked("keep_as", N_("Keep as"), AnimalKind, choices=PART_AS)
        hint = N_("What they wear, as A001-A003; or nothing")
        marks = asked("marks", N_("Marks"), str, hint, required=False, longest=1000)
        start = {"on": self.today(), "keep_as": AnimalKind.INDIVIDUAL}
        self.add_fields([questions.how_many(), keep, marks, questions.on_day()], start)

    def act_words(self) -> str:
        return _("Split off")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animal, act = self.animal, Act(values["on"])
        part = groups.Part(values["count"], values["keep_as"], values.get("marks") or "")
        return lambda work: groups.split(work, animal, [part], act)

    def done_words(self, result: Sequence[int]) -> str:
        n = len(result)
        return ngettext("{n} new record split off.", "{n} new records split off.", n).format(n=n)
