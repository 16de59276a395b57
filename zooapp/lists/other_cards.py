"""The cards of enclosures, consignments and papers: plain values, at most 8 statements each."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.errors import NotFound
from zooapp.i18n import _
from zooapp.lists import animal_rows, documents, enclosures, reading, standing, taxa
from zooapp.lists import consignments as consignment_list
from zooapp.lists.spec import ChipCell, ListSpec, Query, Row, TaxonCell
from zooapp.models import (
    Base,
    Consignment,
    ConsignmentLine,
    Document,
    DocumentEvent,
    DocumentFile,
    Enclosure,
    Person,
    Stay,
)
from zooapp.values.counts import SexCount


@dataclass(frozen=True)
class Card:
    """What all of these cards have: the record, its version for editing, and its row as the list shows it."""

    id: int
    version: int
    row: Row


@dataclass(frozen=True)
class EnclosureCard(Card):
    """A place: who stands there now, as rows of the list of animals, and how many it holds."""

    animals: tuple[Row, ...]
    fields: dict[str, str]


@dataclass(frozen=True)
class LineOf:
    """One line of a consignment."""

    no: int
    taxon: TaxonCell
    announced: SexCount
    alive: SexCount
    dead: SexCount
    condition: str
    crate: str


@dataclass(frozen=True)
class ConsignmentCard(Card):
    """A consignment: its lines, and its papers as rows of the list of papers."""

    lines: tuple[LineOf, ...]
    papers: tuple[Row, ...]
    fields: dict[str, str]


@dataclass(frozen=True)
class EventLine:
    """One thing that happened to a paper."""

    state: ChipCell
    on: dt.date
    who: str
    note: str


@dataclass(frozen=True)
class DocumentCard(Card):
    """An issued paper: what happened to it, the newest first, and its files (id, name, hash)."""

    events: tuple[EventLine, ...]
    files: tuple[tuple[int, str, str], ...]
    record_kind: str
    record_id: int


def enclosure_card(session: Session, key: int, on: dt.date) -> EnclosureCard:
    """The card of a place on a day. Raises NotFound."""
    base, record = _base(session, enclosures.LIST, Enclosure, key, on)
    held = standing.counted(Stay.animal_id.expression, "held", on) > 0
    here = session.scalars(
        select(Stay.animal_id).where(Stay.enclosure_id == key, standing.stays(on), held).order_by(Stay.animal_id)
    ).all()
    rows = animal_rows.rows(session, list(dict.fromkeys(here)), on) if here else []
    fields = _texts(record, ("air_space", "area_m2", "note"))
    return EnclosureCard(*base, animals=tuple(rows), fields=fields)


def consignment_card(session: Session, key: int, on: dt.date) -> ConsignmentCard:
    """The card of a consignment. Raises NotFound."""
    base, record = _base(session, consignment_list.LIST, Consignment, key, on)
    lines = session.scalars(
        select(ConsignmentLine)
        .where(ConsignmentLine.consignment_id == key, ConsignmentLine.voided_by.is_(None))
        .order_by(ConsignmentLine.no)
    ).all()
    words = taxa.words_of(session, {line.taxon_id for line in lines})
    papers = session.scalars(
        select(Document.id)
        .where(Document.record_kind == "consignment", Document.record_id == key)
        .order_by(Document.issued_on.desc(), Document.id.desc())
    ).all()
    fields = ("transport", "transport_document", "origin_place", "destination_place", "couriers", "contract", "note")
    return ConsignmentCard(
        *base,
        lines=tuple(_line(line, words) for line in lines),
        papers=tuple(reading.page(session, documents.LIST, Query(on=on), papers)),
        fields=_texts(record, fields),
    )


def _line(line: ConsignmentLine, words: dict[int, taxa.TaxonWords]) -> LineOf:
    taxon = words.get(line.taxon_id, taxa.NOBODY).cell(line.taxon_doubtful)
    counts = (line.announced, line.alive, line.dead)
    return LineOf(line.no, taxon, *counts, line.condition or "", line.crate or "")


def document_card(session: Session, key: int, on: dt.date) -> DocumentCard:
    """The card of an issued paper. Raises NotFound."""
    base, record = _base(session, documents.LIST, Document, key, on)
    events = session.execute(
        select(DocumentEvent.state, DocumentEvent.on, Person.name, DocumentEvent.note)
        .outerjoin(Person, Person.id == DocumentEvent.person_id)
        .where(DocumentEvent.document_id == key)
        .order_by(DocumentEvent.id.desc())
    ).all()
    files = session.execute(
        select(DocumentFile.id, DocumentFile.name, DocumentFile.sha256)
        .where(DocumentFile.document_id == key)
        .order_by(DocumentFile.id)
    ).all()
    told = (EventLine(documents.chip(row.state), row.on, row.name or "", row.note or "") for row in events)
    papers = tuple((row.id, row.name, row.sha256) for row in files)
    return DocumentCard(*base, tuple(told), papers, record.record_kind, record.record_id)


def _base(
    session: Session, spec: ListSpec, model: type[Base], key: int, on: dt.date
) -> tuple[tuple[int, int, Row], Any]:
    """Id, version and row of a record, and the record itself, of which nothing live leaves this file."""
    rows = reading.page(session, spec, Query(on=on), [key])
    record = session.get(model, key)
    if not rows or record is None:
        raise NotFound(_("There is no such record: {what} {key}.").format(what=model.called, key=key))
    return (key, getattr(record, "version", 1), rows[0]), record


def _texts(record: Any, fields: Sequence[str]) -> dict[str, str]:
    return {name: str(value) for name in fields if (value := getattr(record, name)) not in (None, "")}
