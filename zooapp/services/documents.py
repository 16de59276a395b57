"""Papers are issued, signed, filed, revised and declared void. What was issued stays, byte by byte (ledger.md 2.12)."""

import datetime as dt
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zooapp.documents import facts, register
from zooapp.documents.certificate import Edition, State, draft_pdf, editions, sealed_pdf, signed_text
from zooapp.documents.certificate_data import TransferCertificateData, numbered
from zooapp.documents.recall import recall
from zooapp.documents.seal import Head, SealingKey
from zooapp.documents.transfer_certificate import CertificateRequest, Gathered, Printing, gather
from zooapp.errors import Invalid, Level, Problem
from zooapp.i18n import _
from zooapp.models import (
    ChainHead,
    Consignment,
    Document,
    DocumentEvent,
    DocumentFile,
    DocumentState,
    MediaLink,
)
from zooapp.permission import Permission
from zooapp.services import numbers
from zooapp.work import Work, needs

KIND: Final = "transfer-certificate"
AFTER: Final = {
    DocumentState.SIGNED_SENDER: frozenset[DocumentState](),
    DocumentState.SIGNED_RECEIVER: frozenset[DocumentState](),
    DocumentState.SCAN_FILED: frozenset({DocumentState.SIGNED_SENDER, DocumentState.SIGNED_RECEIVER}),
}


@dataclass(frozen=True)
class Draft:
    """A certificate that is not issued: its file, marked as a draft, and what stands in the way of issuing it."""

    pdf: bytes
    problems: list[Problem]
    gathered: Gathered


def draft(session: Session, request: CertificateRequest, printing: Printing) -> Draft:
    """Look at a certificate before it is issued: no number, nothing is written."""
    gathered = gather(session, request, printing)
    edition = Edition(State.DRAFT, first=request.first, languages=request.tongues)
    return Draft(draft_pdf(gathered.data, edition), facts.blockers(session, request, gathered), gathered)


@needs(Permission.ISSUE_DOCUMENT)
def issue(work: Work, request: CertificateRequest, key: SealingKey) -> Document:
    """Number, seal and store a certificate: two originals and a copy, in one act (R108, R109).

    Raises Invalid with all that stands in the way. A second one for the same consignment is a warning.
    """
    gathered = _gathered(work, request)
    standing = register.of_record(work.session, Consignment.called, request.consignment_id)
    for paper in standing:
        if paper.state not in register.ENDED:
            words = _("{number} stands for this consignment already.").format(number=paper.full_number)
            work.warn(Problem("", words, Level.WARNING))
    series = register.series_of(KIND, gathered.data.date.year)
    number = f"{gathered.books.consignment.number}/{numbers.next_number(work, series)}"
    data = replace(gathered.data, number=number)
    return _store(work, request, data, series, key)


@needs(Permission.ISSUE_DOCUMENT)
def revise(work: Work, document_id: int, request: CertificateRequest, reason: str, key: SealingKey) -> Document:
    """Issue a paper anew under its number, from the books as they are now; the old one says what replaced it."""
    old = _standing(work, document_id)
    _said(reason)
    if (old.record_kind, old.record_id) != (Consignment.called, request.consignment_id):
        raise Invalid(_("This paper stands for another consignment."))
    data = replace(_gathered(work, request).data, number=old.number, revision=old.revision + 1)
    new = _store(work, request, data, old.series, key)
    _happen(work, old, DocumentState.REVISED, f"{numbered(new.number, new.revision)}: {reason}")
    return new


@needs(Permission.VOID_DOCUMENT)
def void(work: Work, document_id: int, typed_number: str, reason: str, key: SealingKey) -> DocumentFile:
    """Declare a paper void: it gets a crossed paper that says so; its number stays used, its bytes stay."""
    old = _standing(work, document_id)
    _said(reason)
    number = numbered(old.number, old.revision)
    if typed_number.strip() != number:
        raise Invalid(Problem("number", _("Type {number} to declare it void.").format(number=number)))
    data = recall(old.data)
    edition = editions(data, tuple(old.languages.split(",")))["void"]
    file = _file(work, old, "void", sealed_pdf(data, edition, key, heads(work.session)))
    _happen(work, old, DocumentState.VOIDED, reason)
    return file


@needs(Permission.ISSUE_DOCUMENT)
def sign_sender(work: Work, document_id: int, on: dt.date, note: str = "") -> DocumentEvent:
    """The transferring party has signed and stamped, on paper (R108)."""
    return _step(work, document_id, DocumentState.SIGNED_SENDER, on, note)


