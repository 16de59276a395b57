"""Edit what is written about an animal: house name, birth, origin, note."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.forms.acting import AnimalForm, Facts
from zooapp.fields import fields_of
from zooapp.i18n import _
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
        return {"values": values, "version": record.version}

    def build(self) -> None:
        self.draft_kind = f"animal_edit-{self.animal}"
        specs = [spec for spec in fields_of(Animal).values() if spec.field.listed]
        self.add_fields(specs, self.found["values"])

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        changed, animal, version = self.changed_values(values), self.animal, self.found["version"]
        return lambda work: animals.amend(work, animal, version, changed).id
