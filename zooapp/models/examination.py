"""A physical examination by body system, with the body condition score; teeth are a chart in words."""

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.errors import Problem
from zooapp.field import field
from zooapp.i18n import N_, _
from zooapp.models.base import Base, Event

SYSTEMS = ("general", "skin", "eyes", "teeth", "limbs", "heart", "lungs", "belly", "genitals", "nerves")


def _part(label: str, hint: str = "") -> Mapped[str | None]:
    """One paragraph of the examination."""
    return mapped_column(Text, info=field(label, hint, lines=2))


class Examination(Event, Base):
    """What was found on one occasion. What stays empty was not looked at."""

    __tablename__ = "examinations"
    __table_args__ = (
        Index("ix_examinations_animal", "animal_id", "on"),
        CheckConstraint("condition BETWEEN 1 AND 9", name="condition"),
    )

    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"))
    on: Mapped[dt.date] = mapped_column(info=field(N_("On")))
    reason: Mapped[str | None] = mapped_column(String(120), info=field(N_("Why"), N_("As before a transfer")))
    condition: Mapped[int | None] = mapped_column(
        info=field(N_("Body condition"), N_("1 starved to 9 fat, 5 good"), least=1, most=9)
    )
    temperature: Mapped[str | None] = mapped_column(String(20), info=field(N_("Temperature"), N_("As 38.9 °C")))
    pulse: Mapped[int | None] = mapped_column(info=field(N_("Pulse"), unit=N_("a minute"), least=1, most=2000))
    breaths: Mapped[int | None] = mapped_column(info=field(N_("Breaths"), unit=N_("a minute"), least=1, most=1000))
    general: Mapped[str | None] = _part(N_("General condition"))
    skin: Mapped[str | None] = _part(N_("Skin and outside"))
    eyes: Mapped[str | None] = _part(N_("Eyes and ears"))
    teeth: Mapped[str | None] = _part(N_("Mouth and teeth"), N_("Which tooth, what of it"))
    limbs: Mapped[str | None] = _part(N_("Limbs, hooves, claws"))
    heart: Mapped[str | None] = _part(N_("Heart and vessels"))
    lungs: Mapped[str | None] = _part(N_("Respiratory organs"))
    belly: Mapped[str | None] = _part(N_("Digestive organs"))
    genitals: Mapped[str | None] = _part(N_("Urinary and reproductive organs"))
    nerves: Mapped[str | None] = _part(N_("Nerves and senses"))
    fit: Mapped[bool] = mapped_column(
        default=False, info=field(N_("No sign of infectious disease, fit for transport"))
    )

    def rules(self) -> Iterator[Problem]:
        if not any(getattr(self, name) for name in SYSTEMS):
            yield Problem("general", _("Write what was found of at least one part."))
