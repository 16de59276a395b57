"""Animals come into the books: a consignment arrives with all its lines in one work, young are born or hatch."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from zooapp import settings
from zooapp.booking import Account, Act, account_here, book, into, only_groups
from zooapp.errors import Invalid, Level, Problem
from zooapp.i18n import _
from zooapp.lists.maturity import birth_type_of
from zooapp.models import (
    Animal,
    AnimalKind,
    Confidence,
    Consignment,
    ConsignmentLine,
    Determination,
    Determined,
    Identifier,
    MarkKind,
    Mode,
    Origin,
    Paper,
    Stage,
    Stay,
    Taxon,
    Term,
    Transaction,
)
from zooapp.permission import Permission
from zooapp.services import numbers, offspring, parentages, quarantine
from zooapp.services.arrivals import Arrival, ArrivalLine, check_arrival, records_of, values_of
from zooapp.values.counts import Sex, SexCount
from zooapp.values.dates import FuzzyDate
from zooapp.values.marks import Mark
from zooapp.values.rings import RingSeries, show_rings
from zooapp.work import Work, needs

MALE, FEMALE, UNKNOWN = SexCount(1, 0, 0), SexCount(0, 1, 0), SexCount(0, 0, 1)
REPORTED = "reported"
PAPERS = "papers"


@dataclass(frozen=True)
class Arrived:
    """What an arrival became: the consignment, its act and its animals line by line."""

    consignment_id: int
    transactions: list[int | None]
    animals: list[list[int]]


@needs(Permission.ACCESSION)
def arrive(work: Work, arrival: Arrival) -> Arrived:
    """Take a consignment in: its lines, animals, ids, marks, determinations, stays and quarantine cases.

    Raises Invalid with problems as `check_arrival` tells them. The dead are not accessioned (ledger.md 2.10).
    """
    problems = check_arrival(work.session, arrival, work.today)
    if errors := [problem for problem in problems if problem.level is Level.ERROR]:
        raise Invalid(errors)
    for problem in problems:
        work.warn(problem)
    consignment = _consignment(work, arrival)
    year = arrival.head.arrived_on.year
    missing = max(arrival.animals - len(arrival.local_ids), 0)
    ids = iter([*arrival.local_ids, *numbers.take_local_ids(work, year, missing)])
    done = Arrived(consignment.id, [], [])
    for no, line in enumerate(arrival.lines):
        with _seen_from(work, f"lines.{no}"):
            written = work.add(ConsignmentLine(consignment_id=consignment.id, no=no + 1, **values_of(line)))
            names = [next(ids) for _one in range(records_of(line))]
            _take_in(work, arrival, line, _Arriving(consignment, written, names, done))
    return done


@dataclass(frozen=True)
class _Arriving:
    consignment: Consignment
    line: ConsignmentLine
    names: Sequence[str]
    done: Arrived


def _consignment(work: Work, arrival: Arrival) -> Consignment:
    head = arrival.head
    values = values_of(head)
    if not head.number:
        year = head.arrived_on.year
        values["number"] = f"{year}-{numbers.next_number(work, f'consignment:{year}'):03}"
    us = settings.our_institution(work.session)
    consignment = work.add(Consignment(receiver_id=us, stage=Stage.ARRIVED, **values))
    kept: dict[str, Any] = {"record_kind": Consignment.called, "record_id": consignment.id}
    for no, paper in enumerate(arrival.papers):
        with _seen_from(work, f"papers.{no}"):
            work.add(Paper(**kept, **values_of(paper)))
    return consignment


@contextmanager
def _seen_from(work: Work, place: str) -> Iterator[None]:
    """Problems that come up inside are told under this place, and no warning twice."""
    before = len(work.warnings)
    try:
        yield
    except Invalid as wrong:
        raise Invalid(problem.under(place) for problem in wrong.problems) from None
    known = {problem.text for problem in work.warnings[:before]}
    found = [problem.under(place) for problem in work.warnings[before:]]
    work.warnings[before:] = [p for p in found if not any(p.text in text for text in known)]


def _take_in(work: Work, arrival: Arrival, line: ArrivalLine, at: _Arriving) -> None:
    """One line: its animals, the act that brings them, and all that is said of them."""
    counts = heads(line.alive) if line.keep_as is AnimalKind.INDIVIDUAL else [line.alive] * min(line.alive.total, 1)
    animals = [work.add(Animal(kind=line.keep_as)).id for _one in counts]
    at.done.animals.append(animals)
    if not animals:
        at.done.transactions.append(None)
        return
    head = arrival.head
    us = settings.our_institution(work.session)
    owner = us if work.get(Term, head.term_id).ownership else head.sender_id
    when = FuzzyDate.by(head.arrived_on) if head.bound else None
    act = Act(head.arrived_on, head.term_id, head.sender_id, when=when, line_id=at.line.id)
    moves = [into(Account(a, line.taxon_id, us, owner), n) for a, n in zip(animals, counts, strict=True)]
    booked = book(work, Mode.ARRIVAL, act, moves)
    at.done.transactions.append(booked.id)
    _name(work, line, at, animals)
    _determine(work, line, booked.id, list(zip(animals, counts, strict=True)))
    if line.unit_id is None:
        return
    rows = [{"animal_id": a, "enclosure_id": line.unit_id, "since": head.arrived_on} for a in animals]
    work.add_many(Stay, rows)
    if line.protocol_id is None:
        return
    order: quarantine.Order = {"entered_at": head.arrived_at, "taxon_id": line.taxon_id}
    for animal in animals:
        quarantine.open_case(work, animal, line.protocol_id, line.unit_id, head.arrived_on, **order)


def heads(count: SexCount) -> list[SexCount]:
    """One count for each animal: the males, then the females, then those of unknown sex."""
    return [MALE] * count.m + [FEMALE] * count.f + [UNKNOWN] * count.u


def _name(work: Work, line: ArrivalLine, at: _Arriving, animals: list[int]) -> None:
    """Local ids, the sender's ids and the marks: the i-th to the i-th animal, or all to the group."""
    us, since = at.consignment.receiver_id, at.consignment.arrived_on
    rows: list[dict[str, Any]] = [
        {"animal_id": animal, "kind": MarkKind.LOCAL_ID, "institution_id": us, "value": value}
        for animal, value in zip(animals, at.names, strict=True)
    ]
    group = line.keep_as is not AnimalKind.INDIVIDUAL
    theirs = {"kind": MarkKind.SENDER_ID, "institution_id": at.consignment.sender_id}
    for animal, value in _spread(animals, line.sender_numbers, group):
        rows.append({"animal_id": animal, "value": value, **theirs})
    marks = line.parsed_marks.marks
    if group:
        rows += [{"animal_id": animals[0], **row} for row in mark_rows(marks)]
    else:
        for kind in dict.fromkeys(mark.kind for mark in marks):
            alike = [mark.value for mark in marks if mark.kind is kind]
            what = MarkKind(kind.value)
            rows += [{"animal_id": a, "kind": what, "value": v} for a, v in zip(animals, alike, strict=False)]
    work.add_many(Identifier, [{"count": 1, "since": since, **row} for row in rows])


