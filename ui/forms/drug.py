"""A drug of the dictionary, how much of it a taxon gets, and who never gets it (R105)."""

from collections.abc import Callable, Mapping
from typing import Any

from ui.forms.recording import Facts, RecordForm
from zooapp.fields import fields_of
from zooapp.i18n import _
from zooapp.lists import picks
from zooapp.models import Drug, DrugBan, DrugForm, DrugRate, Per, Route
from zooapp.services import drugs
from zooapp.work import Work


class DrugEditForm(RecordForm):
    """Names, form, strength, what follows from it."""

    draft_kind = "drug"

    @classmethod
    def heading(cls, record: int, facts: Facts) -> str:
        return str(facts["values"]["generic"]) if record else _("New drug")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        if not record:
            return {"values": {"form": DrugForm.INJECTION, "unit": "ml"}, "version": 0}
        drug = session.get_one(Drug, record)
        return {"values": {name: getattr(drug, name) for name in fields_of(Drug)}, "version": drug.version}

    def build(self) -> None:
        self.add_fields(fields_of(Drug).values(), self.found["values"])

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, version, changed = self.record, self.found["version"], self.changed_values(values)
        if record:
            return lambda work: drugs.amend(work, record, version, changed).id
        return lambda work: drugs.add(work, dict(values)).id


class DrugRateForm(RecordForm):
    """What a taxon and all below it gets."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Dose of {drug}").format(drug=facts["drug"])

    @classmethod
    def hint(cls) -> str:
        return _("It holds for all below the taxon; the nearest one counts.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        return {"drug": session.get_one(Drug, record).title, "taxa": picks.options(session, "taxa")}

    def build(self) -> None:
        start = {"per": Per.WEIGHT, "route": Route.MOUTH}
        self.add_fields(fields_of(DrugRate).values(), start, options=self.found)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record = self.record
        return lambda work: drugs.add_rate(work, record, dict(values)).id


class DrugBanForm(RecordForm):
    """A taxon that never gets it, why, and who says so."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Never give {drug}").format(drug=facts["drug"])

    @classmethod
    def hint(cls) -> str:
        return _("Nobody can prescribe it for the taxon and all below it.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        return {"drug": session.get_one(Drug, record).title, "taxa": picks.options(session, "taxa")}

    def build(self) -> None:
        self.add_fields(fields_of(DrugBan).values(), {}, options=self.found)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record = self.record
        return lambda work: drugs.ban(work, record, dict(values)).id
