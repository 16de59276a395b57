"""Weights as people type them: "12.4 kg", "850 g", "12,4", "27 lb"; kept as whole grams with the unit that was used."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from zooapp.errors import Invalid
from zooapp.i18n import N_, _, plain_number

KG: Final = "kg"
GRAMS: Final = {"g": Decimal(1), KG: Decimal(1000), "t": Decimal(1_000_000), "lb": Decimal("453.59237")}
NAMES: Final = {"g": N_("g"), KG: N_("kg"), "t": N_("t"), "lb": N_("lb")}
FORM: Final = re.compile(r"(\d+(?:[.,]\d+)?)([^\W\d_]*)\.?")
MOST: Final = 200_000_000  # grams: a blue whale


@dataclass(frozen=True)
class Weight:
    """So many grams, typed in a unit."""

    grams: int
    unit: str = KG

    @classmethod
    def parse(cls, text: str, unit: str = KG) -> "Weight":
        """Read it; a bare number is in `unit`. Raises Invalid with an example."""
        found = FORM.fullmatch("".join(text.split()))
        said = _unit(found.group(2)) if found and found.group(2) else unit
        if found is None or said is None:
            raise Invalid(_("Write it like 12.4 kg, 850 g or 27 lb."))
        value = Decimal(found.group(1).replace(",", "."))
        if said == "g" and value % 1:
            raise Invalid(_("Whole grams, as 850 g."))
        grams = int((value * GRAMS[said]).to_integral_value())
        if not 0 < grams <= MOST:
            raise Invalid(_("More than nothing, and no more than a whale."))
        return cls(grams, said)

    def show(self, code: str = "") -> str:
        """A text that `parse` reads back: "12.4 kg", in Russian "12,4 кг"."""
        value = Decimal(self.grams) / GRAMS[self.unit]
        exact = value.quantize(Decimal("0.01")) if self.unit == "lb" else value
        return f"{plain_number(exact, code)} {_(NAMES[self.unit])}"


def _unit(word: str) -> str | None:
    """The unit that a word means, in English or in the language now in use."""
    folded = word.casefold()
    return next((unit for unit, name in NAMES.items() if folded in (unit, _(name).casefold())), None)
