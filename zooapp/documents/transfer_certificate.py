"""The facts of a transfer certificate, gathered from the books of a consignment (certificates.md 4.2)."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from zooapp.documents import certificate_data as printed
from zooapp.documents import consigned
from zooapp.documents.annex_rows import annex_row, single
from zooapp.documents.certificate_data import AnnexRow, Basis, Mode, Party, Signer, TransferCertificateData
from zooapp.documents.consigned import Books
from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.models import Institution, Paper
from zooapp.values.rings import show_rings

BASES: Final = {
    "donation": Basis.DONATION,
    "gift": Basis.DONATION,
    "purchase": Basis.SALE,
    "sale": Basis.SALE,
    "exchange": Basis.EXCHANGE,
    "loan_return": Basis.LOAN_RETURN,
    "loan": Basis.LOAN,
    "breeding_loan": Basis.LOAN,
    "title": Basis.OWNERSHIP_ONLY,
}
CITES_PAPERS: Final = ("cites_export", "cites_import")


@dataclass(frozen=True)
class CertificateRequest:
    """What a person says of a certificate beyond the books. `first` is the side that keeps original 1 (the alternat).

    An empty place is the city of our zoo; no day is the day of issue.
    """

    consignment_id: int
    languages: tuple[str, ...] = ("en",)
    first: str = "sender"
    place: str = ""
    on: dt.date | None = None
    mode: Mode = Mode.AIR
    sender_responsible: str = ""
    receiver_responsible: str = ""
    english_prevails: bool = False

    @property
    def tongues(self) -> tuple[str, ...]:
        """The languages, English always among them."""
        return tuple(dict.fromkeys((*self.languages, "en")))


class Printing(NamedTuple):
    """When and by whom it is printed (in UTC), on which day of the zoo, and what gives a photo by its hash."""

    at: dt.datetime
    by: str
    on: dt.date
    picture: Callable[[str], bytes] | None = None


@dataclass(frozen=True)
class Gathered:
    """The facts as they will be printed, and the books that they come from."""

    data: TransferCertificateData
    books: Books = field(repr=False)


def gather(session: Session, request: CertificateRequest, printing: Printing) -> Gathered:
    """The facts, in a number of statements that does not grow with the animals. Without number: `issue` gives it.

    What is missing stays empty, so that a draft can be seen. Raises NotFound; Invalid for terms without certificate.
    """
    on = request.on or printing.on
    books = consigned.read(session, request.consignment_id, request.tongues, on)
    rows = tuple(annex_row(books, row, request.tongues) for row in books.rows)
    ours = books.sender if books.we_send else books.receiver
    data = TransferCertificateData(
        number="",
        date=on,
        place=request.place or ours.city or "",
        issuer="sender" if books.we_send else "receiver",
        sender=_party(books, books.sender, request.tongues, request.sender_responsible),
        receiver=_party(books, books.receiver, request.tongues, request.receiver_responsible),
        basis=_basis(books),
        contract=books.consignment.contract or "",
        passes=_passes(books),
        transport=_transport(books, request.mode),
        papers=_papers(books),
        summary=_summary(rows),
        animals=rows,
        printed_on=printing.at.replace(microsecond=0),
        printed_by=printing.by,
        as_of=printing.on,
        english_prevails=request.english_prevails,
        first=request.first,
    )
    return Gathered(data, books)


def signer(text: str | None) -> Signer:
    """ "A. V. Sokolov, Deputy Director": name in print and post."""
    name, _comma, post = (text or "").partition(",")
    return Signer(name.strip(), post.strip())


def languages_of(party: Institution, languages: Iterable[str]) -> tuple[str, ...]:
    """The languages in which a party stands on the paper: its own, and English."""
    own = consigned.language_of(party).split("_")[0]
    return tuple(dict.fromkeys((*(code for code in languages if code.split("_")[0] == own), "en")))


def _party(books: Books, party: Institution, languages: Sequence[str], responsible: str) -> Party:
    tongues = languages_of(party, languages)
    return Party(
        mnemonic=party.mnemonic,
        language=consigned.language_of(party),
        names={"en": party.name} | books.texts(Institution.called, party.id, tongues),
        address=party.address or "",
        country={"en": ""} | dict(books.country(party.country, tongues)),
        representative=signer(party.represented_by),
        acting_under=party.acting_under or "",
        responsible=signer(responsible),
        licence=party.licence or "",
        phone=party.phone or "",
    )


def _basis(books: Books) -> Basis:
    words = books.term.code.split("_")
    for length in range(len(words), 0, -1):
        if (basis := BASES.get("_".join(words[:length]))) is not None:
            return basis
    text = _("“{term}” is no transfer between two parties: it has no certificate.")
    raise Invalid(Problem("term_id", text.format(term=books.term.name)))


def _passes(books: Books) -> printed.Passes:
    if not books.term.ownership:
        return printed.Passes.NOT
    return printed.Passes.ON_RECEIPT if books.term.title_passes == "arrival" else printed.Passes.ON_SIGNATURE


def _transport(books: Books, mode: Mode) -> printed.Transport:
    it = books.consignment
    crates = single(line.crate for line in books.lines)
    seals = single(line.seal for line in books.lines)
    return printed.Transport(
        mode=mode,
        vehicle=it.transport or it.transport_document or "",
        origin=it.origin_place or "",
        destination=", ".join(part for part in (it.destination_place, _moment(books)) if part),
        crates=str(len(crates)) if crates else "",
        seals=show_rings(seals, "–"),
        couriers=it.couriers or "",
    )


def _moment(books: Books) -> str:
    """The hour of arrival in local time with its UTC offset: "20.11.2024 14:05 (UTC+9)"."""
    at = books.consignment.arrived_at
    if at is None or books.we_send:
        return ""
    local = at.astimezone(books.zone)
    minutes = int((local.utcoffset() or dt.timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    offset = f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
    return f"{local:%d.%m.%Y %H:%M} ({offset})"


def _papers(books: Books) -> printed.Papers:
    return printed.Papers(
        veterinary_certificate=_told(books, ("veterinary_certificate",), _with_issuer),
        cites_permits=_told(books, CITES_PAPERS),
        national_permits=_told(books, ("national_permit",)),
        invoice=_told(books, ("invoice",), _with_day),
        packing_list=_told(books, ("packing_list",)),
    )


def _number(paper: Paper) -> str:
    return paper.number


def _with_day(paper: Paper) -> str:
    return f"{paper.number}, {paper.issued_on:%d.%m.%Y}" if paper.issued_on else paper.number


def _with_issuer(paper: Paper) -> str:
    return f"{_with_day(paper)}, {paper.issuer}" if paper.issuer else _with_day(paper)


def _told(books: Books, kinds: tuple[str, ...], form: Callable[[Paper], str] = _number) -> str:
    """The papers of these kinds, one after the other."""
    return ", ".join(form(paper) for paper in books.papers if paper.kind in kinds)


def _summary(rows: Iterable[AnnexRow]) -> tuple[printed.SummaryLine, ...]:
    rows = tuple(rows)
    names = {row.scientific: row.names for row in reversed(rows)}
    counts = printed.per_taxon(rows)
    return tuple(printed.SummaryLine(scientific, names[scientific], count) for scientific, count in counts.items())
