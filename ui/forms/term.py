"""A term: its kind of act, what it does to holder and owner, and what it is called in each language."""

from collections.abc import Callable, Mapping
from typing import Any

from ui.forms.names import NamesForm
from ui.forms.recording import Facts, RecordForm
from ui.forms.taxon import name_specs
from zooapp.errors import Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import _
from zooapp.lists import terms as term_list
from zooapp.models import Mode, Term
from zooapp.services import terms
from zooapp.work import Work

ASKED = ("mode", "leaves_as", "physical", "ownership", "title_passes")


class TermForm(RecordForm):
    """A new term with its names; or what one does that no act bears yet."""

    @classmethod
    def heading(cls, record: int, facts: Facts) -> str:
        return _("Edit {name}").format(name=facts["name"]) if record else _("New term")

    @classmethod
    def hint(cls) -> str:
        return _("What a term does is kept once an act bears it; its names can always be changed.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        start: dict[str, Any] = {"physical": True, "ownership": True}
        if not record:
            return {"values": start, "version": 0, "name": ""}
        found, (values, version) = term_list.read(session, record), term_list.values(session, record)
        return {"values": values, "version": version, "name": found.name if found else ""}

    def build(self) -> None:
        known = fields_of(Term)
        modes = [(mode, term_list.MODES[mode]) for mode in terms.OPEN]
        mode = asked("mode", known["mode"].field.label, Mode, choices=modes)
        self.add_fields([mode if name == "mode" else known[name] for name in ASKED], self.found["values"])
        if not self.record:
            self.add_fields(name_specs(), {}, _("Names"), "names.")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        if self.record or any(text for path, text in values.items() if path.startswith("names.")):
            return []
        return [Problem("names.en", _("What is it called, in one language at least?"))]

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, version, changed = self.record, self.found["version"], self.changed_values(values)
        own = {name: values[name] for name in ASKED}
        names = {path.removeprefix("names."): text for path, text in values.items() if "names." in path and text}

        def save(work: Work) -> int:
            return terms.amend(work, record, version, changed).id if record else terms.add(work, own, names).id

        return save


class TermNamesForm(NamesForm):
    """The names of a term."""

    kind = "term"

    def rename(self, work: Work, record: int, code: str, text: str, short: str | None) -> None:
        terms.rename(work, record, code, text, short)
