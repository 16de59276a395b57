"""All of one record join a group: the total stays, the record closes (R13)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.forms import questions
from ui.forms.acting import Facts
from ui.forms.previewing import ActForm
from zooapp.booking import Act
from zooapp.effects import Change
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _
from zooapp.lists import act_picks
from zooapp.models import Transaction
from zooapp.services import groups
from zooapp.work import Work


class MergeForm(ActForm):
    """Into which group; of two marked records the second is offered."""

    @classmethod
    def heading(cls) -> str:
        return _("Merge into a group")

    @classmethod
    def hint(cls) -> str:
        return _("Nobody comes and nobody goes. The record closes and can be read.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        offered = act_picks.groups_here(session, session.info["today"], ids[0])
        return {**super().read(session, ids[:1]), "groups": offered, "second": ids[1] if len(ids) > 1 else None}

    def ask_fields(self) -> None:
        act = fields_of(Transaction)
        into = asked("into_id", N_("Into which group"), int, pick="groups", lines=2)
        start = {"on": self.today(), "into_id": self.found["second"]}
        self.add_fields([into, act["on"], act["note"]], start, options=self.found)

    def act_words(self) -> str:
        return _("Merge")

    def touched(self, values: Mapping[str, Any]) -> list[int]:
        return [values["into_id"]] if values.get("into_id") else []

    def change(self, values: Mapping[str, Any]) -> Change | None:
        if values.get("into_id") is None or len(self.here.hands) != 1:
            return None
        count = questions.count_of(self.rows[0])
        return lambda books: {hands: n + count for hands, n in books.items()}

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animal, into, act = self.animal, values["into_id"], Act(**questions.given(values, "on", "note"))
        return lambda work: groups.merge(work, animal, into, act)

    def done_words(self, _result: Any) -> str:
        return _("Merged into {group}.").format(group=self.editors["into_id"].text())
