"""A collection inside the zoo: its name and note, and what it is called in each language."""

from collections.abc import Callable, Mapping
from typing import Any

from ui.forms.names import NamesForm
from ui.forms.recording import Facts, RecordForm
from zooapp.fields import fields_of
from zooapp.i18n import _
from zooapp.lists import collections as listed
from zooapp.models import Collection
from zooapp.services import collections
from zooapp.work import Work


class CollectionForm(RecordForm):
    """A new collection, or another name for one."""

    @classmethod
    def heading(cls, record: int, facts: Facts) -> str:
        return _("Edit {name}").format(name=facts["values"]["name"]) if record else _("New collection")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        values, version = listed.values(session, record) if record else ({}, 0)
        return {"values": values, "version": version}

    def build(self) -> None:
        self.add_fields(fields_of(Collection).values(), self.found["values"])

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, version, changed = self.record, self.found["version"], self.changed_values(values)

        def save(work: Work) -> int:
            made = collections.amend(work, record, version, changed) if record else collections.add(work, values)
            return made.id

        return save


class CollectionNamesForm(NamesForm):
    """The names of a collection."""

    kind = "collection"

    def rename(self, work: Work, record: int, code: str, text: str, short: str | None) -> None:
        collections.rename(work, record, code, text, short)
