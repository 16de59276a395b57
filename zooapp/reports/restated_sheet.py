"""Issued inventories with their state, and what differs from the books of today, as tables (rules.md R63)."""

from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy.orm import Session

from zooapp import i18n, settings
from zooapp.i18n import N_, _
from zooapp.lists.spec import ChipCell, Row
from zooapp.lists.spec import Column as Head
from zooapp.reports import restated
from zooapp.reports.inventory_columns import BASES
from zooapp.reports.inventory_sheet import mfu
from zooapp.reports.inventory_words import period
from zooapp.reports.restated import Restated
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.spec import Asked, ReportSpec

LIST: Final = (
    Head("number", N_("Number"), 120),
    Head("period", N_("Period"), 200),
    Head("basis", N_("Basis"), 220),
    Head("issued", N_("Issued on"), 100, "day"),
    Head("by", N_("Issued by"), 140),
    Head("state", N_("State"), 110, "chip"),
)
DIFFERENCES: Final = (
    Head("taxon", N_("Taxon"), 240, "taxon"),
    Head("number", N_("Which number"), 140),
    Head("was", N_("As issued"), 90, "mfu", right=True),
    Head("now", N_("Now"), 90, "mfu", right=True),
    Head("by", N_("Difference"), 90, "mfu", right=True),
)
CAUSES: Final = (
    Head("on", N_("On"), 90, "day"),
    Head("act", N_("Act"), 150),
    Head("taxon", N_("Taxon"), 220, "taxon"),
    Head("mfu", N_("M.F.U"), 80, "mfu", right=True),
    Head("how", N_("In the books"), 110),
    Head("at", N_("Written"), 130),
    Head("who", N_("By"), 130),
    Head("why", N_("Why"), 220),
)
STANDS, CHANGED = N_("as issued"), N_("restated")
NOTE: Final = N_("A count of a group stands with what was counted; what was taken back is negative.")


def sheet(session: Session, _asked: Asked) -> Sheet:
    """Every issued inventory that is in force; below it the differences of those that are restated."""
    found = [restated.compared(session, one) for one in restated.issued(session)]
    rows = [Row(one.issued.document_id, _cells(one)) for one in found]
    parts = (Part(LIST, tuple(rows)), *difference_parts(session, found))
    return Sheet("issued-inventories", _("Issued inventories"), parts, notes=(_(NOTE),))


def of(session: Session, found: Iterable[Restated]) -> Sheet:
    """The differences alone, for a window beside an inventory."""
    return Sheet("restated", _("Restated inventory"), tuple(difference_parts(session, found)), notes=(_(NOTE),))


def difference_parts(session: Session, found: Iterable[Restated]) -> Iterator[Part]:
    """Two tables of each that is restated: by how much, and by which entries."""
    zone = settings.zone(session)
    for one in found:
        if not one.differences:
            continue
        differences = [Row(n, _difference(d)) for n, d in enumerate(one.differences, 1)]
        yield Part(DIFFERENCES, tuple(differences), restated.headline(one))
        rows = [Row(n, _cause(c) | {"at": i18n.moment(c.at, zone)}) for n, c in enumerate(one.causes, 1)]
        yield Part(CAUSES, tuple(rows), _("Entries since {number} was issued").format(number=one.issued.number))


def _cells(one: Restated) -> dict[str, object]:
    asked, changed = one.issued.asked, bool(one.differences)
    state = ChipCell(_(CHANGED), "warn", "alert-triangle") if changed else ChipCell(_(STANDS), "ok", "circle-check")
    return {
        "number": one.issued.number,
        "period": period(asked),
        "basis": _(BASES[asked.basis]),
        "issued": one.issued.on,
        "by": one.issued.by,
        "state": state,
    }


def _difference(one: restated.Difference) -> dict[str, object]:
    was, now = mfu(one.was), mfu(one.now)
    by = tuple(new - old for new, old in zip(now, was, strict=True))
    return {"taxon": one.taxon.cell(), "number": _(one.column.label), "was": was, "now": now, "by": by}


def _cause(one: restated.Cause) -> dict[str, object]:
    how = _("taken back") if one.taken_back else _("entered")
    cells = {"on": one.on, "act": one.words, "taxon": one.taxon.cell(), "mfu": mfu(one.count), "how": how}
    return cells | {"who": one.who, "why": one.why}


REPORT: Final = ReportSpec("issued-inventories", N_("Issued inventories"), (), sheet)
