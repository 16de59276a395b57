"""Corrections: an act that never was, or was otherwise. Nothing is deleted, and nothing loses its ground (R36)."""

import datetime as dt

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from tests.founding import arrived
from zooapp import ledger
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid
from zooapp.ledger import Filter
from zooapp.models import Animal, Identifier, Posting, QuarantineCase, QuarantineEntry, Stay, Transaction
from zooapp.services import corrections, dispositions, groups
from zooapp.services.groups import Part
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor

DUCK = "Aix galericulata"
WEEK_AGO = TODAY - dt.timedelta(days=7)


def test_R36_a_death_that_never_was_is_taken_back_and_stay_and_quarantine_go_on(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    lion = arrived(database, zoo, boss).animals[0][0]
    with database.work(boss, "found dead") as work:
        act = dispositions.death(work, lion, None, Act(TODAY))
    with database.work(boss, "it was asleep") as work:
        corrections.void_act(work, act)
    with database.read() as session:
        assert ledger.count(session, Filter(animals=[lion])).total == 1
        assert session.get_one(Transaction, act).voided_by is not None
        stays = session.scalars(select(Stay).where(Stay.animal_id == lion).order_by(Stay.id)).all()
        assert [(stay.until, stay.voided_by is None) for stay in stays] == [(TODAY, False), (None, True)]
        live = QuarantineCase.voided_by.is_(None)
        case = session.scalars(select(QuarantineCase).where(QuarantineCase.animal_id == lion, live)).one()
        mine = (QuarantineEntry.case_id == case.id, QuarantineEntry.voided_by.is_(None))
        entry = session.scalars(select(QuarantineEntry).where(*mine)).one()
        assert (case.closed_on, entry.left, entry.entered) == (None, None, TODAY)
    with pytest.raises(Invalid, match="already"), database.work(boss, "?") as work:
        corrections.void_act(work, act)


def test_R36_an_arrival_that_never_was_takes_its_record_along_but_not_its_number(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    came = arrived(database, zoo, boss)
    lion, act = came.animals[0][0], came.transactions[0]
    assert act is not None
    with database.work(boss, "it never came") as work:
        corrections.void_act(work, act)
    with database.read() as session:
        assert session.get_one(Animal, lion).voided_by is not None
        marks = session.scalars(select(Identifier).where(Identifier.animal_id == lion)).all()
        assert marks
        assert all(mark.voided_by is not None for mark in marks)
        assert ledger.count(session, Filter(holder=zoo.us)).total == 74


def test_an_act_on_which_others_rest_is_not_taken_back(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "arrival") as work:
        ducks = arrive(work, zoo, DUCK, "10.15.0")
    with database.work(boss, "a pair") as work:
        pair = groups.split(work, ducks, [Part(SexCount(1, 1, 0))], Act(TODAY))
        dispositions.death(work, pair[0], None, Act(TODAY))
    with database.read() as session:
        split = session.scalars(select(Posting.transaction_id).where(Posting.mode == "split")).first()
    assert split is not None
    with pytest.raises(Invalid, match="More would leave"), database.work(boss, "?") as work:
        corrections.void_act(work, split)


def test_an_act_is_replaced_with_another_day_and_count_and_says_what_it_replaces(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "arrival") as work:
        ducks = arrive(work, zoo, DUCK, "0.0.40", on=WEEK_AGO)
    with database.work(boss, "three died") as work:
        old = dispositions.death(work, ducks, SexCount(0, 0, 3), Act(TODAY))
    yesterday = TODAY - dt.timedelta(days=1)
    with database.work(boss, "two, and the day before", accept=ALL) as work:
        new = corrections.replace(work, old, {"on": yesterday}, {ducks: SexCount(0, 0, 2)})
    with database.read() as session:
        assert session.get_one(Transaction, new).replaces_id == old
        assert ledger.count(session, Filter(animals=[ducks], until=yesterday)).total == 38
        assert ledger.count(session, Filter(animals=[ducks])).total == 38
    for wrong in ({"mode": "birth"}, {"on": TODAY + dt.timedelta(days=1)}):
        with pytest.raises(Invalid), database.work(boss, "?") as work:
            corrections.replace(work, new, wrong)
