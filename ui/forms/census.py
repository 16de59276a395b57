"""A count of a group: what was counted, and the difference to the books before it is saved."""

from collections.abc import Callable, Mapping
from typing import Any

from ui.forms import questions
from ui.forms.previewing import ActForm
from zooapp import effects
from zooapp.booking import Act
from zooapp.effects import Change
from zooapp.fields import fields_of
from zooapp.i18n import N_, _
from zooapp.models import Transaction
from zooapp.services import censuses
from zooapp.work import Work


class CensusForm(ActForm):
    """The number that was counted holds; what it differs by stands as a line of its own (R10)."""

    @classmethod
    def heading(cls) -> str:
        return _("Count")

    @classmethod
    def hint(cls) -> str:
        return _("What was counted holds from that day. The difference is kept as an adjustment.")

    def ask_fields(self) -> None:
        act = fields_of(Transaction)
        counted = questions.how_many(N_("As counted: males.females.unknown"))
        self.add_fields([counted, act["on"], act["note"]], {"on": self.today()})

    def act_words(self) -> str:
        return _("Write down the count")

    def change(self, values: Mapping[str, Any]) -> Change | None:
        count = values.get("count")
        return effects.counted(self.here.us, count) if count is not None else None

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animal, counted, act = self.animal, values["count"], Act(**questions.given(values, "on", "note"))
        return lambda work: censuses.count(work, animal, counted, act)

    def done_words(self, _result: Any) -> str:
        return _("Counted: {count}.").format(count=self.editors["count"].text())
