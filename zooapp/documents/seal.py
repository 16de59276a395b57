"""The seal of an issued paper: a signed QR for the sheet in the hand, a signature inside the file for its bytes.

One Ed25519 key a workstation, certified by the zoo's key (ledger.md 2.13). The file carries its seal in its keywords,
which a PDF writes twice; the signature covers all other bytes of the file, so one that changes is seen.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

# What a signature is for stands before what is signed, so that none can be used in another's place.
_FOR_WORKSTATION: Final = b"zoo workstation 1\0"
_FOR_PAYLOAD: Final = b"zoo paper 1\0"
_FOR_FILE: Final = b"zoo file 1\0"

_COPIES: Final = 2  # the document information and the XMP packet
_ZEROS: Final = b"0" * 128
_SEAL: Final = re.compile(rb"zooseal1-([0-9a-f]{64})-([0-9a-f]{128})-([0-9a-f]{128})")
_HEADS: Final = re.compile(rb"zooheads1((?:-[0-9]+:[0-9]+:[0-9a-f]{64})*)\.")
_BASE32: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
_BASE45: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"  # RFC 9285: the letters of a compact QR


class Verdict(StrEnum):
    """What the bytes alone can say; whether a genuine paper was revised or void, the register knows."""

    GENUINE = "genuine"
    ALTERED = "altered"
    UNKNOWN = "unknown"


class KeyPair(NamedTuple):
    """A pair of raw Ed25519 keys, 32 bytes each."""

    private: bytes
    public: bytes


class SealingKey(NamedTuple):
    """What a workstation seals with: its own pair, and the zoo's signature (64 bytes) that it may."""

    private: bytes
    public: bytes
    certificate: bytes


class Head(NamedTuple):
    """The newest entry of one workstation's chain in the journal: an anchor that stands outside the collection."""

    workstation: int
    entry: int
    hash: str


@dataclass(frozen=True)
class Payload:
    """What the QR of a paper signs; of the hash of its data the first 16 bytes, so that the QR stays a stamp."""

    number: str
    revision: int
    issuer: str
    date: dt.date
    total: int
    data_hash: bytes


@dataclass(frozen=True)
class Seal:
    """What stands in a sealed file: who sealed it, with whose leave, the signature, the heads of the journal."""

    workstation: bytes
    certificate: bytes
    signature: bytes
    heads: tuple[Head, ...]


def make_zoo_key() -> KeyPair:
    """A new key for the zoo: it certifies workstations and signs nothing else."""
    key = Ed25519PrivateKey.generate()
    return KeyPair(key.private_bytes_raw(), key.public_key().public_bytes_raw())


def make_workstation_key() -> KeyPair:
    """A new key for one workstation, of use once the zoo has certified it."""
    return make_zoo_key()


def certify(zoo_private: bytes, workstation_public: bytes) -> bytes:
    """The zoo's signature, 64 bytes, that this workstation may seal its papers."""
    return _sign(zoo_private, _FOR_WORKSTATION + workstation_public)


def is_certified(zoo_public: bytes, workstation_public: bytes, certificate: bytes) -> bool:
    """Did this zoo let this workstation seal?"""
    return _verifies(zoo_public, certificate, _FOR_WORKSTATION + workstation_public)


def sign_payload(payload: Payload, key: SealingKey) -> str:
    """The text of the QR: payload and signature in base45, all of it letters of the QR's compact alphabet."""
    body = _packed(payload)
    return _base45(body + _sign(key.private, _FOR_PAYLOAD + body))


def read_payload(text: str, workstation_public: bytes) -> Payload | None:
    """The payload of a scanned QR; none when it is not ours or this workstation did not sign it."""
    try:
        raw = _from_base45(text)
        body, signature = raw[:-64], raw[-64:]
        return _unpacked(body) if _verifies(workstation_public, signature, _FOR_PAYLOAD + body) else None
    except ValueError:
        return None


def code_of(text: str) -> str:
    """The 12 characters under the QR, "K3F9-0QXT-7M2A": the head (60 bits) of the hash of its text."""
    head = int.from_bytes(sha256(text.encode()).digest()[:8], "big") >> 4
    letters = "".join(_BASE32[head >> 5 * place & 31] for place in range(11, -1, -1))
    return "-".join(letters[at : at + 4] for at in range(0, 12, 4))


