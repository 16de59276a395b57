"""What is looked for in the books: each check is one SELECT of (animal, detail) that stands beside the others."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    case,
    cast,
    extract,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased

from zooapp import ledger
from zooapp.lists import standing
from zooapp.lists.listings import LEVEL, nearest
from zooapp.models import (
    Animal,
    AnimalKind,
    Identifier,
    Lineage,
    MarkKind,
    Origin,
    Parentage,
    ParentRole,
    Posting,
    Setting,
    Stay,
    Taxon,
    Transaction,
)
from zooapp.settings import DEFAULTS, US
from zooapp.taxon_status import NOT_LISTED
from zooapp.values.dates import DateKind
from zooapp.values.marks import TransponderState

BIRTH: Final = {part: Animal.__table__.c[f"born_{part}"] for part in ("earliest", "latest", "nominal", "kind", "note")}
CHILD, PARENT, OTHER = aliased(Animal), aliased(Animal), aliased(Identifier)
# Inside the statement: a list has none to spare for a setting.
YOUNGEST: Final = func.coalesce(
    select(cast(Setting.value, Integer))
    .where(Setting.name == "youngest_parent_months", Setting.voided_by.is_(None))
    .scalar_subquery(),
    DEFAULTS["youngest_parent_months"],
)
NOTHING: Final = cast(literal(""), String)
VAGUE: Final = (DateKind.RANGE, DateKind.BEFORE, DateKind.AFTER, DateKind.PLUS_MINUS)


@dataclass(frozen=True)
class Look:
    """When and at what is looked: the day, and these animals or all."""

    on: dt.date
    animals: tuple[int, ...] = ()

    def of(self, animal: Any) -> ColumnElement[bool]:
        """The animal is one of those that are looked at."""
        wanted: ColumnElement[bool] = animal.in_(self.animals) if self.animals else true()
        return wanted

    @cached_property
    def lines(self) -> CTE:
        """All that the ledger says of them by the day: made once for all checks."""
        return ledger.effect(ledger.Filter(animals=self.animals, until=self.on)).cte("lines")

    @cached_property
    def living(self) -> CTE:
        """What we hold: (animal_id, taxon_id, m, f, u)."""
        line = self.lines
        sums = [func.sum(line.c[part]) for part in ledger.PARTS]
        return (
            select(line.c.animal_id, line.c.taxon_id, *(s.label(p) for s, p in zip(sums, ledger.PARTS, strict=True)))
            .where(line.c.holder_id == US)
            .group_by(line.c.animal_id, line.c.taxon_id)
            .having(func.sum(line.c.m + line.c.f + line.c.u) > 0)
            .cte("living")
        )


def _acts(*conditions: Any) -> Any:
    """A live act of the animal that fits."""
    return (
        select(literal(1))
        .select_from(Posting)
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .where(Posting.animal_id == Animal.id, Transaction.voided_by.is_(None), *conditions)
        .exists()
    )


def _born(look: Look, *conditions: Any) -> Select[int, str]:
    alone = Animal.kind == AnimalKind.INDIVIDUAL
    return select(Animal.id, NOTHING).where(Animal.voided_by.is_(None), alone, look.of(Animal.id), *conditions)


BEFORE_BIRTH: Final = _acts(func.coalesce(Transaction.__table__.c.on_latest, Posting.on) < BIRTH["earliest"])


def birth_impossible(look: Look) -> Select[int, str]:
    """It is in the books on a day before the first on which it can have been born, or that day has not come (R18)."""
    return _born(look, BIRTH["earliest"].is_not(None), or_(BEFORE_BIRTH, BIRTH["earliest"] > look.on))


def birth_doubtful(look: Look) -> Select[int, str]:
    """It may have been born after a day on which it is in the books (R18)."""
    doubt = _acts(Posting.on < BIRTH["latest"])
    sound = and_(BIRTH["earliest"] <= look.on, ~BEFORE_BIRTH)
    return _born(look, BIRTH["latest"].is_not(None), or_(BIRTH["earliest"].is_(None), sound), doubt)


def below_zero(look: Look) -> Select[Any]:
    """More left an account of it, on some day, than were there."""
    line = look.lines
    account = [line.c.animal_id, line.c.taxon_id, line.c.holder_id, line.c.owner_id]
    order = [line.c.on, line.c.seq, line.c.transaction_id]
    running = select(
        line.c.animal_id,
        *(
            func.sum(line.c[part]).over(partition_by=account, order_by=order, range_=(None, 0)).label(part)
            for part in ledger.PARTS
        ),
    ).subquery()
    negative = or_(*(running.c[part] < 0 for part in ledger.PARTS))
    return select(running.c.animal_id, NOTHING).where(negative).distinct()


def two_places(look: Look) -> Select[int, str]:
    """It stands in more than one enclosure."""
    here = look.living.c.animal_id
    stays = standing.stays(look.on)
    return (
        select(Stay.animal_id, NOTHING)
        .where(stays, Stay.animal_id.in_(select(here)), look.of(Stay.animal_id))
        .group_by(Stay.animal_id)
        .having(func.count() > 1)
    )


def crowded(look: Look) -> Select[Any]:
    """An individual that is more than one animal, by all accounts together (R5)."""
    line = look.lines
    whole = func.sum(line.c.m + line.c.f + line.c.u)
    return (
        select(line.c.animal_id, NOTHING)
        .join(Animal, Animal.id == line.c.animal_id)
        .where(Animal.kind == AnimalKind.INDIVIDUAL)
        .group_by(line.c.animal_id)
        .having(whole > 1)
    )


def not_here(look: Look) -> Select[int, str]:
    """It stands in an enclosure, and we do not hold it."""
    here = select(look.living.c.animal_id)
    gone = (standing.stays(look.on), Stay.animal_id.not_in(here), look.of(Stay.animal_id))
    return select(Stay.animal_id, NOTHING).where(*gone).distinct()


def no_place(look: Look) -> Select[Any]:
    """We hold it, and it stands in no enclosure."""
    here = look.living.c.animal_id
    stay = select(literal(1)).where(Stay.animal_id == here, standing.stays(look.on)).exists()
    return select(here, NOTHING).where(~stay).distinct()


def _worn(mark: Any, on: dt.date) -> ColumnElement[bool]:
    return and_(
        mark.kind == MarkKind.TRANSPONDER,
        mark.state == TransponderState.IN_USE,
        mark.voided_by.is_(None),
        or_(mark.until.is_(None), mark.until > on),
    )


def same_chip(look: Look) -> Select[int, str]:
    """It bears a chip that another living animal bears, and neither is marked as disputed (R27, R106)."""
    # The other may stand outside of what is looked at: hence it is asked by the ledger, not by `living`.
    lives = standing.counted(OTHER.animal_id.expression, "held", look.on) > 0
    twin = select(literal(1)).where(
        OTHER.kind == MarkKind.TRANSPONDER,
        OTHER.sort_key == Identifier.sort_key,
        OTHER.animal_id != Identifier.animal_id,
        _worn(OTHER, look.on),
        OTHER.disputed.is_(False),
        lives,
    )
    here = select(look.living.c.animal_id)
    own = and_(_worn(Identifier, look.on), Identifier.disputed.is_(False), Identifier.animal_id.in_(here))
    return select(Identifier.animal_id, Identifier.value).where(own, look.of(Identifier.animal_id), twin.exists())


def disputed(look: Look) -> Select[int, str]:
    """Two animals claim its chip, and nobody has settled it yet (R106)."""
    here = select(look.living.c.animal_id)
    own = and_(_worn(Identifier, look.on), Identifier.disputed.is_(True), Identifier.animal_id.in_(here))
    return select(Identifier.animal_id, Identifier.value).where(own, look.of(Identifier.animal_id))


def _months(first: Any, last: Any) -> ColumnElement[int]:
    """Whole months from one day to another."""
    years = extract("year", last) - extract("year", first)
    months = extract("month", last) - extract("month", first)
    short = case((extract("day", last) < extract("day", first), 1), else_=0)
    return years * 12 + months - short


def _breeds(taxon: Any, column: Any) -> Any:
    """From how many months a taxon breeds, as the nearest taxon that says it."""
    return (
        select(column)
        .join(Lineage, Lineage.ancestor_id == Taxon.id)
        .where(Lineage.taxon_id == taxon, column.is_not(None))
        .order_by(LEVEL.desc())
        .limit(1)
        .correlate_except(Taxon, Lineage)
        .scalar_subquery()
    )


def young_parent(look: Look) -> Select[int, str]:
    """A parent of it was too young at its birth, or born later (R41): by the nominal days."""
    birth = {"child": CHILD.born_nominal, "parent": PARENT.born_nominal}  # type: ignore[attr-defined]
    taxon = standing.taxon_of(CHILD.id.expression, None)
    sire = Parentage.role == ParentRole.SIRE
    wanted = func.coalesce(
        case((sire, _breeds(taxon, Taxon.maturity_m)), else_=_breeds(taxon, Taxon.maturity_f)), YOUNGEST
    )
    return (
        select(CHILD.id, func.coalesce(PARENT.house_name, NOTHING))
        .select_from(Parentage)
        .join(CHILD, CHILD.id == Parentage.animal_id)
        .join(PARENT, PARENT.id == Parentage.parent_id)
        .where(Parentage.voided_by.is_(None), PARENT.kind == AnimalKind.INDIVIDUAL, look.of(CHILD.id))
        .where(_months(birth["parent"], birth["child"]) < wanted)
    )


def unsexed(look: Look) -> Select[Any]:
    """An individual whose sex nobody knows though it is of an age at which its kind breeds."""
    here = look.living
    ages = [_breeds(here.c.taxon_id, column) for column in (Taxon.maturity_m, Taxon.maturity_f)]
    late = _months(BIRTH["nominal"], literal(look.on))
    grown = and_(*(late >= func.coalesce(age, 0) for age in ages), or_(*(age.is_not(None) for age in ages)))
    single = and_(Animal.kind == AnimalKind.INDIVIDUAL, here.c.u > 0)
    return select(here.c.animal_id, NOTHING).join(Animal, Animal.id == here.c.animal_id).where(single, grown)


def no_origin(look: Look) -> Select[Any]:
    """Its taxon is on CITES, and nobody knows where it comes from."""
    here, rows = look.living, nearest(look.on)
    listed = (
        select(rows.c.taxon_id, func.min(rows.c.value).label("value"))
        .where(rows.c.scheme == "CITES", rows.c.value != NOT_LISTED)
        .group_by(rows.c.taxon_id)
        .subquery()
    )
    return (
        select(here.c.animal_id, listed.c.value)
        .join(Animal, Animal.id == here.c.animal_id)
        .join(listed, listed.c.taxon_id == here.c.taxon_id)
        .where(Animal.origin == Origin.UNKNOWN)
    )


def no_local_id(look: Look) -> Select[Any]:
    """We hold it, and it has no local ID of ours (R23)."""
    here = look.living.c.animal_id
    ours = and_(Identifier.kind == MarkKind.LOCAL_ID, Identifier.institution_id + 0 == US)
    own = select(literal(1)).where(Identifier.animal_id == here, ours, Identifier.voided_by.is_(None)).exists()
    return select(here, NOTHING).where(~own).distinct()


def _living_ones(look: Look, *conditions: Any) -> Select[Any]:
    here = look.living.c.animal_id
    single = Animal.kind == AnimalKind.INDIVIDUAL
    return select(here, NOTHING).join(Animal, Animal.id == here).where(single, *conditions).distinct()


def no_birth(look: Look) -> Select[Any]:
    """An individual without any word on its birth; "unknown" is one."""
    return _living_ones(look, BIRTH["kind"].is_(None))


def no_note(look: Look) -> Select[Any]:
    """A birth that is estimated, and nobody said how it is known (R17)."""
    return _living_ones(look, BIRTH["kind"].in_(VAGUE), func.coalesce(BIRTH["note"], "") == "")
