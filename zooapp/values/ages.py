"""What two days say together: whether they can follow each other, and how old an animal is."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from zooapp.i18n import N_
from zooapp.values.dates import DateKind, FuzzyDate
from zooapp.values.spans import Unit, say, shift


class Order(StrEnum):
    """Can the second day follow the first?"""

    OK = "ok"
    DOUBTFUL = "doubtful"
    IMPOSSIBLE = "impossible"


def order(first: FuzzyDate, second: FuzzyDate) -> Order:
    """Judge two intervals (rules.md R18): impossible when the second surely ended before the first could begin.

    Doubtful when they overlap the wrong way round, that is one end of the second lies before the same end of the
    first. For doubt an open end counts as the nominal day; the same day is in order.
    """
    if second.latest and first.earliest and second.latest < first.earliest:
        return Order.IMPOSSIBLE
    begins = (first.earliest or first.nominal, second.earliest or second.nominal)
    ends = (first.latest or first.nominal, second.latest or second.nominal)
    wrong = any(one and other and other < one for one, other in (begins, ends))
    return Order.DOUBTFUL if wrong else Order.OK


@dataclass(frozen=True)
class Elapsed:
    """A time in whole years, months and days; `total` is the same in days."""

    years: int
    months: int
    days: int
    total: int

    @classmethod
    def from_to(cls, start: dt.date, end: dt.date) -> "Elapsed":
        """From day to day; a month too short for the day counts as full on its last day."""
        months = (end.year - start.year) * 12 + end.month - start.month
        if shift(start, months, Unit.MONTH) > end:
            months -= 1
        rest = end - shift(start, months, Unit.MONTH)
        return cls(months // 12, months % 12, rest.days, (end - start).days)

    def count(self, unit: Unit) -> int:
        """Whole years, months or days in it."""
        months = self.years * 12 + self.months
        return {Unit.YEAR: self.years, Unit.MONTH: months, Unit.DAY: self.total}[unit]


@dataclass(frozen=True)
class Age:
    """How old on a day: by the nominal birth, at least, and at most (none where the birth may be any time before)."""

    nominal: Elapsed
    least: Elapsed
    most: Elapsed | None
    exact: bool

    def show(self, code: str = "") -> str:
        """ "4 y 8 mo" for an exact birth; else the nominal age with its bounds, "~9 y (8–9 y)"."""
        bounds = self.short(code)
        if self.exact or self.most is None:
            return bounds
        unit = _fitting(self.most)
        if self.least.count(unit) == self.most.count(unit):
            return bounds
        return f"~{_in(unit, self.nominal.count(unit), code)} ({bounds})"

    def short(self, code: str = "") -> str:
        """The form for a list: "4 y 8 mo", "2–3 y", "~9 y", "5 y or more"."""
        if self.exact:
            return _show_exact(self.nominal, code)
        if self.most is None:
            unit = _fitting(self.least)
            return say(N_("{age} or more"), code).format(age=_in(unit, self.least.count(unit), code))
        unit = _fitting(self.most)
        least, most = self.least.count(unit), self.most.count(unit)
        return _in(unit, f"{least}–{most}", code) if least < most else f"~{_in(unit, most, code)}"


def age(born: FuzzyDate, on: dt.date) -> Age | None:
    """The age on a day (rules.md R19); none when the birth is unknown or after that day.

    For the age at death pass the day of death (R20), for a lost animal the day it was last seen.
    """
    if born.nominal is None or born.kind in (DateKind.UNDETERMINED, DateKind.INDETERMINATE):
        return None
    if (born.earliest or on) > on:
        return None
    return Age(
        nominal=Elapsed.from_to(min(born.nominal, on), on),
        least=Elapsed.from_to(min(born.latest or on, on), on),
        most=Elapsed.from_to(born.earliest, on) if born.earliest else None,
        exact=born.kind is DateKind.EXACT,
    )


def _fitting(elapsed: Elapsed) -> Unit:
    """Years from two years on, months from two months on, else days."""
    return next((unit for unit in (Unit.YEAR, Unit.MONTH) if elapsed.count(unit) >= 2), Unit.DAY)


def _in(unit: Unit, n: int | str, code: str) -> str:
    form = {Unit.YEAR: N_("{n} y"), Unit.MONTH: N_("{n} mo"), Unit.DAY: N_("{n} d")}[unit]
    return say(form, code).format(n=n)


def _show_exact(elapsed: Elapsed, code: str) -> str:
    parts = [_in(unit, n, code) for unit, n in ((Unit.YEAR, elapsed.years), (Unit.MONTH, elapsed.months)) if n]
    return " ".join(parts) or _in(Unit.DAY, elapsed.days, code)
