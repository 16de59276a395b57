"""The parts of an animal's history: one SELECT for each kind of line, all of the same columns."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import Date, Select, String, and_, case, cast, func, literal, null, or_, select, type_coerce
from sqlalchemy.orm import aliased

from zooapp.lists.animal_rows import local_id_of
from zooapp.lists.reading import called
from zooapp.models import (
    Animal,
    AnimalName,
    Census,
    Clutch,
    ClutchAct,
    ClutchEvent,
    ColonySize,
    Determination,
    Document,
    Enclosure,
    Entry,
    Institution,
    Measure,
    Media,
    MediaLink,
    Mode,
    Parentage,
    Posting,
    QuarantineCase,
    QuarantineResult,
    Requirement,
    Stay,
    Term,
    Transaction,
)
from zooapp.models import RecordMerge as Merge
from zooapp.portraits_of import is_paper
from zooapp.services.corrections import acts_of

# What comes before what, when one work wrote it on one day.
STEPS: Final = (
    "transaction", "stay", "determination", "parentage", "offspring", "clutch_event", "animal_name", "measure",
    "colony_size", "quarantine_result", "quarantine_case", "medical_problem", "examination",
    "clinical_note", "vaccination",
    "preventive_act", "prescription", "dose", "health_entry", "document", "media_link", "record_merge",
)
NONE: Final = cast(null(), String)
AMONG: Final = (Mode.SPLIT, Mode.MERGE)  # between records of ours
COUNTED: Final[tuple[Any, ...]] = (Posting, Census)  # where an act says how many


def line(kind: str, source: Any, on: Any, *words: Any, leads: Any = None) -> Select[Any]:
    """The columns that all parts share: three texts and a number say the rest."""
    said = [*words[:3], *[NONE] * 3][:3]
    texts = [cast(word, String).label(f"text{n}") for n, word in enumerate(said)]
    number = words[3] if len(words) > 3 else literal(0)
    step = literal(STEPS.index(kind)).label("step")
    by = source.closed_by if source is QuarantineCase else source.entry_id  # a case is told when it ends
    columns = (type_coerce(on, Date).label("on"), by.label("entry_id"), step, *texts, number.label("number"))
    goes = (source.id if leads is None else leads).label("leads")
    return select(literal(kind).label("kind"), source.id, *columns, goes).select_from(source)


def _acts(animal: int) -> Select[Any]:
    posted, counted = (
        select(func.sum(source.m + source.f + source.u))
        .where(source.transaction_id == Transaction.id, source.animal_id == animal)
        .scalar_subquery()
        for source in COUNTED
    )
    named = called("institution", Transaction.partner_id, Institution.name, short=True)
    partner = case((Transaction.mode.in_(AMONG), _other(animal)), else_=named)
    term = called("term", Transaction.term_id, Term.name)
    number = func.coalesce(posted, counted, 0)
    return (
        line("transaction", Transaction, Transaction.on, Transaction.mode, partner, term, number)
        .outerjoin(Institution, Institution.id == Transaction.partner_id)
        .outerjoin(Term, Term.id == Transaction.term_id)
        .where(acts_of(animal), Transaction.voided_by.is_(None))
    )


def _other(animal: int) -> Any:
    """The local id of the first other record of an act: from which it was split, which it joined."""
    other = aliased(Posting)
    return (
        select(local_id_of(other.animal_id))
        .where(other.transaction_id == Transaction.id, other.animal_id != animal)
        .order_by(other.id)
        .limit(1)
        .correlate(Transaction)
        .scalar_subquery()
    )


def _moves(animal: int) -> Select[Any]:
    return (
        line("stay", Stay, Stay.since, Enclosure.code, Enclosure.name, Stay.reason, leads=Stay.enclosure_id)
        .join(Enclosure, Enclosure.id == Stay.enclosure_id)
        .where(Stay.animal_id == animal, Stay.voided_by.is_(None))
    )


def _results(animal: int) -> Select[Any]:
    name = called("requirement", Requirement.id, Requirement.name)
    on = func.coalesce(QuarantineResult.read, QuarantineResult.taken)
    said = (name, QuarantineResult.outcome, QuarantineResult.lab, QuarantineResult.round)
    return (
        line("quarantine_result", QuarantineResult, on, *said, leads=QuarantineResult.case_id)
        .join(QuarantineCase, QuarantineCase.id == QuarantineResult.case_id)
        .join(Requirement, Requirement.id == QuarantineResult.requirement_id)
        .where(QuarantineCase.animal_id == animal, QuarantineResult.voided_by.is_(None))
    )


def _releases(animal: int) -> Select[Any]:
    closed = QuarantineCase.closed_on
    return line("quarantine_case", QuarantineCase, closed, QuarantineCase.release_document).where(
        QuarantineCase.animal_id == animal, QuarantineCase.voided_by.is_(None), closed.is_not(None)
    )


def _findings(animal: int) -> Select[Any]:
    about = (Determination.about, Determination.value, Determination.confidence)
    return line("determination", Determination, Determination.on, *about).where(
        Determination.animal_id == animal, Determination.voided_by.is_(None), Determination.transaction_id.is_(None)
    )


def _parents(animal: int) -> Select[Any]:
    """Told on the day of the birth, or when it was written down."""
    named = func.coalesce(local_id_of(Parentage.parent_id), Parentage.special)
    said = (Parentage.role, named, Parentage.method, Parentage.percent)
    return (
        line("parentage", Parentage, _birth(), *said, leads=Parentage.parent_id)
        .join(Animal, Animal.id == Parentage.animal_id)
        .join(Entry, Entry.id == Parentage.entry_id)
        .where(Parentage.animal_id == animal, Parentage.voided_by.is_(None))
    )


def _offspring(animal: int) -> Select[Any]:
    said = (Parentage.role, local_id_of(Parentage.animal_id), Animal.house_name, Parentage.percent)
    return (
        line("offspring", Parentage, _birth(), *said, leads=Parentage.animal_id)
        .join(Animal, Animal.id == Parentage.animal_id)
        .join(Entry, Entry.id == Parentage.entry_id)
        .where(Parentage.parent_id == animal, Parentage.voided_by.is_(None))
    )


def _eggs(animal: int) -> Select[Any]:
    """Eggs that it laid or sired, and those that it hatched from; a fetus too."""
    mine = select(Clutch.animal_id).where(or_(Clutch.dam_id == animal, Clutch.sire_id == animal))
    begun = and_(ClutchEvent.animal_id.in_(mine), ClutchEvent.what.in_((ClutchAct.LAID, ClutchAct.IDENTIFIED)))
    born = ClutchEvent.transaction_id.in_(select(Posting.transaction_id).where(Posting.animal_id == animal))
    said = (ClutchEvent.what, local_id_of(ClutchEvent.animal_id), NONE, ClutchEvent.count)
    return line("clutch_event", ClutchEvent, ClutchEvent.on, *said, leads=ClutchEvent.animal_id).where(
        or_(begun, born), ClutchEvent.voided_by.is_(None)
    )


def _sizes(animal: int) -> Select[Any]:
    guessed = case((ColonySize.estimate.is_(True), "yes"))
    return line("colony_size", ColonySize, ColonySize.on, guessed, ColonySize.method, NONE, ColonySize.size).where(
        ColonySize.animal_id == animal, ColonySize.voided_by.is_(None)
    )


def _birth() -> Any:
    return func.coalesce(Animal.__table__.c.born_nominal, func.date(Entry.at))


def _names(animal: int) -> Select[Any]:
    name = AnimalName
    return line("animal_name", name, name.until, name.text).where(name.animal_id == animal, name.voided_by.is_(None))


def _weights(animal: int) -> Select[Any]:
    about = func.coalesce(Measure.method, Measure.note)
    guessed = case((Measure.estimate.is_(True), "yes"))
    return line("measure", Measure, Measure.on, Measure.unit, about, guessed, Measure.value).where(
        Measure.animal_id == animal, Measure.voided_by.is_(None)
    )


def _pictures(animal: int) -> Select[Any]:
    day = func.coalesce(MediaLink.taken_on, MediaLink.incoming_on, func.date(Entry.at))
    paper = case((is_paper(), "yes"))
    return (
        line("media_link", MediaLink, day, MediaLink.caption, MediaLink.taken_by, paper)
        .join(Media, Media.id == MediaLink.media_id)
        .join(Entry, Entry.id == MediaLink.entry_id)
        .where(MediaLink.record_kind == "animal", MediaLink.record_id == animal, MediaLink.voided_by.is_(None))
    )


def _documents(animal: int) -> Select[Any]:
    """Its own papers, and those of the records that it stands for."""
    of = or_(Document.record_id == animal, Document.record_id.in_(select(Merge.dropped_id).where(*_stands_for(animal))))
    return line("document", Document, Document.issued_on, Document.series, Document.number).where(
        Document.record_kind == "animal", of
    )


def _merges(animal: int) -> Select[Any]:
    """Told by both records: which one stands for which."""
    kept, other = Merge.kept_id == animal, case((Merge.kept_id == animal, Merge.dropped_id), else_=Merge.kept_id)
    said = (local_id_of(other), case((kept, "yes")))
    return line("record_merge", Merge, Merge.on, *said, leads=other).where(
        or_(kept, Merge.dropped_id == animal), Merge.voided_by.is_(None)
    )


def _stands_for(animal: int) -> tuple[Any, Any]:
    return Merge.kept_id == animal, Merge.voided_by.is_(None)


PARTS: Final[Mapping[str, Callable[[int], Select[Any]]]] = {
    "transaction": _acts,
    "stay": _moves,
    "determination": _findings,
    "parentage": _parents,
    "offspring": _offspring,
    "clutch_event": _eggs,
    "animal_name": _names,
    "measure": _weights,
    "colony_size": _sizes,
    "quarantine_result": _results,
    "quarantine_case": _releases,
    "document": _documents,
    "media_link": _pictures,
    "record_merge": _merges,
}
