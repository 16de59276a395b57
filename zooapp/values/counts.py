"""How many animals of which sex: SexCount, written males.females.unknown, and the sex of one animal."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from zooapp.errors import Invalid, Problem, Repair
from zooapp.i18n import _, ngettext

_WRITTEN: Final = re.compile(r"([0-9]{1,7})\.([0-9]{1,7})(?:\.([0-9]{1,7}))?")
_BARE: Final = re.compile(r"0*([0-9]{1,7})")


@dataclass(frozen=True)
class SexCount:
    """Males, females and animals of unknown sex; never negative (rules.md R1-R6, R12). Prints with three parts."""

    m: int
    f: int
    u: int

    def __post_init__(self) -> None:
        if min(self.m, self.f, self.u) < 0:
            raise Invalid(_("A count is never below zero."))

    @classmethod
    def parse(cls, text: str) -> "SexCount":
        """Read "2.3" or "2.3.10" (rules.md R2). A bare number is refused, with a way out: "40" may mean 0.0.40."""
        text = text.strip()
        if found := _WRITTEN.fullmatch(text):
            return cls(int(found[1]), int(found[2]), int(found[3] or 0))
        if found := _BARE.fullmatch(text):
            repair = Repair(_("{n} unsexed?").format(n=found[1]), f"0.0.{found[1]}")
            raise Invalid(Problem("", _("Males, females, unknown: like 2.3.10."), repair=repair))
        raise Invalid(_("Write males.females.unknown, like 2.3.10."))

    def __str__(self) -> str:
        return f"{self.m}.{self.f}.{self.u}"

    @property
    def total(self) -> int:
        """All animals, of any sex."""
        return self.m + self.f + self.u

    @property
    def is_individual(self) -> bool:
        """Exactly one of 1.0.0, 0.1.0 and 0.0.1 (rules.md R5)."""
        return self.total == 1

    def __add__(self, other: "SexCount") -> "SexCount":
        return SexCount(self.m + other.m, self.f + other.f, self.u + other.u)

    def __sub__(self, other: "SexCount") -> "SexCount":
        """Sex by sex; Invalid as soon as one falls below zero, even where the total would not (rules.md R3)."""
        if not other.fits_in(self):
            raise Invalid(_("{part} cannot come out of {whole}.").format(part=other, whole=self))
        return SexCount(self.m - other.m, self.f - other.f, self.u - other.u)

    def fits_in(self, whole: "SexCount") -> bool:
        """Is there enough of each sex in `whole`?"""
        return self.m <= whole.m and self.f <= whole.f and self.u <= whole.u

    def split(self, part: "SexCount") -> "SexCount":
        """What stays when `part` leaves; Invalid when nothing leaves or more than there is (rules.md R6, R12)."""
        if not part.total:
            raise Invalid(_("Nothing taken out: say how many leave."))
        return self - part

    def sexed(self, males: int, females: int) -> "SexCount":
        """The same animals after so many of unknown sex turned out male and female (rules.md R4)."""
        found = SexCount(males, females, 0)
        return self - SexCount(0, 0, found.total) + found

    def in_words(self) -> str:
        """The count read back below a field: "18 male, 22 female", "40, sex unknown"."""
        if not (self.m or self.f):
            return _("{n}, sex unknown").format(n=self.u) if self.u else _("none")
        parts = []
        if self.m:
            parts.append(ngettext("{n} male", "{n} male", self.m).format(n=self.m))
        if self.f:
            parts.append(ngettext("{n} female", "{n} female", self.f).format(n=self.f))
        if self.u:
            parts.append(_("{n} sex unknown").format(n=self.u))
        return ", ".join(parts)


class Sex(StrEnum):
    """The sex of one animal: undetermined is not known yet, indeterminate can never be known."""

    MALE = "male"
    FEMALE = "female"
    UNDETERMINED = "undetermined"
    INDETERMINATE = "indeterminate"

    @property
    def as_count(self) -> SexCount:
        """One animal of this sex."""
        return SexCount(int(self is Sex.MALE), int(self is Sex.FEMALE), int(self not in (Sex.MALE, Sex.FEMALE)))
