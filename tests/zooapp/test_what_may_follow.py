"""What may follow what: each way in which an animal leaves, and all that can be tried afterwards (rules.md R38)."""

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.builders import Zoo, arrive
from zooapp import ledger, states
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid
from zooapp.ledger import Filter
from zooapp.models import Animal, Mode, Term
from zooapp.services import corrections, dispositions, visits
from zooapp.services.dispositions import Change
from zooapp.services.visits import Return
from zooapp.states import State
from zooapp.work import ALL, Actor, Work

BEAR = "Ursus arctos"
CAME, LEFT, LATER = dt.date(2024, 3, 1), dt.date(2024, 5, 3), dt.date(2024, 9, 1)
# How it stands, and what may follow: it leaves us, changes hands elsewhere, is here again, is found dead.
FOLLOWS = {
    "here": (True, False, False, False),
    "donation_to": (False, True, True, True),
    "loan_out": (False, True, True, True),
    "loan_return_out": (False, True, True, True),
    "confiscation_out": (False, True, True, True),
    "sale_food": (False, False, False, False),
    "missing": (False, False, True, True),
    "escape": (False, False, True, True),
    "theft": (False, False, True, True),
    "release_wild": (False, False, True, True),
    "dead": (False, False, False, False),
}
TO_NOBODY = ("missing", "escape", "theft", "release_wild")


class TriedOut(Exception):
    """Enough is known: nothing is to be written."""


def left(database: Database, zoo: Zoo, boss: Actor, how: str) -> int:
    """A bear that came in March and left so in May."""
    with database.work(boss, "came and left", accept=ALL) as work:
        owner = "MOSCOW" if how == "loan_return_out" else "PYONGYANG"
        bear = arrive(work, zoo, BEAR, "0.1.0", on=CAME, owner=owner)
        if how == "dead":
            dispositions.death(work, bear, None, Act(LEFT))
        elif how != "here":
            gives = how not in ("loan_out", "loan_return_out")
            known = zoo.terms.get(how)
            term = known or work.add(Term(code=how, mode=Mode.DEPARTURE, name=how, ownership=gives)).id
            partner = None if how in TO_NOBODY else zoo.institutions["MOSCOW"]
            dispositions.depart(work, bear, None, Act(LEFT, term, partner))
    return bear


@pytest.mark.parametrize("how", FOLLOWS)
def test_R38_only_what_may_follow_follows(database: Database, zoo: Zoo, boss: Actor, how: str) -> None:
    bear = left(database, zoo, boss, how)
    moscow, third = zoo.institutions["MOSCOW"], zoo.institutions["THIRD"]
    away = Act(LATER, zoo.terms["donation_to"], moscow)
    handed = Change(holder_id=third, from_id=moscow)
    steps: tuple[tuple[Callable[[Work], object], ...], ...] = (
        (
            lambda work: dispositions.death(work, bear, None, Act(LATER)),
            lambda work: dispositions.depart(work, bear, None, away),
        ),
        (lambda work: dispositions.transfer(work, bear, handed, Act(LATER, partner_id=third)),),
        (lambda work: visits.come_back(work, bear, Return(), Act(LATER)),),
        (lambda work: visits.found_dead(work, bear, None, Act(LATER)),),
    )
    for may, tried in zip(FOLLOWS[how], steps, strict=True):
        for step in tried:
            if may:
                with pytest.raises(TriedOut), database.work(boss, "tried", accept=ALL) as work:
                    step(work)
                    raise TriedOut
            else:
                with pytest.raises(Invalid) as refused, database.work(boss, "tried", accept=ALL) as work:
                    step(work)
                assert [problem.field for problem in refused.value.problems] == ["on"]
                assert str(refused.value).endswith(".")


@pytest.mark.parametrize("how", ["missing", "escape", "theft", "release_wild"])
def test_R38_who_was_missing_stolen_or_released_is_retrieved_or_recaptured_onto_its_record(
    database: Database, zoo: Zoo, boss: Actor, how: str
) -> None:
    bear = left(database, zoo, boss, how)
    with database.read() as session:
        assert ledger.balances(session, Filter(animals=[bear])) == []
    with database.work(boss, "caught") as work:
        visits.come_back(work, bear, Return(), Act(LATER))
    with database.read() as session:
        assert states.standing(session, bear).state is State.HERE
        assert session.scalars(select(Animal.id)).all() == [bear]
        (here,) = ledger.balances(session, Filter(animals=[bear]))
        assert (str(here.count), here.holder_id, here.owner_id) == ("0.1.0", zoo.us, zoo.us)


def test_R38_a_death_that_was_an_error_is_taken_back_and_the_animal_goes_on(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "came and died") as work:
        bear = arrive(work, zoo, BEAR, "0.1.0", on=CAME, unit="BR1")
        act = dispositions.death(work, bear, None, Act(LEFT))
    with database.work(boss, "it was the other bear") as work:
        corrections.void_act(work, act)
        dispositions.depart(work, bear, None, Act(LATER, zoo.terms["loan_out"], zoo.institutions["MOSCOW"]))
    with database.read() as session:
        assert states.standing(session, bear) == states.Standing(State.LOANED, LATER)
