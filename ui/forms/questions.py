"""Questions that several forms ask in the same words: which day, how many, how sure, found out or entered wrongly."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from zooapp.fields import FieldSpec, asked, fields_of
from zooapp.i18n import N_
from zooapp.lists.spec import Row
from zooapp.models import Animal, AnimalKind, Determination, Transaction
from zooapp.models.animal import CONFIDENCES
from zooapp.values.counts import SexCount

NOW: Final = "now"
WRONG: Final = "wrong"
WHICH: Final = ((NOW, N_("Found out now")), (WRONG, N_("Entered wrongly from the start")))


def on_day() -> FieldSpec:
    """On which day."""
    return fields_of(Transaction)["on"]


def note() -> FieldSpec:
    """A note on the act."""
    return fields_of(Transaction)["note"]


def where(hint: str = "") -> FieldSpec:
    """In which place, or none."""
    return asked("enclosure_id", N_("Enclosure"), int, hint, pick="enclosures", required=False)


def how_many(hint: str = "", required: bool = True) -> FieldSpec:
    """How many of a group, as M.F.U."""
    return asked("count", N_("How many"), SexCount, hint or N_("Males.females.unknown, as 0.0.40"), required=required)


def certainty() -> list[FieldSpec]:
    """How sure, and by what method."""
    known = fields_of(Determination)
    sure = asked("confidence", N_("How sure"), known["confidence"].type, choices=CONFIDENCES)
    return [sure, known["method"]]


def which() -> FieldSpec:
    """Found out now, or entered wrongly (ledger.md 2.5)."""
    hint = N_("The first counts from that day; the second changes past inventories.")
    return asked("which", N_("Is it new, or was it wrong?"), str, hint, choices=WHICH)


def count_of(row: Row) -> SexCount:
    """How many a row stands for."""
    counts = row.cells.get("mfu")
    return SexCount(*counts) if isinstance(counts, tuple) else SexCount(0, 0, 0)


def kind_of(session: Any, ids: Sequence[int]) -> dict[str, Any]:
    """Whether the first of these animals is a group, or a colony of several units."""
    return {"group": session.get_one(Animal, ids[0]).kind is not AnimalKind.INDIVIDUAL}


def given(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """The values of these fields that are filled."""
    return {name: values[name] for name in names if values.get(name) is not None}

