"""The cards beside the lists: all there is to say of one record, by a fixed number of questions."""

import datetime as dt

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from tests.counting import plans, scans, statements
from zooapp import i18n
from zooapp.database import Database
from zooapp.errors import NotFound
from zooapp.lists import cards
from zooapp.lists.cards import AnimalCard
from zooapp.models import (
    Animal,
    Confidence,
    Consignment,
    ConsignmentLine,
    Determination,
    Determined,
    Document,
    DocumentEvent,
    DocumentFile,
    DocumentState,
    Identifier,
    MarkKind,
    Media,
    MediaLink,
    Mode,
    Name,
    Outcome,
    Posting,
    QuarantineCase,
    QuarantineEntry,
    QuarantineResult,
    Stay,
    Transaction,
)
from zooapp.values.counts import SexCount
from zooapp.values.dates import FuzzyDate
from zooapp.values.marks import TransponderState
from zooapp.work import Actor, Work

DAY = dt.timedelta(days=1)
ARRIVED = TODAY - 20 * DAY


def fill(work: Work, zoo: Zoo, bear: int) -> None:
    """A life: a chip that failed and a new one, findings, a result, a move, photos."""
    work.touch(bear)
    record = work.get(Animal, bear)
    record.house_name, record.born, record.note = "Тайга", FuzzyDate.exact(dt.date(2020, 2, 14)), "Shy"
    for value, state, until in (
        ("643094100012345", TransponderState.FAILED, TODAY - DAY),
        ("643094100012346", TransponderState.IN_USE, None),
    ):
        chip = Identifier(animal_id=bear, kind=MarkKind.TRANSPONDER, value=value, state=state, since=ARRIVED)
        chip.until = until
        work.add(chip)
    for about, value, sure in (
        (Determined.SEX, "female", Confidence.REPORTED),
        (Determined.TAXON, "Ursus arctos", Confidence.PROBABLE),
    ):
        work.add(Determination(animal_id=bear, about=about, value=value, confidence=sure, on=ARRIVED, method="papers"))
    case = work.add(QuarantineCase(animal_id=bear, protocol_id=zoo.protocols["by_order"]))
    work.add(
        QuarantineEntry(
            case_id=case.id, unit_id=zoo.enclosures["Q1"], entered=ARRIVED, taxon_id=zoo.taxa["Ursus arctos"]
        )
    )
    work.add(
        QuarantineResult(
            case_id=case.id,
            requirement_id=zoo.requirements["by_order/faecal"],
            round=2,
            taken=ARRIVED + 3 * DAY,
            read=ARRIVED + 5 * DAY,
            outcome=Outcome.NEGATIVE,
            lab="Flotation",
        )
    )
    stay = work.session.scalars(select(Stay).where(Stay.animal_id == bear)).one()
    work.close(stay, TODAY - DAY)
    work.add(Stay(animal_id=bear, enclosure_id=zoo.enclosures["Q2"], since=TODAY - DAY, reason="Repairs"))
    for sha, primary in (("a", False), ("b", True)):
        media = work.add(Media(sha256=sha * 64, type="image/jpeg", size=1, width=9, height=9))
        link = MediaLink(media_id=media.id, record_kind="animal", record_id=bear, primary=primary)
        link.caption, link.taken_on = "At the gate", TODAY - 2 * DAY
        work.add(link)


@pytest.fixture
def bear(database: Database, zoo: Zoo, boss: Actor) -> int:
    with database.work(boss, "a life", accept=None) as work:
        key = arrive(work, zoo, "Ursus arctos", "0.1.0", unit="Q1", on=ARRIVED, local_id="24-0900", owner="MOSCOW")
        fill(work, zoo, key)
        moscow = zoo.institutions["MOSCOW"]
        work.add(Name(record_kind="institution", record_id=moscow, locale="ru", text="Московский зоопарк"))
    return key


def card_of(database: Database, animal: int, on: dt.date = TODAY) -> AnimalCard:
    with database.read() as session:
        return cards.animal_card(session, animal, on)


