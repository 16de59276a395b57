"""Loans: the scenarios of R30, who may lend, third parties, returns, renewals, recalls, the terms."""

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from tests.zooapp.lending import BEAR, DUCK, LATER, START, US, B, C, borrowed, contract, hands, lent, open_lines, terms
from zooapp import ledger, states
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid, Unsettled
from zooapp.ledger import Filter
from zooapp.models import (
    Direction,
    Loan,
    OffspringRule,
    Purpose,
    StepKind,
    Term,
    Transaction,
)
from zooapp.services import dispositions, loans
from zooapp.services.dispositions import Change
from zooapp.services.loans import Sent, Step
from zooapp.services.visits import Return
from zooapp.values.counts import SexCount
from zooapp.values.money import Money
from zooapp.work import ALL, Actor, Work


@pytest.mark.parametrize(
    ("case", "start", "after"),
    [(1, (US, US), (B, B)), (2, (US, US), (US, B)), (3, (US, B), (US, C)), (4, (US, B), (C, C)), (5, (US, B), (C, B)),
     (6, (US, US), (C, B))],
)
def test_R30_the_six_scenarios_of_a_giraffe(
    database: Database, zoo: Zoo, boss: Actor, case: int, start: tuple[str, str], after: tuple[str, str]
) -> None:
    place = zoo.institutions
    with database.work(boss, "from A", ALL) as work:
        terms(work)
        animal = arrive(work, zoo, BEAR, "0.1.0", on=START)
        loan = loans.open_loan(work, contract(zoo)).id
        if start[1] == B:
            loans.lend(work, loan, [animal], Act(START))
    assert hands(database, zoo, animal) == [(*start, "0.1.0")]
    with database.work(boss, f"case {case}", ALL) as work:
        act = Act(LATER)
        if case == 1:
            dispositions.depart(work, animal, None, Act(LATER, zoo.terms["donation_to"], place[B]))
        elif case == 2:
            loans.lend(work, loan, [animal], act)
        elif case == 3:
            loans.hand_on(work, loan, [animal], place[C], act)
        elif case == 4:
            dispositions.transfer(work, animal, Change(None, place[C], place[C], place[B]), act)
        elif case == 5:
            dispositions.transfer(work, animal, Change(None, None, place[C], place[B]), act)
        else:
            dispositions.transfer(work, animal, Change(None, place[B], place[C]), act)
    assert hands(database, zoo, animal) == [(*after, "0.1.0")]
    assert open_lines(database, loan) == ([animal] if after[0] == US else [])  # what is not ours is lent no more


