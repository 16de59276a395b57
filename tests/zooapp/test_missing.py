"""Missing animals are owned and not held, and no paper calls them under way (rules.md R29, R31, R33)."""

import datetime as dt

from tests.builders import TODAY, Zoo, arrive
from zooapp import inventory
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.inventory import Basis, Standing
from zooapp.lists import animal_rows
from zooapp.models import Mode, Term
from zooapp.reports import taxon_report
from zooapp.reports.inventory_report import inventory_report
from zooapp.reports.inventory_sheet import sheet_of
from zooapp.reports.inventory_words import identity
from zooapp.reports.spec import Asked
from zooapp.services import dispositions, missing
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor

DUCK = "Aix galericulata"
FIRST = dt.date(2024, 1, 1)


def test_R33_what_is_missing_is_owned_and_not_held_and_all_adds_up(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "one escaped, two are on their way", ALL) as work:
        gone = work.add(Term(code="escape", mode=Mode.DEPARTURE, name="escape", ownership=False)).id
        ducks = arrive(work, zoo, DUCK, "5.5.0", on=FIRST)
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0", on=FIRST)
        missing.lose(work, [ducks], SexCount(1, 0, 0), Act(TODAY, gone))
        missing.lose(work, [bear], None, Act(TODAY, gone))
        sent = Act(TODAY, zoo.terms["donation_to"], zoo.institutions["THIRD"])
        dispositions.send(work, ducks, SexCount(0, 2, 0), sent)
    with database.read() as session:
        block = next(one for one in inventory.blocks(session, TODAY) if one.taxon_id == zoo.taxa[DUCK])
        assert [str(count) for count in (block.onsite, block.loan_out)] == ["4.3.0", "0.0.0"]
        assert (str(block.missing), str(block.in_transit)) == ("1.0.0", "0.2.0")
        assert (str(block.held), str(block.owned)) == ("4.3.0", "5.5.0")
        stands = inventory.standing(session, bear, TODAY)
        assert stands == {Standing.MISSING: SexCount(0, 1, 0)}
        for basis, closing in ((Basis.PHYSICAL, 7), (Basis.OWNERSHIP, 11)):
            found = inventory_report(session, Asked(FIRST, TODAY, basis))
            assert found.adds_up
            assert found.total.cells["closing"].total == closing
        assert found.standing[Standing.MISSING].total == 2
        assert identity(found).endswith("+ 0 out on loan + 2 under way + 2 missing")
        blocks = {part.title: part.rows for part in sheet_of(found).parts}
        assert [row.cells["owned"] for row in blocks["Own, missing"]] == [(0, 1, 0)]
        (row,) = animal_rows.rows(session, [bear], TODAY)
        assert str(row.cells["status"]) == "Missing"
        told = taxon_report.sheet(session, Asked(FIRST, TODAY, taxon=zoo.taxa[DUCK]))
        sums = {part.title: part.sums["mfu"] for part in told.parts if part.rows}
        assert sums == {"Owned and on site": (4, 3, 0), "Own, under way": (0, 2, 0), "Own, missing": (1, 0, 0)}
