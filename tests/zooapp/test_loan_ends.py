"""What is under way, dies, is missing, or never was: how loans end, and that all adds up (R33, R36-R39)."""

import datetime as dt

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from tests.zooapp.lending import BEAR, DUCK, LATER, START, US, B, borrowed, contract, hands, lent, open_lines, terms
from zooapp import ledger, settings, states
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid, Unsettled
from zooapp.ledger import Filter
from zooapp.lists import animal_rows
from zooapp.models import (
    Institution,
    InstitutionKind,
    LoanAnimal,
    Mode,
    Term,
    Transaction,
)
from zooapp.services import corrections, dispositions, loans, missing, undoing, visits
from zooapp.services.loans import Sent
from zooapp.services.visits import Return
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor


def test_R37_what_is_sent_on_loan_is_under_way_and_its_receipt_bears_the_loan(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "send", ALL) as work:
        known = terms(work)
        bear = arrive(work, zoo, BEAR, "0.1.0", on=START)
        loan = loans.open_loan(work, contract(zoo)).id
        loans.lend(work, loan, [bear], Act(START), Sent(under_way=True))
    assert known["breeding_loan_out"]
    assert hands(database, zoo, bear) == [(US, "TRANSIT", "0.1.0")]
    assert open_lines(database, loan) == [bear]
    with database.work(boss, "there", ALL) as work:
        dispositions.receive(work, bear, Act(LATER))
    assert hands(database, zoo, bear) == [(US, B, "0.1.0")]
    assert hands(database, zoo, bear, dt.date(2024, 10, 20)) == [(US, "TRANSIT", "0.1.0")]
    with database.read() as session:
        acts = session.scalars(select(Transaction.mode).where(Transaction.loan_id == loan).order_by(Transaction.id))
        assert acts.all() == [Mode.DEPARTURE, Mode.RECEIPT]


def test_R37_title_passes_with_the_departure_or_with_the_receipt_as_the_term_says(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "send two", ALL) as work:
        sold = terms(work)["sale_to"]
        first, second = (arrive(work, zoo, BEAR, "0.1.0", on=START) for _turn in range(2))
        for animal, term in ((first, sold), (second, zoo.terms["donation_to"])):
            dispositions.send(work, animal, None, Act(LATER, term, zoo.institutions["MOSCOW"]))
    assert [hands(database, zoo, one)[0][0] for one in (first, second)] == [B, US]
    with database.work(boss, "there", ALL) as work:
        for animal in (first, second):
            dispositions.receive(work, animal, Act(TODAY))
    assert [hands(database, zoo, one) for one in (first, second)] == [[(B, B, "0.1.0")]] * 2


