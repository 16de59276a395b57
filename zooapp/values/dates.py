"""Days as exact as they are known, no more: FuzzyDate, how it is typed and shown, the order of two, and an age."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import product
from typing import Final

from zooapp.errors import Invalid
from zooapp.i18n import LANGUAGES, N_, _
from zooapp.values.spans import (
    FINE_TO_COARSE,
    Span,
    Unit,
    coarsest,
    midpoint,
    read_span,
    say,
    shift,
    show_span,
    show_unit,
    span_of,
)


class NoDate(Invalid):
    """A text that is no date at all."""


class DateKind(StrEnum):
    """How well a day is known (rules.md 2.3)."""

    EXACT = "exact"
    RANGE = "range"
    BEFORE = "before"
    AFTER = "after"
    PLUS_MINUS = "plus_minus"
    UNDETERMINED = "undetermined"
    INDETERMINATE = "indeterminate"


# One form serves both ways: it is filled to show a date, and turned into a pattern to read it.
_BY: Final = N_("by {date}")
_SINCE: Final = N_("since {date}")
_PLUS_MINUS: Final = {
    Unit.YEAR: N_("{date} ±{n} y"),
    Unit.MONTH: N_("{date} ±{n} mo"),
    Unit.DAY: N_("{date} ±{n} d"),
}
_UNKNOWN: Final = {DateKind.UNDETERMINED: N_("unknown"), DateKind.INDETERMINATE: N_("cannot be known")}
_READ_AS_UNKNOWN: Final = {
    DateKind.UNDETERMINED: N_("not known now, may be found out"),
    DateKind.INDETERMINATE: N_("not known, and never can be"),
}
_DAYS_ON: Final = {N_("yesterday"): -1, N_("today"): 0, N_("tomorrow"): 1}
_SAME: Final = {r"\+ ?/? ?-": "±", "± ": "±", r"(?<=\d) ?(y|mo|d)(?:ears?|nths?|ays?)$": r" \1"}


@dataclass(frozen=True)
class FuzzyDate:
    """A day as well as it is known (rules.md R17). `nominal` sorts and stands in for it; a missing end is open."""

    earliest: dt.date | None
    latest: dt.date | None
    nominal: dt.date | None
    kind: DateKind
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "note", self.note or "")  # an empty column is an empty note

    @classmethod
    def exact(cls, on: dt.date) -> "FuzzyDate":
        """The day itself is known."""
        return cls(on, on, on, DateKind.EXACT)

    @classmethod
    def between(cls, first: dt.date, last: dt.date) -> "FuzzyDate":
        """Some day from first to last; the nominal day is the middle (rules.md R14)."""
        if last < first:
            raise Invalid(_("Ends before it begins."))
        return cls.exact(first) if first == last else cls(first, last, midpoint(first, last), DateKind.RANGE)

    @classmethod
    def year(cls, year: int) -> "FuzzyDate":
        """Some day in a year."""
        return cls.between(dt.date(year, 1, 1), dt.date(year, 12, 31))

    @classmethod
    def around(cls, on: dt.date, n: int, unit: Unit, precision: Unit = Unit.DAY) -> "FuzzyDate":
        """Plus or minus `n` units. With precision YEAR or MONTH it is around the whole year or month of `on`."""
        if n < 1:
            raise Invalid(_("Plus or minus at least 1."))
        middle = span_of(on, precision)
        finer = min(unit, precision, key=FINE_TO_COARSE.index)
        earliest = span_of(shift(middle.first, -n, unit), finer).first
        latest = span_of(shift(middle.last, n, unit), finer).last
        return cls(earliest, latest, midpoint(middle.first, middle.last), DateKind.PLUS_MINUS)

    @classmethod
    def by(cls, last: dt.date) -> "FuzzyDate":
        """That day or some day before it."""
        return cls(None, last, last, DateKind.BEFORE)

    @classmethod
    def since(cls, first: dt.date) -> "FuzzyDate":
        """That day or some day after it."""
        return cls(first, None, first, DateKind.AFTER)

    @classmethod
    def undetermined(cls, recorded: dt.date | None = None) -> "FuzzyDate":
        """Not known now; the day on which it was recorded may stand in for it."""
        return cls(None, None, recorded, DateKind.UNDETERMINED)

    @classmethod
    def indeterminate(cls) -> "FuzzyDate":
        """Not known, and never can be."""
        return cls(None, None, None, DateKind.INDETERMINATE)

    @classmethod
    def parse(cls, text: str, today: dt.date) -> "FuzzyDate":
        """Read what a person types (ledger.md 2.7), in English or the language now in use; Invalid with an example."""
        text = _tidy(text)
        if (said := _said_in_a_word(text, today)) is not None:
            return said
        if (rest := _parts(_BY, text) or _parts("<{date}", text)) is not None:
            return cls.by(_span(rest["date"]).last)
        if (rest := _parts(_SINCE, text) or _parts(">{date}", text)) is not None:
            return cls.since(_span(rest["date"]).first)
        for unit, form in _PLUS_MINUS.items():
            if (rest := _parts(form, text)) is not None:
                return _around(_span(rest["date"].lstrip("~ ")), int(rest["n"]), unit)
        if (rest := _parts("~{date}", text)) is not None:
            return _around(_span(rest["date"]), 1, None)
        span = _span(text)
        return cls.between(span.first, span.last)

    def show(self, code: str = "") -> str:
        """A short text that `parse` reads back: "14 Feb 2020", "~2019", "2021–2022", "by Nov 2024", "unknown"."""
        if self.kind is DateKind.BEFORE and self.latest:
            return say(_BY, code).format(date=show_unit(self.latest, coarsest(None, self.latest), code))
        if self.kind is DateKind.AFTER and self.earliest:
            return say(_SINCE, code).format(date=show_unit(self.earliest, coarsest(self.earliest, None), code))
        if self.earliest is None or self.latest is None:
            return say(_UNKNOWN.get(self.kind, _UNKNOWN[DateKind.UNDETERMINED]), code)
        if self.kind is DateKind.PLUS_MINUS and (shown := self._show_around(code)):
            return shown
        return show_span(self.earliest, self.latest, code)

    def read_as(self, code: str = "") -> str:
        """What it means, in words below the field: "some day in 2018 to 2020"."""
        if self.earliest is None or self.latest is None:
            return self._read_as_open(code)
        unit = coarsest(self.earliest, self.latest)
        first, last = show_unit(self.earliest, unit, code), show_unit(self.latest, unit, code)
        if self.earliest == self.latest:
            return say(N_("exactly {date}"), code).format(date=first)
        if first == last:
            return say(N_("some day in {date}"), code).format(date=first)
        form = N_("some day from {first} to {last}") if unit is Unit.DAY else N_("some day in {first} to {last}")
        return say(form, code).format(first=first, last=last)

    def _read_as_open(self, code: str) -> str:
        if self.latest is not None:
            return say(N_("{date} or earlier"), code).format(date=show_unit(self.latest, Unit.DAY, code))
        if self.earliest is not None:
            return say(N_("{date} or later"), code).format(date=show_unit(self.earliest, Unit.DAY, code))
        return say(_READ_AS_UNKNOWN.get(self.kind, _READ_AS_UNKNOWN[DateKind.UNDETERMINED]), code)

    def _show_around(self, code: str) -> str:
        """Find the "±" that makes just these ends; the width in years is tried before months and days."""
        if self.nominal is None or self.latest is None:
            return ""
        coarse_to_fine = FINE_TO_COARSE[::-1]
        for unit, precision in product(coarse_to_fine, coarse_to_fine):
            n = _width(span_of(self.nominal, precision).last, self.latest, unit)
            if n > 0 and self._same_ends(FuzzyDate.around(self.nominal, n, unit, precision)):
                middle = show_unit(self.nominal, precision, code)
                short = n == 1 and unit is precision is Unit.YEAR
                return f"~{middle}" if short else say(_PLUS_MINUS[unit], code).format(date=middle, n=n)
        return ""

    def _same_ends(self, other: "FuzzyDate") -> bool:
        return (self.earliest, self.latest, self.nominal) == (other.earliest, other.latest, other.nominal)


def _width(first: dt.date, last: dt.date, unit: Unit) -> int:
    """How many whole years, months or days lie between two days."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return {Unit.YEAR: months // 12, Unit.MONTH: months, Unit.DAY: (last - first).days}[unit]


