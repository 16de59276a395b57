"""An arrival as a form gives it, and what is wrong or doubtful about it, told by field before anything is written."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import ledger, settings, taxon_status
from zooapp.errors import Level, Problem
from zooapp.fields import check
from zooapp.i18n import _, ngettext
from zooapp.ledger import Filter
from zooapp.models import (
    AnimalKind,
    Consignment,
    ConsignmentLine,
    Mode,
    Taxon,
    Term,
)
from zooapp.models import MarkKind as Kind
from zooapp.models.consignment import KEEP_AS
from zooapp.places import capacity_problems
from zooapp.quarantine.clocks import set_back, set_back_words
from zooapp.quarantine.unit_states import not_free
from zooapp.services.duplicates import Clue, likely
from zooapp.services.identifiers import chip_problems
from zooapp.values.counts import SexCount
from zooapp.values.marks import MarkKind, MarkList, parse_marks

NONE = SexCount(0, 0, 0)
CITES_PAPERS = ("cites_export", "cites_import")


@dataclass(frozen=True)
class ArrivalPaper:
    """A paper that came with it; the names are those of Paper's fields."""

    kind: str
    number: str
    issuer: str | None = None
    issued_on: dt.date | None = None
    valid_to: dt.date | None = None
    incoming_no: str | None = None
    incoming_on: dt.date | None = None
    original_at: str | None = None
    lines: str | None = None


@dataclass(frozen=True)
class ArrivalHead:
    """The head of an arrival; the names are those of Consignment's fields. An empty number is given out."""

    sender_id: int
    term_id: int
    arrived_on: dt.date
    arrived_at: dt.datetime | None = None
    bound: bool = False
    number: str = ""
    transport: str | None = None
    transport_document: str | None = None
    origin_place: str | None = None
    destination_place: str | None = None
    couriers: str | None = None
    contract: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class ArrivalLine:
    """One line; the names are those of ConsignmentLine's fields."""

    taxon_id: int
    announced: SexCount
    alive: SexCount
    dead: SexCount = NONE
    keep_as: AnimalKind = AnimalKind.INDIVIDUAL
    marks: str | None = None
    sender_ids: str | None = None
    sex_method: str | None = None
    taxon_doubtful: bool = False
    condition: str | None = None
    crate: str | None = None
    seal: str | None = None
    unit_id: int | None = None
    protocol_id: int | None = None

    @property
    def parsed_marks(self) -> MarkList:
        """The marks of the line, read."""
        return parse_marks(self.marks or "", self.alive.total)

    @property
    def sender_numbers(self) -> list[str]:
        """The sender's own ids, one after the other."""
        return [part for piece in re.split(r"[,;\n]", self.sender_ids or "") if (part := piece.strip())]


@dataclass(frozen=True)
class Arrival:
    """A consignment as it came. `local_ids` were printed before and are used first (R107)."""

    head: ArrivalHead
    lines: Sequence[ArrivalLine]
    papers: Sequence[ArrivalPaper] = ()
    local_ids: Sequence[str] = field(default=())

    @property
    def animals(self) -> int:
        """How many records the lines become: as many local ids are wanted."""
        return sum(records_of(line) for line in self.lines)


def records_of(line: ArrivalLine) -> int:
    """How many records a line becomes: one a head, or one group; none when all were dead."""
    return line.alive.total if line.keep_as is AnimalKind.INDIVIDUAL else min(line.alive.total, 1)


def values_of(part: ArrivalHead | ArrivalLine | ArrivalPaper) -> dict[str, object]:
    """Its fields as the model takes them; what was left open is left out."""
    return {one.name: value for one in fields(part) if (value := getattr(part, one.name)) is not None}


def check_arrival(session: Session, arrival: Arrival, today: dt.date) -> list[Problem]:
    """All that is wrong or doubtful. Fields are `arrived_on`, and `lines.0.marks` with the lines counted from 0.

    `accessions.arrive` refuses and warns by the same.
    """
    head = check(Consignment(receiver_id=settings.our_institution(session), **values_of(arrival.head)))
    problems = [problem for problem in head if problem.field != "number"]
    problems += _head(session, arrival, today)
    for no, line in enumerate(arrival.lines):
        problems += [problem.under(f"lines.{no}") for problem in _line(session, line, no)]
    for several in (_chips, _known, _room, _clocks, _empty, _cites):
        problems += several(session, arrival)
    return list(dict.fromkeys(problems))


def _head(session: Session, arrival: Arrival, today: dt.date) -> Iterator[Problem]:
    if not arrival.lines:
        yield Problem("lines", _("What came? Add a line."))
    if arrival.head.arrived_on > today:
        yield Problem("arrived_on", _("This day has not come yet."))
    term = session.get(Term, arrival.head.term_id)
    if term is None or term.mode is not Mode.ARRIVAL:
        yield Problem("term_id", _("Choose how they were acquired."))
    taken = select(Consignment.id).where(Consignment.number == arrival.head.number, Consignment.voided_by.is_(None))
    if arrival.head.number and session.scalar(taken) is not None:
        yield Problem("number", _("There is a consignment with this number."))


