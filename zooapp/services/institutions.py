"""Institutions: who keeps, sends and receives animals, and what they are called in each language."""

from collections.abc import Mapping
from typing import Any

from zooapp import naming
from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.models import Institution, InstitutionKind, Name
from zooapp.permission import Permission
from zooapp.work import Work, needs


@needs(Permission.EDIT_INSTITUTIONS)
def add(work: Work, values: Mapping[str, Any], names: Mapping[str, str] | None = None) -> Institution:
    """Add an institution, with names by locale. The transit is there once, since the first run."""
    record = Institution(**_short_code(values))
    if record.kind is InstitutionKind.TRANSIT:
        raise Invalid(Problem("kind", _("The transit is there already; one is enough.")))
    work.add(record)
    for locale, text in (names or {}).items():
        naming.name(work, record, locale, text)
    return record


@needs(Permission.EDIT_INSTITUTIONS)
def amend(work: Work, institution: int, version: int, values: Mapping[str, Any]) -> Institution:
    """Change what is known of an institution: address, licence, approvals, who represents it."""
    record = work.get(Institution, institution)
    if InstitutionKind.TRANSIT in (record.kind, values.get("kind")) and values.get("kind", record.kind) != record.kind:
        raise Invalid(Problem("kind", _("What is under way belongs to the transit; it stays what it is.")))
    return work.amend(Institution, institution, version, _short_code(values))


@needs(Permission.EDIT_INSTITUTIONS)
def rename(work: Work, institution: int, locale: str, text: str, short: str | None = None) -> Name:
    """Set the official name in one language, and the short one for tight cells."""
    return naming.name(work, work.get(Institution, institution), locale, text, short)


def _short_code(values: Mapping[str, Any]) -> dict[str, Any]:
    """Short codes and countries are written in capitals."""
    capital = {key: text.strip().upper() for key in ("mnemonic", "country") if (text := values.get(key))}
    return {**values, **capital}
