"""field(): what a column means to a person. Below the models; `fields.py` reads it above them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypedDict, Unpack

KEY: Final = "field"


@dataclass(frozen=True)
class Field:
    """The meaning of one column: label and hint (English source), what it picks from, its bounds and unit."""

    label: str
    hint: str = ""
    pick: str = ""  # the list that a key column chooses from: "taxa", "enclosures"
    choices: Sequence[tuple[Any, str]] = ()  # value and label, for plain texts with a fixed set
    unit: str = ""
    least: float | None = None
    most: float | None = None
    lines: int = 1
    required: bool | None = None  # None: as the column says (NOT NULL without a default)
    secret: bool = False  # journaled as "changed", never shown
    listed: bool = True  # False: not on a form


class Options(TypedDict, total=False):
    """What `field()` takes beside label and hint."""

    pick: str
    choices: Sequence[tuple[Any, str]]
    unit: str
    least: float | None
    most: float | None
    lines: int
    required: bool | None
    secret: bool
    listed: bool


def field(label: str, hint: str = "", **options: Unpack[Options]) -> dict[str, Any]:
    """The `info` of a column: ``mapped_column(String(40), info=field("House name"))``."""
    return {KEY: Field(label, hint, **options)}
