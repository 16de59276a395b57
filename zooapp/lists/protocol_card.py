"""One edition of a quarantine protocol with all that it demands, and how sure each is."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from zooapp import names
from zooapp.fields import fields_of
from zooapp.i18n import _, ngettext
from zooapp.lists import sureness, taxa
from zooapp.lists.protocols import SCOPES
from zooapp.lists.sureness import NameLine, Sureness
from zooapp.models import CountsFrom, Protocol, ProtocolChoice, QuarantineCase, Requirement
from zooapp.models.institution import SOURCE_CLASSES
from zooapp.services.confirmations import Fact


@dataclass(frozen=True)
class RequirementLine:
    """One thing that is demanded, in words."""

    id: int
    code: str
    name: str
    required: bool
    words: str
    source: str
    sure: Sureness


@dataclass(frozen=True)
class Proposal:
    """Senders of a class and a taxon for which the protocol is proposed, in words (R52)."""

    id: int
    words: str
    source: str
    sure: Sureness


@dataclass(frozen=True)
class ProtocolFacts:
    """One edition, ready to be shown; `cases` is how many began under it, which keeps it from being changed."""

    id: int
    name: str
    code: str
    edition: str
    taxon: str
    days: int
    scope: str
    valid_from: dt.date | None
    source: str
    cases: int
    sure: Sureness
    names: tuple[NameLine, ...]
    requirements: tuple[RequirementLine, ...]
    empty_days: int | None
    facilities: str
    staff_rules: str
    proposals: tuple[Proposal, ...]


def read(session: Session, protocol: int) -> ProtocolFacts | None:
    """What a card shows of an edition; None when there is no such one any more."""
    record = session.get(Protocol, protocol)
    if record is None or record.voided_by is not None:
        return None
    used = select(func.count()).where(QuarantineCase.protocol_id == protocol, QuarantineCase.voided_by.is_(None))
    rows, called = _rows(session, protocol), sureness.names_of(session, "protocol", protocol)
    own: dict[Fact, bool] = {("protocol", protocol): record.verified}
    own |= {("requirement", row.id): row.verified for row in rows}
    choices = _choices(session, record.code)
    own |= {("protocol_choice", one.id): one.verified for one in choices}
    sure = sureness.of(session, own | sureness.checked_names(called))
    wanted = {one.taxon_id for one in choices} | ({record.taxon_id} if record.taxon_id is not None else set())
    found = taxa.words_of(session, wanted) if wanted else {}
    mine = found.get(record.taxon_id or 0)
    return ProtocolFacts(
        id=protocol,
        name=sureness.best_name(called, record.name),
        code=record.code,
        edition=record.edition,
        taxon=f"{mine.label} ({mine.scientific})" if mine is not None else "",
        days=record.min_days,
        scope=_(SCOPES[record.scope]),
        valid_from=record.valid_from,
        source=record.source,
        cases=session.scalar(used) or 0,
        sure=sure["protocol", protocol],
        names=sureness.name_lines(called, sure),
        requirements=_requirements(session, rows, sure),
        empty_days=record.empty_days,
        facilities=record.facilities or "",
        staff_rules=record.staff_rules or "",
        proposals=tuple(_proposal(one, found, sure) for one in choices),
    )


def _choices(session: Session, code: str) -> Sequence[ProtocolChoice]:
    """The classes of senders and the taxa for which the protocol of this code is proposed."""
    query = select(ProtocolChoice).where(ProtocolChoice.protocol_code == code, ProtocolChoice.voided_by.is_(None))
    return session.scalars(query.order_by(ProtocolChoice.source_class, ProtocolChoice.id)).all()


def _proposal(one: ProtocolChoice, words: Mapping[int, taxa.TaxonWords], sure: Mapping[Fact, Sureness]) -> Proposal:
    senders = _(dict(SOURCE_CLASSES)[one.source_class])
    said = f"{words[one.taxon_id].label} · {senders}"
    return Proposal(one.id, said, one.source or "", sure["protocol_choice", one.id])


def newer(session: Session, protocols: Collection[int], today: dt.date) -> dict[int, set[int]]:
    """Newer editions of these protocols that are valid on the day, each with those that it can take the place of."""
    mine = select(Protocol.id, Protocol.code).where(Protocol.id.in_(protocols))
    old = {row.id: row.code for row in session.execute(mine)}
    query = select(Protocol.id, Protocol.code).where(Protocol.code.in_(old.values()), Protocol.voided_by.is_(None))
    query = query.where(or_(Protocol.valid_from.is_(None), Protocol.valid_from <= today))
    found: dict[int, set[int]] = {}
    for key, code in session.execute(query):
        if older := {one for one, its in old.items() if its == code and one < key}:
            found[key] = older
    return found


def values(session: Session, protocol: int) -> tuple[dict[str, object], int]:
    """The fields of an edition and its version, for a form."""
    record = session.get_one(Protocol, protocol)
    return {name: getattr(record, name) for name in fields_of(Protocol)}, record.version


def requirement_values(session: Session, requirement: int) -> tuple[dict[str, object], int]:
    """The fields of a requirement and its version, for a form."""
    record = session.get_one(Requirement, requirement)
    return {name: getattr(record, name) for name in fields_of(Requirement)}, record.version


def codes(session: Session, protocol: int) -> set[str]:
    """The codes of what an edition demands."""
    return set(session.scalars(select(Requirement.code).where(Requirement.protocol_id == protocol)))


def known(session: Session) -> set[tuple[str, str]]:
    """Code and edition of every protocol that there is."""
    query = select(Protocol.code, Protocol.edition).where(Protocol.voided_by.is_(None))
    return {(row.code, row.edition) for row in session.execute(query)}


def editions(session: Session, protocol: int) -> set[str]:
    """The editions of the same protocol that there are."""
    code = select(Protocol.code).where(Protocol.id == protocol).scalar_subquery()
    return set(session.scalars(select(Protocol.edition).where(Protocol.code == code)))


def _rows(session: Session, protocol: int) -> Sequence[Requirement]:
    return session.scalars(
        select(Requirement)
        .where(Requirement.protocol_id == protocol, Requirement.voided_by.is_(None))
        .order_by(Requirement.sort, Requirement.id)
    ).all()


def _requirements(
    session: Session, rows: Sequence[Requirement], sure: Mapping[Fact, Sureness]
) -> tuple[RequirementLine, ...]:
    called = names.of(session, "requirement", [row.id for row in rows])
    return tuple(
        RequirementLine(
            row.id,
            row.code,
            called.get(row.id, row.name),
            row.required,
            demanded(row),
            row.source or "",
            sure["requirement", row.id],
        )
        for row in rows
    )


def demanded(row: Requirement) -> str:
    """What is demanded, in one line: rounds, distance, sample, from when results count, for how long."""
    parts = [ngettext("{n} round", "{n} rounds", row.needed).format(n=row.needed)]
    if row.consecutive > 1:
        parts.append(_("{n} acceptable in a row").format(n=row.consecutive))
    if row.interval_days:
        days = ngettext("{n} day apart", "{n} days apart", row.interval_days)
        parts.append(days.format(n=row.interval_days))
    if row.sampled:
        sample = _("a sample finds {prevalence} % at {confidence} %")
        parts.append(sample.format(prevalence=row.prevalence, confidence=row.confidence))
    parts.append(_counted_from(row))
    if row.validity_days is not None:
        good = ngettext("good for {n} day", "good for {n} days", row.validity_days)
        parts.append(good.format(n=row.validity_days))
    return " · ".join(parts)


def _counted_from(row: Requirement) -> str:
    if row.counts_from is CountsFrom.BEFORE_ENTRY:
        days = ngettext("from {n} day before entry", "from {n} days before entry", row.days_before)
        return days.format(n=row.days_before)
    return _("from the last restart") if row.counts_from is CountsFrom.RESTART else _("from the entry")
