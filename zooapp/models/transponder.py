"""Transponders in stock: what was bought, and for whom a chip is put by. In whom it is, the identifiers say."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.errors import Problem
from zooapp.field import field
from zooapp.i18n import N_
from zooapp.models.base import Base, Record, one_of, unique_while_live
from zooapp.values.marks import check_transponder


class Fate(StrEnum):
    """What became of a chip that no animal ever wore."""

    FAILED = "failed"
    LOST = "lost"


FATES = ((Fate.FAILED, N_("failed")), (Fate.LOST, N_("lost")))


class Transponder(Record, Base):
    """One chip of the stock (R27). Its state is derived: see `lists/transponders.py`."""

    __tablename__ = "transponders"

    number: Mapped[str] = mapped_column(String(20), info=field(N_("Number")))
    lot: Mapped[str | None] = mapped_column(String(60), info=field(N_("Lot"), N_("As printed on the packet")))
    supplier: Mapped[str | None] = mapped_column(String(120), info=field(N_("Supplier")))
    received_on: Mapped[dt.date] = mapped_column(info=field(N_("Received on")))
    animal_id: Mapped[int | None] = mapped_column(ForeignKey("animals.id"), index=True)
    fate: Mapped[Fate | None] = mapped_column(one_of(Fate), info=field(N_("What became of it"), choices=FATES))

    def rules(self) -> Iterator[Problem]:
        for problem in check_transponder(self.number or ""):
            yield problem.under("number") if not problem.field else problem

    def search_words(self) -> tuple[str, int, str]:
        """Found by its number."""
        return "transponder", self.id, self.number


unique_while_live(Transponder, "number")
