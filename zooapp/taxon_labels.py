"""Doubt, as it shows on screen and paper: "Cacatua cf. alba", "female, reported" (rules.md 2.13)."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.counts import Sex
from zooapp.i18n import N_, _
from zooapp.models import Confidence, Determination, Determined

SEXES: Final = {
    Sex.MALE: N_("male"),
    Sex.FEMALE: N_("female"),
    Sex.UNDETERMINED: N_("undetermined"),
    Sex.INDETERMINATE: N_("indeterminate"),
}


def taxon_label(scientific: str, confidence: Confidence | None = None) -> str:
    """The scientific name; one that is only probable bears "cf." before what is in doubt."""
    if confidence is not Confidence.PROBABLE:
        return scientific
    above, _blank, last = scientific.rpartition(" ")
    return f"{above} cf. {last}".strip()


def sex_label(sex: Sex, confidence: Confidence | None = None) -> str:
    """The sex in words, with its doubt: "female, reported"."""
    word = _(SEXES[sex])
    if sex not in (Sex.MALE, Sex.FEMALE) or confidence in (None, Confidence.CONFIRMED):
        return word
    doubt = _("{sex}, reported") if confidence is Confidence.REPORTED else _("{sex}, probable")
    return doubt.format(sex=word)


def confidences(session: Session, animals: Collection[int], about: Determined) -> dict[int, Confidence]:
    """How surely the sex or the taxon of each animal is known: by the last determination that nobody took back."""
    rows = session.execute(
        select(Determination.animal_id, Determination.confidence)
        .where(Determination.animal_id.in_(animals), Determination.about == about, Determination.voided_by.is_(None))
        .order_by(Determination.on, Determination.id)
    )
    return {row.animal_id: row.confidence for row in rows}
