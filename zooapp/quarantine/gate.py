"""The release gate: all that keeps an animal in quarantine, in words, each with what to look at (rules.md 2.7, R57)."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Boolean, Integer, cast, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from zooapp import ledger
from zooapp.i18n import _, day, ngettext
from zooapp.models import (
    ImposedBy,
    Outcome,
    Person,
    QuarantineResult,
    Requirement,
    Sample,
)
from zooapp.named import named
from zooapp.quarantine.beside import Death, beside
from zooapp.quarantine.clocks import NAMES_SHOWN, OPEN, Books, Clock, load, of_cases
from zooapp.quarantine.rounds import Demand, Progress, Round, State, judge
from zooapp.quarantine.treated import Treated


@dataclass(frozen=True)
class Blocker:
    """One reason why not yet: a code, the words, the record to open, and which animals by local id (none: all)."""

    code: str
    text: str
    kind: str
    record: int
    animals: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The text with the animals that it is about."""
        if not self.animals:
            return self.text
        more = ", …" if len(self.animals) > NAMES_SHOWN else ""
        return f"{self.text}: {', '.join(self.animals[:NAMES_SHOWN])}{more}"


@dataclass(frozen=True)
class FreeSince:
    """The three days of which the latest says since when an animal is free (rules.md 2.7); None where there is none."""

    clock: dt.date
    accepted: dt.date | None
    blocker: dt.date | None

    @property
    def day(self) -> dt.date:
        """The latest of the three."""
        return max(one for one in (self.clock, self.accepted, self.blocker) if one is not None)


@dataclass(frozen=True)
class Gate:
    """Cases with their clocks, tests and animals: all that a release, a board or a form asks, read at once."""

    books: Books
    clocks: Mapping[int, Clock]
    tests: Mapping[int, Sequence[Progress]]
    held: Mapping[int, Sequence[ledger.Balance]]
    deaths: Sequence[Death]
    on: dt.date
    treated: Sequence[Treated] = ()

    def reasons(self, cases: Collection[int]) -> list[Blocker]:
        """Why these cases cannot be released on the day; the same reason of several animals is one line."""
        animals = {self.clocks[case].animal_id for case in cases}
        found: dict[tuple[str, str], tuple[Blocker, dict[int, str]]] = {}
        for case in cases:
            clock = self.clocks[case]
            for one in self._of(clock):
                place = (one.code, one.text)
                found.setdefault(place, (one, {}))[1][clock.animal_id] = clock.local_id
        return [
            one if len(whose) == len(animals) else replace(one, animals=tuple(whose.values()))
            for one, whose in found.values()
        ]

    def _of(self, clock: Clock) -> Iterator[Blocker]:
        if clock.closed_on is not None:
            yield Blocker("closed", _("released already"), "quarantine_case", clock.case_id)
            return
        left = (clock.ends - self.on).days
        if left > 0:
            text = ngettext("{n} day left on the clock", "{n} days left on the clock", left)
            if clock.imposed_by is ImposedBy.STATE:
                text = ngettext("{n} day left by state order", "{n} days left by state order", left)
            yield Blocker("clock", text.format(n=left), "quarantine_case", clock.case_id)
        if clock.imposed_by is ImposedBy.STATE and not clock.release_document:
            text = _("release document of the authority: order {no}").format(no=clock.order_no or "—")
            yield Blocker("state_document", text, "quarantine_case", clock.case_id)
        for test in self.tests.get(clock.case_id, ()):
            if test.blocks:
                code = "positive" if test.state is State.POSITIVE else "test"
                yield Blocker(code, f"{test.demand.name}: {test.text}", "requirement", test.demand.id)
        if not self.held.get(clock.animal_id):
            yield Blocker("gone", _("nothing left to release"), "animal", clock.animal_id)
        yield from self._died(clock)
        yield from self._treated(clock)

    def _treated(self, clock: Clock) -> Iterator[Blocker]:
        """Treatments that go on, and what was given and keeps it from being fed or eaten (R95)."""
        for one in self.treated:
            if one.animal_id != clock.animal_id:
                continue
            if one.open:
                text = _("open treatment: {drug} until {day}").format(drug=one.drug, day=day(one.last_due))
                yield Blocker("treatment", text, "prescription", one.id)
            if words := one.held(self.on):
                yield Blocker("withdrawal", words, "prescription", one.id)

    def _died(self, clock: Clock) -> Iterator[Blocker]:
        """Deaths in its units while it was there, until a necropsy explains them."""
        for death in self._deaths_beside(clock):
            if death.explained is None:
                text = _("death on {day}, not explained by a necropsy").format(day=day(death.on))
                yield Blocker("death", text, "animal", death.animal_id)

    def _deaths_beside(self, clock: Clock) -> list[Death]:
        return [
            death
            for death in self.deaths
            if any(
                stay.unit_id == death.unit_id and stay.entered <= death.on <= (stay.left or dt.date.max)
                for stay in clock.entries
            )
        ]

    def free_since(self, cases: Collection[int], zone: dt.tzinfo) -> FreeSince:
        """Since when these could have gone: the clock, the last acceptance, the last death that was explained.

        Moments count on the day that it was in the zoo's own time zone.
        """
        required = [t for case in cases for t in self.tests.get(case, ()) if t.demand.required and t.accepted_at]
        deaths = [death for case in cases for death in self._deaths_beside(self.clocks[case])]
        return FreeSince(
            max(self.clocks[case].ends for case in cases),
            max((t.accepted_at.astimezone(zone).date() for t in required if t.accepted_at), default=None),
            max((death.explained.astimezone(zone).date() for death in deaths if death.explained), default=None),
        )


