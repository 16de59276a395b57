"""Loans and ownership: the scenarios of R30, contracts, renewals, recalls, third parties, and whose the young are."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from zooapp import ledger, settings, states
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid, Unsettled
from zooapp.ledger import Filter
from zooapp.lists import animal_rows
from zooapp.models import (
    AnimalKind,
    Direction,
    Institution,
    InstitutionKind,
    Loan,
    LoanAnimal,
    Mode,
    OffspringRule,
    OwnerShare,
    Purpose,
    Side,
    StepKind,
    Term,
    Transaction,
)
from zooapp.services import accessions, corrections, dispositions, loans, missing, offspring, undoing, visits
from zooapp.services.accessions import Birth
from zooapp.services.dispositions import Change
from zooapp.services.loans import Sent, Step
from zooapp.services.visits import Return
from zooapp.values.counts import SexCount
from zooapp.values.money import Money
from zooapp.work import ALL, Actor, Work

BEAR, DUCK = "Ursus arctos", "Aix galericulata"
START, LATER = dt.date(2024, 10, 1), dt.date(2024, 11, 1)


def terms(work: Work) -> dict[str, int]:
    """The words of loans, as the seed has them."""
    codes = (
        ("breeding_loan_out", Mode.DEPARTURE, True, False),
        ("loan_return_in", Mode.ARRIVAL, True, False),
        ("loan_return_out", Mode.DEPARTURE, True, False),
        ("loan_transfer", Mode.DEPARTURE, True, False),
        ("sale_to", Mode.DEPARTURE, True, True),
    )
    return {
        code: work.add(Term(code=code, mode=mode, name=code, physical=p, ownership=o, title_passes="departure")).id
        for code, mode, p, o in codes
    }


def contract(zoo: Zoo, direction: Direction = Direction.OUT, **more: Any) -> dict[str, Any]:
    facts = {"direction": direction, "partner_id": zoo.institutions["MOSCOW"], "since": START}
    return {**facts, "purpose": Purpose.BREEDING, **more}


def lent(database: Database, boss: Actor, zoo: Zoo, count: str = "0.1.0", **more: Any) -> tuple[int, int]:
    """A loan out, and the record that went to Moscow under it."""
    with database.work(boss, "lend", ALL) as work:
        terms(work)
        animal = arrive(work, zoo, BEAR if count.startswith("0.1") else DUCK, count, on=START, unit="BR1")
        loan = loans.open_loan(work, contract(zoo, **more)).id
        loans.lend(work, loan, [animal], Act(START))
        return loan, animal


def borrowed(database: Database, boss: Actor, zoo: Zoo, **more: Any) -> tuple[int, int]:
    """A loan in, and the bear that came under it."""
    with database.work(boss, "borrow", ALL) as work:
        terms(work)
        animal = arrive(work, zoo, BEAR, "0.1.0", on=START, owner="MOSCOW", unit="BR1", local_id="24-0003")
        loan = loans.open_loan(work, contract(zoo, Direction.IN, **more)).id
        loans.borrow(work, loan, [animal], START)
        return loan, animal


def hands(database: Database, zoo: Zoo, animal: int, on: dt.date | None = None) -> list[tuple[str, str, str]]:
    """Owner, holder and count of each account of a record."""
    name = {key: code for code, key in zoo.institutions.items()}
    with database.read() as session:
        found = ledger.balances(session, Filter(animals=[animal], until=on))
    return [(name[one.owner_id], name[one.holder_id], str(one.count)) for one in found]


def open_lines(database: Database, loan: int) -> list[int]:
    with database.read() as session:
        lines = select(LoanAnimal.animal_id).where(LoanAnimal.loan_id == loan, LoanAnimal.until.is_(None))
        return list(session.scalars(lines.where(LoanAnimal.voided_by.is_(None))))


US, B, C = "PYONGYANG", "MOSCOW", "THIRD"


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


def test_a_renewal_moves_the_end_and_a_recall_names_the_day(database: Database, zoo: Zoo, boss: Actor) -> None:
    loan, _bear = lent(database, boss, zoo, due=dt.date(2024, 12, 31))
    with pytest.raises(Invalid, match="It runs until 31 Dec 2024"), database.work(boss, "shorter") as work:
        loans.renew(work, loan, dt.date(2024, 12, 1), TODAY)
    with database.work(boss, "longer") as work:
        loans.renew(work, loan, dt.date(2025, 12, 31), LATER)
        loans.recall(work, loan, dt.date(2025, 3, 1), TODAY, "They breed no more")
    with database.read() as session:
        assert loans.due_of(session, session.get_one(Loan, loan)) == dt.date(2025, 12, 31)
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


@pytest.mark.parametrize(
    ("rule", "young"),
    [
        ({}, [B, B, B]),
        ({"offspring": OffspringRule.ALTERNATING}, [B, US, B]),
        ({"offspring": OffspringRule.ALTERNATING, "offspring_first": Side.HOLDER}, [US, B, US]),
        ({"offspring": OffspringRule.BY_SEX}, [B, US, B]),
        ({"offspring": OffspringRule.BY_SEX, "offspring_first": Side.HOLDER}, [US, B, B]),
    ],
)
def test_R34_the_young_of_a_borrowed_dam_belong_to_whom_the_contract_says(
    database: Database, zoo: Zoo, boss: Actor, rule: dict[str, Any], young: list[str]
) -> None:
    _loan, dam = borrowed(database, boss, zoo, **rule)
    litter = Birth(SexCount(1, 1, 1), dam_id=dam)
    with pytest.raises(Unsettled, match="Per contract"), database.work(boss, "born") as work:
        accessions.birth(work, litter, Act(LATER))
    with database.work(boss, "born", ALL) as work:
        born = accessions.birth(work, litter, Act(LATER))
    assert [hands(database, zoo, one)[0][:2] for one in born] == [(owner, US) for owner in young]


def test_R34_the_turn_goes_on_with_the_next_litter_and_a_person_may_say_otherwise(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    _loan, dam = borrowed(database, boss, zoo, offspring=OffspringRule.ALTERNATING)
    owners = []
    for said in (None, None, zoo.us):
        with database.work(boss, "born", ALL) as work:
            (one,) = accessions.birth(work, Birth(SexCount(0, 0, 1), dam_id=dam, owner_id=said), Act(LATER))
        owners.append(hands(database, zoo, one)[0][0])
    assert owners == [B, US, US]


def test_R34_without_a_contract_the_young_are_the_dams_owners_and_it_is_asked(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "no contract", ALL) as work:
        ducks = arrive(work, zoo, DUCK, "1.1.0", owner="MOSCOW", on=START)
    with pytest.raises(Unsettled, match="The dam belongs to Moscow Zoo"), database.work(boss, "hatch") as work:
        accessions.birth(work, Birth(SexCount(0, 0, 4), into_id=ducks), Act(LATER))
    with database.work(boss, "hatch", ALL) as work:
        accessions.birth(work, Birth(SexCount(0, 0, 4), into_id=ducks), Act(LATER))
    assert hands(database, zoo, ducks) == [(B, US, "1.1.4")]


def test_R34_shares_are_kept_with_each_of_the_young_and_counts_follow_the_first_owner(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    _loan, dam = borrowed(database, boss, zoo, offspring=OffspringRule.SHARES, offspring_percent=60)
    with database.work(boss, "born", ALL) as work:
        born = accessions.birth(work, Birth(SexCount(0, 0, 2), dam_id=dam, keep_as=AnimalKind.GROUP), Act(LATER))
    with database.read() as session:
        shares = offspring.shares_of(session, born[0])
    assert shares == [(zoo.institutions["MOSCOW"], 60), (zoo.us, 40)]
    assert hands(database, zoo, born[0]) == [(B, US, "0.0.2")]


def test_shares_make_a_hundred_and_name_the_owner_of_the_ledger_first(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "a bear", ALL) as work:
        bear = arrive(work, zoo, BEAR, "0.1.0")
    us, moscow = zoo.us, zoo.institutions["MOSCOW"]
    for shares, words in (
        ([(us, 50), (moscow, 40)], "The shares make 90 %"),
        ([(us, 50), (us, 50)], "twice"),
        ([(moscow, 50), (us, 50)], "The counts follow Central Zoo, Pyongyang"),
    ):
        with pytest.raises(Invalid, match=words), database.work(boss, "wrong", ALL) as work:
            offspring.set_shares(work, bear, shares)
    for shares in ([(us, 70), (moscow, 30)], [(us, 50), (moscow, 50)], []):
        with database.work(boss, "share", ALL) as work:
            offspring.set_shares(work, bear, shares)
        with database.read() as session:
            assert offspring.shares_of(session, bear) == shares
            assert len(session.scalars(select(OwnerShare)).all()) >= len(shares)


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
    assert day == LATER


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
