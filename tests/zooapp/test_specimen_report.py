"""The specimen report: all that is known of one animal or many, by the same few statements."""

import datetime as dt

import pytest

from tests.builders import TODAY, Zoo, arrive
from tests.counting import statements
from tests.herd import DAY
from tests.nests import LAID, ducks, happen, hatch, nest  # noqa: F401 - fixtures
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import NotFound
from zooapp.models import (
    Animal,
    ClutchAct,
    Identifier,
    MarkKind,
    Measure,
    Measured,
    Parentage,
    ParentRole,
    Special,
    TaxonStatus,
)
from zooapp.reports import specimen
from zooapp.reports.sheet import Part, Sheet
from zooapp.services import determinations, dispositions
from zooapp.services.determinations import Finding
from zooapp.values.counts import SexCount
from zooapp.values.dates import FuzzyDate
from zooapp.work import ALL, Actor

LION, BEAR = "Panthera leo", "Ursus arctos"


@pytest.fixture
def pride(database: Database, zoo: Zoo, boss: Actor) -> dict[str, int]:
    """A lion that was lent out and died there, his daughter, and a bear on loan from Moscow."""
    with database.work(boss, "the lions", accept=ALL) as work:
        lion = arrive(work, zoo, LION, "1.0.0", local_id="24-0001", on=TODAY - 90 * DAY, unit="LT")
        cub = arrive(work, zoo, LION, "0.0.1", local_id="24-0002", on=TODAY - 60 * DAY, unit="LT")
        bear = arrive(work, zoo, BEAR, "0.1.0", local_id="24-0003", on=TODAY - 50 * DAY, owner="MOSCOW")
        work.get(Animal, lion).born = FuzzyDate.year(2015)
        work.get(Animal, lion).house_name = "Leo"
        work.add(Identifier(animal_id=lion, kind=MarkKind.TRANSPONDER, value="643094100012345", place="left neck"))
        work.add(TaxonStatus(taxon_id=zoo.taxa["Felidae"], scheme="CITES", value="II", source="test"))
        work.add(TaxonStatus(taxon_id=zoo.taxa[LION], scheme="CITES", value="I", source="test", population="IN"))
        work.add(TaxonStatus(taxon_id=zoo.taxa[LION], scheme="CITES", value="II", source="test"))
        work.add(Parentage(animal_id=cub, role=ParentRole.SIRE, parent_id=lion, method="seen mating"))
        work.add(Parentage(animal_id=cub, role=ParentRole.DAM, special=Special.UNDETERMINED))
        for day, grams in ((30, 4_000), (10, 6_500), (20, 9_000)):
            facts = {"kind": Measured.WEIGHT, "on": TODAY - day * DAY, "value": grams, "unit": "kg"}
            work.add(Measure(animal_id=cub, estimate=day == 30, **facts))
        out = Act(TODAY - 30 * DAY, zoo.terms["loan_out"], zoo.institutions["MOSCOW"])
        dispositions.depart(work, lion, None, out)
        determinations.sexed(work, cub, SexCount(0, 1, 0), Finding(method="DNA"), Act(TODAY - 5 * DAY))
    return {"lion": lion, "cub": cub, "bear": bear}


def report(database: Database, *animals: int, on: dt.date = TODAY) -> Sheet:
    with database.read() as session:
        return specimen.specimens(session, animals, on)


def rows(found: Sheet, title: str) -> list[dict[str, object]]:
    parts: list[Part] = [part for part in found.parts if part.title == title]
    return [row.cells for part in parts for row in part.rows]


