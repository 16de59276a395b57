"""Enter a round of a quarantine test, for one animal or for a batch at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ui.editors import ChoiceEditor
from ui.forms.acting import AnimalForm, Facts
from ui.forms.hours import hour_fields, hour_problems, moments
from zooapp.errors import NotFound, Problem
from zooapp.fields import FieldSpec, asked, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import testing
from zooapp.lists.testing import Test
from zooapp.models import Outcome, QuarantineResult
from zooapp.permission import Permission
from zooapp.services import results
from zooapp.work import Work

FIELDS = ("round", "taken", "read", "outcome", "tested", "positive", "which", "lab", "lab_no", "note")
LATER = (Outcome.PLANNED, Outcome.IN_LAB, Outcome.SPOILED)


class ResultForm(AnimalForm):
    """Which test, which round, when taken and read, what came out. A veterinarian may accept it in the same act."""

    @classmethod
    def heading(cls) -> str:
        return _("Enter result")

    @classmethod
    def hint(cls) -> str:
        return _("A result counts when a veterinarian has accepted it; a positive blocks at once.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        found = testing.open_batch(session, ids, session.info["today"])
        if not found.tests:
            raise NotFound(_("Only the state keeps these animals in quarantine: it asks for no test."))
        return {"batch": found}

    def build(self) -> None:
        self.tests: dict[int, Test] = {test.requirement_id: test for test in self.found["batch"].tests}
        choices = [(key, self._called(test)) for key, test in self.tests.items()]
        test = asked("requirement_id", N_("Test"), int, choices=choices)
        specs = {**fields_of(QuarantineResult), "tested": self._how_many()}
        first = next(iter(self.tests.values()))
        start = {"requirement_id": first.requirement_id, "taken": self.today(), "read": self.today(), "positive": 0}
        start |= {"outcome": Outcome.NEGATIVE, "round": first.next_round, "tested": self._size(first)}
        hours = hour_fields(self.tests.values())
        self.add_fields([test, *(specs[name] for name in FIELDS), *hours], start)
        if self.desk.may(Permission.ACCEPT_RESULT):
            accept = asked("accept", N_("I accept this result"), bool, required=False)
            self.add_fields([accept], {"accept": True})
        self.editors["requirement_id"].edited.connect(self._follow)

    def choose_test(self, requirement: int) -> None:
        """Begin with this test."""
        if requirement in self.tests:
            self.editors["requirement_id"].set(requirement)
            self._follow()

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        if wrong := hour_problems(values):
            return wrong
        if values["outcome"] is Outcome.POSITIVE and values.get("accept"):
            return [Problem("accept", _("Enter the positive first; then open, read and accept it."))]
        return []

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        given = {name: values[name] for name in FIELDS if name != "round" and values.get(name) is not None}
        assert self.desk.database is not None
        given |= moments(values, self.desk.database.clock.zone)
        if given["outcome"] in LATER:
            given.pop("read", None)
            given.pop("read_at", None)
        test, number = values["requirement_id"], values["round"]
        cases = self.tests[test].case_ids
        accept = bool(values.get("accept")) and given["outcome"] not in LATER

        def enter(work: Work) -> int:
            made = results.record_result(work, cases, test, number, **given)
            if accept:
                results.accept(work, [one.id for one in made])
            return len(made)

        return enter

    def done_words(self, result: int) -> str:
        return ngettext("{n} result entered.", "{n} results entered.", result).format(n=result)

    def _follow(self) -> None:
        chosen = self.editors["requirement_id"]
        assert isinstance(chosen, ChoiceEditor)
        test = self.tests[chosen.value()]
        self.editors["round"].set(test.next_round)
        self.editors["tested"].set(self._size(test))

    def _how_many(self) -> FieldSpec:
        """How many were tested; of several records all, unless it is said."""
        spec = fields_of(QuarantineResult)["tested"]
        if len(self.found["batch"].case_ids) == 1:
            return spec
        return replace(spec, field=replace(spec.field, hint=N_("Of each; empty: all of them")), required=False)

    def _size(self, test: Test) -> int | None:
        return test.size if len(self.found["batch"].case_ids) == 1 else None

    def _called(self, test: Test) -> str:
        words = _("{name}, round {n} of {of}") if test.required else _("{name}, round {n} (recommended)")
        said = words.format(name=test.name, n=test.next_round, of=max(test.rounds, test.next_round))
        some, of = len(test.case_ids), len(self.found["batch"].case_ids)
        # Translators: a test that only some of the marked animals need
        return said if some == of else _("{test}, for {n} of {of}").format(test=said, n=some, of=of)
