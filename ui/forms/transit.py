"""Under way: animals leave and are with nobody until they are received; whose they are then, the term says (R37)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ui.forms import questions
from ui.forms.acting import Facts
from ui.forms.previewing import ActForm
from zooapp import effects
from zooapp.booking import Act
from zooapp.effects import Change
from zooapp.errors import Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import act_picks, picks, under_way
from zooapp.lists.act_picks import TermEffect
from zooapp.models import Mode, Transaction
from zooapp.services import dispositions
from zooapp.work import Work


class SendForm(ActForm):
    """To whom and as what; the ownership passes on departure or with the signed receipt, as the term says."""

    @classmethod
    def heading(cls) -> str:
        return _("Send (in transit)")

    @classmethod
    def hint(cls) -> str:
        return _("Nobody holds them until “Received…”. Somebody always owns them: whom the term names.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        options, known = act_picks.terms(session, Mode.DEPARTURE)
        leaving = [option for option in options if not known[option.id].nobody]
        facts = {"terms": leaving, "known": known, "institutions": picks.options(session, "institutions")}
        more = {"titles": under_way.titles(session), "transit": dispositions.transit(session)}
        return {**super().read(session, ids), **facts, **more}

    def ask_fields(self) -> None:
        act = fields_of(Transaction)
        partner = asked("partner_id", N_("To whom"), int, pick="institutions")
        term = asked("term_id", N_("As what"), int, N_("It decides when ownership passes"), pick="terms")
        left = replace(act["on"], field=replace(act["on"].field, label=N_("Left on")))
        self.add_fields([term, partner, *self.how_many(), left, act["note"]], {"on": self.today()}, options=self.found)

    def act_words(self) -> str:
        return _("Write down that they are under way")

    def change(self, values: Mapping[str, Any]) -> Change | None:
        term: TermEffect | None = self.found["known"].get(values.get("term_id") or 0)
        if term is None or values.get("partner_id") is None:
            return None
        passes = term.ownership and self.found["titles"].get(values["term_id"]) == dispositions.DEPARTURE
        owner = values["partner_id"] if passes else None
        return effects.hand_over(self.here.us, values.get("count"), holder=self.found["transit"], owner=owner)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animals, count = [row.id for row in self.rows], values.get("count")
        act = Act(**questions.given(values, "on", "term_id", "partner_id", "note"))
        return lambda work: [dispositions.send(work, animal, count, act) for animal in animals]

    def done_words(self, _result: Any) -> str:
        n = len(self.rows)
        return ngettext("{n} record is under way.", "{n} records are under way.", n).format(n=n)


class ReceiveForm(ActForm):
    """On which day the receiver signed; what the term gives away is theirs from that day."""

    @classmethod
    def heading(cls) -> str:
        return _("Received")

    @classmethod
    def hint(cls) -> str:
        return _("The partner has them. What changes its owner with the receipt does so on this day.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        departures = under_way.departures(session, ids)
        return {**super().read(session, ids), "sent": departures, "transit": dispositions.transit(session)}

    def ask_fields(self) -> None:
        act = fields_of(Transaction)
        on = asked("on", N_("Receipt signed on"), act["on"].type, N_("The day on which the receiver signed"))
        self.add_fields([on, act["note"]], {"on": self.today()})

    def act_words(self) -> str:
        return _("Write down the receipt")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        missing = [row for row in self.rows if row.id not in self.found["sent"]]
        if missing:
            words = _("{animal} is not under way.")
            return [Problem("on", words.format(animal=missing[0].cells.get("local_id") or "…"))]
        if values["on"] < max(sent.on for sent in self.found["sent"].values()):
            return [Problem("on", _("Before they left."))]
        return []

    def change(self, _values: Mapping[str, Any]) -> Change | None:
        sent = self.found["sent"].get(self.animal)
        if sent is None or sent.partner_id is None:
            return None
        owner = sent.partner_id if sent.gives else None
        return effects.hand_over(self.found["transit"], holder=sent.partner_id, owner=owner)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animals = [row.id for row in self.rows]
        act = Act(**questions.given(values, "on", "note"))

        def save(work: Work) -> None:
            for animal in animals:
                dispositions.receive(work, animal, act)

        return save

    def done_words(self, _result: Any) -> str:
        n = len(self.rows)
        return ngettext("{n} record was received.", "{n} records were received.", n).format(n=n)
