"""The stock of drugs: a batch comes in, is opened or moved, is written off."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

from ui.forms.recording import Facts, RecordForm
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _, day
from zooapp.lists import drug_stock, picks
from zooapp.lists.spec import Query
from zooapp.models import DrugBatch, StockMove
from zooapp.services import stock
from zooapp.services.stock import Seen
from zooapp.values.doses import Amount
from zooapp.work import Work

NEW: Final = ("drug_id", "number", "expires", "cupboard", "keeps_days")
EDITED: Final = ("opened", "keeps_days", "cupboard")
SEEN: Final = ("on", "witness", "note")


def _amount(label: str, hint: str, *, required: bool = True) -> Any:
    return asked("amount", label, Amount, hint, required=required)


def _seen(values: Mapping[str, Any]) -> Seen:
    said: dict[str, Any] = {name: values.get(name) for name in SEEN}
    return Seen(**said)


class ReceiveDrugForm(RecordForm):
    """So much of a batch came."""

    draft_kind = "drug_receipt"

    @classmethod
    def heading(cls, _record: int, _facts: Facts) -> str:
        return _("Receive drugs")

    @classmethod
    def hint(cls) -> str:
        return _("A batch that stands in the cupboard already becomes more.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        return {"drugs": picks.options(session, "drugs"), "drug": record or None}

    def build(self) -> None:
        known, moved = fields_of(DrugBatch), fields_of(StockMove)
        amount = _amount(N_("How much"), N_("As 50 ml, 100 tablets"))
        start = {"drug_id": self.found["drug"], "on": self.today()}
        specs = [known["drug_id"], amount, *(known[name] for name in NEW[1:]), *(moved[name] for name in SEEN)]
        self.add_fields(specs, start, options=self.found)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        batch, amount, seen = {name: values[name] for name in NEW}, values["amount"], _seen(values)
        return lambda work: stock.receive(work, batch, amount, seen)


class BatchForm(RecordForm):
    """When a batch was opened, how long it keeps then, where it stands."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Batch {number}").format(number=facts["number"])

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        batch = session.get_one(DrugBatch, record)
        values = {name: getattr(batch, name) for name in EDITED}
        return {"values": values, "version": batch.version, "number": batch.number, "expires": batch.expires}

    def build(self) -> None:
        known = fields_of(DrugBatch)
        words = _("Expires on {day}").format(day=day(self.found["expires"]))
        self.add_fields([known[name] for name in EDITED], self.found["values"], words)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, version, changed = self.record, self.found["version"], self.changed_values(values)
        return lambda work: stock.amend(work, record, version, changed).id


class WriteOffBatchForm(RecordForm):
    """So much of a batch is no more."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Write off batch {number}").format(number=facts["number"])

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        rows = drug_stock.LIST.rows(session, Query(on=dt.date.max), [record])
        return {"number": rows[0].cells["number"], "left": rows[0].cells["left"]}

    def build(self) -> None:
        left = _("Remaining: {amount}").format(amount=self.found["left"])
        moved = fields_of(StockMove)
        amount = _amount(N_("How much"), N_("Empty: all that is left"), required=False)
        self.add_fields([amount, *(moved[name] for name in SEEN)], {"on": self.today()}, left)

    def act_words(self) -> str:
        return _("Write off")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, amount, seen = self.record, values["amount"], _seen(values)
        return lambda work: stock.write_off(work, record, amount, seen)
