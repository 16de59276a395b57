"""How old a weight may be before a dose by it is asked about, by taxon (rules.md R90)."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from ui.forms.recording import Facts, RecordForm
from zooapp import settings
from zooapp.errors import Problem
from zooapp.fields import asked
from zooapp.i18n import N_, _
from zooapp.lists import picks
from zooapp.services.settings import put
from zooapp.values.fold import fold
from zooapp.work import Work

LINE: Final = re.compile(r"(.+?)\s*[=:]?\s+([0-9]{1,4})")
SETTING: Final = "weight_days"


class WeightAgesForm(RecordForm):
    """The days of a few taxa, a line each, and those of all others."""

    @classmethod
    def heading(cls, _record: int, _facts: Facts) -> str:
        return _("Age of weights")

    @classmethod
    def hint(cls) -> str:
        return _("Who prescribes by an older weight is asked. The nearest taxon counts.")

    @classmethod
    def read(cls, session: Any, _record: int) -> Facts:
        taxa = {word: option.detail or option.label for option in picks.options(session, "taxa")
                for word in option.words.split("\n")}
        return {"days": settings.value(session, SETTING), "taxa": taxa}

    def build(self) -> None:
        days: dict[str, int] = self.found["days"]
        lines = "\n".join(f"{taxon} {n}" for taxon, n in days.items() if taxon)
        others = asked("others", N_("All others"), int, unit=N_("days"), least=1, most=3650)
        by_taxon = asked("taxa", N_("By taxon"), str, N_("One a line, as Aves 90"), lines=6, required=False)
        self.add_fields([others, by_taxon], {"others": days.get("", 365), "taxa": lines})

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        words = _("“{line}”: a known taxon and its days, as Aves 90.")
        wrong = [line for line in self._lines(values) if self._read(line) is None]
        return [Problem("taxa", words.format(line=line[:30])) for line in wrong[:1]]

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        named = dict(read for line in self._lines(values) if (read := self._read(line)) is not None)
        days = {"": values["others"], **named}
        return lambda work: put(work, SETTING, days).id

    def _read(self, line: str) -> tuple[str, int] | None:
        found = LINE.fullmatch(line)
        taxon = self.found["taxa"].get(fold(found[1])) if found else None
        return (taxon, int(found[2])) if found and taxon and int(found[2]) else None

    @staticmethod
    def _lines(values: Mapping[str, Any]) -> list[str]:
        return [line for text in (values.get("taxa") or "").splitlines() if (line := text.strip())]
