"""Clinical notes (subjective, objective, assessment, plan) and the list of an animal's medical problems (R91)."""

import datetime as dt
import re
from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.errors import Problem
from zooapp.field import field
from zooapp.i18n import N_, _
from zooapp.models.base import Base, Event, one_of

SEVERAL = re.compile(r"[;,+&/\n]")  # where people write two things into one line


class ConcernKind(StrEnum):
    """What a medical concern is; a finding is of one day, the others last."""

    CONDITION = "condition"
    SIGN = "sign"
    FINDING = "finding"
    PROCEDURE = "procedure"


class Spread(StrEnum):
    """How it is distributed."""

    FOCAL = "focal"
    MULTIFOCAL = "multifocal"
    DIFFUSE = "diffuse"
    ONE_SIDED = "one_sided"
    BOTH_SIDED = "both_sided"
    GENERAL = "general"


class Course(StrEnum):
    """How long it has been going on."""

    ACUTE = "acute"
    SUBACUTE = "subacute"
    CHRONIC = "chronic"
    RECURRENT = "recurrent"


class Severity(StrEnum):
    """How bad it is."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


class Ended(StrEnum):
    """How a problem came to its end."""

    RESOLVED = "resolved"
    RULED_OUT = "ruled_out"
    LASTING = "lasting"
    DIED = "died"


CONCERNS = (
    (ConcernKind.CONDITION, N_("Condition, disorder")),
    (ConcernKind.SIGN, N_("Clinical sign")),
    (ConcernKind.FINDING, N_("Finding of one day")),
    (ConcernKind.PROCEDURE, N_("Procedure")),
)
SPREADS = (
    (Spread.FOCAL, N_("focal")),
    (Spread.MULTIFOCAL, N_("multifocal")),
    (Spread.DIFFUSE, N_("diffuse")),
    (Spread.ONE_SIDED, N_("on one side")),
    (Spread.BOTH_SIDED, N_("on both sides")),
    (Spread.GENERAL, N_("generalised")),
)
COURSES = (
    (Course.ACUTE, N_("acute")),
    (Course.SUBACUTE, N_("subacute")),
    (Course.CHRONIC, N_("chronic")),
    (Course.RECURRENT, N_("recurrent")),
)
SEVERITIES = (
    (Severity.MILD, N_("mild")),
    (Severity.MODERATE, N_("moderate")),
    (Severity.SEVERE, N_("severe")),
)
ENDS = (
    (Ended.RESOLVED, N_("Resolved")),
    (Ended.RULED_OUT, N_("Ruled out")),
    (Ended.LASTING, N_("Lasting, no longer followed")),
    (Ended.DIED, N_("Died of it or with it")),
)


class MedicalProblem(Event, Base):
    """One line of the problem list: one concern, at most one of each modifier, at most one place on the body (R91)."""

    __tablename__ = "medical_problems"
    __table_args__ = (Index("ix_medical_problems_animal", "animal_id", "since"),)
    set_once = frozenset({"voided_by", "until", "outcome"})

    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"))
    kind: Mapped[ConcernKind] = mapped_column(one_of(ConcernKind), info=field(N_("Kind"), choices=CONCERNS))
    concern: Mapped[str] = mapped_column(String(120), info=field(N_("Problem"), N_("One, as lameness")))
    severity: Mapped[Severity | None] = mapped_column(
        one_of(Severity), info=field(N_("Severity"), choices=SEVERITIES)
    )
    course: Mapped[Course | None] = mapped_column(one_of(Course), info=field(N_("Duration"), choices=COURSES))
    spread: Mapped[Spread | None] = mapped_column(one_of(Spread), info=field(N_("Distribution"), choices=SPREADS))
    place: Mapped[str | None] = mapped_column(
        String(80), info=field(N_("Place on the body"), N_("One, as left fore foot"))
    )
    since: Mapped[dt.date] = mapped_column(info=field(N_("Since")))
    until: Mapped[dt.date | None] = mapped_column(info=field(N_("Until"), N_("Empty while it goes on")))
    outcome: Mapped[Ended | None] = mapped_column(one_of(Ended), info=field(N_("Outcome"), choices=ENDS))
    note: Mapped[str | None] = mapped_column(String(300), info=field(N_("Note"), lines=2))

    def rules(self) -> Iterator[Problem]:
        if not (self.concern or "").strip():
            yield Problem("concern", _("What is the matter?"))
        elif SEVERAL.search(self.concern):
            yield Problem("concern", _("One problem a line: write the other one apart."))
        if self.place and SEVERAL.search(self.place):
            yield Problem("place", _("One place a line: write the other one apart."))
        if self.until is not None and self.until < self.since:
            yield Problem("until", _("Ends before it begins."))
        elif self.kind is ConcernKind.FINDING and self.until != self.since:
            yield Problem("until", _("A finding is of one day: it ends on the day it begins."))
        if self.outcome is not None and self.until is None:
            yield Problem("until", _("On which day did it end?"))


class ClinicalNote(Event, Base):
    """What was seen, found, thought and planned on one occasion. One for veterinarians only is hidden from others."""

    __tablename__ = "clinical_notes"
    __table_args__ = (Index("ix_clinical_notes_animal", "animal_id", "on"),)

    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"))
    on: Mapped[dt.date] = mapped_column(info=field(N_("On")))
    time: Mapped[str | None] = mapped_column(String(5), info=field(N_("Time"), N_("As 14:30, or nothing")))
    problem_id: Mapped[int | None] = mapped_column(
        ForeignKey("medical_problems.id"), index=True, info=field(N_("Problem"), pick="problems")
    )
    weight_id: Mapped[int | None] = mapped_column(ForeignKey("measures.id"), index=True)
    subjective: Mapped[str | None] = mapped_column(
        Text, info=field(N_("Subjective"), N_("What keepers report and you saw"), lines=2)
    )
    objective: Mapped[str | None] = mapped_column(
        Text, info=field(N_("Objective"), N_("What was measured and found"), lines=2)
    )
    assessment: Mapped[str | None] = mapped_column(Text, info=field(N_("Assessment"), lines=2))
    plan: Mapped[str | None] = mapped_column(Text, info=field(N_("Plan"), lines=2))
    summary: Mapped[str | None] = mapped_column(
        String(300), info=field(N_("For the keepers"), N_("One sentence: what to watch and to do"), lines=2)
    )
    vet_only: Mapped[bool] = mapped_column(default=False, info=field(N_("Only veterinarians see this note")))

    def rules(self) -> Iterator[Problem]:
        if not any((self.subjective, self.objective, self.assessment, self.plan)):
            yield Problem("subjective", _("Write at least one of the four parts."))
        if self.vet_only and self.summary:
            yield Problem("summary", _("Keepers do not see this note: leave this empty."))
