"""Random acts, back-dated and taken back, against a plain replay: no difference, and the same acts are refused."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.builders import TODAY, Zoo, arrive
from zooapp import inventory, ledger
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid
from zooapp.inventory import Basis
from zooapp.ledger import Filter
from zooapp.models import AnimalKind, Transaction
from zooapp.services import accessions, censuses, corrections, determinations, dispositions, groups
from zooapp.services.accessions import Birth
from zooapp.services.determinations import Finding
from zooapp.services.groups import Part
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor, Work

DUCK = "Aix galericulata"
DAYS = 3
START = TODAY - dt.timedelta(days=DAYS)
VERBS = ("birth", "death", "depart", "sexed", "census", "split", "merge", "void")

counts = st.builds(SexCount, *(st.integers(0, 3) for _part in range(3)))
acts = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, DAYS), st.integers(0, 9), counts), max_size=12)
Triple = tuple[int, int, int]
NONE: Triple = (0, 0, 0)


@dataclass
class Step:
    """One act of the replay: what it adds to each group, or what it asserts of one."""

    on: dt.date
    adds: dict[int, Triple] = field(default_factory=dict)
    says: dict[int, Triple] = field(default_factory=dict)
    place: tuple[int, int] = (99, 0)  # its order in the day, and its id


def plus(one: Triple, other: Triple) -> Triple:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def signed(count: SexCount, sign: int = 1) -> Triple:
    return sign * count.m, sign * count.f, sign * count.u


def sums(steps: list[Step], until: dt.date) -> tuple[dict[int, Triple], bool]:
    """What each group counts at the end of a day, and whether none was ever below zero: the acts in order, no more."""
    now: dict[int, Triple] = {}
    sound = True
    for step in sorted(steps, key=lambda step: (step.on, *step.place)):
        if step.on <= until:
            for animal, n in step.adds.items():
                now[animal] = plus(now.get(animal, NONE), n)
            now |= step.says
            sound = sound and all(min(n) >= 0 for n in now.values())
    return now, sound


@dataclass
class Farm:
    """A few groups of ducks, in the program and in the replay."""

    database: Database
    zoo: Zoo
    boss: Actor
    steps: list[Step] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)

    def begin(self) -> None:
        for text in ("4.4.8", "2.0.5"):
            with self.database.work(self.boss, "arrival") as work:
                group = arrive(work, self.zoo, DUCK, text, on=START, unit="SL")
                self.groups.append(group)
                self.steps.append(self.placed(work, Step(START, {group: signed(SexCount.parse(text))})))

    @staticmethod
    def placed(work: Work, step: Step) -> Step:
        act = work.session.scalars(select(Transaction).order_by(Transaction.id.desc()).limit(1)).one()
        step.place = (act.seq, act.id)
        return step

    def act(self, verb: str, on: dt.date, which: int, n: SexCount) -> None:
        """Do it in the program; the replay says beforehand whether it can be, and afterwards what it came to."""
        if verb == "void":
            if self.steps:
                self.void(self.steps[which % len(self.steps)])
            return
        one, other = (self.groups[(which + i) % len(self.groups)] for i in range(2))
        step = self.planned(verb, on, (one, other), n)
        try:
            with self.database.work(self.boss, verb, accept=ALL) as work:
                made = self.doing(verb, one, other, n)(work, Act(on))
                if verb == "split":
                    assert isinstance(made, list)
                    self.groups += made
                    step.adds[made[0]] = signed(n)
                self.placed(work, step)
            done = True
        except Invalid:
            done = False
        assert done == (self.sensible(verb, on, (one, other), n) and sums([*self.steps, step], TODAY)[1]), verb
        if done:
            self.steps.append(step)

    def planned(self, verb: str, on: dt.date, who: tuple[int, int], n: SexCount) -> Step:
        one, other = who
        there = sums(self.steps, on)[0]
        if verb == "census":
            return Step(on, says={one: signed(n)})
        if verb == "merge":
            mine = there.get(one, NONE)
            return Step(on, {one: (-mine[0], -mine[1], -mine[2]), other: mine})
        if verb == "sexed":
            return Step(on, {one: (n.m, n.f, -n.m - n.f)})
        return Step(on, {one: signed(n, 1 if verb == "birth" else -1)})

    def sensible(self, verb: str, on: dt.date, who: tuple[int, int], n: SexCount) -> bool:
        """What an act wants of its day, whatever comes later."""
        one, other = (sums(self.steps, on)[0].get(group, NONE) for group in who)
        if one == NONE:
            return False
        if verb == "sexed":
            return 0 < n.m + n.f <= one[2]
        if verb == "merge":
            return other != NONE
        if verb == "split" and one == signed(n):
            return False
        if verb in ("death", "depart", "split"):
            return n.total > 0 and min(plus(one, signed(n, -1))) >= 0
        return verb == "census" or n.total > 0

    def doing(self, verb: str, one: int, other: int, n: SexCount) -> Callable[[Work, Act], object]:
        term, moscow = self.zoo.terms["donation_to"], self.zoo.institutions["MOSCOW"]
        found = SexCount(n.m, n.f, 0)
        ways: dict[str, Callable[[Work, Act], object]] = {
            "birth": lambda work, act: accessions.birth(work, Birth(n, into_id=one), act),
            "death": lambda work, act: dispositions.death(work, one, n, act),
            "depart": lambda work, act: dispositions.depart(work, one, n, Act(act.on, term, moscow)),
            "sexed": lambda work, act: determinations.sexed(work, one, found, Finding(), act),
            "census": lambda work, act: censuses.count(work, one, n, act),
            "split": lambda work, act: groups.split(work, one, [Part(n, AnimalKind.GROUP)], act),
            "merge": lambda work, act: groups.merge(work, one, other, act),
        }
        return ways[verb]

    def void(self, step: Step) -> None:
        left = [other for other in self.steps if other is not step]
        try:
            with self.database.work(self.boss, "void") as work:
                corrections.void_act(work, step.place[1])
            done = True
        except Invalid:
            done = False
        assert done == sums(left, TODAY)[1]
        if done:
            self.steps = left

    def compare(self) -> None:
        """Every day, every group: the program says what the replay says."""
        with self.database.read() as session:
            for day in (START + dt.timedelta(days=n) for n in range(DAYS + 1)):
                wanted = Filter(animals=self.groups, holder=self.zoo.us, until=day)
                found = {b.animal_id: signed(b.count) for b in ledger.balances(session, wanted)}
                assert found == {group: n for group, n in sums(self.steps, day)[0].items() if n != NONE}
            for basis in Basis:
                for line in inventory.lines(session, START, TODAY, basis):
                    assert line.sum_of_parts() == line.closing


def random_acts(database: Database, zoo: Zoo, boss: Actor, examples: int) -> None:
    """So many plans of random acts, each on a farm of its own, against the replay."""

    @settings(max_examples=examples, deadline=None, database=None)
    @given(acts)
    def run(plan: list[tuple[str, int, int, SexCount]]) -> None:
        farm = Farm(database, zoo, boss)
        farm.begin()
        for verb, day, which, n in plan:
            farm.act(verb, START + dt.timedelta(days=day), which, n)
        farm.compare()

    run()


def test_R60_random_acts_come_out_as_a_plain_replay(database: Database, zoo: Zoo, boss: Actor) -> None:
    random_acts(database, zoo, boss, 25 if database.engine.dialect.name == "sqlite" else 5)
