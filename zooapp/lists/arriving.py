"""What the arrival form chooses from, and what it is told while it is filled: problems, statuses, ids to come."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from zooapp import ledger, settings, taxon_status
from zooapp.errors import Problem
from zooapp.i18n import _
from zooapp.ledger import Filter
from zooapp.lists import picks, taxa
from zooapp.lists.picks import Option
from zooapp.models import Institution, Lineage, NumberSeries, Protocol, ProtocolChoice, SourceClass
from zooapp.services import numbers
from zooapp.services.arrivals import Arrival, check_arrival, clues_of
from zooapp.services.duplicates import Likely, likely

PICKS = ("institutions", "taxa", "units", "protocols")
OWN, IMPORT = "own", "import"


@dataclass(frozen=True)
class TaxonFacts:
    """A taxon as a line shows it; the protocols are those proposed for senders of our country and of others.

    `by_risk` are those that the class of the sender asks for, whatever its country (R52).
    """

    scientific: str
    art: str
    animal_class: str
    at_home: int | None = None
    from_abroad: int | None = None
    by_risk: Mapping[SourceClass, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Choices:
    """The options by kind, the facts of each taxon, the senders in other countries, and what class each sender is."""

    options: Mapping[str, Sequence[Option]]
    taxa: Mapping[int, TaxonFacts]
    abroad: frozenset[int]
    classes: Mapping[int, SourceClass] = field(default_factory=dict)

    def protocol(self, taxon_id: int | None, sender_id: int | None) -> int | None:
        """The protocol to propose: by the class of the sender (R52), else of the nearest taxon that has one.

        Birds from abroad get that for imports (R103).
        """
        facts = self.taxa.get(taxon_id or 0)
        if facts is None:
            return None
        risk = self.classes.get(sender_id or 0)
        if risk is not None and risk in facts.by_risk:
            return facts.by_risk[risk]
        return facts.from_abroad if sender_id in self.abroad else facts.at_home


@dataclass(frozen=True)
class Seen:
    """What there is to say of an arrival as far as it is filled; nothing of it is fixed before it is saved."""

    problems: list[Problem]
    number: str
    local_ids: list[str]
    cites: dict[int, str] = field(default_factory=dict)
    likely: tuple[Likely, ...] = ()


def choices(session: Session, today: dt.date) -> Choices:
    """All that an arrival on this day can choose from."""
    options = {kind: picks.options(session, kind, on=today) for kind in PICKS}
    options["terms"] = picks.options(session, "terms:arrival")
    us = session.get_one(Institution, settings.our_institution(session))
    options["institutions"] = [option for option in options["institutions"] if option.id != us.id]
    senders = session.execute(select(Institution.id, Institution.country, Institution.source_class)).all()
    elsewhere = frozenset(row.id for row in senders if row.country not in (None, us.country))
    classes = {row.id: row.source_class for row in senders if row.source_class is not None}
    return Choices(options, _facts(session, today), elsewhere, classes)


def look(session: Session, arrival: Arrival, today: dt.date) -> Seen:
    """What is wrong or doubtful so far, the number and local ids to come, and the CITES status of each taxon."""
    day = arrival.head.arrived_on
    series = select(NumberSeries.next).where(NumberSeries.name == f"consignment:{day.year}")
    number = f"{day.year}-{session.scalar(series) or 1:03}"
    ids = numbers.preview_local_ids(session, day.year, arrival.animals)
    status = {line.taxon_id: _status(session, line.taxon_id, day) for line in arrival.lines}
    return Seen(check_arrival(session, arrival, today), number, ids, status, _away(session, arrival))


def _away(session: Session, arrival: Arrival) -> tuple[Likely, ...]:
    """Animals that the arrival may bring back: in the books already, and not here on its day (R24)."""
    us, day = settings.our_institution(session), arrival.head.arrived_on
    known = dict.fromkeys(likely(session, clues_of(arrival)).values())
    here = {one: Filter(animals=[one.animal_id], holder=us, until=day) for one in known}
    return tuple(one for one, wanted in here.items() if not ledger.count(session, wanted).total)


def _status(session: Session, taxon_id: int, day: dt.date) -> str:
    value = taxon_status.value_on(session, taxon_id, day)
    if value is None:
        return ""
    return _("not listed") if value == taxon_status.NOT_LISTED else f"CITES {value}"


def _facts(session: Session, today: dt.date) -> dict[int, TaxonFacts]:
    words = taxa.all_words(session)
    protocols, risks = _protocols(session, today), _risks(session, today)
    lines: dict[int, list[tuple[int, int]]] = {}
    for row in session.execute(select(Lineage.taxon_id, Lineage.ancestor_id, Lineage.rank)):
        lines.setdefault(row.taxon_id, []).append((-row.rank.level, row.ancestor_id))
    found: dict[int, TaxonFacts] = {}
    for taxon_id, own in words.items():
        above = [ancestor for _level, ancestor in sorted(lines.get(taxon_id, []))]
        top = words[above[-1]].label if above and above[-1] in words else ""
        nearest = {where: next((by[a] for a in above if a in by), None) for where, by in protocols.items()}
        at_home = nearest[OWN]
        by_risk = {one: by[a] for one, by in risks.items() for a in reversed(above) if a in by}
        found[taxon_id] = TaxonFacts(own.scientific, own.art, top, at_home, nearest[IMPORT] or at_home, by_risk)
    return found


def _protocols(session: Session, today: dt.date) -> dict[str, dict[int, int]]:
    """Our own protocols and those for imports by the taxon that they are for, the newest edition of each."""
    valid = or_(Protocol.valid_from.is_(None), Protocol.valid_from <= today)
    query = select(Protocol).where(valid, Protocol.voided_by.is_(None), Protocol.taxon_id.is_not(None))
    found: dict[str, dict[int, int]] = {OWN: {}, IMPORT: {}}
    for protocol in session.scalars(query.order_by(Protocol.valid_from.is_not(None), Protocol.valid_from, Protocol.id)):
        if protocol.taxon_id is not None and protocol.jurisdiction in found:
            found[protocol.jurisdiction][protocol.taxon_id] = protocol.id
    return found


def _risks(session: Session, today: dt.date) -> dict[SourceClass, dict[int, int]]:
    """By class of the sender and taxon, the newest edition of the protocol that is proposed (R52)."""
    valid = or_(Protocol.valid_from.is_(None), Protocol.valid_from <= today)
    query = (
        select(ProtocolChoice.source_class, ProtocolChoice.taxon_id, Protocol.id)
        .join(Protocol, Protocol.code == ProtocolChoice.protocol_code)
        .where(ProtocolChoice.voided_by.is_(None), Protocol.voided_by.is_(None), valid)
        .order_by(Protocol.valid_from.is_not(None), Protocol.valid_from, Protocol.id)
    )
    found: dict[SourceClass, dict[int, int]] = {}
    for source_class, taxon_id, protocol_id in session.execute(query):
        found.setdefault(source_class, {})[taxon_id] = protocol_id
    return found


def animal_classes(choices: Choices, lines: Sequence[tuple[int | None, int]]) -> dict[str, int]:
    """How many animals of each class there are in lines of (taxon, number)."""
    found: dict[str, int] = {}
    for taxon_id, n in lines:
        if (facts := choices.taxa.get(taxon_id or 0)) is not None and n:
            found[facts.animal_class] = found.get(facts.animal_class, 0) + n
    return found
