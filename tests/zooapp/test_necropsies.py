"""A death and what follows it: the carcass, the necropsy that grows, its samples, its report (R95, R96)."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import TODAY, Zoo, actor, arrive
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Conflict, Invalid, NotAllowed
from zooapp.lists import carcasses, reading
from zooapp.lists.necropsy_read import last_report, samples_of
from zooapp.lists.spec import Query
from zooapp.models import BodySystem, Carcass, Necropsy, NecropsySample, Stay
from zooapp.permission import Permission
from zooapp.reports import necropsy_report
from zooapp.reports.spec import Asked
from zooapp.services import corrections, dispositions, necropsies
from zooapp.work import Actor

DAY = dt.timedelta(days=1)
OPENED = {"on": TODAY, "prosector": "Pak Yong-su", "heart": "pale"}


def bear(database: Database, zoo: Zoo, boss: Actor) -> int:
    with database.work(boss, "a bear") as work:
        return arrive(work, zoo, "Ursus arctos", "0.1.0", unit="BR1", on=TODAY - 9 * DAY, local_id="24-0005")


def dies(database: Database, zoo: Zoo, boss: Actor, animal: int, **carcass: Any) -> int:
    with database.work(boss, "a death") as work:
        return dispositions.death(work, animal, None, Act(TODAY - DAY, zoo.terms["natural_death"]), carcass)


def listed(database: Database, **filters: str) -> list[tuple[str, str, str]]:
    with database.read() as session:
        rows = reading.rows(session, carcasses.LIST, Query(on=TODAY, filters=filters))
        return [(str(row.cells["state"]), row.cells["fate"], row.cells["fed"]) for row in rows]


def test_R96_a_death_asks_for_the_necropsy_and_the_carcass_and_ends_the_stay(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    animal = bear(database, zoo, boss)
    act = dies(database, zoo, boss, animal, necropsy=True, fate=Carcass.COLD_STORE, never_fed=True)
    assert listed(database) == [("still to be done", "To the cold store", "never")]
    assert listed(database, necropsy="wanted") == listed(database)
    with database.read() as session:
        assert session.query(Stay).one().until == TODAY - DAY
    with database.work(boss, "another bear", None) as work:
        corrections.void_act(work, act)
    assert listed(database) == []


def test_R95_a_carcass_that_is_never_fed_is_not_fed(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal = bear(database, zoo, boss)
    with pytest.raises(Invalid) as caught:
        dies(database, zoo, boss, animal, fate=Carcass.FED, never_fed=True)
    assert [problem.field for problem in caught.value.problems] == ["fate"]
    assert listed(database) == []


def test_nothing_living_is_opened_and_nobody_else_opens(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal = bear(database, zoo, boss)
    with pytest.raises(Invalid, match="No death"), database.work(boss, "?") as work:
        necropsies.write(work, animal, OPENED)
    dies(database, zoo, boss, animal)
    for on, prosector, field in ((TODAY - 2 * DAY, "Pak", "on"), (TODAY + DAY, "Pak", "on"), (TODAY, " ", "prosector")):
        with pytest.raises(Invalid) as caught, database.work(boss, "?") as work:
            necropsies.write(work, animal, {"on": on, "prosector": prosector})
        assert [problem.field for problem in caught.value.problems] == [field]
    keeper = actor(Permission.LOOK, Permission.OBSERVE, role="Keeper")
    with pytest.raises(NotAllowed), database.work(keeper, "?") as work:
        necropsies.write(work, animal, OPENED)
    with database.read() as session:
        assert session.query(Necropsy).count() == 0


def test_a_report_grows_to_its_final_diagnosis(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal = bear(database, zoo, boss)
    dies(database, zoo, boss, animal, necropsy=True)
    with database.work(boss, "opened") as work:
        made = necropsies.write(work, animal, OPENED, "liver; formalin; State laboratory\nheart")
    assert listed(database, necropsy="open") == [("no final diagnosis", "not said yet", "")]
    with database.work(boss, "histology") as work:
        values = {"final": "endocarditis", "body_system": BodySystem.HEART}
        necropsies.amend(work, made, 1, values, "liver; formalin; State laboratory\nspleen;frozen")
    assert listed(database, necropsy="final") == [("final", "not said yet", "")]
    with pytest.raises(Conflict), database.work(boss, "late") as work:
        necropsies.amend(work, made, 1, {"final": "nothing"})
    with database.read() as session:
        report = last_report(session, animal)
        assert report is not None
        assert (report.heart, report.final) == ("pale", "endocarditis")
        kept = samples_of(session, report.id)
        assert necropsies.show_samples(kept) == "liver; formalin; State laboratory\nspleen; frozen"
        assert session.query(NecropsySample).count() == 3


@pytest.mark.parametrize("text", ["; formalin", "liver; a; b; c; d"])
def test_a_sample_without_tissue_or_with_too_much_is_refused(
    database: Database, zoo: Zoo, boss: Actor, text: str
) -> None:
    animal = bear(database, zoo, boss)
    dies(database, zoo, boss, animal)
    with pytest.raises(Invalid) as caught, database.work(boss, "?") as work:
        necropsies.write(work, animal, OPENED, text)
    assert [problem.field for problem in caught.value.problems] == ["samples"]


def test_the_report_says_everything_in_its_order(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal = bear(database, zoo, boss)
    asked = Asked(TODAY, TODAY, animal=animal)
    with database.read() as session, pytest.raises(Invalid, match="No necropsy of 24-0005"):
        necropsy_report.sheet(session, asked)
    dies(database, zoo, boss, animal, fate=Carcass.BURIED)
    with database.work(boss, "opened") as work:
        necropsies.write(work, animal, OPENED, "liver; formalin")
    with database.read() as session:
        sheet = necropsy_report.sheet(session, asked)
    facts = dict(sheet.facts)
    assert (facts["Manner of death"], facts["Carcass"], facts["Died on"]) == ("natural_death", "Buried", "19 Nov 2024")
    body, samples = sheet.parts
    parts = [(row.cells["part"], row.cells["found"]) for row in body.rows]
    assert parts[0][0] == "History and circumstances"
    assert ("Heart and vessels", "pale") in parts
    assert parts[-1][0] == "Other facts about the death"
    assert [row.cells["tissue"] for row in samples.rows] == ["liver"]
