"""What becomes of a mark: another in its place, or taken out, failed, lost, found again. The old one stays known."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ui.forms.acting import AnimalForm, Facts
from zooapp.errors import Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _
from zooapp.lists import mark_picks
from zooapp.models import Identifier
from zooapp.services import identifiers
from zooapp.services.identifiers import WORN, Ended
from zooapp.values.marks import TransponderState
from zooapp.work import Work

ENDS: Final = (
    (TransponderState.REMOVED, N_("taken off or out")),
    (TransponderState.FAILED, N_("failed")),
    (TransponderState.LOST, N_("lost")),
)
AGAIN: Final = (*ENDS, (TransponderState.IN_USE, N_("found again, in use")))


class ReplaceMarkForm(AnimalForm):
    """Which mark, what became of it and when, and the number of the new one."""

    @classmethod
    def heading(cls) -> str:
        return _("Replace mark")

    @classmethod
    def hint(cls) -> str:
        return _("The old mark stays readable: as what it wore until that day.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        options, known = mark_picks.marks(session, ids[0], *WORN)
        return {"marks": options, "known": known}

    def build(self) -> None:
        specs = fields_of(Identifier)
        first = self.found["marks"][0].id if self.found["marks"] else None
        fields = [
            asked("mark_id", N_("Old mark"), int, pick="marks", lines=2),
            asked("state", N_("What became of it"), TransponderState, choices=ENDS),
            asked("on", N_("On"), specs["since"].type),
            asked("value", N_("New number"), str, longest=60),
            specs["place"],
            specs["detail"],
        ]
        place = self.found["known"][first].place if first else None
        start = {"mark_id": first, "state": TransponderState.REMOVED, "on": self.today(), "place": place}
        self.add_fields(fields, start, options=self.found)

    def welcome(self) -> None:
        super().welcome()
        if len(self.found["marks"]) == 1:
            self.editors["value"].widget.setFocus()

    def scanned(self, number: str) -> None:
        """A reader read this number."""
        self.fill("value", number)

    def act_words(self) -> str:
        return _("Replace")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        mark, version = values["mark_id"], self.found["known"][values["mark_id"]].version
        ended = Ended(values["on"], values["state"])
        new = {name: values[name] for name in ("value", "place", "detail") if values[name] is not None}
        return lambda work: identifiers.replace(work, mark, version, ended, new)

    def done_words(self, _result: Any) -> str:
        return _("The mark is replaced.")


class MarkStateForm(AnimalForm):
    """A mark was taken out, failed, got lost, or was found again."""

    @classmethod
    def heading(cls) -> str:
        return _("Mark lost or taken out")

    @classmethod
    def hint(cls) -> str:
        return _("It stays readable, and who searches for it finds the animal.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        states = (*WORN, TransponderState.FAILED, TransponderState.LOST)
        options, known = mark_picks.marks(session, ids[0], *states)
        return {"marks": options, "known": known}

    def build(self) -> None:
        first = self.found["marks"][0].id if self.found["marks"] else None
        fields = [
            asked("mark_id", N_("Mark"), int, pick="marks", lines=2),
            asked("state", N_("What became of it"), TransponderState, choices=AGAIN),
            asked("on", N_("On"), fields_of(Identifier)["since"].type),
        ]
        start = {"mark_id": first, "state": TransponderState.LOST, "on": self.today()}
        self.add_fields(fields, start, options=self.found)

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        return [Problem("on", _("That day has not come yet."))] if values["on"] > self.today() else []

    def place_of(self, field: str) -> str:
        return "on" if field == "until" else super().place_of(field)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        mark, state, on = values["mark_id"], values["state"], values["on"]
        version = self.found["known"][mark].version
        return lambda work: identifiers.change_state(work, mark, version, state, on)