def test_the_card_of_an_animal_says_who_it_is(database: Database, zoo: Zoo, bear: int) -> None:
    card = card_of(database, bear)
    assert (card.local_id, card.title, card.sex) == ("24-0900", "Тайга", "female, reported")
    assert (card.taxon.scientific, card.taxon.cf, card.taxon_id) == ("Ursus arctos", True, zoo.taxa["Ursus arctos"])
    assert (card.born, card.age) == (FuzzyDate.exact(dt.date(2020, 2, 14)), "4 y 9 mo")
    assert [chip.text for chip in card.chips] == ["Quarantine"]
    assert card.enclosure == "Q2 · Second carnivore house"
    assert (card.came, card.came_on, card.note) == ("Moscow Zoo", ARRIVED, "Shy")
    assert card.version > 1


def test_a_card_counts_by_holder_and_owner_in_the_language_in_use(database: Database, bear: int) -> None:
    i18n.use("ru")
    (account,) = card_of(database, bear).accounts
    assert (account.holder, account.owner) == ("Central Zoo, Pyongyang", "Московский зоопарк")
    assert account.count == SexCount(0, 1, 0)


def test_marks_show_what_is_valid_and_what_has_failed(database: Database, bear: int) -> None:
    number, failed, chip = card_of(database, bear).marks
    assert (number.kind, number.value, number.valid) == ("Local ID", "24-0900", True)
    assert (failed.value, failed.valid, failed.note) == ("643 0941 0001 2345", False, "failed")
    assert (chip.value, chip.valid, chip.note) == ("643 0941 0001 2346", True, "")


def test_the_history_runs_from_the_newest_to_the_arrival(database: Database, bear: int) -> None:
    lines = card_of(database, bear).history
    assert [(line.words, line.detail) for line in lines] == [
        ("Moved to Q2 · Second carnivore house", "Repairs"),
        ("At the gate", ""),
        ("At the gate", ""),
        ("faecal 2: negative, or done and in order", "Flotation"),
        ("Species: Ursus arctos", "Probable (cf.)"),
        ("Sex: female", "Reported, not checked"),
        ("Moved to Q1 · Carnivore house", ""),
        ("Arrived from Moscow Zoo", ""),
    ]
    assert lines[0].on == TODAY - DAY
    assert lines[-1].on == ARRIVED


def test_findings_photos_and_open_cases_are_all_there(database: Database, bear: int) -> None:
    card = card_of(database, bear)
    assert {(f.about, f.value, f.sure) for f in card.findings} == {
        ("Sex", "female", "Reported, not checked"),
        ("Taxon", "Ursus arctos", "Probable (cf.)"),
    }
    assert [photo.sha[0] for photo in card.photos] == ["b", "a"]
    assert (card.sha, card.art) == ("b" * 64, "silhouettes/bears")
    assert len(card.cases) == 1


def test_R20_an_animal_that_died_is_as_old_as_on_its_last_day(
    database: Database, zoo: Zoo, boss: Actor, bear: int
) -> None:
    with database.work(boss, "died", accept=None) as work:
        work.touch(bear)
        act = work.add(Transaction(on=TODAY, mode=Mode.DEATH))
        line = {"on": TODAY, "seq": act.seq, "mode": act.mode, "animal_id": bear, "m": 0, "f": -1, "u": 0}
        account = {"taxon_id": zoo.taxa["Ursus arctos"], "holder_id": zoo.us, "owner_id": zoo.institutions["MOSCOW"]}
        work.add(Posting(transaction_id=act.id, **line, **account))
    later = card_of(database, bear, TODAY + 3000 * DAY)
    assert (later.age, later.accounts) == ("4 y 9 mo", ())
    assert [chip.text for chip in later.chips] == ["Died"]


def test_a_group_says_its_sexes_in_words(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "ducks", accept=None) as work:
        ducks = arrive(work, zoo, "Aix galericulata", "18.22.0", unit="SL")
    card = card_of(database, ducks)
    assert (card.title, card.sex, card.age) == ("Group", "18 male, 22 female", "")
    assert card.history[-1].detail == "40 animals"


