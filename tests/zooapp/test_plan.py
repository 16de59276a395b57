"""The collection plan: wanted against here and owned, for a taxon and all that belong to it."""

import datetime as dt

import pytest

from tests.builders import TODAY, Zoo, arrive
from zooapp.database import Database
from zooapp.errors import Invalid
from zooapp.lists import plan as listed
from zooapp.lists import reading
from zooapp.lists.spec import Query
from zooapp.reports import plan as report
from zooapp.reports.spec import Asked
from zooapp.services import plans
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor

KEYS = ("year", "wanted", "present", "owned", "difference")


def lines(database: Database, query: Query | None = None) -> list[tuple[object, ...]]:
    with database.read() as session:
        rows = reading.rows(session, listed.LIST, query or Query(on=TODAY))
        return [tuple(row.cells[key] for key in KEYS) for row in rows]


@pytest.fixture
def bears(database: Database, zoo: Zoo, boss: Actor) -> int:
    """A pair of bears is wanted; one is ours, one a guest, one is ours elsewhere: the id of the line."""
    with database.work(boss, "arrival", ALL) as work:
        arrive(work, zoo, "Ursus arctos", "1.0.0")
        arrive(work, zoo, "Ursus arctos", "0.1.0", owner="MOSCOW")
        arrive(work, zoo, "Ursus arctos", "0.0.1", holder="MOSCOW")
        values = {"taxon_id": zoo.taxa["Ursidae"], "year": 2026, "wanted": SexCount(2, 2, 0)}
        return plans.add(work, values).id


def test_a_plan_counts_all_that_belong_to_its_taxon_as_held_and_as_owned(database: Database, bears: int) -> None:
    assert lines(database) == [(2026, (2, 2, 0), (1, 1, 0), (1, 0, 1), (-1, -1, 0))]
    assert lines(database, Query(on=TODAY - dt.timedelta(days=1)))[0][2] == (0, 0, 0)


def test_a_plan_has_one_line_a_taxon_and_year(database: Database, zoo: Zoo, boss: Actor, bears: int) -> None:
    same = {"taxon_id": zoo.taxa["Ursidae"], "year": 2026, "wanted": SexCount(1, 1, 0)}
    with pytest.raises(Invalid, match="has a line") as refused, database.work(boss, "plan") as work:
        plans.add(work, same)
    assert refused.value.problems[0].field == "taxon_id"
    with database.work(boss, "plan") as work:
        other = plans.add(work, {**same, "year": 2027})
        with pytest.raises(Invalid, match="has a line"):
            plans.amend(work, other.id, other.version, {"year": 2026})
    with database.work(boss, "none") as work:
        plans.void(work, bears)
    assert [line[0] for line in lines(database)] == [2027]


def test_the_plan_on_paper_has_a_table_a_year_and_its_sums(
    database: Database, zoo: Zoo, boss: Actor, bears: int
) -> None:
    with database.work(boss, "plan") as work:
        plans.add(work, {"taxon_id": zoo.taxa["Panthera leo"], "year": 2026, "wanted": SexCount(1, 0, 0)})
        plans.add(work, {"taxon_id": zoo.taxa["Aves"], "year": 2030, "wanted": SexCount(0, 0, 9)})
    with database.read() as session:
        sheet = report.sheet(session, Asked(TODAY, TODAY))
    assert [part.title for part in sheet.parts] == ["By the end of 2026", "By the end of 2030"]
    assert sheet.parts[0].sums["wanted"] == (3, 2, 0)
    assert len(sheet.parts[0].rows) == 2
