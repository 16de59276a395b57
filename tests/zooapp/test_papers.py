"""Papers that came with a consignment: numbers, validity, where the original lies."""

import datetime as dt

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo
from zooapp import search
from zooapp.database import Database
from zooapp.errors import Invalid, NotFound
from zooapp.models import Consignment, Paper, SearchText
from zooapp.services import papers
from zooapp.work import Actor

PERMIT = {"kind": "cites_export", "number": "24RU001984", "issuer": "RPN", "issued_on": dt.date(2024, 11, 4)}


@pytest.fixture
def consignment(database: Database, zoo: Zoo, boss: Actor) -> int:
    with database.work(boss, "announced") as work:
        sender, term = zoo.institutions["MOSCOW"], zoo.terms["donation_from"]
        return work.add(Consignment(number="24-0118", sender_id=sender, receiver_id=zoo.us, term_id=term)).id


def test_R108_a_paper_has_an_incoming_number_and_a_place(database: Database, consignment: int, boss: Actor) -> None:
    with database.work(boss, "the permit came") as work:
        paper = papers.add(work, "consignment", consignment, PERMIT).id
    with database.work(boss, "filed") as work:
        papers.amend(work, paper, 1, {"incoming_no": "431", "incoming_on": TODAY, "original_at": "folder 12"})
    with database.read() as session:
        record = session.get_one(Paper, paper)
        assert (record.record_kind, record.record_id, record.incoming_no) == ("consignment", consignment, "431")
        hits = session.scalars(select(SearchText.record_id).where(search.matching(session, "001984", "consignment")))
        assert hits.all() == [consignment]


def test_a_paper_belongs_to_a_record_that_exists(database: Database, consignment: int, boss: Actor) -> None:
    with pytest.raises(NotFound), database.work(boss, "?") as work:
        papers.add(work, "consignment", consignment + 1, PERMIT)


def test_a_paper_does_not_end_before_it_begins(database: Database, consignment: int, boss: Actor) -> None:
    with pytest.raises(Invalid, match="before it was issued"), database.work(boss, "?") as work:
        papers.add(work, "consignment", consignment, {**PERMIT, "valid_to": dt.date(2024, 11, 3)})


def test_a_paper_entered_by_mistake_is_taken_back_and_stays_readable(
    database: Database, consignment: int, boss: Actor
) -> None:
    with database.work(boss, "the permit came") as work:
        paper = papers.add(work, "consignment", consignment, PERMIT).id
    with database.work(boss, "of another consignment") as work:
        papers.take_back(work, paper)
    with database.read() as session:
        record = session.get_one(Paper, paper)
        assert (record.voided_by is not None, record.number) == (True, "24RU001984")
