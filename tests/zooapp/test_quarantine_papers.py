"""Papers of the quarantine: register (R56), matrix, laboratory form, door card, contacts, release, state report."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import TODAY, Zoo
from tests.quarantined import DAY, DEC_5, DEC_20, enter, pass_test, veterinarian
from zooapp.database import Database
from zooapp.documents import door_card, notifiable, release_certificate, render
from zooapp.documents.release_certificate import ReleaseRequest
from zooapp.documents.seal import SealingKey, certify, make_workstation_key, make_zoo_key
from zooapp.documents.transfer_certificate import Printing
from zooapp.errors import Invalid, NotFound
from zooapp.lists import unit_watch
from zooapp.models import Document, Outcome, QuarantineCase, Requirement
from zooapp.reports import contact_list, quarantine_register, quarantine_sheets, unit_sheets
from zooapp.reports.sheet import Sheet
from zooapp.services import daily_sheets, person_log, release_papers, releases, results, samples
from zooapp.services.samples import Box, Taking, Tube
from zooapp.work import ALL, Work

NOW = Printing(dt.datetime(2024, 12, 20, 5, tzinfo=dt.UTC), "Pak Yong-su", DEC_20)


@pytest.fixture(name="case")
def ducks(database: Database, zoo: Zoo) -> int:
    """Forty ducks in B1, tested and ready on 20 December; nobody else stands there."""
    database.clock.day = DEC_20
    with database.work(veterinarian(zoo), "in", accept=ALL) as work:
        case = enter(work, zoo, "Aix galericulata", unit="B1", count="0.0.40")
        pass_test(work, zoo, [case], "exam", 2)
        pass_test(work, zoo, [case], "faecal", 5, 10, 15)
    return case


def sealing_key() -> SealingKey:
    """What a computer seals with, certified by a zoo's key."""
    station = make_workstation_key()
    return SealingKey(station.private, station.public, certify(make_zoo_key().private, station.public))


def animal_of(work: Work, case: int) -> int:
    return work.get(QuarantineCase, case).animal_id


def rows(sheet: Sheet, part: int = 0) -> list[dict[str, Any]]:
    return [row.cells for row in sheet.parts[part].rows]


def test_R56_the_register_has_animals_observations_tests_and_persons(database: Database, zoo: Zoo, case: int) -> None:
    unit = zoo.enclosures["B1"]
    with database.work(veterinarian(zoo), "day") as work:
        ducks = animal_of(work, case)
        line: daily_sheets.Seen = {"animal_id": ducks, "behaviour": "quiet", "temperature": 411, "deaths": 1}
        daily_sheets.write_down(work, unit, DEC_5, "PY", [line])
        person_log.go_in(work, unit, who="Kim, electrician", authority="Pak Yong-su", entered_at=work.now)
    with database.read() as session:
        sheet = quarantine_register.sheet(session, unit, TODAY, DEC_20)
        assert [part.title for part in sheet.parts] == ["Animals in and out", "Animals", "Deaths", "Tests", "Persons"]
        assert [(one["entered"], one["left"]) for one in rows(sheet)] == [(TODAY, None)]
        (seen,) = rows(sheet, 1)
        assert (seen["behaviour"], seen["temperature"], seen["deaths"]) == ("quiet", "41.1", 1)
        assert len(rows(sheet, 3)) == 4
        assert [(one["who"], one["authority"]) for one in rows(sheet, 4)] == [("Kim, electrician", "Pak Yong-su")]
        with pytest.raises(Invalid, match="Ends before"):
            quarantine_register.sheet(session, unit, DEC_20, TODAY)
        blank = unit_sheets.daily_sheet(session, unit, DEC_20, DEC_20)
        assert [one.get("appetite") for one in rows(blank)] == [None]


def test_the_matrix_says_where_each_test_stands_and_who_accepted_it(database: Database, zoo: Zoo, case: int) -> None:
    with database.read() as session:
        animal = session.get_one(QuarantineCase, case).animal_id
        found = rows(quarantine_sheets.matrix(session, [animal], DEC_20))
    assert [(one["test"], one["rounds"], one["accepted"]) for one in found] == [
        ("faecal", "3/3", "Pak Yong-su"), ("exam", "1/1", "Pak Yong-su"),
    ]


def test_the_laboratory_gets_a_form_and_labels_in_the_order_of_the_tubes(
    database: Database, zoo: Zoo, case: int
) -> None:
    test = zoo.requirements["by_order/faecal"]
    with database.work(veterinarian(zoo), "sample") as work:
        tubes = [Tube(case, "faeces", 1, f"A00{n}") for n in (1, 2, 3)]
        taken = samples.take(work, Taking(test, 4, DEC_20), tubes)
        request = samples.send(work, [one.id for one in taken], Box("State laboratory", DEC_20, note="urgent")).id
    with database.read() as session:
        sheet = quarantine_sheets.lab_form(session, request)
        assert [(one["number"], one["marks"], one["result"]) for one in rows(sheet)] == [
            ("S24-0001", "A001", ""), ("S24-0002", "A002", ""), ("S24-0003", "A003", ""),
        ]
        assert ("Note", "urgent") in sheet.facts
        labels = door_card.tube_labels(session, request, NOW)
    assert [one["number"] for one in labels["tubes"]] == ["S24-0001", "S24-0002", "S24-0003"]
    assert len(render.png(door_card.LABELS, labels)) == 1


