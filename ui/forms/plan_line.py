"""A line of the collection plan: how many of a taxon are wanted by the end of a year."""

from collections.abc import Callable, Mapping
from typing import Any

from ui.forms.recording import Facts, RecordForm
from zooapp.fields import fields_of
from zooapp.i18n import _
from zooapp.lists import picks
from zooapp.models import PlanLine
from zooapp.services import plans
from zooapp.work import Work


class PlanLineForm(RecordForm):
    """Taxon, year, M.F.U, note."""

    draft_kind = "plan_line"

    @classmethod
    def heading(cls, record: int, _facts: Facts) -> str:
        return _("Line of the collection plan") if record else _("New line of the collection plan")

    @classmethod
    def hint(cls) -> str:
        return _("A higher taxon counts all that belong to it.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        line = session.get_one(PlanLine, record) if record else None
        values = {name: getattr(line, name) for name in fields_of(PlanLine)} if line is not None else {}
        return {"values": values, "version": line.version if line else 0, "taxa": picks.options(session, "taxa")}

    def build(self) -> None:
        start = {"year": self.today().year + 1, **self.found["values"]}
        self.add_fields(fields_of(PlanLine).values(), start, options=self.found)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, version, changed = self.record, self.found["version"], self.changed_values(values)
        if record:
            return lambda work: plans.amend(work, record, version, changed).id
        return lambda work: plans.add(work, dict(values)).id
