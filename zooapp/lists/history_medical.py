"""The medical part of an animal's history: notes, problems, health, vaccinations, treatments, the calendar."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import Boolean, Select, bindparam, func, or_

from zooapp.i18n import N_, _, ngettext
from zooapp.lists.history_parts import NONE, line
from zooapp.models import (
    ClinicalNote,
    ConcernKind,
    Dose,
    DoseState,
    Drug,
    Examination,
    HealthEntry,
    MedicalProblem,
    Prescription,
    PreventiveAct,
    PreventivePlan,
)
from zooapp.models import Vaccination as Given
from zooapp.models.prescription import DOSE_STATES
from zooapp.models.prevention import HEALTHS

TOPIC: Final = (
    N_("Health"),
    (
        "clinical_note", "examination", "medical_problem", "health_entry", "vaccination", "preventive_act",
        "prescription", "dose",
    ),
)
HEALTH: Final = {state.value: words for state, words in HEALTHS}


def _notes(animal: int) -> Select[Any]:
    """Those for veterinarians only where `treats` says that one of them asks."""
    note = ClinicalNote
    told = func.coalesce(note.summary, note.assessment, note.plan, note.subjective, note.objective)
    seen = or_(note.vet_only.is_(False), bindparam("treats", type_=Boolean).is_(True))
    return line("clinical_note", note, note.on, told).where(note.animal_id == animal, note.voided_by.is_(None), seen)


def _examinations(animal: int) -> Select[Any]:
    one = Examination
    return line("examination", one, one.on, func.coalesce(one.reason, one.general)).where(
        one.animal_id == animal, one.voided_by.is_(None)
    )


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


def _prescribed(animal: int) -> Select[Any]:
    one = Prescription
    drug = func.coalesce(Drug.trade, Drug.generic)
    return (
        line("prescription", one, one.written_on, drug, one.reason, NONE, one.doses)
        .join(Drug, Drug.id == one.drug_id)
        .where(one.animal_id == animal, one.voided_by.is_(None))
    )


def _doses(animal: int) -> Select[Any]:
    drug = func.coalesce(Drug.trade, Drug.generic)
    return (
        line("dose", Dose, Dose.on, drug, Dose.state, Dose.note, Dose.number, leads=Dose.prescription_id)
        .join(Prescription, Prescription.id == Dose.prescription_id)
        .join(Drug, Drug.id == Prescription.drug_id)
        .where(Dose.animal_id == animal, Dose.voided_by.is_(None))
    )


def _tell_prescribed(row: Any) -> tuple[str, str, str]:
    n = ngettext("{n} dose", "{n} doses", row.number).format(n=row.number)
    return _("Prescribed: {what}").format(what=row.text0), " · ".join(filter(None, (n, row.text1))), "pill"


def _tell_dose(row: Any) -> tuple[str, str, str]:
    state = _(dict(DOSE_STATES)[DoseState(row.text1)])
    return f"{row.text0} {row.number}: {state}", row.text2 or "", "medicine-syrup"


def _tell_problem(row: Any) -> tuple[str, str, str]:
    words = _("Finding: {what}") if row.text2 == ConcernKind.FINDING else _("Problem: {what}")
    return words.format(what=row.text0), row.text1 or "", "stethoscope"


def _tell_health(row: Any) -> tuple[str, str, str]:
    return _("Health: {state}").format(state=_(HEALTH[row.text0])), row.text1 or "", "stethoscope"


def _tell_vaccination(row: Any) -> tuple[str, str, str]:
    return _("Vaccinated: {what}").format(what=row.text0), " · ".join(filter(None, (row.text1, row.text2))), "vaccine"


PARTS: Final[Mapping[str, Callable[[int], Select[Any]]]] = {
    "clinical_note": _notes,
    "examination": _examinations,
    "medical_problem": _problems,
    "health_entry": _health,
    "vaccination": _vaccinations,
    "preventive_act": _prevention,
    "prescription": _prescribed,
    "dose": _doses,
}
TELL: Final[Mapping[str, Any]] = {
    "prescription": _tell_prescribed,
    "dose": _tell_dose,
    "clinical_note": lambda row: (_("Clinical note"), row.text0 or "", "notes"),
    "examination": lambda row: (_("Physical examination"), row.text0 or "", "stethoscope"),
    "medical_problem": _tell_problem,
    "health_entry": _tell_health,
    "vaccination": _tell_vaccination,
    "preventive_act": lambda row: (_("Done: {what}").format(what=row.text0), row.text1 or "", "clipboard-check"),
}
