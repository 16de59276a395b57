"""What befalls eggs: candled, put into the incubator, lost, sold, handed over; how a fetus ends that is not born."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from ui.forms import questions
from ui.forms.recording import Facts, RecordForm
from zooapp.errors import Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _
from zooapp.lists import clutch_card, picks
from zooapp.lists.clutch_card import ACTS, OF_FETUS, ClutchFacts
from zooapp.models import AnimalKind, ClutchAct, ClutchEvent
from zooapp.models.clutch import SIGNS
from zooapp.services import clutches
from zooapp.work import Work

COUNTED: Final = frozenset(act for act, sign in SIGNS.items() if sign)
MOVING: Final = frozenset({ClutchAct.INCUBATED, ClutchAct.FOSTERED})
TO_SOMEBODY: Final = frozenset({ClutchAct.SOLD, ClutchAct.TRANSFERRED})


class EggForm(RecordForm):
    """The base of forms about eggs: which, in the title."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        clutch: ClutchFacts = facts["clutch"]
        return f"{clutch.kind_words} {clutch.local_id} · {clutch.taxon}"

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        return {"clutch": clutch_card.read(session, record, session.info["today"])}

    @property
    def clutch(self) -> ClutchFacts:
        """What is known of the eggs."""
        found: ClutchFacts = self.found["clutch"]
        return found


class EggEventForm(EggForm):
    """What happened, to how many; where they are now."""

    @classmethod
    def hint(cls) -> str:
        return _("What is said of eggs changes no count of animals; a dead egg is no death.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        lists = {name: picks.options(session, name) for name in ("enclosures", "institutions")}
        return {**super().read(session, record), **lists}

    def build(self) -> None:
        event = fields_of(ClutchEvent)
        many = asked("count", event["count"].field.label, int, N_("Not for incubator and foster"), required=False)
        fetus = self.clutch.kind is AnimalKind.FETUS
        allowed = clutches.OF_FETUS if fetus else clutches.OF_EGGS - {ClutchAct.CANDLED}
        words = {act: OF_FETUS.get(act, text) if fetus else text for act, (text, _icon) in ACTS.items()}
        choices = [(act, words[act]) for act in ACTS if act in allowed]
        what = asked("what", event["what"].field.label, ClutchAct, choices=choices)
        specs = [what, event["on"]]
        if not fetus:
            specs += [many, questions.where(), event["incubation"], event["partner_id"]]
        start = {"on": self.today(), "what": ClutchAct.LOST if fetus else ClutchAct.INCUBATED}
        self.add_fields([*specs, event["note"]], start, options=self.found)

    def act_words(self) -> str:
        return _("Write down")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        if self.clutch.kind is AnimalKind.FETUS:
            return []
        what, found = values["what"], []
        if what in COUNTED and not values["count"]:
            found.append(Problem("count", _("How many?")))
        if what not in COUNTED and values["count"]:
            found.append(Problem("count", _("This holds for all of them: leave it empty.")))
        if what not in MOVING and values["enclosure_id"] is not None:
            found.append(Problem("enclosure_id", _("Only for incubator and foster: leave this empty.")))
        if what not in TO_SOMEBODY and values["partner_id"] is not None:
            found.append(Problem("partner_id", _("Nobody takes them over: leave this empty.")))
        if what is ClutchAct.TRANSFERRED and values["partner_id"] is None:
            found.append(Problem("partner_id", _("Where do they go?")))
        return found

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, place = self.record, values.get("enclosure_id")
        facts = questions.given(values, "what", "on", "count", "incubation", "partner_id", "note")
        if self.clutch.kind is AnimalKind.FETUS:
            facts["count"] = 1
        return lambda work: clutches.happen(work, record, facts, place)


class CandleForm(EggForm):
    """How many were fertile, infertile, dead in the shell; what is no good can be taken out at once."""

    @classmethod
    def hint(cls) -> str:
        return _("What was seen when they were candled. A dead egg is no death of an animal.")

    def build(self) -> None:
        event = fields_of(ClutchEvent)
        seen = [asked(name, event[name].field.label, int, required=False, least=0) for name in SEEN]
        out = asked("out", N_("Take the infertile and the dead out"), bool, required=False)
        start = {"on": self.today(), "out": False}
        self.add_fields([event["on"], *seen, event["incubation"], out, event["note"]], start)

    def act_words(self) -> str:
        return _("Write down")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        return [] if any(values[name] for name in SEEN) else [Problem("fertile", _("How many of each were seen?"))]

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, no_good = self.record, (values["infertile"] or 0) + (values["dead"] or 0)
        facts = questions.given(values, "on", *SEEN, "incubation", "note")

        def save(work: Work) -> None:
            clutches.happen(work, record, {"what": ClutchAct.CANDLED, **facts})
            if values["out"] and no_good:
                taken = {"what": ClutchAct.TAKEN_OUT, "on": values["on"], "count": no_good}
                clutches.happen(work, record, taken)

        return save


SEEN: Final = ("fertile", "infertile", "dead")
