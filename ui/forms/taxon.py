"""A taxon: add it with its names, change it, say which name stands for it now."""

from collections.abc import Callable, Mapping
from typing import Any

from ui.forms.recording import Facts, RecordForm
from zooapp.errors import Invalid, Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import LANGUAGES, N_, _
from zooapp.lists import picks, taxon_card
from zooapp.lists.taxa_list import RANKS
from zooapp.models import Rank, Taxon
from zooapp.services import taxa
from zooapp.work import Work

AGES = ("maturity_m", "maturity_f", "carried_least", "carried_most", "lays_eggs", "ages_source")
ASKED = ("scientific", "rank", "parent_id", "author", "commodity_code", "source", "domestic", "hybrid", *AGES)


class TaxonForm(RecordForm):
    """The taxon itself; a new one takes its names in the same save."""

    draft_kind = "taxon"

    @classmethod
    def heading(cls, record: int, facts: Facts) -> str:
        return _("Edit taxon: {name}").format(name=facts["values"]["scientific"]) if record else _("New taxon")

    @classmethod
    def hint(cls) -> str:
        return _("Legal status and confirmations stand in rows of their own.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        values, version = taxon_card.values(session, record) if record else ({"rank": Rank.SPECIES}, 0)
        return {"values": values, "version": version, "taxa": picks.options(session, "taxa")}

    def build(self) -> None:
        known = fields_of(Taxon)
        rank = asked("rank", known["rank"].field.label, Rank, choices=RANKS)
        specs = [rank if name == "rank" else known[name] for name in ASKED if name not in AGES]
        self.add_fields(specs, self.found["values"], options={"taxa": self.found["taxa"]})
        self.add_fields([known[name] for name in AGES], self.found["values"], _("Ages; empty: as the taxon above"))
        if not self.record:
            self.add_fields(name_specs(), {}, _("Names"), "names.")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, version, changed = self.record, self.found["version"], self.changed_values(values)
        own = {name: values[name] for name in ASKED}
        names = {path.removeprefix("names."): text for path, text in values.items() if "names." in path and text}

        def save(work: Work) -> int:
            if taxon_card.named(work.session, own["scientific"]) not in (0, record):
                raise Invalid(Problem("scientific", _("There is a taxon of this name already.")))
            return taxa.amend(work, record, version, changed).id if record else taxa.add(work, own, names).id

        return save


class TaxonReplaceForm(RecordForm):
    """The name is used no more: which one stands for it. Records under the old name stay."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Replace {name}").format(name=facts["values"]["scientific"])

    @classmethod
    def hint(cls) -> str:
        return _("Animals keep the name they were recorded by; new ones take the new name. Empty: used again.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        values, version = taxon_card.values(session, record)
        others = [option for option in picks.options(session, "taxa") if option.id != record]
        return {"values": values, "version": version, "taxa": others}

    def build(self) -> None:
        spec = asked("replaced_by_id", N_("Used now"), int, pick="taxa", required=False)
        self.add_fields([spec], self.found["values"], options={"taxa": self.found["taxa"]})

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, version, by = self.record, self.found["version"], values["replaced_by_id"]
        return lambda work: taxa.replace(work, record, version, by).id


def name_specs() -> list[Any]:
    """A line for the name in each language of the program."""
    return [asked(code, language, str, required=False, longest=200) for code, language in LANGUAGES.items()]
