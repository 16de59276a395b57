"""The taxon report: a line an animal by how it stands with us, and its sums are those of the inventory."""

import pytest

from tests.builders import TODAY, Zoo, arrive
from tests.counting import statements
from tests.herd import DAY
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import NotFound
from zooapp.inventory import blocks
from zooapp.models import Animal, TaxonStatus
from zooapp.reports import taxon_report
from zooapp.reports.sheet import Sheet
from zooapp.reports.spec import Asked
from zooapp.services import dispositions
from zooapp.values.counts import SexCount
from zooapp.values.dates import FuzzyDate
from zooapp.work import ALL, Actor

DUCK, BEAR = "Aix galericulata", "Ursus arctos"


@pytest.fixture
def pond(database: Database, zoo: Zoo, boss: Actor) -> dict[str, int]:
    """Ducks of whom two are out on loan, others in on loan, one that died, and a bear elsewhere in the tree."""
    with database.work(boss, "the pond", accept=ALL) as work:
        flock = arrive(work, zoo, DUCK, "18.22.0", local_id="24-0001", on=TODAY - 90 * DAY, unit="SL")
        guests = arrive(work, zoo, DUCK, "1.1.0", local_id="24-0002", on=TODAY - 60 * DAY, owner="MOSCOW")
        drake = arrive(work, zoo, DUCK, "1.0.0", local_id="24-0003", on=TODAY - 60 * DAY)
        arrive(work, zoo, BEAR, "0.1.0", local_id="24-0004")
        work.get(Animal, drake).born = FuzzyDate.exact(TODAY - 400 * DAY)
        work.add(TaxonStatus(taxon_id=zoo.taxa["Aix"], scheme="CITES", value="-", source="test"))
        out = Act(TODAY - 30 * DAY, zoo.terms["loan_out"], zoo.institutions["MOSCOW"])
        dispositions.depart(work, flock, SexCount(2, 2, 0), out)
        dispositions.death(work, drake, None, Act(TODAY - 10 * DAY, zoo.terms["natural_death"]))
    return {"flock": flock, "guests": guests, "drake": drake}


def report(database: Database, taxon: int, gone: bool = False) -> Sheet:
    with database.read() as session:
        return taxon_report.sheet(session, Asked(TODAY, TODAY, taxon=taxon, gone=gone))


def test_R31_each_way_to_stand_has_its_part_and_its_sum(database: Database, zoo: Zoo, pond: dict[str, int]) -> None:
    found = report(database, zoo.taxa["Aves"])
    told = {part.title: ([row.cells["local_id"] for row in part.rows], part.sums["mfu"]) for part in found.parts}
    assert told == {
        "Owned and on site": (["24-0001"], (16, 20, 0)),
        "In on loan": (["24-0002"], (1, 1, 0)),
        "Out on loan": (["24-0001"], (2, 2, 0)),
    }
    assert dict(found.facts) | {"As of": ""} == {
        "As of": "",
        "Held": "17.21.0 = 38 animals",
        "Owned": "18.22.0 = 40 animals",
    }
    assert dict(report(database, zoo.taxa[DUCK]).facts)["CITES"] == "not listed"


def test_R33_held_and_owned_are_those_of_the_blocks(database: Database, zoo: Zoo, pond: dict[str, int]) -> None:
    facts = dict(report(database, zoo.taxa[DUCK]).facts)
    with database.read() as session:
        (block,) = [one for one in blocks(session, TODAY) if one.taxon_id == zoo.taxa[DUCK]]
    assert facts["Held"].startswith(f"{block.held} = ")
    assert facts["Owned"].startswith(f"{block.owned} = ")


def test_R20_the_dead_and_departed_are_told_when_asked_with_their_age_then(
    database: Database, zoo: Zoo, pond: dict[str, int]
) -> None:
    assert "Died or left" not in [part.title for part in report(database, zoo.taxa[DUCK]).parts]
    gone = report(database, zoo.taxa[DUCK], gone=True).parts[-1]
    (row,) = gone.rows
    assert (gone.title, row.id, row.cells["age"]) == ("Died or left", pond["drake"], "1 y")
    assert row.cells["went"] == "10 Nov 2024, Died, natural_death"
    assert row.cells["came"] == "21 Sep 2024, Arrived from Moscow Zoo"


def test_more_animals_cost_no_more_statements(database: Database, zoo: Zoo, boss: Actor, pond: dict[str, int]) -> None:
    asked = []
    for _turn in range(2):
        with database.read() as session, statements(database) as counted:
            taxon_report.sheet(session, Asked(TODAY, TODAY, taxon=zoo.taxa[DUCK], gone=True))
        asked.append(len(counted))
        with database.work(boss, "more", accept=ALL) as work:
            for _n in range(5):
                arrive(work, zoo, DUCK, "0.1.0")
    assert asked[0] == asked[1] <= 12


def test_a_taxon_that_nobody_holds_has_an_empty_report(database: Database, zoo: Zoo) -> None:
    assert report(database, zoo.taxa["Felidae"]).parts == ()
    with pytest.raises(NotFound, match="no such record"):
        report(database, 999)
