"""A vaccination of one animal or of many: against what, which batch, when again; by a line of the calendar or not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from ui.forms.acting import AnimalForm, Facts
from ui.forms.questions import kind_of
from zooapp.errors import Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import preventive
from zooapp.lists.vaccinations import vaccines
from zooapp.models import Vaccination
from zooapp.services import prevention
from zooapp.work import Work

FIELDS: Final = (
    "on", "against", "drug_id", "vaccine", "batch", "expires", "dose", "route", "site", "count", "next_due", "note"
)


class VaccinationForm(AnimalForm):
    """The same for all that are marked."""

    @classmethod
    def heading(cls) -> str:
        return _("Vaccination")

    @classmethod
    def hint(cls) -> str:
        return _("By a line of the calendar the next day is reckoned from it.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        plans = preventive.plans_for(session, ids, session.info["today"])
        return {"plans": plans, "vaccines": vaccines(session), **kind_of(session, ids)}

    def build(self) -> None:
        known = dict(fields_of(Vaccination))
        alone = self.found["group"] and len(self.rows) == 1
        offered = self.found["vaccines"]
        left_out = {"count": not alone, "drug_id": not offered}
        known["vaccine"] = replace(known["vaccine"], required=not offered)  # the dictionary may say it
        specs = [known[name] for name in FIELDS if not left_out.get(name)]
        if self.found["plans"]:
            specs.insert(1, asked("plan_id", N_("By the calendar"), int, pick="plans", required=False))
        self.add_fields(specs, {"on": self.today()}, options=self.found)

    def act_words(self) -> str:
        return _("Write down")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        named = values["vaccine"] or values.get("drug_id")
        return [] if named else [Problem("vaccine", _("Which vaccine?"))]

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animals, plan = [row.id for row in self.rows], values.get("plan_id")
        said = {name: values[name] for name in FIELDS if values.get(name) is not None}
        return lambda work: prevention.vaccinate(work, animals, said, plan)

    def done_words(self, result: Sequence[int]) -> str:
        n = len(result)
        return ngettext("{n} vaccination written down.", "{n} vaccinations written down.", n).format(n=n)
