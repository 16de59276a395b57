"""Doubt, as it shows on screen and paper: "Cacatua cf. alba" (rules.md 2.13)."""

from zooapp.models import Confidence


def taxon_label(scientific: str, confidence: Confidence | None = None) -> str:
    """The scientific name; one that is only probable bears "cf." before what is in doubt."""
    if confidence is not Confidence.PROBABLE:
        return scientific
    above, _blank, last = scientific.rpartition(" ")
    return f"{above} cf. {last}".strip()
