"""Random lives in which two records turn out to be one animal: it counts once on every day, and an undo parts them."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import Zoo
from tests.zooapp.test_ledger_long import FIRST, NONE, Account, Life, Triple, Wish, numbers, plus
from zooapp import ledger
from zooapp.clock import Clock
from zooapp.database import Database
from zooapp.ledger import Filter
from zooapp.models import Animal
from zooapp.services import merges
from zooapp.work import Actor

JOIN = 15  # this verb and above

plans = st.lists(st.tuples(st.integers(0, JOIN + 3), numbers, numbers, st.integers(0, 40)), min_size=20, max_size=60)


class Doubled(Life):
    """A life that knows one verb more."""

    joined = 0

    def wish(self, wish: Wish) -> None:
        if wish[0] < JOIN:
            super().wish(wish)
            return
        self.on += dt.timedelta(days=wish[3])
        self.join(wish[1])

    def join(self, which: int) -> None:
        """One record stands for another from now on, where the books allow it."""
        single = sorted(set(self.records) - self.groups)
        with self.database.read() as session:
            found = {key: session.get_one(Animal, key) for key in single}
            pairs = [(one, other) for one in single for other in single if one < other]
            pairs = [(one, other) for one, other in pairs if not merges.refusals(session, found[one], found[other])]
        if not pairs:
            return
        keep, drop = pairs[which % len(pairs)]
        version = found[keep].version
        before = self.told(keep, drop)
        self.write(lambda work: merges.join_records(work, keep, drop, version, {}))
        self.joined += 1
        after = self.told(keep, drop)
        first = min(on for on, account, _n in self.did if account[0] == drop)
        earlier = [{on: said for on, said in told.items() if on < first} for told in (before, after)]
        assert earlier[0] == earlier[1]
        for said in after.values():
            assert {account[0] for account in said} <= {keep}
            assert all(min(n) >= 0 for n in said.values())
            assert sum(map(sum, said.values())) <= 1
        self.replay(keep, drop, after)

    def told(self, *records: int) -> dict[dt.date, dict[Account, Triple]]:
        """How these records stand at the end of each day on which something happened to them."""
        days = sorted({on for on, account, _n in self.did if account[0] in records})
        told = {}
        with self.database.read() as session:
            for day in days:
                found = ledger.balances(session, Filter(animals=list(records), until=day))
                counts = {(b.animal_id, b.taxon_id, b.holder_id, b.owner_id): b.count for b in found}
                told[day] = {account: (n.m, n.f, n.u) for account, n in counts.items()}
        return told

    def replay(self, keep: int, drop: int, said: dict[dt.date, dict[Account, Triple]]) -> None:
        """From now on the replay knows one animal: what changed from day to day."""
        self.did = [one for one in self.did if one[1][0] not in (keep, drop)]
        last: dict[Account, Triple] = {}
        for day, now in said.items():
            changes = {each: plus(now.get(each, NONE), last.get(each, NONE), -1) for each in {*now, *last}}
            self.did += [(day, account, n) for account, n in changes.items() if n != NONE]
            last = now


def test_R24_G13_two_records_of_one_animal_count_once_in_any_history_and_part_again(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    database.clock = Clock(day=FIRST + dt.timedelta(days=60 * 40))
    joined = []

    @settings(max_examples=4 if database.engine.dialect.name == "sqlite" else 1, deadline=None, database=None)
    @given(plans, st.lists(st.integers(-1, 2500), min_size=2, max_size=3))
    def run(plan: list[Wish], days: list[int]) -> None:
        life = Doubled(database, zoo, boss)
        for wish in [(0, 0, 0, 1), (0, 0, 0, 1), *plan, (JOIN, 0, 0, 1)]:
            life.wish(wish)
        joined.append(life.joined)
        life.compare([FIRST + dt.timedelta(days=day) for day in days])
        life.undo()

    run()
    assert sum(joined) > 0
