"""What a field or a filter offers: labels in the language now in use, found by names in every language."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session

from zooapp.i18n import _, ngettext
from zooapp.lists.taxa import wanted_locales
from zooapp.models import (
    Base,
    Collection,
    Drug,
    Enclosure,
    EnclosureKind,
    Institution,
    InstitutionKind,
    Mode,
    Name,
    Person,
    Protocol,
    Role,
    Taxon,
    Term,
)
from zooapp.models.enclosure import ENCLOSURE_KINDS
from zooapp.values.fold import fold


@dataclass(frozen=True)
class Option:
    """One record to choose. `words` are all its names, folded, a line each: for matching what is typed."""

    id: int
    label: str
    detail: str
    words: str


@dataclass(frozen=True)
class Pick:
    """What is read of a model: its columns, which rows, and how label and detail are made of a row and its name."""

    model: type[Base]
    columns: Sequence[str]
    label: Callable[[Any, str], str]
    detail: Callable[[Any, str], str]
    which: ColumnElement[bool] | None = None
    short: bool = False  # labelled by the short name: the official one of a zoo has 90 letters and stands beside it


def _place(row: Any, _name: str) -> str:
    return f"{row.code} · {row.name}"


def _place_kind(row: Any, _name: str) -> str:
    return _(dict(ENCLOSURE_KINDS)[row.kind])


def _days(row: Any, _name: str) -> str:
    days = ngettext("{n} day", "{n} days", row.min_days).format(n=row.min_days)
    return f"{row.code} {row.edition} · {days}"


PLACE: Final = ("code", "name", "kind")
PICKS: Final[Mapping[str, Pick]] = {
    "taxa": Pick(
        Taxon,
        ("scientific",),
        lambda row, name: name or row.scientific,
        lambda row, name: row.scientific if name else "",
    ),
    "institutions": Pick(
        Institution,
        ("mnemonic", "name", "city"),
        lambda row, name: name or row.name,
        lambda row, name: f"{row.mnemonic} · {name or row.name}",
        Institution.kind != InstitutionKind.TRANSIT,
        short=True,
    ),
    "enclosures": Pick(Enclosure, PLACE, _place, _place_kind),
    "units": Pick(Enclosure, PLACE, _place, lambda _row, _name: "", Enclosure.kind == EnclosureKind.QUARANTINE),
    "protocols": Pick(Protocol, ("code", "name", "edition", "min_days"), lambda row, name: name or row.name, _days),
    "terms": Pick(Term, ("code", "name"), lambda row, name: name or row.name, lambda _row, _name: ""),
    "collections": Pick(
        Collection, ("name",), lambda row, name: name or row.name, lambda _row, _name: ""
    ),
    "people": Pick(
        Person,
        ("name", "post"),
        lambda row, _name: row.name,
        lambda row, _name: row.post or "",
        Person.active.is_(True),
    ),
    "drugs": Pick(
        Drug,
        ("generic", "trade"),
        lambda row, _name: f"{row.trade} ({row.generic})" if row.trade else row.generic,
        lambda _row, _name: "",
    ),
    "roles": Pick(Role, ("code", "name"), lambda row, name: name or row.name, lambda _row, _name: ""),
}


def options(session: Session, what: str, language: str = "", on: dt.date | None = None) -> list[Option]:
    """All records to choose from, by label: one statement.

    `what` is a key of PICKS, or "terms:arrival" for the terms of one mode. Places are those in use on the day; without
    a day those that were not given up.
    """
    kind, _colon, mode = what.partition(":")
    pick = PICKS[kind]
    called = pick.model.called
    named = and_(Name.record_kind == called, Name.record_id == pick.model.id, Name.voided_by.is_(None))
    found = session.execute(
        select(
            pick.model.id,
            *(getattr(pick.model, column) for column in pick.columns),
            Name.locale,
            Name.preferred,
            Name.text.label("named"),
            Name.short,
        )
        .outerjoin(Name, named)
        .where(_live(pick.model), _in_use(pick.model, on))
        .where(true() if pick.which is None else pick.which)
        .where(Term.mode == Mode(mode) if mode else true())
        .order_by(pick.model.id, Name.id)
    ).all()
    by_record: dict[int, list[Any]] = {}
    for row in found:
        by_record.setdefault(row.id, []).append(row)
    made = [_option(pick, rows, wanted_locales(language)) for rows in by_record.values()]
    return sorted(made, key=lambda option: fold(option.label))


def _live(model: Any) -> ColumnElement[bool]:
    live: ColumnElement[bool] = model.voided_by.is_(None)
    return live


def _in_use(model: type[Base], on: dt.date | None) -> ColumnElement[bool]:
    if model is not Enclosure:
        return true()
    last, first = Enclosure.active_to, Enclosure.active_from
    if on is None:
        return last.is_(None)
    return and_(or_(last.is_(None), last >= on), or_(first.is_(None), first <= on))


def _option(pick: Pick, rows: Sequence[Any], locales: Sequence[str]) -> Option:
    own, wanted = rows[0], [row for row in rows if row.locale in locales]
    best = min(wanted, key=lambda row: (locales.index(row.locale), not row.preferred), default=None)
    name = best.named if best else ""
    label = best.short or name if best and pick.short else name
    columns = (str(getattr(own, column) or "") for column in pick.columns if column not in ("kind", "min_days"))
    names = (text for row in rows for text in (row.named, row.short) if text)
    words = dict.fromkeys(fold(text) for text in (*columns, *names) if text)
    return Option(own.id, pick.label(own, label), pick.detail(own, name), "\n".join(words))
