"""Edit what is written about an animal: house name, birth, origin, note."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.forms.acting import AnimalForm, Facts
from zooapp.errors import Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _
from zooapp.lists import picks
from zooapp.models import Animal
from zooapp.services import animals
from zooapp.work import Work


class AnimalEditForm(AnimalForm):
    """One card of fields. Sex, taxon, marks and places have acts of their own."""

    draft_kind = "animal_edit"

    @classmethod
    def heading(cls) -> str:
        return _("Edit animal")

    @classmethod
    def hint(cls) -> str:
        return _("As exact as known: a year, a range or nothing is better than an invented day.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        record = session.get_one(Animal, ids[0])
        values = {name: getattr(record, name) for name in fields_of(Animal)}
        return {"values": values, "version": record.version, "collections": picks.options(session, "collections")}

    def build(self) -> None:
        self.draft_kind = f"animal_edit-{self.animal}"
        specs = [spec for spec in fields_of(Animal).values() if spec.field.listed]
        if self.found["values"]["house_name"]:
            hint = N_("If the house name is another one now")
            specs.insert(1, asked("named_since", N_("New name since"), dt.date, hint, required=False))
        self.add_fields(specs, self.found["values"], options=self.found)

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        if values.get("named_since") and values["house_name"] == self.before["house_name"]:
            return [Problem("named_since", _("The house name is the same."))]
        return []

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        changed, animal, version = self.changed_values(values), self.animal, self.found["version"]
        since = changed.pop("named_since", None)
        return lambda work: animals.amend(work, animal, version, changed, since).id
