"""Which taxon it is: of one record, or of the parts of a mixed group that turned out to be several species."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from ui.forms import questions
from ui.forms.acting import AnimalForm, Facts
from ui.widgets.button import button
from ui.widgets.layout import hbox
from zooapp.booking import Act
from zooapp.errors import Problem
from zooapp.fields import FieldSpec, asked
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import picks
from zooapp.lists.listings import listings
from zooapp.lists.picks import Option
from zooapp.models import Confidence
from zooapp.services import determinations, reclassifications
from zooapp.services.determinations import Finding, NamedPart
from zooapp.values.counts import SexCount
from zooapp.work import Work

PARTS: Final = 12


def _flagged(taxon: Option, cites: str | None) -> Option:
    """A taxon that says below its field what CITES says of it."""
    return replace(taxon, detail=f"{taxon.detail} · CITES: {cites}") if cites else taxon


class TaxonDeterminationForm(AnimalForm):
    """One taxon for all that are marked; one group can be named part by part, each part a group of its own."""

    @classmethod
    def heading(cls) -> str:
        return _("Taxon")

    @classmethod
    def hint(cls) -> str:
        return _("A doubtful species is shown with “cf.”; papers can be issued for it.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        alone = questions.kind_of(session, ids) if len(ids) == 1 else {"group": False}
        taxa = picks.options(session, "taxa")
        said = listings(session, [taxon.id for taxon in taxa], session.info["today"])
        flagged = [_flagged(taxon, said.get((taxon.id, "CITES"))) for taxon in taxa]
        return {"taxa": flagged, **alone}

    def act_words(self) -> str:
        n = len(getattr(self, "rows", ()))
        words = ngettext("Change taxon of {n} record", "Change taxon of {n} records", n).format(n=n)
        return words if n > 1 else super().act_words()

    def build(self) -> None:
        start = {"on": self.today(), "confidence": Confidence.CONFIRMED, "which": questions.NOW}
        self.lines = 0
        self.add_line()
        common = [*questions.certainty(), questions.on_day(), questions.which()]
        self.add_fields(common, start)
        if self.found["group"]:
            more = button(_("Add another taxon of this group"), "plus")
            more.clicked.connect(lambda _checked: self.add_line())
            self.foot.insertLayout(0, hbox(more))

    def add_line(self) -> None:
        """One more part, while there is room."""
        if self.lines == PARTS:
            return
        specs: list[FieldSpec] = [asked("taxon_id", N_("Taxon"), int, pick="taxa", required=not self.lines)]
        if self.found["group"]:
            specs.append(questions.how_many(N_("Empty: all of them"), required=False))
            hint = N_("The rings of this part, as P001-P008")
            specs.append(asked("marks", N_("Marks"), str, hint, required=False, longest=1000))
        self.add_fields(specs, {}, prefix=f"parts.{self.lines}.", options={"taxa": self.found["taxa"]})
        if self.lines:
            self.focus_field(f"parts.{self.lines}.taxon_id")
        self.lines += 1

    def parts(self, values: Mapping[str, Any]) -> list[tuple[int, SexCount | None, str]]:
        """The lines that name a taxon."""
        found = []
        for n in range(self.lines):
            taxon, count, marks = (values.get(f"parts.{n}.{name}") for name in ("taxon_id", "count", "marks"))
            if taxon is not None:
                found.append((taxon, count, marks or ""))
        return found

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        parts = self.parts(values)
        bare = [n for n, (_taxon, count, _marks) in enumerate(parts) if count is None]
        if len(parts) > 1 and bare:
            return [Problem(f"parts.{n}.count", _("How many of the group are these?")) for n in bare]
        if len(parts) > 1 and values["which"] == questions.WRONG:
            return [Problem("which", _("Several taxa can only be found out from a day on."))]
        return []

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animal, act, parts = self.animal, Act(values["on"]), self.parts(values)
        finding = Finding(values["confidence"], values.get("method"))
        if any(count is not None for _taxon, count, _marks in parts):
            named = [NamedPart(taxon, count, finding, marks) for taxon, count, marks in parts if count is not None]
            return lambda work: determinations.identify_parts(work, animal, named, act)
        taxon, many = parts[0][0], [row.id for row in self.rows]
        if len(many) > 1 and values["which"] == questions.WRONG:
            return lambda work: reclassifications.entered_wrongly(work, many, taxon, finding)
        if len(many) > 1:
            return lambda work: reclassifications.found_out(work, many, taxon, finding, act)
        if values["which"] == questions.WRONG:
            return lambda work: determinations.taxon_was_wrong(work, animal, taxon, finding)
        return lambda work: determinations.identified(work, animal, taxon, finding, act)

    def done_words(self, _result: Any) -> str:
        n = len(self.rows)
        words = ngettext("Taxon of {n} record changed.", "Taxon of {n} records changed.", n)
        return words.format(n=n) if n > 1 else _("Saved.")
