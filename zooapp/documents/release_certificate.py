"""The release from quarantine as it is signed (certificates.md 4.3): gathered from cases, set in several languages."""

import datetime as dt
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import i18n, names, settings
from zooapp.documents import render
from zooapp.documents.certificate import name_runs
from zooapp.documents.letters import marks_of
from zooapp.documents.release_facts import Facts, Tested, facts_of
from zooapp.documents.release_labels import labels
from zooapp.documents.seal import Head, Payload, SealingKey, code_of, seal_file, seal_keywords, sign_payload
from zooapp.documents.transfer_certificate import Printing, signer
from zooapp.models import Institution, Outcome, Taxon
from zooapp.quarantine.clocks import Clock
from zooapp.values.counts import SexCount

TEMPLATE: Final = "release"
HASHED: Final = 16  # bytes of the hash in the QR
NUMERIC: Final = "dd.MM.y"


@dataclass(frozen=True)
class ReleaseRequest:
    """Which cases go where; the languages beside English, conditions in words, and the number once it is given."""

    case_ids: tuple[int, ...]
    languages: tuple[str, ...] = ("en",)
    destination: str = ""
    conditions: str = ""
    number: str = ""

    @property
    def tongues(self) -> tuple[str, ...]:
        """The languages in their order, English below."""
        return (*(code for code in dict.fromkeys(self.languages) if code != "en"), "en")


def gather(session: Session, request: ReleaseRequest, printing: Printing) -> dict[str, Any]:
    """What the template reads. Cases that are not ended yet stand as on the day of printing: a draft."""
    found = facts_of(session, request.case_ids, printing.on)
    tongues, words = request.tongues, labels(request.tongues)
    us = session.get_one(Institution, settings.our_institution(session))
    say = _Said(session, tongues, words)
    total = sum((one.count for one in found.animals), SexCount(0, 0, 0))
    local = printing.at.astimezone(settings.zone(session))
    statement = {
        code: words["statement"][code].format(day=i18n.day(found.ended, code=code), hour=f"{local:%H:%M}")
        for code in tongues
    }
    return {
        "labels": words,
        "tongues": tongues,
        "state": "original" if request.number else "draft",
        "number": request.number,
        "full_number": request.number,
        "keywords": (),
        "qr": "",
        "code": "",
        "sides": (),
        "issuing_name": us.name,
        "issuing_phone": us.phone or "",
        "zoo": say.names("institution", us.id, us.name),
        "place": us.city or "",
        "date": [printing.on.year, printing.on.month, printing.on.day],
        "days": {code: i18n.day(printing.on, code=code) for code in tongues},
        "facility": found.units,
        "approval": us.licence or "",
        "animals": list(_animals(session, found, say)),
        "total": f"{total} = {total.total}",
        "arrived": found.arrived,
        "order": found.orders,
        "document": found.documents,
        "period": _period(found, words, tongues),
        "restarts": _restarts(found.clocks, words),
        "tests": list(_tests(found.tests, say)),
        "deaths": [words["dead_on"]["en"].format(day=i18n.day(d.on, code="en"), animal=d.who, n=d.n)
                   for d in found.deaths],
        "kept": found.kept,
        "destination": request.destination or found.destination,
        "conditions": request.conditions,
        "statement": statement,
        "veterinarian": found.veterinarian,
        "head": list(signer(us.represented_by)),
        "printed_on": printing.at.isoformat(),
    }


def digest(data: Mapping[str, Any]) -> bytes:
    """The hash of the facts, as the QR signs it."""
    return sha256(canonical(data).encode()).digest()


