"""What follows a death: the carcass, and the necropsy in the order of its report, with the samples that were taken."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.errors import Problem
from zooapp.field import field
from zooapp.i18n import N_, _
from zooapp.models.base import Base, Event, Record, one_of


class Carcass(StrEnum):
    """What becomes of a carcass."""

    NECROPSY = "necropsy"
    COLD_STORE = "cold_store"
    DESTROYED = "destroyed"
    BURIED = "buried"
    MUSEUM = "museum"
    OWNER = "owner"
    FED = "fed"
    OTHER = "other"


class CarcassState(StrEnum):
    """How well it was kept until the necropsy."""

    FRESH = "fresh"
    GOOD = "good"
    ROTTEN = "rotten"
    FROZEN = "frozen"


class BodySystem(StrEnum):
    """The system of the body in which the cause lies."""

    SKIN = "skin"
    MUSCULOSKELETAL = "musculoskeletal"
    CAVITIES = "cavities"
    BLOOD = "blood"
    RESPIRATORY = "respiratory"
    HEART = "heart"
    DIGESTIVE = "digestive"
    URINARY = "urinary"
    REPRODUCTIVE = "reproductive"
    ENDOCRINE = "endocrine"
    NERVOUS = "nervous"
    SEVERAL = "several"


CARCASSES = (
    (Carcass.NECROPSY, N_("To necropsy")),
    (Carcass.COLD_STORE, N_("To the cold store")),
    (Carcass.DESTROYED, N_("Burnt or rendered")),
    (Carcass.BURIED, N_("Buried")),
    (Carcass.MUSEUM, N_("To a museum or collection")),
    (Carcass.OWNER, N_("To the owner")),
    (Carcass.FED, N_("Fed to other animals")),
    (Carcass.OTHER, N_("Otherwise")),
)
CARCASS_STATES = (
    (CarcassState.FRESH, N_("fresh")),
    (CarcassState.GOOD, N_("well kept")),
    (CarcassState.ROTTEN, N_("decomposed")),
    (CarcassState.FROZEN, N_("frozen and thawed")),
)
SYSTEMS = (
    (BodySystem.SKIN, N_("Skin and outside")),
    (BodySystem.MUSCULOSKELETAL, N_("Muscles and bones")),
    (BodySystem.CAVITIES, N_("Body cavities")),
    (BodySystem.BLOOD, N_("Blood and lymph")),
    (BodySystem.RESPIRATORY, N_("Respiratory organs")),
    (BodySystem.HEART, N_("Heart and vessels")),
    (BodySystem.DIGESTIVE, N_("Digestive organs")),
    (BodySystem.URINARY, N_("Urinary organs")),
    (BodySystem.REPRODUCTIVE, N_("Reproductive organs")),
    (BodySystem.ENDOCRINE, N_("Glands")),
    (BodySystem.NERVOUS, N_("Nerves and senses")),
    (BodySystem.SEVERAL, N_("Several")),
)


class CarcassFate(Event, Base):
    """What is to become of a carcass, and whether it is opened first; a later one of the same animal counts (R96)."""

    __tablename__ = "carcass_fates"

    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"), index=True)
    transaction_id: Mapped[int] = mapped_column(ForeignKey("transactions.id"), index=True)
    necropsy: Mapped[bool] = mapped_column(default=False, info=field(N_("A necropsy is wanted")))
    fate: Mapped[Carcass | None] = mapped_column(
        one_of(Carcass), info=field(N_("Carcass"), N_("What becomes of it"), choices=CARCASSES)
    )
    never_fed: Mapped[bool] = mapped_column(
        default=False, info=field(N_("Never fed or eaten: drugs, poison or disease"))
    )

    def rules(self) -> Iterator[Problem]:
        if self.never_fed and self.fate is Carcass.FED:
            yield Problem("fate", _("This carcass is never fed or eaten."))


def _part(label: str) -> Mapped[str | None]:
    """One paragraph of the report."""
    return mapped_column(Text, info=field(label, lines=2))


class Necropsy(Record, Base):
    """The report on one carcass. It grows: the histology and the final diagnosis come weeks after the knife."""

    __tablename__ = "necropsies"

    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"), index=True)
    on: Mapped[dt.date] = mapped_column(info=field(N_("Day of the necropsy")))
    prosector: Mapped[str] = mapped_column(String(120), info=field(N_("Prosector")))
    history: Mapped[str | None] = _part(N_("History and circumstances"))
    carcass_state: Mapped[CarcassState | None] = mapped_column(
        one_of(CarcassState), info=field(N_("Condition of the carcass"), choices=CARCASS_STATES)
    )
    nutrition: Mapped[str | None] = mapped_column(String(120), info=field(N_("Nutritional condition")))
    external: Mapped[str | None] = _part(N_("External examination"))
    musculoskeletal: Mapped[str | None] = _part(N_("Muscles and bones"))
    cavities: Mapped[str | None] = _part(N_("Body cavities"))
    blood: Mapped[str | None] = _part(N_("Blood and lymph"))
    respiratory: Mapped[str | None] = _part(N_("Respiratory organs"))
    heart: Mapped[str | None] = _part(N_("Heart and vessels"))
    digestive: Mapped[str | None] = _part(N_("Digestive organs"))
    urinary: Mapped[str | None] = _part(N_("Urinary organs"))
    reproductive: Mapped[str | None] = _part(N_("Reproductive organs"))
    endocrine: Mapped[str | None] = _part(N_("Glands"))
    nervous: Mapped[str | None] = _part(N_("Nerves and senses"))
    preliminary: Mapped[str | None] = _part(N_("Preliminary diagnosis"))
    histology: Mapped[str | None] = _part(N_("Histology"))
    final: Mapped[str | None] = _part(N_("Final diagnosis"))
    body_system: Mapped[BodySystem | None] = mapped_column(
        one_of(BodySystem), info=field(N_("Primary body system"), choices=SYSTEMS)
    )
    remarks: Mapped[str | None] = _part(N_("Other facts about the death"))

    def rules(self) -> Iterator[Problem]:
        if not (self.prosector or "").strip():
            yield Problem("prosector", _("Who opened it?"))


class NecropsySample(Event, Base):
    """A piece of tissue that was kept: in what, where it went, and under which permit it crosses a border."""

    __tablename__ = "necropsy_samples"

    necropsy_id: Mapped[int] = mapped_column(ForeignKey("necropsies.id"), index=True)
    tissue: Mapped[str] = mapped_column(String(80), info=field(N_("Tissue")))
    fixative: Mapped[str | None] = mapped_column(String(80), info=field(N_("Kept in"), N_("As formalin, frozen")))
    lab: Mapped[str | None] = mapped_column(String(120), info=field(N_("Laboratory")))
    permit: Mapped[str | None] = mapped_column(String(80), info=field(N_("Permit"), N_("For CITES taxa abroad")))
