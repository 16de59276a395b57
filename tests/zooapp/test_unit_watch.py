"""A unit's daily sheet, its log of persons (R56), rounds by unit (R113), and who was near whom (R104)."""

import datetime as dt

import pytest

from tests.builders import TODAY, Zoo, actor, arrive
from tests.quarantined import DAY, DEC_5, DEC_20, enter, veterinarian
from zooapp.database import Database
from zooapp.errors import Invalid
from zooapp.lists import unit_watch
from zooapp.models import Appetite, DailyEntry, Enclosure, Faeces, QuarantineCase, UnitRound
from zooapp.quarantine.contacts import Contact, Way, contacts
from zooapp.services import daily_sheets, person_log
from zooapp.work import ALL, Actor, Work

HOUR = dt.timedelta(hours=1)


def keeper(zoo: Zoo) -> Actor:
    return actor(person=zoo.people["Ri Chol"], role="Keeper")


def animal_of(work: Work, case: int) -> int:
    return work.get(QuarantineCase, case).animal_id


def test_a_later_line_of_the_daily_sheet_replaces_the_earlier(database: Database, zoo: Zoo) -> None:
    unit = zoo.enclosures["Q1"]
    with database.work(keeper(zoo), "in", accept=ALL) as work:
        bear = animal_of(work, enter(work, zoo, "Ursus arctos"))
        line: daily_sheets.Seen = {"animal_id": bear, "appetite": Appetite.PART, "temperature": 385}
        (first,) = daily_sheets.write_down(work, unit, TODAY, "RC", [line])
        old = first.id
    with database.work(keeper(zoo), "later") as work:
        better: daily_sheets.Seen = {"animal_id": bear, "appetite": Appetite.ALL, "faeces": Faeces.SOFT}
        (second,) = daily_sheets.write_down(work, unit, TODAY, "RC", [better])
        assert second.replaces_id == old
    with database.read() as session:
        (known,) = unit_watch.daily(session, unit, TODAY, TODAY)
        assert (known.appetite, known.faeces, known.temperature) == (Appetite.ALL, Faeces.SOFT, None)
        assert session.query(DailyEntry).count() == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [({"temperature": 900}, "Between 10 and 50"), ({"deaths": -1}, "At least 0"), ({}, "Who saw it")],
)
def test_what_cannot_be_on_a_daily_sheet_is_refused(
    database: Database, zoo: Zoo, change: daily_sheets.Seen, words: str
) -> None:
    with database.work(keeper(zoo), "in", accept=ALL) as work:
        bear = animal_of(work, enter(work, zoo, "Ursus arctos"))
    line: daily_sheets.Seen = {"animal_id": bear, **change}
    with pytest.raises(Invalid, match=words), database.work(keeper(zoo), "wrong") as work:
        daily_sheets.write_down(work, zoo.enclosures["Q1"], TODAY, "RC" if change else " ", [line])
    with pytest.raises(Invalid, match="not come yet"), database.work(keeper(zoo), "wrong") as work:
        daily_sheets.write_down(work, zoo.enclosures["Q1"], TODAY + DAY, "RC", [line])


def test_R56_who_was_in_a_unit_by_whose_authority(database: Database, zoo: Zoo) -> None:
    unit = zoo.enclosures["Q1"]
    with database.work(keeper(zoo), "log") as work:
        begun = work.now
        visitor = person_log.go_in(
            work, unit, who="Kim, electrician", authority="Pak Yong-su", entered_at=begun - 2 * HOUR, left_at=begun
        )
        mine = person_log.go_in(work, unit, person_id=zoo.people["Ri Chol"], authority="Keeper")
        with pytest.raises(Invalid, match="Ri Chol is in Q1 already"):
            person_log.go_in(work, unit, person_id=zoo.people["Ri Chol"], authority="Keeper")
        with pytest.raises(Invalid, match="not come yet"):
            person_log.go_in(work, unit, who="Kim", authority="Pak", entered_at=begun + HOUR)
        with pytest.raises(Invalid, match="is out already"):
            person_log.go_out(work, visitor.id)
        visit = mine.id
    with database.read() as session:
        assert [one.who for one in unit_watch.look(session, unit, TODAY).inside] == ["Ri Chol"]
    with database.work(keeper(zoo), "out") as work:
        person_log.go_out(work, visit)
    with database.read() as session:
        seen = unit_watch.look(session, unit, TODAY)
        assert [(one.who, one.authority) for one in seen.visits] == [
            ("Kim, electrician", "Pak Yong-su"), ("Ri Chol", "Keeper"),
        ]
        assert seen.inside == []


