"""A block of a spreadsheet as lines of an arrival: pasted into the form or read from a file; text in, values out."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from zooapp.errors import Invalid
from zooapp.fields import FieldSpec, fields_of
from zooapp.i18n import _
from zooapp.lists.picks import Option
from zooapp.models import ConsignmentLine
from zooapp.values.counts import SexCount
from zooapp.values.fold import fold

# The words of the head row in files, in the order that a block without a head row has.
COLUMNS: Final[Mapping[str, str]] = {
    "taxon": "taxon_id",
    "announced": "announced",
    "received": "alive",
    "dead": "dead",
    "condition": "condition",
    "crate": "crate",
    "sender_ids": "sender_ids",
    "sex_method": "sex_method",
    "marks": "marks",
    "keep_as": "keep_as",
    "unit": "unit_id",
    "protocol": "protocol_id",
    "seal": "seal",
}


def parse_block(text: str, picks: Mapping[str, Sequence[Option]]) -> list[dict[str, Any]]:
    """Rows of cells set apart by tabs, as values by field of ConsignmentLine; empty cells are left out.

    A head row may name the columns by the words of COLUMNS or by the labels of the fields, in English or the language
    now in use; without it they stand in the order of COLUMNS. `picks` are the options by kind ("taxa", "units"). What
    cannot be read stays as the text that it was, so that a form can say so beside it.
    """
    rows = [[cell.strip().strip('"').strip() for cell in line.split("\t")] for line in text.splitlines()]
    rows = [row for row in rows if any(row)]
    names = [_named(cell) for cell in rows[0]] if rows else []
    if any(names):
        rows = rows[1:]
    else:
        names = list(COLUMNS.values())
    specs = fields_of(ConsignmentLine)
    return [
        {name: _value(specs[name], cell, picks) for name, cell in zip(names, row) if name and cell}  # noqa: B905
        for row in rows
    ]


def find(options: Sequence[Option], text: str) -> Option | None:
    """The option that a text means: by its label, by any of its names, else the only one that has all its words."""
    wanted = fold(text)
    labelled = [option for option in options if _folded(option.label) == wanted]
    called = labelled[:1] or [option for option in options if wanted in option.words.split("\n")]
    found = called or [option for option in options if all(word in option.words for word in wanted.split())]
    return found[0] if wanted and len(found) == 1 else None


@lru_cache(maxsize=8192)
def _folded(label: str) -> str:
    """Labels are the same few hundred again and again."""
    return fold(label)


def _named(head: str) -> str:
    """The field that a cell of the head row names; "" for none."""
    word = fold(head)
    for name, spec in fields_of(ConsignmentLine).items():
        if word in (fold(name), fold(spec.field.label), fold(spec.label)):
            return name
    return COLUMNS.get(word.replace(" ", "_"), "")


def _value(spec: FieldSpec, cell: str, picks: Mapping[str, Sequence[Option]]) -> Any:
    if spec.field.pick:
        option = find(picks.get(spec.field.pick, ()), cell)
        return option.id if option else cell
    if spec.field.choices:
        word = fold(cell)
        return next((v for v, label in spec.field.choices if word in (fold(v), fold(label), fold(_(label)))), cell)
    if issubclass(spec.type, SexCount):
        try:
            return SexCount.parse(cell)
        except Invalid:
            return cell
    return cell