def _tidy(text: str) -> str:
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    for pattern, plain in _SAME.items():
        text = re.sub(pattern, plain, text)
    return text


def _said_in_a_word(text: str, today: dt.date) -> FuzzyDate | None:
    """ "yesterday", "сегодня", "모름": in any of our languages, since the window may speak another than its reader."""
    word = text.casefold()
    for name, on in _DAYS_ON.items():
        if word in _in_each_language(name):
            return FuzzyDate.exact(today + dt.timedelta(days=on))
    for kind, name in _UNKNOWN.items():
        if word in _in_each_language(name):
            return FuzzyDate(None, None, None, kind)
    return FuzzyDate.undetermined() if word == "?" else None


@lru_cache
def _in_each_language(word: str) -> frozenset[str]:
    return frozenset(say(word, code).casefold() for code in LANGUAGES)


def _parts(form: str, text: str) -> dict[str, str] | None:
    """What fills the gaps of a form, when the text has it in English or in the language now in use."""
    for words in (form, _(form)):
        pattern = re.escape(words).replace(r"\ ", " ?")
        pattern = pattern.replace(r"\{date\}", " ?(?P<date>.+?)").replace(r"\{n\}", r"(?P<n>[0-9]{1,3})")
        if found := re.fullmatch(pattern, text, re.IGNORECASE):
            return found.groupdict()
    return None


def _span(text: str) -> Span:
    if (span := read_span(text)) is not None:
        return span
    if re.fullmatch(r"\d{1,2}/\d{1,2}/\d{2,4}", text):
        raise Invalid(_("Day or month first? Write it like 14 Feb 2020."))
    raise NoDate(_("Write it like 14 Feb 2020, May 2019, ~2019 or unknown."))


def _around(span: Span, n: int, unit: Unit | None) -> FuzzyDate:
    if span.unit is None:
        raise Invalid(_("Plus or minus goes with one day, month or year."))
    return FuzzyDate.around(span.first, n, unit or span.unit, span.unit)


def latest_possible(entered: FuzzyDate, today: dt.date) -> dt.date:
    """The day from which the quarantine clock counts: the latest that can be (rules.md R102); an open end is today."""
    return entered.latest or max(today, entered.earliest or today)
