"""What a report is: parts with columns and rows of plain values, and what its numbers mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zooapp.lists.spec import Column, Row


@dataclass(frozen=True)
class Part:
    """One table of a report; `sums` are the cells of its last line, by column."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    sums: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """One report, answered. `facts` are label and value above the tables, `notes` say what the numbers count (R65).

    `portrait` is the hash of the photo that stands beside the facts.
    """

    key: str
    title: str
    parts: tuple[Part, ...]
    facts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    portrait: str = ""
