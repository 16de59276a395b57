"""Random things happen to eggs, in any order of days: what is left is a plain replay, never below none."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import Zoo
from zooapp import eggs, ledger
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid
from zooapp.ledger import Filter
from zooapp.models import ClutchAct
from zooapp.models.clutch import SIGNS
from zooapp.services import clutches
from zooapp.services.clutches import Hatching, Lay
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor

START, DAYS = dt.date(2024, 10, 1), 20
VERBS = (ClutchAct.LAID, ClutchAct.LOST, ClutchAct.TAKEN_OUT, ClutchAct.EATEN, ClutchAct.CANDLED, ClutchAct.HATCHED)
happenings = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, DAYS), st.integers(1, 4)), max_size=12)


def act(database: Database, boss: Actor, nest: int, what: tuple[ClutchAct, dt.date, int]) -> bool:
    """Whether it was legal."""
    verb, on, n = what
    try:
        with database.work(boss, verb.value, ALL) as work:
            if verb is ClutchAct.HATCHED:
                clutches.hatch(work, nest, Hatching(SexCount(0, 0, n)), Act(on))
            else:
                seen = {"fertile": n} if verb is ClutchAct.CANDLED else {"count": n}
                clutches.happen(work, nest, {"what": verb, "on": on, **seen})
    except Invalid:
        return False
    return True


def test_R5_random_acts_on_eggs_leave_what_a_plain_replay_leaves(database: Database, zoo: Zoo, boss: Actor) -> None:
    sqlite = database.engine.dialect.name == "sqlite"

    @settings(max_examples=20 if sqlite else 4, deadline=None, database=None)
    @given(happenings)
    def run(plan: list[tuple[ClutchAct, int, int]]) -> None:
        with database.work(boss, "a nest", ALL) as work:
            nest = clutches.lay(work, Lay(5, taxon_id=zoo.taxa["Aix galericulata"]), START)
            before = ledger.count(work.session, Filter(holder=zoo.us)).total
        done = [(ClutchAct.LAID, START, 5)]
        for verb, day, n in plan:
            what = (verb, START + dt.timedelta(days=day), n)
            if act(database, boss, nest, what):
                done.append(what)
        with database.read() as session:
            for day in range(DAYS + 1):
                on = START + dt.timedelta(days=day)
                replayed = sum(SIGNS[verb] * n for verb, when, n in done if when <= on)
                assert eggs.left(session, nest, on) == replayed >= 0
            hatched = sum(n for verb, _when, n in done if verb is ClutchAct.HATCHED)
            assert ledger.count(session, Filter(holder=zoo.us)).total == before + hatched

    run()
