"""The stock list of British and Irish zoos (SSSMZP): what stood, came, was born, died young, died, left (R62)."""

from typing import Any, Final

from sqlalchemy.orm import Session

from zooapp.i18n import N_, _, day
from zooapp.inventory import Delta
from zooapp.lists.spec import Column, Row
from zooapp.reports.births_and_deaths import OPEN, YES, dead_by_age
from zooapp.reports.inventory_report import Cells, ClassPart, Inventory, inventory_report
from zooapp.reports.inventory_sheet import SIGNERS, facts, mfu
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.spec import Ask, Asked, ReportSpec

NUMBERS: Final = (
    ("arrive", N_("Arrive")),
    ("born", N_("Born")),
    ("young", N_("Death within 30 days of birth")),
    ("death", N_("Death")),
    ("depart", N_("Depart")),
)
OTHER: Final = ("other", N_("± Found out or counted"))
GROUP: Final = N_("Group at {day}")
NONE: Final = Delta()
Numbers = dict[str, Delta]


def sheet(session: Session, asked: Asked) -> Sheet:
    """A line a taxon, a table a class. Losses stand without a minus; what else changed has a column if there is any."""
    found = inventory_report(session, asked)
    ages = dead_by_age(session, asked)
    lines = {
        line.taxon_id: _numbers(line.cells, ages.get(line.taxon_id, {}))
        for part in found.classes
        for line in part.lines
    }
    columns = _columns(found, any(numbers["other"] != NONE for numbers in lines.values()))
    parts = tuple(_part(part, columns, lines) for part in found.classes)
    whole = Part(columns, (Row(0, _sum(list(lines.values()), _("Grand total"))),), _("Grand total"))
    unsure = sum((of.get(OPEN, NONE) for of in ages.values()), NONE)
    return Sheet(
        "stock-list",
        _("Stock list"),
        (*parts, whole),
        facts(found),
        _notes(-unsure.total),
        tuple(map(_, SIGNERS)),
    )


def _notes(unsure: int) -> tuple[str, ...]:
    told = (
        _("Males.females.unknown. Arrive and depart include loans."),
        _("Young that died within 30 days of birth are in “born” and in “death within 30 days”, not in “death”."),
        _("Found out or counted: sexed, re-identified, and what a count put right."),
    )
    words = _("Of {n} that died in groups with young it is not known which hatch they were of: they are in “death”.")
    return (*told, words.format(n=unsure)) if unsure else told


def _numbers(cells: Cells, ages: dict[str, Delta]) -> Numbers:
    """The numbers of one taxon as they are printed: each part positive, but for `other`."""
    young = ages.get(YES, NONE)
    return {
        "opening": cells["opening"],
        "arrive": cells["arrivals"] + cells["loans_in"],
        "born": cells["births"],
        "young": _less(young),
        "death": _less(cells["deaths"] + _less(young)),
        "depart": _less(cells["departures"] + cells["loans_out"]),
        "other": cells["sexed"] + cells["identified"] + cells["adjustment"],
        "closing": cells["closing"],
    }


def _less(count: Delta) -> Delta:
    return Delta(-count.m, -count.f, -count.u)


def _columns(found: Inventory, other: bool) -> tuple[Column, ...]:
    first, last = day(found.asked.first), day(found.asked.last)
    numbers = [("opening", _(GROUP).format(day=first)), *((key, _(label)) for key, label in NUMBERS)]
    numbers += [(OTHER[0], _(OTHER[1]))] if other else []
    numbers += [("closing", _(GROUP).format(day=last))]
    named = (Column("common", N_("Common name"), 180), Column("scientific", N_("Scientific name"), 180))
    return (*named, *(Column(key, label, 90, "mfu", right=True) for key, label in numbers))


def _part(part: ClassPart, columns: tuple[Column, ...], lines: dict[int, Numbers]) -> Part:
    names = {x.taxon_id: {"common": x.words.common, "scientific": x.words.scientific} for x in part.lines}
    rows = [Row(taxon, named | _cells(lines[taxon])) for taxon, named in names.items()]
    sums = _sum([lines[line.taxon_id] for line in part.lines], _("Sum"))
    return Part(columns, tuple(rows), str(part.words.cell()), sums)


def _cells(numbers: Numbers) -> dict[str, Any]:
    return {key: mfu(count) for key, count in numbers.items()}


def _sum(many: list[Numbers], label: str) -> dict[str, Any]:
    keys = ("opening", *(key for key, _label in NUMBERS), "other", "closing")
    return {"common": label} | {key: mfu(sum((one[key] for one in many), NONE)) for key in keys}


REPORT: Final = ReportSpec(
    "stock-list", N_("Stock list"), (Ask.PERIOD, Ask.BASIS, Ask.KNOWN, Ask.TAXON), sheet
)
