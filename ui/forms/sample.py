"""Samples of marked animals: which test and round, how many tubes; at once or later sent to a laboratory."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ui.editors import ChoiceEditor
from ui.forms.acting import AnimalForm, Facts
from ui.forms.lab_papers import show_request
from zooapp.errors import Invalid, NotFound, Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import sampling, testing
from zooapp.models import LabRequest, Sample
from zooapp.services import samples
from zooapp.services.samples import Box, Taking, Tube
from zooapp.values.rings import RingSeries
from zooapp.work import Work

SENT: Final = ("lab", "sent_on", "sent_by", "note")


class SampleForm(AnimalForm):
    """One tube an animal, of a group as many as the sample wants. Each gets its number when it is saved."""

    @classmethod
    def heading(cls) -> str:
        return _("Take samples")

    @classmethod
    def hint(cls) -> str:
        return _("With a laboratory they are sent at once; without one they wait as “sampled”.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        found = testing.open_batch(session, ids, session.info["today"])
        if not found.tests:
            raise NotFound(_("Only the state keeps these animals in quarantine: it asks for no test."))
        return {"batch": found}

    def build(self) -> None:
        self.tests = {test.requirement_id: test for test in self.found["batch"].tests}
        known, first = fields_of(Sample), next(iter(self.tests.values()))
        test = asked("requirement_id", N_("Test"), int, choices=[(key, one.name) for key, one in self.tests.items()])
        specs = [test, known["round"], known["taken_on"], known["taken_by"], known["material"]]
        start = {"requirement_id": first.requirement_id, "round": first.next_round, "taken_on": self.today()}
        if self.alone:
            specs.append(asked("tubes", N_("Tubes"), int, N_("Of one group: how many are taken"), least=1, most=500))
            specs.append(asked("marks", N_("Rings or chips"), str, N_("As A001-A021; one a tube"), required=False))
            start["tubes"] = first.size
        by = self.desk.actor.name if self.desk.actor is not None else None
        self.add_fields(specs, start | {"taken_by": by, "material": first.material or None})
        box = fields_of(LabRequest)
        lab = asked("lab", N_("Laboratory"), str, N_("Empty: sent later"), required=False, longest=120)
        day = asked("sent_on", N_("Sent on"), type(self.today()), required=False)
        self.add_fields([lab, day, box["sent_by"], box["note"]], {"sent_on": self.today()}, _("To the laboratory"))
        self.editors["requirement_id"].edited.connect(self._follow)

    @property
    def alone(self) -> bool:
        """Whether it is one record, which may be a group."""
        return len(self.rows) == 1

    def act_words(self) -> str:
        return _("Write down")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        try:
            marks = _rings(values)
        except Invalid as error:
            return [Problem("marks", one.text) for one in error.problems]
        if marks and len(marks) != values["tubes"]:
            return [Problem("marks", _("{n} rings for {of} tubes.").format(n=len(marks), of=values["tubes"]))]
        if values["lab"] and values["sent_on"] is None:
            return [Problem("sent_on", _("On which day?"))]
        return []

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        test = self.tests[values["requirement_id"]]
        taking = Taking(test.requirement_id, values["round"], values["taken_on"], values["taken_by"])
        material, marks = values["material"], _rings(values)
        if self.alone:
            many = [marks[at] if marks else None for at in range(values["tubes"])]
            tubes = [Tube(test.case_ids[0], material, 1, mark) for mark in many]
        else:
            tubes = [Tube(case, material) for case in test.case_ids]
        box = Box(*(values[name] for name in SENT)) if values["lab"] else None

        def take(work: Work) -> tuple[int, int]:
            made = samples.take(work, taking, tubes)
            request = samples.send(work, [one.id for one in made], box).id if box is not None else 0
            return len(made), request

        return take

    def done_words(self, result: tuple[int, int]) -> str:
        return ngettext("{n} sample written down.", "{n} samples written down.", result[0]).format(n=result[0])

    def _saved(self, result: tuple[int, int]) -> None:
        parent = self.parentWidget()
        super()._saved(result)
        if result[1]:
            show_request(self.desk, result[1], parent)

    def _follow(self) -> None:
        chosen = self.editors["requirement_id"]
        assert isinstance(chosen, ChoiceEditor)
        test = self.tests[chosen.value()]
        self.editors["round"].set(test.next_round)
        self.editors["material"].set(test.material or None)
        if self.alone:
            self.editors["tubes"].set(test.size)


def _rings(values: Mapping[str, Any]) -> Sequence[str]:
    """The rings, one a tube; none where none are named. Raises Invalid."""
    text = values.get("marks")
    return RingSeries.parse(text).inscriptions if text else ()


class SendForm(AnimalForm):
    """Send what was sampled of these animals and waits."""

    @classmethod
    def heading(cls) -> str:
        return _("Send samples")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        waiting = [one for one in sampling.tubes(session, ids) if one.request_id is None]
        if not waiting:
            raise NotFound(_("No sample of these animals waits to be sent."))
        return {"waiting": waiting}

    def build(self) -> None:
        known = fields_of(LabRequest)
        by = self.desk.actor.name if self.desk.actor is not None else None
        self.add_fields([known[name] for name in SENT], {"sent_on": self.today(), "sent_by": by})

    def act_words(self) -> str:
        n = len(self.found["waiting"]) if hasattr(self, "found") else 0
        return ngettext("Send {n} tube", "Send {n} tubes", n).format(n=n)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        keys, box = [one.id for one in self.found["waiting"]], Box(*(values[name] for name in SENT))
        return lambda work: samples.send(work, keys, box).id

    def _saved(self, result: int) -> None:
        parent = self.parentWidget()
        super()._saved(result)
        show_request(self.desk, result, parent)
