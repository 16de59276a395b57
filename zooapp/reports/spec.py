"""What a report is asked with, and how one is declared: its words, what it asks for, the function that answers."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy.orm import Session

from zooapp.documents.transfer_certificate import Printing
from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.inventory import Basis
from zooapp.reports.sheet import Sheet


class Ask(StrEnum):
    """What a report can ask for; the window has a field for each, the terminal an option."""

    PERIOD = "period"  # first and last day, both in it
    DAY = "day"  # the last day alone
    BASIS = "basis"
    KNOWN = "known"
    SPLITS = "splits"
    TAXON = "taxon"
    ANIMAL = "animal"
    INSTITUTION = "institution"
    FORM = "form"
    ESTIMATED = "estimated"
    GONE = "gone"


@dataclass(frozen=True)
class Asked:
    """What is asked: first and last day, both in it, and what else the report asks for; 0 is all.

    `known` takes only what was entered by the end of that day; `splits` lets splits and merges count as coming and
    going (R7); `estimated` takes births that are not exact (R21), `gone` those that died or left. Raises
    Invalid where it ends before it begins.
    """

    first: dt.date
    last: dt.date
    basis: Basis = Basis.PHYSICAL
    known: dt.date | None = None
    splits: bool = False
    taxon: int = 0
    animal: int = 0
    institution: int = 0
    form: int = 0
    estimated: bool = False
    gone: bool = False

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Invalid(Problem("last", _("Ends before it begins.")))


Answer = Callable[[Session, Asked], Sheet]
File = Callable[[Session, Asked, Printing], bytes]


@dataclass(frozen=True)
class ReportSpec:
    """One report. The title is a source text; `needed` are those of `asks` that it cannot do without.

    `files` are formats that it writes in a way of its own; the others are made of its sheet.
    """

    key: str
    title: str
    asks: tuple[Ask, ...]
    sheet: Answer
    needed: frozenset[Ask] = frozenset()
    files: Mapping[str, File] = field(default_factory=dict)
