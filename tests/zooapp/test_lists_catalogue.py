"""All lists: each is read by three questions at most, sorted both ways, filtered, and in any language."""

import datetime as dt

import pytest

from tests import dosed
from tests.ailing import ail, die
from tests.builders import TODAY, Zoo, arrive
from tests.counting import statements
from zooapp import i18n
from zooapp.database import Database
from zooapp.lists import reading
from zooapp.lists.catalogue import LISTS
from zooapp.lists.spec import Query, Row, TaxonCell
from zooapp.models import (
    Account,
    Asset,
    Collection,
    Consignment,
    ConsignmentLine,
    Direction,
    Document,
    DocumentEvent,
    DocumentState,
    Enclosure,
    Loan,
    LoanAnimal,
    Name,
    Person,
    PersonRole,
    PlanLine,
    QuarantineCase,
    QuarantineEntry,
    Role,
    Stage,
    TaxonStatus,
    Transponder,
)
from zooapp.services import clutches, measures
from zooapp.services.clutches import Lay
from zooapp.services.measures import Weighing
from zooapp.values.counts import SexCount
from zooapp.values.dates import FuzzyDate
from zooapp.values.money import Money
from zooapp.values.weights import Weight
from zooapp.work import Actor, Work


def document(work: Work, zoo: Zoo, number: str, *states: DocumentState) -> int:
    """A paper as it stands in the register, without its bytes."""
    person = zoo.people["Han Myong-ok"]
    paper = work.add(
        Document(
            series="transfer-certificate",
            number=number,
            record_kind="consignment",
            record_id=1,
            languages="en,ru",
            issued_on=TODAY,
            issued_by_id=person,
            data="{}",
            payload="",
        )
    )
    for state in states:
        work.add(DocumentEvent(document_id=paper.id, state=state, at=work.now, on=TODAY, person_id=person))
    return paper.id


@pytest.fixture
def full(database: Database, zoo: Zoo, boss: Actor) -> None:
    """Something in each list."""
    with database.work(boss, "The bears came", accept=None) as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0", unit="Q1")
        arrive(work, zoo, "Aix galericulata", "10.20.40", unit="SL")
        case = work.add(QuarantineCase(animal_id=bear, protocol_id=zoo.protocols["by_order"]))
        work.add(
            QuarantineEntry(
                case_id=case.id, unit_id=zoo.enclosures["Q1"], entered=TODAY, taxon_id=zoo.taxa["Ursus arctos"]
            )
        )
        for kind, key, locale, text in (
            ("taxon", zoo.taxa["Ursus arctos"], "ru", "Бурый медведь"),
            ("taxon", zoo.taxa["Ursus arctos"], "ko_KP", "큰곰"),
            ("institution", zoo.institutions["MOSCOW"], "ru", "Московский зоопарк"),
            ("protocol", zoo.protocols["by_order"], "ru", "По отрядам"),
        ):
            work.add(Name(record_kind=kind, record_id=key, locale=locale, text=text))
        work.add(TaxonStatus(taxon_id=zoo.taxa["Ursidae"], scheme="CITES", value="II", source="test"))
        role = work.add(Role(code="registrar", name="Registrar"))
        person = zoo.people["Han Myong-ok"]
        work.add(PersonRole(person_id=person, role_id=role.id))
        work.add(Account(person_id=person, login="han"))
        work.get(Person, zoo.people["Ri Chol"]).active = False
        work.get(Enclosure, zoo.enclosures["Q2"]).active_to = TODAY - dt.timedelta(days=1)
        for number, stage in (("TR-2024-9", Stage.CLOSED), ("TR-2024-10", Stage.ARRIVED)):
            consignment = work.add(
                Consignment(
                    number=number,
                    stage=stage,
                    sender_id=zoo.institutions["MOSCOW"],
                    receiver_id=zoo.us,
                    term_id=zoo.terms["donation_from"],
                )
            )
        for no, dead in ((1, 0), (2, 3)):
            work.add(
                ConsignmentLine(
                    consignment_id=consignment.id,
                    no=no,
                    taxon_id=zoo.taxa["Aix galericulata"],
                    announced=SexCount(0, 0, 40),
                    alive=SexCount(1, 2, 17),
                    dead=SexCount(0, 0, dead),
                )
            )
        _loan(work, zoo, bear)
        work.add(Collection(name="Main", note="Shown to visitors"))
        measures.weigh(work, bear, Weight(120_500), Weighing(TODAY, "09:30", "Scale"))
        ail(work, bear)
        die(work, arrive(work, zoo, "Panthera leo", "1.0.0", unit="LT"))
        work.add(Transponder(number="643094100012345", received_on=TODAY))
        work.add(Asset(animal_id=bear, number="INV-1", worth=Money(1_200_000, "KPW"), since=TODAY))
        work.add(PlanLine(taxon_id=zoo.taxa["Ursus arctos"], year=2026, wanted=SexCount(1, 1, 0)))
        clutches.lay(work, Lay(6, taxon_id=zoo.taxa["Aix galericulata"], enclosure_id=zoo.enclosures["SL"]), TODAY)
        drug = dosed.drug(work)
        dosed.batch(work, drug)
        dosed.prescribed(work, bear, drug)
        document(work, zoo, "2024-001", DocumentState.ISSUED)
        document(work, zoo, "2024-002", DocumentState.ISSUED, DocumentState.SIGNED_RECEIVER)


