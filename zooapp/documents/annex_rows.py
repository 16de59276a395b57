"""The rows of Annex 1: what each record of a consignment is told by, from its books."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

from zooapp.documents import certificate_data as printed
from zooapp.documents.certificate_data import AnnexRow, Mark
from zooapp.documents.consigned import CITES, Books, Row
from zooapp.errors import Invalid
from zooapp.models import AnimalKind, Confidence, Determination, Determined, Identifier, MarkKind, Origin, Taxon
from zooapp.taxon_labels import taxon_label
from zooapp.taxon_status import NOT_LISTED
from zooapp.values.ages import age
from zooapp.values.counts import Sex
from zooapp.values.dates import DateKind, FuzzyDate
from zooapp.values.marks import Transponder
from zooapp.values.rings import RingSeries, show_rings

MARKS: Final = {
    MarkKind.TRANSPONDER: printed.MarkKind.TRANSPONDER,
    MarkKind.RING: printed.MarkKind.RING,
    MarkKind.EAR_TAG: printed.MarkKind.EAR_TAG,
    MarkKind.TATTOO: printed.MarkKind.TATTOO,
    MarkKind.OTHER: printed.MarkKind.OTHER,
}
RINGS: Final = {"closed": printed.MarkKind.CLOSED_RING, "open": printed.MarkKind.OPEN_RING}
EXPORT: Final = ("cites_export",)


def annex_row(books: Books, row: Row, languages: Iterable[str]) -> AnnexRow:
    """One record as it stands in the list of animals."""
    line, animal = row.line, row.animal
    taxon = books.determined.get((animal.id, Determined.TAXON))
    sex = books.determined.get((animal.id, Determined.SEX))
    ours, theirs = _local_id(books, row, books.us), _their_number(books, row)
    return AnnexRow(
        scientific=taxon_label(row.taxon.scientific, taxon.confidence if taxon else None),
        names=books.texts(Taxon.called, row.taxon.id, languages),
        count=row.count,
        sex=_sex(row, sex),
        sex_reported=bool(row.count.m + row.count.f and sex and sex.confidence is Confidence.REPORTED),
        born=_born(animal.born),
        age=_age(animal.born, books.day),
        origin=None if animal.origin is Origin.UNKNOWN else printed.Origin(animal.origin.value),
        origin_place=animal.birthplace or "",
        marks=tuple(_mark(mark) for mark in books.identifiers.get(animal.id, ()) if mark.kind in MARKS),
        sender_no=ours if books.we_send else theirs,
        receiver_no=theirs if books.we_send else ours,
        cites=_cites(books, row),
        permit=", ".join(books.permits(line, EXPORT)) if _cites(books, row) else "",
        crate=_nth(line.crate, row),
        seal=_nth(line.seal, row),
    )


def _sex(row: Row, known: Determination | None) -> Sex | None:
    """The sex of one animal; none for a group."""
    found = next((sex for sex in Sex if sex.as_count == row.count), None)
    never = found is Sex.UNDETERMINED and known is not None and known.value == Sex.INDETERMINATE
    return Sex.INDETERMINATE if never else found


def _cites(books: Books, row: Row) -> str:
    status = books.statuses.get((row.taxon.id, CITES))
    return "" if status is None or status.value == NOT_LISTED else status.value


def _local_id(books: Books, row: Row, institution: int) -> str:
    marks = books.identifiers.get(row.animal.id, ())
    return next((m.value for m in marks if m.kind is MarkKind.LOCAL_ID and m.institution_id == institution), "")


def _their_number(books: Books, row: Row) -> str:
    """The other side's number: of the record, else of the line that it came with as a group."""
    marks = books.identifiers.get(row.animal.id, ())
    if books.we_send:
        return _local_id(books, row, books.receiver.id)
    own = ", ".join(mark.value for mark in marks if mark.kind is MarkKind.SENDER_ID)
    return own or (", ".join(pieces(row.line.sender_ids)) if row.line.keep_as is not AnimalKind.INDIVIDUAL else "")


def _nth(text: str | None, row: Row) -> str:
    """The crate or seal of one animal where each has its own; else those of the line, as "C08–C10"."""
    each, alone = single([text]), row.line.keep_as is AnimalKind.INDIVIDUAL
    return each[row.nth] if alone and len(each) == row.of else show_rings(each, "–")


def _mark(mark: Identifier) -> Mark:
    kind = MARKS[mark.kind]
    if mark.kind is MarkKind.RING:
        kind = next((ring for word, ring in RINGS.items() if word in (mark.detail or "").casefold()), kind)
    number = Transponder.parse(mark.value).show() if mark.kind is MarkKind.TRANSPONDER else mark.value
    return Mark(kind, number + (f" ({mark.count})" if mark.count > 1 else ""), mark.place or "")


def _born(born: FuzzyDate | None) -> str:
    if born is None or born.kind in (DateKind.UNDETERMINED, DateKind.INDETERMINATE):
        return ""
    exact = born.earliest if born.kind is DateKind.EXACT else None
    return f"{exact:%d.%m.%Y}" if exact else born.show("en")


def _age(born: FuzzyDate | None, on: dt.date) -> str:
    found = age(born, on) if born is not None else None
    return found.short("en") if found else ""


def pieces(text: str | None) -> list[str]:
    """The single crates or seals of a line: "C02, C03"."""
    return [part for piece in re.split(r"[,;\n]", text or "") if (part := piece.strip())]


def single(texts: Iterable[str | None]) -> list[str]:
    """Each crate or seal once, those of a series too: "C08-C10" is three."""
    found: dict[str, None] = {}
    for piece in (piece for text in texts for piece in pieces(text)):
        try:
            found.update(dict.fromkeys(RingSeries.parse(piece).inscriptions))
        except Invalid:
            found[piece] = None
    return list(found)
