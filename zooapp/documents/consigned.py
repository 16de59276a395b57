"""What the collection knows of a consignment on the day of its paper, read in a fixed number of statements.

A group that came as one and was split or determined since stands as what it turned out to be; who died or left
since is still counted, for the paper speaks of what was handed over.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from zooapp import names, settings
from zooapp.documents.certificate_data import Texts
from zooapp.documents.handed_over import handed_over
from zooapp.errors import NotFound
from zooapp.i18n import _
from zooapp.models import (
    Animal,
    Consignment,
    ConsignmentLine,
    Determination,
    Determined,
    Identifier,
    Institution,
    Lineage,
    Paper,
    Taxon,
    TaxonStatus,
    Term,
)
from zooapp.values.counts import SexCount
from zooapp.values.marks import TransponderState

CITES: Final = "CITES"
OWN_LANGUAGE: Final = {"RU": "ru", "BY": "ru", "KZ": "ru", "KP": "ko_KP", "KR": "ko_KR"}


@dataclass(frozen=True)
class Row:
    """One record of a line: its taxon and count; `nth` of `of` rows of the line."""

    line: ConsignmentLine
    animal: Animal
    taxon: Taxon
    count: SexCount
    nth: int
    of: int


@dataclass(frozen=True)
class Books:
    """All that the certificate rests on."""

    consignment: Consignment
    term: Term
    sender: Institution
    receiver: Institution
    us: int
    day: dt.date  # of the arrival, else of the paper
    zone: ZoneInfo
    lines: tuple[ConsignmentLine, ...]
    papers: tuple[Paper, ...]
    rows: tuple[Row, ...]
    unclear: frozenset[int]  # lines whose heads cannot be told apart any more
    identifiers: Mapping[int, list[Identifier]]
    determined: Mapping[tuple[int, Determined], Determination]
    statuses: Mapping[tuple[int, str], TaxonStatus]
    named: Mapping[tuple[str, str], Mapping[int, str]]  # (kind, language) -> id -> name
    countries: Mapping[str, Mapping[str, Mapping[str, str]]]

    @property
    def we_send(self) -> bool:
        """Whether the animals leave us."""
        return self.consignment.sender_id == self.us

    @property
    def abroad(self) -> bool:
        """Whether they cross a border."""
        return self.sender.country != self.receiver.country

    @property
    def schemes(self) -> tuple[str, ...]:
        """The lists of the law that bear on this journey."""
        return _schemes(self.sender, self.receiver)

    def expected(self, line: ConsignmentLine) -> SexCount:
        """How many of a line the paper hands over: what came alive, or what we announced to send."""
        return line.announced if self.we_send else line.alive

    def texts(self, kind: str, key: int, languages: Iterable[str]) -> dict[str, str]:
        """The name of a record in each language, strictly: where there is none stands nothing."""
        found = {code: self.named.get((kind, code), {}).get(key, "") for code in languages}
        return {code: text for code, text in found.items() if text}

    def country(self, code: str | None, languages: Iterable[str]) -> Texts:
        """The official name of a country in each language that the collection knows it in."""
        known = self.countries.get(code or "", {})
        return {language: known[language]["official"] for language in languages if known.get(language)}

    def permits(self, line: ConsignmentLine, kinds: Collection[str]) -> list[str]:
        """The numbers of the papers of these kinds that stand for a line."""
        return [paper.number for paper in self.papers if paper.kind in kinds and stands_for(paper, line.no)]


def stands_for(paper: Paper, no: int) -> bool:
    """Whether a paper is for this line: named among its lines, or no line is named."""
    return not (paper.lines or "").strip() or str(no) in re.findall(r"\d+", paper.lines or "")


def language_of(party: Institution) -> str:
    """The language of a party, by its country."""
    return OWN_LANGUAGE.get(party.country or "", "en")


def read(session: Session, consignment_id: int, languages: Collection[str], on: dt.date) -> Books:
    """The books of one consignment; the law is that of its arrival, else of the day. Raises NotFound."""
    consignment = session.get(Consignment, consignment_id)
    if consignment is None:
        raise NotFound(_("There is no such consignment."))
    lines = tuple(
        session.scalars(
            select(ConsignmentLine)
            .where(ConsignmentLine.consignment_id == consignment_id, ConsignmentLine.voided_by.is_(None))
            .order_by(ConsignmentLine.no)
        )
    )
    us = settings.our_institution(session)
    rows, unclear = _rows(session, consignment, lines, us)
    animals = {row.animal.id for row in rows}
    taxa = {row.taxon.id for row in rows}
    sender, receiver = (session.get_one(Institution, key) for key in (consignment.sender_id, consignment.receiver_id))
    return Books(
        consignment=consignment,
        term=session.get_one(Term, consignment.term_id),
        sender=sender,
        receiver=receiver,
        us=us,
        day=consignment.arrived_on or on,
        zone=settings.zone(session),
        lines=lines,
        papers=_papers(session, consignment_id),
        rows=rows,
        unclear=unclear,
        identifiers=_identifiers(session, animals),
        determined=_determined(session, animals),
        statuses=_statuses(session, taxa, _schemes(sender, receiver), sender.country, consignment.arrived_on or on),
        named={
            (kind, code): names.of(session, kind, keys, code, strict=True)
            for kind, keys in ((Taxon.called, taxa), (Institution.called, {sender.id, receiver.id}))
            for code in {*languages, "en"}
        },
        countries=settings.value(session, "countries"),
    )


def _schemes(sender: Institution, receiver: Institution) -> tuple[str, ...]:
    places = dict.fromkeys(place for place in (sender.country, receiver.country) if place)
    return CITES, *(f"national:{place}" for place in places)


def _papers(session: Session, consignment_id: int) -> tuple[Paper, ...]:
    ours = and_(Paper.record_kind == Consignment.called, Paper.record_id == consignment_id)
    return tuple(session.scalars(select(Paper).where(ours, Paper.voided_by.is_(None)).order_by(Paper.id)))


def _rows(
    session: Session, consignment: Consignment, lines: Collection[ConsignmentLine], us: int
) -> tuple[tuple[Row, ...], frozenset[int]]:
    """The records of the lines in order, and the lines in which one would have fewer than none."""
    found = handed_over(session, consignment, [line.id for line in lines], us)
    unclear = frozenset(one.line_id for one in found if min(one.m, one.f, one.u) < 0)
    rows: list[Row] = []
    for line in lines:
        mine = [one for one in found if one.line_id == line.id and line.id not in unclear]
        counts = [SexCount(one.m, one.f, one.u) for one in mine]
        rows += [
            Row(line, one.animal, one.taxon, count, nth, len(mine))
            for nth, (one, count) in enumerate(zip(mine, counts, strict=True))
        ]
    return tuple(rows), unclear


def _identifiers(session: Session, animals: Collection[int]) -> dict[int, list[Identifier]]:
    """What each record wears now, and its numbers."""
    found: dict[int, list[Identifier]] = {}
    for mark in session.scalars(
        select(Identifier)
        .where(Identifier.animal_id.in_(animals), Identifier.voided_by.is_(None), Identifier.until.is_(None))
        .where(Identifier.state.in_((TransponderState.IN_USE, TransponderState.ASSIGNED)))
        .order_by(Identifier.id)
    ):
        found.setdefault(mark.animal_id, []).append(mark)
    return found


def _determined(session: Session, animals: Collection[int]) -> dict[tuple[int, Determined], Determination]:
    """The last live determination of each record."""
    rows = session.scalars(
        select(Determination)
        .where(Determination.animal_id.in_(animals), Determination.voided_by.is_(None))
        .order_by(Determination.on, Determination.id)
    )
    return {(row.animal_id, row.about): row for row in rows}


def _statuses(
    session: Session, taxa: Collection[int], schemes: Collection[str], population: str | None, day: dt.date
) -> dict[tuple[int, str], TaxonStatus]:
    """The row of each list that counts for each taxon: the nearest above it, of its population before the general.

    A domestic form inherits nothing (taxon_status.py).
    """
    status = TaxonStatus
    in_force = and_(
        or_(status.valid_from.is_(None), status.valid_from <= day),
        or_(status.valid_to.is_(None), status.valid_to >= day),
    )
    rows = session.execute(
        select(Lineage.taxon_id, Lineage.rank, status)
        .join(status, status.taxon_id == Lineage.ancestor_id)
        .join(Taxon, Taxon.id == Lineage.taxon_id)
        .where(Lineage.taxon_id.in_(taxa), status.scheme.in_(schemes), status.voided_by.is_(None), in_force)
        .where(or_(status.population.is_(None), status.population == population))
        .where(or_(Taxon.domestic.is_(False), Lineage.ancestor_id == Lineage.taxon_id))
    ).all()
    ordered = sorted(rows, key=lambda row: (row[1].level, row[2].population is not None, row[2].id))
    return {(row[0], row[2].scheme): row[2] for row in ordered}