def look(session: Session, case_ids: Collection[int], on: dt.date) -> Gate:
    """The gate for these cases and whatever else is open on the same animals (R97)."""
    return _gate(session, load(session, of_cases(case_ids), on), on)


def look_all(session: Session, on: dt.date) -> Gate:
    """The gate for all open cases."""
    return _gate(session, load(session, OPEN, on), on)


def _gate(session: Session, books: Books, on: dt.date) -> Gate:
    clocks = books.clocks
    held: dict[int, list[ledger.Balance]] = {}
    if clocks:
        wanted = ledger.Filter(animals={one.animal_id for one in clocks.values()}, holder=books.us, until=on)
        for balance in ledger.balances(session, wanted):
            held.setdefault(balance.animal_id, []).append(balance)
    counts = {animal: sum(one.count.total for one in group) for animal, group in held.items()}
    tests = progress(session, list(_tested(clocks.values())), counts, on)
    deaths, treatments = beside(session, clocks.values(), held, on)
    return Gate(books, clocks, tests, held, deaths, on, treatments)


def progress(
    session: Session, clocks: Collection[Clock], counts: Mapping[int, int], on: dt.date
) -> dict[int, list[Progress]]:
    """How far each test of each case is on a day, in the protocol's order: one statement. `counts` by animal."""
    demands: dict[int, dict[int, Demand]] = {one.protocol_id: {} for one in clocks}
    asked: dict[int, Demand] = {}
    taken: dict[tuple[int, str], list[Round]] = {}  # by code: what was tested under an earlier edition counts on
    for row in session.execute(_tests(demands, {one.case_id for one in clocks})).all():
        demand = asked.get(row.demand_id)
        if demand is None:
            demand = asked[row.demand_id] = Demand(*row[: len(DEMAND)])
            demands.get(demand.protocol_id, {})[demand.id] = demand
        if row.case_id is not None:
            taken.setdefault((row.case_id, demand.code), []).append(Round(*row[len(DEMAND) + 1 :]))
    return {
        one.case_id: [
            judge(demand, taken.get((one.case_id, demand.code), ()), one, counts.get(one.animal_id, 0), on)
            for demand in demands[one.protocol_id].values()
        ]
        for one in clocks
    }


DEMAND: Final = tuple(Demand.__dataclass_fields__)
ROUND: Final = tuple(name for name in Round.__dataclass_fields__ if name != "accepted_by")


def _tests(protocols: Collection[int], cases: Collection[int]) -> Any:
    """Each test of the protocols with each live result of the cases, and the samples that may wait for theirs."""
    taken = _taken(cases)
    called = func.coalesce(named("requirement", Requirement.id, short=True), Requirement.name)
    return (
        select(
            *(
                (called if name == "name" else getattr(Requirement, name)).label(f"demand_{name}")
                for name in DEMAND
            ),
            taken.c.case_id,
            *(taken.c[name] for name in ROUND),
            Person.name,
        )
        .outerjoin(taken, taken.c.requirement_id == Requirement.id)
        .outerjoin(Person, Person.id == taken.c.accepted_by_id)
        .where(or_(Requirement.protocol_id.in_(protocols), taken.c.id.is_not(None)), Requirement.voided_by.is_(None))
        .order_by(Requirement.sort, Requirement.id, taken.c.taken, taken.c.id)
    )


def _taken(cases: Collection[int]) -> Any:
    """Results and samples of the cases as rows of one shape."""
    result = QuarantineResult
    keys = (result.case_id, result.requirement_id, result.accepted_by_id)
    none = cast(null(), Boolean).label("sent")
    results = select(*keys, *(none if name == "sent" else getattr(result, name) for name in ROUND))
    results = results.where(result.case_id.in_(cases), result.voided_by.is_(None))
    said = {
        "taken": Sample.taken_on,
        "outcome": literal(Outcome.IN_LAB, result.outcome.type),
        "tested": Sample.animals,
        "positive": literal(0),
        "which": Sample.marks,
        "sent": Sample.request_id.is_not(None),
    }
    nothing = cast(null(), Integer).label("accepted_by_id")
    columns = [said.get(name, getattr(Sample, name, None)) for name in ROUND]
    columns = [
        cast(null(), getattr(result, name).type) if one is None else one
        for name, one in zip(ROUND, columns, strict=True)
    ]
    samples = select(Sample.case_id, Sample.requirement_id, nothing, *columns)
    return union_all(results, samples.where(Sample.case_id.in_(cases), Sample.voided_by.is_(None))).subquery()


def _tested(clocks: Collection[Clock]) -> Iterator[Clock]:
    """The cases whose tests are asked for: a state order under a protocol that is ours too asks nothing twice."""
    ours = {(one.animal_id, one.protocol_id) for one in clocks if one.imposed_by is ImposedBy.OWN}
    for one in clocks:
        if one.imposed_by is ImposedBy.OWN or (one.animal_id, one.protocol_id) not in ours:
            yield one


def blockers(session: Session, case_ids: Collection[int], on: dt.date) -> list[Blocker]:
    """Why the animals of these cases cannot be released on that day; nothing when they can (R57, R97-R101)."""
    gate = look(session, case_ids, on)
    return gate.reasons(list(gate.clocks))
