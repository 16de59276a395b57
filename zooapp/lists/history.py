"""What happened to an animal, the newest first: acts, moves, results, releases, findings, photos. One statement."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Date, Select, String, cast, func, literal, null, select, type_coerce, union_all
from sqlalchemy.orm import Session

from zooapp.i18n import N_, _, ngettext
from zooapp.lists.reading import called
from zooapp.models import (
    Determination,
    Enclosure,
    Entry,
    Institution,
    MediaLink,
    Mode,
    Outcome,
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
from zooapp.models.quarantine import OUTCOMES

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
STEPS: Final = ("transaction", "stay", "determination", "quarantine_result", "quarantine_case", "media_link")
NONE: Final = cast(null(), String)


@dataclass(frozen=True)
class Happened:
    """One line of a history: the day, in words, a detail, who wrote it, an icon, and what can be opened."""

    on: dt.date
    words: str
    detail: str
    who: str
    icon: str
    kind: str
    id: int


def history(session: Session, animal_id: int, limit: int = 30) -> list[Happened]:
    """The last that happened to an animal and was not taken back."""
    parts = (_acts, _moves, _results, _releases, _findings, _photos)
    lines = union_all(*(part(animal_id) for part in parts)).subquery()
    found = session.execute(
        select(*lines.c, Person.name.label("who"))
        .outerjoin(Entry, Entry.id == lines.c.entry_id)
        .outerjoin(Person, Person.id == Entry.person_id)
        .order_by(lines.c.on.desc(), lines.c.entry_id.desc(), lines.c.step.desc(), lines.c.id.desc())
        .limit(limit)
    ).all()
    return [_told(row) for row in found]


def _line(kind: str, source: Any, on: Any, *words: Any) -> Select[Any]:
    """The columns that all parts share: three texts and a number say the rest."""
    said = [*words[:3], *[NONE] * 3][:3]
    texts = [cast(word, String).label(f"text{n}") for n, word in enumerate(said)]
    number = words[3] if len(words) > 3 else literal(0)
    step = literal(STEPS.index(kind)).label("step")
    by = source.closed_by if source is QuarantineCase else source.entry_id  # a case is told when it ends
    columns = (type_coerce(on, Date).label("on"), by.label("entry_id"), step, *texts, number.label("number"))
    return select(literal(kind).label("kind"), source.id, *columns).select_from(source)


def _acts(animal: int) -> Select[Any]:
    change = (
        select(func.coalesce(func.sum(Posting.m + Posting.f + Posting.u), 0))
        .where(Posting.transaction_id == Transaction.id, Posting.animal_id == animal)
        .scalar_subquery()
    )
    partner = called("institution", Transaction.partner_id, Institution.name, short=True)
    term = called("term", Transaction.term_id, Term.name)
    own = select(Posting.transaction_id).where(Posting.animal_id == animal)
    return (
        _line("transaction", Transaction, Transaction.on, Transaction.mode, partner, term, change)
        .outerjoin(Institution, Institution.id == Transaction.partner_id)
        .outerjoin(Term, Term.id == Transaction.term_id)
        .where(Transaction.id.in_(own), Transaction.voided_by.is_(None))
    )


def _moves(animal: int) -> Select[Any]:
    return (
        _line("stay", Stay, Stay.since, Enclosure.code, Enclosure.name, Stay.reason)
        .join(Enclosure, Enclosure.id == Stay.enclosure_id)
        .where(Stay.animal_id == animal, Stay.voided_by.is_(None))
    )


def _results(animal: int) -> Select[Any]:
    name = called("requirement", Requirement.id, Requirement.name)
    on = func.coalesce(QuarantineResult.read, QuarantineResult.taken)
    outcome, lab = QuarantineResult.outcome, QuarantineResult.lab
    return (
        _line("quarantine_result", QuarantineResult, on, name, outcome, lab, QuarantineResult.round)
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


def _photos(animal: int) -> Select[Any]:
    day = func.coalesce(MediaLink.taken_on, func.date(Entry.at))
    return (
        _line("media_link", MediaLink, day, MediaLink.caption, MediaLink.taken_by)
        .join(Entry, Entry.id == MediaLink.entry_id)
        .where(MediaLink.record_kind == "animal", MediaLink.record_id == animal, MediaLink.voided_by.is_(None))
    )


def _told(row: Any) -> Happened:
    words, detail, icon = TELL[row.kind](row)
    return Happened(row.on, words, detail, row.who or "", icon, row.kind, row.id)


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


TELL: Final[Mapping[str, Any]] = {
    "transaction": _tell_act,
    "stay": lambda row: (_("Moved to {place}").format(place=f"{row.text0} · {row.text1}"), row.text2 or "", "map-pin"),
    "quarantine_result": _tell_result,
    "quarantine_case": lambda row: (_("Released from quarantine"), row.text0 or "", "shield-check"),
    "determination": _tell_finding,
    "media_link": lambda row: (row.text0 or _("Photo"), row.text1 or "", "camera"),
}
