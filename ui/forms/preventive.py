"""The calendar of prevention: something of it was done to animals; a line of it, new or put right."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.forms.acting import AnimalForm
from ui.forms.recording import Facts, RecordForm
from zooapp.errors import NotFound
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import picks, preventive, preventive_plans
from zooapp.models import PreventiveAct, PreventivePlan
from zooapp.services import prevention
from zooapp.work import Work


class PreventiveDoneForm(AnimalForm):
    """What the calendar asks for was done to all that are marked."""

    @classmethod
    def heading(cls) -> str:
        return _("Done by the calendar")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        plans = preventive.plans_for(session, ids, session.info["today"])
        if not plans:
            raise NotFound(_("The calendar of prevention has nothing for all of these animals."))
        return {"plans": plans}

    def build(self) -> None:
        known, plans = fields_of(PreventiveAct), self.found["plans"]
        what = asked("plan_id", N_("What"), int, pick="plans")
        first = {"plan_id": plans[0].id} if len(plans) == 1 else {}
        self.add_fields([what, known["on"], known["note"]], {"on": self.today(), **first}, options=self.found)

    def act_words(self) -> str:
        return _("Write down")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animals, said = [row.id for row in self.rows], dict(values)
        return lambda work: prevention.done(work, said["plan_id"], animals, said["on"], said["note"])

    def done_words(self, result: Sequence[int]) -> str:
        n = len(result)
        return ngettext("Written down for {n} animal.", "Written down for {n} animals.", n).format(n=n)


class PreventivePlanForm(RecordForm):
    """What, how often, for a taxon or for one animal."""

    @classmethod
    def heading(cls, record: int, _facts: Facts) -> str:
        return _("Line of the calendar") if record else _("New line of the calendar")

    @classmethod
    def hint(cls) -> str:
        return _("For a taxon and all below it, or for one animal.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        plan = session.get_one(PreventivePlan, record) if record else None
        values = {name: getattr(plan, name) for name in fields_of(PreventivePlan)} if plan is not None else {}
        offered = {"taxa": picks.options(session, "taxa")}
        offered["living"] = preventive_plans.living(session, session.info["today"])
        return {"values": values, "version": plan.version if plan else 0, **offered}

    def build(self) -> None:
        start = {"since": self.today(), "every_months": 12, **self.found["values"]}
        self.add_fields(fields_of(PreventivePlan).values(), start, options=self.found)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, version, changed = self.record, self.found["version"], self.changed_values(values)
        if record:
            return lambda work: prevention.amend_plan(work, record, version, changed)
        return lambda work: prevention.add_plan(work, dict(values))
