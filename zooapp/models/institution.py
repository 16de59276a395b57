"""Institutions: zoos and other keepers, the wild, and the transit that holds what is under way (R37)."""

from enum import StrEnum

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.field import field
from zooapp.i18n import N_
from zooapp.models.base import Base, Record, Travels, one_of, unique_while_live

MISSING = "MISSING"  # the mnemonic of whoever holds what is missing and still has its owner


class InstitutionKind(StrEnum):
    """What an account of the ledger may belong to."""

    ZOO = "zoo"
    TRANSIT = "transit"
    WILD = "wild"
    OTHER = "other"


class SourceClass(StrEnum):
    """Whose animals bring how much risk with them (R52)."""

    ACCREDITED = "accredited"
    OTHER = "other"
    TRADE = "trade"
    WILD = "wild"


SOURCE_CLASSES = (
    (SourceClass.ACCREDITED, N_("accredited")),
    (SourceClass.OTHER, N_("not accredited")),
    (SourceClass.TRADE, N_("traders")),
    (SourceClass.WILD, N_("the wild")),
)


class Institution(Travels, Record, Base):
    """One institution, known by its mnemonic; its names stand in `Name` by locale."""

    __tablename__ = "institutions"

    mnemonic: Mapped[str] = mapped_column(
        String(9), info=field(N_("Short code"), N_("Up to 9 letters, as MOSCOW"))
    )
    name: Mapped[str] = mapped_column(String(200), info=field(N_("Name"), N_("Official name in English")))
    kind: Mapped[InstitutionKind] = mapped_column(
        one_of(InstitutionKind), default=InstitutionKind.ZOO, info=field(N_("Kind"))
    )
    country: Mapped[str | None] = mapped_column(String(2), info=field(N_("Country"), N_("Two letters, as KP")))
    city: Mapped[str | None] = mapped_column(String(80), info=field(N_("City")))
    address: Mapped[str | None] = mapped_column(String(300), info=field(N_("Address")))
    phone: Mapped[str | None] = mapped_column(String(60), info=field(N_("Telephone")))
    licence: Mapped[str | None] = mapped_column(String(120), info=field(N_("Licence"), N_("Number, issuer, date")))
    represented_by: Mapped[str | None] = mapped_column(
        String(160), info=field(N_("Represented by"), N_("Name and post, as on papers"))
    )
    acting_under: Mapped[str | None] = mapped_column(
        String(160), info=field(N_("Acting under"), N_("Charter, or power of attorney with number and date"))
    )
    source_class: Mapped[SourceClass | None] = mapped_column(
        one_of(SourceClass),
        info=field(N_("As a source"), N_("Chooses the protocol of what it sends"), choices=SOURCE_CLASSES),
    )
    approvals: Mapped[str | None] = mapped_column(Text, info=field(N_("Approvals"), lines=3))

    def search_words(self) -> tuple[str, int, str]:
        """Found by code, name and city."""
        return "institution", self.id, f"{self.mnemonic} {self.name} {self.city or ''}"


unique_while_live(Institution, "mnemonic")
