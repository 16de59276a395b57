"""Papers of loans: the report, the schedule, letters in the language of the partner, the deed of gift."""

import datetime as dt
import json
from typing import Any

import pypdfium2
import pytest

from tests.builders import TODAY, Zoo, arrive
from tests.counting import statements
from tests.zooapp.lending import BEAR, LATER, START, borrowed, contract, lent
from zooapp import i18n
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.documents import deed, letters
from zooapp.documents.deed import Gift
from zooapp.documents.loan_papers import OFFERED, LoanPaper, gather, sent_as
from zooapp.documents.transfer_certificate import Printing
from zooapp.errors import Invalid
from zooapp.models import Direction, Identifier, Institution, MarkKind, Name, OffspringRule, Side, StepKind
from zooapp.reports.loans import loan_report
from zooapp.services import dispositions, loans
from zooapp.values.money import Money
from zooapp.work import ALL, Actor

NOW = Printing(dt.datetime(2024, 11, 20, 9, tzinfo=dt.UTC), "Han Myong-ok", TODAY)
LANGUAGES = ["en", "ru", "ko_KP", "ko_KR"]


def paper(database: Database, loan: int, kind: LoanPaper, language: str = "en") -> dict[str, Any]:
    with database.read() as session:
        return gather(session, loan, kind, language, NOW)



@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("direction", list(Direction))
def test_every_paper_of_a_loan_can_be_set_in_every_language(
    sqlite: Database, zoo: Zoo, boss: Actor, direction: Direction, language: str
) -> None:
    loan, _bear = (lent if direction is Direction.OUT else borrowed)(sqlite, boss, zoo, due=dt.date(2024, 12, 1))
    for kind in OFFERED[direction]:
        data = paper(sqlite, loan, kind, language)
        document = pypdfium2.PdfDocument(letters.pdf(data))
        text = document[0].get_textpage().get_text_range()
        document.close()
        assert "L-2024-001" in text
        assert letters.pages(data, 40)[0].startswith(b"\x89PNG")


def test_the_schedule_holds_the_terms_and_what_the_animals_wear(database: Database, zoo: Zoo, boss: Actor) -> None:
    loan, bear = lent(
        database, boss, zoo, offspring=OffspringRule.BY_SEX, offspring_text="As in § 4", insured=Money(150000, "EUR"),
        transport_by=Side.HOLDER, death_rights="The body goes to the owner", due=dt.date(2025, 12, 31),
    )
    with database.work(boss, "a chip", ALL) as work:
        work.touch(bear)
        work.add(Identifier(animal_id=bear, kind=MarkKind.TRANSPONDER, value="643094100012345"))
    data = paper(database, loan, LoanPaper.SCHEDULE)
    assert dict(map(tuple, data["pairs"])) == {
        "Purpose": "Breeding",
        "Since": "1 Oct 2024",
        "Due": "31 Dec 2025",
        "Young belong to": "Males to the owner, females to the holder. As in § 4",
        "Insured value": "1\u00a0500.00\u00a0EUR",
        "Transport is paid by": "The holder",
        "When an animal dies": "The body goes to the owner",
    }
    assert [row[2:] for row in data["rows"]] == [["0.1.0", "1 Oct 2024", "643094100012345"]]
    assert [who["role"] for who in data["signers"]] == ["Owner: Central Zoo, Pyongyang", "Holder: Moscow Zoo"]
    assert "IUCN" not in json.dumps(data)


