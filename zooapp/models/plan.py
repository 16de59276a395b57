"""The collection plan: how many of a taxon are wanted by the end of a year."""

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, composite, mapped_column

from zooapp.field import field
from zooapp.i18n import N_
from zooapp.models.base import Base, Record, unique_while_live
from zooapp.values.counts import SexCount


class PlanLine(Record, Base):
    """One wish: so many of this taxon and all that belong to it."""

    __tablename__ = "plan_lines"

    taxon_id: Mapped[int] = mapped_column(ForeignKey("taxa.id"), info=field(N_("Taxon"), pick="taxa", lines=2))
    year: Mapped[int] = mapped_column(info=field(N_("By the end of"), least=1900, most=2200))
    wanted: Mapped[SexCount] = composite(
        SexCount,
        mapped_column("m"),
        mapped_column("f"),
        mapped_column("u"),
        info=field(N_("Wanted"), N_("Males.females.unknown, as 2.3; 0.0.0 is none")),
    )
    note: Mapped[str | None] = mapped_column(Text, info=field(N_("Note"), lines=3))


unique_while_live(PlanLine, "taxon_id", "year")
