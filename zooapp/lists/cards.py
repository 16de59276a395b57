"""The card of an animal: all that stands beside the list. At most 8 statements, whatever has happened to it."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ScalarSelect, Select, String, bindparam, cast, func, select
from sqlalchemy.orm import Session, aliased

from zooapp import i18n, ledger
from zooapp.errors import NotFound
from zooapp.i18n import _
from zooapp.lists import animal_rows, standing
from zooapp.lists.card_parts import Finding, MarkLine, Photo, known, marks, photos
from zooapp.lists.history import Happened, history
from zooapp.lists.kin import Kin
from zooapp.lists.other_cards import (
    ConsignmentCard,
    DocumentCard,
    EnclosureCard,
    consignment_card,
    document_card,
    enclosure_card,
)
from zooapp.lists.reading import called
from zooapp.lists.spec import ChipCell, FlagCell, Row, TaxonCell
from zooapp.lists.weights import Last, last_weight
from zooapp.models import (
    Animal,
    AnimalKind,
    Collection,
    Consignment,
    ConsignmentLine,
    Institution,
    Measure,
    Mode,
    OwnerShare,
    Posting,
    Term,
    Transaction,
)
from zooapp.models.animal import ORIGINS
from zooapp.models.life import BIRTH_TYPES, REARINGS
from zooapp.models.prevention import HEALTHS
from zooapp.values import ages
from zooapp.values.counts import SexCount
from zooapp.values.dates import FuzzyDate
from zooapp.values.weights import Weight

__all__ = [
    "AnimalCard",
    "ConsignmentCard",
    "DocumentCard",
    "EnclosureCard",
    "animal_card",
    "consignment_card",
    "document_card",
    "enclosure_card",
]

HOLDER, OWNER = aliased(Institution), aliased(Institution)


@dataclass(frozen=True)
class AccountLine:
    """So many, of a taxon, held by one and owned by another."""

    holder: str
    owner: str
    count: SexCount


@dataclass(frozen=True)
class AnimalCard:
    """An animal or group as it stood on a day. `cases` are the open ones: ask `quarantine.clock` for their faces."""

    id: int
    version: int
    kind: AnimalKind
    local_id: str
    title: str
    taxon: TaxonCell
    taxon_id: int
    sex: str
    count: SexCount
    chips: tuple[ChipCell, ...]
    flag: FlagCell | None
    sha: str
    art: str
    marks: tuple[MarkLine, ...]
    born: FuzzyDate | None
    age: str
    origin: str
    birthplace: str
    came: str
    came_on: dt.date | None
    consignment: str
    enclosure: str
    accounts: tuple[AccountLine, ...]
    findings: tuple[Finding, ...]
    cases: tuple[int, ...]
    kin: Kin
    reared: str
    collection: str
    weight: Last | None
    photos: tuple[Photo, ...]
    history: tuple[Happened, ...]
    note: str


def animal_card(session: Session, animal_id: int, on: dt.date) -> AnimalCard:
    """The card of an animal as it stood on that day. Raises NotFound."""
    rows = animal_rows.rows(session, [animal_id], on)
    if not rows:
        raise NotFound(_("There is no such record: {what} {key}.").format(what="animal", key=animal_id))
    row, own = rows[0], _own(session, animal_id, on)
    cells, accounts = row.cells, _accounts(session, animal_id, on)
    findings, cases, family = known(session, animal_id, on)
    count = sum((account.count for account in accounts), SexCount(0, 0, 0))
    alone, lines = own.kind is AnimalKind.INDIVIDUAL, tuple(history(session, animal_id, until=on))
    return AnimalCard(
        **{name: cells[name] for name in ("local_id", "taxon", "flag", "born", "enclosure")},
        id=animal_id,
        version=own.version,
        kind=own.kind,
        title=cells["name"] or cells["local_id"],
        taxon_id=own.taxon or 0,
        sex=_sex(count, alone, cells["reported"]),
        count=count,
        chips=_chips(row, count, alone),
        sha=cells["thumb"].sha,
        art=cells["thumb"].art,
        marks=tuple(marks(session, animal_id, on)),
        age=_age(cells["born"], on if count.total else _last_day(lines, on)),
        origin=" · ".join([_(dict(ORIGINS)[own.origin]), *_born_as(own)]),
        birthplace=own.birthplace or "",
        came=" · ".join(part for part in (own.partner, own.term) if part),
        came_on=own.came_on,
        consignment=own.number or "",
        accounts=accounts,
        findings=findings,
        cases=cases,
        kin=family,
        reared=_(dict(REARINGS)[own.rearing]) if own.rearing else "",
        collection=own.collection or "",
        weight=Last(Weight(own.value, own.unit), own.weighed) if own.value else None,
        photos=tuple(photos(session, animal_id)),
        history=lines,
        note=own.note or "",
    )


def _own(session: Session, animal: int, on: dt.date) -> Any:
    """The animal's own fields, and the act by which it came: from whom, on which terms, in which consignment."""
    came = (
        select(Posting.transaction_id)
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .where(Posting.animal_id == animal, Transaction.voided_by.is_(None))
        .where(Posting.mode.in_((Mode.ARRIVAL, Mode.BIRTH, Mode.SPLIT)))
        .order_by(Posting.on, Posting.seq, Posting.transaction_id)
        .limit(1)
        .scalar_subquery()
    )
    return session.execute(
        select(Animal.version, Animal.kind, Animal.origin, Animal.birthplace, Animal.note)
        .add_columns(standing.taxon_of(Animal.id.expression, on).label("taxon"), Transaction.on.label("came_on"))
        .add_columns(called("institution", Transaction.partner_id, Institution.name, short=True).label("partner"))
        .add_columns(called("term", Transaction.term_id, Term.name).label("term"), Consignment.number)
        .add_columns(Animal.birth_type, Animal.rearing)
        .add_columns(called("collection", Collection.id, Collection.name).label("collection"))
        .add_columns(Measure.value, Measure.unit, Measure.on.label("weighed"))
        .select_from(Animal)
        .outerjoin(Collection, Collection.id == Animal.collection_id)
        .outerjoin(Measure, Measure.id == last_weight(animal, on))
        .outerjoin(Transaction, Transaction.id == came)
        .outerjoin(Institution, Institution.id == Transaction.partner_id)
        .outerjoin(Term, Term.id == Transaction.term_id)
        .outerjoin(ConsignmentLine, ConsignmentLine.id == Transaction.line_id)
        .outerjoin(Consignment, Consignment.id == ConsignmentLine.consignment_id)
        .where(Animal.id == animal)
    ).one()


