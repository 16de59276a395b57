"""Samples and what a laboratory was asked: "sampled" until a request takes it, then "in the lab"."""

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.errors import Problem
from zooapp.field import field
from zooapp.i18n import N_, _
from zooapp.models.base import Base, Event, unique_while_live


class LabRequest(Event, Base):
    """What went to a laboratory in one box; its own number comes back later, its report is attached as a scan."""

    __tablename__ = "lab_requests"
    set_once = frozenset({"voided_by", "lab_no"})

    number: Mapped[str] = mapped_column(String(20))
    lab: Mapped[str] = mapped_column(String(120), info=field(N_("Laboratory")))
    sent_on: Mapped[dt.date] = mapped_column(info=field(N_("Sent on")))
    sent_by: Mapped[str | None] = mapped_column(String(120), info=field(N_("Handed over by")))
    lab_no: Mapped[str | None] = mapped_column(
        String(60), info=field(N_("Laboratory number"), N_("As the laboratory writes it on its report"))
    )
    note: Mapped[str | None] = mapped_column(Text, info=field(N_("Note to the laboratory"), lines=2))

    def search_words(self) -> tuple[str, int, str]:
        """Found by both numbers."""
        return "lab_request", self.id, f"{self.number} {self.lab_no or ''}"


unique_while_live(LabRequest, "number")


class Sample(Event, Base):
    """One tube of one round of a test: of one animal, or pooled of several of a group."""

    __tablename__ = "samples"
    __table_args__ = (Index("ix_samples_case", "case_id", "requirement_id", "round"),)
    set_once = frozenset({"voided_by", "request_id"})

    number: Mapped[str] = mapped_column(String(20), info=field(N_("Number on the tube")))
    case_id: Mapped[int] = mapped_column(ForeignKey("quarantine_cases.id"))
    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirements.id"), index=True)
    round: Mapped[int] = mapped_column(info=field(N_("Round"), least=1, most=99))
    taken_on: Mapped[dt.date] = mapped_column(info=field(N_("Taken on")))
    taken_by: Mapped[str | None] = mapped_column(String(120), info=field(N_("Taken by")))
    material: Mapped[str] = mapped_column(String(60), info=field(N_("Material"), N_("As faeces, blood, swab")))
    animals: Mapped[int] = mapped_column(
        default=1, info=field(N_("Animals in it"), N_("More than one in a pool"), least=1, most=1_000_000)
    )
    marks: Mapped[str | None] = mapped_column(
        String(300), info=field(N_("Rings or chips"), N_("Of the animals in the tube"))
    )
    request_id: Mapped[int | None] = mapped_column(ForeignKey("lab_requests.id"), index=True)

    def rules(self) -> Iterator[Problem]:
        if not (self.material or "").strip():
            yield Problem("material", _("What is in the tube?"))

    def search_words(self) -> tuple[str, int, str]:
        """Found by the number on the tube."""
        return "sample", self.id, self.number


unique_while_live(Sample, "number")
