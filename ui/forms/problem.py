"""A line of the problem list: one concern with its modifiers and one place (R91); later its end, or taken back."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from ui.forms.acting import AnimalForm
from ui.forms.recording import Facts, RecordForm
from ui.widgets.button import button
from zooapp.fields import fields_of
from zooapp.i18n import _
from zooapp.lists.problems import words_of
from zooapp.models import MedicalProblem
from zooapp.permission import Permission
from zooapp.services import clinical
from zooapp.states import called
from zooapp.work import Work

FIELDS: Final = (
    "concern", "kind", "severity", "course", "spread", "place", "since", "until", "outcome", "note"
)
ENDING: Final = ("until", "outcome")


class ProblemForm(AnimalForm):
    """What is the matter with one animal, or with each of many."""

    @classmethod
    def heading(cls) -> str:
        return _("Medical problem")

    @classmethod
    def hint(cls) -> str:
        return _("One problem a line, with at most one place on the body.")

    def build(self) -> None:
        known = fields_of(MedicalProblem)
        self.add_fields([known[name] for name in FIELDS], {"since": self.today(), "kind": known["kind"].type.CONDITION})

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animals = [row.id for row in self.rows]
        said = {name: values[name] for name in FIELDS}
        return lambda work: [clinical.open_problem(work, one, said) for one in animals]

    def done_words(self, _result: Sequence[int]) -> str:
        return _("Written into the problem list.")


class ProblemEndForm(RecordForm):
    """How a problem ended; or that it never was."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Problem of {animal}").format(animal=facts["animal"])

    @classmethod
    def hint(cls) -> str:
        return _("A problem ends once. One that never was is taken back.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        one = session.get_one(MedicalProblem, record)
        ended = {name: getattr(one, name) for name in ENDING}
        return {"animal": called(session, one.animal_id), "words": words_of(one), "ended": ended}

    def build(self) -> None:
        known, ended = fields_of(MedicalProblem), self.found["ended"]
        until, start = ended["until"], {**ended, "until": ended["until"] or self.today()}
        self.add_fields([known[name] for name in ENDING], start, self.found["words"])
        if not self.desk.may(Permission.TREAT) or until is not None:
            self.save_button.hide()
        if self.desk.may(Permission.TREAT):
            back = button(_("Take back"), "restore", "danger")
            back.clicked.connect(lambda _checked: self._take_back())
            self.foot.insertWidget(0, back)

    def act_words(self) -> str:
        return _("It has ended")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, until, outcome = self.record, values["until"], values["outcome"]
        return lambda work: clinical.end_problem(work, record, until, outcome)

    def _take_back(self) -> None:
        record = self.record
        self.desk.act(_("Problem taken back"), partial(_void, record), self._saved, self._refused, ())


def _void(record: int, work: Work) -> None:
    clinical.void_problem(work, record)
