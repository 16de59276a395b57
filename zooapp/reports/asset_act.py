"""An act of a commission on paper (R115): take-over, transfer, write-off, stock-taking; each with its assets."""

from dataclasses import replace
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import names, settings
from zooapp.i18n import N_, _, day, ngettext
from zooapp.lists import animal_rows
from zooapp.lists.spec import Column, Row
from zooapp.models import Asset, AssetAct, AssetActKind, AssetLine, Institution
from zooapp.reports.inventory_words import period
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.spec import Ask, Asked, ReportSpec
from zooapp.values.money import Money

TITLES: Final = {
    AssetActKind.TAKE_OVER: N_("Act of take-over of animals"),
    AssetActKind.TRANSFER: N_("Act of transfer of animals"),
    AssetActKind.WRITE_OFF: N_("Act of write-off of animals"),
    AssetActKind.STOCK_TAKING: N_("Act of stock-taking of animals"),
}
COLUMNS: Final = (
    Column("number", N_("Inventory number"), 120),
    Column("local_id", N_("Local ID"), 90),
    Column("taxon", N_("Taxon"), 260, "taxon"),
    Column("since", N_("In the books since"), 120, "day"),
    Column("worth", N_("Book value"), 140, right=True),
)
COUNTED: Final = (
    Column("expected", N_("Expected"), 80, "number", right=True),
    Column("found", N_("Found"), 80, "number", right=True),
    Column("difference", N_("Difference"), 80, "number", right=True),
    Column("note", N_("Note"), 160),
)


def sheet(session: Session, act_id: int) -> Sheet:
    """The act as its commission signs it."""
    act = session.get_one(AssetAct, act_id)
    part = _part(session, act)
    signers = (act.chair, *act.members.splitlines())
    facts = tuple(_facts(session, act, len(part.rows)))
    return Sheet("asset_act", _(TITLES[act.kind]), (part,), facts, tuple(_notes(act.kind)), signers)


def all_acts(session: Session, asked: Asked) -> Sheet:
    """All acts of the period, each with its assets, in the order of their days."""
    within = (AssetAct.voided_by.is_(None), AssetAct.on >= asked.first, AssetAct.on <= asked.last)
    acts = session.scalars(select(AssetAct).where(*within).order_by(AssetAct.on, AssetAct.id)).all()
    parts = [replace(_part(session, act), title=f"{_(TITLES[act.kind])} {act.number}, {day(act.on)}") for act in acts]
    us = settings.our_institution(session)
    facts = ((_("Institution"), names.of(session, "institution", [us]).get(us, "")), (_("Period"), period(asked)))
    notes = dict.fromkeys(note for act in acts for note in _notes(act.kind))
    return Sheet("asset_acts", _("Acts on assets"), tuple(parts), facts, tuple(notes))


def _part(session: Session, act: AssetAct) -> Part:
    """The assets of an act, with what was counted where they were counted."""
    lines = session.execute(
        select(AssetLine, Asset)
        .join(Asset, Asset.id == AssetLine.asset_id)
        .where(AssetLine.act_id == act.id, AssetLine.voided_by.is_(None))
        .order_by(Asset.number)
    ).all()
    counting = act.kind is AssetActKind.STOCK_TAKING
    animals = animal_rows.rows(session, [asset.animal_id for _line, asset in lines], act.on, "owned")
    cells = {row.id: row.cells for row in animals}
    rows = tuple(_row(line, asset, cells.get(asset.animal_id, {})) for line, asset in lines)
    return Part((*COLUMNS, *(COUNTED if counting else ())), rows, sums=_sums(rows, lines, counting))


def _facts(session: Session, act: AssetAct, n: int) -> list[tuple[str, str]]:
    us = settings.our_institution(session)
    called = names.of(session, "institution", [us, *([act.partner_id] if act.partner_id else [])])
    said = [(_("Number"), act.number), (_("On"), day(act.on)), (_("Institution"), called.get(us, ""))]
    if act.partner_id is not None:
        partner = called.get(act.partner_id) or session.get_one(Institution, act.partner_id).name
        label = _("From whom") if act.kind is AssetActKind.TAKE_OVER else _("To whom")
        said.append((label, partner))
    if act.reason:
        said.append((_("Reason"), act.reason))
    said.append((_("Assets"), ngettext("{n} record", "{n} records", n).format(n=n)))
    said.append((_("Chair of the commission"), act.chair))
    return [*said, (_("Members"), ", ".join(act.members.splitlines()))]


def _notes(kind: AssetActKind) -> list[str]:
    if kind is not AssetActKind.STOCK_TAKING:
        return [_("Book value: as it stood in the books when the act was written.")]
    return [
        _("Expected: what we owned of each record by the ledger when the act was written, wherever it stood."),
        _("Found: what the commission counted. Difference: found less expected."),
    ]


def _row(line: AssetLine, asset: Asset, animal: dict[str, Any]) -> Row:
    cells: dict[str, Any] = {
        "number": asset.number,
        "local_id": animal.get("local_id", ""),
        "taxon": animal.get("taxon"),
        "since": asset.since,
        "worth": Money(line.value, asset.worth.currency).show(),
        "expected": line.expected,
        "found": line.found,
        "difference": None if line.found is None else line.found - (line.expected or 0),
        "note": line.note or "",
    }
    return Row(asset.id, cells)


def _sums(rows: tuple[Row, ...], lines: Any, counting: bool) -> dict[str, Any]:
    by_currency: dict[str, int] = {}
    for line, asset in lines:
        by_currency[asset.worth.currency] = by_currency.get(asset.worth.currency, 0) + line.value
    worth = ", ".join(Money(value, currency).show() for currency, value in sorted(by_currency.items()))
    sums: dict[str, Any] = {"number": _("Sum"), "worth": worth}
    if counting:
        sums |= {key: sum(row.cells[key] or 0 for row in rows) for key in ("expected", "found", "difference")}
    return sums


REPORT: Final = ReportSpec("asset_acts", N_("Acts on assets"), (Ask.PERIOD,), all_acts)
