"""A veterinarian sets the days of a quarantine: longer for any, shorter for ours only, with a reason, signed (R97)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.forms.acting import Facts
from ui.forms.signing import SignedForm
from zooapp.fields import fields_of
from zooapp.i18n import _
from zooapp.lists import testing
from zooapp.models import QuarantineDays
from zooapp.services import quarantine
from zooapp.work import Work


class DaysForm(SignedForm):
    """How many days from the last restart, and why. Every override stands on the release paper with its reason."""

    @classmethod
    def heading(cls) -> str:
        return _("Set days")

    @classmethod
    def hint(cls) -> str:
        return _("Our own quarantine may become shorter or longer; the state's order stays.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        return {"batch": testing.open_batch(session, ids, session.info["today"])}

    def build(self) -> None:
        specs, clocks = fields_of(QuarantineDays), self.found["batch"].clocks
        start = {"days": clocks[0].days} if clocks else {}
        self.add_fields([specs["days"], specs["reason"], self.password_field()], start)

    def act_words(self) -> str:
        return _("Sign the days")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        cases, days, reason = self.found["batch"].case_ids, values["days"], values["reason"]

        def set_all(work: Work) -> None:
            for case in cases:
                quarantine.set_days(work, case, days, reason, "password")

        return set_all
