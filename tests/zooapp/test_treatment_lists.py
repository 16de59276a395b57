"""What is due for the veterinarian (R89), all treatments, the dictionary and the stock, and their papers."""

import datetime as dt

import pytest

from tests import dosed
from tests.builders import TODAY, Zoo, arrive
from tests.counting import statements
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.lists import doses_due, drug_stock, drugs, reading, treatments
from zooapp.lists.spec import ListSpec, Query, Row
from zooapp.models import DoseState, Per, Route
from zooapp.reports import drug_book, treatment_sheets
from zooapp.reports.spec import Asked
from zooapp.services import dispositions, stock
from zooapp.services import drugs as dictionary
from zooapp.services import treatments as service
from zooapp.services.stock import Seen
from zooapp.services.treatments import Given
from zooapp.values.doses import Amount
from zooapp.work import ALL, Actor

LATER = TODAY + dt.timedelta(days=2)


@pytest.fixture
def treated(database: Database, zoo: Zoo, boss: Actor) -> dict[str, int]:
    """A bear on three doses a day apart, ducks with one in their water, and a batch."""
    with database.work(boss, "treated", ALL) as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0", unit="BR1", local_id="24-B1")
        ducks = arrive(work, zoo, "Aix galericulata", "0.0.40", unit="SL", local_id="24-D1")
        dosed.weighed(work, bear, "190 kg")
        drug = dosed.drug(work, trade="Baytril")
        made = {"bear": bear, "ducks": ducks, "drug": drug, "batch": dosed.batch(work, drug)}
        made["course"] = dosed.prescribed(work, bear, drug, hours=24, doses=3)
        medium = Amount.parse("20 l")
        made["flock"] = dosed.prescribed(work, ducks, drug, rate="50 mg", per=Per.WATER, medium=medium)
    return made


def listed(database: Database, spec: ListSpec, on: dt.date = TODAY, **filters: object) -> list[Row]:
    with database.read() as session:
        return list(reading.rows(session, spec, Query(on=on, filters=filters)))


def told(rows: list[Row], *keys: str) -> list[tuple[str, ...]]:
    return [tuple(str(row.cells[key]) for key in keys) for row in rows]


def test_R89_the_due_list_holds_the_next_dose_of_each_treatment_by_unit(
    database: Database, treated: dict[str, int]
) -> None:
    rows = listed(database, doses_due.LIST)
    assert told(rows, "place", "local_id", "dose", "number", "state") == [
        ("BR1 · Bear ridge 1", "24-B1", "9.5 ml", "1 of 3", "today"),
        ("SL · Swan lake", "24-D1", "10 ml in 20 l", "1 of 1", "today"),
    ]
    assert told(listed(database, doses_due.LIST, LATER), "state") == [("2 days late",)] * 2
    assert listed(database, doses_due.LIST, state="overdue") == []
    with database.read() as session, statements(database) as asked:
        assert reading.foot(session, doses_due.LIST, Query(on=LATER)) == "2 treatments due · 2 overdue"
        assert len(asked) <= 3


def test_R89_a_dose_that_is_done_leaves_the_list_and_one_taken_back_returns(
    database: Database, boss: Actor, treated: dict[str, int]
) -> None:
    with database.work(boss, "given", ALL) as work:
        first = service.record(work, [treated["course"], treated["flock"]], Given(DoseState.GIVEN, TODAY))[0]
    assert listed(database, doses_due.LIST) == []
    assert told(listed(database, doses_due.LIST, LATER), "number", "open") == [("2 of 3", "2")]
    with database.work(boss, "given", ALL) as work:
        service.record(work, [treated["course"]], Given(DoseState.MISSED, TODAY))
        service.void_dose(work, first)
    assert told(listed(database, doses_due.LIST, LATER), "number", "open") == [("1 of 3", "2")]


def test_R96_what_died_is_due_no_more_and_its_treatment_is_stopped(
    database: Database, boss: Actor, treated: dict[str, int]
) -> None:
    with database.work(boss, "died", ALL) as work:
        dispositions.death(work, treated["bear"], None, Act(TODAY))
    assert told(listed(database, doses_due.LIST, LATER), "local_id") == [("24-D1",)]
    assert told(listed(database, treatments.LIST), "local_id", "done", "state") == [
        ("24-D1", "0 of 1", "goes on"), ("24-B1", "0 of 3", "stopped")
    ]


def test_a_treatment_tells_how_it_was_reckoned_and_what_became_of_each_dose(
    database: Database, zoo: Zoo, boss: Actor, treated: dict[str, int]
) -> None:
    with database.work(boss, "given", ALL) as work:
        part = Given(DoseState.PART, TODAY, "08:10", Amount.parse("4 ml"), person_id=zoo.people["Ri Chol"])
        service.record(work, [treated["course"]], part)
    with database.read() as session:
        found = treatments.card(session, treated["course"], TODAY)
        assert found is not None
        facts = dict(treatments.facts(found))
        assert facts["Drug"] == "Baytril (enrofloxacin), 100 mg/ml"
        assert facts["Reckoned by"] == "5 mg for each kg of body weight"
        assert facts["Weight"] == "190 kg · 20 Nov 2024"
        (line,) = found.doses
        assert (line.words, line.who, line.batch) == ("A part of it · 4 ml, 08:10", "Ri Chol", "A1")
        assert treatments.card(session, 999, TODAY) is None


