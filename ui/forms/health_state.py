"""How animals are from a day on: an entry of the logbook of health, from which everything else is derived (R92)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ui.forms.acting import AnimalForm
from zooapp.fields import fields_of
from zooapp.i18n import _
from zooapp.models import HealthEntry
from zooapp.services import prevention
from zooapp.work import Work

FIELDS: Final = ("state", "on", "reason")


class HealthForm(AnimalForm):
    """Healthy, under observation, ill or critical."""

    @classmethod
    def heading(cls) -> str:
        return _("Health")

    @classmethod
    def hint(cls) -> str:
        return _("It holds from that day until the next entry. Only healthy animals count for what is normal.")

    def build(self) -> None:
        known = fields_of(HealthEntry)
        self.add_fields([known[name] for name in FIELDS], {"on": self.today()})

    def act_words(self) -> str:
        return _("Write down")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animals, said = [row.id for row in self.rows], dict(values)
        return lambda work: prevention.write_health(work, animals, said["on"], said["state"], said["reason"])

    def done_words(self, _result: Sequence[int]) -> str:
        return _("Written into the logbook of health.")
