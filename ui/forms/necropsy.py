"""The necropsy of an animal: a form in the order of the report, opened again until the final diagnosis stands."""

from collections.abc import Callable, Mapping
from typing import Any

from ui.forms.recording import Facts, RecordForm
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _
from zooapp.lists.necropsy_read import last_report, samples_of
from zooapp.models import Necropsy
from zooapp.services import necropsies
from zooapp.states import called
from zooapp.work import Work


class NecropsyForm(RecordForm):
    """`record` is the animal."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Necropsy of {animal}").format(animal=facts["animal"])

    @classmethod
    def hint(cls) -> str:
        return _("What was not looked at stays empty. Histology and final diagnosis may come later.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        report = last_report(session, record)
        values = {name: getattr(report, name) for name in fields_of(Necropsy)} if report is not None else {}
        if report is not None:
            values["samples"] = necropsies.show_samples(samples_of(session, report.id))
        known = {"report": report.id if report else 0, "version": report.version if report else 0}
        return {"animal": called(session, record), "values": values, **known}

    def build(self) -> None:
        known = list(fields_of(Necropsy).values())
        at = next(n for n, spec in enumerate(known) if spec.name == "preliminary")
        hint = N_("A line each: tissue; kept in; laboratory; permit")
        samples = asked("samples", N_("Samples"), str, hint, lines=3, required=False)
        name = self.desk.actor.name if self.desk.actor is not None else ""
        start = {"on": self.today(), "prosector": name, **self.found["values"]}
        self.add_fields([*known[:at], samples, *known[at:]], start)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animal, report, version = self.record, self.found["report"], self.found["version"]
        said = {name: value for name, value in values.items() if name != "samples"}
        changed = {name: value for name, value in self.changed_values(values).items() if name != "samples"}
        samples = values.get("samples") or ""
        if report:
            return lambda work: necropsies.amend(work, report, version, changed, samples)
        return lambda work: necropsies.write(work, animal, said, samples)
