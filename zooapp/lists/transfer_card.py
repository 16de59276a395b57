"""All that stands on the card of a consignment: lines with their animals, papers that came, papers that were issued."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import names
from zooapp.documents import consigned, register
from zooapp.documents.consigned import Books
from zooapp.documents.register import Happened, Registered, StoredFile
from zooapp.i18n import _, day
from zooapp.lists import taxa
from zooapp.lists.spec import TaxonCell
from zooapp.models import Consignment, Document, MarkKind, Media, MediaLink, Paper
from zooapp.models.consignment import CONDITIONS, PAPERS
from zooapp.portraits_of import is_paper
from zooapp.values.counts import SexCount


@dataclass(frozen=True)
class Scan:
    """A scan of a paper: the hash and type of its file, and what stands in the book of incoming papers."""

    id: int
    sha: str
    type: str
    words: str


@dataclass(frozen=True)
class AnimalLink:
    """A record that a line became."""

    id: int
    local_id: str


@dataclass(frozen=True)
class LineFacts:
    """One line: what was announced and what came, and the records that it became."""

    no: int
    taxon: TaxonCell
    announced: SexCount
    alive: SexCount
    dead: SexCount
    condition: str
    crate: str
    seal: str
    animals: tuple[AnimalLink, ...]


@dataclass(frozen=True)
class CameFacts:
    """A paper that came: its words, and its scans."""

    id: int
    kind: str
    number: str
    issuer: str
    valid_to: dt.date | None
    incoming: str
    original_at: str
    scans: tuple[Scan, ...]


@dataclass(frozen=True)
class IssuedFacts:
    """A paper that was issued: its line of the register, what happened to it, its files and scans."""

    paper: Registered
    happened: tuple[Happened, ...]
    files: tuple[StoredFile, ...]
    scans: tuple[Scan, ...]

    @property
    def in_force(self) -> bool:
        """Whether it is neither revised nor void."""
        return self.paper.state not in register.ENDED


@dataclass(frozen=True)
class TransferFacts:
    """A consignment as its card shows it."""

    id: int
    number: str
    sender: str
    receiver: str
    stage: str
    arrived_on: dt.date | None
    total: SexCount
    fields: tuple[tuple[str, str], ...]
    lines: tuple[LineFacts, ...]
    came: tuple[CameFacts, ...]
    issued: tuple[IssuedFacts, ...]
    scans: tuple[Scan, ...]

    @property
    def standing(self) -> IssuedFacts | None:
        """The paper in force, if there is one."""
        return next((each for each in self.issued if each.in_force), None)


def read(session: Session, key: int, on: dt.date) -> TransferFacts:
    """The card of a consignment; the statements do not grow with its lines or animals. Raises NotFound."""
    books = consigned.read(session, key, ("en",), on)
    it = books.consignment
    issued = register.of_record(session, Consignment.called, key)
    scans = _scans(session, key, [paper.id for paper in books.papers], [paper.id for paper in issued])
    called = names.of(session, "institution", {it.sender_id, it.receiver_id})
    lines = _lines(session, books)
    return TransferFacts(
        id=key,
        number=it.number,
        sender=called.get(it.sender_id, books.sender.name),
        receiver=called.get(it.receiver_id, books.receiver.name),
        stage=it.stage.value,
        arrived_on=it.arrived_on,
        total=sum((line.alive for line in lines), SexCount(0, 0, 0)),
        fields=_fields(books),
        lines=lines,
        came=tuple(_came(paper, scans.get((Paper.called, paper.id), ())) for paper in books.papers),
        issued=tuple(_issued(session, paper, scans.get((Document.called, paper.id), ())) for paper in issued),
        scans=tuple(scans.get((Consignment.called, key), ())),
    )


def _fields(books: Books) -> tuple[tuple[str, str], ...]:
    it = books.consignment
    way = " → ".join(part for part in (it.origin_place, it.destination_place) if part)
    transport = " · ".join(part for part in (it.transport, it.transport_document) if part)
    pairs = (
        (_("Terms"), books.term.name),
        (_("Way"), way),
        (_("Transport"), transport),
        (_("Accompanied by"), it.couriers),
        (_("Contract"), it.contract),
        (_("Note"), it.note),
    )
    return tuple((label, text) for label, text in pairs if text)


def _lines(session: Session, books: Books) -> tuple[LineFacts, ...]:
    words = taxa.words_of(session, {line.taxon_id for line in books.lines})
    conditions = dict(CONDITIONS)
    became: dict[int, list[AnimalLink]] = {}
    for row in books.rows:
        ids = books.identifiers.get(row.animal.id, [])
        own = (mark.value for mark in ids if mark.kind is MarkKind.LOCAL_ID and mark.institution_id == books.us)
        became.setdefault(row.line.id, []).append(AnimalLink(row.animal.id, next(own, f"#{row.animal.id}")))
    return tuple(
        LineFacts(
            line.no,
            words.get(line.taxon_id, taxa.NOBODY).cell(line.taxon_doubtful),
            line.announced,
            line.alive,
            line.dead,
            _(conditions.get(line.condition, line.condition)) if line.condition else "",
            line.crate or "",
            line.seal or "",
            tuple(became.get(line.id, ())),
        )
        for line in books.lines
    )


def _came(paper: Paper, scans: Collection[Scan]) -> CameFacts:
    incoming = " · ".join(part for part in (paper.incoming_no, day(paper.incoming_on)) if part)
    kind = _(dict(PAPERS).get(paper.kind, paper.kind))
    rest = (paper.issuer or "", paper.valid_to, incoming, paper.original_at or "", tuple(scans))
    return CameFacts(paper.id, kind, paper.number, *rest)


def _issued(session: Session, paper: Registered, scans: Collection[Scan]) -> IssuedFacts:
    happened = tuple(register.history(session, paper.id))
    return IssuedFacts(paper, happened, tuple(register.files(session, paper.id)), tuple(scans))


def scans_of(session: Session, kind: str, key: int) -> tuple[Scan, ...]:
    """The scans that are attached to a record; its photos are none."""
    return _found(session, {kind: [key]}).get((kind, key), ())


def _scans(
    session: Session, key: int, papers: Collection[int], issued: Collection[int]
) -> Mapping[tuple[str, int], tuple[Scan, ...]]:
    return _found(session, {Consignment.called: [key], Paper.called: papers, Document.called: issued})


def _found(session: Session, wanted: Mapping[str, Collection[int]]) -> dict[tuple[str, int], tuple[Scan, ...]]:
    link = MediaLink
    found: dict[tuple[str, int], tuple[Scan, ...]] = {}
    rows = session.execute(
        select(link, Media.sha256, Media.type)
        .join(Media, Media.id == link.media_id)
        .where(link.voided_by.is_(None), is_paper(), link.record_kind.in_(wanted))
        .where(link.record_id.in_({key for keys in wanted.values() for key in keys}))
        .order_by(link.id)
    )
    for one, sha, kind in rows:
        if one.record_id in wanted[one.record_kind]:
            told = (one.caption, one.incoming_no, day(one.incoming_on), one.original_at)
            scan = Scan(one.id, sha, kind, " · ".join(part for part in told if part))
            where = (one.record_kind, one.record_id)
            found[where] = (*found.get(where, ()), scan)
    return found
