"""Taxa: the tree from class to domestic form, and their legal status as dated, sourced rows (rules.md R76, 2.13)."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.errors import Problem
from zooapp.field import field
from zooapp.i18n import N_, _
from zooapp.models.base import Base, Record, Travels, one_of, unique_while_live


class Rank(StrEnum):
    """Ranks in descending order."""

    CLASS = "class"
    ORDER = "order"
    FAMILY = "family"
    GENUS = "genus"
    SPECIES = "species"
    SUBSPECIES = "subspecies"
    DOMESTIC = "domestic form"

    @property
    def level(self) -> int:
        """0 for a class, 6 for a domestic form."""
        return list(Rank).index(self)

    @property
    def is_species_or_lower(self) -> bool:
        """Whether an animal of this rank can stand on a transfer certificate (R109)."""
        return self.level >= Rank.SPECIES.level


EGGS = ((True, N_("yes")), (False, N_("no")))


class Taxon(Travels, Record, Base):
    """One taxon. `scientific` is the whole name ("Ursus arctos"); a hybrid says so. Its ages hold below it."""

    __tablename__ = "taxa"

    scientific: Mapped[str] = mapped_column(String(120), info=field(N_("Scientific name")))
    rank: Mapped[Rank] = mapped_column(one_of(Rank), info=field(N_("Rank")))
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("taxa.id"), index=True, info=field(N_("Belongs to"), pick="taxa")
    )
    author: Mapped[str | None] = mapped_column(String(120), info=field(N_("Author")))
    domestic: Mapped[bool] = mapped_column(default=False, info=field(N_("Domestic form")))
    hybrid: Mapped[bool] = mapped_column(default=False, info=field(N_("Hybrid")))
    replaced_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("taxa.id"), info=field(N_("Replaced by"), pick="taxa")
    )
    commodity_code: Mapped[str | None] = mapped_column(
        String(12), info=field(N_("Commodity code"), N_("Customs heading, as 0106.19"))
    )
    maturity_m: Mapped[int | None] = mapped_column(
        info=field(N_("Males breed from"), unit=N_("months"), least=0, most=600)
    )
    maturity_f: Mapped[int | None] = mapped_column(
        info=field(N_("Females breed from"), unit=N_("months"), least=0, most=600)
    )
    carried_least: Mapped[int | None] = mapped_column(
        info=field(N_("Gestation or incubation, least"), unit=N_("days"), least=1, most=1000)
    )
    carried_most: Mapped[int | None] = mapped_column(
        info=field(N_("Gestation or incubation, most"), unit=N_("days"), least=1, most=1000)
    )
    lays_eggs: Mapped[bool | None] = mapped_column(info=field(N_("Lays eggs"), choices=EGGS))
    ages_source: Mapped[str | None] = mapped_column(String(200), info=field(N_("Source of these ages")))
    art: Mapped[str | None] = mapped_column(String(40))
    source: Mapped[str | None] = mapped_column(String(200), info=field(N_("Source")))
    verified: Mapped[bool] = mapped_column(default=False)

    def rules(self) -> Iterator[Problem]:
        if self.parent_id is None and self.rank is not Rank.CLASS:
            yield Problem("parent_id", _("Only a class stands at the top of the tree."))
        if self.parent_id is not None and self.parent_id == self.id:
            yield Problem("parent_id", _("A taxon cannot belong to itself."))
        if self.carried_least and self.carried_most and self.carried_most < self.carried_least:
            yield Problem("carried_most", _("The most is below the least."))

    def search_words(self) -> tuple[str, int, str]:
        """Found by its scientific name; its names by locale are found beside it."""
        return "taxon", self.id, self.scientific


unique_while_live(Taxon, "scientific")


class Lineage(Base):
    """The closure of the tree: each taxon with each ancestor and itself. Rebuilt when the tree changes."""

    __tablename__ = "lineage"
    derived = True
    __table_args__ = (Index("ix_lineage_pair", "ancestor_id", "taxon_id", unique=True),)

    taxon_id: Mapped[int] = mapped_column(ForeignKey("taxa.id"), index=True)
    ancestor_id: Mapped[int] = mapped_column(ForeignKey("taxa.id"))
    rank: Mapped[Rank] = mapped_column(one_of(Rank, "ancestor_rank"))


class TaxonStatus(Record, Base):
    """A legal or conservation status of a taxon, of one population, from a day on, with its source."""

    __tablename__ = "taxon_statuses"

    taxon_id: Mapped[int] = mapped_column(ForeignKey("taxa.id"), index=True, info=field(N_("Taxon"), pick="taxa"))
    scheme: Mapped[str] = mapped_column(
        String(20), info=field(N_("List"), N_("CITES, IUCN, or a national list as national:RU"))
    )
    value: Mapped[str] = mapped_column(
        String(40), info=field(N_("Status"), N_("Appendix or category; - is not listed"))
    )
    population: Mapped[str | None] = mapped_column(
        String(120), info=field(N_("Population"), N_("Empty: all populations"))
    )
    valid_from: Mapped[dt.date | None] = mapped_column(info=field(N_("Valid from")))
    valid_to: Mapped[dt.date | None] = mapped_column(info=field(N_("Valid to")))
    source: Mapped[str] = mapped_column(String(200), info=field(N_("Source")))
    verified: Mapped[bool] = mapped_column(default=False)

    def rules(self) -> Iterator[Problem]:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            yield Problem("valid_to", _("Ends before it begins."))
