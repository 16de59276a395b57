"""Animals change hands and stay where they are: another owner; and of those with a partner, another holder too."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.forms import questions
from ui.forms.acting import Facts
from ui.forms.previewing import ActForm
from zooapp import effects
from zooapp.booking import Act
from zooapp.effects import Change
from zooapp.errors import Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _
from zooapp.lists import picks
from zooapp.models import Transaction
from zooapp.services import dispositions
from zooapp.work import Work


class OwnershipForm(ActForm):
    """Who owns them from that day; what is on loan elsewhere can go on to another partner (R30)."""

    @classmethod
    def heading(cls) -> str:
        return _("Ownership")

    @classmethod
    def hint(cls) -> str:
        return _("Nothing moves here: only who owns them, or which partner holds them.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        lists = {"terms": picks.options(session, "terms:transfer")}
        return {**super().read(session, ids), **lists, "institutions": picks.options(session, "institutions")}

    @property
    def holder(self) -> int:
        """Who holds them: we, where we hold any."""
        holders = [hands.holder_id for hands in self.here.hands]
        return self.here.us if self.here.us in holders or not holders else holders[0]

    def ask_fields(self) -> None:
        act, away = fields_of(Transaction), self.holder != self.here.us
        owner = asked("owner_id", N_("New owner"), int, pick="institutions", required=not away)
        specs = [owner, *self.how_many(), act["on"], act["term_id"], act["note"]]
        if away:
            specs.insert(1, asked("holder_id", N_("New holder"), int, pick="institutions", required=False))
        self.add_fields(specs, {"on": self.today()}, options=self.found)

    def act_words(self) -> str:
        return _("Write down who owns them")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        if values.get("holder_id") == self.here.us:
            return [Problem("holder_id", _("What comes to us is written down as “Comes back”."))]
        return []

    def change(self, values: Mapping[str, Any]) -> Change | None:
        holder, owner = values.get("holder_id"), values.get("owner_id")
        if holder is None and owner is None:
            return None
        return effects.hand_over(self.holder, values.get("count"), holder=holder, owner=owner)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animals, holder, owner = [row.id for row in self.rows], values.get("holder_id"), values.get("owner_id")
        partner = {"partner_id": owner or holder}
        act = Act(**questions.given({**values, **partner}, "on", "term_id", "note", "partner_id"))
        change = dispositions.Change(values.get("count"), holder, owner, self.holder)
        return lambda work: [dispositions.transfer(work, animal, change, act) for animal in animals]

    def done_words(self, _result: Any) -> str:
        return _("The change of hands is written down.")
