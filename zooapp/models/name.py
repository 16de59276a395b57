"""Names by locale: of taxa, institutions, terms, protocols, requirements, roles, countries."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.field import field
from zooapp.i18n import N_
from zooapp.models.base import Base, Record

LOCALES = (("en", "English"), ("ru", "Русский"), ("ko_KP", "조선말 (평양)"), ("ko_KR", "한국어 (서울)"))


class Name(Record, Base):
    """What a record is called in one locale. `short` serves tight cells; one name a locale is preferred."""

    __tablename__ = "names"
    __table_args__ = (Index("ix_names_record", "record_kind", "record_id", "locale"),)

    record_kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    locale: Mapped[str] = mapped_column(String(10), info=field(N_("Language"), choices=LOCALES))
    text: Mapped[str] = mapped_column(String(200), info=field(N_("Name")))
    short: Mapped[str | None] = mapped_column(String(30), info=field(N_("Short name")))
    preferred: Mapped[bool] = mapped_column(default=True, info=field(N_("Used first")))
    source: Mapped[str | None] = mapped_column(String(200), info=field(N_("Source")))
    verified: Mapped[bool] = mapped_column(default=False)

    def search_words(self) -> tuple[str, int, str]:
        """Found as the record that it names."""
        return self.record_kind, self.record_id, f"{self.text} {self.short or ''}"
