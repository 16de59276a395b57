"""Long random lives of a small collection, on both bases, against a plain replay; undone, nothing of them is left."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.builders import Zoo, arrive
from zooapp import inventory, ledger
from zooapp.booking import Act
from zooapp.clock import Clock
from zooapp.database import Database
from zooapp.inventory import Basis, Delta
from zooapp.ledger import Filter
from zooapp.models import AnimalKind, Entry, Transaction
from zooapp.services import accessions, censuses, determinations, dispositions, groups, undoing, visits
from zooapp.services.accessions import Birth
from zooapp.services.determinations import Finding
from zooapp.services.dispositions import Change
from zooapp.services.groups import Part
from zooapp.services.visits import Return
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor, Work

FIRST = dt.date(2020, 1, 1)
MOST = 20  # records
DUCKS = ("Aix galericulata", "Anatidae")
Account = tuple[int, int, int, int]  # animal, taxon, holder, owner
Triple = tuple[int, int, int]
Did = tuple[dt.date, Account, Triple]
NONE: Triple = (0, 0, 0)

numbers = st.integers(0, 99)
plans = st.lists(st.tuples(st.integers(0, 14), numbers, numbers, st.integers(0, 40)), min_size=20, max_size=60)
Wish = tuple[int, int, int, int]


def plus(one: Triple, other: Triple, sign: int = 1) -> Triple:
    return one[0] + sign * other[0], one[1] + sign * other[1], one[2] + sign * other[2]


def as_count(n: Triple) -> SexCount:
    return SexCount(*n)


@dataclass
class Life:
    """The collection as the program keeps it, beside a list of all that was ever added to an account."""

    database: Database
    zoo: Zoo
    boss: Actor
    did: list[Did] = field(default_factory=list)
    groups: set[int] = field(default_factory=set)
    records: list[int] = field(default_factory=list)
    entries: list[int] = field(default_factory=list)
    on: dt.date = FIRST

    def now(self, until: dt.date | None = None) -> dict[Account, Triple]:
        """What stands on each account at the end of a day."""
        found: dict[Account, Triple] = {}
        for on, account, n in self.did:
            if until is None or on <= until:
                found[account] = plus(found.get(account, NONE), n)
        return {account: n for account, n in found.items() if n != NONE}

    def accounts(self, holder: int) -> list[Account]:
        """Accounts at a holder of records that stand on no other one: of those an act needs no further word."""
        now = self.now()
        alone = [account for account in now if sum(other[0] == account[0] for other in now) == 1]
        return sorted(account for account in alone if account[2] == holder)

    def wish(self, wish: Wish) -> None:
        """Do what a number stands for where it can be done, some days after the last."""
        verb, which, size, later = wish
        self.on += dt.timedelta(days=later)
        ways = (
            *(self.come, self.come, self.born, self.born, self.die, self.leave, self.lend, self.give_back),
            *(self.send, self.sell, self.pass_on, self.sex, self.name, self.count, self.part),
        )
        ways[verb](which, size)

    def write(self, job: Callable[[Work], object], *did: tuple[Account, Triple]) -> object:
        """One work of the program, and the same in the replay."""
        with self.database.work(self.boss, "an act", accept=ALL) as work:
            made = job(work)
            self.entries.append(work.entry_id)
        self.did += [(self.on, account, n) for account, n in did]
        return made

    def chosen(self, which: int, holder: int = 0, *, group: bool = False) -> tuple[Account, Triple] | None:
        """One of the accounts at a holder, ours unless another is named."""
        held = [a for a in self.accounts(holder or self.zoo.us) if not group or a[0] in self.groups]
        if not held:
            return None
        account = held[which % len(held)]
        return account, self.now()[account]

    def act(self, term: str = "", partner: str = "") -> Act:
        partner_id = self.zoo.institutions[partner] if partner else None
        return Act(self.on, self.zoo.terms[term] if term else None, partner_id)

    def some(self, there: Triple, size: int, animal: int) -> Triple:
        """A part of a group, never nothing; all of an individual."""
        if animal not in self.groups:
            return there
        m, f, u = (min(n, (size // 3**place) % 3) for place, n in enumerate(there))
        return (m, f, u) if m + f + u else there

    def over(self, account: Account, n: Triple, **to: int) -> list[tuple[Account, Triple]]:
        animal, taxon, holder, owner = account
        there = (to.get("animal", animal), to.get("taxon", taxon), to.get("holder", holder), to.get("owner", owner))
        return [(account, plus(NONE, n, -1)), (there, n)]

    def come(self, which: int, size: int) -> None:
        if len(self.records) >= MOST:
            return
        owner = "MOSCOW" if which % 4 == 0 else "PYONGYANG"
        n: Triple = (size % 4, size % 3, size % 5) if which % 3 else (0, 0, 1)
        n = n if sum(n) else (1, 0, 0)
        text, taxon = str(as_count(n)), DUCKS[which % 2]
        animal = 0

        def job(work: Work) -> None:
            nonlocal animal
            animal = arrive(work, self.zoo, taxon, text, on=self.on, owner=owner)

        self.write(job)
        self.records.append(animal)
        self.groups |= {animal} if sum(n) > 1 else set()
        account = (animal, self.zoo.taxa[taxon], self.zoo.us, self.zoo.institutions[owner])
        self.did.append((self.on, account, n))

    def born(self, which: int, size: int) -> None:
        if (found := self.chosen(which, group=True)) is not None:
            account, _there = found
            n = (0, size % 2, 1 + size % 3)
            self.write(lambda work: accessions.birth(work, Birth(as_count(n), account[0]), self.act()), (account, n))

    def die(self, which: int, size: int) -> None:
        if (found := self.chosen(which)) is not None:
            account, n = found[0], self.some(found[1], size, found[0][0])
            job = partial(dispositions.death, animal_id=account[0], count=as_count(n), act=self.act())
            self.write(job, (account, plus(NONE, n, -1)))

    def leave(self, which: int, size: int) -> None:
        """A donation: another holds and owns them."""
        if (found := self.chosen(which)) is not None:
            account, n = found[0], self.some(found[1], size, found[0][0])
            third = self.zoo.institutions["THIRD"]
            act = self.act("donation_to", "THIRD")
            job = partial(dispositions.depart, animal_id=account[0], count=as_count(n), act=act)
            self.write(job, *self.over(account, n, holder=third, owner=third))

    def lend(self, which: int, _size: int) -> None:
        if (found := self.chosen(which)) is not None:
            account, n = found
            act = self.act("loan_out", "MOSCOW")
            job = partial(dispositions.depart, animal_id=account[0], count=None, act=act)
            self.write(job, *self.over(account, n, holder=self.zoo.institutions["MOSCOW"]))

    def give_back(self, which: int, _size: int) -> None:
        """What is at a partner comes back, whoever owns it."""
        if (found := self.chosen(which, self.zoo.institutions["MOSCOW"])) is not None:
            account, n = found
            job = partial(visits.come_back, animal_id=account[0], back=Return(), act=self.act())
            self.write(job, *self.over(account, n, holder=self.zoo.us))

    def send(self, which: int, size: int) -> None:
        """They go on their way; what is under way already arrives."""
        transit, third = self.zoo.institutions["TRANSIT"], self.zoo.institutions["THIRD"]
        if (under_way := self.chosen(which, transit)) is not None:
            account, n = under_way
            job = partial(dispositions.receive, animal_id=account[0], act=self.act())
            self.write(job, *self.over(account, n, holder=third, owner=third))
        elif (found := self.chosen(which)) is not None:
            account, n = found[0], self.some(found[1], size, found[0][0])
            act = self.act("donation_to", "THIRD")
            job = partial(dispositions.send, animal_id=account[0], count=as_count(n), act=act)
            self.write(job, *self.over(account, n, holder=transit))

    def sell(self, which: int, _size: int) -> None:
        """The owner changes, the holder stays (R30, 5)."""
        if (found := self.chosen(which)) is not None:
            account, n = found
            owner = self.zoo.us if account[3] != self.zoo.us else self.zoo.institutions["THIRD"]
            change = Change(owner_id=owner)
            job = partial(dispositions.transfer, animal_id=account[0], change=change, act=self.act())
            self.write(job, *self.over(account, n, owner=owner))

    def pass_on(self, which: int, _size: int) -> None:
        """A borrower hands them on, the owner stays (R30, 3)."""
        moscow, third = self.zoo.institutions["MOSCOW"], self.zoo.institutions["THIRD"]
        if (found := self.chosen(which, moscow)) is not None:
            account, n = found
            change = Change(holder_id=third, from_id=moscow)
            job = partial(dispositions.transfer, animal_id=account[0], change=change, act=self.act())
            self.write(job, *self.over(account, n, holder=third))

    def sex(self, which: int, size: int) -> None:
        if (found := self.chosen(which, group=True)) is not None and found[1][2]:
            account = found[0]
            n = (1, 0, -1) if size % 2 else (0, 1, -1)
            count = SexCount(n[0], n[1], 0)
            job = partial(determinations.sexed, animal_id=account[0], sex=count, finding=Finding(), act=self.act())
            self.write(job, (account, n))

    def name(self, which: int, _size: int) -> None:
        if (found := self.chosen(which)) is not None:
            account, n = found
            taxon = next(self.zoo.taxa[name] for name in DUCKS if self.zoo.taxa[name] != account[1])
            named = partial(determinations.identified, animal_id=account[0], taxon_id=taxon)
            job = partial(named, finding=Finding(), act=self.act())
            self.write(job, *self.over(account, n, taxon=taxon))

    def count(self, which: int, size: int) -> None:
        if (found := self.chosen(which, group=True)) is not None:
            account, there = found
            said: Triple = (max(0, there[0] - size % 2), there[1], there[2] + size % 3)
            job = partial(censuses.count, animal_id=account[0], counted=as_count(said), act=self.act())
            self.write(job, (account, plus(said, there, -1)))

    def part(self, which: int, size: int) -> None:
        """A part becomes a group of its own, or joins another that has the same account otherwise."""
        if (found := self.chosen(which, group=True)) is None:
            return
        account, there = found
        others = [a for a in self.accounts(self.zoo.us) if a[1:] == account[1:] and a[0] in self.groups - {account[0]}]
        n = self.some(there, size, account[0])
        if others:
            into = others[0][0]
            job = partial(groups.merge, from_id=account[0], into_id=into, act=self.act())
            self.write(job, *self.over(account, there, animal=into))
        elif len(self.records) < MOST and n != there:
            parts = [Part(as_count(n), AnimalKind.GROUP)]
            made = self.write(lambda work: groups.split(work, account[0], parts, self.act()))
            assert isinstance(made, list)
            self.records += made
            self.groups |= set(made)
            self.did += [(self.on, *one) for one in self.over(account, n, animal=made[0])]

    def compare(self, days: list[dt.date]) -> None:
        """Accounts on each day; the inventory between any two, on both bases."""
        with self.database.read() as session:
            for day in days:
                found = ledger.balances(session, Filter(animals=self.records, until=day))
                said = {(b.animal_id, b.taxon_id, b.holder_id, b.owner_id): b.count for b in found}
                assert {a: (n.m, n.f, n.u) for a, n in said.items()} == self.now(day)
            for first, last in ((one, other) for one in days for other in days if one <= other):
                for basis in Basis:
                    lines = inventory.lines(session, first, last, basis)
                    assert all(line.sum_of_parts() == line.closing for line in lines)
                    opening, closing = self.by_taxon(first - dt.timedelta(days=1), basis), self.by_taxon(last, basis)
                    assert opening == {line.taxon_id: line.opening for line in lines if line.opening != Delta()}
                    assert closing == {line.taxon_id: line.closing for line in lines if line.closing != Delta()}

    def by_taxon(self, day: dt.date, basis: Basis) -> dict[int, Delta]:
        sums: dict[int, Delta] = {}
        for (_animal, taxon, holder, owner), n in self.now(day).items():
            if (holder if basis is Basis.PHYSICAL else owner) == self.zoo.us:
                sums[taxon] = sums.get(taxon, Delta()) + Delta(*n)
        return sums

    def undo(self) -> None:
        """Take all back, the last first: no act is left, and no animal counts (ledger.md 2.4)."""
        for entry in reversed(self.entries):
            with self.database.work(self.boss, "undo", accept=ALL) as work:
                undoing.undo(work, entry)
        with self.database.read() as session:
            assert ledger.balances(session, Filter(animals=self.records)) == []
            mine = select(Entry.id).where(Entry.id >= self.entries[0])
            left = select(func.count()).where(Transaction.entry_id.in_(mine), Transaction.voided_by.is_(None))
            assert session.scalar(left) == 0


def long_lives(database: Database, zoo: Zoo, boss: Actor, examples: int) -> None:
    """So many plans of up to 60 acts on up to 20 records, each from the beginning to its undoing."""
    database.clock = Clock(day=FIRST + dt.timedelta(days=60 * 40))

    @settings(max_examples=examples, deadline=None, database=None)
    @given(plans, st.lists(st.integers(-1, 2500), min_size=2, max_size=3))
    def run(plan: list[Wish], days: list[int]) -> None:
        life = Life(database, zoo, boss)
        for wish in plan:
            life.wish(wish)
        if life.entries:
            life.compare([FIRST + dt.timedelta(days=day) for day in days])
            life.undo()

    run()


def test_R60_any_sequence_of_acts_adds_up_on_both_bases_and_can_be_undone(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    long_lives(database, zoo, boss, 5 if database.engine.dialect.name == "sqlite" else 2)
