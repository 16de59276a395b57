"""Random acts on groups: every inventory of them adds up, and each number is the sum of its entries."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import TODAY, Zoo
from tests.zooapp.test_ledger_property import DAYS, START, Farm, acts
from zooapp.database import Database
from zooapp.inventory import Basis, Delta
from zooapp.reports.inventory_entries import Cell, behind
from zooapp.reports.inventory_report import inventory_report
from zooapp.reports.spec import Asked
from zooapp.values.counts import SexCount
from zooapp.work import Actor

days = st.integers(0, DAYS)


def test_R7_R60_R63_random_acts_give_an_inventory_that_adds_up(database: Database, zoo: Zoo, boss: Actor) -> None:
    random_inventories(database, zoo, boss, 6 if database.engine.dialect.name == "sqlite" else 3)


def random_inventories(database: Database, zoo: Zoo, boss: Actor, most: int) -> None:
    """So many random plans, and the inventories on both sides of a day; tests/slow tries many more."""

    @settings(max_examples=most, deadline=None, database=None)
    @given(acts, days, st.sampled_from(Basis), st.booleans())
    def run(plan: list[tuple[str, int, int, SexCount]], split: int, basis: Basis, splits: bool) -> None:
        farm = Farm(database, zoo, boss)
        farm.begin()
        for verb, day, which, n in plan:
            farm.act(verb, START + dt.timedelta(days=day), which, n)
        middle = START + dt.timedelta(days=split)
        before = Asked(START, middle, basis, splits=splits)
        after = Asked(middle + dt.timedelta(days=1), TODAY + dt.timedelta(days=5), basis, splits=splits)
        with database.read() as session:
            first, second = inventory_report(session, before), inventory_report(session, after)
            assert first.adds_up
            assert second.adds_up
            assert first.total.cells["closing"] == second.total.cells["opening"]
            for key, number in second.total.cells.items():
                assert sum((one.count for one in behind(session, after, Cell(key))), Delta()) == number

    run()
