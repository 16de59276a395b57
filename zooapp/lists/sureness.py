"""How sure a fact is, in words: not verified, or confirmed by whom, when, by which source (R109). Names with theirs."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from zooapp.i18n import LANGUAGES, _, day
from zooapp.models import Confirmation, Name, Person
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


def of(session: Session, facts: Collection[Fact]) -> dict[Fact, Sureness]:
    """How sure each of these facts is: some three statements, however many there are."""
    if not facts:
        return {}
    open_ones = set(confirmations.unverified(session, facts))
    place = tuple_(Confirmation.record_kind, Confirmation.record_id)
    found = session.execute(
        select(Confirmation.record_kind, Confirmation.record_id, Confirmation.on, Confirmation.source, Person.name)
        .join(Person, Person.id == Confirmation.person_id)
        .where(place.in_(list(facts)), Confirmation.voided_by.is_(None))
        .order_by(Confirmation.id)
    ).all()
    last = {(row.record_kind, row.record_id): row for row in found}
    return {fact: Sureness(fact not in open_ones, _words(last.get(fact), fact in open_ones)) for fact in facts}


def names_of(session: Session, kind: str, record: int) -> tuple[NameLine, ...]:
    """The preferred name of a record in each language of the program, also where there is none."""
    rows = session.scalars(
        select(Name)
        .where(Name.record_kind == kind, Name.record_id == record, Name.voided_by.is_(None))
        .order_by(Name.preferred, Name.id.desc())
    )
    by_locale = {row.locale: row for row in rows}
    sure = of(session, [("name", row.id) for row in by_locale.values()])
    return tuple(_line(locale, by_locale.get(locale), sure) for locale in LANGUAGES)


def _line(locale: str, row: Name | None, sure: dict[Fact, Sureness]) -> NameLine:
    if row is None:
        return NameLine(locale, LANGUAGES[locale], "", "", Sureness(True, ""))
    return NameLine(locale, LANGUAGES[locale], row.text, row.short or "", sure["name", row.id], row.id)


def _words(row: Any, unverified: bool) -> str:
    if row is None:
        return _("not verified") if unverified else _("verified")
    if unverified:
        return _("not verified since it was changed")
    words = _("confirmed by {person}, {day}: {source}")
    return words.format(person=row.name, day=day(row.on), source=row.source)
