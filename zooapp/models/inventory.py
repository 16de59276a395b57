"""Inventories as they were issued (rules.md R63), and forms of the year whose columns the zoo lays out itself."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.field import field
from zooapp.i18n import N_
from zooapp.models.base import Base, Record, entry_key, unique_while_live

BASES = (("physical", N_("What we hold")), ("ownership", N_("What we own")))


class IssuedInventory(Base):
    """An inventory that has a number: period, basis and taxa. Its papers, a revision each, keep what they counted."""

    __tablename__ = "issued_inventories"

    first: Mapped[dt.date]
    last: Mapped[dt.date] = mapped_column(index=True)
    basis: Mapped[str] = mapped_column(String(20))
    splits: Mapped[bool] = mapped_column(default=False)
    taxon_id: Mapped[int | None] = mapped_column(ForeignKey("taxa.id"))
    entry_id: Mapped[int] = entry_key()


class YearForm(Record, Base):
    """A form of a ministry or an association. `layout` is JSON: [[what, heading], ...] in the order of the columns."""

    __tablename__ = "year_forms"

    name: Mapped[str] = mapped_column(String(60), info=field(N_("Name"), N_("So it stands in the list of reports.")))
    title: Mapped[str] = mapped_column(String(200), info=field(N_("Title on paper")))
    basis: Mapped[str] = mapped_column(
        String(20), default="physical", info=field(N_("Counted is"), choices=BASES, required=True)
    )
    layout: Mapped[str] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text, info=field(N_("Text below the table"), lines=3))


unique_while_live(YearForm, "name")
