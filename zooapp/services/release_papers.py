"""The certificate of a release is issued in the same work as the release: number, seal and bytes stay (4.3)."""

from collections.abc import Collection
from dataclasses import replace
from hashlib import sha256
from typing import Final

from sqlalchemy import select

from zooapp import settings
from zooapp.documents import register, release_certificate
from zooapp.documents.release_certificate import ReleaseRequest
from zooapp.documents.seal import SealingKey
from zooapp.documents.transfer_certificate import Printing
from zooapp.errors import Invalid
from zooapp.i18n import _
from zooapp.models import Document, DocumentEvent, DocumentFile, DocumentState, QuarantineCase
from zooapp.permission import Permission
from zooapp.services import documents, numbers
from zooapp.work import Work, needs

KIND: Final = "quarantine-release"


@needs(Permission.RELEASE)
def issue(work: Work, request: ReleaseRequest, key: SealingKey) -> Document:
    """Issue the certificate of cases that are signed out; parts of one group differ behind the "/"."""
    cases = [work.get(QuarantineCase, case) for case in request.case_ids]
    if not cases or any(case.signature_id is None for case in cases):
        raise Invalid(_("Only a release that is signed has a certificate."))
    if work.actor.person_id is None:
        raise Invalid(_("Papers are issued by a person who signed in."))
    series = register.series_of(KIND, work.today.year)
    serial = numbers.next_number(work, series)
    root = min(case.split_from_id or case.id for case in cases)
    number = f"Q{work.today.year % 100:02}-{root:04}/{serial}"
    whole = replace(request, number=number)
    work.session.flush()
    data = release_certificate.gather(work.session, whole, Printing(work.now, work.actor.name, work.today))
    qr = release_certificate.signed_text(work.session, data, key)
    paper = work.add(
        Document(
            series=series,
            number=number,
            record_kind=QuarantineCase.called,
            record_id=cases[0].id,
            languages=",".join(request.tongues),
            issued_on=work.today,
            issued_by_id=work.actor.person_id,
            data=release_certificate.canonical(data),
            payload=qr,
        )
    )
    pdf = release_certificate.sealed_pdf(data, qr, key, documents.heads(work.session))
    name = f"{KIND}-{number.replace('/', '-')}.pdf"
    work.add(DocumentFile(document_id=paper.id, sha256=sha256(pdf).hexdigest(), name=name, bytes=pdf))
    said = {"at": work.now, "on": work.today, "person_id": work.actor.person_id}
    work.add(DocumentEvent(document_id=paper.id, state=DocumentState.ISSUED, **said))
    return paper


@needs(Permission.RELEASE)
def certify(work: Work, animals: Collection[int], conditions: str, key: SealingKey) -> Document:
    """The certificate of what this very work released, in the languages of the zoo."""
    query = select(QuarantineCase.id).where(QuarantineCase.animal_id.in_(animals), QuarantineCase.voided_by.is_(None))
    query = query.where(QuarantineCase.closed_by == work.entry_id, QuarantineCase.signature_id.is_not(None))
    cases = tuple(work.session.scalars(query.order_by(QuarantineCase.id)))
    tongues = tuple(settings.value(work.session, "languages"))
    return issue(work, ReleaseRequest(cases, tongues, conditions=conditions), key)
