"""Random acts against a plain replay and in inventories, many more of them."""

from tests.builders import Zoo
from tests.zooapp.test_inventory_property import random_inventories
from tests.zooapp.test_ledger_long import long_lives
from tests.zooapp.test_ledger_property import random_acts
from zooapp.database import Database
from zooapp.work import Actor


def test_R60_many_random_acts_come_out_as_a_plain_replay(database: Database, zoo: Zoo, boss: Actor) -> None:
    random_acts(database, zoo, boss, 300 if database.engine.dialect.name == "sqlite" else 60)


def test_R60_many_long_lives_add_up_and_can_be_undone(database: Database, zoo: Zoo, boss: Actor) -> None:
    long_lives(database, zoo, boss, 100 if database.engine.dialect.name == "sqlite" else 20)


def test_R7_R60_R63_many_random_acts_give_an_inventory_that_adds_up(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    random_inventories(database, zoo, boss, 60 if database.engine.dialect.name == "sqlite" else 12)
