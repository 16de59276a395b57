"""The inventory as a file: JSON that keeps its shape, CSV that a spreadsheet can sum. Losses are negative there."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from zooapp.exchange.tables import BOM, inert
from zooapp.i18n import _
from zooapp.inventory import Delta
from zooapp.paths import write_whole
from zooapp.reports.inventory_columns import BASES, BLOCKS, columns_of
from zooapp.reports.inventory_report import Counted, Inventory

FIRST = ("class", "scientific", "common")
SEXES = ("m", "f", "u")


def write(file: Path, found: Inventory) -> int:
    """Write it whole or not at all: JSON by the ending of the name, else CSV. Gives how many taxa."""
    text = json_text(found) if file.suffix.lower() == ".json" else BOM + csv_text(found)
    write_whole(file, text.encode(), mode=0o644)
    return sum(len(part.lines) for part in found.classes)


def csv_text(found: Inventory) -> str:
    """A row a taxon; males, females and unknown of each number in columns of their own."""
    columns = columns_of(found.asked.basis)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*FIRST, *(f"{column.key}_{sex}" for column in columns for sex in SEXES), "adds_up"])
    for part in found.classes:
        for line in part.lines:
            names = (part.words.scientific, line.words.scientific, line.words.common)
            counts = [getattr(line.cells[column.key], sex) for column in columns for sex in SEXES]
            writer.writerow([*map(inert, names), *counts, "1" if line.adds_up else "0"])
    return out.getvalue()


def json_text(found: Inventory) -> str:
    """All of it: what was asked, definitions, lines, sums, blocks, checks."""
    asked = found.asked
    whole = {
        "report": "inventory",
        "institution": found.zoo,
        "first": asked.first.isoformat(),
        "last": asked.last.isoformat(),
        "basis": asked.basis.value,
        "as_known": asked.known.isoformat() if asked.known else None,
        "counts": _(BASES[asked.basis]),
        "definitions": {column.key: _(column.definition(asked.basis)) for column in columns_of(asked.basis)},
        "lines": list(_lines(found)),
        "classes": [{"class": part.words.scientific} | _numbers(found, part) for part in found.classes],
        "total": _numbers(found, found.total),
        "blocks": [_block(found, key) for key in BLOCKS],
        "held": _count(found.held),
        "owned": _count(found.owned),
        "standing": {how.value: _count(count) for how, count in found.standing.items()},
        "taxa": {rank.value: n for rank, n in found.kinds.items()},
        "adds_up": found.adds_up,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _lines(found: Inventory) -> Iterator[dict[str, Any]]:
    for part in found.classes:
        for line in part.lines:
            names = {"scientific": line.words.scientific, "common": line.words.common}
            yield {"id": line.taxon_id, "class": part.words.scientific, **names} | _numbers(found, line)


def _numbers(found: Inventory, one: Counted) -> dict[str, Any]:
    cells = {column.key: _count(one.cells[column.key]) for column in columns_of(found.asked.basis)}
    return cells | {"adds_up": one.adds_up}


def _block(found: Inventory, key: str) -> dict[str, Any]:
    lines = [line for block in found.blocks if block.key == key for line in block.lines]
    told = [{"scientific": x.words.scientific, "held": _count(x.held), "owned": _count(x.owned)} for x in lines]
    return {"block": key, "lines": told}


def _count(count: Delta) -> dict[str, int]:
    return {sex: getattr(count, sex) for sex in SEXES}