def _spread(animals: list[int], values: list[str], group: bool) -> list[tuple[int, str]]:
    return [(animals[0], value) for value in values] if group else list(zip(animals, values, strict=False))


def mark_rows(marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """Marks of a group as rows of Identifier: each chip by itself, rings and tags as series with their number."""
    rows: list[dict[str, Any]] = []
    for kind in dict.fromkeys(mark.kind for mark in marks):
        values = [mark.value for mark in marks if mark.kind is kind]
        series = values if MarkKind(kind.value) is MarkKind.TRANSPONDER else show_rings(values).split(", ")
        for value in series:
            count = 1 if value in values else RingSeries.parse(value).count
            rows.append({"kind": MarkKind(kind.value), "value": value, "count": count})
    return rows


def sex_of(count: SexCount) -> str:
    """The sex of one animal as a word, or the count by sex of a group, as a determination keeps it."""
    if count.total != 1:
        return str(count)
    return next(sex.value for sex in (Sex.MALE, Sex.FEMALE, Sex.UNDETERMINED) if sex.as_count == count)


def _determine(work: Work, line: ArrivalLine, act_id: int, counts: list[tuple[int, SexCount]]) -> None:
    """The sex as reported unless a method is named; the taxon as it was doubtful or not."""
    on = work.get(Transaction, act_id).on
    said = (line.sex_method or "").casefold()
    method = None if said in ("", REPORTED, _(REPORTED)) else line.sex_method
    taxon = work.get(Taxon, line.taxon_id).scientific
    sure = Confidence.PROBABLE if line.taxon_doubtful else Confidence.CONFIRMED
    rows: list[dict[str, Any]] = []
    for animal, count in counts:
        facts = {"animal_id": animal, "on": on, "transaction_id": act_id}
        known = {"about": Determined.TAXON, "value": taxon, "confidence": sure}
        rows.append({**facts, **known, "method": None if line.taxon_doubtful else PAPERS})
        if count.m or count.f:
            sex = {"about": Determined.SEX, "value": sex_of(count), "method": method}
            rows.append({**facts, **sex, "confidence": Confidence.CONFIRMED if method else Confidence.REPORTED})
    work.add_many(Determination, rows)


@dataclass(frozen=True)
class Birth:
    """Young of one day: into a group (`into_id`), or as records of their own with a taxon, and a place if known.

    With a `dam_id` they are of her taxon, and belong to `owner_id`, else to whom the contract of her loan gives them,
    else to her owner (R34).
    """

    count: SexCount
    into_id: int | None = None
    taxon_id: int | None = None
    keep_as: AnimalKind = AnimalKind.INDIVIDUAL
    enclosure_id: int | None = None
    birthplace: str | None = None
    dam_id: int | None = None
    owner_id: int | None = None
    sire_id: int | None = None


@needs(Permission.ACCESSION)
def birth(work: Work, birth: Birth, act: Act) -> list[int]:
    """Young are born or hatch: the ids of their records. Within a quarantine unit that is no entry (ledger.md 2.9)."""
    if not birth.count.total:
        raise Invalid(Problem("count", _("How many?")))
    if birth.into_id is not None:
        group = work.touch(birth.into_id)
        only_groups(group)
        account, _there = account_here(work, group, act.on)
        whose = offspring.owners(work, account, [birth.count], account.owner_id)
        book(work, Mode.BIRTH, replace(act, loan_id=act.loan_id or whose.loan_id), [into(account, birth.count)])
        return [group.id]
    us = settings.our_institution(work.session)
    counts = heads(birth.count) if birth.keep_as is AnimalKind.INDIVIDUAL else [birth.count]
    taxon_id, whose = birth.taxon_id, offspring.Owners([birth.owner_id or us] * len(counts))
    if birth.dam_id is not None:
        dam, _there = account_here(work, work.touch(birth.dam_id), act.on)
        taxon_id, whose = taxon_id or dam.taxon_id, offspring.owners(work, dam, counts, birth.owner_id)
    if taxon_id is None:
        raise Invalid(Problem("taxon_id", _("Which taxon, or into which group?")))
    facts = {"born": act.when or FuzzyDate.exact(act.on), "birthplace": birth.birthplace, "origin": Origin.CAPTIVE}
    facts["birth_type"] = birth_type_of(work.session, taxon_id)
    animals = [work.add(Animal(kind=birth.keep_as, **facts)).id for _one in counts]
    born = zip(animals, whose.each, counts, strict=True)
    moves = [into(Account(a, taxon_id, us, owner), n) for a, owner, n in born]
    book(work, Mode.BIRTH, replace(act, loan_id=act.loan_id or whose.loan_id), moves)
    offspring.share(work, animals, whose)
    parentages.of_birth(work, animals, birth.dam_id, birth.sire_id)
    enter(work, animals, act.on, birth.enclosure_id)
    return animals


@needs(Permission.ACCESSION)
def enter(work: Work, animals: Sequence[int], on: dt.date, enclosure_id: int | None) -> None:
    """New records get their local ids, and the place where they stand."""
    us = settings.our_institution(work.session)
    named = zip(animals, numbers.take_local_ids(work, on.year, len(animals)), strict=True)
    facts = {"kind": MarkKind.LOCAL_ID, "institution_id": us, "since": on}
    work.add_many(Identifier, [{"animal_id": animal, "value": value, **facts} for animal, value in named])
    if enclosure_id is not None:
        work.add_many(Stay, [{"animal_id": a, "enclosure_id": enclosure_id, "since": on} for a in animals])
