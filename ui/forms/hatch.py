"""Young hatch, or a fetus is born: into a group or as records of their own, born on that day, of the known parents."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ui.forms import questions
from ui.forms.egg_event import EggForm
from ui.forms.previewing import Previewing
from ui.forms.recording import Facts
from zooapp import effects, settings
from zooapp.booking import Act
from zooapp.effects import Change, Hands
from zooapp.errors import Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import act_picks, picks
from zooapp.models import AnimalKind, Transaction
from zooapp.models.consignment import PART_AS
from zooapp.services import clutches
from zooapp.services.clutches import Hatching
from zooapp.work import Work

JOIN: Final = "join"


class HatchForm(Previewing, EggForm):
    """How many, as what they are kept, where they stand: where the eggs were unless another place is named."""

    @classmethod
    def hint(cls) -> str:
        return _("Here they become animals: they are counted as born on this day.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        found = super().read(session, record)
        groups = act_picks.groups_here(session, session.info["today"], record, found["clutch"].taxon_id)
        lists = {"terms": picks.options(session, "terms:birth"), "enclosures": picks.options(session, "enclosures")}
        return {**found, "groups": groups, "us": settings.our_institution(session), **lists}

    def build(self) -> None:
        act = fields_of(Transaction)
        keep: list[tuple[Any, str]] = [*PART_AS, *([(JOIN, N_("part of a group"))] if self.found["groups"] else [])]
        specs = [
            questions.how_many(),
            act["on"],
            asked("keep_as", N_("Keep as"), str, choices=keep),
            *([asked("into_id", N_("Into which group"), int, pick="groups", required=False)] if len(keep) > 2 else []),
            questions.where(),
            asked("term_id", N_("Term"), int, N_("Empty: birth or hatch"), pick="terms", required=False),
            act["note"],
        ]
        start = {"on": self.today(), "keep_as": AnimalKind.INDIVIDUAL, "enclosure_id": self.clutch.place_id}
        self.add_fields(specs, start, options=self.found)
        self.foresee()

    def touched(self, values: Mapping[str, Any]) -> list[int]:
        return [values["into_id"]] if values.get("into_id") else []

    def change(self, values: Mapping[str, Any]) -> Change | None:
        count = values.get("count")
        return effects.come(count, Hands(self.found["us"], self.clutch.owner_id)) if count is not None else None

    def act_words(self) -> str:
        return _("Write down the young")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        joins = values["keep_as"] == JOIN
        if joins and values.get("into_id") is None:
            return [Problem("into_id", _("Into which group?"))]
        if not joins and values.get("into_id") is not None:
            return [Problem("into_id", _("Only for a part of a group: leave this empty."))]
        return []

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, keep = self.record, values["keep_as"]
        act = Act(**questions.given(values, "on", "term_id", "note"))
        young = Hatching(values["count"], into_id=values.get("into_id"))
        if keep != JOIN:
            young = Hatching(values["count"], AnimalKind(keep), None, values["enclosure_id"])
        return lambda work: clutches.hatch(work, record, young, act)

    def done_words(self, result: Sequence[int]) -> str:
        if self.values()[0].get("keep_as") == JOIN:
            return _("The group has grown.")
        n = len(result)
        return ngettext("{n} new record.", "{n} new records.", n).format(n=n)
