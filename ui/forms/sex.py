"""How the sex was found: of one animal, or of how many in a group."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.forms import questions
from ui.forms.acting import AnimalForm, Facts
from zooapp.booking import Act
from zooapp.errors import Problem
from zooapp.fields import asked
from zooapp.i18n import N_, _
from zooapp.models import Confidence
from zooapp.services import determinations
from zooapp.services.determinations import Finding
from zooapp.values.counts import Sex, SexCount
from zooapp.work import Work

SEXES = (
    (None, "—"),
    (Sex.MALE, N_("male")),
    (Sex.FEMALE, N_("female")),
    (Sex.UNDETERMINED, N_("not known yet")),
    (Sex.INDETERMINATE, N_("cannot be known")),
)


class SexForm(AnimalForm):
    """Sex, how sure, by what method, since when; and whether it is new or was wrong (ledger.md 2.5)."""

    @classmethod
    def heading(cls) -> str:
        return _("Sex")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        return questions.kind_of(session, ids)

    def build(self) -> None:
        start = {"on": self.today(), "confidence": Confidence.CONFIRMED, "which": questions.NOW}
        sure = [*questions.certainty(), questions.on_day()]
        if self.found["group"]:
            males = asked("males", N_("Found to be males"), int, N_("Of those whose sex is not known"), least=0)
            females = asked("females", N_("Found to be females"), int, least=0)
            self.add_fields([males, females, *sure], {**start, "males": 0, "females": 0})
        else:
            sex = asked("sex", N_("Sex"), Sex, choices=SEXES)
            self.add_fields([sex, *sure, questions.which()], start)

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        if self.found["group"] and not values["males"] + values["females"]:
            return [Problem("males", _("How many are males, how many females?"))]
        return []

    def place_of(self, field: str) -> str:
        return "males" if field == "count" and "males" in self.boxes else super().place_of(field)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animal, act = self.animal, Act(values["on"])
        finding = Finding(values["confidence"], values.get("method"))
        if self.found["group"]:
            found: Sex | SexCount = SexCount(values["males"], values["females"], 0)
            return lambda work: determinations.sexed(work, animal, found, finding, act)
        if values["which"] == questions.WRONG:
            return lambda work: determinations.sex_was_wrong(work, animal, values["sex"], finding)
        return lambda work: determinations.sexed(work, animal, values["sex"], finding, act)
