"""How sure a fact is, in words: not verified, or confirmed by whom, when, by which source (R109). Names with theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from zooapp.i18n import LANGUAGES, _, day
from zooapp.lists import taxa
from zooapp.models import Change, Confirmation, Name, Person
from zooapp.services import confirmations
from zooapp.services.confirmations import Fact


@dataclass(frozen=True)
class Sureness:
    """Whether somebody checked a fact, and how that is said."""

    verified: bool
    words: str


@dataclass(frozen=True)
class NameLine:
    """What a record is called in one language; without an id nobody entered a name yet."""

    locale: str
    language: str
    text: str
    short: str
    sure: Sureness
    id: int = 0


def of(session: Session, checked: Mapping[Fact, bool]) -> dict[Fact, Sureness]:
    """How sure each of these facts is; `checked` says whether its own row is marked so. Two statements, however many.

    A confirmation holds until the fact is changed, as confirmations.unverified has it.
    """
    if not checked:
        return {}
    changed = confirmations.last_entries(session, Change, checked)
    place = tuple_(Confirmation.record_kind, Confirmation.record_id)
    found = session.execute(
        select(Confirmation.record_kind, Confirmation.record_id, Confirmation.entry_id)
        .add_columns(Confirmation.on, Confirmation.source, Person.name)
        .join(Person, Person.id == Confirmation.person_id)
        .where(place.in_(list(checked)), Confirmation.voided_by.is_(None))
        .order_by(Confirmation.entry_id)
    ).all()
    last = {(row.record_kind, row.record_id): row for row in found}
    return {fact: _one(own, last.get(fact), changed.get(fact, 0)) for fact, own in checked.items()}


def names_of(session: Session, kind: str, record: int) -> dict[str, Name]:
    """The preferred name of a record in each language that has one."""
    rows = session.scalars(
        select(Name)
        .where(Name.record_kind == kind, Name.record_id == record, Name.voided_by.is_(None))
        .order_by(Name.preferred, Name.id.desc())
    )
    return {row.locale: row for row in rows}


def checked_names(rows: Mapping[str, Name]) -> dict[Fact, bool]:
    """The names as facts, for `of`."""
    return {("name", row.id): row.verified for row in rows.values()}


def name_lines(rows: Mapping[str, Name], sure: Mapping[Fact, Sureness]) -> tuple[NameLine, ...]:
    """A line for each language of the program, also where there is no name."""
    return tuple(_line(locale, rows.get(locale), sure) for locale in LANGUAGES)


def names_with_sureness(session: Session, kind: str, record: int) -> tuple[NameLine, ...]:
    """The names of a record alone: three statements."""
    rows = names_of(session, kind, record)
    return name_lines(rows, of(session, checked_names(rows)))


def best_name(rows: Mapping[str, Name], otherwise: str) -> str:
    """What the record is called in the language now in use, short where there is a short name."""
    found = next((rows[locale] for locale in taxa.wanted_locales() if locale in rows), None)
    return (found.short or found.text) if found is not None else otherwise


def _line(locale: str, row: Name | None, sure: Mapping[Fact, Sureness]) -> NameLine:
    if row is None:
        return NameLine(locale, LANGUAGES[locale], "", "", Sureness(True, ""))
    return NameLine(locale, LANGUAGES[locale], row.text, row.short or "", sure["name", row.id], row.id)


def _one(checked: bool, row: Any, changed: int) -> Sureness:
    if row is not None and row.entry_id >= changed:
        words = _("confirmed by {person}, {day}: {source}")
        return Sureness(True, words.format(person=row.name, day=day(row.on), source=row.source))
    if checked:
        return Sureness(True, _("verified"))
    return Sureness(False, _("not verified since it was changed") if row is not None else _("not verified"))
