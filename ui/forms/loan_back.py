"""Loans end or go on: what was lent is back, what was borrowed goes home, a holder hands animals on to another."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.forms import questions
from ui.forms.acting import Facts
from ui.forms.previewing import ActForm
from zooapp import effects
from zooapp.booking import Act
from zooapp.effects import Change, Hands
from zooapp.errors import Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import loan_picks, picks
from zooapp.lists.loan_picks import Standing
from zooapp.models import Transaction
from zooapp.services import loans
from zooapp.services.visits import Return
from zooapp.work import Work


class LoanedForm(ActForm):
    """The base: animals that stand under loans, ours or those of others."""

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        found = {"under": loan_picks.standing(session, ids), "institutions": picks.options(session, "institutions")}
        return {**super().read(session, ids), **found}

    @property
    def standing(self) -> Standing | None:
        """The loan of the first of them."""
        found: Standing | None = self.found["under"].get(self.animal)
        return found

    @property
    def ours(self) -> bool:
        """Whether they are ours and elsewhere."""
        return self.standing is not None and self.standing.ours

    def away(self) -> list[Hands]:
        """The accounts on which they stand under a loan."""
        us = self.here.us
        return [one for one in self.here.hands if us == (one.owner_id if self.ours else one.holder_id)
                and one.owner_id != one.holder_id]


class GiveBackForm(LoanedForm):
    """One or several: home to whom they belong."""

    @classmethod
    def heading(cls) -> str:
        return _("Give back")

    @classmethod
    def hint(cls) -> str:
        return _("What was lent is here again; what was borrowed goes home. The loan ends with the last animal.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        places = {kind: picks.options(session, kind) for kind in ("enclosures", "protocols")}
        return {**super().read(session, ids), **places}

    def ask_fields(self) -> None:
        act = fields_of(Transaction)
        where = N_("Only under a quarantine protocol into a unit")
        home = [
            asked("enclosure_id", N_("Enclosure"), int, pick="enclosures", required=False),
            asked("protocol_id", N_("Protocol"), int, where, pick="protocols", required=False),
        ]
        specs = [act["on"], *self.how_many(), *(home if self.ours else []), act["note"]]
        title = self.standing.number if self.standing is not None else ""
        self.add_fields(specs, {"on": self.today()}, title, options=self.found)

    def act_words(self) -> str:
        return _("Write down the return")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        if values.get("protocol_id") is not None and values.get("enclosure_id") is None:
            return [Problem("enclosure_id", _("In which unit?"))]
        return []

    def change(self, values: Mapping[str, Any]) -> Change | None:
        away = self.away()
        if not away:
            return None
        home = self.here.us if self.ours else away[0].owner_id
        return effects.hand_over(away[0].holder_id, values.get("count"), holder=home)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animals = [row.id for row in self.rows]
        act = Act(**questions.given(values, "on", "note"))
        back = Return(values.get("count"), values.get("enclosure_id"), values.get("protocol_id"))

        def save(work: Work) -> None:
            for loan, some in loans.by_loan(work.session, animals).items():
                loans.give_back(work, loan, some, act, back)

        return save

    def done_words(self, _result: Any) -> str:
        n = len(self.rows)
        return ngettext("{n} record went home.", "{n} records went home.", n).format(n=n)


class HandOnForm(LoanedForm):
    """The holder changes, the owner stays."""

    @classmethod
    def heading(cls) -> str:
        return _("Hand on")

    @classmethod
    def hint(cls) -> str:
        return _("The animals go from one holder to another. Their owner stays the same and has to agree.")

    def ask_fields(self) -> None:
        act = fields_of(Transaction)
        to = asked("to_id", N_("New holder"), int, pick="institutions")
        self.add_fields([to, act["on"], act["note"]], {"on": self.today()}, options=self.found)

    def act_words(self) -> str:
        return _("Write down who holds them")

    def change(self, values: Mapping[str, Any]) -> Change | None:
        away, to = self.away(), values.get("to_id")
        return effects.hand_over(away[0].holder_id, holder=to) if away and to is not None else None

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animals, to = [row.id for row in self.rows], values["to_id"]
        act = Act(**questions.given(values, "on", "note"))

        def save(work: Work) -> None:
            for loan, some in loans.by_loan(work.session, animals).items():
                loans.hand_on(work, loan, some, to, act)

        return save

    def done_words(self, _result: Any) -> str:
        return _("The change of hands is written down.")
