"""What became of a dose: given, a part, refused, missed; and the end of a treatment."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from ui.forms.recording import Facts, RecordForm
from ui.widgets.who import Who
from zooapp.errors import NotFound
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _, day
from zooapp.lists import animal_rows, picks, treatments
from zooapp.lists.picks import Option
from zooapp.models import Dose, DoseState, Prescription
from zooapp.models.drug import StockMove
from zooapp.services import stock
from zooapp.services import treatments as service
from zooapp.services.treatments import Given
from zooapp.values.doses import Amount
from zooapp.values.fold import fold
from zooapp.work import Work

FIELDS: Final = ("state", "on", "at", "taken", "left", "batch_id", "person_id", "note")


class DoseForm(RecordForm):
    """The next dose of a treatment."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Dose: {drug} for {animal}").format(**facts["said"])

    @classmethod
    def hint(cls) -> str:
        return _("Without a batch it is taken from the one to use first.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        today = session.info["today"]
        found = treatments.card(session, record, today)
        if found is None:
            raise NotFound(_("There is no such treatment."))
        held = stock.good(session, found.drug.id, today)
        cells = found.row.cells
        return {
            "said": {"drug": cells["drug"], "animal": " ".join(filter(None, (cells["local_id"], cells["name"])))},
            "who": animal_rows.rows(session, [found.one.animal_id], today),
            "dose": cells["dose"],
            "flock": found.one.medium is not None,
            "controlled": found.drug.controlled,
            "people": picks.options(session, "people"),
            "batches": [_batch(batch, Amount(left, found.drug.unit)) for batch, left in held],
        }

    def build(self) -> None:
        known, found = fields_of(Dose), self.found
        self.column.insertWidget(self.column.count() - 1, Who(found["who"]))
        left_out = set() if found["flock"] else {"left"}
        specs = [known[name] for name in FIELDS if name not in left_out]
        if found["controlled"]:
            specs.insert(-1, fields_of(StockMove)["witness"])
        person = self.desk.actor.person_id if self.desk.actor is not None else None
        only = found["batches"][0].id if found["controlled"] and len(found["batches"]) == 1 else None
        start = {"state": DoseState.GIVEN, "on": self.today(), "person_id": person, "batch_id": only}
        self.add_fields(specs, start, _("Dose: {dose}").format(dose=found["dose"]), options=found)

    def act_words(self) -> str:
        return _("Write down")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record = self.record
        said: dict[str, Any] = {name: values.get(name) for name in (*FIELDS, "witness")}
        given = Given(**said)
        return lambda work: service.record(work, [record], given)

    def done_words(self, _result: Any) -> str:
        return _("The dose is written down.")


def _batch(batch: Any, left: Amount) -> Option:
    words = _("{left} left, good until {day}").format(left=left, day=day(batch.good_until))
    label = f"{batch.number} · {batch.cupboard}"
    return Option(batch.id, label, words, "\n".join((fold(batch.number), fold(label))))


class StopTreatmentForm(RecordForm):
    """No more doses from a day on, and why."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Stop {drug} for {animal}").format(**facts["said"])

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        found = treatments.card(session, record, session.info["today"])
        if found is None:
            raise NotFound(_("There is no such treatment."))
        cells, who = found.row.cells, animal_rows.rows(session, [found.one.animal_id], session.info["today"])
        return {"said": {"drug": cells["drug"], "animal": cells["local_id"]}, "who": who}

    def build(self) -> None:
        known = fields_of(Prescription)
        self.column.insertWidget(self.column.count() - 1, Who(self.found["who"]))
        reason = asked("stop_reason", N_("Why it is stopped"), str, longest=200)
        self.add_fields([known["stopped_on"], reason], {"stopped_on": self.today()})

    def act_words(self) -> str:
        return _("Stop it")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, on = self.record, values["stopped_on"] or self.today()
        return lambda work: service.stop(work, record, on, values["stop_reason"])

    def done_words(self, _result: Any) -> str:
        return _("The treatment is stopped.")
