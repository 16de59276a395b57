"""Everything that stands on a transfer certificate, as plain frozen values, and its canonical JSON.

Texts that differ by language are `{"en": ..., "ru": ..., "ko_KP": ...}`; numbers, names of people and places stand
once, as they are written on the animal and in the other papers. An empty text prints as a dash.
"""

import datetime as dt
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final, NamedTuple

from zooapp.values.counts import Sex, SexCount

Texts = Mapping[str, str]

NOBODY: Final = SexCount(0, 0, 0)


class Basis(StrEnum):
    """What the transfer rests on: one box of the form is crossed."""

    DONATION = "donation"
    SALE = "sale"
    EXCHANGE = "exchange"
    LOAN = "loan"
    LOAN_RETURN = "loan_return"
    OWNERSHIP_ONLY = "ownership_only"


class Passes(StrEnum):
    """When the property passes."""

    ON_RECEIPT = "passes_on_receipt"
    ON_SIGNATURE = "passes_on_signature"
    NOT = "passes_not"


class Mode(StrEnum):
    """How the animals travel."""

    AIR = "air"
    ROAD = "road"
    RAIL = "rail"
    SEA = "sea"


class Origin(StrEnum):
    """Where an animal comes from in the sense of the law."""

    CAPTIVE = "captive"
    WILD = "wild"


class MarkKind(StrEnum):
    """What an animal is told by."""

    TRANSPONDER = "transponder"
    RING = "ring"
    CLOSED_RING = "closed_ring"
    OPEN_RING = "open_ring"
    EAR_TAG = "ear_tag"
    TATTOO = "tattoo"
    DISTINGUISHING_MARK = "distinguishing_mark"
    OTHER = "other"


class Signer(NamedTuple):
    """Who signs: name in print and post."""

    name: str
    post: str


@dataclass(frozen=True)
class Party:
    """One side. `language` is its own: the copy it keeps says its name in it, with the English below."""

    mnemonic: str
    language: str
    names: Texts
    address: str
    country: Texts
    representative: Signer
    acting_under: str
    responsible: Signer
    licence: str = ""
    phone: str = ""


@dataclass(frozen=True)
class SummaryLine:
    """One taxon of the first page. `scientific` may say "cf.": "Cacatua cf. alba"."""

    scientific: str
    names: Texts
    count: SexCount


class Mark(NamedTuple):
    """One mark as it stands on the animal, number and place on the body."""

    kind: MarkKind
    number: str
    place: str = ""


@dataclass(frozen=True)
class AnnexRow:
    """One animal or group of Annex 1."""

    scientific: str
    names: Texts
    count: SexCount
    sex: Sex | None = None
    sex_reported: bool = False
    born: str = ""
    age: str = ""
    origin: Origin | None = None
    origin_reported: bool = False
    origin_place: str = ""
    marks: tuple[Mark, ...] = ()
    sender_no: str = ""
    asset_no: str = ""
    receiver_no: str = ""
    cites: str = ""
    permit: str = ""
    crate: str = ""
    seal: str = ""


@dataclass(frozen=True)
class Transport:
    """How the animals travel; places with date and hour, local time with its UTC offset."""

    mode: Mode
    vehicle: str = ""
    origin: str = ""
    destination: str = ""
    crates: str = ""
    seals: str = ""
    couriers: str = ""


@dataclass(frozen=True)
class Papers:
    """Which papers travel with them: number, date, issuer."""

    veterinary_certificate: str = ""
    cites_permits: str = ""
    national_permits: str = ""
    invoice: str = ""
    packing_list: str = ""


@dataclass(frozen=True)
class TransferCertificateData:
    """All facts of one certificate. What it was printed on, by whom and as of when is kept, but not on the sheet."""

    number: str
    date: dt.date
    place: str
    issuer: str  # "sender" or "receiver": whose letterhead, whose number
    sender: Party
    receiver: Party
    basis: Basis
    contract: str
    passes: Passes
    transport: Transport
    papers: Papers
    summary: tuple[SummaryLine, ...]
    animals: tuple[AnnexRow, ...]
    printed_on: dt.datetime
    printed_by: str
    as_of: dt.date
    revision: int = 0
    english_prevails: bool = False
    first: str = "sender"  # the side that keeps original 1 (the alternat)

    @property
    def full_number(self) -> str:
        """The number on the sheet: "TR-2024-017/6", its first revision "TR-2024-017/6-1"."""
        return numbered(self.number, self.revision)

    @property
    def replaces(self) -> str:
        """The number of the paper that this revision replaces; empty for a first issue."""
        return numbered(self.number, self.revision - 1) if self.revision else ""

    @property
    def total(self) -> SexCount:
        """All heads of Annex 1."""
        return add_up(row.count for row in self.animals)

    @property
    def issuing_party(self) -> Party:
        """The side whose letterhead and number stand on the paper."""
        return self.sender if self.issuer == "sender" else self.receiver

    def adds_up(self) -> bool:
        """Do the first page and Annex 1 name the same numbers of each taxon?"""
        return per_taxon(self.summary) == per_taxon(self.animals)

    def canonical(self) -> str:
        """The same facts, the same text: JSON with sorted keys, no blanks, composed letters (NFC)."""
        text = json.dumps(
            asdict(self), default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
        )
        return unicodedata.normalize("NFC", text)

    def digest(self) -> bytes:
        """SHA-256 of the canonical text, 32 bytes."""
        return sha256(self.canonical().encode()).digest()


def numbered(number: str, revision: int) -> str:
    """A number with its revision, "TR-2024-017/6-1"; the first issue bears none."""
    return f"{number}-{revision}" if revision else number


def add_up(counts: Iterable[SexCount]) -> SexCount:
    """The sum, sex by sex (rules.md R3)."""
    return sum(counts, NOBODY)


def per_taxon(lines: Iterable[SummaryLine | AnnexRow]) -> dict[str, SexCount]:
    """M.F.U of each scientific name."""
    sums: dict[str, SexCount] = {}
    for line in lines:
        sums[line.scientific] = sums.get(line.scientific, NOBODY) + line.count
    return sums


def _plain(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical text")
