"""What happens to a loan: renewed, recalled, a letter sent, a status asked for or stated, something promised."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from ui.forms.recording import Facts, RecordForm
from zooapp.errors import Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _, day
from zooapp.models import Loan, LoanStep, StepKind
from zooapp.services import loans
from zooapp.services.loans import Step
from zooapp.work import Work

KINDS: Final = (
    (StepKind.ASKED, N_("We asked for the status")),
    (StepKind.STATED, N_("The status was stated")),
    (StepKind.REMINDED, N_("A letter was sent")),
    (StepKind.PROMISED, N_("Something was promised")),
)


class StepForm(RecordForm):
    """A letter, a status, a promise."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("{number}: what happened").format(number=facts["number"])

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        loan = session.get_one(Loan, record)
        return {"number": loan.number, "due": loans.due_of(session, loan)}

    def build(self) -> None:
        known = fields_of(LoanStep)
        kind = asked("kind", N_("What"), StepKind, choices=KINDS)
        until = asked("until", N_("By"), known["until"].type, N_("For a promise: by which day"), required=False)
        self.add_fields([kind, known["on"], until, known["note"]], {"on": self.today(), "kind": StepKind.ASKED})

    def act_words(self) -> str:
        return _("Write it down")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        if values["kind"] is StepKind.PROMISED and values.get("until") is None:
            return [Problem("until", _("By which day?"))]
        if values["kind"] is StepKind.PROMISED and not values.get("note"):
            return [Problem("note", _("What was promised?"))]
        return []

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, said = self.record, Step(values["kind"], values["on"], values.get("until"), values.get("note"))
        return lambda work: loans.step(work, record, said)


class RenewForm(RecordForm):
    """Both agreed on a later end, or on none."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Renew {number}").format(number=facts["number"])

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        return StepForm.read(session, record)

    def build(self) -> None:
        known = fields_of(LoanStep)
        due = self.found["due"]
        hint = _("Now until {day}").format(day=day(due)) if due else N_("Open-ended as it is")
        until = asked("until", N_("New end"), known["until"].type, hint, required=False)
        endless = asked("endless", N_("Open-ended"), bool, required=False)
        self.add_fields([until, endless, known["on"], known["note"]], {"on": self.today()})

    def act_words(self) -> str:
        return _("Renew the loan")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        wrong = bool(values["until"]) is bool(values["endless"])
        return [Problem("until", _("Name the new end, or tick “Open-ended”."))] if wrong else []

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, note = self.record, values.get("note")
        return lambda work: loans.renew(work, record, values["until"], values["on"], note)


class RecallForm(RecordForm):
    """The owner wants the animals back."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Recall {number}").format(number=facts["number"])

    @classmethod
    def hint(cls) -> str:
        return _("The owner wants the animals back. The letter is under “Papers…”.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        return StepForm.read(session, record)

    def build(self) -> None:
        known = fields_of(LoanStep)
        until = asked("until", N_("Back by"), known["until"].type)
        self.add_fields([until, known["on"], known["note"]], {"on": self.today()})

    def act_words(self) -> str:
        return _("Recall the animals")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, note = self.record, values.get("note")
        return lambda work: loans.recall(work, record, values["until"], values["on"], note)
