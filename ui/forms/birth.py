"""Young are born or hatch: into the group that is marked, or as records of their own from their dam."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ui.forms import questions
from ui.forms.acting import Facts
from ui.forms.previewing import ActForm
from zooapp import effects
from zooapp.booking import Act
from zooapp.effects import Change, Hands
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import loan_card, parent_picks, picks
from zooapp.models import AnimalKind, Transaction
from zooapp.models.consignment import PART_AS
from zooapp.services import accessions
from zooapp.services.accessions import Birth
from zooapp.work import Work

JOIN: Final = "join"


class BirthForm(ActForm):
    """How many, on which day, where they stand: with their dam unless another place is named."""

    @classmethod
    def heading(cls) -> str:
        return _("Birth or hatch")

    @classmethod
    def hint(cls) -> str:
        return _("The young are of the taxon and the owner of the animal that is marked.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        places = picks.options(session, "enclosures")
        terms = picks.options(session, "terms:birth")
        found: Facts = {"terms": terms, "enclosures": places, "sires": parent_picks.records(session, ids[0])}
        found["institutions"] = picks.options(session, "institutions")
        found["contract"] = loan_card.rule_of(session, ids[0])
        return {**super().read(session, ids[:1]), **found}

    def ask_fields(self) -> None:
        act = fields_of(Transaction)
        keep: list[tuple[Any, str]] = [(JOIN, N_("part of this group"))] if self.found["group"] else []
        specs = [
            questions.how_many(),
            asked("keep_as", N_("Keep as"), str, choices=[*keep, *PART_AS]),
            act["on"],
            act["term_id"],
            asked("enclosure_id", N_("Enclosure"), int, pick="enclosures", required=False),
            asked("owner_id", N_("Owner"), int, self.owner_hint(), pick="institutions", required=False),
            asked("sire_id", N_("Sire"), int, N_("Or empty, when not known"), pick="sires", required=False),
            act["note"],
        ]
        start: dict[str, Any] = {"on": self.today(), "enclosure_id": self.here.place_id}
        start["keep_as"] = JOIN if keep else AnimalKind.INDIVIDUAL
        self.add_fields(specs, start, options=self.found)

    def owner_hint(self) -> str:
        """Whose the young are when nobody is named."""
        contract: str = self.found["contract"]
        return _("Empty: {rule}").format(rule=contract) if contract else N_("Empty: the owner of the dam")

    def act_words(self) -> str:
        return _("Write down the birth")

    def touched(self, values: Mapping[str, Any]) -> list[int]:
        return [self.animal] if values.get("keep_as") == JOIN else []

    def change(self, values: Mapping[str, Any]) -> Change | None:
        count, us, said = values.get("count"), self.here.us, values.get("owner_id")
        owners = [one.owner_id for one in self.here.hands if one.holder_id == us]
        shared = self.found["contract"] and said is None and values.get("keep_as") != JOIN
        if count is None or not owners or shared:
            return None  # by a contract: whose each of them is, is said when it is saved
        return effects.come(count, Hands(us, said or owners[0]))

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        dam, keep, count = self.animal, values["keep_as"], values["count"]
        act = Act(**questions.given(values, "on", "term_id", "note"))
        birth = Birth(count, into_id=dam)
        if keep != JOIN:
            known = questions.given(values, "enclosure_id", "sire_id", "owner_id")
            birth = Birth(count, keep_as=AnimalKind(keep), dam_id=dam, **known)
        return lambda work: accessions.birth(work, birth, act)

    def done_words(self, result: Sequence[int]) -> str:
        if self.values()[0].get("keep_as") == JOIN:
            return _("The group has grown.")
        n = len(result)
        return ngettext("{n} new record.", "{n} new records.", n).format(n=n)
