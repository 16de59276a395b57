"""Amounts of drugs as people type them, "5 mg" or "0.5 ml", what of a product that is, and when doses are due (R89)."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from zooapp.errors import Invalid
from zooapp.i18n import N_, _, plain_number

MASS: Final = {"µg": Decimal("0.001"), "mg": Decimal(1), "g": Decimal(1000), "kg": Decimal(1_000_000)}  # in mg
ROOM: Final = {"ml": Decimal(1), "l": Decimal(1000)}
UNITS: Final = {
    **{name: ("mass", factor) for name, factor in MASS.items()},
    **{name: ("room", factor) for name, factor in ROOM.items()},
    **{name: (name, Decimal(1)) for name in ("IU", "tablet", "capsule", "dose", "piece")},
}
NAMES: Final = {
    "µg": N_("µg"), "mg": N_("mg"), "g": N_("g"), "kg": N_("kg"), "ml": N_("ml"), "l": N_("l"), "IU": N_("IU"),
    "tablet": N_("tablet"), "capsule": N_("capsule"), "dose": N_("dose"), "piece": N_("piece"),
}  # fmt: skip
ALSO: Final = {"ug": "µg", "mcg": "µg", "μg": "µg", "tablets": "tablet", "capsules": "capsule", "doses": "dose"}
WRITTEN: Final = re.compile(r"([0-9][0-9\s\u00a0]*(?:[.,][0-9]{1,3})?)\s*([^\W\d_]+)\.?")
MOST: Final = 10**15


@dataclass(frozen=True)
class Amount:
    """So many thousandths of a unit."""

    thousandths: int
    unit: str

    @classmethod
    def parse(cls, text: str) -> "Amount":
        """Read "5 mg", "0,5 ml", "2 tablets", in English or the language now in use. Raises Invalid."""
        found = WRITTEN.fullmatch(text.strip())
        unit = _unit(found[2]) if found else None
        if found is None or unit is None:
            raise Invalid(_("A number and its unit, as 5 mg, 0.5 ml or 1 tablet."))
        number = Decimal(re.sub(r"[\s\u00a0]", "", found[1]).replace(",", "."))
        if not 0 < number * 1000 < MOST:
            raise Invalid(_("More than nothing."))
        return cls(int(number * 1000), unit)

    @classmethod
    def of(cls, number: Decimal, unit: str) -> "Amount":
        """Rounded to thousandths, half up."""
        return cls(int((number * 1000).to_integral_value(ROUND_HALF_UP)), unit)

    @property
    def number(self) -> Decimal:
        """How many of the unit."""
        return Decimal(self.thousandths) / 1000

    def times(self, factor: Decimal) -> "Amount":
        """So many times as much."""
        return Amount.of(self.number * factor, self.unit)

    def into(self, unit: str) -> "Amount":
        """The same in another unit of the same sort. Raises Invalid."""
        (mine, here), (theirs, there) = UNITS[self.unit], UNITS[unit]
        if mine != theirs:
            words = _("{amount} cannot be told in {unit}.")
            raise Invalid(words.format(amount=self.show(), unit=_(NAMES[unit])))
        return Amount.of(self.number * here / there, unit)

    def like(self, unit: str) -> bool:
        """Whether it can be told in that unit."""
        return UNITS[self.unit][0] == UNITS[unit][0]

    def show(self, code: str = "") -> str:
        """A text that `parse` reads back: "9.5 ml", in Russian "9,5 мл"."""
        return f"{plain_number(self.number.normalize() + 0, code)} {_(NAMES[self.unit])}"

    def __str__(self) -> str:
        return self.show()


def _unit(word: str) -> str | None:
    if word in ALSO:
        return ALSO[word]
    folded = word.casefold()
    return next((unit for unit, name in NAMES.items() if folded in (unit.casefold(), _(name).casefold())), None)


def product(total: Amount, strength: Amount | None, unit: str) -> Amount:
    """How much of a product holds the total: total / strength of one `unit` (rules.md R90). Raises Invalid."""
    if total.like(unit):
        return total.into(unit)
    if strength is None:
        raise Invalid(_("The drug has no strength: say the dose in {unit}.").format(unit=_(NAMES[unit])))
    return Amount.of(total.into(strength.unit).number / strength.number, unit)


def how_many(start: dt.datetime, stop: dt.datetime, hours: int) -> int:
    """How many k from 0 on hold start + k * hours < stop (rules.md R89)."""
    if stop <= start:
        return 0
    return -(-(stop - start) // dt.timedelta(hours=hours))


@dataclass(frozen=True)
class Course:
    """When doses are due, in the zoo's own time: the first, every so many hours (0: once), how many."""

    start: dt.datetime
    hours: int
    doses: int

    @classmethod
    def at(cls, day: dt.date, clock: str, hours: int, doses: int) -> "Course":
        """From a day and a clock time as "08:00"."""
        hour, minute = map(int, clock.split(":"))
        return cls(dt.datetime.combine(day, dt.time(hour, minute)), hours, doses)

    @property
    def stop(self) -> dt.datetime:
        """The moment at which no dose is due any more."""
        return self.start + dt.timedelta(hours=self.hours or 1) * self.doses

    def due(self, number: int) -> dt.datetime:
        """When a dose is due; the first is number 1."""
        return self.start + dt.timedelta(hours=self.hours) * (number - 1)

    def times(self) -> Iterator[dt.datetime]:
        """Every due moment, in order."""
        return (self.due(number) for number in range(1, self.doses + 1))

    def due_by(self, last: dt.datetime) -> int:
        """How many doses are due up to a moment, that moment included."""
        if last < self.start:
            return 0
        if not self.hours:
            return self.doses
        return min(self.doses, (last - self.start) // dt.timedelta(hours=self.hours) + 1)
