"""Animals come in without a consignment: found, rescued, captured, seized and placed here, given by a visitor."""

from collections.abc import Sequence
from dataclasses import dataclass

from zooapp import places, settings
from zooapp.booking import Account, Act, book, into
from zooapp.errors import Invalid, Level, Problem
from zooapp.i18n import _
from zooapp.models import (
    Animal,
    AnimalKind,
    Confidence,
    Determination,
    Determined,
    Enclosure,
    EnclosureKind,
    MarkKind,
    Mode,
    Origin,
    Taxon,
    Term,
)
from zooapp.permission import Permission
from zooapp.services import groups, quarantine
from zooapp.services.accessions import enter, heads, mark_rows
from zooapp.services.duplicates import Clue, likely
from zooapp.services.identifiers import add
from zooapp.values.counts import SexCount
from zooapp.values.dates import FuzzyDate
from zooapp.values.marks import MarkList
from zooapp.work import Work, needs


@dataclass(frozen=True)
class Coming:
    """What came: of which taxon, how many, kept as what, with which marks; where it stands, under which protocol."""

    taxon_id: int
    count: SexCount
    keep_as: AnimalKind = AnimalKind.INDIVIDUAL
    marks: str = ""
    taxon_doubtful: bool = False
    house_name: str | None = None
    born: FuzzyDate | None = None
    origin: Origin = Origin.UNKNOWN
    birthplace: str | None = None
    enclosure_id: int | None = None
    protocol_id: int | None = None


@needs(Permission.ACCESSION)
def come_in(work: Work, coming: Coming, act: Act) -> list[int]:
    """Take them in, in one act: the ids of their records. The partner of the act, if any, is from whom they are.

    Whose they are says the term. Raises Invalid beside the fields; warns of numbers that are in the books already
    (R24), and of want of room (R112).
    """
    owner = _owner(work, act)
    if problems := [*_of_count(coming), *_of_place(work, coming, act)]:
        raise Invalid(problems)
    if coming.born is not None and coming.born.earliest is not None and coming.born.earliest > act.on:
        raise Invalid(Problem("born", _("That is after the day it came.")))
    marks = groups.read_marks(work, coming.marks, coming.count, "marks")
    _warn_of_known(work, coming, marks)
    alone = coming.keep_as is AnimalKind.INDIVIDUAL
    counts = heads(coming.count) if alone else [coming.count]
    names = ("house_name", "born", "origin", "birthplace")
    facts = {name: getattr(coming, name) for name in names}
    animals = [work.add(Animal(kind=coming.keep_as, **facts)).id for _one in counts]
    ours = (coming.taxon_id, settings.our_institution(work.session), owner)
    moves = [into(Account(animal, *ours), n) for animal, n in zip(animals, counts, strict=True)]
    done = book(work, Mode.ARRIVAL, act, moves)
    enter(work, animals, act.on, coming.enclosure_id)
    _wear(work, animals, marks, act)
    taxon = work.get(Taxon, coming.taxon_id).scientific
    sure = Confidence.PROBABLE if coming.taxon_doubtful else Confidence.CONFIRMED
    known = {"about": Determined.TAXON, "value": taxon, "confidence": sure, "on": act.on, "transaction_id": done.id}
    work.add_many(Determination, [{"animal_id": animal, **known} for animal in animals])
    if coming.protocol_id is not None and coming.enclosure_id is not None:
        for animal in animals:
            order: quarantine.Order = {"taxon_id": coming.taxon_id, "entered_at": None}
            quarantine.open_case(work, animal, coming.protocol_id, coming.enclosure_id, act.on, **order)
    return animals


def _owner(work: Work, act: Act) -> int:
    term = work.get(Term, act.term_id) if act.term_id is not None else None
    if term is None or term.mode is not Mode.ARRIVAL:
        raise Invalid(Problem("term_id", _("Choose how they were acquired.")))
    if term.ownership:
        return settings.our_institution(work.session)
    if act.partner_id is None:
        raise Invalid(Problem("partner_id", _("Whose are they? This term leaves the owner.")))
    return act.partner_id


def _of_count(coming: Coming) -> list[Problem]:
    count = coming.count
    if not count.total:
        return [Problem("count", _("How many?"))]
    if coming.keep_as is AnimalKind.COLONY and (count.m or count.f):
        return [Problem("count", _("A colony is counted in units, as 0.0.1."))]
    if coming.house_name and coming.keep_as is AnimalKind.INDIVIDUAL and count.total > 1:
        return [Problem("house_name", _("Several animals: name them one by one, afterwards."))]
    return []


def _of_place(work: Work, coming: Coming, act: Act) -> list[Problem]:
    if coming.enclosure_id is None:
        return [Problem("enclosure_id", _("In which unit?"))] if coming.protocol_id is not None else []
    place = work.get(Enclosure, coming.enclosure_id)
    unit = place.kind is EnclosureKind.QUARANTINE
    if unit and coming.protocol_id is None:
        return [Problem("protocol_id", _("{place} is a quarantine unit: choose a protocol.").format(place=place.code))]
    if not unit and coming.protocol_id is not None:
        return [Problem("enclosure_id", _("{place} is no quarantine unit.").format(place=place.code))]
    if not place.in_use(act.on):
        return [Problem("enclosure_id", _("{place} is not in use on that day.").format(place=place.code))]
    coming_there = [(coming.taxon_id, coming.count.total)]
    for problem in places.capacity_problems(work.session, place.id, coming_there, act.on):
        work.warn(problem)
    return []


def _warn_of_known(work: Work, coming: Coming, marks: MarkList) -> None:
    clues = [Clue(MarkKind(mark.kind.value), mark.value, coming.taxon_id) for mark in marks.marks]
    for one in dict.fromkeys(likely(work.session, clues).values()):
        work.warn(Problem("marks", one.visit(), Level.WARNING))


def _wear(work: Work, animals: Sequence[int], found: MarkList, act: Act) -> None:
    """Each the mark in its place; a group all of them."""
    if len(animals) == 1:
        for row in mark_rows(found.marks):
            add(work, animals[0], {**row, "since": act.on})
        return
    for kind in dict.fromkeys(mark.kind for mark in found.marks):
        alike = [mark.value for mark in found.marks if mark.kind is kind]
        for animal, value in zip(animals, alike, strict=False):
            add(work, animal, {"kind": MarkKind(kind.value), "value": value, "since": act.on})
