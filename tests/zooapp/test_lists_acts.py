"""The lists of acts, groups and marks: what each row says, what filters find, and how little is asked."""

import datetime as dt
from itertools import product

import pytest

from tests.builders import TODAY, Zoo, arrive
from tests.counting import plans, scans
from tests.herd import DAY
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.lists import groups, identifiers, reading, transactions
from zooapp.lists.spec import ListSpec, Query, Row
from zooapp.models import Animal, MarkKind, Name
from zooapp.services import censuses, corrections, dispositions
from zooapp.services import identifiers as marking
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor


@pytest.fixture
def herd(database: Database, zoo: Zoo, boss: Actor) -> dict[str, int]:
    """A bear that died, ducks that were counted, of whom one left; each act on a day of its own."""
    with database.work(boss, "arrivals", accept=ALL) as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0", unit="Q1", local_id="24-0010", on=TODAY - 400 * DAY)
        ducks = arrive(work, zoo, "Aix galericulata", "2.2.40", unit="SL", local_id="24-0012", on=TODAY - 40 * DAY)
        work.get(Animal, bear).house_name = "Taiga"
        work.add(Name(record_kind="taxon", record_id=zoo.taxa["Ursus arctos"], locale="en", text="brown bear"))
        marking.add(work, bear, {"kind": MarkKind.TRANSPONDER, "value": "643094100012345", "place": "neck"})
    with database.work(boss, "losses", accept=ALL) as work:
        dispositions.death(work, bear, None, Act(TODAY - 9 * DAY, zoo.terms["natural_death"]))
        moscow = zoo.institutions["MOSCOW"]
        dispositions.depart(work, ducks, SexCount(1, 0, 0), Act(TODAY - 3 * DAY, zoo.terms["loan_out"], moscow))
        censuses.count(work, ducks, SexCount(1, 2, 38), Act(TODAY))
    return {"bear": bear, "ducks": ducks}


def rows(database: Database, spec: ListSpec, text: str = "", **filters: str) -> list[Row]:
    with database.read() as session:
        return reading.first(session, spec, Query(text, filters, on=TODAY))


def acts(database: Database, text: str = "", **filters: str) -> list[tuple[str, str]]:
    return [(row.cells["mode"], str(row.cells["animal"])) for row in rows(database, transactions.LIST, text, **filters)]


def test_each_act_says_whom_it_was_about_how_many_and_who_wrote_it(database: Database, herd: dict[str, int]) -> None:
    found = rows(database, transactions.LIST)
    assert [row.cells["mode"] for row in found] == ["Counted", "Transfer", "Died", "Arrived", "Arrived"]
    assert [row.cells["mfu"] for row in found] == [(1, 2, 38), (1, 0, 0), (0, 1, 0), (2, 2, 40), (0, 1, 0)]
    assert [row.cells["about"] for row in found] == [herd[name] for name in ("ducks", "ducks", "bear", "ducks", "bear")]
    left, died = found[1].cells, found[2].cells
    assert (left["partner"], left["term"], left["entered"]) == ("Moscow Zoo", "loan_out", TODAY)
    assert (died["animal"], str(died["taxon"])) == ("24-0010 · Taiga", "brown bear (Ursus arctos)")


def test_acts_are_found_by_kind_partner_days_and_words(database: Database, zoo: Zoo, herd: dict[str, int]) -> None:
    assert acts(database, mode="death") == [("Died", "24-0010 · Taiga")]
    assert acts(database, partner=str(zoo.institutions["MOSCOW"]))[0] == ("Transfer", "24-0012")
    assert len(acts(database, period="week")) == 2
    assert len(acts(database, period="month")) == 3
    assert len(acts(database, period="year")) == 4
    assert acts(database, period="last_year") == [("Arrived", "24-0010 · Taiga")]
    assert {animal for _act, animal in acts(database, "taiga")} == {"24-0010 · Taiga"}
    assert acts(database, "aix") == [("Counted", "24-0012"), ("Transfer", "24-0012"), ("Arrived", "24-0012")]
    assert acts(database, "nobody") == []


@pytest.mark.parametrize("today", [dt.date(2024, 1, 1), dt.date(2024, 2, 29), dt.date(2024, 12, 31)])
def test_periods_end_today_or_with_the_year_before(today: dt.date) -> None:
    assert transactions.days("week", today) == (today - dt.timedelta(days=6), today)
    assert transactions.days("month", today)[0].day == 1
    assert transactions.days("last_year", today) == (dt.date(2023, 1, 1), dt.date(2023, 12, 31))
    assert transactions.days("", today) == (dt.date.min, today)


def test_an_act_that_was_taken_back_is_out_of_the_list_and_can_be_looked_at(
    database: Database, boss: Actor, herd: dict[str, int]
) -> None:
    last = rows(database, transactions.LIST)[0].id
    with database.work(boss, "counted wrongly", accept=ALL) as work:
        corrections.void_act(work, last)
    assert last not in [row.id for row in rows(database, transactions.LIST)]
    (gone,) = rows(database, transactions.LIST, taken_back="yes")
    assert (gone.id, gone.cells["mfu"]) == (last, (1, 2, 38))


def test_R4_groups_are_listed_alone_with_their_counts(database: Database, herd: dict[str, int]) -> None:
    (ducks,) = rows(database, groups.LIST)
    assert (ducks.id, ducks.cells["mfu"]) == (herd["ducks"], (1, 2, 38))
    with database.read() as session:
        assert reading.foot(session, groups.LIST, Query(on=TODAY)).startswith("1 of 2 records")
    assert "kind" not in {each.key for each in groups.LIST.filters}


def test_marks_say_whose_they_are_where_and_in_which_state(database: Database, herd: dict[str, int]) -> None:
    (chip,) = rows(database, identifiers.LIST, kind="transponder")
    assert (chip.cells["animal"], chip.cells["place"], str(chip.cells["state"])) == (
        "24-0010 · Taiga",
        "neck",
        "in use",
    )
    assert str(chip.cells["taxon"]) == "brown bear (Ursus arctos)"
    assert {row.cells["number"] for row in rows(database, identifiers.LIST, "taiga")} == {"24-0010", "643094100012345"}
    assert rows(database, identifiers.LIST, disputed="yes") == []
    assert rows(database, identifiers.LIST, state="lost") == []


@pytest.mark.parametrize("spec", [transactions.LIST, identifiers.LIST], ids=lambda spec: spec.kind)
def test_no_big_table_is_read_through(sqlite: Database, zoo: Zoo, spec: ListSpec) -> None:
    choices = [{each.key: each.choices[-1][0] if each.choices else "1"} for each in spec.filters]
    orders = [(column.key, descending) for column in spec.columns if column.sort for descending in (False, True)]
    for words, filters, (order, descending) in product(("", "bear"), [{}, *choices], orders):
        query = Query(words, filters, order, descending, TODAY)
        with sqlite.read() as session, plans(sqlite) as lines:
            reading.first(session, spec, query)
        assert lines
        assert scans(lines) == []
