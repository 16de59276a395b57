"""The register of issued papers: each series of a year in its order, without gaps; and what was stored with each."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from zooapp.documents.certificate_data import numbered
from zooapp.errors import NotFound
from zooapp.i18n import _
from zooapp.models import Document, DocumentEvent, DocumentFile, DocumentState, Person

ENDED = frozenset({DocumentState.REVISED, DocumentState.VOIDED})


@dataclass(frozen=True)
class Registered:
    """One line of the register. `state` is the last thing that happened to the paper."""

    id: int
    series: str
    number: str
    revision: int
    record_kind: str
    record_id: int
    languages: str
    issued_on: dt.date
    issued_by: str
    state: DocumentState

    @property
    def full_number(self) -> str:
        """The number on the sheet: "TR-2024-017/6-1"."""
        return numbered(self.number, self.revision)

    @property
    def serial(self) -> int:
        """Its place in the series."""
        return serial_of(self.number)


class StoredFile(NamedTuple):
    """A file of an issued paper, without its bytes."""

    id: int
    name: str
    sha256: str


class Happened(NamedTuple):
    """One event of a paper."""

    state: DocumentState
    on: dt.date
    at: dt.datetime
    person: str
    note: str


def series_of(kind: str, year: int) -> str:
    """The series of a kind of paper in a year: "transfer-certificate:2024"."""
    return f"{kind}:{year}"


def serial_of(number: str) -> int:
    """The serial in "TR-2024-017/6": 6."""
    found = re.search(r"(\d+)$", number)
    return int(found[1]) if found else 0


def register(session: Session, kind: str = "", year: int | None = None) -> list[Registered]:
    """The issued papers of a kind and year, by serial and revision; of all without them."""
    query = _papers()
    if kind:
        query = query.where(Document.series.startswith(f"{kind}:", autoescape=True))
    if year is not None:
        query = query.where(Document.series.endswith(f":{year}", autoescape=True))
    found = [Registered(*row) for row in session.execute(query)]
    return sorted(found, key=lambda paper: (paper.series, paper.serial, paper.revision))


def gaps(papers: Iterable[Registered]) -> list[tuple[str, int]]:
    """Serials that are missing from a series; there are none unless the collection was changed from outside."""
    series: dict[str, set[int]] = {}
    for paper in papers:
        series.setdefault(paper.series, set()).add(paper.serial)
    return [
        (name, serial)
        for name, known in sorted(series.items())
        for serial in range(1, max(known) + 1)
        if serial not in known
    ]


def of_record(session: Session, kind: str, key: int) -> list[Registered]:
    """The papers of one record, the newest first."""
    query = _papers().where(Document.record_kind == kind, Document.record_id == key).order_by(Document.id.desc())
    return [Registered(*row) for row in session.execute(query)]


def find(session: Session, full_number: str, kind: str = "") -> Registered:
    """The paper with this number; without a revision the newest. Raises NotFound."""
    query = _papers().order_by(Document.id.desc())
    if kind:
        query = query.where(Document.series.startswith(f"{kind}:", autoescape=True))
    base = re.sub(r"(/\d+)-\d+$", r"\1", full_number)
    found = [Registered(*row) for row in session.execute(query.where(Document.number.in_({full_number, base})))]
    exact = [paper for paper in found if full_number in (paper.full_number, paper.number)]
    if not exact:
        raise NotFound(_("No paper with the number {number} was issued here.").format(number=full_number))
    return exact[0]


def state_of(session: Session, document_id: int) -> DocumentState:
    """What happened to a paper last."""
    state: DocumentState = session.execute(_papers().where(Document.id == document_id)).one()[-1]
    return state


def history(session: Session, document_id: int) -> list[Happened]:
    """All that happened to a paper, in order."""
    rows = session.execute(
        select(DocumentEvent.state, DocumentEvent.on, DocumentEvent.at, Person.name, DocumentEvent.note)
        .join(Person, Person.id == DocumentEvent.person_id)
        .where(DocumentEvent.document_id == document_id)
        .order_by(DocumentEvent.id)
    )
    return [Happened(state, on, at, person, note or "") for state, on, at, person, note in rows]


def files(session: Session, document_id: int) -> list[StoredFile]:
    """The files of a paper: its originals, its copy, and what voided it."""
    query = select(DocumentFile.id, DocumentFile.name, DocumentFile.sha256)
    rows = session.execute(query.where(DocumentFile.document_id == document_id).order_by(DocumentFile.id))
    return [StoredFile(*row) for row in rows]


def content(session: Session, file_id: int) -> bytes:
    """The bytes of a file as they were issued. Raises NotFound."""
    found = session.scalar(select(DocumentFile.bytes).where(DocumentFile.id == file_id))
    if found is None:
        raise NotFound(_("There is no such file."))
    return found


def _papers() -> Select[Any]:
    last = (
        select(DocumentEvent.document_id, func.max(DocumentEvent.id).label("id"))
        .group_by(DocumentEvent.document_id)
        .subquery()
    )
    columns: tuple[Any, ...] = (
        Document.id,
        Document.series,
        Document.number,
        Document.revision,
        Document.record_kind,
        Document.record_id,
        Document.languages,
        Document.issued_on,
        Person.name,
        DocumentEvent.state,
    )
    papers: Select[Any] = select(*columns).join(Person, Person.id == Document.issued_by_id)
    return papers.join(last, last.c.document_id == Document.id).join(DocumentEvent, DocumentEvent.id == last.c.id)
