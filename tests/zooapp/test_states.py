"""The states of an animal follow from its acts, and an act that may not follow is refused in a sentence (R38, R39)."""

import datetime as dt
from collections.abc import Callable

import pytest

from tests.builders import TODAY, Zoo, arrive
from zooapp import inventory, states
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid, Unsettled
from zooapp.inventory import Basis
from zooapp.models import Mode, Term
from zooapp.services import corrections, dispositions
from zooapp.services.dispositions import Change
from zooapp.states import State
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor, Work

BEAR, DUCK = "Ursus arctos", "Aix galericulata"
CAME, LATER = dt.date(2024, 3, 1), dt.date(2024, 5, 3)
LEAVING = {
    "donation_to": ("MOSCOW", State.TRANSFERRED),
    "loan_out": ("MOSCOW", State.LOANED),
    "loan_return_out": ("MOSCOW", State.RETURNED),
    "confiscation_out": ("MOSCOW", State.SEIZED),
    "sale_food": ("MOSCOW", State.FOOD),
    "escape": ("", State.MISSING),
    "theft": ("", State.MISSING),
    "release_wild": ("", State.RELEASED),
    "": ("", State.GONE),
}


def term(database: Database, boss: Actor, code: str) -> int | None:
    """The term of this code; a departure that changes the owner unless the animal goes back."""
    if not code:
        return None
    with database.work(boss, "a term") as work:
        ours = code not in ("loan_out", "loan_return_out")
        return work.add(Term(code=code, mode=Mode.DEPARTURE, name=code, ownership=ours)).id


@pytest.mark.parametrize("code", LEAVING)
def test_R38_each_way_out_is_a_state_with_its_day(database: Database, zoo: Zoo, boss: Actor, code: str) -> None:
    partner, state = LEAVING[code]
    term_id = zoo.terms.get(code) or term(database, boss, code)
    with database.work(boss, "came") as work:
        owner = "MOSCOW" if code == "loan_return_out" else "PYONGYANG"
        bear = arrive(work, zoo, BEAR, "0.1.0", on=CAME, unit="BR1", owner=owner)
    with database.work(boss, "left") as work:
        dispositions.depart(work, bear, None, Act(LATER, term_id, zoo.institutions.get(partner)))
    with database.read() as session:
        assert states.standing(session, bear) == states.Standing(state, LATER)
        assert states.standing(session, bear, CAME).state is State.HERE
        assert states.standing(session, bear, CAME - dt.timedelta(days=1)).state is State.NEVER


def test_R38_the_dead_do_nothing_more_but_by_a_correction(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "came") as work:
        bear = arrive(work, zoo, BEAR, "0.1.0", on=CAME, unit="BR1", local_id="24-0003")
    with database.work(boss, "died") as work:
        act = dispositions.death(work, bear, None, Act(LATER))
    moscow = zoo.institutions["MOSCOW"]
    more: list[tuple[dt.date, Callable[[Work, Act], object]]] = [
        *((day, lambda work, act: dispositions.death(work, bear, None, act)) for day in (CAME, LATER, TODAY)),
        *((day, lambda work, act: dispositions.depart(work, bear, None, act)) for day in (CAME, LATER)),
        (LATER, lambda work, act: dispositions.send(work, bear, None, act)),
        (LATER, lambda work, act: dispositions.transfer(work, bear, Change(owner_id=moscow), act)),
    ]
    for day, leave in more:
        with pytest.raises(Invalid) as refused, database.work(boss, "once more") as work:
            leave(work, Act(day, zoo.terms["loan_out"], moscow))
        (problem,) = refused.value.problems
        assert (problem.field, problem.text) == ("on", "24-0003 is dead since 3 May 2024.")
    with database.work(boss, "it was another bear") as work:
        corrections.void_act(work, act)
    with database.read() as session:
        assert states.standing(session, bear).state is State.HERE


def test_R38_a_day_before_it_came_is_told_as_such(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "came") as work:
        bear = arrive(work, zoo, BEAR, "0.1.0", on=CAME)
    with pytest.raises(Invalid, match="Nothing of this record is here on 29 Feb 2024"):
        with database.work(boss, "too early") as work:
            dispositions.death(work, bear, None, Act(dt.date(2024, 2, 29)))


def test_R38_under_way_is_neither_here_nor_lost(database: Database, zoo: Zoo, boss: Actor) -> None:
    moscow = zoo.institutions["MOSCOW"]
    with database.work(boss, "came") as work:
        bear = arrive(work, zoo, BEAR, "0.1.0", on=CAME)
    with database.work(boss, "left") as work:
        dispositions.send(work, bear, None, Act(LATER, zoo.terms["donation_to"], moscow))
    with database.read() as session:
        assert states.standing(session, bear) == states.Standing(State.UNDER_WAY, LATER)
    with database.work(boss, "came") as work:
        dispositions.receive(work, bear, Act(LATER))
    with database.read() as session:
        assert states.standing(session, bear) == states.Standing(State.TRANSFERRED, LATER)


def test_R38_a_group_is_here_while_one_of_it_is(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "came") as work:
        ducks = arrive(work, zoo, DUCK, "0.0.40", on=CAME)
    with database.work(boss, "some died") as work:
        dispositions.death(work, ducks, SexCount(0, 0, 3), Act(LATER))
    with database.read() as session:
        assert states.standing(session, ducks).state is State.HERE
    with database.work(boss, "the rest was given away") as work:
        dispositions.depart(work, ducks, None, Act(TODAY, zoo.terms["donation_to"], zoo.institutions["MOSCOW"]))
    with database.read() as session:
        assert states.standing(session, ducks) == states.Standing(State.TRANSFERRED, TODAY)


def test_R39_the_death_of_a_lent_animal_reminds_of_its_owner(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "came") as work:
        bear = arrive(work, zoo, BEAR, "0.1.0", on=CAME, owner="MOSCOW")
    with pytest.raises(Unsettled) as asked, database.work(boss, "died") as work:
        dispositions.death(work, bear, None, Act(LATER))
    assert [problem.text for problem in asked.value.problems] == [
        "It belongs to Moscow Zoo: tell them of the death."
    ]
    with database.work(boss, "died, they are told", ALL) as work:
        dispositions.death(work, bear, None, Act(LATER))
    with database.read() as session:
        for basis, whose in ((Basis.PHYSICAL, zoo.us), (Basis.OWNERSHIP, zoo.institutions["MOSCOW"])):
            (line,) = inventory.lines(session, CAME, TODAY, basis, whose)
            assert (line.deaths.total, line.closing.total) == (-1, 0)
