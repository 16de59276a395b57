"""What was away is here again on the same record, with the history that it has (R24), or was found dead (R38)."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from tests.builders import TODAY, Zoo, arrive
from zooapp import inventory, ledger, states
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid
from zooapp.inventory import Basis
from zooapp.ledger import Filter
from zooapp.models import Animal, Identifier, Mode, QuarantineCase, Stay, Term, Transaction
from zooapp.services import corrections, dispositions, visits
from zooapp.services.visits import Return
from zooapp.states import State
from zooapp.values.counts import SexCount
from zooapp.work import Actor, Work

BEAR, DUCK = "Ursus arctos", "Aix galericulata"
CAME, LEFT, BACK = dt.date(2024, 3, 1), dt.date(2024, 5, 3), dt.date(2024, 9, 1)


def term(work: Work, code: str, mode: Mode, ownership: bool = False) -> int:
    """A term that the small zoo lacks."""
    return work.add(Term(code=code, mode=mode, name=code, ownership=ownership)).id


def gone(database: Database, zoo: Zoo, boss: Actor, code: str, count: str = "0.1.0") -> int:
    """A record that came, stood in BR1 and left as this."""
    with database.work(boss, "came and left") as work:
        animal = arrive(work, zoo, BEAR, count, on=CAME, unit="BR1", local_id="24-0003")
        known = zoo.terms.get(code) or term(work, code, Mode.DEPARTURE)
        partner = zoo.institutions["MOSCOW"] if code in zoo.terms else None
        part = None if count == "0.1.0" else SexCount(0, 0, 3)
        dispositions.depart(work, animal, part, Act(LEFT, known, partner))
    return animal


@pytest.mark.parametrize(
    ("left_as", "gives", "owner"),
    [
        ("donation_to", False, "MOSCOW"),
        ("donation_to", True, "PYONGYANG"),
        ("loan_out", False, "PYONGYANG"),
        ("escape", False, "PYONGYANG"),
        ("release_wild", False, "PYONGYANG"),
    ],
)
def test_R24_whoever_comes_back_is_the_same_record(
    database: Database, zoo: Zoo, boss: Actor, left_as: str, gives: bool, owner: str
) -> None:
    bear = gone(database, zoo, boss, left_as)
    with database.work(boss, "here again") as work:
        how = term(work, "back", Mode.ARRIVAL, ownership=gives)
        visits.come_back(work, bear, Return(enclosure_id=zoo.enclosures["LT"]), Act(BACK, how))
    with database.read() as session:
        assert session.scalar(select(func.count(Animal.id))) == 1
        (here,) = ledger.balances(session, Filter(animals=[bear]))
        assert (here.holder_id, here.owner_id) == (zoo.us, zoo.institutions[owner])
        stays = session.execute(select(Stay.enclosure_id, Stay.until).order_by(Stay.id)).all()
        assert [tuple(row) for row in stays] == [(zoo.enclosures["BR1"], LEFT), (zoo.enclosures["LT"], None)]
        assert states.called(session, bear) == "24-0003"
        giver = session.scalars(select(Transaction.partner_id).order_by(Transaction.id.desc())).first()
        assert giver == (zoo.institutions["MOSCOW"] if left_as in zoo.terms else None)
        (line,) = inventory.lines(session, BACK, TODAY, Basis.PHYSICAL)
        assert (line.opening.total, line.arrivals.total, line.closing.total) == (0, 1, 1)


def test_R23_R24_a_visit_may_get_a_new_number_and_keeps_the_old_one(database: Database, zoo: Zoo, boss: Actor) -> None:
    bear = gone(database, zoo, boss, "donation_to")
    with database.work(boss, "here again") as work:
        back = Return(enclosure_id=zoo.enclosures["Q1"], protocol_id=zoo.protocols["by_order"], new_local_id=True)
        visits.come_back(work, bear, back, Act(BACK))
    with database.read() as session:
        marks = session.execute(select(Identifier.value, Identifier.until).order_by(Identifier.id)).all()
        assert [tuple(row) for row in marks] == [("24-0003", BACK), (states.called(session, bear), None)]
        assert session.scalars(select(QuarantineCase.animal_id)).all() == [bear]


def test_R38_of_three_ducks_that_flew_two_are_caught_again(database: Database, zoo: Zoo, boss: Actor) -> None:
    ducks = gone(database, zoo, boss, "escape", "0.0.40")
    for n, left in ((2, 1), (1, 0)):
        for wrong in (f"0.0.{left + n + 1}", "1.0.0", "0.0.0"):
            with pytest.raises(Invalid) as refused, database.work(boss, "?") as work:
                visits.come_back(work, ducks, Return(SexCount.parse(wrong)), Act(BACK))
            assert refused.value.problems[0].field == "count"
        with database.work(boss, "caught") as work:
            visits.come_back(work, ducks, Return(SexCount(0, 0, n)), Act(BACK))
        with database.read() as session:
            assert ledger.count(session, Filter(animals=[ducks])).total == 40 - left
    with pytest.raises(Invalid, match="24-0003 is here"), database.work(boss, "one more") as work:
        visits.come_back(work, ducks, Return(), Act(BACK))


def test_R38_the_return_of_an_animal_never_lent_is_refused(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "came") as work:
        bear = arrive(work, zoo, BEAR, "0.1.0", on=CAME, local_id="24-0009")
    with pytest.raises(Invalid) as refused, database.work(boss, "?") as work:
        visits.come_back(work, bear, Return(), Act(BACK))
    (problem,) = refused.value.problems
    assert (problem.field, problem.text) == ("on", "24-0009 is here.")


def test_R38_the_dead_do_not_come_back(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "came, died") as work:
        bear = arrive(work, zoo, BEAR, "0.1.0", on=CAME, local_id="24-0009")
        dispositions.death(work, bear, None, Act(LEFT))
    with pytest.raises(Invalid, match="24-0009 is dead since 3 May 2024"), database.work(boss, "?") as work:
        visits.come_back(work, bear, Return(), Act(BACK))


@pytest.mark.parametrize("left_as", ["donation_to", "loan_out", "escape", "release_wild"])
def test_R38_what_is_away_can_be_found_dead(database: Database, zoo: Zoo, boss: Actor, left_as: str) -> None:
    bear = gone(database, zoo, boss, left_as)
    with database.work(boss, "found") as work:
        visits.found_dead(work, bear, None, Act(BACK, zoo.terms["natural_death"]))
    with database.read() as session:
        assert states.standing(session, bear) == states.Standing(State.DEAD, BACK)
        assert ledger.balances(session, Filter(animals=[bear])) == []
    with pytest.raises(Invalid, match="is dead since 1 Sep 2024"), database.work(boss, "again") as work:
        visits.found_dead(work, bear, None, Act(TODAY))


def test_R24_away_with_two_partners_the_one_that_gives_is_named(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "lent to two") as work:
        ducks = arrive(work, zoo, DUCK, "0.0.40", on=CAME)
        for partner in ("MOSCOW", "THIRD"):
            lent = Act(LEFT, zoo.terms["loan_out"], zoo.institutions[partner])
            dispositions.depart(work, ducks, SexCount(0, 0, 5), lent)
    with pytest.raises(Invalid) as refused, database.work(boss, "?") as work:
        visits.come_back(work, ducks, Return(), Act(BACK))
    assert refused.value.problems[0].field == "partner_id"
    with database.work(boss, "from the third") as work:
        visits.come_back(work, ducks, Return(), Act(BACK, partner_id=zoo.institutions["THIRD"]))
    with database.read() as session:
        assert ledger.count(session, Filter(animals=[ducks], holder=zoo.us)).total == 35


@pytest.mark.parametrize("left_as", ["loan_out", "escape"])
def test_R36_a_return_that_never_was_is_taken_back_with_its_place(
    database: Database, zoo: Zoo, boss: Actor, left_as: str
) -> None:
    bear = gone(database, zoo, boss, left_as)
    with database.work(boss, "here again") as work:
        back = Return(enclosure_id=zoo.enclosures["Q1"], protocol_id=zoo.protocols["by_order"])
        act = visits.come_back(work, bear, back, Act(BACK))
    with database.work(boss, "it was another") as work:
        corrections.void_act(work, act)
    with database.read() as session:
        assert states.standing(session, bear).state is (State.LOANED if left_as == "loan_out" else State.MISSING)
        stays = session.scalars(select(Stay.until).where(Stay.animal_id == bear, Stay.voided_by.is_(None))).all()
        assert stays == [LEFT]
        assert session.scalars(select(QuarantineCase).where(QuarantineCase.voided_by.is_(None))).all() == []
