"""Rings and their series: "A001-A040" is forty inscriptions, read and written back as short as people write them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from zooapp.errors import Invalid, Level, Problem
from zooapp.i18n import _, babel_locale

MOST: Final = 10_000
_NUMBERED: Final = re.compile(r"(?P<letters>(?:.*?[^0-9])?)(?P<digits>[0-9]{1,12})")
_SERIES: Final = re.compile(rf"{_NUMBERED.pattern} ?[-–—…] ?(?P<same>(?:.*?[^0-9])?)(?P<last>[0-9]{{1,12}})")
_EU: Final = re.compile(r"(?P<country>[A-Z]{2})[ -]?(?=.*[0-9])[0-9A-Z][0-9A-Z -]*")


@dataclass(frozen=True)
class RingSeries:
    """The inscriptions of some rings, each once, in the order given (rules.md R26)."""

    inscriptions: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> "RingSeries":
        """Read "A001-A040" or "A001, A003–A005"; Invalid for a series that runs backwards or names a ring twice."""
        parts = [part for piece in re.split(r"[,;\n]", text) if (part := " ".join(piece.split()))]
        rings = [ring for part in parts for ring in _expand(part)]
        if not rings:
            raise Invalid(_("No number yet."))
        if len(rings) > MOST:
            raise Invalid(_too_many())
        if len(set(rings)) < len(rings):
            twice = Counter(rings).most_common(1)[0][0]
            raise Invalid(_("{mark} stands here twice.").format(mark=twice))
        return cls(tuple(rings))

    @property
    def count(self) -> int:
        """How many rings."""
        return len(self.inscriptions)

    def __str__(self) -> str:
        return show_rings(self.inscriptions)


def _too_many() -> str:
    return _("More than {n} rings: look at both ends.").format(n=MOST)


def _expand(part: str) -> list[str]:
    """The rings of one part. A dash within one inscription ("KP-12", "24-0012") makes no series."""
    found = _SERIES.fullmatch(part)
    if found is None or (found["letters"] and not found["same"]):
        return [part]
    if not _counts_on(found["digits"], found["last"]):
        if not found["letters"]:
            return [part]
        raise Invalid(_("Both ends are of one length, as in A001-A040."))
    if found["letters"] != found["same"]:
        raise Invalid(_("Both ends start alike, as in A001-A040."))
    first, last = int(found["digits"]), int(found["last"])
    if last < first:
        raise Invalid(_("The series runs backwards."))
    if last - first >= MOST:
        raise Invalid(_too_many())
    return [f"{found['letters']}{n:0{len(found['digits'])}}" for n in range(first, last + 1)]


def _counts_on(first: str, last: str) -> bool:
    """Are these the ends of one series: of the same width, or both without zeros in front?"""
    return len(first) == len(last) or not (first.startswith("0") or last.startswith("0"))


def show_rings(inscriptions: Sequence[str], dash: str = "-") -> str:
    """The shortest text that `RingSeries.parse` reads back: three and more in a row become "A001-A003"."""
    runs: list[list[str]] = []
    for ring in inscriptions:
        if runs and _follows(ring, runs[-1]):
            runs[-1].append(ring)
        else:
            runs.append([ring])
    return ", ".join(f"{run[0]}{dash}{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)


def _follows(ring: str, run: Sequence[str]) -> bool:
    """Is this the next ring, and does the series from the first one still read back?"""
    first, last, new = (_NUMBERED.fullmatch(text) for text in (run[0], run[-1], ring))
    if first is None or last is None or new is None:
        return False
    following = f"{last['letters']}{int(last['digits']) + 1:0{len(last['digits'])}}"
    return ring == following and _counts_on(first["digits"], new["digits"])


def check_ring_for_eu(inscription: str) -> list[Problem]:
    """Warn when a ring lacks what EU import wants: the two letters of a country and a serial number (rules.md R26)."""
    found = _EU.fullmatch(inscription.strip())
    if found is not None and found["country"] in babel_locale("en").territories:
        return []
    return [Problem("", _("EU import wants country letters and a number: KP 0123."), Level.WARNING)]