@pytest.mark.parametrize(("entry", "words"), [
    ({"who": " ", "authority": "Pak"}, "Who went in"), ({"who": "Kim", "authority": " "}, "By whose authority"),
])
def test_R56_nobody_enters_without_a_name_and_an_authority(
    database: Database, zoo: Zoo, entry: person_log.Entry, words: str
) -> None:
    with pytest.raises(Invalid, match=words), database.work(keeper(zoo), "log") as work:
        person_log.go_in(work, zoo.enclosures["Q1"], **entry)


def test_R113_a_round_is_of_one_unit_by_who_is_inside_and_a_second_press_is_none(database: Database, zoo: Zoo) -> None:
    moment = [dt.datetime(2024, 11, 20, 1, tzinfo=dt.UTC)]
    database.clock.source = lambda: moment[0]
    unit, me = zoo.enclosures["B1"], zoo.people["Ri Chol"]
    with database.work(keeper(zoo), "in", accept=ALL) as work:
        enter(work, zoo, "Aix galericulata", unit="B1", count="0.0.40")
        with pytest.raises(Invalid, match="Sign in to B1 first"):
            person_log.all_normal(work, unit, 40)
        person_log.go_in(work, zoo.enclosures["Q1"], person_id=me, authority="Keeper")
        with pytest.raises(Invalid, match="Sign in to B1 first"):
            person_log.all_normal(work, unit, 40)
        person_log.go_in(work, unit, person_id=me, authority="Keeper")
        with pytest.raises(Invalid, match="40 stand in B1"):
            person_log.all_normal(work, unit, 41)
    for later in (0, 499, 1200):
        moment[0] = dt.datetime(2024, 11, 20, 2, tzinfo=dt.UTC) + dt.timedelta(milliseconds=later)
        with database.work(keeper(zoo), "round") as work:
            person_log.all_normal(work, unit, 40)
    with database.read() as session:
        assert [one.seen for one in session.query(UnitRound)] == [40, 40]


def near(database: Database, animal: int, first: dt.date, last: dt.date) -> list[tuple[int, Way, str]]:
    with database.read() as session:
        found: list[Contact] = contacts(session, animal, first, last)
    return [(one.animal_id, one.way, one.place) for one in found]


def test_R104_contacts_share_a_unit_its_air_or_an_enclosure_on_the_same_days(database: Database, zoo: Zoo) -> None:
    database.clock.day = DEC_20
    with database.work(veterinarian(zoo), "in", accept=ALL) as work:
        for code in ("Q1", "Q2"):
            work.get(Enclosure, zoo.enclosures[code]).air_space = "north"
        ill = animal_of(work, enter(work, zoo, "Ursus arctos"))
        beside = animal_of(work, enter(work, zoo, "Ursus arctos", DEC_5))
        above = animal_of(work, enter(work, zoo, "Panthera leo", DEC_5, "Q2"))
        arrive(work, zoo, "Bos grunniens", "0.0.1", unit="Q4", on=TODAY)
    assert near(database, ill, TODAY, DEC_20) == [(beside, Way.UNIT, "Q1"), (above, Way.AIR, "Q2")]
    assert near(database, ill, TODAY, DEC_5 - DAY) == []
    with database.read() as session:
        assert {(one.first, one.last) for one in contacts(session, ill, TODAY, DEC_20)} == {(DEC_5, DEC_20)}


def test_R104_a_keeper_who_goes_from_one_unit_to_another_is_a_contact(database: Database, zoo: Zoo) -> None:
    database.clock.day = DEC_20
    start = dt.datetime(2024, 12, 10, 0, tzinfo=dt.UTC)
    with database.work(keeper(zoo), "in", accept=ALL) as work:
        ill = animal_of(work, enter(work, zoo, "Ursus arctos"))
        yak = animal_of(work, enter(work, zoo, "Bos grunniens", unit="Q4"))
        ducks = animal_of(work, enter(work, zoo, "Aix galericulata", unit="B1", count="0.0.40"))
        for unit, hour, who in (("B1", 0, "Ri"), ("Q1", 1, "Ri"), ("Q4", 3, "Ri"), ("B1", 4, "Kim")):
            at = start + hour * HOUR
            person_log.go_in(
                work, zoo.enclosures[unit], who=who, authority="Pak", entered_at=at, left_at=at + HOUR / 2
            )
    assert near(database, ill, TODAY, DEC_20) == [(yak, Way.STAFF, "Q4")]
    assert near(database, ducks, TODAY, DEC_20) == [(ill, Way.STAFF, "Q1"), (yak, Way.STAFF, "Q4")]