def test_the_door_card_says_who_is_inside_and_its_code_finds_the_place(
    database: Database, zoo: Zoo, case: int
) -> None:
    with database.read() as session:
        card = door_card.card(session, zoo.enclosures["B1"], NOW)
    assert [(one["count"], one["facts"][2]) for one in card["batches"]] == [
        ("0.0.40 = 40", ["Earliest release", "20 Dec 2024"])
    ]
    code = unit_watch.place_code(zoo.enclosures["B1"])
    assert card["qr"] == render.qr(code)
    assert [unit_watch.place_read(text) for text in (code, "643094100020418")] == [zoo.enclosures["B1"], None]
    assert len(render.png(door_card.CARD, card)) == 1


def test_R104_the_contacts_are_a_sheet(database: Database, zoo: Zoo, case: int) -> None:
    with database.work(veterinarian(zoo), "more", accept=ALL) as work:
        other = enter(work, zoo, "Phasianus colchicus", DEC_5, "B1", count="0.0.5")
        ducks, pheasants = animal_of(work, case), animal_of(work, other)
    with database.read() as session:
        found = rows(contact_list.sheet(session, ducks, TODAY, DEC_20))
        assert [(one["way"], one["first"], one["days"]) for one in found] == [("same unit", DEC_5, 16)]
        assert rows(contact_list.sheet(session, pheasants, TODAY, DEC_5 - DAY)) == []
        with pytest.raises(Invalid, match="Ends before"):
            contact_list.sheet(session, ducks, DEC_20, TODAY)


def test_a_release_is_certified_in_the_same_work_and_stays_byte_by_byte(
    database: Database, zoo: Zoo, case: int
) -> None:
    request = ReleaseRequest((case,), ("en", "ru", "ko_KP"), conditions="Watch 14 days")
    with database.work(veterinarian(zoo), "wrong") as work, pytest.raises(Invalid, match="Only a release that is"):
        release_papers.issue(work, request, sealing_key())
    with database.work(veterinarian(zoo), "release", accept=ALL) as work:
        releases.release(work, [case], zoo.enclosures["SL"], DEC_20, "password")
        paper = release_papers.issue(work, request, sealing_key())
        number, key = paper.number, paper.id
    with database.read() as session:
        data = release_certificate.gather(session, ReleaseRequest((case,), ("en", "ru"), number=number), NOW)
        assert session.get_one(Document, key).series == "quarantine-release:2024"
    assert number == f"Q24-{case:04}/1"
    assert data["total"] == "0.0.40 = 40"
    assert data["period"]["en"].endswith("20 Dec 2024, 30 full days (the day of entry is day 0)")
    assert data["tests"][0]["result"]["en"] == "tested negative on 25.11.2024"
    assert data["destination"].startswith("SL")
    assert data["veterinarian"] == ["Pak Yong-su", "Veterinarian"]
    assert "does not replace a document of the state" in data["statement"]["en"]
    assert release_certificate.pdf(data).startswith(b"%PDF")


def test_who_is_not_released_stands_on_the_certificate_with_the_reason(database: Database, zoo: Zoo, case: int) -> None:
    with database.work(veterinarian(zoo), "more", accept=ALL) as work:
        enter(work, zoo, "Phasianus colchicus", DEC_5, "B1", count="0.0.5")
    with database.read() as session:
        data = release_certificate.gather(session, ReleaseRequest((case,)), NOW)
    assert data["state"] == "draft"
    assert len(data["kept"]) == 1
    assert "15 days left on the clock" in data["kept"][0]


def test_a_notifiable_disease_is_one_page_to_the_state_veterinarian(database: Database, zoo: Zoo, case: int) -> None:
    with database.work(veterinarian(zoo), "test") as work:
        ducks = animal_of(work, case)
        values = {"protocol_id": zoo.protocols["by_order"], "code": "ai", "name": "Avian influenza", "sort": 5}
        test = work.add(Requirement(**values)).id
        with pytest.raises(NotFound, match="None of these animals has a positive"):
            notifiable.gather(work.session, [ducks], "en", NOW)
        results.record_result(
            work, [case], test, 1, taken=DEC_20, read=DEC_20, outcome=Outcome.POSITIVE, positive=1, which="A007"
        )
    with database.read() as session:
        pages = {code: notifiable.gather(session, [ducks], code, NOW) for code in ("en", "ru", "ko_KP")}
    (row,) = pages["en"]["rows"]
    assert row[3] == "Avian influenza, 20 Dec 2024: 1 of 40 positive"
    assert all(len(render.png("letter", page)) == 1 for page in pages.values())
