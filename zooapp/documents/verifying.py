"""What a paper in the hand is: its file, its QR or the code under it, against the seal and the register."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.documents import register, seal
from zooapp.documents.certificate import HASHED
from zooapp.documents.certificate_data import numbered
from zooapp.i18n import N_, _
from zooapp.models import Document, DocumentFile, DocumentState, WorkstationKey


class Verdict(StrEnum):
    """What a paper is."""

    GENUINE = "genuine"
    REVISED = "revised"
    VOID = "void"
    ALTERED = "altered"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Verified:
    """The verdict in one word and in a sentence; the paper in the register, where it is known."""

    verdict: Verdict
    words: str
    number: str = ""
    document_id: int | None = None


BY_STATE: Final = {DocumentState.REVISED: Verdict.REVISED, DocumentState.VOIDED: Verdict.VOID}
WORDS: Final = {
    Verdict.GENUINE: N_("{number} is genuine and in force."),
    Verdict.REVISED: N_("{number} is genuine, but a revision replaced it. Ask for the newer one."),
    Verdict.VOID: N_("{number} was declared void. It has no force."),
}
ALTERED: Final = N_("This file was changed after it was sealed. Do not rely on it; ask its issuer for another.")
UNKNOWN: Final = N_("This was not issued by this zoo, or it bears no seal.")
SEALED_ELSEWHERE: Final = N_("This bears a seal of the zoo, but this register does not know it. Ask its issuer.")
SEAL_ONLY: Final = N_("The seal is sound. Without the register nobody can say whether it was revised or void.")


def verify(session: Session | None, pdf: bytes, zoo_public: bytes) -> Verified:
    """Judge a file by its seal, then by the register; without a session by its seal alone."""
    sealed = seal.check_file(pdf, zoo_public)
    if sealed is seal.Verdict.ALTERED:
        return Verified(Verdict.ALTERED, _(ALTERED))
    if sealed is seal.Verdict.UNKNOWN:
        return Verified(Verdict.UNKNOWN, _(UNKNOWN))
    if session is None:
        return Verified(Verdict.GENUINE, _(SEAL_ONLY))
    wanted = select(DocumentFile.document_id).where(DocumentFile.sha256 == sha256(pdf).hexdigest())
    return _judged(session, session.scalar(wanted.limit(1)))


def verify_payload(session: Session, text: str, zoo_public: bytes) -> Verified:
    """Judge the text of a scanned QR: signed by one of our workstations, and as the register has it."""
    payload = next((found for key in _keys(session, zoo_public) if (found := seal.read_payload(text, key))), None)
    if payload is None:
        return Verified(Verdict.UNKNOWN, _(UNKNOWN))
    wanted = select(Document.id, Document.data).where(Document.number == payload.number)
    rows = session.execute(wanted.where(Document.revision == payload.revision))
    return _judged(session, next((key for key, data in rows if _hash(data) == payload.data_hash), None))


def verify_code(session: Session, code: str) -> Verified:
    """Find the paper by the 12 characters under its QR. A code can be copied: look at the paper that it names."""
    typed = re.sub(r"[^0-9A-Z]", "", code.upper()).translate(str.maketrans("OIL", "011"))
    for key, payload in session.execute(select(Document.id, Document.payload)):
        if seal.code_of(payload).replace("-", "") == typed:
            return _judged(session, key)
    return Verified(Verdict.UNKNOWN, _(UNKNOWN))


def _hash(data: str) -> bytes:
    return sha256(data.encode()).digest()[:HASHED]


def _keys(session: Session, zoo_public: bytes) -> Iterator[bytes]:
    """The public keys that the zoo certified, also those of computers that seal no more."""
    for key in session.scalars(select(WorkstationKey).where(WorkstationKey.voided_by.is_(None))):
        public = bytes.fromhex(key.public_key)
        if seal.is_certified(zoo_public, public, bytes.fromhex(key.certificate)):
            yield public


def _judged(session: Session, document_id: int | None) -> Verified:
    if document_id is None:
        return Verified(Verdict.UNKNOWN, _(SEALED_ELSEWHERE))
    paper = session.get_one(Document, document_id)
    verdict = BY_STATE.get(register.state_of(session, document_id), Verdict.GENUINE)
    number = numbered(paper.number, paper.revision)
    return Verified(verdict, _(WORDS[verdict]).format(number=number), number, document_id)
