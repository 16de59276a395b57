"""A transfer certificate from its data: which copy, which languages, whose side first; file, pages, seal."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Final

from zooapp.documents import render
from zooapp.documents.certificate_data import AnnexRow, Party, SummaryLine, TransferCertificateData
from zooapp.documents.labels import labels
from zooapp.documents.number_words import day_in_words, in_words
from zooapp.documents.seal import Head, Payload, SealingKey, code_of, seal_file, seal_keywords, sign_payload
from zooapp.values.counts import SexCount

TEMPLATE: Final = "certificate"
HASHED: Final = 16  # bytes of the data's hash in the QR
COMPACT_FROM: Final = 25  # rows of Annex 1: one low line each, the names in other languages stand on page 1
OTHER: Final = {"sender": "receiver", "receiver": "sender"}
_UPRIGHT: Final = frozenset({"cf.", "aff.", "sp.", "spp.", "ssp.", "subsp.", "var.", "f.", "x", "×"})
_HIGH_RANKS: Final = ("idae", "inae", "iformes")


class State(StrEnum):
    """What a sheet is."""

    DRAFT = "draft"
    ORIGINAL = "original"
    COPY = "copy"
    VOID = "void"


@dataclass(frozen=True)
class Edition:
    """One printing of the same facts: which copy it is, its languages, and whose side stands first (the alternat)."""

    state: State = State.DRAFT
    sheet: int = 1
    of: int = 2
    first: str = "sender"
    languages: tuple[str, ...] = ("en", "ru", "ko_KP")


def editions(data: TransferCertificateData, languages: tuple[str, ...]) -> dict[str, Edition]:
    """What is printed of an issued paper, by the end of its file's name; "void" only of one that is."""
    one = Edition(State.ORIGINAL, first=data.first, languages=languages)
    return {
        "original-1": one,
        "original-2": replace(one, sheet=2, first=OTHER[data.first]),
        "copy-1": replace(one, state=State.COPY),
        "void": replace(one, state=State.VOID),
    }


def draft_pdf(data: TransferCertificateData, edition: Edition) -> bytes:
    """The file before it is issued: marked as a draft, without number, QR and seal."""
    return render.pdf(TEMPLATE, sheet(data, edition))


def pages(data: TransferCertificateData, edition: Edition, qr: str = "", ppi: float = 110) -> list[bytes]:
    """The sheets as PNG, for the preview; `qr` is the signed text of an issued paper."""
    return render.png(TEMPLATE, sheet(data, edition, qr), ppi=ppi)


def sealed_pdf(data: TransferCertificateData, edition: Edition, key: SealingKey, heads: Iterable[Head]) -> bytes:
    """The file of an issued paper with its signed QR, the heads of the journal, and the seal over all of it."""
    paper = sheet(data, edition, signed_text(data, key), seal_keywords(key, heads))
    return seal_file(render.pdf(TEMPLATE, paper), key)


def signed_text(data: TransferCertificateData, key: SealingKey) -> str:
    """The text of the QR, signed: number, revision, issuer, date, total, hash of the facts (ledger.md 2.13)."""
    return sign_payload(
        Payload(
            number=data.number,
            revision=data.revision,
            issuer=data.issuing_party.mnemonic,
            date=data.date,
            total=data.total.total,
            data_hash=data.digest()[:HASHED],
        ),
        key,
    )


def sheet(
    data: TransferCertificateData, edition: Edition, qr: str = "", keywords: tuple[str, ...] = ()
) -> dict[str, Any]:
    """What the template reads: the facts, the words of each language in their order, and what makes this copy."""
    sides = ("sender", "receiver") if edition.first == "sender" else ("receiver", "sender")
    tongues = _tongues(data, edition)
    facts = _facts(data)
    for side, party in (("sender", data.sender), ("receiver", data.receiver)):
        facts[side]["tongue"] = _tongue_of(party, tongues)
    return {
        **facts,
        "labels": labels(tongues),
        "tongues": tongues,
        "sides": sides,
        "state": edition.state,
        "sheet": str(edition.sheet),
        "of": str(edition.of),
        "dates": {tongue: day_in_words(data.date, tongue) for tongue in tongues},
        "words": {tongue: in_words(data.total.total, tongue) for tongue in tongues},
        "compact": len(data.animals) >= COMPACT_FROM,
        "code": code_of(qr) if qr else "",
        "qr": render.qr(qr) if qr else "",
        "keywords": keywords,
        "printed_on": data.printed_on.isoformat(),
    }


def name_runs(scientific: str) -> list[dict[str, Any]]:
    """A scientific name cut where italic begins and ends: "Cacatua" "cf." "alba"; families and above stand upright."""
    return [
        {"text": word, "italic": word not in _UPRIGHT and not word.endswith(_HIGH_RANKS)} for word in scientific.split()
    ]


def _tongues(data: TransferCertificateData, edition: Edition) -> tuple[str, ...]:
    """The languages in their order: that of the first side, the other's, English below."""
    first, second = (data.sender, data.receiver) if edition.first == "sender" else (data.receiver, data.sender)
    order = [_base(first.language), _base(second.language)]
    local = [code for code in edition.languages if code != "en"]
    local.sort(key=lambda code: order.index(_base(code)) if _base(code) in order else len(order))
    return (*local, "en")


def _tongue_of(party: Party, tongues: tuple[str, ...]) -> str:
    """The language of the paper that is the party's own; a Seoul copy names a Pyongyang party in its own spelling."""
    return next((code for code in tongues if _base(code) == _base(party.language)), "en")


def _base(code: str) -> str:
    return code.split("_")[0]


def _facts(data: TransferCertificateData) -> dict[str, Any]:
    facts = asdict(data)
    tables: dict[str, tuple[SummaryLine | AnnexRow, ...]] = {"summary": data.summary, "animals": data.animals}
    for kind, lines in tables.items():
        for fact, line in zip(facts[kind], lines, strict=True):
            fact |= {"runs": name_runs(line.scientific), "count": _count(line.count)}
    return facts | {
        "full_number": data.full_number,
        "replaces": data.replaces,
        "total": _count(data.total),
        "date": [data.date.year, data.date.month, data.date.day],
        "as_of": data.as_of.isoformat(),
        "issuing_name": data.issuing_party.names["en"],
        "issuing_phone": data.issuing_party.phone,
    }


def _count(count: SexCount) -> dict[str, Any]:
    return {"text": str(count), "parts": [count.m, count.f, count.u], "total": count.total}
