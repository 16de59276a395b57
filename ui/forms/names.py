"""What a taxon or an institution is called in each language, with a short form for tight cells."""

from collections.abc import Callable, Mapping
from typing import Any

from ui.forms.recording import Facts, RecordForm
from zooapp.errors import Problem
from zooapp.fields import asked
from zooapp.i18n import LANGUAGES, N_, _
from zooapp.lists import sureness
from zooapp.services import institutions, taxa
from zooapp.work import Work


class NamesForm(RecordForm):
    """A card for each language. A name that is changed has to be confirmed anew before a paper prints it."""

    kind = ""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        named = next((line.text for line in facts["names"] if line.text), "")
        return _("Names of {name}").format(name=named) if named else _("Names")

    @classmethod
    def hint(cls) -> str:
        return _("A changed name counts as not verified until somebody confirms it.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        return {"names": sureness.names_with_sureness(session, cls.kind, record)}

    def build(self) -> None:
        for line in self.found["names"]:
            specs = [
                asked("text", N_("Name"), str, line.sure.words, required=False, longest=200),
                asked("short", N_("Short name"), str, required=False, longest=30),
            ]
            values = {"text": line.text or None, "short": line.short or None}
            self.add_fields(specs, values, LANGUAGES[line.locale], f"{line.locale}.")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        taken = [code for code in LANGUAGES if self.before[f"{code}.text"] and not values[f"{code}.text"]]
        bare = [code for code in LANGUAGES if values[f"{code}.short"] and not values[f"{code}.text"]]
        return [
            *(Problem(f"{code}.text", _("A name that is known can be changed, not taken away.")) for code in taken),
            *(Problem(f"{code}.text", _("A short name needs the whole one.")) for code in bare if code not in taken),
        ]

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        changed = self.changed_values(values)
        codes = [code for code in LANGUAGES if f"{code}.text" in changed or f"{code}.short" in changed]
        record, rename = self.record, self.rename

        def save(work: Work) -> int:
            for code in codes:
                rename(work, record, code, values[f"{code}.text"], values[f"{code}.short"])
            return record

        return save

    def rename(self, work: Work, record: int, code: str, text: str, short: str | None) -> None:
        """Which service it goes to."""
        raise NotImplementedError


class TaxonNamesForm(NamesForm):
    """The names of a taxon."""

    kind = "taxon"

    def rename(self, work: Work, record: int, code: str, text: str, short: str | None) -> None:
        taxa.rename(work, record, code, text, short)


class InstitutionNamesForm(NamesForm):
    """The names of an institution."""

    kind = "institution"

    def rename(self, work: Work, record: int, code: str, text: str, short: str | None) -> None:
        institutions.rename(work, record, code, text, short)
