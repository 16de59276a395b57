"""The medical part of an animal's history: notes, problems, health, vaccinations, what the calendar asked for."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import Boolean, Select, bindparam, func, or_

from zooapp.i18n import N_, _
from zooapp.lists.history_parts import NONE, line
from zooapp.models import ClinicalNote, ConcernKind, HealthEntry, MedicalProblem, PreventiveAct, PreventivePlan
from zooapp.models import Vaccination as Given
from zooapp.models.prevention import HEALTHS

TOPIC: Final = (
    N_("Health"), ("clinical_note", "medical_problem", "health_entry", "vaccination", "preventive_act")
)
HEALTH: Final = {state.value: words for state, words in HEALTHS}


def _notes(animal: int) -> Select[Any]:
    """Those for veterinarians only where `treats` says that one of them asks."""
    note = ClinicalNote
    told = func.coalesce(note.summary, note.assessment, note.plan, note.subjective, note.objective)
    seen = or_(note.vet_only.is_(False), bindparam("treats", type_=Boolean).is_(True))
    return line("clinical_note", note, note.on, told).where(note.animal_id == animal, note.voided_by.is_(None), seen)


def _problems(animal: int) -> Select[Any]:
    one = MedicalProblem
    return line("medical_problem", one, one.since, one.concern, one.place, one.kind).where(
        one.animal_id == animal, one.voided_by.is_(None)
    )


def _health(animal: int) -> Select[Any]:
    one = HealthEntry
    return line("health_entry", one, one.on, one.state, one.reason).where(
        one.animal_id == animal, one.voided_by.is_(None)
    )


def _vaccinations(animal: int) -> Select[Any]:
    return line("vaccination", Given, Given.on, Given.against, Given.vaccine, Given.batch).where(
        Given.animal_id == animal, Given.voided_by.is_(None)
    )


def _prevention(animal: int) -> Select[Any]:
    """Those with a vaccination are told by that."""
    done = PreventiveAct
    return (
        line("preventive_act", done, done.on, PreventivePlan.what, done.note, NONE)
        .join(PreventivePlan, PreventivePlan.id == done.plan_id)
        .where(done.animal_id == animal, done.voided_by.is_(None), done.vaccination_id.is_(None))
    )


def _tell_problem(row: Any) -> tuple[str, str, str]:
    words = _("Finding: {what}") if row.text2 == ConcernKind.FINDING else _("Problem: {what}")
    return words.format(what=row.text0), row.text1 or "", "stethoscope"


def _tell_health(row: Any) -> tuple[str, str, str]:
    return _("Health: {state}").format(state=_(HEALTH[row.text0])), row.text1 or "", "stethoscope"


def _tell_vaccination(row: Any) -> tuple[str, str, str]:
    return _("Vaccinated: {what}").format(what=row.text0), " · ".join(filter(None, (row.text1, row.text2))), "vaccine"


PARTS: Final[Mapping[str, Callable[[int], Select[Any]]]] = {
    "clinical_note": _notes,
    "medical_problem": _problems,
    "health_entry": _health,
    "vaccination": _vaccinations,
    "preventive_act": _prevention,
}
TELL: Final[Mapping[str, Any]] = {
    "clinical_note": lambda row: (_("Clinical note"), row.text0 or "", "notes"),
    "medical_problem": _tell_problem,
    "health_entry": _tell_health,
    "vaccination": _tell_vaccination,
    "preventive_act": lambda row: (_("Done: {what}").format(what=row.text0), row.text1 or "", "clipboard-check"),
}