def _line(session: Session, line: ArrivalLine, no: int) -> Iterator[Problem]:
    yield from (p for p in check(ConsignmentLine(no=no + 1, **values_of(line))) if p.field != "consignment_id")
    if line.keep_as not in dict(KEEP_AS):
        yield Problem("keep_as", _("Individuals, one group or a colony."))
    came = line.alive + line.dead
    if came != line.announced:
        words = _("Announced {announced}, came {came}.").format(announced=line.announced, came=came)
        yield Problem("alive", words, Level.WARNING)
    yield from (problem.under("marks") if not problem.field else problem for problem in line.parsed_marks.problems)
    yield from _sender_ids(line)
    taxon = session.get(Taxon, line.taxon_id)
    if taxon is not None and not taxon.rank.is_species_or_lower:
        yield Problem("taxon_id", _("CITES open until the species are named."), Level.WARNING)


def _sender_ids(line: ArrivalLine) -> Iterator[Problem]:
    n, total = len(line.sender_numbers), line.alive.total
    if not n or n == total or line.keep_as is not AnimalKind.INDIVIDUAL:
        return
    words = ngettext("{n} sender's ID for {total} animals.", "{n} sender's IDs for {total} animals.", n)
    level = Level.ERROR if n > total else Level.WARNING
    yield Problem("sender_ids", words.format(n=n, total=total), level)


def _chips(session: Session, arrival: Arrival) -> Iterator[Problem]:
    """Chips that stand in two lines, that a living animal wears, or that are a digit away from a known one."""
    by_line = [
        [mark.value for mark in line.parsed_marks.marks if mark.kind is MarkKind.TRANSPONDER] for line in arrival.lines
    ]
    times = Counter(chip for chips in by_line for chip in set(chips))
    known = chip_problems(session, list(times))
    for no, chips in enumerate(by_line):
        for chip in chips:
            if times[chip] > 1:
                yield Problem(f"lines.{no}.marks", _("{chip} stands in two lines.").format(chip=chip))
            for problem in known.get(chip, ()):
                yield Problem(f"lines.{no}.marks", f"{chip}: {problem.text}", problem.level)


def clues_of(arrival: Arrival) -> dict[Clue, str]:
    """The numbers that the animals come with, each with the field where it stands."""
    found: dict[Clue, str] = {}
    for no, line in enumerate(arrival.lines):
        for mark in line.parsed_marks.marks:
            found.setdefault(Clue(Kind(mark.kind.value), mark.value, line.taxon_id), f"lines.{no}.marks")
        for number in line.sender_numbers:
            theirs = Clue(Kind.SENDER_ID, number, line.taxon_id, arrival.head.sender_id)
            found.setdefault(theirs, f"lines.{no}.sender_ids")
    return found


def _known(session: Session, arrival: Arrival) -> Iterator[Problem]:
    """Who is in the books comes as a visit, not as a new animal (R24); of chips that are worn `_chips` tells."""
    clues = clues_of(arrival)
    known = likely(session, clues)
    worn = {one.animal_id for one in known.values() if one.wears_it}
    alive = {line.animal_id for line in ledger.balances(session, Filter(animals=worn))} if worn else set[int]()
    for clue, one in known.items():
        if not (one.wears_it and one.animal_id in alive):
            yield Problem(clues[clue], f"{clue.value}: {one.visit()}", Level.WARNING)


def _room(session: Session, arrival: Arrival) -> Iterator[Problem]:
    """Whether each unit has room for all that come into it (R112); told at the last line that goes there."""
    for unit, numbers in _by_unit(arrival).items():
        coming = [(arrival.lines[no].taxon_id, arrival.lines[no].alive.total) for no in numbers]
        for problem in capacity_problems(session, unit, coming, arrival.head.arrived_on):
            yield Problem(f"lines.{numbers[-1]}.unit_id", problem.text, problem.level)


def _clocks(session: Session, arrival: Arrival) -> Iterator[Problem]:
    """Whose quarantine begins again with those who come (R46); told at the last line that goes there."""
    for unit, numbers in _by_unit(arrival).items():
        taxa = {arrival.lines[no].taxon_id for no in numbers}
        if words := set_back_words(set_back(session, unit, taxa, arrival.head.arrived_on)):
            yield Problem(f"lines.{numbers[-1]}.unit_id", words, Level.WARNING)


def _empty(session: Session, arrival: Arrival) -> Iterator[Problem]:
    """Whether each unit was cleaned and empty for long enough after its last batch (R53)."""
    for unit, numbers in _by_unit(arrival).items():
        protocols = [key for no in numbers if (key := arrival.lines[no].protocol_id) is not None]
        for problem in not_free(session, unit, arrival.head.arrived_on, protocols):
            yield problem.under(f"lines.{numbers[-1]}")


def _by_unit(arrival: Arrival) -> dict[int, list[int]]:
    """The lines that bring somebody alive into each unit."""
    units: dict[int, list[int]] = {}
    for no, line in enumerate(arrival.lines):
        if line.unit_id is not None and line.alive.total:
            units.setdefault(line.unit_id, []).append(no)
    return units


def _cites(session: Session, arrival: Arrival) -> Iterator[Problem]:
    """A listed taxon without any CITES paper among the papers."""
    if any(paper.kind in CITES_PAPERS for paper in arrival.papers):
        return
    for no, line in enumerate(arrival.lines):
        appendix = taxon_status.value_on(session, line.taxon_id, arrival.head.arrived_on)
        if appendix not in (None, taxon_status.NOT_LISTED):
            words = _("CITES {appendix}: no permit among the papers.").format(appendix=appendix)
            yield Problem(f"lines.{no}.taxon_id", words, Level.WARNING)
