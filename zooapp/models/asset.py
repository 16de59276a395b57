"""Animals as assets (R115): what stands in the books at which value, and the acts of a commission about it."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, composite, mapped_column

from zooapp.errors import Problem
from zooapp.field import field
from zooapp.i18n import N_, _
from zooapp.models.base import Base, Event, Record, one_of, unique_while_live
from zooapp.values.money import Money


class Asset(Record, Base):
    """One animal or group in the books: inventory number, value in minor units, since when."""

    __tablename__ = "assets"

    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"), index=True)
    number: Mapped[str] = mapped_column(String(40), info=field(N_("Inventory number")))
    worth: Mapped[Money] = composite(
        Money,
        mapped_column("value", BigInteger),
        mapped_column("currency", String(3)),
        info=field(N_("Book value"), N_("As 1200.00 EUR")),
    )
    since: Mapped[dt.date] = mapped_column(info=field(N_("In the books since")))
    note: Mapped[str | None] = mapped_column(Text, info=field(N_("Note"), lines=3))

    def search_words(self) -> tuple[str, int, str]:
        """Found by its inventory number, as the animal."""
        return "animal", self.animal_id, self.number


unique_while_live(Asset, "number")


class AssetActKind(StrEnum):
    """What a commission did."""

    TAKE_OVER = "take_over"
    TRANSFER = "transfer"
    WRITE_OFF = "write_off"
    STOCK_TAKING = "stock_taking"


ASSET_ACTS = (
    (AssetActKind.TAKE_OVER, N_("Taken over")),
    (AssetActKind.TRANSFER, N_("Transferred")),
    (AssetActKind.WRITE_OFF, N_("Written off")),
    (AssetActKind.STOCK_TAKING, N_("Stock-taking")),
)


class AssetAct(Event, Base):
    """One act, as its commission signs it: chair, members a line each, from or to whom, why."""

    __tablename__ = "asset_acts"

    kind: Mapped[AssetActKind] = mapped_column(one_of(AssetActKind), info=field(N_("Act"), choices=ASSET_ACTS))
    number: Mapped[str] = mapped_column(String(40), info=field(N_("Number of the act")))
    on: Mapped[dt.date] = mapped_column(info=field(N_("On")))
    partner_id: Mapped[int | None] = mapped_column(
        ForeignKey("institutions.id"), info=field(N_("Partner"), pick="institutions")
    )
    reason: Mapped[str | None] = mapped_column(String(300), info=field(N_("Reason"), lines=2))
    chair: Mapped[str] = mapped_column(String(120), info=field(N_("Chair of the commission"), N_("Name and post")))
    members: Mapped[str] = mapped_column(
        String(600), info=field(N_("Members"), N_("Name and post, each on a line"), lines=3)
    )

    def rules(self) -> Iterator[Problem]:
        if self.kind is AssetActKind.WRITE_OFF and not self.reason:
            yield Problem("reason", _("Why is it written off?"))
        if self.kind is AssetActKind.TRANSFER and self.partner_id is None:
            yield Problem("partner_id", _("To whom?"))


unique_while_live(AssetAct, "number")


class AssetLine(Event, Base):
    """One asset in an act. Of a stock-taking: what the ledger expected when it was signed, and what was counted."""

    __tablename__ = "asset_lines"

    act_id: Mapped[int] = mapped_column(ForeignKey("asset_acts.id"), index=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("assets.id"), index=True)
    value: Mapped[int] = mapped_column(BigInteger)
    expected: Mapped[int | None]
    found: Mapped[int | None] = mapped_column(info=field(N_("Found"), unit=N_("animals"), least=0, most=1_000_000))
    note: Mapped[str | None] = mapped_column(String(200), info=field(N_("Note")))


unique_while_live(AssetLine, "act_id", "asset_id")
