"""The card on the door of a quarantine unit, and labels for tubes: large words, a QR that finds the record again."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy.orm import Session

from zooapp import i18n, settings
from zooapp.documents import render
from zooapp.documents.certificate import name_runs
from zooapp.documents.transfer_certificate import Printing
from zooapp.i18n import _, day
from zooapp.lists import reception, unit_watch
from zooapp.lists.spec import Row
from zooapp.models import Enclosure, Institution
from zooapp.quarantine.board import Card, board
from zooapp.reports import quarantine_sheets

CARD: Final = "door_card"
LABELS: Final = "tube_labels"


def card(session: Session, unit_id: int, printing: Printing) -> dict[str, Any]:
    """What hangs on the door: who is inside under which order, from when to when, what is worn, who was in last."""
    unit = session.get_one(Enclosure, unit_id)
    here = [one for one in board(session, printing.on) if one.unit_id == unit_id]
    watch = unit_watch.look(session, unit_id, printing.on)
    us = session.get_one(Institution, settings.our_institution(session))
    before = unit_watch.visits(session, unit_id, printing.on - dt.timedelta(days=30), printing.on, watch.zone)
    last = before[-1] if before else None
    language, _underscore, region = i18n.language().partition("_")
    return {
        "language": language,
        "region": region or None,
        "zoo": reception.zoo(session),
        "word": _("Quarantine"),
        "stop": _("No entry without permission"),
        "code": unit.code,
        "name": unit.name,
        "animals": _("Animals"),
        "batches": [_batch(one) for one in here],
        "none": _("Nobody is in quarantine"),
        "wear": _("Before you go in"),
        "rules": [_("Write yourself into the person log"), *_rules(here)],
        "facts": [
            [_("Last inside"), f"{last.who}, {i18n.moment(last.entered_at, watch.zone)}" if last else "—"],
            [_("Phone"), us.phone or "—"],
        ],
        "qr": render.qr(unit_watch.place_code(unit.id)),
        "scan": _("Scan to open this place"),
        "printed": _("Printed {when}, {who}").format(when=day(printing.on), who=printing.by),
        "printed_on": printing.at.isoformat(),
    }


def _rules(here: Sequence[Card]) -> list[str]:
    """The standing rules of the protocols inside, sentence by sentence; without any, what holds everywhere (R49)."""
    told = dict.fromkeys(one.clock.staff_rules for one in here if one.clock.staff_rules)
    found = dict.fromkeys(part.strip(" .") for text in told for part in text.replace("\n", ". ").split(". "))
    return [part for part in found if part] or [
        _("Protective clothing and own boots of this unit"),
        _("Foot bath on the way in and out"),
        _("Quarantine is the last round of the day"),
    ]


def _batch(one: Card) -> dict[str, Any]:
    clock = one.clock
    facts = [
        [_("Since"), ", ".join(day(on) for on in one.entered)],
        [_("Protocol"), clock.protocol],
        [_("Earliest release"), day(clock.earliest)],
        [_("Begun again"), ", ".join(f"{day(r.on)} ({r.local_id})" for r in clock.restarts)],
        [_("State order"), one.state.order_no or "" if one.state is not None else ""],
    ]
    taxa = {kept.scientific: kept.taxon for kept in one.animals}
    return {
        "taxa": [{"name": "" if name == latin else name, "runs": name_runs(latin)} for latin, name in taxa.items()],
        "count": f"{one.count} = {one.count.total}",
        "ids": ", ".join(kept.local_id for kept in one.animals[:12]) + (", …" if len(one.animals) > 12 else ""),
        "facts": [fact for fact in facts if fact[1]],
    }


def tube_labels(session: Session, request_id: int, printing: Printing) -> dict[str, Any]:
    """A sheet of labels, one a tube: number, animal, material, day."""
    rows: Sequence[Row] = quarantine_sheets.tubes(session, request_id)
    language, _underscore, region = i18n.language().partition("_")
    return {
        "language": language,
        "region": region or None,
        "title": _("Labels of tubes"),
        "zoo": reception.zoo(session),
        "tubes": [
            {
                "number": str(row.cells["number"]),
                "who": " · ".join(str(row.cells[key]) for key in ("local_id", "marks") if row.cells[key]),
                "what": f"{row.cells['material']} · {row.cells['test']} {row.cells['round']}",
                "on": day(row.cells["taken"]),
                "qr": render.qr(str(row.cells["number"])),
            }
            for row in rows
        ],
        "printed_on": printing.at.isoformat(),
    }


def pages(template: str, data: Mapping[str, Any], ppi: float = 110) -> list[bytes]:
    """The pages as PNG."""
    return render.png(template, data, ppi=ppi)


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """The file, PDF/A."""
    return render.pdf(template, data)
