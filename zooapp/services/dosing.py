"""The dose calculator: how much of a product, by the latest weight, and whether that weight is too old (R90)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import settings, states
from zooapp.errors import Invalid, Problem
from zooapp.i18n import _, ngettext
from zooapp.lists.weights import Last, last_weights
from zooapp.models import Drug, Lineage, Per, Rank, Taxon
from zooapp.values.doses import Amount, product

FLOCK: Final = (Per.WATER, Per.FEED)  # prepared for all, and left with them
MEDIUM: Final = {Per.WATER: "l", Per.FEED: "kg"}


class Asked(Protocol):
    """What the calculator has to know."""

    @property
    def rate(self) -> Amount: ...
    @property
    def per(self) -> Per: ...
    @property
    def medium(self) -> Amount | None: ...


@dataclass(frozen=True)
class Reckoned:
    """How much of the product each time, of which total of the substance, by which weight, and what is doubtful."""

    given: Amount
    total: Amount
    weight: int | None = None
    weighed_on: dt.date | None = None
    doubt: str = ""


def reckon(session: Session, order: Asked, drug: Drug, whom: tuple[int, int, dt.date]) -> Reckoned:
    """The dose of one animal, or of all the water or feed; `whom` is animal, taxon and day. Raises Invalid.

    total = rate x weight (mg/kg x kg); product = total / strength (rules.md R90).
    """
    animal_id, taxon_id, on = whom
    last: Last | None = None
    if order.per is Per.WEIGHT:
        last = last_weights(session, [animal_id], on).get(animal_id)
        if last is None:
            words = _("{animal} has no weight: weigh it, or say the dose of an animal.")
            raise Invalid(Problem("rate", words.format(animal=states.called(session, animal_id))))
    total = order.rate.times(_factor(order, last))
    try:
        given = product(total, drug.strength, drug.unit)
    except Invalid as error:
        raise Invalid(Problem("rate", str(error))) from error
    if not given.thousandths:
        raise Invalid(Problem("rate", _("Too little to be measured.")))
    if last is None:
        return Reckoned(given, total)
    old = (on - last.on).days
    doubt = _old(session, animal_id, old) if old > oldest(session, taxon_id) else ""
    return Reckoned(given, total, last.weight.grams, last.on, doubt)


def oldest(session: Session, taxon_id: int) -> int:
    """How many days old the weight of an animal of a taxon may be: the setting of its nearest ancestor."""
    days: dict[str, Any] = settings.value(session, "weight_days")
    lines = session.execute(_ancestors(taxon_id)).all()
    ranks = list(Rank)
    found = [(ranks.index(row.rank), int(days[row.scientific])) for row in lines if row.scientific in days]
    return max(found)[1] if found else int(days.get("", 365))


def _ancestors(taxon_id: int) -> Any:
    return (
        select(Taxon.scientific, Lineage.rank)
        .join(Taxon, Taxon.id == Lineage.ancestor_id)
        .where(Lineage.taxon_id == taxon_id)
    )


def _factor(order: Asked, last: Last | None) -> Decimal:
    if last is not None:
        return Decimal(last.weight.grams) / 1000
    if order.per not in FLOCK:
        return Decimal(1)
    unit = MEDIUM[order.per]
    if order.medium is None or not order.medium.like(unit):
        example = _("How much water, as 20 l?") if order.per is Per.WATER else _("How much feed, as 5 kg?")
        raise Invalid(Problem("medium", example))
    return order.medium.into(unit).number


def _old(session: Session, animal_id: int, days: int) -> str:
    words = ngettext("The weight of {animal} is {n} day old.", "The weight of {animal} is {n} days old.", days)
    return words.format(animal=states.called(session, animal_id), n=days)