def test_a_specimen_report_says_who_what_and_whose(database: Database, pride: dict[str, int]) -> None:
    found = report(database, pride["lion"])
    facts = dict(found.facts)
    assert found.title == "Specimen report: 24-0001 Leo"
    assert (facts["Class"], facts["Family"], facts["CITES"]) == ("Mammalia", "Felidae", "II (I: IN)")
    assert (facts["Sex"], facts["Status"]) == ("male", "On loan out")
    (chip,) = [mark for mark in rows(found, "Identifiers") if mark["kind"] == "Transponder"]
    assert (chip["value"], chip["place"]) == ("643 0941 0001 2345", "left neck")
    acts = [(act["words"], act["mfu"], act["physical"], act["ownership"]) for act in rows(found, "Transactions")]
    assert acts == [
        ("Arrived from Moscow Zoo", (1, 0, 0), True, True),
        ("Transfer, Moscow Zoo", (1, 0, 0), True, False),
    ]
    hands = [(one["holder"], one["owner"], one["until"]) for one in rows(found, "Holders and owners")]
    assert hands == [
        ("Central Zoo, Pyongyang", "Central Zoo, Pyongyang", TODAY - 30 * DAY),
        ("Moscow Zoo", "Central Zoo, Pyongyang", None),
    ]
    assert [one["who"] for one in rows(found, "Offspring")] == ["24-0002"]


def test_R19_R20_the_age_of_an_estimated_birth_is_a_span_and_stops_at_death(
    database: Database, zoo: Zoo, boss: Actor, pride: dict[str, int]
) -> None:
    with database.work(boss, "it came home ill", accept=ALL) as work:
        work.get(Animal, pride["bear"]).born = FuzzyDate.year(2015)
        dispositions.death(work, pride["bear"], None, Act(TODAY - DAY, zoo.terms["natural_death"]))
    assert dict(report(database, pride["bear"], on=TODAY - 2 * DAY).facts)["Age"] == "~9 y (8–9 y)"
    late = dict(report(database, pride["bear"], on=TODAY).facts)
    assert "Age" not in late
    assert late["Age at the end"] == "~9 y (8–9 y)"
    assert (late["Sex"], late["M.F.U"]) == ("female", "0.0.0")


def test_R43_parents_weights_findings_and_places_have_their_tables(database: Database, pride: dict[str, int]) -> None:
    found = report(database, pride["cub"])
    parents = [(one["role"], one["who"], one["percent"]) for one in rows(found, "Parents")]
    assert parents == [("Sire", "24-0001 Leo", 100), ("Dam", "Undetermined: may be found out", 100)]
    (weight,) = rows(found, "Measures")
    told = [weight[key] for key in ("first", "last", "least", "most", "n")]
    assert told == ["~4 kg", "6.5 kg", "~4 kg", "9 kg", 3]
    assert dict(found.facts)["Sex"] == f"female, Confirmed, DNA, {TODAY - 5 * DAY:%-d %b %Y}"
    assert [one["enclosure"] for one in rows(found, "Enclosures")] == ["LT · Lion terrace"]


def test_many_animals_cost_no_more_statements_than_one(database: Database, pride: dict[str, int]) -> None:
    asked = []
    for animals in ([pride["lion"]], list(pride.values())):
        with database.read() as session, statements(database) as counted:
            specimen.specimens(session, animals, TODAY)
        asked.append(len(counted))
    assert asked[0] == asked[1] <= 16
    found = report(database, *pride.values())
    assert [part.title for part in found.parts if part.title.startswith("24-")] == ["24-0001 Leo", "24-0002", "24-0003"]
    assert len(rows(found, "Transactions")) == 2 + 2 + 1


def test_an_unknown_animal_has_no_report(database: Database, zoo: Zoo) -> None:
    with pytest.raises(NotFound, match="no such record"):
        report(database, 999)


def test_eggs_stand_in_the_report_of_their_dam_and_of_their_sire(
    database: Database, boss: Actor, ducks: tuple[int, int], nest: int  # noqa: F811
) -> None:
    happen(database, boss, nest, ClutchAct.CANDLED, fertile=6, infertile=2, on=LAID + 7 * DAY)
    hatch(database, boss, nest, "0.0.5")
    for parent in ducks:
        (line,) = rows(report(database, parent), "Eggs and fetuses")
        wanted = {"kind": "Clutch", "since": LAID, "laid": 8, "fertile": 6, "hatched": 5, "left": 3}
        assert {name: line[name] for name in wanted} == wanted
    (early,) = rows(report(database, ducks[0], on=LAID), "Eggs and fetuses")
    assert (early["hatched"], early["left"]) == (0, 8)
    assert rows(report(database, ducks[0], on=LAID - DAY), "Eggs and fetuses") == []
