"""Take an act back that never was: which one, and why. It stays readable; the numbers follow at once (R36)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.forms.acting import AnimalForm, Facts
from zooapp.fields import asked
from zooapp.i18n import N_, _
from zooapp.lists import act_picks
from zooapp.services import corrections
from zooapp.work import Work


class VoidActForm(AnimalForm):
    """The last act is offered; the reason goes into the journal."""

    @classmethod
    def heading(cls) -> str:
        return _("Take an act back")

    @classmethod
    def hint(cls) -> str:
        return _("For what was entered wrongly. It stays readable in the journal with the reason.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        return {"acts": act_picks.acts(session, ids[0])}

    def build(self) -> None:
        specs = [
            asked("act_id", N_("Which act"), int, pick="acts", lines=2),
            asked("reason", N_("Reason"), str, N_("What was wrong about it"), longest=300, lines=2),
        ]
        last = self.found["acts"][0].id if self.found["acts"] else None
        self.add_fields(specs, {"act_id": last}, options=self.found)
        self.save_button.set_kind("danger")

    def choose(self, act: int) -> None:
        """This act is meant; the reason is asked."""
        self.editors["act_id"].set(act)
        self.focus_field("reason")

    def act_words(self) -> str:
        return _("Take back")

    def why(self) -> str:
        """The reason that was typed."""
        return str(self.values()[0].get("reason") or self.windowTitle())

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        act = values["act_id"]
        return lambda work: corrections.void_act(work, act)

    def done_words(self, _result: Any) -> str:
        return _("The act is taken back.")
