"""How many animals of a taxon a place holds: a limit more, or another number."""

from collections.abc import Callable, Mapping
from typing import Any

from ui.forms.recording import Facts, RecordForm
from zooapp.errors import Problem
from zooapp.fields import fields_of
from zooapp.i18n import _
from zooapp.lists import picks, place_card
from zooapp.models import Capacity, Enclosure
from zooapp.services import enclosures
from zooapp.work import Work


class CapacityForm(RecordForm):
    """Change a limit; the taxon stays what it is."""

    draft_kind = "capacity"

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Limit of {place}").format(place=facts["place"])

    @classmethod
    def hint(cls) -> str:
        return _("Too many is a warning at a move, never a wall.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        limit = session.get_one(Capacity, record)
        taken = {one.taxon_id for one in place_card.limits(session, limit.enclosure_id) if one.id != record}
        values = {"taxon_id": limit.taxon_id, "most": limit.most}
        return {**_common(session, limit.enclosure_id), "values": values, "version": limit.version, "taken": taken}

    def build(self) -> None:
        self.add_fields(fields_of(Capacity).values(), self.found["values"], options={"taxa": self.found["taxa"]})

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        if values["taxon_id"] in self.found["taken"]:
            return [Problem("taxon_id", _("There is a limit for these already."))]
        return []

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, version, changed = self.record, self.found["version"], self.changed_values(values)
        return lambda work: enclosures.amend_capacity(work, record, version, changed).id


class NewCapacityForm(CapacityForm):
    """One limit more; `record` is the place."""

    draft_kind = "new_capacity"

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("New limit of {place}").format(place=facts["place"])

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        taken = {one.taxon_id for one in place_card.limits(session, record)}
        return {**_common(session, record), "values": {}, "taken": taken}

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        place, most, taxon = self.record, values["most"], values["taxon_id"]
        return lambda work: enclosures.add_capacity(work, place, most, taxon).id


def _common(session: Any, place: int) -> Facts:
    known = session.get_one(Enclosure, place)
    return {"place": f"{known.code} · {known.name}", "taxa": picks.options(session, "taxa")}
