"""An institution: all that papers print of it, and for a new one its names."""

from collections.abc import Callable, Mapping
from typing import Any

from ui.forms.recording import Facts, RecordForm
from ui.forms.taxon import name_specs
from zooapp import i18n
from zooapp.errors import Invalid, Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import _
from zooapp.lists import institution_card
from zooapp.lists.institutions import KINDS
from zooapp.models import Institution, InstitutionKind
from zooapp.services import institutions
from zooapp.work import Work


class InstitutionForm(RecordForm):
    """One page: who it is, where it is, who signs for it."""

    draft_kind = "institution"

    @classmethod
    def heading(cls, record: int, facts: Facts) -> str:
        return _("Edit {name}").format(name=facts["values"]["name"]) if record else _("New institution")

    @classmethod
    def hint(cls) -> str:
        return _("Papers print these fields; the names by language stand beside them.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        start: dict[str, Any] = {"kind": InstitutionKind.ZOO}
        values, version = institution_card.values(session, record) if record else (start, 0)
        return {"values": values, "version": version}

    def build(self) -> None:
        known, values = fields_of(Institution), self.found["values"]
        transit = values.get("kind") is InstitutionKind.TRANSIT
        kinds = [(one, words) for one, words in dict[Any, str](KINDS).items() if transit or one != "transit"]
        kind = asked("kind", known["kind"].field.label, InstitutionKind, choices=kinds)
        self.add_fields([kind if name == "kind" else spec for name, spec in known.items()], values)
        if not self.record:
            self.add_fields(name_specs(), {}, _("Names"), "names.")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        code = (values.get("country") or "").upper()
        if code and i18n.country(code, "en") == code:
            return [Problem("country", _("No country has this code: two letters, as KP."))]
        return []

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, version, changed = self.record, self.found["version"], self.changed_values(values)
        own = {name: value for name, value in values.items() if not name.startswith("names.")}
        names = {path.removeprefix("names."): text for path, text in values.items() if "names." in path and text}

        def save(work: Work) -> int:
            if institution_card.coded(work.session, own["mnemonic"]) not in (0, record):
                raise Invalid(Problem("mnemonic", _("Another institution has this short code.")))
            if record:
                return institutions.amend(work, record, version, changed).id
            return institutions.add(work, own, names).id

        return save