def canonical(data: Mapping[str, Any]) -> str:
    """The facts as one text: what is kept of an issued paper."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def pdf(data: Mapping[str, Any]) -> bytes:
    """The file, PDF/A."""
    return render.pdf(TEMPLATE, data)


def pages(data: Mapping[str, Any], ppi: float = 110) -> list[bytes]:
    """The pages as PNG."""
    return render.png(TEMPLATE, data, ppi=ppi)


def signed_text(session: Session, data: Mapping[str, Any], key: SealingKey) -> str:
    """The text of the QR, signed."""
    us = session.get_one(Institution, settings.our_institution(session))
    total = int(str(data["total"]).rpartition("= ")[2])
    day = dt.date(*data["date"])
    return sign_payload(Payload(data["number"], 0, us.mnemonic, day, total, digest(data)[:HASHED]), key)


def with_code(data: Mapping[str, Any], qr: str) -> dict[str, Any]:
    """The facts with their signed QR and its code."""
    return {**data, "qr": render.qr(qr), "code": code_of(qr)}


def sealed_pdf(data: Mapping[str, Any], qr: str, key: SealingKey, heads: Collection[Head]) -> bytes:
    """The file of an issued paper: signed QR, heads of the journal, and the seal over all of it."""
    whole = with_code(data, qr) | {"keywords": seal_keywords(key, heads)}
    return seal_file(render.pdf(TEMPLATE, whole), key)


class _Said:
    """Names of records in the languages of the paper."""

    def __init__(self, session: Session, tongues: Sequence[str], words: Mapping[str, Mapping[str, str]]) -> None:
        self.session, self.tongues, self.words = session, tongues, words

    def names(self, kind: str, key: int, fallback: str = "") -> dict[str, str]:
        """What a record is called in each language that has a name for it."""
        found = {
            code: names.of(self.session, kind, [key], code, strict=code != "en").get(key, "") for code in self.tongues
        }
        return {code: text for code, text in found.items() if text} or ({"en": fallback} if fallback else {})


def _animals(session: Session, found: Facts, say: _Said) -> Iterator[dict[str, Any]]:
    marks = marks_of(session, [one.animal_id for one in found.animals])
    query = select(Taxon.id, Taxon.scientific).where(Taxon.id.in_([one.taxon_id for one in found.animals]))
    latin = {row.id: row.scientific for row in session.execute(query)}
    for one in found.animals:
        yield {
            "local_id": one.local_id,
            "names": list(dict.fromkeys(say.names("taxon", one.taxon_id).values())),
            "runs": name_runs(latin[one.taxon_id]),
            "count": str(one.count),
            "marks": marks.get(one.animal_id, ""),
        }


def _period(found: Facts, words: Mapping[str, Mapping[str, str]], tongues: Sequence[str]) -> dict[str, str]:
    """From the first entry to the end, by language, with the full days."""
    first = min(clock.entered for clock in found.clocks)
    days = (found.ended - first).days
    hour = f" {found.entered_hour}" if found.entered_hour else ""
    return {
        code: f"{i18n.day(first, code=code)}{hour} – {i18n.day(found.ended, code=code)}, "
        + words["full_days"][code].format(n=days) + f" ({words['entry_is_0'][code]})"
        for code in tongues
    }


def _restarts(clocks: Sequence[Clock], words: Mapping[str, Mapping[str, str]]) -> list[dict[str, str]]:
    """Restarts with their cause, and days that a veterinarian set with the reason in full; by language."""
    said: dict[Any, dict[str, str]] = {}
    for clock in clocks:
        for one in clock.restarts:
            facts = {"animal": one.local_id, "taxon": one.taxon, "unit": one.unit}
            said.setdefault((one.on, one.animal_id), _each(words["newcomer"], one.on, facts))
        if (set_ := clock.extension) is not None:
            facts = {"n": str(set_.days), "who": set_.by, "why": set_.reason}
            said.setdefault((set_.on, set_.reason), _each(words["days_set"], set_.on, facts))
    return list(said.values())


def _each(texts: Mapping[str, str], on: dt.date | None, facts: Mapping[str, str]) -> dict[str, str]:
    return {code: text.format(day=i18n.day(on, code=code), **facts) for code, text in texts.items()}


RESULTS: Final = {
    Outcome.NEGATIVE: "negative_on",
    Outcome.POSITIVE: "positive_on",
    Outcome.INCONCLUSIVE: "inconclusive_on",
    Outcome.NOT_OBTAINABLE: "substituted",
}


def _tests(tests: Sequence[Tested], say: _Said) -> Iterator[dict[str, Any]]:
    words = say.words
    for one in tests:
        facts = {"which": one.which, "why": one.note, "day": i18n.day(one.read, NUMERIC, "en")}
        yield {
            "test": " / ".join(dict.fromkeys(say.names("requirement", one.test_id, one.name).values())),
            "material": one.material,
            "n_of": f"{one.tested} / {one.of}",
            "sampled": i18n.day(one.taken, NUMERIC, "en"),
            "lab": one.lab,
            "result": {code: text.format(**facts) for code, text in words[RESULTS[one.outcome]].items()},
            "accepted": ", ".join(part for part in (one.by, i18n.day(one.accepted, NUMERIC, "en")) if part),
        }
