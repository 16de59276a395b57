"""Animals as assets (R115): acts of a commission, what they leave in the books, a stock-taking against the ledger."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.builders import TODAY, Zoo, arrive
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid, Unsettled
from zooapp.lists import asset_acts, reading
from zooapp.lists import assets as listed
from zooapp.lists.spec import Query
from zooapp.models import Asset
from zooapp.reports import asset_act
from zooapp.reports.spec import Asked
from zooapp.services import assets, dispositions, undoing
from zooapp.services.assets import Commission, Found, NewAsset
from zooapp.values.counts import SexCount
from zooapp.values.money import Money
from zooapp.work import ALL, Actor

MAY, JUNE = dt.date(2024, 5, 1), dt.date(2024, 6, 1)
ACT = Commission("A-1", MAY, "Han Myong-ok, director", "Ri Chol, keeper\nPak Yong-su, veterinarian")


@pytest.fixture
def books(database: Database, zoo: Zoo, boss: Actor) -> list[int]:
    """A lion and ten ducks in the books since May: the ids of the assets."""
    with database.work(boss, "arrival", ALL) as work:
        lion = arrive(work, zoo, "Panthera leo", "1.0.0", on=MAY)
        ducks = arrive(work, zoo, "Aix galericulata", "4.6.0", on=MAY)
        new = [NewAsset(lion, "INV-1", Money(5_000_000, "KPW")), NewAsset(ducks, "INV-2", Money(90_000, "KPW"))]
        assets.take_over(work, new, ACT)
    with database.read() as session:
        return [asset.id for asset in assets.in_books(session, TODAY)]


def standing(database: Database, on: dt.date = TODAY) -> dict[str, str]:
    with database.read() as session:
        rows = reading.rows(session, listed.LIST, Query(on=on))
        return {row.cells["number"]: str(row.cells["state"]) for row in rows}


def test_an_amount_is_read_as_people_write_it() -> None:
    read = [Money.parse(text) for text in ("1200.50 EUR", "1 200,5 eur", "50000kpw")]
    assert read == [Money(120_050, "EUR"), Money(120_050, "EUR"), Money(5_000_000, "KPW")]
    assert Money(120_050_00, "EUR").show() == "120\u00a0050.00\u00a0EUR"
    for wrong in ("", "1200", "12.345 EUR", "EUR 12", "-5 EUR"):
        with pytest.raises(Invalid, match="as 1200"):
            Money.parse(wrong)


def test_R115_taken_over_animals_stand_in_the_books_from_the_day_of_the_act(
    database: Database, books: list[int]
) -> None:
    assert standing(database) == {"INV-1": "in the books", "INV-2": "in the books"}
    assert standing(database, MAY - dt.timedelta(days=1)) == {}
    with database.read() as session:
        assert reading.foot(session, listed.LIST, Query(on=TODAY)).endswith("50\u00a0900.00\u00a0KPW")


def test_R115_a_dead_animal_waits_to_be_written_off(
    database: Database, zoo: Zoo, boss: Actor, books: list[int]
) -> None:
    with database.work(boss, "died", ALL) as work:
        dispositions.death(work, work.get(Asset, books[0]).animal_id, None, Act(JUNE))
    assert standing(database)["INV-1"] == "to write off"
    off = replace(ACT, number="W-1", on=JUNE, reason="Died of age")
    with database.work(boss, "written off") as work:
        assets.write_off(work, books[:1], off)
        entry = work.entry_id
    assert standing(database) == {"INV-1": "written off", "INV-2": "in the books"}
    with database.work(boss, "not signed") as work:
        undoing.undo(work, entry)
    assert standing(database)["INV-1"] == "to write off"


def test_R115_who_is_still_ours_is_written_off_only_when_accepted(
    database: Database, boss: Actor, books: list[int]
) -> None:
    off = replace(ACT, number="W-1", on=JUNE, reason="By mistake")
    with pytest.raises(Unsettled, match="INV-1: the animal is still ours"), database.work(boss, "off") as work:
        assets.write_off(work, books[:1], off)
    assert standing(database)["INV-1"] == "in the books"


def test_R115_a_transfer_names_its_partner_and_a_write_off_its_reason(
    database: Database, zoo: Zoo, boss: Actor, books: list[int]
) -> None:
    given = replace(ACT, number="T-1", on=JUNE)
    with pytest.raises(Invalid, match="To whom") as refused, database.work(boss, "given") as work:
        assets.transfer(work, books, given)
    assert refused.value.problems[0].field == "partner_id"
    with pytest.raises(Invalid, match="Why"), database.work(boss, "off", ALL) as work:
        assets.write_off(work, books, given)
    with database.work(boss, "given") as work:
        assets.transfer(work, books[:1], replace(given, partner_id=zoo.institutions["MOSCOW"]))
    assert standing(database) == {"INV-1": "transferred", "INV-2": "in the books"}
    with pytest.raises(Invalid, match="INV-1 is not in the books"), database.work(boss, "again", ALL) as work:
        assets.write_off(work, books[:1], replace(given, number="W-1", reason="Twice"))


def test_R115_the_stock_taking_sets_found_against_expected(
    database: Database, zoo: Zoo, boss: Actor, books: list[int]
) -> None:
    with database.work(boss, "died", ALL) as work:
        dispositions.death(work, work.get(Asset, books[1]).animal_id, SexCount(1, 0, 0), Act(JUNE))
    counted = replace(ACT, number="S-2024", on=TODAY)
    with database.work(boss, "stock-taking") as work:
        act = assets.take_stock(work, {books[1]: Found(8, "One flew off")}, counted)
    with database.read() as session:
        sheet = asset_act.sheet(session, act)
    keys = ("number", "expected", "found", "difference")
    lines = [tuple(row.cells[key] for key in keys) for row in sheet.parts[0].rows]
    assert lines == [("INV-1", 1, 1, 0), ("INV-2", 9, 8, -1)]
    assert sheet.parts[0].sums["difference"] == -1
    assert sheet.signers == ("Han Myong-ok, director", "Ri Chol, keeper", "Pak Yong-su, veterinarian")


def test_R115_a_signed_stock_taking_keeps_its_figures_when_the_books_change(
    database: Database, zoo: Zoo, boss: Actor, books: list[int]
) -> None:
    with database.work(boss, "stock-taking") as work:
        act = assets.take_stock(work, {}, replace(ACT, number="S-2024", on=JUNE))
    with database.read() as session:
        signed = asset_act.sheet(session, act)
    with database.work(boss, "found in an old book", ALL) as work:
        dispositions.death(work, work.get(Asset, books[1]).animal_id, SexCount(1, 0, 0), Act(MAY))
    with database.read() as session:
        again = asset_act.sheet(session, act)
        assert again.parts == signed.parts
        assert again.parts[0].rows[1].cells["expected"] == 10
        told = asset_acts.read(session, books[1], TODAY)
        assert told is not None
        assert told.acts[0].note == "expected 10, found 10"


def test_R115_all_acts_of_a_year_stand_in_one_report(
    database: Database, zoo: Zoo, boss: Actor, books: list[int]
) -> None:
    given = replace(ACT, number="T-1", on=JUNE, partner_id=zoo.institutions["MOSCOW"])
    with database.work(boss, "given") as work:
        assets.transfer(work, books[:1], given)
    with database.read() as session:
        whole = asset_act.all_acts(session, Asked(MAY, TODAY))
        june = asset_act.all_acts(session, Asked(JUNE, TODAY))
    assert [(part.title, len(part.rows)) for part in whole.parts] == [
        ("Act of take-over of animals A-1, 1 May 2024", 2),
        ("Act of transfer of animals T-1, 1 Jun 2024", 1),
    ]
    assert whole.parts[1:] == june.parts


def test_R115_what_is_wrong_with_an_act_is_said_and_nothing_is_written(
    database: Database, zoo: Zoo, boss: Actor, books: list[int]
) -> None:
    with database.work(boss, "a guest", ALL) as work:
        guest = arrive(work, zoo, "Ursus arctos", "1.0.0", owner="MOSCOW")
        own = arrive(work, zoo, "Ursus arctos", "1.0.0")
    worth = Money(100, "KPW")
    for new, words in (
        (NewAsset(guest, "INV-3", worth), "not ours"),
        (NewAsset(own, "INV-1", worth), "Another animal has"),
    ):
        with pytest.raises(Invalid, match=words), database.work(boss, "over", ALL) as work:
            assets.take_over(work, [new], replace(ACT, number="A-2", on=TODAY))
    for act, words in (
        (replace(ACT, on=TODAY), "Another act"),
        (replace(ACT, number="A-3", on=TODAY + dt.timedelta(days=1)), "not come yet"),
    ):
        with pytest.raises(Invalid, match=words), database.work(boss, "over", ALL) as work:
            assets.take_over(work, [NewAsset(own, "INV-3", worth)], act)
    with pytest.raises(Invalid, match="Nothing stands"), database.work(boss, "count", ALL) as work:
        assets.take_stock(work, {books[0]: Found(0)}, replace(ACT, number="S-1", on=MAY - dt.timedelta(days=1)))
    assert set(standing(database)) == {"INV-1", "INV-2"}


def test_R115_an_act_that_was_never_signed_is_taken_back_with_what_it_brought(
    database: Database, boss: Actor, books: list[int]
) -> None:
    with database.work(boss, "count") as work:
        counted = assets.take_stock(work, {}, replace(ACT, number="S-1", on=TODAY))
    with database.work(boss, "not signed") as work:
        assets.void_act(work, counted)
        assets.void_act(work, 1)
    assert standing(database) == {}
