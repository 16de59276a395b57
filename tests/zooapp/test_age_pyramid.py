"""The age pyramid: who is in it, who is left out and why, and that both together are all that we hold."""

import datetime as dt

import pytest

from tests.builders import TODAY, Zoo, arrive
from tests.herd import DAY
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.models import Animal
from zooapp.reports import age_pyramid
from zooapp.reports.sheet import Sheet
from zooapp.reports.spec import Asked
from zooapp.services import dispositions
from zooapp.values.dates import FuzzyDate
from zooapp.work import ALL, Actor

LION, DUCK = "Panthera leo", "Aix galericulata"


@pytest.fixture
def pride(database: Database, zoo: Zoo, boss: Actor) -> None:
    """Lions of 0, 3, 3 and 8 years; one of about 5; one without a birth; a group; one that died; one lent out."""
    births = (
        ("0.0.1", FuzzyDate.exact(TODAY - 40 * DAY)),
        ("1.0.0", FuzzyDate.exact(dt.date(2021, 11, 20))),
        ("0.1.0", FuzzyDate.exact(dt.date(2020, 11, 21))),
        ("0.1.0", FuzzyDate.exact(dt.date(2016, 2, 29))),
        ("1.0.0", FuzzyDate.year(2019)),
        ("1.0.0", None),
        ("0.2.3", FuzzyDate.exact(dt.date(2023, 1, 1))),
        ("1.0.0", FuzzyDate.exact(dt.date(2015, 1, 1))),
        ("1.0.0", FuzzyDate.exact(dt.date(2014, 1, 1))),
    )
    with database.work(boss, "lions", accept=ALL) as work:
        made = []
        for n, (count, born) in enumerate(births):
            made.append(arrive(work, zoo, LION, count, local_id=f"24-{n:04}"))
            if born is not None:
                work.get(Animal, made[-1]).born = born
        arrive(work, zoo, DUCK, "1.1.0")
        dispositions.death(work, made[-2], None, Act(TODAY, zoo.terms["natural_death"]))
        lent = Act(TODAY, zoo.terms["loan_out"], zoo.institutions["MOSCOW"])
        dispositions.depart(work, made[-1], None, lent)


def pyramid(database: Database, zoo: Zoo, *, estimated: bool = False) -> Sheet:
    with database.read() as session:
        return age_pyramid.sheet(session, Asked(TODAY, TODAY, taxon=zoo.taxa["Felidae"], estimated=estimated))


def ages(found: Sheet) -> dict[int, tuple[int, int, int]]:
    cells = [row.cells for row in found.parts[0].rows]
    lines = {each["years"]: (each["males"], each["females"], each["unknown"]) for each in cells}
    return {years: line for years, line in lines.items() if any(line)}


def left_out(found: Sheet) -> dict[str, tuple[int, int, int]]:
    return {row.cells["why"]: row.cells["mfu"] for part in found.parts if part.title == "Left out" for row in part.rows}


def test_R21_groups_and_estimates_are_left_out_and_said_with_their_number(
    database: Database, zoo: Zoo, pride: None
) -> None:
    found = pyramid(database, zoo)
    assert ages(found) == {8: (0, 1, 0), 3: (1, 1, 0), 0: (0, 0, 1)}
    assert [row.cells["years"] for row in found.parts[0].rows] == [8, 7, 6, 5, 4, 3, 2, 1, 0]
    assert left_out(found) == {
        "Members of groups and colonies": (0, 2, 3),
        "Birth estimated, not exact": (1, 0, 0),
        "Birth not known": (1, 0, 0),
    }
    facts = dict(found.facts)
    assert (facts["Held"], facts["Shown"]) == ("3.4.4 = 11 animals", "1.2.1 = 4 animals")
    assert "7 animals are left out." in found.notes


def test_R21_estimates_come_in_when_asked_by_their_nominal_day(database: Database, zoo: Zoo, pride: None) -> None:
    found = pyramid(database, zoo, estimated=True)
    assert ages(found)[5] == (1, 0, 0)
    assert "Birth estimated, not exact" not in left_out(found)
    assert found.parts[0].sums == {"males": 2, "females": 2, "unknown": 1}


def test_R21_the_undetermined_are_listed(database: Database, zoo: Zoo, pride: None) -> None:
    (part,) = [part for part in pyramid(database, zoo).parts if part.title == "Sex unknown"]
    assert [(row.cells["local_id"], row.cells["age"]) for row in part.rows] == [("24-0000", "1 mo")]


def test_a_taxon_without_animals_has_an_empty_pyramid(database: Database, zoo: Zoo) -> None:
    found = pyramid(database, zoo)
    assert found.parts[0].rows == ()
    assert found.notes[-1] == "Nobody is left out."
