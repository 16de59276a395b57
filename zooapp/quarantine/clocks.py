"""The quarantine clock: computed from entries each time, never stored, so that no correction leaves it wrong (2.7)."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from zooapp.i18n import _
from zooapp.models import (
    ImposedBy,
    Person,
    Place,
    Protocol,
    QuarantineCase,
    QuarantineDays,
    QuarantineEdition,
    QuarantineEntry,
    Scope,
    Signature,
)
from zooapp.quarantine import crossings
from zooapp.quarantine.crossings import Crossing, Ranks, Where, same_scope, within
from zooapp.settings import US

NAMES_SHOWN: Final = 3
OPEN: Final = and_(QuarantineCase.closed_on.is_(None), QuarantineCase.voided_by.is_(None))


def _now_under() -> Any:
    """The protocol of a case: that of the last edition that it changed to, or the one it began under."""
    changed = aliased(QuarantineEdition)
    last = select(changed.protocol_id).where(changed.case_id == QuarantineCase.id, changed.voided_by.is_(None))
    newest = last.order_by(changed.id.desc()).limit(1).correlate(QuarantineCase).scalar_subquery()
    return func.coalesce(newest, QuarantineCase.protocol_id)


PROTOCOL: Final = _now_under()


@dataclass(frozen=True)
class Restart:
    """The clock began again on that day, because this animal came in; `own` when it crossed into a unit itself."""

    on: dt.date
    animal_id: int
    local_id: str
    taxon: str
    unit: str
    own: bool


@dataclass(frozen=True)
class Extension:
    """The days that a veterinarian set, why and when (R97)."""

    days: int
    reason: str
    on: dt.date
    by: str


@dataclass(frozen=True)
class Clock:
    """One restriction on one animal. The day of entry is day 0 (R102)."""

    case_id: int
    animal_id: int
    local_id: str
    taxon_id: int
    protocol_id: int
    protocol: str
    imposed_by: ImposedBy
    order_no: str | None
    authority: str | None
    release_document: str | None
    scope: Scope
    place: Place
    restart_after_end: bool
    unit_id: int
    unit: str
    entered: dt.date
    entries: tuple[Crossing, ...]
    closed_on: dt.date | None
    extension: Extension | None
    days: int
    ordered: bool = False
    edition: str = ""
    facilities: str | None = None
    staff_rules: str | None = None
    day: int = 0
    restarts: tuple[Restart, ...] = ()
    earliest: dt.date = dt.date.max

    @property
    def started(self) -> dt.date:
        """The day from which it counts now: the last restart, or the entry."""
        return self.restarts[-1].on if self.restarts else self.entered

    @property
    def ends(self) -> dt.date:
        """The first day on which this restriction has run out. `earliest` is the later of all on the animal (R97)."""
        return self.started + dt.timedelta(days=self.days)

    @property
    def lost_days(self) -> int:
        """Days that restarts took."""
        return (self.started - self.entered).days


@dataclass(frozen=True)
class Books:
    """All that clocks are read from, for some cases: loaded by a fixed number of statements."""

    clocks: dict[int, Clock]
    crossings: Sequence[Crossing]
    places: Mapping[int, Where]
    ranks: Mapping[int, Ranks] = field(repr=False)
    us: int = 0


def protocol_of(session: Session, case_id: int) -> int:
    """The edition under which a case runs now."""
    query = select(PROTOCOL).select_from(QuarantineCase).where(QuarantineCase.id == case_id)
    found: int = session.scalars(query).one()
    return found


def clock(session: Session, case_ids: Collection[int], today: dt.date) -> dict[int, Clock]:
    """The clock of each case: when it started, day n of how many, what restarted it, when it ends (R45-R47, R97)."""
    books = load(session, of_cases(case_ids), today)
    return {case: books.clocks[case] for case in case_ids if case in books.clocks}


def of_cases(case_ids: Collection[int]) -> ColumnElement[bool]:
    """These cases, and whatever else is open on the same animals: restrictions run side by side (R97)."""
    mine = aliased(QuarantineCase)
    animals = select(mine.animal_id).where(mine.id.in_(case_ids))
    return or_(QuarantineCase.id.in_(case_ids), and_(OPEN, QuarantineCase.animal_id.in_(animals)))


def load(session: Session, which: ColumnElement[bool], today: dt.date) -> Books:
    """Clocks of the cases that the condition names: five statements, however many they are."""
    rows = session.execute(_cases(which)).all()
    places = crossings.places(session)
    if not rows:
        return Books({}, [], places, {})
    reach = {unit for row in rows for unit in within(places, row.unit_id, row.place)}
    ways = crossings.since(session, reach, min(row.entered for row in rows))
    ranks = crossings.ranks_of(session, {way.taxon_id for way in ways})
    by_case: dict[int, list[Crossing]] = {}
    for way in ways:
        by_case.setdefault(way.case_id, []).append(way)
    found = {row.id: _begin(row, by_case[row.id], places) for row in rows}
    books = Books(found, ways, places, ranks, rows[0].us)
    _run(books, today)
    return books


def _run(books: Books, today: dt.date) -> None:
    """Let the clocks run: restarts, day n, and the later end of all that is open on one animal."""
    known: dict[Any, tuple[Restart, ...]] = {}
    events = _distinct(books.crossings)
    ends: dict[int, dt.date] = {}
    for case, one in books.clocks.items():
        books.clocks[case] = run = replace(one, restarts=_restarts(one, books, events, known))
        if run.closed_on is None:
            ends[run.animal_id] = max(ends.get(run.animal_id, dt.date.min), run.ends)
    for case, one in books.clocks.items():
        day = ((one.closed_on or today) - one.started).days
        books.clocks[case] = replace(one, day=day, earliest=ends.get(one.animal_id, one.ends))


def _cases(which: ColumnElement[bool]) -> Any:
    """A row for each entry of each case, with its protocol and the last days that were set."""
    last = aliased(QuarantineDays)
    newest = select(func.max(last.id)).where(last.case_id == QuarantineCase.id, last.voided_by.is_(None))
    return (
        select(
            *(getattr(QuarantineCase, name) for name in ("id", "animal_id", "imposed_by", "order_no")),
            Protocol.id.label("protocol_id"),
            *(getattr(QuarantineCase, name) for name in ("authority", "ordered_days", "closed_on", "release_document")),
            *(getattr(Protocol, name) for name in ("min_days", "scope", "place", "restart_after_end")),
            *(getattr(Protocol, name) for name in ("facilities", "staff_rules", "edition")),
            Protocol.name.label("protocol"),
            *(getattr(QuarantineDays, name) for name in ("days", "reason", "on")),
            Person.name.label("by"),
            *(getattr(QuarantineEntry, name) for name in ("unit_id", "entered")),
            US.label("us"),
        )
        .select_from(QuarantineCase)
        .join(Protocol, Protocol.id == PROTOCOL)
        .join(QuarantineEntry, QuarantineEntry.case_id == QuarantineCase.id)
        .outerjoin(QuarantineDays, QuarantineDays.id == newest.scalar_subquery())
        .outerjoin(Signature, Signature.id == QuarantineDays.signature_id)
        .outerjoin(Person, Person.id == Signature.person_id)
        .where(which, QuarantineCase.voided_by.is_(None), QuarantineEntry.voided_by.is_(None))
        .order_by(QuarantineCase.id)
    )


def _begin(row: Any, entries: Sequence[Crossing], places: Mapping[int, Where]) -> Clock:
    last = entries[-1]
    extension = None if row.days is None else Extension(row.days, row.reason, row.on, row.by or "")
    ordered = row.min_days if row.ordered_days is None else row.ordered_days
    return Clock(
        **{name: getattr(row, name) for name in ("animal_id", "protocol_id", "protocol", "imposed_by", "order_no")},
        **{name: getattr(row, name) for name in ("authority", "release_document", "scope", "place", "closed_on")},
        **{name: getattr(row, name) for name in ("edition", "facilities", "staff_rules")},
        case_id=row.id,
        restart_after_end=row.restart_after_end,
        local_id=last.local_id,
        taxon_id=last.taxon_id,
        unit_id=last.unit_id,
        unit=places[last.unit_id].code,
        entered=entries[0].entered,
        entries=tuple(entries),
        extension=extension,
        days=ordered if extension is None else extension.days,
        ordered=row.ordered_days is not None,
    )


def _distinct(ways: Sequence[Crossing]) -> list[Crossing]:
    """One newcomer for each unit, day and taxon: more of the same change nothing. Copies are none."""
    first: dict[Any, Crossing] = {}
    for way in ways:
        if not way.copied:
            first.setdefault((way.unit_id, way.entered, way.taxon_id), way)
    return list(first.values())


def _restarts(
    mine: Clock, books: Books, events: Sequence[Crossing], known: dict[Any, tuple[Restart, ...]]
) -> tuple[Restart, ...]:
    """What set this clock back to day 0, in order. Those who came alike and never crossed again share the answer."""
    first = mine.entries[0]
    alike = (first.unit_id, first.entered, first.left, first.taxon_id, mine.protocol_id, mine.days, mine.closed_on)
    if len(mine.entries) == 1 and alike in known:
        return known[alike]
    found: list[Restart] = []
    start = mine.entered
    for way in sorted([*mine.entries[1:], *_felt(mine, books, events)], key=lambda way: way.entered):
        own = way.case_id == mine.case_id
        ran_out = way.entered >= start + dt.timedelta(days=mine.days) and not mine.restart_after_end
        if way.entered > start and (own or not ran_out):
            start = way.entered
            unit = books.places[way.unit_id].code
            found.append(Restart(start, way.animal_id, way.local_id, way.taxon, unit, own))
    if len(mine.entries) == 1:
        known[alike] = tuple(found)
    return tuple(found)


def _felt(mine: Clock, books: Books, events: Sequence[Crossing]) -> Iterator[Crossing]:
    """Newcomers of the scope, from my entry on, into a unit that I feel, as long as I was there."""
    for stay in mine.entries:
        near = within(books.places, stay.unit_id, mine.place)
        until = min(stay.left or dt.date.max, mine.closed_on or dt.date.max)
        ranks = books.ranks[stay.taxon_id]
        for way in events:
            there = way.unit_id in near and stay.entered < way.entered <= until
            if there and same_scope(ranks, books.ranks[way.taxon_id], mine.scope):
                yield way


def set_back_words(clocks: Collection[Clock]) -> str:
    """The clocks that would begin again, in a sentence; empty where there are none."""
    names = list(dict.fromkeys(one.local_id for one in clocks))
    shown = ", ".join(names[:NAMES_SHOWN]) + (", …" if len(names) > NAMES_SHOWN else "")
    return _("This restarts the quarantine clock of {animals}.").format(animals=shown) if names else ""


def set_back(
    session: Session, unit_id: int, taxa: Collection[int], on: dt.date, apart: Collection[int] = ()
) -> list[Clock]:
    """The open clocks that animals of these taxa would restart by coming into a unit on that day (R46).

    `apart` are the animals that come themselves.
    """
    books = load(session, and_(OPEN, QuarantineCase.animal_id.not_in(apart)), on)
    ranks = crossings.ranks_of(session, taxa)
    return [
        one
        for one in books.clocks.values()
        if one.started < on and (one.restart_after_end or on < one.ends)
        if unit_id in within(books.places, one.unit_id, one.place)
        if any(same_scope(books.ranks[one.taxon_id], ranks[taxon], one.scope) for taxon in taxa)
    ]
