"""The columns and blocks of the inventory, and the definition beside each number (rules.md R60, R61, R65)."""

from dataclasses import dataclass
from typing import Final

from zooapp.i18n import N_
from zooapp.inventory import Basis


@dataclass(frozen=True)
class Column:
    """One number of a line: what it is called, and what it counts on each basis. Source texts; translate when shown."""

    key: str
    label: str
    physical: str
    ownership: str = ""
    sign: int = 1  # -1: losses, which a person reads without the minus

    def definition(self, basis: Basis) -> str:
        """What it counts."""
        return self.ownership if basis is Basis.OWNERSHIP and self.ownership else self.physical


COLUMNS: Final = (
    Column(
        "opening",
        N_("Opening"),
        N_("Held at the end of the day before the first day."),
        N_("Owned at the end of the day before the first day."),
    ),
    Column("births", N_("+ Births"), N_("Born or hatched here."), N_("Born or hatched as ours.")),
    Column(
        "arrivals",
        N_("+ Arrivals"),
        N_("Came here, but for loans."),
        N_("Became ours, wherever they stand."),
    ),
    Column("loans_in", N_("+ Loans in"), N_("Came while the owner stayed the same: in on loan, or back from one.")),
    Column("deaths", N_("− Deaths"), N_("Died here."), N_("Died while ours, wherever they stood."), -1),
    Column(
        "departures",
        N_("− Departures"),
        N_("Left, but for loans."),
        N_("Ceased to be ours, wherever they stood."),
        -1,
    ),
    Column(
        "loans_out",
        N_("− Loans out"),
        N_("Left while the owner stayed the same: out on loan, or back to their owner."),
        sign=-1,
    ),
    Column("sexed", N_("± Sexed"), N_("Sex found out; zero over males, females and unknown.")),
    Column("identified", N_("± Re-identified"), N_("Species found out; zero over all taxa.")),
    Column("adjustment", N_("± Adjustment"), N_("What a count put right, against the books.")),
    Column(
        "closing",
        N_("Closing"),
        N_("Held at the end of the last day, summed anew from the accounts."),
        N_("Owned at the end of the last day, summed anew from the accounts."),
    ),
)
PARTS: Final = tuple(column.key for column in COLUMNS if column.key != "closing")
LOANS: Final = ("loans_in", "loans_out")
BASES: Final = {
    Basis.PHYSICAL: N_("Physical: animals that we hold"),
    Basis.OWNERSHIP: N_("Ownership: animals that we own"),
}
BLOCKS: Final = {
    "onsite": N_("Owned and on site"),
    "loan_in": N_("In on loan"),
    "loan_out": N_("Out on loan"),
    "in_transit": N_("Own, under way"),
    "missing": N_("Own, missing"),
    "group": N_("Groups"),
    "colony": N_("Colonies"),
}


def columns_of(basis: Basis) -> tuple[Column, ...]:
    """The columns of a basis: a loan changes nothing of what we own."""
    return tuple(column for column in COLUMNS if basis is Basis.PHYSICAL or column.key not in LOANS)