def _loan(work: Work, zoo: Zoo, animal: int) -> None:
    facts = {"number": "L-2024-001", "direction": Direction.OUT, "partner_id": zoo.institutions["MOSCOW"]}
    loan = work.add(Loan(**facts, since=TODAY))
    work.add(LoanAnimal(loan_id=loan.id, animal_id=animal, since=TODAY))


def listed(database: Database, kind: str, query: Query | None = None) -> list[Row]:
    with database.read() as session:
        return reading.first(session, LISTS[kind], query or Query(on=TODAY))


def column(database: Database, kind: str, key: str, query: Query | None = None) -> list[str]:
    return [str(row.cells[key]) for row in listed(database, kind, query)]


@pytest.mark.parametrize("kind", list(LISTS))
def test_a_list_is_read_by_three_questions_and_each_row_fills_its_columns(
    database: Database, full: None, kind: str
) -> None:
    spec = LISTS[kind]
    with database.read() as session, statements(database) as asked:
        rows = reading.first(session, spec, Query(on=TODAY))
        assert 0 < len(asked) <= 3
        assert rows
        assert all({column.key for column in spec.columns} <= row.cells.keys() for row in rows)
        ids = reading.ids(session, spec, Query(on=TODAY))
        assert [row.id for row in rows] == list(ids)
        assert [row.id for row in reading.page(session, spec, Query(on=TODAY), ids[1:2])] == list(ids[1:2])
        assert [row.id for row in reading.rows(session, spec, Query(on=TODAY))] == list(ids)
        assert reading.foot(session, spec, Query(on=TODAY))


@pytest.mark.parametrize("kind", list(LISTS))
def test_every_column_that_says_so_sorts_both_ways_and_every_filter_filters(
    database: Database, full: None, kind: str
) -> None:
    spec = LISTS[kind]
    assert spec.default_order in {column.key for column in spec.columns}
    with database.read() as session:
        whole = set(reading.ids(session, spec, Query(on=TODAY)))
        for each in spec.columns:
            if each.sort:
                for descending in (False, True):
                    query = Query(on=TODAY, order=each.key, descending=descending)
                    assert set(reading.ids(session, spec, query)) == whole
        for each_filter in spec.filters:
            for value, _label in each_filter.choices or (("1", ""),):
                query = Query(on=TODAY, filters={each_filter.key: value})
                assert len(reading.first(session, spec, query)) == len(reading.ids(session, spec, query))