def test_R39_a_borrowed_animal_that_dies_ends_its_loan_and_its_owner_is_to_be_told(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    loan, bear = borrowed(database, boss, zoo)
    with pytest.raises(Unsettled, match="tell them of the death"), database.work(boss, "dies") as work:
        dispositions.death(work, bear, None, Act(LATER))
    with database.work(boss, "dies", ALL) as work:
        dispositions.death(work, bear, None, Act(LATER))
    assert open_lines(database, loan) == []
    with database.read() as session:
        day = session.scalars(select(LoanAnimal.until).where(LoanAnimal.loan_id == loan)).one()
        acts = session.scalars(select(Transaction.mode).where(Transaction.loan_id == loan)).all()
    assert (day, acts) == (LATER, [Mode.DEATH])


def test_R39_one_of_ours_that_is_found_dead_with_its_holder_ends_the_loan(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    loan, bear = lent(database, boss, zoo)
    with database.work(boss, "dead there", ALL) as work:
        visits.found_dead(work, bear, None, Act(LATER))
    assert open_lines(database, loan) == []


def test_undo_takes_a_loan_back_whole_and_a_return_too(database: Database, zoo: Zoo, boss: Actor) -> None:
    loan, bear = lent(database, boss, zoo)
    with database.work(boss, "back", ALL) as work:
        loans.give_back(work, loan, [bear], Act(LATER))
        entry = work.entry_id
    with database.work(boss, "undo") as work:
        undoing.undo(work, entry)
    assert hands(database, zoo, bear) == [(US, B, "0.1.0")]
    assert open_lines(database, loan) == [bear]
    with database.work(boss, "back after all", ALL) as work:
        loans.give_back(work, loan, [bear], Act(LATER))
    assert open_lines(database, loan) == []


def test_R36_an_act_of_a_loan_that_never_was_is_taken_back_with_its_line(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    loan, bear = lent(database, boss, zoo)
    with database.read() as session:
        act = session.scalars(select(Transaction.id).where(Transaction.loan_id == loan)).one()
    with database.work(boss, "a day later", ALL) as work:
        newer = corrections.replace(work, act, {"on": LATER})
    with database.read() as session:
        assert session.get_one(Transaction, newer).loan_id == loan
        line = session.scalars(select(LoanAnimal).where(LoanAnimal.voided_by.is_(None))).one()
        assert (line.since, line.until) == (LATER, None)
    with database.work(boss, "it never left", ALL) as work:
        corrections.void_act(work, newer)
    assert hands(database, zoo, bear) == [(US, US, "0.1.0")]
    assert open_lines(database, loan) == []


def test_R33_owned_is_held_less_loans_in_plus_loans_out_plus_what_is_under_way(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    lent(database, boss, zoo)
    with database.work(boss, "more", ALL) as work:
        arrive(work, zoo, BEAR, "1.0.0", on=START, owner="MOSCOW")
        sent = arrive(work, zoo, DUCK, "2.0.0", on=START)
        arrive(work, zoo, DUCK, "5.5.0", on=START)
        dispositions.send(work, sent, None, Act(LATER, zoo.terms["donation_to"], zoo.institutions["MOSCOW"]))
    with database.read() as session:
        us = settings.our_institution(session)
        under_way = select(Institution.id).where(Institution.kind == InstitutionKind.TRANSIT)
        ways = list(session.scalars(under_way))
        books = ledger.balances(session, Filter())
    total = {
        "owned": sum(one.count.total for one in books if one.owner_id == us),
        "held": sum(one.count.total for one in books if one.holder_id == us),
        "in": sum(one.count.total for one in books if one.holder_id == us != one.owner_id),
        "out": sum(one.count.total for one in books if one.owner_id == us != one.holder_id not in ways),
        "way": sum(one.count.total for one in books if one.owner_id == us and one.holder_id in ways),
    }
    assert total == {"owned": 13, "held": 11, "in": 1, "out": 1, "way": 2}
    assert total["owned"] == total["held"] - total["in"] + total["out"] + total["way"]


def test_R31_R38_what_is_missing_keeps_its_owner_and_its_state_says_so(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "escape", ALL) as work:
        gone = work.add(Term(code="escape", mode=Mode.DEPARTURE, name="escape", ownership=False)).id
        bear = arrive(work, zoo, BEAR, "0.1.0", on=START, unit="BR1", local_id="24-0003")
        ducks = arrive(work, zoo, DUCK, "5.5.0", on=START)
    entries = []
    for animal, part in ((bear, None), (ducks, SexCount(1, 0, 0))):
        with database.work(boss, "missing") as work:
            missing.lose(work, [animal], part, Act(LATER, gone))
            entries.append(work.entry_id)
    with database.read() as session:
        assert str(ledger.count(session, Filter(owner=zoo.us))) == "5.6.0"
        assert str(ledger.count(session, Filter(holder=zoo.us))) == "4.5.0"
        assert states.standing(session, bear).state is states.State.MISSING
        assert states.standing(session, ducks).state is states.State.HERE
        chips = {row.id: str(row.cells["status"]) for row in animal_rows.rows(session, [bear], TODAY)}
        assert chips == {bear: "Missing"}
        assert dispositions.transit(session) == zoo.institutions["TRANSIT"]
    with database.work(boss, "it was not the first to be taken back") as work:
        undoing.undo(work, entries[0])
    with database.work(boss, "again", ALL) as work:
        missing.lose(work, [bear], None, Act(LATER, gone))
    with database.work(boss, "written off") as work:
        missing.write_off(work, [bear], Act(TODAY))
    with pytest.raises(Invalid, match="24-0003 is not missing"), database.work(boss, "twice") as work:
        missing.write_off(work, [bear], Act(TODAY))
    with database.read() as session:
        assert str(ledger.count(session, Filter(owner=zoo.us))) == "5.5.0"
        assert len(session.scalars(select(Institution).where(Institution.mnemonic == "MISSING")).all()) == 1
    with database.work(boss, "found") as work:
        visits.come_back(work, bear, Return(), Act(TODAY))
    assert hands(database, zoo, bear) == [(US, US, "0.1.0")]
