"""Marked animals go on loan, or ones that are with us are put under the contract of their owner."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ui.forms import questions
from ui.forms.acting import AnimalForm, Facts
from ui.forms.loan import specs_of
from ui.forms.previewing import ActForm
from zooapp import effects
from zooapp.booking import Act
from zooapp.effects import Change
from zooapp.errors import Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import loan_picks, picks
from zooapp.lists.loan_picks import Parties
from zooapp.models import Direction, OffspringRule, Purpose, Side, Transaction
from zooapp.services import loans
from zooapp.services.loans import Sent
from zooapp.work import Work

THERE: Final = "there"
UNDER_WAY: Final = "under_way"
HOW: Final = ((THERE, N_("They are there on that day")), (UNDER_WAY, N_("Under way until received")))
TERMS: Final = ("purpose", "contract_no", "contract_on", "due", "offspring", "offspring_first", "offspring_percent")
START: Final = {
    "purpose": Purpose.BREEDING,
    "offspring": OffspringRule.DAM_OWNER,
    "offspring_first": Side.OWNER,
    "how": THERE,
}


def offered(session: Any, direction: Direction) -> Facts:
    """The loans that run, whom they are with, and all institutions."""
    running = loan_picks.running(session, session.info["today"], direction)
    parties = loan_picks.parties(session, running)
    return {"loans": running, "parties": parties, "institutions": picks.options(session, "institutions")}


def partner_of(found: Facts, values: Mapping[str, Any]) -> int | None:
    """The partner of the loan that is chosen, else who is named for a new one."""
    parties: Parties = found["parties"]
    named: int | None = values.get("partner_id")
    return parties.partners.get(values.get("loan_id") or 0, named)


def who_is_it_with(found: Facts, values: Mapping[str, Any]) -> list[Problem]:
    """A new loan names its partner."""
    if partner_of(found, values) is None:
        return [Problem("partner_id", _("Choose a loan, or say with whom the new one is."))]
    return []


class LendForm(ActForm):
    """Under a loan that runs, or under a new one; several records leave in one act and stay ours."""

    @classmethod
    def heading(cls) -> str:
        return _("Loan out")

    @classmethod
    def hint(cls) -> str:
        return _("They stay ours and come back onto their own records.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        return {**super().read(session, ids), **offered(session, Direction.OUT)}

    def ask_fields(self) -> None:
        act = fields_of(Transaction)
        specs = [
            asked("loan_id", N_("Under which loan"), int, N_("Empty: a new one"), pick="loans", required=False),
            asked("partner_id", N_("To whom"), int, N_("For a new loan"), pick="institutions", required=False),
            act["on"],
            asked("how", N_("How they go"), str, choices=HOW),
            *self.how_many(),
            act["note"],
        ]
        self.add_fields(specs, {**START, "on": self.today()}, options=self.found)

    def build(self) -> None:
        super().build()
        self.add_fields(specs_of(*TERMS), START, _("Terms of a new loan"))

    def act_words(self) -> str:
        return _("Lend them")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        return who_is_it_with(self.found, values)

    def change(self, values: Mapping[str, Any]) -> Change | None:
        partner, parties = partner_of(self.found, values), self.found["parties"]
        if partner is None:
            return None
        holder = parties.transit if values.get("how") == UNDER_WAY else partner
        return effects.hand_over(self.here.us, values.get("count"), holder=holder)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animals, chosen = [row.id for row in self.rows], values.get("loan_id")
        act = Act(**questions.given(values, "on", "note"))
        sent = Sent(values.get("count"), values["how"] == UNDER_WAY)
        new = {name: values[name] for name in ("partner_id", *TERMS)}

        def save(work: Work) -> int:
            contract = {**new, "direction": Direction.OUT, "since": act.on}
            loan = chosen or loans.open_loan(work, contract).id
            loans.lend(work, loan, animals, act, sent)
            return loan

        return save

    def done_words(self, _result: Any) -> str:
        n = len(self.rows)
        return ngettext("{n} record is on loan.", "{n} records are on loan.", n).format(n=n)


class BorrowForm(AnimalForm):
    """Animals that are here already, and belong to somebody else."""

    @classmethod
    def heading(cls) -> str:
        return _("Under a loan")

    @classmethod
    def hint(cls) -> str:
        return _("For animals that are here and belong to others. Nothing moves.")

    @classmethod
    def read(cls, session: Any, _ids: Sequence[int]) -> Facts:
        return offered(session, Direction.IN)

    def build(self) -> None:
        since = fields_of(Transaction)["on"]
        specs = [
            asked("loan_id", N_("Under which loan"), int, N_("Empty: a new one"), pick="loans", required=False),
            asked("partner_id", N_("Owner"), int, N_("For a new loan"), pick="institutions", required=False),
            asked("on", N_("Since"), since.type),
        ]
        self.add_fields(specs, {"on": self.today()}, options=self.found)
        self.add_fields(specs_of(*TERMS), START, _("Terms of a new loan"))

    def act_words(self) -> str:
        return _("Put them under the loan")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        return who_is_it_with(self.found, values)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animals, chosen, since = [row.id for row in self.rows], values.get("loan_id"), values["on"]
        new = {name: values[name] for name in ("partner_id", *TERMS)}

        def save(work: Work) -> int:
            loan = chosen or loans.open_loan(work, {**new, "direction": Direction.IN, "since": since}).id
            loans.borrow(work, loan, animals, since)
            return loan

        return save
