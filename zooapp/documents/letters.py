"""Plain papers of one language: who writes to whom, sentences, facts, a table of animals, signatures."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import i18n, names, settings
from zooapp.documents import render
from zooapp.documents.certificate import name_runs
from zooapp.documents.consigned import language_of
from zooapp.documents.transfer_certificate import Printing, signer
from zooapp.i18n import N_, day
from zooapp.lists.spec import TaxonCell
from zooapp.models import Identifier, Institution, MarkKind

TEMPLATE: Final = "letter"
Cell = str | TaxonCell


@dataclass(frozen=True)
class Letter:
    """The words of a paper, in its language; the template only sets them."""

    title: str
    reference: str
    opening: Sequence[str] = ()
    pairs: Sequence[tuple[str, str]] = ()
    columns: Sequence[tuple[str, int]] = ()  # label and width; a negative width is set at the right
    rows: Sequence[Sequence[Cell]] = ()
    total: str = ""
    closing: Sequence[str] = ()
    signers: Sequence[tuple[str, Institution]] = ()
    place: str = ""
    parties: Sequence[Institution] = field(default=())  # who writes, and to whom; none for a paper without letterhead


class Tongue:
    """One language of a paper: its words, days and names."""

    def __init__(self, session: Session, code: str, parties: Collection[Institution]) -> None:
        self.code = code
        self.say: Callable[[str], str] = i18n.catalogue(code).gettext
        keys = [party.id for party in parties]
        self._named = names.of(session, Institution.called, keys, code, strict=True)
        self._countries: Mapping[str, Any] = settings.value(session, "countries")

    def name(self, party: Institution) -> str:
        """What a party is called on paper."""
        return self._named.get(party.id) or party.name

    def day(self, on: dt.date | None) -> str:
        """A day, its month in full."""
        return day(on, "d MMMM y" if not self.code.startswith("ko") else "d MMM y", self.code)

    def short_day(self, on: dt.date | None) -> str:
        """A day as a table takes it."""
        return day(on, code=self.code)

    def address(self, party: Institution) -> list[str]:
        """Name, address, country and telephone, a line each."""
        known = self._countries.get(party.country or "", {}).get(self.code, {})
        country = known.get("official") or (i18n.country(party.country, self.code) if party.country else "")
        return [line for line in (self.name(party), party.address or party.city, country, party.phone) if line]


def language_for(party: Institution) -> str:
    """The language in which a party is written to."""
    return language_of(party)


def pdf(data: Mapping[str, Any]) -> bytes:
    """The file, PDF/A."""
    return render.pdf(TEMPLATE, data)


def pages(data: Mapping[str, Any], ppi: float = 110) -> list[bytes]:
    """The pages as PNG, for a preview or a printer."""
    return render.png(TEMPLATE, data, ppi=ppi)


def data_of(letter: Letter, tongue: Tongue, printing: Printing) -> dict[str, Any]:
    """What the template reads."""
    language, _underscore, region = tongue.code.partition("_")
    sides = [tongue.address(party) for party in letter.parties]
    return {
        "language": language,
        "region": region or None,
        "author": sides[0][0] if sides else "",
        "head": sides[0] if sides else [],
        "to": sides[1] if len(sides) > 1 else [],
        "title": letter.title,
        "reference": letter.reference,
        "place_day": ", ".join(part for part in (letter.place, tongue.day(printing.on)) if part),
        "opening": list(letter.opening),
        "pairs": [list(pair) for pair in letter.pairs],
        "columns": [{"label": label, "wide": abs(wide), "right": wide < 0} for label, wide in letter.columns],
        "rows": [[_cell(one) for one in row] for row in letter.rows],
        "total": letter.total,
        "closing": list(letter.closing),
        "signers": [_signer(role, party, tongue) for role, party in letter.signers],
        "page": tongue.say(N_("Page {n} of {of}")),
        "printed_on": printing.at.isoformat(),
    }


def _cell(cell: Cell) -> Any:
    if isinstance(cell, TaxonCell):
        return {"name": cell.common, "runs": name_runs(cell.latin)}
    return cell


def _signer(role: str, party: Institution, tongue: Tongue) -> dict[str, str]:
    who = signer(party.represented_by)
    return {
        "role": f"{role}: {tongue.name(party)}",
        "name": who.name,
        "post": who.post,
        "below": tongue.say(N_("signature, seal, date")),
    }


def marks_of(session: Session, animals: Sequence[int]) -> dict[int, str]:
    """Transponders, rings and tags that they wear."""
    worn = (MarkKind.TRANSPONDER, MarkKind.RING, MarkKind.EAR_TAG, MarkKind.TATTOO)
    rows = select(Identifier.animal_id, Identifier.value).where(Identifier.animal_id.in_(animals))
    rows = rows.where(Identifier.kind.in_(worn), Identifier.voided_by.is_(None), Identifier.until.is_(None))
    found: dict[int, list[str]] = {}
    for row in session.execute(rows.order_by(Identifier.id)):
        found.setdefault(row.animal_id, []).append(row.value)
    return {animal: ", ".join(values) for animal, values in found.items()}
