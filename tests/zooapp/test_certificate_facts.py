"""What a certificate says comes from the books; what stands in the way of issuing it is told with what to do."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo
from tests.counting import statements
from tests.zooapp.certified import NOW, Case, consign, look, settle, why_not
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.documents.transfer_certificate import gather
from zooapp.models import AnimalKind, Consignment, ConsignmentLine, Institution, Name, Paper, TaxonStatus
from zooapp.services import dispositions, groups
from zooapp.services.groups import Part
from zooapp.values.counts import Sex, SexCount
from zooapp.work import ALL


@pytest.fixture
def case(database: Database, zoo: Zoo, tmp_path: Path) -> Case:
    return consign(database, zoo, tmp_path)


@pytest.fixture
def on_file(sqlite: Database, zoo: Zoo, tmp_path: Path) -> Case:
    found = consign(sqlite, zoo, tmp_path)
    settle(found)
    return found


def test_the_facts_of_a_certificate_come_from_the_books(case: Case) -> None:
    settle(case)
    data = look(case).data
    assert [(row.scientific, str(row.count)) for row in data.animals] == [
        ("Panthera leo", "0.1.0"),
        ("Cacatua cf. alba", "0.0.1"),
        ("Cacatua cf. alba", "0.0.1"),
        ("Phasianus colchicus", "0.0.6"),
        ("Chrysolophus pictus", "0.0.4"),
        ("Aix galericulata", "0.0.40"),
    ]
    assert data.adds_up()
    assert str(data.total) == "0.1.52"
    lion, cockatoo = data.animals[0], data.animals[2]
    assert (lion.sex, lion.sex_reported) == (Sex.FEMALE, True)
    assert [mark.number for mark in lion.marks] == ["643 0941 0001 1873"]
    assert (lion.sender_no, lion.receiver_no) == ("MZ 19-0417", "24-0001")
    assert (lion.cites, lion.permit, cockatoo.permit) == ("II", "24RU001984", "24RU002011")
    assert (cockatoo.crate, cockatoo.seal) == ("C03", "S2")
    pheasants, ducks = data.animals[3], data.animals[5]
    assert [mark.number for mark in pheasants.marks] == ["P001-P006 (6)"]
    assert pheasants.sender_no == "MZ list 25"
    assert (pheasants.crate, ducks.crate) == ("C08–C10", "C11, C12")
    assert [mark.number for mark in ducks.marks] == ["A001-A040 (40)"]
    assert (ducks.cites, ducks.permit, ducks.sex) == ("", "", None)
    assert dict(ducks.names) == {"en": "mandarin duck", "ru": "мандаринка", "ko_KP": "원앙새"}


def test_both_parties_stand_in_their_own_language_and_english(case: Case) -> None:
    data = look(case).data
    assert dict(data.sender.names) == {"ru": "Московский зоопарк", "en": "Moscow Zoo"}
    assert dict(data.receiver.country) == {
        "ko_KP": "조선민주주의인민공화국",
        "en": "Democratic People's Republic of Korea",
    }
    assert data.sender.representative == ("A. Director of MOSCOW", "Director")
    assert data.issuer == "receiver"
    assert data.transport.destination == "Pyongyang, 20.11.2024 14:05 (UTC+9)"
    assert data.transport.crates == "8"


def test_who_died_or_left_since_is_still_certified(case: Case) -> None:
    with case.database.work(case.actor, "two ducks die, then ten are split off", accept=ALL) as work:
        ducks = case.animals[3][0]
        dispositions.death(work, ducks, SexCount(0, 0, 2), Act(TODAY))
        groups.split(work, ducks, [Part(SexCount(0, 0, 10), AnimalKind.GROUP)], Act(TODAY))
    rows = [str(row.count) for row in look(case).data.animals if row.scientific == "Aix galericulata"]
    assert rows == ["0.0.30", "0.0.10"]
    assert not any("in the books" in text for text in why_not(case)["line.4"])


def test_a_departure_is_certified_by_us_as_the_sender(case: Case) -> None:
    zoo = case.zoo
    with case.database.work(case.actor, "the lion goes on", accept=ALL) as work:
        to = work.add(
            Consignment(
                number="TR-2024-018",
                sender_id=zoo.us,
                receiver_id=zoo.institutions["MOSCOW"],
                term_id=zoo.terms["donation_to"],
            )
        )
        line = work.add(
            ConsignmentLine(
                consignment_id=to.id,
                no=1,
                taxon_id=zoo.taxa["Panthera leo"],
                announced=SexCount(0, 1, 0),
                alive=SexCount(0, 1, 0),
                dead=SexCount(0, 0, 0),
            )
        )
        act = Act(TODAY, zoo.terms["donation_to"], zoo.institutions["MOSCOW"], line_id=line.id)
        dispositions.depart(work, case.animals[0][0], None, act)
        leaving = to.id
    with case.database.read() as session:
        data = gather(session, replace(case.request, consignment_id=leaving), NOW).data
    assert data.issuer == "sender"
    assert [(row.scientific, str(row.count), row.sender_no) for row in data.animals] == [
        ("Panthera leo", "0.1.0", "24-0001")
    ]


def test_R109_a_line_above_species_and_unconfirmed_facts_block_the_issue(case: Case) -> None:
    found = why_not(case)
    assert found["line.3"] == ["Phasianidae is above species. Determine the species first."]
    assert found["line.1"] == ["CITES II of Panthera leo is not confirmed. Confirm it, with its source."]
    assert found["line.4"] == [
        "CITES “not listed” of Aix galericulata is not confirmed. Confirm it, with its source."
    ]


def test_R109_cf_and_reported_do_not_block(case: Case) -> None:
    settle(case)
    assert why_not(case) == {}


def test_R109_a_fact_that_changed_after_it_was_confirmed_wants_it_again(on_file: Case) -> None:
    with on_file.database.work(on_file.actor, "moved to appendix I") as work:
        lion = select(TaxonStatus).where(TaxonStatus.taxon_id == on_file.zoo.taxa["Panthera leo"])
        status = work.session.scalars(lion).one()
        work.amend(TaxonStatus, status.id, status.version, {"value": "I"})
    assert why_not(on_file) == {"line.1": ["CITES I of Panthera leo is not confirmed. Confirm it, with its source."]}


def test_names_permits_and_representatives_that_are_missing_block_the_issue(on_file: Case) -> None:
    with on_file.database.work(on_file.actor, "take away what the paper needs") as work:
        moscow_in_russian = select(Name).where(Name.record_kind == "institution", Name.text == "Московский зоопарк")
        work.void(work.session.scalars(moscow_in_russian).one())
        work.void(work.session.scalars(select(Paper).where(Paper.number == "24RU001984")).one())
        moscow = work.get(Institution, on_file.zoo.institutions["MOSCOW"])
        work.amend(Institution, moscow.id, moscow.version, {"represented_by": None, "acting_under": None})
    assert why_not(on_file) == {
        "line.1": ["Panthera leo is on CITES II: no permit is among the papers. Add it to the consignment."],
        "sender.name.ru": ["No Russian name for Moscow Zoo. Add it, and try again."],
        "sender.represented_by": ["Who represents Moscow Zoo? Name and post."],
        "sender.acting_under": [
            "Under what does the representative of Moscow Zoo act? Charter, or power of attorney."
        ],
    }


def test_gathering_asks_as_much_for_ten_animals_as_for_sixty(on_file: Case) -> None:
    counts = []
    for _round in range(2):
        with statements(on_file.database) as asked:
            look(on_file)
        counts.append(len(asked))
        with on_file.database.work(on_file.actor, "split the ducks one by one", accept=ALL) as work:
            groups.split(work, on_file.animals[3][0], [Part(SexCount(0, 0, 20))], Act(TODAY))
    assert len(look(on_file).data.animals) > 25
    assert counts[0] == counts[1]
    assert counts[0] <= 22
