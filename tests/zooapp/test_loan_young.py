"""Whose the young of a borrowed dam are, and owners' shares (R34)."""

from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from tests.zooapp.lending import BEAR, DUCK, LATER, START, US, B, borrowed, hands
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid, Unsettled
from zooapp.inventory import Basis, Delta, Standing
from zooapp.lists import cards
from zooapp.models import (
    AnimalKind,
    OffspringRule,
    OwnerShare,
    Side,
)
from zooapp.reports import specimen
from zooapp.reports.inventory_report import inventory_report
from zooapp.reports.spec import Asked
from zooapp.services import accessions, offspring
from zooapp.services.accessions import Birth
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor


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
        found = inventory_report(session, Asked(LATER, TODAY, Basis.OWNERSHIP))
        told = specimen.specimens(session, born, TODAY)
    assert shares == [(zoo.institutions["MOSCOW"], 60), (zoo.us, 40)]
    assert hands(database, zoo, born[0]) == [(B, US, "0.0.2")]
    assert found.total.cells["closing"] == Delta()  # on the inventory of the first owner alone
    assert {count.total for how, count in found.standing.items() if how is not Standing.LOAN_IN} == {0}
    assert found.standing[Standing.LOAN_IN].total == 3
    owned = next(part for part in told.parts if part.title == "Owners' shares")
    assert [tuple(row.cells.values()) for row in owned.rows] == [("Moscow Zoo", 60), ("Central Zoo, Pyongyang", 40)]


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


def test_the_card_of_an_animal_says_who_owns_how_much_of_it(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "two bears", ALL) as work:
        bear, other = (arrive(work, zoo, BEAR, "0.1.0") for _turn in range(2))
        offspring.set_shares(work, bear, [(zoo.us, 60), (zoo.institutions["MOSCOW"], 40)])
    with database.read() as session:
        owners = [cards.animal_card(session, one, TODAY).accounts[0].owner for one in (bear, other)]
    assert owners == ["Central Zoo, Pyongyang 60 %, Moscow Zoo 40 %", "Central Zoo, Pyongyang"]
