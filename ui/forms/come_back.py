"""What was away is here again, on its own record: a visit, a loan returned, a missing one found, alive or dead."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ui.forms import questions
from ui.forms.acting import Facts
from ui.forms.previewing import ActForm
from zooapp import effects
from zooapp.booking import Act
from zooapp.effects import Change, Hands
from zooapp.errors import Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import act_picks, picks
from zooapp.models import Mode, Transaction
from zooapp.services import visits
from zooapp.services.visits import Return
from zooapp.work import Work

ALIVE: Final = "alive"
DEAD: Final = "dead"
FOUND: Final = ((ALIVE, N_("Alive")), (DEAD, N_("Dead")))
KEPT: Final = "kept"
NEW: Final = "new"
NUMBERS: Final = ((KEPT, N_("Keeps its local ID")), (NEW, N_("Gets a new local ID")))


class ComeBackForm(ActForm):
    """From whom, as what, where it stands now; the record goes on."""

    @classmethod
    def heading(cls) -> str:
        return _("Comes back")

    @classmethod
    def hint(cls) -> str:
        return _("One animal, one record: what was written before stays with it.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        options, known = act_picks.terms(session, Mode.ARRIVAL)
        return {
            **super().read(session, ids),
            "terms": options,
            "known": known,
            "institutions": picks.options(session, "institutions"),
            "enclosures": picks.options(session, "enclosures"),
            "protocols": picks.options(session, "protocols"),
            "lost": visits.lost(session, ids[0], session.info["today"]),
            "state": act_picks.state_words(session, ids[0]),
        }

    def ask_fields(self) -> None:
        act = fields_of(Transaction)
        where = N_("Only under a quarantine protocol into a unit")
        specs = [
            asked("found", N_("How it was found"), str, choices=FOUND),
            asked("term_id", N_("As what"), int, pick="terms", required=False),
            act["on"],
            *self.how_many(),
            asked("enclosure_id", N_("Enclosure"), int, pick="enclosures", required=False),
            asked("protocol_id", N_("Protocol"), int, where, pick="protocols", required=False),
            asked("number", N_("Number"), str, choices=NUMBERS),
            act["note"],
        ]
        if len(self.away()) + len(self.found["lost"]) > 1:
            hint = N_("It is away with several")
            specs.insert(-1, asked("partner_id", N_("From whom"), int, hint, pick="institutions", required=False))
        start = {"on": self.today(), "found": ALIVE, "number": KEPT}
        self.add_fields(specs, start, self.found["state"], options=self.found)

    def away(self) -> list[Hands]:
        """The partners that hold them."""
        return [one for one in self.here.hands if one.holder_id != self.here.us]

    def act_words(self) -> str:
        return _("Write down that it is back")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        if values.get("protocol_id") is not None and values.get("enclosure_id") is None:
            return [Problem("enclosure_id", _("In which unit?"))]
        return []

    def change(self, values: Mapping[str, Any]) -> Change | None:
        away = [one for one in self.away() if values.get("partner_id") in (None, one.holder_id)]
        count, us = values.get("count"), self.here.us
        if away and values["found"] == DEAD:
            return effects.leave(away[0].holder_id, count)
        if away:
            term = self.found["known"].get(values.get("term_id"))
            owner = us if term is not None and term.ownership else None
            return effects.hand_over(away[0].holder_id, count, holder=us, owner=owner)
        if not self.found["lost"] or values["found"] == DEAD:
            return None
        gone = self.found["lost"][0]
        return effects.come(count or gone.count, Hands(us, gone.account.owner_id))

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animals, count = [row.id for row in self.rows], values.get("count")
        if values["found"] == DEAD:
            death = Act(**questions.given(values, "on", "partner_id", "note"))
            return lambda work: [visits.found_dead(work, animal, count, death) for animal in animals]
        act = Act(**questions.given(values, "on", "term_id", "partner_id", "note"))
        back = Return(count, values.get("enclosure_id"), values.get("protocol_id"), values["number"] == NEW)
        return lambda work: [visits.come_back(work, animal, back, act) for animal in animals]

    def done_words(self, _result: Any) -> str:
        n = len(self.rows)
        return ngettext("{n} record goes on.", "{n} records go on.", n).format(n=n)