def test_R29_R32_a_loan_out_moves_the_holder_alone_and_both_bases_keep_their_count(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    _loan, ducks = lent(database, boss, zoo, "10.10.0")
    with database.read() as session:
        assert str(ledger.count(session, Filter(animals=[ducks], holder=zoo.us))) == "0.0.0"
        assert str(ledger.count(session, Filter(animals=[ducks], owner=zoo.us))) == "10.10.0"
        act = session.scalars(select(Transaction).where(Transaction.loan_id.is_not(None))).one()
        assert session.get_one(Term, act.term_id).code == "breeding_loan_out"
        assert act.partner_id == zoo.institutions["MOSCOW"]
        assert states.standing(session, ducks).state is states.State.LOANED


def test_R12_R35_a_part_of_a_group_is_lent_and_comes_back_in_two_steps(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "lend a part", ALL) as work:
        terms(work)
        ducks = arrive(work, zoo, DUCK, "10.10.0", on=START, unit="SL")
        loan = loans.open_loan(work, contract(zoo, purpose=Purpose.EXHIBIT)).id
        loans.lend(work, loan, [ducks], Act(START), Sent(SexCount(2, 3, 0)))
    assert hands(database, zoo, ducks) == [(US, US, "8.7.0"), (US, B, "2.3.0")]
    with database.work(boss, "some come", ALL) as work:
        loans.give_back(work, loan, [ducks], Act(LATER), Return(SexCount(1, 1, 0)))
    assert open_lines(database, loan) == [ducks]
    with database.work(boss, "the rest comes", ALL) as work:
        loans.give_back(work, loan, [ducks], Act(LATER))
    assert hands(database, zoo, ducks) == [(US, US, "10.10.0")]
    assert open_lines(database, loan) == []
    with database.read() as session:
        assert loans.ended(session, loan)
    with pytest.raises(Invalid, match="nothing stands under it"), database.work(boss, "late", ALL) as work:
        loans.recall(work, loan, TODAY, TODAY)


def test_R38_a_return_of_an_animal_never_lent_is_refused_in_a_sentence(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    loan, bear = lent(database, boss, zoo)
    with database.work(boss, "another", ALL) as work:
        other = arrive(work, zoo, BEAR, "1.0.0", on=START, local_id="24-0009")
    with pytest.raises(Invalid, match="24-0009 was never under L-2024-001"):
        with database.work(boss, "back?", ALL) as work:
            loans.give_back(work, loan, [other], Act(LATER))
    with database.work(boss, "back", ALL) as work:
        loans.give_back(work, loan, [bear], Act(LATER), Return(enclosure_id=zoo.enclosures["BR1"]))
    with pytest.raises(Invalid, match="no longer under L-2024-001 since 1 Nov 2024"):
        with database.work(boss, "again?", ALL) as work:
            loans.give_back(work, loan, [bear], Act(TODAY))


def test_R35_only_its_owner_lends_an_animal_and_it_stands_under_one_loan(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    _loan, bear = borrowed(database, boss, zoo)
    with database.work(boss, "a second contract", ALL) as work:
        out = loans.open_loan(work, contract(zoo)).id
        other = loans.open_loan(work, contract(zoo, Direction.IN)).id
        foreign = loans.open_loan(work, contract(zoo, Direction.IN, partner_id=zoo.institutions["THIRD"])).id
    refusals: tuple[tuple[Callable[[Work], object], str], ...] = (
        (lambda work: loans.lend(work, out, [bear], Act(LATER)), "belongs to Moscow Zoo: only its owner"),
        (lambda work: loans.borrow(work, other, [bear], LATER), "It stands under L-2024-001"),
        (lambda work: loans.borrow(work, foreign, [bear], LATER), "24-0003 belongs to Moscow Zoo"),
        (lambda work: loans.lend(work, other, [bear], Act(LATER)), "Under this loan we borrow"),
        (lambda work: loans.borrow(work, out, [bear], LATER), "Under this loan we lend"),
        (lambda work: loans.lend(work, out, [bear], Act(dt.date(2024, 9, 1))), "The loan begins on 1 Oct 2024"),
    )
    for refused, words in refusals:
        with pytest.raises(Invalid, match=words), database.work(boss, "refused", ALL) as work:
            refused(work)


def test_R35_what_is_borrowed_leaves_for_a_third_party_only_when_its_owner_agrees(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    loan, bear = borrowed(database, boss, zoo)
    third = zoo.institutions["THIRD"]
    for leaves in (
        lambda work: loans.hand_on(work, loan, [bear], third, Act(LATER)),
        lambda work: dispositions.depart(work, bear, None, Act(LATER, zoo.terms["donation_to"], third)),
    ):
        with pytest.raises(Unsettled, match="they have to agree"), database.work(boss, "on") as work:
            leaves(work)
    with pytest.raises(Unsettled, match="It belongs to Moscow Zoo: tell them"), database.work(boss, "lost") as work:
        dispositions.depart(work, bear, None, Act(LATER))
    with database.work(boss, "agreed", ALL) as work:
        loans.hand_on(work, loan, [bear], third, Act(LATER))
    assert hands(database, zoo, bear) == [(B, C, "0.1.0")]
    assert open_lines(database, loan) == []


def test_R30_a_holder_hands_on_what_is_ours_and_it_comes_back_from_there(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    loan, bear = lent(database, boss, zoo)
    with database.work(boss, "on", ALL) as work:
        loans.hand_on(work, loan, [bear], zoo.institutions["THIRD"], Act(LATER))
    assert open_lines(database, loan) == [bear]
    for to, words in ((zoo.institutions["THIRD"], "there already"), (zoo.us, "Comes back")):
        with pytest.raises(Invalid, match=words), database.work(boss, "again", ALL) as work:
            loans.hand_on(work, loan, [bear], to, Act(TODAY))
    with database.work(boss, "back", ALL) as work:
        loans.give_back(work, loan, [bear], Act(TODAY))
    with database.read() as session:
        partners = session.scalars(select(Transaction.partner_id).where(Transaction.loan_id == loan)).all()
    assert partners == [zoo.institutions[code] for code in ("MOSCOW", "THIRD", "THIRD")]


def test_a_borrowed_animal_goes_home_to_its_owner_and_its_loan_ends(database: Database, zoo: Zoo, boss: Actor) -> None:
    loan, bear = borrowed(database, boss, zoo)
    with database.work(boss, "home") as work:
        loans.give_back(work, loan, [bear], Act(LATER))
    assert hands(database, zoo, bear) == [(B, B, "0.1.0")]
    assert open_lines(database, loan) == []
    with database.read() as session:
        assert states.standing(session, bear).state is states.State.RETURNED


def until(database: Database, loan: int) -> dt.date | None:
    with database.read() as session:
        return loans.due_of(session, session.get_one(Loan, loan))


def test_a_renewal_moves_the_end_and_a_recall_names_the_day(database: Database, zoo: Zoo, boss: Actor) -> None:
    loan, _bear = lent(database, boss, zoo, due=dt.date(2024, 12, 31))
    with pytest.raises(Invalid, match="It runs until 31 Dec 2024"), database.work(boss, "shorter") as work:
        loans.renew(work, loan, dt.date(2024, 12, 1), TODAY)
    with database.work(boss, "longer") as work:
        loans.renew(work, loan, dt.date(2025, 12, 31), LATER)
        loans.recall(work, loan, dt.date(2025, 3, 1), TODAY, "They breed no more")
    assert until(database, loan) == dt.date(2025, 12, 31)
    for day, by, words in ((dt.date(2024, 12, 1), dt.date(2025, 1, 1), "not come yet"), (TODAY, LATER, "Ends before")):
        with pytest.raises(Invalid, match=words), database.work(boss, "wrong") as work:
            loans.step(work, loan, Step(StepKind.ASKED, day, by))


def test_a_contract_is_put_right_under_its_version_and_its_number_is_its_own(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    loan, _bear = lent(database, boss, zoo)
    with database.work(boss, "put right") as work:
        loans.amend(work, loan, 1, {"contract_no": "12/2024", "insured": Money.parse("1500 eur")})
        assert str(work.get(Loan, loan).insured) == "1\u00a0500.00\u00a0EUR"
        second = loans.open_loan(work, contract(zoo, number="X-1"))
        assert second.number == "X-1"
    for values, words in (
        (contract(zoo, number="X-1"), "There is a loan with this number"),
        (contract(zoo, due=dt.date(2024, 1, 1)), "Ends before it begins"),
        (contract(zoo, offspring=OffspringRule.SHARES), "How many percent"),
        (contract(zoo, partner_id=zoo.us), "our own zoo"),
    ):
        with pytest.raises(Invalid, match=words), database.work(boss, "wrong", ALL) as work:
            loans.open_loan(work, values)
