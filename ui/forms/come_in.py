"""Came in otherwise: found, rescued, captured, seized and placed here, or given, without crates and consignment."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.forms import questions
from ui.forms.previewing import Previewing
from ui.forms.recording import Facts, RecordForm
from zooapp import effects, settings
from zooapp.booking import Act
from zooapp.effects import Change, Hands
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import act_picks, picks
from zooapp.models import Animal, AnimalKind, ConsignmentLine, Mode, Origin, Transaction
from zooapp.models.consignment import KEEP_AS
from zooapp.services import comings
from zooapp.services.comings import Coming
from zooapp.work import Work

LISTS = ("taxa", "institutions", "enclosures", "protocols")
SAID = ("taxon_id", "count", "keep_as", "marks", "taxon_doubtful", "house_name", "born", "origin", "birthplace")


class ComeInForm(Previewing, RecordForm):
    """As what, from whom if anybody, when; what it is and where it stands."""

    draft_kind = "come_in"

    @classmethod
    def heading(cls, _record: int, _facts: Facts) -> str:
        return _("Came in otherwise")

    @classmethod
    def hint(cls) -> str:
        return _("Without crates and papers. What was here before comes back onto its own record: Comes back.")

    @classmethod
    def read(cls, session: Any, _record: int) -> Facts:
        terms, known = act_picks.terms(session, Mode.ARRIVAL)
        facts = {"terms": terms, "known": known, "us": settings.our_institution(session)}
        return {**facts, **{name: picks.options(session, name) for name in LISTS}}

    def build(self) -> None:
        act, animal, line = fields_of(Transaction), fields_of(Animal), fields_of(ConsignmentLine)
        hint, of_unit = N_("Empty for found and captured"), N_("For a quarantine unit")
        came = [
            asked("term_id", N_("As what"), int, pick="terms"),
            act["on"],
            asked("partner_id", N_("From whom"), int, hint, pick="institutions", required=False),
            asked("birthplace", N_("Place where it was found"), str, required=False, longest=120),
        ]
        what = [
            asked("taxon_id", N_("Taxon"), int, pick="taxa"),
            questions.how_many(),
            asked("keep_as", N_("Keep as"), AnimalKind, choices=KEEP_AS),
            asked("taxon_doubtful", line["taxon_doubtful"].field.label, bool, required=False),
            asked("marks", line["marks"].field.label, str, line["marks"].field.hint, required=False, longest=1000),
            animal["house_name"],
            animal["born"],
            animal["origin"],
        ]
        protocol = asked("protocol_id", N_("Protocol"), int, of_unit, pick="protocols", required=False)
        start = {"on": self.today(), "keep_as": AnimalKind.INDIVIDUAL, "origin": Origin.UNKNOWN}
        self.add_fields(came, start, options=self.found)
        self.add_fields(what, start, _("What came"), options=self.found)
        self.add_fields([questions.where(), protocol, act["note"]], start, _("Where it stands"), options=self.found)
        self.foresee()

    def change(self, values: Mapping[str, Any]) -> Change | None:
        term, count, us = self.found["known"].get(values.get("term_id")), values.get("count"), self.found["us"]
        owner = us if term is not None and term.ownership else values.get("partner_id")
        return effects.come(count, Hands(us, owner)) if term and count and owner else None

    def act_words(self) -> str:
        return _("Take in")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        coming = Coming(**questions.given(values, *SAID, "enclosure_id", "protocol_id"))
        act = Act(**questions.given(values, "on", "term_id", "partner_id", "note"))
        return lambda work: comings.come_in(work, coming, act)

    def done_words(self, result: Sequence[int]) -> str:
        n = len(result)
        return ngettext("{n} new record.", "{n} new records.", n).format(n=n)
