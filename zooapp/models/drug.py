"""Drugs: what they are, at which rates they are given, for whom never (R105), and the stock of them by batch."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, composite, mapped_column

from zooapp.errors import Problem
from zooapp.field import field
from zooapp.i18n import N_, _
from zooapp.models.base import Base, Event, Record, one_of, unique_while_live
from zooapp.values.doses import NAMES, UNITS, Amount


class DrugForm(StrEnum):
    """As what it comes."""

    INJECTION = "injection"
    TABLET = "tablet"
    LIQUID = "liquid"
    POWDER = "powder"
    OINTMENT = "ointment"
    IMPLANT = "implant"
    GAS = "gas"
    VACCINE = "vaccine"


DRUG_FORMS = (
    (DrugForm.INJECTION, N_("Injection")),
    (DrugForm.TABLET, N_("Tablet")),
    (DrugForm.LIQUID, N_("Liquid to swallow")),
    (DrugForm.POWDER, N_("Powder")),
    (DrugForm.OINTMENT, N_("Ointment")),
    (DrugForm.IMPLANT, N_("Implant")),
    (DrugForm.GAS, N_("Gas")),
    (DrugForm.VACCINE, N_("Vaccine")),
)


class Route(StrEnum):
    """How it goes in."""

    MOUTH = "mouth"
    MUSCLE = "muscle"
    SKIN = "skin"
    VEIN = "vein"
    ON_SKIN = "on_skin"
    EYE = "eye"
    BREATH = "breath"
    DART = "dart"
    FOOD = "food"
    WATER = "water"


ROUTES = (
    (Route.MOUTH, N_("By mouth")),
    (Route.MUSCLE, N_("Into the muscle")),
    (Route.SKIN, N_("Under the skin")),
    (Route.VEIN, N_("Into the vein")),
    (Route.ON_SKIN, N_("On the skin")),
    (Route.EYE, N_("Into eye or ear")),
    (Route.BREATH, N_("Breathed in")),
    (Route.DART, N_("By dart")),
    (Route.FOOD, N_("In feed")),
    (Route.WATER, N_("In water")),
)
STOCKED = tuple((unit, NAMES[unit]) for unit in UNITS)


class Per(StrEnum):
    """Of what a rate is said."""

    WEIGHT = "weight"
    ANIMAL = "animal"
    WATER = "water"
    FEED = "feed"


PERS = (
    (Per.WEIGHT, N_("for each kg of body weight")),
    (Per.ANIMAL, N_("for each animal")),
    (Per.WATER, N_("for each litre of water")),
    (Per.FEED, N_("for each kg of feed")),
)


class Drug(Record, Base):
    """One product of the dictionary. What is prescribed and kept is counted in its unit."""

    __tablename__ = "drugs"

    generic: Mapped[str] = mapped_column(String(120), info=field(N_("Active substance")))
    trade: Mapped[str | None] = mapped_column(String(120), info=field(N_("Trade name")))
    form: Mapped[DrugForm] = mapped_column(one_of(DrugForm), info=field(N_("Form"), choices=DRUG_FORMS))
    unit: Mapped[str] = mapped_column(String(8), info=field(N_("Counted in"), choices=STOCKED))
    strength: Mapped[Amount | None] = composite(
        Amount,
        mapped_column("strength_value", BigInteger, nullable=True),
        mapped_column("strength_unit", String(8), nullable=True),
        return_none_on=lambda *parts: None in parts,
        info=field(N_("Strength"), N_("In one of that unit, as 100 mg")),
    )
    controlled: Mapped[bool] = mapped_column(default=False, info=field(N_("Controlled: kept in the book of two names")))
    withdrawal_days: Mapped[int | None] = mapped_column(
        info=field(N_("Not fed or eaten for"), N_("After the last dose; also of eggs"), unit=N_("days"), least=0,
                   most=3650)
    )
    carcass: Mapped[bool] = mapped_column(default=False, info=field(N_("A carcass is never fed or eaten")))
    source: Mapped[str] = mapped_column(String(200), info=field(N_("Source")))
    verified: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None] = mapped_column(String(300), info=field(N_("Note"), lines=2))

    @property
    def title(self) -> str:
        """ "Baytril (enrofloxacin), 100 mg/ml"."""
        name = f"{self.trade} ({self.generic})" if self.trade else self.generic
        return f"{name}, {self.strength}/{_(NAMES[self.unit])}" if self.strength else name

    def search_words(self) -> tuple[str, int, str]:
        """Found by both names."""
        return "drug", self.id, f"{self.generic} {self.trade or ''}"


class DrugRate(Record, Base):
    """How much of a drug a taxon and all below it gets, by which route, how often, and who says so."""

    __tablename__ = "drug_rates"

    drug_id: Mapped[int] = mapped_column(ForeignKey("drugs.id"), index=True)
    taxon_id: Mapped[int] = mapped_column(ForeignKey("taxa.id"), info=field(N_("Taxon"), pick="taxa"))
    rate: Mapped[Amount] = composite(
        Amount,
        mapped_column("rate_value", BigInteger),
        mapped_column("rate_unit", String(8)),
        info=field(N_("Dose"), N_("As 5 mg")),
    )
    per: Mapped[Per] = mapped_column(one_of(Per, "rate_per"), info=field(N_("Of what"), choices=PERS))
    route: Mapped[Route] = mapped_column(one_of(Route, "rate_route"), info=field(N_("Route"), choices=ROUTES))
    hours: Mapped[int | None] = mapped_column(info=field(N_("Every"), unit=N_("hours"), least=1, most=8784))
    source: Mapped[str] = mapped_column(String(200), info=field(N_("Source")))
    verified: Mapped[bool] = mapped_column(default=False)


class DrugBan(Record, Base):
    """A taxon that never gets a drug, and why: a hard stop (R105)."""

    __tablename__ = "drug_bans"

    drug_id: Mapped[int] = mapped_column(ForeignKey("drugs.id"), index=True)
    taxon_id: Mapped[int] = mapped_column(ForeignKey("taxa.id"), info=field(N_("Never for"), pick="taxa"))
    reason: Mapped[str] = mapped_column(String(200), info=field(N_("Reason")))
    source: Mapped[str] = mapped_column(String(200), info=field(N_("Source")))
    verified: Mapped[bool] = mapped_column(default=False)


unique_while_live(DrugBan, "drug_id", "taxon_id")


class DrugBatch(Record, Base):
    """One batch in a cupboard."""

    __tablename__ = "drug_batches"

    drug_id: Mapped[int] = mapped_column(ForeignKey("drugs.id"), index=True, info=field(N_("Drug"), pick="drugs"))
    number: Mapped[str] = mapped_column(String(40), info=field(N_("Batch number")))
    expires: Mapped[dt.date] = mapped_column(info=field(N_("Expires on")))
    opened: Mapped[dt.date | None] = mapped_column(info=field(N_("Opened on")))
    keeps_days: Mapped[int | None] = mapped_column(
        info=field(N_("Once opened it keeps"), unit=N_("days"), least=1, most=3650)
    )
    cupboard: Mapped[str] = mapped_column(String(60), info=field(N_("Cupboard")))

    @property
    def good_until(self) -> dt.date:
        """The last day on which it may be given."""
        if self.opened is None or self.keeps_days is None:
            return self.expires
        return min(self.expires, self.opened + dt.timedelta(days=self.keeps_days))

    def rules(self) -> Iterator[Problem]:
        if self.opened is not None and self.opened > self.expires:
            yield Problem("opened", _("It had expired by then."))


unique_while_live(DrugBatch, "drug_id", "number", "cupboard")


class StockAct(StrEnum):
    """Why a batch became more or less."""

    RECEIVED = "received"
    GIVEN = "given"
    WRITTEN_OFF = "written_off"
    COUNTED = "counted"


STOCK_ACTS = (
    (StockAct.RECEIVED, N_("Received")),
    (StockAct.GIVEN, N_("Given")),
    (StockAct.WRITTEN_OFF, N_("Written off")),
    (StockAct.COUNTED, N_("Counted")),
)


class StockMove(Event, Base):
    """So much in or out of a batch, in thousandths of the drug's unit; the balance is their sum, kept nowhere."""

    __tablename__ = "stock_moves"
    __table_args__ = (Index("ix_stock_moves_batch", "batch_id", "amount"),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("drug_batches.id"))
    act: Mapped[StockAct] = mapped_column(one_of(StockAct), info=field(N_("What"), choices=STOCK_ACTS))
    on: Mapped[dt.date] = mapped_column(info=field(N_("On")))
    amount: Mapped[int] = mapped_column(BigInteger)
    dose_id: Mapped[int | None] = mapped_column(ForeignKey("doses.id"))
    witness: Mapped[str | None] = mapped_column(String(120), info=field(N_("Second name"), N_("Who saw it")))
    note: Mapped[str | None] = mapped_column(String(200), info=field(N_("Note")))