def test_a_card_asks_eight_questions_whatever_has_happened(
    database: Database, zoo: Zoo, boss: Actor, bear: int
) -> None:
    with database.work(boss, "nothing yet", accept=None) as work:
        new = arrive(work, zoo, "Ursus arctos", "0.0.1")
    for animal in (bear, new):
        with database.read() as session, statements(database) as asked:
            cards.animal_card(session, animal, TODAY)
        assert len(asked) == 8


def test_a_card_reads_no_big_table_through(sqlite: Database, zoo: Zoo, boss: Actor) -> None:
    with sqlite.work(boss, "a bear", accept=None) as work:
        key = arrive(work, zoo, "Ursus arctos", "0.1.0", unit="Q1", on=ARRIVED)
        fill(work, zoo, key)
    with sqlite.read() as session, plans(sqlite) as lines:
        cards.animal_card(session, key, TODAY)
    assert lines
    assert scans(lines) == []


def test_no_card_of_what_is_not_there(database: Database) -> None:
    with database.read() as session:
        for card in (cards.animal_card, cards.enclosure_card, cards.consignment_card, cards.document_card):
            with pytest.raises(NotFound):
                card(session, 4711, TODAY)


def test_the_card_of_a_place_lists_who_stands_there(database: Database, zoo: Zoo, bear: int) -> None:
    with database.read() as session, statements(database) as asked:
        card = cards.enclosure_card(session, zoo.enclosures["Q2"], TODAY)
        assert cards.enclosure_card(session, zoo.enclosures["Q1"], TODAY).animals == ()
    assert [row.cells["local_id"] for row in card.animals] == ["24-0900"]
    assert card.row.cells["animals"] == 1
    assert len(asked) <= 16


def test_the_card_of_a_consignment_holds_its_lines_and_its_papers(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "ducks", accept=None) as work:
        consignment = work.add(
            Consignment(
                number="TR-2024-017",
                sender_id=zoo.institutions["MOSCOW"],
                receiver_id=zoo.us,
                term_id=zoo.terms["donation_from"],
                transport="Flight",
            )
        )
        work.add(
            ConsignmentLine(
                consignment_id=consignment.id,
                no=1,
                taxon_id=zoo.taxa["Aix galericulata"],
                announced=SexCount(0, 0, 42),
                alive=SexCount(0, 0, 40),
                dead=SexCount(0, 0, 2),
                crate="7",
                taxon_doubtful=True,
            )
        )
        person = zoo.people["Han Myong-ok"]
        paper = work.add(
            Document(
                series="transfer-certificate",
                number="2024-001",
                record_kind="consignment",
                record_id=consignment.id,
                languages="en",
                issued_on=TODAY,
                issued_by_id=person,
                data="{}",
                payload="",
            )
        )
        for state in (DocumentState.ISSUED, DocumentState.SIGNED_SENDER):
            work.add(DocumentEvent(document_id=paper.id, state=state, at=work.now, on=TODAY, person_id=person))
        work.add(DocumentFile(document_id=paper.id, sha256="f" * 64, name="a.pdf", bytes=b"%PDF"))
    with database.read() as session, statements(database) as asked:
        card = cards.consignment_card(session, consignment.id, TODAY)
        assert len(asked) <= 8
        one = cards.document_card(session, card.papers[0].id, TODAY)
    (line,) = card.lines
    assert (line.announced, line.alive, line.dead) == (SexCount(0, 0, 42), SexCount(0, 0, 40), SexCount(0, 0, 2))
    assert (line.taxon.cf, line.crate, card.fields) == (True, "7", {"transport": "Flight"})
    assert [(str(event.state), event.who) for event in one.events] == [
        ("Signed by the sender", "Han Myong-ok"),
        ("Issued", "Han Myong-ok"),
    ]
    assert [name for _id, name, _sha in one.files] == ["a.pdf"]
