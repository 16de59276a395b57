"""A taxonomy changes: many animals get another taxon in one work, from a day on or from the start (ledger.md 2.5)."""

from collections.abc import Sequence

from zooapp import states
from zooapp.booking import Act
from zooapp.errors import Invalid, Problem
from zooapp.permission import Permission
from zooapp.services import determinations
from zooapp.services.determinations import Finding
from zooapp.work import Work, needs


@needs(Permission.DETERMINE)
def found_out(work: Work, animals: Sequence[int], taxon_id: int, finding: Finding, act: Act) -> list[int]:
    """From this day on each of them is of that taxon, by an act of its own. Gives the acts.

    Raises Invalid that names the animal.
    """
    made = []
    for one in animals:
        try:
            made.append(determinations.identified(work, one, taxon_id, finding, act))
        except Invalid as wrong:
            who = states.called(work.session, one)
            raise Invalid(Problem(p.field, f"{who}: {p.text}", p.level) for p in wrong.problems) from None
    return made


@needs(Permission.CORRECT)
def entered_wrongly(work: Work, animals: Sequence[int], taxon_id: int, finding: Finding) -> None:
    """Each of them was of that taxon from the start: past inventories change."""
    for one in animals:
        determinations.taxon_was_wrong(work, one, taxon_id, finding)