def seal_keywords(key: SealingKey, heads: Iterable[Head]) -> tuple[str, ...]:
    """What goes into the keywords of a file before it is rendered: the place of the seal, and the heads under it."""
    chain = "".join(f"-{head.workstation}:{head.entry}:{head.hash}" for head in heads)
    return f"zooseal1-{key.public.hex()}-{key.certificate.hex()}-{_ZEROS.decode()}", f"zooheads1{chain}."


def seal_file(pdf: bytes, key: SealingKey) -> bytes:
    """The same file, same length, with its seal in the place that `seal_keywords` kept; ValueError without one."""
    found = _SEAL.findall(pdf)
    if found != [(key.public.hex().encode(), key.certificate.hex().encode(), _ZEROS)] * _COPIES:
        raise ValueError("the file keeps no place for this seal")
    signature = _sign(key.private, _FOR_FILE + sha256(pdf).digest())
    return _with_signature(pdf, signature.hex().encode())


def read_seal(pdf: bytes) -> Seal | None:
    """The seal that a file carries, sound or not; none when it carries none."""
    found, heads = _SEAL.search(pdf), _HEADS.search(pdf)
    if found is None:
        return None
    workstation, certificate, signature = (bytes.fromhex(part.decode()) for part in found.groups())
    return Seal(workstation, certificate, signature, _heads(heads.group(1).decode()) if heads else ())


def check_file(pdf: bytes, zoo_public: bytes) -> Verdict:
    """What a file is: sealed by this zoo and untouched, altered since, or of an origin that this zoo does not know."""
    found = _SEAL.findall(pdf)
    if not found:
        return Verdict.UNKNOWN
    if found != found[:1] * _COPIES:
        return Verdict.ALTERED
    workstation, certificate, signature = (bytes.fromhex(part.decode()) for part in found[0])
    if not _verifies(workstation, signature, _FOR_FILE + sha256(_with_signature(pdf, _ZEROS)).digest()):
        return Verdict.ALTERED
    return Verdict.GENUINE if is_certified(zoo_public, workstation, certificate) else Verdict.UNKNOWN


def _with_signature(pdf: bytes, digits: bytes) -> bytes:
    return _SEAL.sub(lambda found: found.group(0)[:-128] + digits, pdf)


def _heads(text: str) -> tuple[Head, ...]:
    parts = (head.split(":") for head in text.split("-")[1:])
    return tuple(Head(int(workstation), int(entry), digest) for workstation, entry, digest in parts)


def _sign(private: bytes, text: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(private).sign(text)


def _verifies(public: bytes, signature: bytes, text: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def _packed(payload: Payload) -> bytes:
    """Lengths before texts, 2 bytes a number, 4 for the day and the total: the same payload, the same bytes."""
    texts = [part.encode() for part in (payload.number, payload.issuer)]
    numbers = (
        payload.revision.to_bytes(2, "big")
        + payload.date.toordinal().to_bytes(4, "big")
        + payload.total.to_bytes(4, "big")
    )
    return b"\1" + b"".join(bytes([len(text)]) + text for text in texts) + numbers + payload.data_hash


def _unpacked(body: bytes) -> Payload:
    at, texts = 1, []
    for _count in range(2):
        end = at + 1 + body[at]
        texts.append(body[at + 1 : end].decode())
        at = end
    revision, day, total = (int.from_bytes(body[at + a : at + b], "big") for a, b in ((0, 2), (2, 6), (6, 10)))
    return Payload(texts[0], revision, texts[1], dt.date.fromordinal(day), total, body[at + 10 :])


def _base45(raw: bytes) -> str:
    """RFC 9285: two bytes are three letters, a last single byte two."""
    letters = []
    for at in range(0, len(raw), 2):
        pair = raw[at : at + 2]
        value = int.from_bytes(pair, "big")
        for _place in range(len(pair) + 1):
            value, digit = divmod(value, 45)
            letters.append(_BASE45[digit])
    return "".join(letters)


def _from_base45(text: str) -> bytes:
    raw = bytearray()
    for at in range(0, len(text), 3):
        group = text[at : at + 3]
        value = sum(_BASE45.index(letter) * 45**place for place, letter in enumerate(group))
        size = len(group) - 1
        if not size or value >= 256**size:
            raise ValueError("not base45")
        raw += value.to_bytes(size, "big")
    return bytes(raw)
