"""The collection plan on paper: what is wanted by the end of each year against what is here on a day."""

from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from zooapp import names, settings
from zooapp.i18n import N_, _, day
from zooapp.lists import plan, reading
from zooapp.lists.spec import Query
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.spec import Ask, Asked, ReportSpec

COUNTS: Final = ("wanted", "present", "owned", "difference")


def sheet(session: Session, asked: Asked) -> Sheet:
    """A table a year, the counts as they stood at the end of the last day."""
    rows = list(reading.rows(session, plan.LIST, Query(on=asked.last)))
    columns = tuple(
        replace(column, width=300) if column.key == "note" else column
        for column in plan.COLUMNS
        if column.key != "year"
    )
    years = sorted({row.cells["year"] for row in rows})
    parts = []
    for year in years:
        lines = tuple(row for row in rows if row.cells["year"] == year)
        sums = {key: tuple(map(sum, zip(*(row.cells[key] for row in lines), strict=True))) for key in COUNTS}
        title = _("By the end of {year}").format(year=year)
        parts.append(Part(columns, lines, title, {"taxon": _("Sum"), **sums}))
    us = settings.our_institution(session)
    return Sheet(
        "plan",
        _("Collection plan"),
        tuple(parts),
        ((_("Institution"), names.of(session, "institution", [us]).get(us, "")), (_("Day"), day(asked.last))),
        (
            _("Wanted: of the taxon and all that belong to it, by the end of the year."),
            _("Here: held by us at the end of the day, whoever owns them. Owned: ours, wherever they stand."),
        ),
        tuple(map(_, (N_("Curator"), N_("Director")))),
    )


REPORT: Final = ReportSpec("plan", N_("Collection plan"), (Ask.DAY,), sheet)