def test_a_letter_speaks_the_language_of_the_partner_whatever_the_window_speaks(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    loan, _bear = lent(database, boss, zoo)
    with database.work(boss, "names", ALL) as work:
        moscow = work.get(Institution, zoo.institutions["MOSCOW"])
        for kind, key, text in (
            ("institution", moscow.id, "Московский зоопарк"),
            ("taxon", zoo.taxa[BEAR], "бурый медведь"),
        ):
            work.add(Name(record_kind=kind, record_id=key, locale="ru", text=text))
        assert letters.language_for(moscow) == "ru"
    i18n.use("ko_KR")
    data = paper(database, loan, LoanPaper.ASK, "ru")
    assert data["to"][:1] == ["Московский зоопарк"]
    assert data["rows"][0][1]["name"] == "бурый медведь"
    assert data["place_day"].endswith("20 ноября 2024")


def test_a_reminder_says_whether_the_end_is_past_ahead_or_open(database: Database, zoo: Zoo, boss: Actor) -> None:
    loan, _bear = lent(database, boss, zoo)
    assert "has no fixed end" in paper(database, loan, LoanPaper.REMINDER)["opening"][0]
    for due, said in ((dt.date(2024, 11, 30), "ends on 30 November"), (dt.date(2025, 1, 1), "ends on 1 January")):
        with database.work(boss, "renew", ALL) as work:
            loans.renew(work, loan, due, TODAY)
        assert said in paper(database, loan, LoanPaper.REMINDER)["opening"][0]
    with database.work(boss, "recall", ALL) as work:
        loans.recall(work, loan, dt.date(2024, 11, 19), LATER)
    assert "ended on 19 November 2024" in paper(database, loan, LoanPaper.REMINDER)["opening"][0]


def test_R39_the_notice_of_death_names_the_dead_alone_and_the_statement_names_all(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    loan, bear = borrowed(database, boss, zoo)
    with database.work(boss, "a second", ALL) as work:
        other = arrive(work, zoo, BEAR, "1.0.0", on=START, owner="MOSCOW", local_id="24-0004")
        loans.borrow(work, loan, [other], START)
        dispositions.death(work, bear, None, Act(LATER))
    assert [row[0] for row in paper(database, loan, LoanPaper.DEATH)["rows"]] == ["24-0003"]
    stated = paper(database, loan, LoanPaper.STATEMENT)["rows"]
    assert [(row[0], row[-1]) for row in stated] == [("24-0004", "alive, here"), ("24-0003", "died on 1 Nov 2024")]
    assert [sent_as(kind) for kind in (LoanPaper.DEATH, LoanPaper.STATEMENT, LoanPaper.SCHEDULE)] == [
        StepKind.REMINDED,
        StepKind.STATED,
        None,
    ]


def test_the_report_lists_what_is_lent_and_borrowed_on_a_day_and_its_sums(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    loan, _ducks = lent(database, boss, zoo, "10.10.0", contract_no="17/24")
    with database.work(boss, "one in", ALL) as work:
        bear = arrive(work, zoo, BEAR, "0.1.0", on=START, owner="THIRD")
        facts = contract(zoo, Direction.IN, partner_id=zoo.institutions["THIRD"])
        loans.borrow(work, loans.open_loan(work, facts).id, [bear], LATER)
    with database.read() as session, statements(database) as asked:
        sheet = loan_report(session, TODAY)
    assert len(asked) <= 10
    assert [part.title for part in sheet.parts] == ["Ours with others", "Those of others with us", "Terms"]
    assert [part.sums.get("mfu") for part in sheet.parts] == [(10, 10, 0), (0, 1, 0), None]
    assert sheet.parts[0].rows[0].cells["contract"] == "17/24"
    with database.read() as session:
        earlier = loan_report(session, START)
        ours = loan_report(session, TODAY, Direction.OUT)
        third = loan_report(session, TODAY, partner=zoo.institutions["THIRD"])
        none = loan_report(session, START - dt.timedelta(days=1))
    assert [part.title for part in earlier.parts] == ["Ours with others", "Terms"]
    assert [part.title for part in ours.parts] == ["Ours with others", "Terms"]
    assert [part.title for part in third.parts] == ["Those of others with us", "Terms"]
    assert none.parts == ()
    with database.work(boss, "back", ALL) as work:
        loans.give_back(work, loan, [_ducks], Act(TODAY))
    with database.read() as session:
        assert [part.title for part in loan_report(session, TODAY).parts] == ["Those of others with us", "Terms"]
        assert len(loan_report(session, LATER).parts) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deed_of_gift_names_both_sides_animals_value_and_day(
    database: Database, zoo: Zoo, boss: Actor, language: str
) -> None:
    with database.work(boss, "ducks", ALL) as work:
        ducks = arrive(work, zoo, "Aix galericulata", "0.0.40", local_id="24-0040")
        work.touch(ducks)
        work.add(Identifier(animal_id=ducks, kind=MarkKind.RING, value="A001-A040", count=40))
    us, moscow = zoo.us, zoo.institutions["MOSCOW"]
    with database.read() as session:
        gift = Gift(us, moscow, [ducks], TODAY, Money(120050, "EUR"), language)
        data = deed.gather(session, gift, NOW)
        with pytest.raises(Invalid, match="same"):
            i18n.use("en")
            deed.gather(session, Gift(us, us, [ducks], TODAY), NOW)
    assert data["rows"][0][0] == "24-0040"
    assert data["rows"][0][2:] == ["0.0.40", "A001-A040"]
    assert any(value == "1\u00a0200.50\u00a0EUR" for _label, value in data["pairs"])
    assert len(data["signers"]) == 2
    assert letters.pdf(data) == letters.pdf(data)
