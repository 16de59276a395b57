"""Animals leave: to a partner, for good or on loan; or to nobody: missing, escaped, stolen, released."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ui.forms import questions
from ui.forms.acting import Facts
from ui.forms.previewing import ActForm
from zooapp import effects
from zooapp.booking import Act
from zooapp.effects import Change
from zooapp.errors import Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import act_picks, picks
from zooapp.lists.act_picks import TermEffect
from zooapp.models import Mode, Transaction
from zooapp.services import dispositions, missing
from zooapp.work import Work

KEPT: Final = "kept"
WHOSE: Final = (
    (KEPT, N_("They keep their owner until they are written off")),
    ("written_off", N_("They are written off now")),
)
WHOSE_HINT: Final = N_("Asked for missing, escaped, stolen")


class DepartureForm(ActForm):
    """As what, to whom, when; several records leave in one act."""

    @classmethod
    def heading(cls) -> str:
        return _("Leaves")

    @classmethod
    def hint(cls) -> str:
        return _("The records stay and can be read. What comes back comes back onto its own record.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        options, known = act_picks.terms(session, Mode.DEPARTURE)
        facts = {"terms": options, "known": known, "institutions": picks.options(session, "institutions")}
        return {**super().read(session, ids), **facts}

    def ask_fields(self) -> None:
        act = fields_of(Transaction)
        hint = N_("Empty for missing, escaped, stolen, released")
        partner = asked("partner_id", N_("To whom"), int, hint, pick="institutions", required=False)
        term = asked("term_id", N_("As what"), int, pick="terms")
        whose = asked("whose", N_("Whose are they then?"), str, WHOSE_HINT, choices=WHOSE, required=False)
        specs = [term, partner, *self.how_many(), act["on"], act["time"], whose, act["note"]]
        self.add_fields(specs, {"on": self.today()}, options=self.found)

    def act_words(self) -> str:
        return _("Write down that they leave")

    def term(self, values: Mapping[str, Any]) -> TermEffect | None:
        """What the chosen term does."""
        known: dict[int, TermEffect] = self.found["known"]
        return known.get(values.get("term_id") or 0)

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        term, partner = self.term(values), values.get("partner_id")
        if term is not None and term.nobody and partner is not None:
            return [Problem("partner_id", _("Nobody takes them over: leave this empty."))]
        if term is not None and not term.nobody and partner is None:
            return [Problem("partner_id", _("Where do they go?"))]
        lost = term is not None and term.nobody and not term.ownership
        if lost and values.get("whose") is None:
            return [Problem("whose", _("Do they stay ours, or are they written off?"))]
        if not lost and values.get("whose") is not None:
            return [Problem("whose", _("Only what is missing is asked for. Leave this empty."))]
        return []

    def change(self, values: Mapping[str, Any]) -> Change | None:
        term, partner, us, count = self.term(values), values.get("partner_id"), self.here.us, values.get("count")
        if term is None or (partner is None and not term.nobody):
            return None
        if values.get("whose") == KEPT:
            return effects.hand_over(us, count, holder=effects.NOBODY)
        if term.nobody or partner is None:
            return effects.leave(us, count)
        holder, owner = partner if term.physical else None, partner if term.ownership else None
        return effects.hand_over(us, count, holder=holder, owner=owner)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animals = [row.id for row in self.rows]
        act = Act(**questions.given(values, "on", "time", "term_id", "partner_id", "note"))
        leave = missing.lose if values.get("whose") == KEPT else dispositions.depart_all
        return lambda work: leave(work, animals, values.get("count"), act)

    def done_words(self, _result: Any) -> str:
        n = len(self.rows)
        return ngettext("{n} record has left.", "{n} records have left.", n).format(n=n)


class WriteOffForm(ActForm):
    """What is missing is given up: nobody owns it from that day; it can still come back."""

    @classmethod
    def heading(cls) -> str:
        return _("Write off what is missing")

    @classmethod
    def hint(cls) -> str:
        return _("Nobody owns them from that day. Found again, they come back onto their own records.")

    def ask_fields(self) -> None:
        act = fields_of(Transaction)
        self.add_fields([act["on"], act["note"]], {"on": self.today()})

    def act_words(self) -> str:
        return _("Write them off")

    def change(self, _values: Mapping[str, Any]) -> Change | None:
        away = [one for one in self.here.hands if one.holder_id != self.here.us]
        return effects.leave(away[0].holder_id) if away else None

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animals = [row.id for row in self.rows]
        act = Act(**questions.given(values, "on", "note"))
        return lambda work: missing.write_off(work, animals, act)

    def done_words(self, _result: Any) -> str:
        n = len(self.rows)
        return ngettext("{n} record is written off.", "{n} records are written off.", n).format(n=n)