def test_taxa_show_what_is_held_and_the_appendix_that_they_inherit(database: Database, full: None) -> None:
    rows = listed(database, "taxa", Query(on=TODAY, filters={"held": "yes"}))
    assert [row.cells["taxon"].scientific for row in rows] == ["Aix galericulata", "Ursus arctos"]
    assert [row.cells["mfu"] for row in rows] == [(10, 20, 40), (0, 1, 0)]
    assert [row.cells["cites"] for row in rows] == ["", "II"]
    assert len(listed(database, "taxa")) == 27


@pytest.mark.parametrize(("kind", "words", "count"), [
    ("taxa", "медв", 1),
    ("taxa", "큰", 1),
    ("institutions", "московск", 1),
    ("institutions", "mosc", 1),
    ("people", "pak", 1),
    ("enclosures", "ridge", 1),
    ("consignments", "2024-10", 1),
    ("documents", "2024-002", 1),
    ("protocols", "по отр", 1),
    ("protocols", "by_ord", 1),
    ("entries", "bears came", 1),
    ("entries", "nothing like that", 0),
])  # fmt: skip
def test_half_a_word_finds_it(database: Database, full: None, kind: str, words: str, count: int) -> None:
    assert len(listed(database, kind, Query(words, on=TODAY))) == count


def test_names_stand_in_the_language_in_use(database: Database, full: None) -> None:
    i18n.use("ru")
    assert "Московский зоопарк" in column(database, "institutions", "name")
    assert column(database, "consignments", "sender") == ["Московский зоопарк"] * 2
    assert "По отрядам" in column(database, "protocols", "name")


def test_numbers_in_words_sort_as_people_count(database: Database, full: None) -> None:
    assert column(database, "consignments", "number") == ["TR-2024-10", "TR-2024-9"]
    arrived = listed(database, "consignments")[0].cells
    assert (arrived["mfu"], arrived["dead"], str(arrived["stage"])) == ((2, 4, 34), 3, "Arrived")


def test_an_enclosure_says_who_lives_there_and_what_is_wrong(database: Database, full: None) -> None:
    shown = {row.cells["code"]: row.cells for row in listed(database, "enclosures")}
    assert "Q2" not in shown
    assert (shown["Q1"]["animals"], shown["Q1"]["holds"], shown["Q1"]["part_of"]) == (1, 4, "Quarantine station")
    assert str(shown["Q1"]["state"]) == "Quarantine"
    assert shown["SL"]["who"] == "Aix galericulata 70"
    assert (str(shown["SL"]["state"]), shown["SL"]["state"].kind) == ("10 over capacity", "bad")
    assert shown["LT"]["state"] is None


def test_people_show_their_roles_and_who_left_is_hidden(database: Database, full: None) -> None:
    assert column(database, "people", "name") == ["Han Myong-ok", "Pak Yong-su"]
    han = listed(database, "people")[0].cells
    assert (han["roles"], han["login"], str(han["state"])) == ("Registrar", "han", "Signs in")


def test_papers_show_the_last_that_happened_to_them(database: Database, full: None) -> None:
    assert column(database, "documents", "state") == ["Signed by the receiver", "Issued"]
    only = Query(filters={"state": "issued"})
    assert column(database, "documents", "number", only) == ["2024-001"]
    assert column(database, "documents", "title", only) == ["Transfer certificate"]


def test_the_journal_reads_from_the_newest(database: Database, full: None) -> None:
    newest = listed(database, "entries")[0].cells
    assert newest["why"] == "The bears came"
    assert newest["records"] > 20
    assert newest["at"].startswith("20 Nov 2024 ")


def test_short_lists_put_empty_cells_last_in_both_directions() -> None:
    assert reading.order_of(FuzzyDate.year(2020)) == dt.date(2020, 7, 1)
    assert reading.order_of("") is None
    assert reading.order_of(TaxonCell("", "Ursus")) == "ursus"
    assert reading.order_of("Q10") > reading.order_of("Q9")
