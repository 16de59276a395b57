"""What an animal wears: transponder numbers and their states, marks as typed at an arrival, and the order of ids."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from babel.core import get_global

from zooapp.errors import Invalid, Level, Problem, Repair
from zooapp.i18n import N_, _, country, ngettext
from zooapp.values.fold import fold
from zooapp.values.rings import RingSeries

_HIGHEST: Final = 2**38 - 1
_LEGACY: Final = re.compile(r"[0-9]{9}|[0-9A-Z]{10}|TR[0-9A-Z]{12}")
_CHIP_LIKE: Final = re.compile(r"[0-9]+|TR[0-9A-Z]{12}")
_NOTE: Final = re.compile(r"[0-9]{1,5} [^0-9]+|[^0-9]+ [0-9]{1,5} ?개")
_LOOKALIKES: Final = str.maketrans("OI", "01")


class Standard(StrEnum):
    """ISO 11784/11785, or one of the older kinds of chip that not every reader finds."""

    ISO = "iso"
    LEGACY = "legacy"


@dataclass(frozen=True)
class Transponder:
    """The number of a chip, without spaces and dashes (rules.md R25). Make it with `parse`."""

    number: str
    standard: Standard

    @classmethod
    def parse(cls, text: str) -> "Transponder":
        """Read a typed or scanned number; Invalid says what is wrong with it. Warnings are in `problems`."""
        number = _normal(text)
        if (error := _error(number)) is not None:
            raise Invalid(error)
        return cls(number, Standard.ISO if len(number) == 15 else Standard.LEGACY)

    def problems(self) -> list[Problem]:
        """What is doubtful about a number that can be kept."""
        if self.standard is Standard.LEGACY:
            return [Problem("", _("Non-ISO chip: not every reader finds it."), Level.WARNING)]
        if self.number.startswith("999"):
            return [Problem("", _("999 is the code of test chips."), Level.WARNING)]
        return []

    def show(self) -> str:
        """In groups that the eye can compare: "643 0941 0001 2345"."""
        if self.standard is Standard.ISO:
            return " ".join((self.number[:3], self.number[3:7], self.number[7:11], self.number[11:]))
        if self.number.isdigit():
            return " ".join(re.findall(r"[0-9]{3,4}(?=(?:[0-9]{3})*$)", self.number))
        return self.number

    def origin(self, code: str = "") -> str:
        """The country or the maker that the first three digits stand for, in words."""
        if self.standard is Standard.LEGACY:
            return _("non-ISO")
        first = self.number[:3]
        if first == "999":
            return _("test chip")
        if first == "900":
            return _("makers with the shared code 900")
        if first > "900":
            return _("maker {code}").format(code=first)
        letters = get_global("territory_aliases").get(first, ())
        return country(letters[0], code) if letters else _("country code {code}").format(code=first)


def check_transponder(text: str) -> list[Problem]:
    """Errors and warnings of a chip number as it is typed; none when all is well."""
    try:
        return Transponder.parse(text).problems()
    except Invalid as invalid:
        return invalid.problems


def one_digit_away(one: str, other: str) -> bool:
    """Do two numbers differ in just one place, as when a chip is misread (rules.md R106)?"""
    one, other = _normal(one), _normal(other)
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _normal(text: str) -> str:
    return re.sub(r"[\s\-‐‑–—.*:]", "", unicodedata.normalize("NFKC", text)).upper()


def _error(number: str) -> Problem | None:
    """Why no chip has this number; None when one may."""
    digits = number.translate(_LOOKALIKES)
    if digits != number and (digits.isdigit() or _LEGACY.fullmatch(digits)):
        repair = None if _error(digits) else Repair(_("Use {number}").format(number=digits), digits)
        return Problem("", _("Letters O and I: chips have the digits 0 and 1."), repair=repair)
    if _LEGACY.fullmatch(number):
        return None
    if not re.fullmatch(r"[0-9]+", number):
        return Problem("", _("No chip has such a number.") if number else _("No number yet."))
    if (n := len(number)) != 15:
        return Problem("", ngettext("{n} digit; an ISO chip has 15.", "{n} digits; an ISO chip has 15.", n).format(n=n))
    if number.startswith("000"):
        return Problem("", _("000 is no country and no maker."))
    if int(number[3:]) > _HIGHEST:
        return Problem("", _("Last 12 digits too high: they end at {n}.").format(n=_HIGHEST))
    return None


class TransponderState(StrEnum):
    """Where a chip is in its life (rules.md R27)."""

    AVAILABLE = "available"
    ASSIGNED = "assigned"
    IN_USE = "in_use"
    REMOVED = "removed"
    FAILED = "failed"
    LOST = "lost"

    @property
    def next_states(self) -> frozenset["TransponderState"]:
        """The states that may follow. A lost chip that is read again is in use; a failed one can still be taken out."""
        return _NEXT[self]


_NEXT: Final[Mapping[TransponderState, frozenset[TransponderState]]] = {
    TransponderState.AVAILABLE: frozenset(
        {TransponderState.ASSIGNED, TransponderState.IN_USE, TransponderState.FAILED, TransponderState.LOST}
    ),
    TransponderState.ASSIGNED: frozenset(
        {TransponderState.AVAILABLE, TransponderState.IN_USE, TransponderState.FAILED, TransponderState.LOST}
    ),
    TransponderState.IN_USE: frozenset({TransponderState.REMOVED, TransponderState.FAILED, TransponderState.LOST}),
    TransponderState.FAILED: frozenset({TransponderState.REMOVED}),
    TransponderState.LOST: frozenset({TransponderState.IN_USE}),
    TransponderState.REMOVED: frozenset(),
}


class MarkKind(StrEnum):
    """The kinds of mark that carry a number or a text of their own."""

    TRANSPONDER = "transponder"
    RING = "ring"
    EAR_TAG = "ear_tag"
    TATTOO = "tattoo"
    STUDBOOK = "studbook"
    OTHER = "other"


_PREFIXES: Final = {
    N_("chip"): MarkKind.TRANSPONDER,
    N_("ring"): MarkKind.RING,
    N_("ear"): MarkKind.EAR_TAG,
    N_("tattoo"): MarkKind.TATTOO,
    N_("studbook"): MarkKind.STUDBOOK,
    N_("other"): MarkKind.OTHER,
}


@dataclass(frozen=True)
class Mark:
    """One mark of one animal: a chip number without spaces, or the inscription as it stands."""

    kind: MarkKind
    value: str


@dataclass
class MarkList:
    """What the marks field of an arrival line says; `note` keeps words without a number ("2 ear tags", "later")."""

    marks: list[Mark] = field(default_factory=list)
    note: str = ""
    problems: list[Problem] = field(default_factory=list)


def parse_marks(text: str, total: int) -> MarkList:
    """Read the marks of a line with `total` animals: chips, rings ("A001-A040"), "ear:17", "tattoo:K4", or a note.

    Parts are set apart by commas, semicolons or lines. Digits alone are a chip (rules.md R25), letters with digits a
    ring. Never raises: errors and warnings stand in `problems`, wrong parts are left out of `marks`.
    """
    parts = [part for piece in re.split(r"[,;\n]", text) if (part := " ".join(piece.split()))]
    found = MarkList()
    notes, entered = [], dict.fromkeys(MarkKind, 0)
    for at, part in enumerate(parts):
        kind, value = _kind_of(part)
        if kind is None:
            notes.append(part)
            continue
        try:
            marks = _read_marks(kind, value, found.problems)
        except Invalid as invalid:
            found.problems.extend(_in_place(problem, parts, at) for problem in invalid.problems)
            entered[kind] += 1
            continue
        entered[kind] += len(marks)
        found.marks.extend(marks)
    found.note = ", ".join(notes)
    found.problems.extend(_miscounted(max(entered.values()), total) + _repeated(found.marks))
    return found


def _kind_of(part: str) -> tuple[MarkKind | None, str]:
    """The kind of mark and its text without the prefix; no kind for a note."""
    prefix, colon, rest = part.partition(":")
    for word, kind in _PREFIXES.items():
        if colon and prefix.strip().casefold() in (word, _(word).casefold()):
            return kind, rest.strip()
    chip = _normal(part)
    if chip.isdigit() or (len(chip) >= 9 and _CHIP_LIKE.fullmatch(chip.translate(_LOOKALIKES))):
        return MarkKind.TRANSPONDER, part
    if not any(char.isdigit() for char in part) or _NOTE.fullmatch(part):
        return None, part
    return MarkKind.RING, part


def _read_marks(kind: MarkKind, value: str, problems: list[Problem]) -> list[Mark]:
    if kind is not MarkKind.TRANSPONDER:
        return [Mark(kind, inscription) for inscription in RingSeries.parse(value).inscriptions]
    chip = Transponder.parse(value)
    problems.extend(problem for problem in chip.problems() if problem not in problems)
    return [Mark(kind, chip.number)]


def _in_place(problem: Problem, parts: list[str], at: int) -> Problem:
    """A problem of one part, told in the whole field: which part, and the repair with the others left as they are."""
    way_out = problem.repair
    repair = way_out and Repair(way_out.label, ", ".join([*parts[:at], way_out.value, *parts[at + 1 :]]))
    words = f"{parts[at]}: {problem.text}" if len(parts) > 1 else problem.text
    return Problem(problem.field, words, problem.level, repair)


def _miscounted(entered: int, total: int) -> list[Problem]:
    if entered > total:
        text = ngettext("{n} marks for {total} animal.", "{n} marks for {total} animals.", total)
        return [Problem("", text.format(n=entered, total=total))]
    if 0 < entered < total:
        text = ngettext("{n} of {total} animal entered.", "{n} of {total} animals entered.", total)
        return [Problem("", text.format(n=entered, total=total), Level.WARNING)]
    return []


def _repeated(marks: list[Mark]) -> list[Problem]:
    twice = [mark.value for mark, times in Counter(marks).items() if times > 1]
    return [Problem("", _("{mark} stands here twice.").format(mark=value)) for value in twice[:1]]


def sort_key(text: str) -> str:
    """A text by which ids sort as people count: 24-0002 before 24-0010, A9 before A10; letters as in a search."""
    return re.sub(r"[0-9]+", lambda digits: digits[0].lstrip("0").zfill(15), fold(text))
