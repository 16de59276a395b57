"""The calendar of prevention as a year plan for the wall: for how many animals each thing is due in which month."""

import datetime as dt
from collections import Counter
from typing import Final

from sqlalchemy.orm import Session

from zooapp.i18n import N_, _, day
from zooapp.lists import preventive
from zooapp.lists.spec import Column, Query, Row
from zooapp.reports.sheet import Part, Sheet
from zooapp.values.spans import Unit, shift

MONTHS: Final = 12


def sheet(session: Session, today: dt.date) -> Sheet:
    """Twelve months from this one on; what is overdue falls into the first. Repeats within the year are counted too."""
    first = today.replace(day=1)
    months = [shift(first, n, Unit.MONTH) for n in range(MONTHS)]
    counts: dict[str, Counter[dt.date]] = {}
    for one in preventive.due(session, Query(on=today)):
        due = max(one["due"], first)
        while due < shift(first, MONTHS, Unit.MONTH):
            counts.setdefault(one["what"], Counter())[due.replace(day=1)] += 1
            if one["every"] is None:
                break
            due = shift(due, one["every"], Unit.MONTH)
    columns = (
        Column("what", N_("What"), 180),
        *(Column(f"{month:%Y-%m}", day(month, "LLL yy"), 60, "number", right=True) for month in months),
    )
    rows = [
        Row(n, {"what": what, **{f"{month:%Y-%m}": by_month[month] or None for month in months}})
        for n, (what, by_month) in enumerate(sorted(counts.items()), 1)
    ]
    return Sheet(
        "preventive-year",
        _("Year plan of prevention"),
        (Part(columns, tuple(rows)),),
        ((_("As of"), day(today)),),
        (_("Animals for which it is due in that month; what is overdue stands in the first."),),
        (_("Veterinarian"),),
    )
