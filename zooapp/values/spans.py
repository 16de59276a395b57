"""A day, a month or a year as people write it, read and shown in their language; moving along the calendar."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from babel import Locale

from zooapp.errors import Invalid
from zooapp.i18n import _, babel_locale, catalogue, day

_YEAR: Final = r"(?P<y>(?:1[5-9]|2[01])[0-9]{2})"
_MONTH: Final = r"(?P<m>[0-9]{1,2})"
_DAY: Final = r"(?P<d>[0-9]{1,2})"
_NAME: Final = r"(?P<name>[^\W\d]{3,})\.?"
_SHAPES: Final = tuple(
    re.compile(shape)
    for shape in (
        rf"{_YEAR}(?: ?г\.?| ?년)?",
        rf"{_YEAR}(?:[-.]|년) ?{_MONTH}(?:(?:[-.]|월) ?{_DAY})?[.월일]?",
        rf"(?:{_DAY}\. ?)?{_MONTH}\. ?{_YEAR}",
        rf"(?:{_DAY}\.? )?{_NAME},? {_YEAR}(?: ?г\.?)?",
        rf"{_NAME} {_DAY},? {_YEAR}",
    )
)
_BETWEEN: Final = re.compile(r" ?(?:[-–—…]|\.{2,3}) ?| to | по ")


class Unit(StrEnum):
    """A step of the calendar."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


FINE_TO_COARSE: Final = tuple(Unit)


@dataclass(frozen=True)
class Span:
    """From a first day to a last day, both in it; `unit` when it is just one day, month or year."""

    first: dt.date
    last: dt.date
    unit: Unit | None = None


def shift(start: dt.date, n: int, unit: Unit) -> dt.date:
    """The day `n` units later (earlier when negative); where the month is too short, its last day."""
    if unit is Unit.DAY:
        return start + dt.timedelta(days=n)
    year, month = divmod(start.year * 12 + start.month - 1 + n * (12 if unit is Unit.YEAR else 1), 12)
    return dt.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def span_of(some_day: dt.date, unit: Unit) -> Span:
    """The day, month or year in which a day lies."""
    if unit is Unit.DAY:
        return Span(some_day, some_day, unit)
    first = some_day.replace(day=1) if unit is Unit.MONTH else some_day.replace(month=1, day=1)
    return Span(first, shift(first, 1, unit) - dt.timedelta(days=1), unit)


def midpoint(first: dt.date, last: dt.date) -> dt.date:
    """The day in the middle, the earlier of two (rules.md R14)."""
    return first + dt.timedelta(days=(last - first).days // 2)


def say(text: str, code: str) -> str:
    """A text marked with N_ in the language `code`, or in the one now in use."""
    return catalogue(code).gettext(text) if code else _(text)


def read_span(text: str) -> Span | None:
    """Read "2019", "May 2019", "14.02.2020", "2019년 5월", "2021–2022", "9–17 May 2020"; None when it is none of these.

    Raises Invalid for a day that the calendar does not have. `text` has single spaces.
    """
    if (span := _read_one(text)) is not None:
        return span
    for gap in _BETWEEN.finditer(text):
        left, right = text[: gap.start()], text[gap.end() :]
        last = _read_one(right)
        first = _read_one(left) or _read_short(left, right)
        if first is not None and last is not None:
            if last.last < first.first:
                raise Invalid(_("Ends before it begins."))
            return Span(first.first, last.last)
    return None


def _read_short(left: str, right: str) -> Span | None:
    """The left end of "9–17 May 2020" takes its month and year from the right end."""
    words = right.split(" ")
    tries = (_read_one(" ".join([left, *words[at:]])) for at in range(1, len(words)))
    return next((span for span in tries if span is not None), None)


def _read_one(text: str) -> Span | None:
    found = next((match for shape in _SHAPES if (match := shape.fullmatch(text))), None)
    if found is None:
        return None
    parts = found.groupdict()
    month = _month_named(parts["name"]) if parts.get("name") else int(parts.get("m") or 1)
    if month is None:
        return None
    try:
        start = dt.date(int(parts["y"]), month, int(parts.get("d") or 1))
    except ValueError:
        raise Invalid(_("The calendar has no such day.")) from None
    if parts.get("d"):
        return span_of(start, Unit.DAY)
    return span_of(start, Unit.MONTH if parts.get("m") or parts.get("name") else Unit.YEAR)


def _month_named(name: str) -> int | None:
    """The month whose name in English or Russian begins so, when only one does."""
    months = {month for full, month in _month_names() if full.startswith(name.casefold())}
    return months.pop() if len(months) == 1 else None


@lru_cache
def _month_names() -> list[tuple[str, int]]:
    contexts = [Locale.parse(code).months[context] for code in ("en", "ru") for context in ("format", "stand-alone")]
    return [(name.casefold(), month) for context in contexts for month, name in context["wide"].items()]


def show_unit(some_day: dt.date, unit: Unit, code: str = "") -> str:
    """The day, month or year of a day: "14 Feb 2020", "Feb 2020", "2020"."""
    if unit is Unit.DAY:
        return day(some_day, code=code)
    korean = babel_locale(code).language == "ko"
    if unit is Unit.MONTH:
        return day(some_day, "y년 M월" if korean else "LLL y", code)
    return f"{some_day.year}년" if korean else str(some_day.year)


def coarsest(first: dt.date | None, last: dt.date | None) -> Unit:
    """The coarsest unit in whose words these ends (one may be open) are still exact."""
    for unit in (Unit.YEAR, Unit.MONTH):
        begins = first is None or span_of(first, unit).first == first
        ends = last is None or span_of(last, unit).last == last
        if begins and ends:
            return unit
    return Unit.DAY


def show_span(first: dt.date, last: dt.date, code: str = "") -> str:
    """ "2019", "2021–2022", "May 2019", "9 May 2020 – 17 May 2020": as coarse as stays exact."""
    unit = coarsest(first, last)
    ends = [show_unit(end, unit, code) for end in (first, last)]
    if ends[0] == ends[1]:
        return ends[0]
    return (" – " if " " in ends[0] else "–").join(ends)