def test_the_dictionary_tells_rates_and_bans_by_taxon_with_their_sources(
    database: Database, zoo: Zoo, boss: Actor, treated: dict[str, int]
) -> None:
    with database.work(boss, "dictionary") as work:
        rate = {"rate": Amount.parse("5 mg"), "per": Per.WEIGHT, "route": Route.MUSCLE, "hours": 24, "source": "own"}
        dictionary.add_rate(work, treated["drug"], {"taxon_id": zoo.taxa["Ursidae"], **rate})
        values = {"taxon_id": zoo.taxa["Felidae"], "reason": "no", "source": "own"}
        banned = dictionary.ban(work, treated["drug"], values).id
    with database.read() as session:
        found = drugs.card(session, treated["drug"])
        assert found is not None
        assert [(one.taxon, one.words) for one in found.rates] == [
            ("Ursidae", "5 mg for each kg of body weight, Into the muscle, every 24 h")
        ]
        assert [(one.taxon, one.words, one.verified) for one in found.bans] == [("Felidae", "no", False)]
    with database.work(boss, "not so") as work:
        dictionary.take_out(work, "drug_ban", banned)
    with database.read() as session:
        assert dictionary.never(session, treated["drug"], zoo.taxa["Panthera leo"]) == ""


def test_the_stock_says_what_is_left_and_until_when_it_is_good(
    database: Database, boss: Actor, treated: dict[str, int]
) -> None:
    assert told(listed(database, drug_stock.LIST), "drug", "left", "state") == [
        ("Baytril (enrofloxacin)", "50 ml", "usable")
    ]
    assert told(listed(database, drug_stock.LIST, dt.date(2025, 11, 1)), "state") == [("expires soon",)]
    with database.work(boss, "broken", ALL) as work:
        stock.write_off(work, treated["batch"], None, Seen(TODAY, note="broken"))
    assert told(listed(database, drug_stock.LIST), "left", "state") == [("0 ml", "used up")]
    assert told(listed(database, drugs.LIST), "generic", "stock") == [("enrofloxacin", "")]


def test_the_round_sheet_has_a_part_for_each_unit_and_room_to_sign(
    database: Database, treated: dict[str, int]
) -> None:
    with database.read() as session:
        sheet = treatment_sheets.round_sheet(session, Asked(TODAY, TODAY))
    assert [part.title for part in sheet.parts] == ["BR1 · Bear ridge 1", "SL · Swan lake"]
    assert {"given", "initials"} <= {column.key for column in sheet.parts[0].columns}


def test_a_treatment_sheet_has_a_line_for_each_dose_and_a_label_says_what_is_given(
    database: Database, boss: Actor, treated: dict[str, int]
) -> None:
    with database.work(boss, "given", ALL) as work:
        service.record(work, [treated["course"]], Given(DoseState.GIVEN, TODAY))
    with database.read() as session:
        sheet = treatment_sheets.treatment_sheet(session, treated["course"])
        label = treatment_sheets.label(session, treated["course"])
    assert [row.cells["what"] for row in sheet.parts[0].rows] == ["Given, all of it", "", ""]
    assert ("Dose", "9.5 ml") in label.facts
    assert label.parts == ()


def test_the_book_of_controlled_drugs_has_a_running_balance_and_two_names(
    database: Database, boss: Actor, treated: dict[str, int]
) -> None:
    with database.work(boss, "ketamine", ALL) as work:
        ketamine = dosed.drug(work, "ketamine", controlled=True)
        batch = dosed.batch(work, ketamine, "K1", "10 ml", witness="Ri Chol")
        key = dosed.prescribed(work, treated["bear"], ketamine, rate="2 ml", per=Per.ANIMAL)
        service.record(work, [key], Given(DoseState.GIVEN, TODAY, batch_id=batch, witness="Kim"))
        stock.write_off(work, batch, Amount.parse("1 ml"), Seen(TODAY, "Kim", "spilt"))
    with database.read() as session:
        sheet = drug_book.sheet(session, Asked(TODAY, TODAY))
    (part,) = sheet.parts
    assert part.title == "ketamine, 100 mg/ml"
    keys = ("what", "animal", "in", "out", "balance", "witness")
    assert told(list(part.rows), *keys) == [
        ("Received", "", "10 ml", "", "10 ml", "Ri Chol"),
        ("Given", "24-B1", "", "2 ml", "8 ml", "Kim"),
        ("Written off · spilt", "", "", "1 ml", "7 ml", "Kim"),
    ]
