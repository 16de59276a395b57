"""Individuals become a group, or join one: each record closes and can be read, photos and marks stay with it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.forms import questions
from ui.forms.acting import Facts
from ui.forms.previewing import ActForm
from zooapp.booking import Act
from zooapp.effects import Change
from zooapp.errors import Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import act_picks
from zooapp.models import Transaction
from zooapp.services import gatherings
from zooapp.work import Work


class GatherForm(ActForm):
    """Into a new group, unless one is named; all of one taxon and one owner."""

    @classmethod
    def heading(cls) -> str:
        return _("Into a group")

    @classmethod
    def hint(cls) -> str:
        return _("Nobody comes and nobody goes. Each record closes, says where it went, and can be read.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        found = super().read(session, ids)
        offered = act_picks.groups_here(session, session.info["today"], ids[0], found["here"].taxon_id)
        return {**found, "groups": [option for option in offered if option.id not in ids]}

    def ask_fields(self) -> None:
        act = fields_of(Transaction)
        new = N_("Empty: a new one")
        into = asked("into_id", N_("Into which group"), int, new, pick="groups", required=False, lines=2)
        self.add_fields([into, act["on"], act["note"]], {"on": self.today()}, options=self.found)

    def act_words(self) -> str:
        return _("Put them into a group")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        if values["into_id"] is None and len(self.rows) < 2:
            return [Problem("into_id", _("Mark several records, or name a group."))]
        return []

    def touched(self, values: Mapping[str, Any]) -> list[int]:
        return [*super().touched(values), *([values["into_id"]] if values.get("into_id") else [])]

    def change(self, _values: Mapping[str, Any]) -> Change | None:
        return lambda books: books

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animals, into = [row.id for row in self.rows], values["into_id"]
        act = Act(**questions.given(values, "on", "note"))
        return lambda work: gatherings.gather(work, animals, into, act)

    def done_words(self, _result: Any) -> str:
        n = len(self.rows)
        return ngettext("{n} record is part of the group now.", "{n} records are part of the group now.", n).format(n=n)
