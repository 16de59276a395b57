"""Groups: split off a part as a group or as individuals, merge one into another; the total never changes (R6)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from zooapp.booking import Act, Move, account_here, book, into, moved, only_groups, open_stays, out_of
from zooapp.errors import Invalid, Level, Problem
from zooapp.i18n import _
from zooapp.models import Animal, AnimalKind, Determination, Determined, Identifier, MarkKind, Mode, Stay
from zooapp.permission import Permission
from zooapp.services import parentages, quarantine
from zooapp.services.accessions import enter, heads, mark_rows
from zooapp.services.dispositions import close_when_gone
from zooapp.services.gatherings import carry_marks
from zooapp.services.identifiers import add, inscriptions
from zooapp.values.counts import SexCount
from zooapp.values.marks import MarkList, parse_marks
from zooapp.values.rings import RingSeries, show_rings
from zooapp.work import Work, needs

BEGAN = ("origin", "birthplace", "birth_type", "rearing", "collection_id")  # what a part has of its group


@dataclass(frozen=True)
class Part:
    """What is split off: so many, as one group or each as an individual; `marks` names what they wear ("A001-A003")."""

    count: SexCount
    keep_as: AnimalKind = AnimalKind.INDIVIDUAL
    marks: str = ""


@needs(Permission.ACCESSION)
def split(work: Work, animal_id: int, parts: Sequence[Part], act: Act) -> list[int]:
    """Split parts off a group, in one act: the ids of the new records, part by part (R6, R12).

    They keep its place, its open quarantine with results, its history through the act, and the marks that are named.
    That nothing is left is asked about; a whole group as one group again would be no split and is refused.
    """
    source = work.touch(animal_id)
    only_groups(source)
    account, there = account_here(work, source, act.on)
    if [(part.count, part.keep_as) for part in parts] == [(there, AnimalKind.GROUP)]:
        raise Invalid(Problem("parts.0.count", _("This is the whole group: move it, or take out fewer.")))
    moves, made = list[Move](), list[list[int]]()
    for no, part in enumerate(parts):
        if not part.count.total or not part.count.fits_in(there):
            words = _("{part} cannot come out of {whole}.").format(part=part.count, whole=there)
            raise Invalid(Problem(f"parts.{no}.count", words))
        there = there - part.count
        counts = heads(part.count) if part.keep_as is AnimalKind.INDIVIDUAL else [part.count]
        animals = [part_off(work, source, part.keep_as, act.on) for _one in counts]
        made.append(animals)
        moves.append(out_of(account, part.count))
        moves += [into(moved(account, animal_id=a), n) for a, n in zip(animals, counts, strict=True)]
    if not there.total:
        work.warn(Problem("parts.0.count", _("Nothing is left: the group ends."), Level.WARNING))
    book(work, Mode.SPLIT, act, moves)
    for no, (animals, part) in enumerate(zip(made, parts, strict=True)):
        for animal in animals:
            hand_on(work, source, animal, act.on)
        with_marks = read_marks(work, part.marks, part.count, f"parts.{no}.marks")
        move_marks(work, source, animals, with_marks, act.on)
    close_when_gone(work, source, act.on)
    return [animal for animals in made for animal in animals]


@needs(Permission.ACCESSION)
def merge(work: Work, from_id: int, into_id: int, act: Act) -> int:
    """All of one record join a group of the same taxon, holder and owner, in one act; the record closes (R13)."""
    if from_id == into_id:
        raise Invalid(Problem("into_id", _("This is the same record.")))
    leaving, staying = work.touch(from_id), work.touch(into_id)
    if staying.kind is AnimalKind.INDIVIDUAL:
        raise Invalid(Problem("into_id", _("This is one animal, not a group.")))
    account, n = account_here(work, leaving, act.on)
    target, _there = account_here(work, staying, act.on)
    if target != moved(account, animal_id=into_id):
        raise Invalid(Problem("into_id", _("They differ in taxon or owner.")))
    if quarantine.open_cases(work.session, [from_id]) or quarantine.open_cases(work.session, [into_id]):
        work.warn(Problem("into_id", _("One of them is in quarantine."), Level.WARNING))
    done = book(work, Mode.MERGE, act, [out_of(account, n), into(target, n)])
    carry_marks(work, leaving, into_id, act.on)
    close_when_gone(work, leaving, act.on)
    return done.id


@needs(Permission.ACCESSION)
def part_off(work: Work, source: Animal, kind: AnimalKind, on: dt.date) -> int:
    """A new record that begins as a part of another: born, come and numbered as such."""
    animal = work.add(Animal(kind=kind, born=source.born, **{name: getattr(source, name) for name in BEGAN}))
    enter(work, [animal.id], on, None)
    return animal.id


@needs(Permission.ACCESSION)
def hand_on(work: Work, source: Animal, animal: int, on: dt.date) -> None:
    """The new record stands where the old one stood, in the same quarantine, as surely determined."""
    for stay in open_stays(work, source.id):
        if stay.since <= on:
            work.add(Stay(animal_id=animal, enclosure_id=stay.enclosure_id, since=on, reason=stay.reason))
    quarantine.split_case(work, source.id, animal)
    parentages.inherit(work, source.id, animal)
    query = select(Determination).where(Determination.animal_id == source.id, Determination.voided_by.is_(None))
    taxon = query.where(Determination.about == Determined.TAXON).order_by(Determination.id.desc()).limit(1)
    if (known := work.session.scalar(taxon)) is not None:
        facts = {"about": known.about, "value": known.value, "confidence": known.confidence, "method": known.method}
        work.add(Determination(animal_id=animal, on=known.on, **facts))


@needs(Permission.ACCESSION)
def read_marks(work: Work, text: str, count: SexCount, field: str) -> MarkList:
    """The marks of so many animals as they were typed. Fewer than animals is asked about; raises Invalid for more.

    Words without a number are refused, since no mark keeps them. `field` is where it is said.
    """
    found = parse_marks(text, count.total)
    wrong = [problem for problem in found.problems if problem.level is Level.ERROR]
    if found.note:
        wrong.append(Problem("", _("No number of a mark in “{text}”.").format(text=found.note)))
    if wrong:
        raise Invalid(problem.under(field) for problem in wrong)
    for problem in found.problems:
        work.warn(problem.under(field))
    return found


@needs(Permission.ACCESSION)
def move_marks(work: Work, source: Animal, animals: Sequence[int], found: MarkList, on: dt.date) -> None:
    """Named marks go to the new records, one by one to individuals, and come off the old one if it wore them."""
    _take_off(work, source, {mark.value for mark in found.marks}, on)
    if len(animals) == 1:
        for row in mark_rows(found.marks):
            add(work, animals[0], {**row, "since": on})
        return
    for kind in dict.fromkeys(mark.kind for mark in found.marks):
        alike = [mark.value for mark in found.marks if mark.kind is kind]
        for animal, value in zip(animals, alike, strict=False):
            add(work, animal, {"kind": MarkKind(kind.value), "value": value, "since": on})


def _take_off(work: Work, source: Animal, named: set[str], on: dt.date) -> None:
    """End the marks of the old record of which some are named; the others of a series go on as a new row."""
    worn = select(Identifier).where(Identifier.animal_id == source.id, Identifier.until.is_(None))
    for mark in work.session.scalars(worn.where(Identifier.voided_by.is_(None))).all():
        each = inscriptions(mark)
        if mark.kind in (MarkKind.LOCAL_ID, MarkKind.SENDER_ID) or not named.intersection(each):
            continue
        work.amend(Identifier, mark.id, mark.version, {"until": on})
        if not (left := [one for one in each if one not in named]):
            continue
        for series in show_rings(left).split(", "):
            n = RingSeries.parse(series).count
            work.add(Identifier(animal_id=source.id, kind=mark.kind, value=series, count=n, since=on, place=mark.place))
