"""Drugs, a cupboard and prescriptions, for tests."""

import datetime as dt
from typing import Any

from tests.builders import TODAY
from zooapp.models import DrugForm, Per, Route
from zooapp.services import drugs, measures, stock, treatments
from zooapp.services.measures import Weighing
from zooapp.services.stock import Seen
from zooapp.services.treatments import Order
from zooapp.values.doses import Amount
from zooapp.values.weights import Weight
from zooapp.work import Work

ML = "ml"


def drug(work: Work, generic: str = "enrofloxacin", strength: str | None = "100 mg", **more: Any) -> int:
    """A product of 100 mg in 1 ml, unless something else is said."""
    facts: dict[str, Any] = {"form": DrugForm.INJECTION, "unit": ML, "source": "test", **more}
    return drugs.add(work, {"generic": generic, "strength": strength and Amount.parse(strength), **facts}).id


def order(drug_id: int, rate: str = "5 mg", **more: Any) -> Order:
    """5 mg for each kg of body weight, once, today at 8."""
    facts: dict[str, Any] = {"per": Per.WEIGHT, "route": Route.MUSCLE, "starts_on": TODAY, "starts_at": "08:00", **more}
    return Order(drug_id, Amount.parse(rate), **facts)


def weighed(work: Work, animal: int, weight: str, on: dt.date = TODAY) -> None:
    """It was weighed."""
    measures.weigh(work, animal, Weight.parse(weight), Weighing(on))


def batch(work: Work, drug_id: int, number: str = "A1", amount: str = "50 ml", **more: Any) -> int:
    """A batch in cupboard 1, good for a year."""
    witness = more.pop("witness", None)
    facts = {"number": number, "expires": dt.date(2025, 11, 20), "cupboard": "1", **more}
    return stock.receive(work, {"drug_id": drug_id, **facts}, Amount.parse(amount), Seen(TODAY, witness))


def prescribed(work: Work, animal: int, drug_id: int, **more: Any) -> int:
    """A prescription for one record."""
    return treatments.prescribe(work, [animal], order(drug_id, **more))[0]
