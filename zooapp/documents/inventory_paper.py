"""The annual inventory on paper: A4 across, in the language now in use; every number with its definition (R65)."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any, Final

from zooapp import i18n
from zooapp.documents import render
from zooapp.documents.certificate import name_runs
from zooapp.i18n import _
from zooapp.reports.inventory_columns import BASES, BLOCKS, columns_of
from zooapp.reports.inventory_report import BlockPart, Counted, Inventory
from zooapp.reports.inventory_words import cell_text, check_words, extras, identity, period, summary
from zooapp.reports.restated import PAPER, Restated, cause_words, headline

TEMPLATE: Final = "inventory"


def pdf(found: Inventory, printed: dt.datetime, number: str = "", changed: Sequence[Restated] = ()) -> bytes:
    """The file, PDF/A; `printed` is the moment, with its zone.

    An issued one bears its number; `changed` are issued ones that it no longer agrees with (R63).
    """
    return render.pdf(TEMPLATE, sheet(found, printed, number, changed))


def pages(found: Inventory, printed: dt.datetime, ppi: float = 110, changed: Sequence[Restated] = ()) -> list[bytes]:
    """The pages as PNG, for a preview or a printer."""
    return render.png(TEMPLATE, sheet(found, printed, changed=changed), ppi=ppi)


def pages_again(data: str, ppi: float = 110) -> list[bytes]:
    """The pages of an issued one, from the data that are stored with it."""
    return render.png(TEMPLATE, json.loads(data)[PAPER], ppi=ppi)


def sheet(
    found: Inventory, printed: dt.datetime, number: str = "", changed: Sequence[Restated] = ()
) -> dict[str, Any]:
    """What the template reads: words and numbers as they are printed."""
    columns = columns_of(found.asked.basis)
    language, _underscore, region = i18n.language().partition("_")
    return {
        "language": language,
        "region": region or None,
        "words": _words(),
        "zoo": found.zoo,
        "number": number,
        "known": " · ".join(extras(found.asked)),
        "restated": [_restated(one) for one in changed],
        "period": period(found.asked),
        "basis": _(BASES[found.asked.basis]),
        "columns": [_(column.label) for column in columns],
        "definitions": [[_(column.label), _(column.definition(found.asked.basis))] for column in columns],
        "classes": [
            {
                "name": part.words.common,
                "scientific": part.words.scientific,
                "lines": [_named(line.words) | _numbers(found, line) for line in part.lines],
                "sum": _numbers(found, part),
            }
            for part in found.classes
        ],
        "total": _numbers(found, found.total),
        "blocks": [_block(block) for block in found.blocks],
        "grand": [str(found.held), str(found.owned), found.held.total, found.owned.total],
        "identity": identity(found),
        "reconciled": found.reconciled,
        "summary": summary(found),
        "printed": i18n.moment(printed, printed.tzinfo or dt.UTC),
        "printed_on": printed.isoformat(),
    }


def _words() -> dict[str, str]:
    return {
        "title": _("Annual inventory"),
        "taxon": _("Taxon"),
        "check": _("Check"),
        "right": check_words(True),
        "wrong": check_words(False),
        "subtotal": _("Sum"),
        "total": _("Grand total"),
        "blocks": _("Where they stand at the end of the last day"),
        "held": _("Held"),
        "owned": _("Owned"),
        "definitions": _("What each number counts"),
        "mfu": _("Males.females.unknown; a number below it is their sum."),
        "summary": _("Taxa at the end of the last day"),
        "registrar": _("Registrar"),
        "curator": _("Curator"),
        "director": _("Director"),
        "date": _("Date"),
        "page": _("Page {n} of {of}"),
        "as_of": _("As recorded on"),
        "was": _("As issued"),
        "now": _("Now"),
        "causes": _("Entries that made the difference"),
    }


def _restated(one: Restated) -> dict[str, Any]:
    return {
        "headline": headline(one),
        "lines": [
            _named(each.taxon)
            | {"column": _(each.column.label)}
            | {"was": cell_text(each.column, each.was), "now": cell_text(each.column, each.now)}
            for each in one.differences
        ],
        "causes": [cause_words(each) for each in one.causes],
    }


def _named(words: Any) -> dict[str, Any]:
    return {"name": words.common, "runs": name_runs(words.scientific)}


def _numbers(found: Inventory, one: Counted) -> dict[str, Any]:
    columns = columns_of(found.asked.basis)
    cells = [(column, one.cells[column.key]) for column in columns]
    return {
        "cells": [cell_text(column, count) for column, count in cells],
        "totals": [abs(count.total) if column.sign < 0 else count.total for column, count in cells],
        "right": one.adds_up,
    }


def _block(block: BlockPart) -> dict[str, Any]:
    lines = [_named(line.words) | {"held": str(line.held), "owned": str(line.owned)} for line in block.lines]
    return {"name": _(BLOCKS[block.key]), "lines": lines, "held": str(block.held), "owned": str(block.owned)}
