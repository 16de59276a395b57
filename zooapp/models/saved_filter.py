"""A filter of a list that somebody saved under a name."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.field import field
from zooapp.i18n import N_
from zooapp.models.base import Base, Record, unique_while_live


class SavedFilter(Record, Base):
    """Search words, filters and order of a list (its kind); `query` is JSON. Whose it is, and whether all see it."""

    __tablename__ = "saved_filters"

    kind: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(60), info=field(N_("Name"), N_("So it stands in the menu.")))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    shared: Mapped[bool] = mapped_column(default=False, info=field(N_("For everybody")))
    query: Mapped[str] = mapped_column(Text)


unique_while_live(SavedFilter, "person_id", "kind", "name")
