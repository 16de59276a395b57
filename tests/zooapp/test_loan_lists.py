"""The list of loans and what they remind of: due, overdue, recalled, promised, stated each year, told of a death."""

import datetime as dt

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from tests.counting import statements
from tests.zooapp.lending import BEAR, LATER, START, borrowed, contract, lent
from zooapp import i18n
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid
from zooapp.lists import loan_card, palette, reading
from zooapp.lists import loans as listed
from zooapp.lists.loan_facts import State, loans_on
from zooapp.lists.reminders import reminders
from zooapp.lists.spec import Query
from zooapp.models import Direction, Loan, LoanStep, StepKind
from zooapp.services import dispositions, loans
from zooapp.services.loans import Step
from zooapp.work import ALL, Actor

DAY = dt.timedelta(days=1)


def states(database: Database, on: dt.date) -> list[State]:
    with database.read() as session:
        return [one.state for one in loans_on(session, on)]


def rows(database: Database, **filters: object) -> list[dict[str, str]]:
    with database.read() as session:
        found = list(reading.rows(session, listed.LIST, Query(filters=filters, on=TODAY)))
    return [{key: str(cell) for key, cell in row.cells.items()} for row in found]


def test_a_loan_runs_is_due_soon_is_overdue_is_renewed_and_ends(database: Database, zoo: Zoo, boss: Actor) -> None:
    due = TODAY + 31 * DAY
    loan, bear = lent(database, boss, zoo, due=due)
    assert states(database, TODAY) == [State.RUNNING]
    assert states(database, TODAY + DAY) == [State.SOON]
    assert states(database, due) == [State.SOON]
    assert states(database, due + DAY) == [State.OVERDUE]
    assert states(database, START - DAY) == [State.PREPARED]
    with database.work(boss, "recall, then renew", ALL) as work:
        loans.recall(work, loan, TODAY + 5 * DAY, TODAY)
    assert [states(database, TODAY), states(database, TODAY + 6 * DAY)] == [[State.RECALLED], [State.OVERDUE]]
    with database.work(boss, "renew", ALL) as work:
        loans.renew(work, loan, due + 400 * DAY, TODAY)
    assert states(database, due + DAY) == [State.RUNNING]
    with database.work(boss, "renew without an end", ALL) as work:
        loans.renew(work, loan, None, TODAY)
    with pytest.raises(Invalid, match="open-ended as it is"), database.work(boss, "again") as work:
        loans.renew(work, loan, None, TODAY)
    assert states(database, due + 4000 * DAY) == [State.RUNNING]
    with database.read() as session:
        assert [one.due for one in loans_on(session, TODAY)] == [None]
        assert loans.due_of(session, session.get_one(Loan, loan)) is None
        assert loan_card.read(session, loan, TODAY).story[-1].words == "Renewed, open-ended"
    with database.work(boss, "back", ALL) as work:
        loans.give_back(work, loan, [bear], Act(TODAY))
    assert states(database, TODAY) == [State.ENDED]
    assert states(database, TODAY - DAY) == [State.RUNNING]


def test_the_list_shows_who_holds_how_many_until_when(database: Database, zoo: Zoo, boss: Actor) -> None:
    lent(database, boss, zoo, "10.10.0", due=dt.date(2024, 12, 1))
    with database.work(boss, "and one in", ALL) as work:
        bear = arrive(work, zoo, BEAR, "0.1.0", owner="THIRD", on=START)
        facts = contract(zoo, Direction.IN, partner_id=zoo.institutions["THIRD"], number="C-9")
        loans.borrow(work, loans.open_loan(work, facts).id, [bear], START)
    assert [(r["number"], r["direction"], r["partner"], r["state"]) for r in rows(database)] == [
        ("L-2024-001", "We lend", "Moscow Zoo", "Due within 30 days"),
        ("C-9", "We borrow", "Third Zoo", "Running"),
    ]
    assert [r["mfu"] for r in rows(database)] == ["(10, 10, 0)", "(0, 1, 0)"]
    assert [r["number"] for r in rows(database, direction="in")] == ["C-9"]
    assert [r["number"] for r in rows(database, state="soon")] == ["L-2024-001"]
    assert [r["number"] for r in rows(database, partner=str(zoo.institutions["THIRD"]))] == ["C-9"]
    with database.work(boss, "home", ALL) as work:
        loans.give_back(work, 2, [bear], Act(TODAY))
    assert [r["number"] for r in rows(database, state="open")] == ["L-2024-001"]
    assert [r["state"] for r in rows(database, state="ended")] == ["Ended"]