def _born_as(own: Any) -> list[str]:
    return [_(dict(BIRTH_TYPES)[own.birth_type])] if own.birth_type else []


def _accounts(session: Session, animal: int, on: dt.date) -> tuple[AccountLine, ...]:
    wanted = ledger.Filter(animals=[animal], until=on).given()
    found = session.execute(_by_account(frozenset(wanted), i18n.language()), wanted).all()
    counts = ((row, SexCount(int(row.m), int(row.f), int(row.u))) for row in found)
    return tuple(AccountLine(row.holder, row.shares or row.owner, count) for row, count in counts if count.total)


@lru_cache
def _by_account(asked: frozenset[str], _language: str) -> Select[Any]:
    """Put together once a language: it names the institutions."""
    lines = ledger.effect(ledger.Filter.open(asked)).subquery()
    sums = [func.sum(lines.c[part]).label(part) for part in ledger.PARTS]
    return (
        select(*sums, called("institution", HOLDER.id, HOLDER.name, short=True).label("holder"))
        .add_columns(called("institution", OWNER.id, OWNER.name, short=True).label("owner"), _shares().label("shares"))
        .select_from(lines)
        .join(HOLDER, HOLDER.id == lines.c.holder_id)
        .join(OWNER, OWNER.id == lines.c.owner_id)
        .group_by(HOLDER.id, HOLDER.name, OWNER.id, OWNER.name)
        .order_by(HOLDER.id, OWNER.id)
    )


def _shares() -> ScalarSelect[str]:
    """Who owns how much of the animals asked for, "Moscow Zoo 60 %, Seoul Zoo 40 %"; NULL for one owner alone."""
    name = called("institution", OwnerShare.institution_id, Institution.name, short=True)
    each = (
        select((name + " " + cast(OwnerShare.percent, String) + " %").label("told"))
        .join(Institution, Institution.id == OwnerShare.institution_id)
        .where(OwnerShare.animal_id.in_(bindparam("animals", expanding=True)), OwnerShare.voided_by.is_(None))
        .order_by(OwnerShare.no, OwnerShare.id)
        .subquery()
    )
    return select(func.aggregate_strings(each.c.told, ", ")).scalar_subquery()


def _sex(count: SexCount, alone: bool, reported: bool) -> str:
    """ "female, reported" of one animal; "18 male, 22 female" of a group."""
    if not alone:
        return count.in_words()
    word = _("male") if count.m else _("female") if count.f else _("sex unknown")
    return _("{sex}, reported").format(sex=word) if reported and (count.m or count.f) else word


def _chips(row: Row, count: SexCount, alone: bool) -> tuple[ChipCell, ...]:
    chips = [row.cells["status"]]
    if (state := row.cells["health"]) in animal_rows.ILL and count.total:
        chips.append(ChipCell(_(dict(HEALTHS)[state]), animal_rows.ILL[state], "stethoscope"))
    if alone and count.u:
        chips.append(ChipCell(_("Sex unknown"), "mute", "question-mark"))
    return tuple(chips)


def _last_day(lines: tuple[Happened, ...], on: dt.date) -> dt.date:
    """The day until which an animal that died or left is as old as we know (R20)."""
    return min(on, next((line.on for line in lines if line.kind == "transaction"), on))


def _age(born: FuzzyDate | None, on: dt.date) -> str:
    age = ages.age(born, on) if born is not None else None
    return age.show() if age is not None else ""
