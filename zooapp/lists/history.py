"""What happened to an animal, the newest first, of every kind or of some: its whole life as one statement."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Date, Select, String, cast, func, literal, null, select, type_coerce, union_all
from sqlalchemy.orm import Session

from zooapp.i18n import N_, _, ngettext
from zooapp.lists.reading import called
from zooapp.models import (
    Census,
    Determination,
    Enclosure,
    Entry,
    Institution,
    Measure,
    Media,
    MediaLink,
    Mode,
    Outcome,
    Parentage,
    ParentRole,
    Person,
    Posting,
    QuarantineCase,
    QuarantineResult,
    Requirement,
    Stay,
    Term,
    Transaction,
)
from zooapp.models.animal import CONFIDENCES
from zooapp.models.parentage import SPECIALS
from zooapp.models.quarantine import OUTCOMES
from zooapp.portraits_of import is_paper
from zooapp.values.weights import Weight
from zooapp.services.corrections import acts_of

MODES: Final[Mapping[str, tuple[str, str, str]]] = {  # words with a partner, words without, icon
    Mode.ARRIVAL: (N_("Arrived from {partner}"), N_("Arrived"), "plane-arrival"),
    Mode.DEPARTURE: (N_("Left for {partner}"), N_("Left"), "plane-departure"),
    Mode.TRANSFER: (N_("Transfer, {partner}"), N_("Transfer"), "transfer"),
    Mode.RECEIPT: (N_("Receipt by {partner}"), N_("Receipt"), "transfer-in"),
    Mode.BIRTH: ("", N_("Born"), "egg"),
    Mode.DEATH: ("", N_("Died"), "circle-x"),
    Mode.SPLIT: ("", N_("Split"), "arrows-split"),
    Mode.MERGE: ("", N_("Merged"), "arrows-join"),
    Mode.IDENTIFIED: ("", N_("Species determined"), "dna"),
    Mode.SEXED: ("", N_("Sex determined"), "dna"),
    Mode.CENSUS: ("", N_("Counted"), "clipboard-check"),
}
ABOUT: Final = {"sex": N_("Sex: {value}"), "taxon": N_("Species: {value}")}
# What comes before what, when one work wrote it on one day.
STEPS: Final = (
    "transaction", "stay", "determination", "parentage", "offspring", "animal_name", "measure", "quarantine_result",
    "quarantine_case", "document", "media_link",
)
NONE: Final = cast(null(), String)
# What a person asks for, and which kinds of lines that are.
TOPICS: Final = (
    (N_("Acts"), ("transaction",)),
    (N_("Moves"), ("stay",)),
    (N_("Quarantine"), ("quarantine_result", "quarantine_case")),
    (N_("Weights"), ("measure",)),
    (N_("Family"), ("parentage", "offspring")),
    (N_("Sex, taxon, names"), ("determination", "animal_name")),
    (N_("Photos and papers"), ("media_link", "document")),
)


@dataclass(frozen=True)
class Happened:
    """One line of a history: the day, in words, a detail, who wrote it, an icon; its record, and what it leads to.

    `leads` is the key of what can be opened: an animal of the family, a place, a case, or the record itself.
    """

    on: dt.date
    words: str
    detail: str
    who: str
    icon: str
    kind: str
    id: int
    leads: int
    entry: int


def history(session: Session, animal_id: int, limit: int = 30, kinds: Collection[str] = STEPS) -> list[Happened]:
    """The last that happened to an animal and was not taken back: everything, or what is of these kinds."""
    lines = union_all(*(PARTS[kind](animal_id) for kind in STEPS if kind in kinds)).subquery()
    found = session.execute(
        select(*lines.c, Person.name.label("who"))
        .outerjoin(Entry, Entry.id == lines.c.entry_id)
        .outerjoin(Person, Person.id == Entry.person_id)
        .order_by(lines.c.on.desc(), lines.c.entry_id.desc(), lines.c.step.desc(), lines.c.id.desc())
        .limit(limit)
    ).all()
    return [_told(row) for row in found]


def _line(kind: str, source: Any, on: Any, *words: Any, leads: Any = None) -> Select[Any]:
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
        for source in (Posting, Census)
    )
    partner = called("institution", Transaction.partner_id, Institution.name, short=True)
    term = called("term", Transaction.term_id, Term.name)
    number = func.coalesce(posted, counted, 0)
    return (
        _line("transaction", Transaction, Transaction.on, Transaction.mode, partner, term, number)
        .outerjoin(Institution, Institution.id == Transaction.partner_id)
        .outerjoin(Term, Term.id == Transaction.term_id)
        .where(acts_of(animal), Transaction.voided_by.is_(None))
    )


def _moves(animal: int) -> Select[Any]:
    return (
        _line("stay", Stay, Stay.since, Enclosure.code, Enclosure.name, Stay.reason, leads=Stay.enclosure_id)
        .join(Enclosure, Enclosure.id == Stay.enclosure_id)
        .where(Stay.animal_id == animal, Stay.voided_by.is_(None))
    )


def _results(animal: int) -> Select[Any]:
    name = called("requirement", Requirement.id, Requirement.name)
    on = func.coalesce(QuarantineResult.read, QuarantineResult.taken)
    said = (name, QuarantineResult.outcome, QuarantineResult.lab, QuarantineResult.round)
    return (
        _line("quarantine_result", QuarantineResult, on, *said, leads=QuarantineResult.case_id)
        .join(QuarantineCase, QuarantineCase.id == QuarantineResult.case_id)
        .join(Requirement, Requirement.id == QuarantineResult.requirement_id)
        .where(QuarantineCase.animal_id == animal, QuarantineResult.voided_by.is_(None))
    )


def _releases(animal: int) -> Select[Any]:
    closed = QuarantineCase.closed_on
    return _line("quarantine_case", QuarantineCase, closed, QuarantineCase.release_document).where(
        QuarantineCase.animal_id == animal, QuarantineCase.voided_by.is_(None), closed.is_not(None)
    )


def _findings(animal: int) -> Select[Any]:
    about = (Determination.about, Determination.value, Determination.confidence)
    return _line("determination", Determination, Determination.on, *about).where(
        Determination.animal_id == animal, Determination.voided_by.is_(None), Determination.transaction_id.is_(None)
    )


def _parents(animal: int) -> Select[Any]:
    """Told on the day of the birth, or when it was written down."""
    named = func.coalesce(local_id_of(Parentage.parent_id), Parentage.special)
    said = (Parentage.role, named, Parentage.method, Parentage.percent)
    return (
        _line("parentage", Parentage, _birth(), *said, leads=Parentage.parent_id)
        .join(Animal, Animal.id == Parentage.animal_id)
        .join(Entry, Entry.id == Parentage.entry_id)
        .where(Parentage.animal_id == animal, Parentage.voided_by.is_(None))
    )


def _offspring(animal: int) -> Select[Any]:
    said = (Parentage.role, local_id_of(Parentage.animal_id), Animal.house_name, Parentage.percent)
    return (
        _line("offspring", Parentage, _birth(), *said, leads=Parentage.animal_id)
        .join(Animal, Animal.id == Parentage.animal_id)
        .join(Entry, Entry.id == Parentage.entry_id)
        .where(Parentage.parent_id == animal, Parentage.voided_by.is_(None))
    )


def _birth() -> Any:
    return func.coalesce(Animal.__table__.c.born_nominal, func.date(Entry.at))


def _names(animal: int) -> Select[Any]:
    name = AnimalName
    return _line("animal_name", name, name.until, name.text).where(name.animal_id == animal, name.voided_by.is_(None))


def _weights(animal: int) -> Select[Any]:
    about = func.coalesce(Measure.method, Measure.note)
    guessed = case((Measure.estimate.is_(True), "yes"))
    return _line("measure", Measure, Measure.on, Measure.unit, about, guessed, Measure.value).where(
        Measure.animal_id == animal, Measure.voided_by.is_(None)
    )


def _pictures(animal: int) -> Select[Any]:
    day = func.coalesce(MediaLink.taken_on, MediaLink.incoming_on, func.date(Entry.at))
    paper = case((is_paper(), "yes"))
    return (
        _line("media_link", MediaLink, day, MediaLink.caption, MediaLink.taken_by, paper)
        .join(Media, Media.id == MediaLink.media_id)
        .join(Entry, Entry.id == MediaLink.entry_id)
        .where(MediaLink.record_kind == "animal", MediaLink.record_id == animal, MediaLink.voided_by.is_(None))
    )


def _documents(animal: int) -> Select[Any]:
    return _line("document", Document, Document.issued_on, Document.series, Document.number).where(
        Document.record_kind == "animal", Document.record_id == animal
    )


PARTS: Final[Mapping[str, Callable[[int], Select[Any]]]] = {
    "transaction": _acts,
    "stay": _moves,
    "determination": _findings,
    "parentage": _parents,
    "offspring": _offspring,
    "animal_name": _names,
    "measure": _weights,
    "quarantine_result": _results,
    "quarantine_case": _releases,
    "document": _documents,
    "media_link": _pictures,
}


def _told(row: Any) -> Happened:
    words, detail, icon = TELL[row.kind](row)
    return Happened(row.on, words, detail, row.who or "", icon, row.kind, row.id, row.leads or 0, row.entry_id or 0)


def _tell_act(row: Any) -> tuple[str, str, str]:
    with_partner, alone, icon = MODES[row.text0]
    words = _(with_partner).format(partner=row.text1) if with_partner and row.text1 else _(alone)
    n = abs(int(row.number))
    many = ngettext("{n} animal", "{n} animals", n).format(n=n) if n > 1 else ""
    return words, " · ".join(part for part in (row.text2, many) if part), icon


def _tell_result(row: Any) -> tuple[str, str, str]:
    outcome = _(dict(OUTCOMES)[Outcome(row.text1)])
    return f"{row.text0} {row.number}: {outcome}", row.text2 or "", "test-pipe"


def _tell_finding(row: Any) -> tuple[str, str, str]:
    return _(ABOUT[row.text0]).format(value=row.text1), _(dict(CONFIDENCES)[row.text2]), "dna"


def _tell_parent(row: Any) -> tuple[str, str, str]:
    sire, special = row.text0 == ParentRole.SIRE, {kind.value: words for kind, words in SPECIALS}
    who = _(special[row.text1]).partition(":")[0] if row.text1 in special else row.text1
    words = _("Sire: {animal}") if sire else _("Dam: {animal}")
    return words.format(animal=who), _likely(row, row.text2), "sitemap"


def _tell_offspring(row: Any) -> tuple[str, str, str]:
    who = " ".join(part for part in (row.text1, row.text2) if part)
    return _("Offspring: {animal}").format(animal=who), _likely(row), "sitemap"


def _likely(row: Any, more: str | None = None) -> str:
    return " · ".join(part for part in ("" if row.number == 100 else f"{row.number} %", more) if part)


def _tell_weight(row: Any) -> tuple[str, str, str]:
    guessed = _("estimated") if row.text2 else ""
    words = _("Weight {weight}").format(weight=Weight(row.number, row.text0).show())
    return words, " · ".join(part for part in (guessed, row.text1) if part), "scale"


TELL: Final[Mapping[str, Any]] = {
    "transaction": _tell_act,
    "stay": lambda row: (_("Moved to {place}").format(place=f"{row.text0} · {row.text1}"), row.text2 or "", "map-pin"),
    "quarantine_result": _tell_result,
    "quarantine_case": lambda row: (_("Released from quarantine"), row.text0 or "", "shield-check"),
    "determination": _tell_finding,
    "parentage": _tell_parent,
    "offspring": _tell_offspring,
    "animal_name": lambda row: (_("Was called {name} until then").format(name=row.text0), "", "pencil"),
    "measure": _tell_weight,
    "document": lambda row: (_("Paper {number}").format(number=row.text1), "", "file-certificate"),
    "media_link": lambda row: (
        row.text0 or (_("Scan") if row.text2 else _("Photo")), row.text1 or "", "paperclip" if row.text2 else "camera"
    ),
}