@needs(Permission.ISSUE_DOCUMENT)
def sign_receiver(work: Work, document_id: int, on: dt.date, note: str = "") -> DocumentEvent:
    """The receiving party has signed and stamped, on paper (R108)."""
    return _step(work, document_id, DocumentState.SIGNED_RECEIVER, on, note)


@needs(Permission.ISSUE_DOCUMENT)
def file_scan(work: Work, document_id: int, on: dt.date, note: str = "") -> DocumentEvent:
    """The scan of the copy that both signed is filed: attach it to the paper first (scans.attach)."""
    attached = select(func.count()).select_from(MediaLink)
    attached = attached.where(MediaLink.record_kind == Document.called, MediaLink.record_id == document_id)
    if not work.session.scalar(attached.where(MediaLink.voided_by.is_(None))):
        raise Invalid(Problem("scan", _("Attach the scan of the signed copy first.")))
    return _step(work, document_id, DocumentState.SCAN_FILED, on, note)


def heads(session: Session) -> list[Head]:
    """The last link of each workstation's chain, as a sealed paper carries it."""
    rows = session.execute(select(ChainHead.id, ChainHead.entry_id, ChainHead.hash).order_by(ChainHead.id))
    return [Head(*row) for row in rows]


def _gathered(work: Work, request: CertificateRequest) -> Gathered:
    gathered = gather(work.session, request, Printing(work.now, work.actor.name, work.today))
    if gathered.data.date > work.today:
        raise Invalid(Problem("on", _("This day has not come yet.")))
    problems = facts.blockers(work.session, request, gathered)
    if errors := [problem for problem in problems if problem.level is Level.ERROR]:
        raise Invalid(errors)
    for problem in problems:
        work.warn(problem)
    return gathered


def _store(
    work: Work, request: CertificateRequest, data: TransferCertificateData, series: str, key: SealingKey
) -> Document:
    paper = work.add(
        Document(
            series=series,
            number=data.number,
            revision=data.revision,
            record_kind=Consignment.called,
            record_id=request.consignment_id,
            languages=",".join(request.tongues),
            issued_on=work.today,
            issued_by_id=_person(work),
            data=data.canonical(),
            payload=signed_text(data, key),
        )
    )
    chains = heads(work.session)
    for name, edition in editions(data, request.tongues).items():
        if edition.state is not State.VOID:
            _file(work, paper, name, sealed_pdf(data, edition, key, chains))
    _happen(work, paper, DocumentState.ISSUED, "")
    return paper


def _file(work: Work, paper: Document, what: str, pdf: bytes) -> DocumentFile:
    number = numbered(paper.number, paper.revision).replace("/", "-")
    name = f"{KIND}-{number}-{what}.pdf"
    return work.add(DocumentFile(document_id=paper.id, sha256=sha256(pdf).hexdigest(), name=name, bytes=pdf))


def _happen(
    work: Work, paper: Document, state: DocumentState, note: str, on: dt.date | None = None
) -> DocumentEvent:
    facts = {"at": work.now, "on": on or work.today, "person_id": _person(work), "note": note[:300] or None}
    return work.add(DocumentEvent(document_id=paper.id, state=state, **facts))


def _step(work: Work, document_id: int, state: DocumentState, on: dt.date, note: str) -> DocumentEvent:
    paper = _standing(work, document_id)
    past = {one.state for one in register.history(work.session, document_id)}
    if state in past:
        raise Invalid(_("This is recorded already."))
    if not AFTER[state] <= past:
        raise Invalid(_("Both parties sign before the scan is filed."))
    if not paper.issued_on <= on <= work.today:
        raise Invalid(Problem("on", _("Between the day of issue and today.")))
    return _happen(work, paper, state, note, on)


def _standing(work: Work, document_id: int) -> Document:
    """A paper that is neither revised nor void. Raises NotFound, Invalid."""
    paper = work.get(Document, document_id)
    if register.state_of(work.session, document_id) in register.ENDED:
        number = numbered(paper.number, paper.revision)
        raise Invalid(_("{number} is no longer in force.").format(number=number))
    return paper


def _said(reason: str) -> None:
    if not reason.strip():
        raise Invalid(Problem("reason", _("Say why.")))


def _person(work: Work) -> int:
    if work.actor.person_id is None:
        raise Invalid(_("Papers are issued by a person who signed in."))
    return work.actor.person_id
