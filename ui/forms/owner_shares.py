"""Who owns how many percent of an animal, where a contract says so; the counts follow the owner named first."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ui.forms.acting import AnimalForm, Facts
from zooapp.errors import Problem
from zooapp.fields import FieldSpec, asked
from zooapp.i18n import N_, _
from zooapp.lists import picks
from zooapp.services import offspring
from zooapp.work import Work

OWNERS: Final = 4


class OwnerSharesForm(AnimalForm):
    """Up to four owners; empty: one owner has it all."""

    @classmethod
    def heading(cls) -> str:
        return _("Owners' shares")

    @classmethod
    def hint(cls) -> str:
        return _("Whole percent that make 100. Counts stay with the owner who is named first.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        options = picks.options(session, "institutions")
        return {"institutions": options, "shares": offspring.shares_of(session, ids[0])}

    def build(self) -> None:
        specs: list[FieldSpec] = []
        values: dict[str, int] = {}
        for no in range(1, OWNERS + 1):
            owner = asked(f"owner{no}", N_("Owner"), int, pick="institutions", required=False)
            percent = asked(f"percent{no}", N_("Share"), int, unit="%", least=1, most=100, required=False)
            specs += [owner, percent]
        for no, (owner_id, share) in enumerate(self.found["shares"], 1):
            values |= {f"owner{no}": owner_id, f"percent{no}": share}
        self.add_fields(specs, values, options=self.found)

    def place_of(self, field: str) -> str:
        places = {"percent": "percent1", "institution_id": "owner1"}
        return places.get(field, super().place_of(field))

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        for no in range(1, OWNERS + 1):
            owner, percent = values.get(f"owner{no}"), values.get(f"percent{no}")
            if (owner is None) != (percent is None):
                return [Problem(f"percent{no}" if percent is None else f"owner{no}", _("Fill this in."))]
        return []

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        pairs = [(values.get(f"owner{no}"), values.get(f"percent{no}")) for no in range(1, OWNERS + 1)]
        shares = [(owner, percent) for owner, percent in pairs if owner is not None and percent is not None]
        animals = [row.id for row in self.rows]

        def save(work: Work) -> bool:
            for animal in animals:
                offspring.set_shares(work, animal, shares)
            return bool(work.changes)

        return save

    def has_changed(self, result: bool) -> bool:
        return result
