"""A form of the year whose columns the zoo lays out itself: for a ministry, for an association."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.errors import Invalid, Problem
from zooapp.i18n import N_, _
from zooapp.inventory import Basis
from zooapp.lists.picks import Option
from zooapp.lists.spec import Column, Row
from zooapp.models import YearForm
from zooapp.reports.inventory_columns import COLUMNS, columns_of
from zooapp.reports.inventory_report import ClassPart, Counted, Inventory, TaxonLine, inventory_report
from zooapp.reports.inventory_sheet import SIGNERS, facts, mfu
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.spec import Ask, Asked, ReportSpec
from zooapp.values.fold import fold

TOTAL: Final = "total:"
TEXT: Final = "text"
NAMES: Final[Mapping[str, Callable[[ClassPart, TaxonLine], str]]] = {
    "common": lambda _part, line: line.words.label,
    "scientific": lambda _part, line: line.words.scientific,
    "class": lambda part, _line: part.words.label,
}
NAMED: Final = (("common", N_("Common name")), ("scientific", N_("Scientific name")), ("class", N_("Class")))
Layout = list[tuple[str, str]]  # what stands in a column, and its heading
FIRST: Final[Layout] = [("common", ""), ("scientific", ""), ("opening", ""), ("closing", "")]  # to begin with


def choices() -> list[tuple[str, str]]:
    """What can stand in a column: names, each number as M.F.U and as a sum, fixed text. Value and label."""
    numbers = [(column.key, _("{number}, M.F.U").format(number=_(column.label))) for column in COLUMNS]
    totals = [(f"{TOTAL}{column.key}", _("{number}, total").format(number=_(column.label))) for column in COLUMNS]
    return [*((key, _(label)) for key, label in NAMED), *numbers, *totals, (TEXT, _("Fixed text"))]


def read(layout: str) -> Layout:
    """The columns of a form as it is stored."""
    return [(what, heading) for what, heading in json.loads(layout)]


def written(layout: Layout) -> str:
    """The columns as they are stored. Raises Invalid where there are none, or one is not known."""
    known = {what for what, _label in choices()}
    if not layout:
        raise Invalid(Problem("what1", _("Choose at least one column.")))
    for number, (what, _heading) in enumerate(layout, 1):
        if what not in known:
            raise Invalid(Problem(f"what{number}", _("There is no such column: {name}.").format(name=what)))
    return json.dumps(layout, ensure_ascii=False)


def options(session: Session) -> list[Option]:
    """The forms to choose from."""
    found = session.scalars(select(YearForm).where(YearForm.voided_by.is_(None)).order_by(YearForm.name))
    return [Option(one.id, one.name, one.title, fold(one.name)) for one in found]


def sheet(session: Session, asked: Asked) -> Sheet:
    """The form that is asked, filled for the period. A text heading "Remarks | none" puts "none" into each line."""
    form = session.get_one(YearForm, asked.form)
    found = inventory_report(session, replace(asked, basis=Basis(form.basis)))
    layout = read(form.layout)
    heads = tuple(_head(n, what, heading) for n, (what, heading) in enumerate(layout))
    lines = [(part, line) for part in found.classes for line in part.lines]
    rows = [Row(line.taxon_id, _cells(layout, part, line)) for part, line in lines]
    return Sheet(
        "year-form",
        form.title,
        (Part(heads, tuple(rows), sums=_sums(layout, found)),),
        facts(found),
        (*_definitions(layout, found), *((form.note,) if form.note else ())),
        tuple(map(_, SIGNERS)),
    )


def _head(number: int, what: str, heading: str) -> Column:
    own = dict(NAMED) | {column.key: column.label for column in COLUMNS}
    label = heading.split("|")[0].strip() or _(own.get(what.removeprefix(TOTAL), ""))
    if what in NAMES or what == TEXT:
        return Column(str(number), label, 180)
    kind: Any = "number" if what.startswith(TOTAL) else "mfu"
    return Column(str(number), label, 90, kind, right=True)


def _cells(layout: Layout, part: ClassPart, line: TaxonLine) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for number, (what, heading) in enumerate(layout):
        if what in NAMES:
            cells[str(number)] = NAMES[what](part, line)
        elif what == TEXT:
            cells[str(number)] = heading.partition("|")[2].strip()
        else:
            cells[str(number)] = _number(line, what)
    return cells


def _number(one: Counted, what: str) -> Any:
    """Losses without their minus, as a form of a ministry wants them."""
    key = what.removeprefix(TOTAL)
    sign = next(column.sign for column in COLUMNS if column.key == key)
    m, f, u = mfu(one.cells[key])
    return sign * (m + f + u) if what.startswith(TOTAL) else (sign * m, sign * f, sign * u)


def _sums(layout: Layout, found: Inventory) -> dict[str, Any]:
    counted = [(str(n), what) for n, (what, _h) in enumerate(layout) if what not in NAMES and what != TEXT]
    numbers: dict[str, Any] = {key: _number(found.total, what) for key, what in counted}
    first = next((str(n) for n, (what, _h) in enumerate(layout) if what in NAMES), None)
    return numbers | ({first: _("Sum")} if first is not None else {})


def _definitions(layout: Layout, found: Inventory) -> list[str]:
    """What each number counts, under the heading that the form gives it (R65)."""
    known = {column.key: column for column in columns_of(Basis.PHYSICAL)}
    told = []
    for number, (what, heading) in enumerate(layout):
        if (column := known.get(what.removeprefix(TOTAL))) is not None:
            told.append(f"{_head(number, what, heading).label}: {_(column.definition(found.asked.basis))}")
    return told


REPORT: Final = ReportSpec(
    "year-form", N_("Form of the year"), (Ask.PERIOD, Ask.FORM, Ask.KNOWN), sheet, frozenset({Ask.FORM})
)
