"""Leaving: death, departure, loan, change of hands, and being under way. Holder and owner are two axes (R29)."""

import datetime as dt

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from tests.founding import arrived
from zooapp import inventory, ledger
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid
from zooapp.ledger import Filter
from zooapp.models import Mode, QuarantineCase, Stay, Term
from zooapp.services import dispositions
from zooapp.services.dispositions import Change
from zooapp.values.counts import SexCount
from zooapp.work import Actor

US, B, C = "PYONGYANG", "MOSCOW", "THIRD"
DUCK = "Aix galericulata"


def standing(database: Database, zoo: Zoo, animal: int) -> tuple[str, str]:
    """(owner, holder) of one animal."""
    names = {key: name for name, key in zoo.institutions.items()}
    with database.read() as session:
        (balance,) = ledger.balances(session, Filter(animals=[animal]))
    return names[balance.owner_id], names[balance.holder_id]


@pytest.mark.parametrize(
    ("start", "holder", "owner", "result"),
    [
        ((US, US), B, B, (B, B)),
        ((US, US), B, None, (US, B)),
        ((US, B), C, None, (US, C)),
        ((US, B), C, C, (C, C)),
        ((US, B), None, C, (C, B)),
        ((US, US), B, C, (C, B)),
    ],
    ids=["donated", "loaned", "loan transfer", "donated on loan", "sold on loan", "sold to a third and sent"],
)
def test_R29_R30_G5_six_ways_of_a_giraffe(
    database: Database,
    zoo: Zoo,
    boss: Actor,
    start: tuple[str, str],
    holder: str | None,
    owner: str | None,
    result: tuple[str, str],
) -> None:
    with database.work(boss, "it is here") as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0", owner=start[0], holder=start[1])
    where = zoo.institutions
    change = Change(
        holder_id=where[holder] if holder else None, owner_id=where[owner] if owner else None, from_id=where[start[1]]
    )
    with database.work(boss, "the deed") as work:
        dispositions.transfer(work, bear, change, Act(TODAY))
    assert standing(database, zoo, bear) == result
    with database.read() as session:
        assert ledger.count(session, Filter(animals=[bear])).total == 1


@pytest.mark.parametrize(("term", "owner"), [("donation_to", B), ("loan_out", US)])
def test_a_term_says_whether_ownership_goes_along_and_the_stay_ends(
    database: Database, zoo: Zoo, boss: Actor, term: str, owner: str
) -> None:
    with database.work(boss, "arrival") as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0", unit="BR1")
    with database.work(boss, "goes") as work:
        dispositions.depart(work, bear, None, Act(TODAY, zoo.terms[term], zoo.institutions[B]))
    assert standing(database, zoo, bear) == (owner, B)
    with database.read() as session:
        assert session.scalars(select(Stay.until)).one() == TODAY


def test_R12_a_part_of_a_group_fits_in_it_by_sex_and_the_whole_closes_it(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "arrival") as work:
        ducks = arrive(work, zoo, DUCK, "18.22.0", unit="SL")
    for wrong in ("0.0.1", "19.0.0", "0.0.0"):
        with pytest.raises(Invalid), database.work(boss, "?") as work:
            dispositions.death(work, ducks, SexCount.parse(wrong), Act(TODAY))
    with database.work(boss, "one drake died") as work:
        dispositions.death(work, ducks, SexCount(1, 0, 0), Act(TODAY, zoo.terms["natural_death"]))
    with database.read() as session:
        assert str(ledger.count(session, Filter(animals=[ducks]))) == "17.22.0"
        assert session.scalars(select(Stay.until)).one() is None
    with database.work(boss, "all died") as work:
        dispositions.death(work, ducks, None, Act(TODAY))
    with database.read() as session:
        assert session.scalars(select(Stay.until)).one() == TODAY


def test_R96_a_death_in_quarantine_ends_stay_and_case(database: Database, zoo: Zoo, boss: Actor) -> None:
    lion = arrived(database, zoo, boss).animals[0][0]
    with database.work(boss, "died") as work:
        dispositions.death(work, lion, None, Act(TODAY))
    with database.read() as session:
        case = session.scalars(select(QuarantineCase).where(QuarantineCase.animal_id == lion)).one()
        assert case.closed_on == TODAY
        assert session.scalars(select(Stay.until).where(Stay.animal_id == lion)).one() == TODAY


@pytest.mark.parametrize(("title", "owner"), [("departure", B), ("arrival", US)])
def test_R37_what_is_under_way_is_held_by_nobody_and_owned_by_title(
    database: Database, zoo: Zoo, boss: Actor, title: str, owner: str
) -> None:
    with database.work(boss, "a term and a bear") as work:
        term = work.add(Term(code="gift", mode=Mode.DEPARTURE, name="Gift", title_passes=title)).id
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0")
    with database.work(boss, "leaves") as work:
        dispositions.send(work, bear, None, Act(TODAY, term, zoo.institutions[B]))
    assert standing(database, zoo, bear) == (owner, "TRANSIT")
    with database.read() as session:
        for zoo_id in (zoo.us, zoo.institutions[B]):
            assert ledger.count(session, Filter(holder=zoo_id)).total == 0
        (block,) = inventory.blocks(session, TODAY, zoo.institutions[owner])
        assert (block.held.total, block.owned.total, block.in_transit.total) == (0, 1, 1)
    with database.work(boss, "came") as work:
        dispositions.receive(work, bear, Act(TODAY))
    assert standing(database, zoo, bear) == (B, B)


def test_what_leaves_without_a_partner_leaves_the_books(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "arrival") as work:
        ducks = arrive(work, zoo, DUCK, "0.0.40")
    with database.work(boss, "flew away") as work:
        dispositions.depart(work, ducks, SexCount(0, 0, 3), Act(TODAY))
    with database.read() as session:
        assert ledger.count(session, Filter(animals=[ducks])).total == 37


def test_nothing_leaves_before_it_came_nor_tomorrow(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "arrival") as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0")
    for day in (TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)):
        with pytest.raises(Invalid) as refused, database.work(boss, "?") as work:
            dispositions.death(work, bear, None, Act(day))
        assert refused.value.problems[0].field == "on"