def test_the_list_is_read_by_three_questions_whatever_the_number_of_loans(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    for _turn in range(3):
        with database.work(boss, "more", ALL) as work:
            bear = arrive(work, zoo, BEAR, "0.1.0", owner="MOSCOW", on=START)
            loans.borrow(work, loans.open_loan(work, contract(zoo, Direction.IN)).id, [bear], START)
    with database.read() as session, statements(database) as asked:
        assert len(reading.first(session, listed.LIST, Query(on=TODAY))) == 3
    assert len(asked) <= 3


@pytest.mark.parametrize("language", ["en", "ru", "ko_KP", "ko_KR"])
def test_reminders_say_what_is_due_by_which_day(database: Database, zoo: Zoo, boss: Actor, language: str) -> None:
    loan, _bear = lent(database, boss, zoo, due=TODAY - DAY)
    with database.work(boss, "promise", ALL) as work:
        loans.step(work, loan, Step(StepKind.PROMISED, LATER, TODAY - 2 * DAY, "photographs {of} both"))
    i18n.use(language)
    with database.read() as session:
        found = reminders(session, TODAY)
        assert [(one.kind, one.by, one.tone) for one in found] == [
            ("promised", TODAY - 2 * DAY, "bad"),
            ("overdue", TODAY - DAY, "bad"),
        ]
        assert all("L-2024-001" in one.words and one.record_id == loan for one in found)
        assert "photographs {of} both" in found[0].words
        promise = session.scalars(select(LoanStep.id)).one()
    with database.work(boss, "kept", ALL) as work:
        loans.step(work, loan, Step(StepKind.KEPT, TODAY, answers_id=promise))
    with database.read() as session:
        assert [one.kind for one in reminders(session, TODAY)] == ["overdue"]


def test_a_year_after_the_last_statement_the_next_is_due(database: Database, zoo: Zoo, boss: Actor) -> None:
    loan, _bear = borrowed(database, boss, zoo)
    with database.read() as session:
        assert reminders(session, TODAY) == []
        assert [one.words for one in reminders(session, START + 365 * DAY)] == [
            "1 Oct 2025 · L-2024-001, Moscow Zoo: state to the owner how the animals are."
        ]
    with database.work(boss, "stated", ALL) as work:
        loans.step(work, loan, Step(StepKind.STATED, TODAY))
    with database.read() as session:
        assert reminders(session, START + 365 * DAY) == []


def test_R39_the_owner_of_a_borrowed_animal_that_died_is_to_be_told(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    loan, bear = borrowed(database, boss, zoo)
    with database.work(boss, "dies", ALL) as work:
        dispositions.death(work, bear, None, Act(LATER))
    with database.read() as session, statements(database) as asked:
        assert [one.kind for one in reminders(session, TODAY)] == ["death"]
    assert len(asked) <= 5
    with database.work(boss, "letter", ALL) as work:
        loans.step(work, loan, Step(StepKind.REMINDED, TODAY, note="Letter about the death"))
    with database.read() as session:
        assert reminders(session, TODAY) == []


def test_a_loan_is_found_by_its_number_and_its_contract(database: Database, zoo: Zoo, boss: Actor) -> None:
    loan, _bear = lent(database, boss, zoo, contract_no="17/24")
    with database.read() as session:
        for typed in ("L-2024-001", "#L-2024", "17/24"):
            hits = palette.find(session, typed)
            assert [(hit.kind, hit.id, hit.title, hit.detail) for hit in hits if hit.kind == "loan"] == [
                ("loan", loan, "L-2024-001", "17/24 · 1 Oct 2024")
            ]
