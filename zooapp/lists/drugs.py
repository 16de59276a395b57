"""The dictionary of drugs as a list, and one of them with its rates, bans and stock."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from zooapp.i18n import N_, _
from zooapp.lists import taxa
from zooapp.lists.reading import those
from zooapp.lists.spec import ANY, ChipCell, Column, FilterSpec, ListSpec, Query, Row
from zooapp.lists.taxa import NOBODY
from zooapp.models import Drug, DrugBan, DrugBatch, DrugRate, StockMove
from zooapp.models.drug import DRUG_FORMS, PERS, ROUTES
from zooapp.values.doses import Amount

COLUMNS: Final = (
    Column("generic", N_("Active substance"), 190),
    Column("trade", N_("Trade name"), 106),
    Column("form", N_("Form"), 110),
    Column("strength", N_("Strength"), 100, right=True),
    Column("stock", N_("In stock"), 90, right=True),
    Column("controlled", N_("Book"), 112, "chip"),
)
FILTERS: Final = (
    FilterSpec("controlled", N_("Book"), (ANY, ("yes", N_("controlled")), ("no", N_("not controlled")))),
    FilterSpec("form", N_("Form"), (ANY, *((form.value, words) for form, words in DRUG_FORMS))),
)


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    left = _stock().subquery()
    found = session.execute(
        select(Drug, left.c.left)
        .outerjoin(left, left.c.drug_id == Drug.id)
        .where(those(session, Drug, query, ids))
    ).all()
    made = [_row(drug, int(left or 0)) for drug, left in found]
    if ids is not None:
        return made
    controlled, form = LIST.wanted(query, "controlled"), LIST.wanted(query, "form")
    kept = [row for row in made if not controlled or row.cells["is_controlled"] == (controlled == "yes")]
    return [row for row in kept if not form or row.cells["form_key"] == form]


def _stock() -> Select[int, int]:
    return (
        select(DrugBatch.drug_id, func.sum(StockMove.amount).label("left"))
        .join(StockMove, StockMove.batch_id == DrugBatch.id)
        .where(DrugBatch.voided_by.is_(None), StockMove.voided_by.is_(None))
        .group_by(DrugBatch.drug_id)
    )


def _row(drug: Drug, left: int) -> Row:
    cells: dict[str, Any] = {
        "generic": drug.generic,
        "trade": drug.trade or "",
        "form": _(dict(DRUG_FORMS)[drug.form]),
        "form_key": drug.form.value,
        "strength": f"{drug.strength}/{unit_words(drug.unit)}" if drug.strength else "",
        "controlled": ChipCell(_("controlled"), "warn", "lock") if drug.controlled else None,
        "is_controlled": drug.controlled,
        "stock": str(Amount(left, drug.unit)) if left else "",
        "source": drug.source,
    }
    return Row(drug.id, cells)


def unit_words(unit: str) -> str:
    """A unit in the language now in use."""
    return Amount(0, unit).show().partition(" ")[2]


@dataclass(frozen=True)
class RateLine:
    """A rate, or a ban, of a taxon."""

    id: int
    taxon: str
    words: str
    source: str
    verified: bool


@dataclass(frozen=True)
class DrugCard:
    """A drug with what is said of it by taxon."""

    drug: Drug
    rates: tuple[RateLine, ...]
    bans: tuple[RateLine, ...]


def card(session: Session, key: int) -> DrugCard | None:
    """One drug; None where there is none."""
    drug = session.get(Drug, key)
    if drug is None:
        return None
    rates = session.scalars(select(DrugRate).where(DrugRate.drug_id == key, DrugRate.voided_by.is_(None))).all()
    bans = session.scalars(select(DrugBan).where(DrugBan.drug_id == key, DrugBan.voided_by.is_(None))).all()
    words = taxa.words_of(session, {one.taxon_id for one in rates} | {one.taxon_id for one in bans})

    def line(one: DrugRate | DrugBan, said: str) -> RateLine:
        return RateLine(one.id, words.get(one.taxon_id, NOBODY).label, said, one.source, one.verified)

    return DrugCard(
        drug,
        tuple(line(one, rate_words(one)) for one in rates),
        tuple(line(one, one.reason) for one in bans),
    )


def rate_words(one: DrugRate) -> str:
    """ "5 mg for each kg of body weight, into the muscle, every 24 h"."""
    every = _("every {hours} h").format(hours=one.hours) if one.hours else ""
    parts = (f"{one.rate} {_(dict(PERS)[one.per])}", _(dict(ROUTES)[one.route]), every)
    return ", ".join(part for part in parts if part)


LIST: Final = ListSpec("drugs", N_("Drugs"), COLUMNS, "generic", _rows, FILTERS)
