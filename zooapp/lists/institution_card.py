"""All that is known of one institution, field by field, with its names."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import i18n, settings
from zooapp.errors import NotFound
from zooapp.fields import fields_of
from zooapp.i18n import _
from zooapp.lists import sureness
from zooapp.lists.institutions import KINDS
from zooapp.lists.sureness import NameLine
from zooapp.models import Institution, InstitutionKind
from zooapp.models.institution import SOURCE_CLASSES

SHOWN = (
    *("country", "city", "address", "phone", "licence", "represented_by", "acting_under"),
    *("source_class", "approvals"),
)


@dataclass(frozen=True)
class InstitutionFacts:
    """One institution, ready to be shown: label and value of each field, also of the empty ones."""

    id: int
    name: str
    mnemonic: str
    kind: str
    ours: bool
    transit: bool
    fields: tuple[tuple[str, str], ...]
    names: tuple[NameLine, ...]


def read(session: Session, institution: int) -> InstitutionFacts | None:
    """What a card shows of an institution; None when there is no such one any more."""
    record = session.get(Institution, institution)
    if record is None or record.voided_by is not None:
        return None
    specs, names = fields_of(Institution), sureness.names_of(session, "institution", institution)
    texts = {name: getattr(record, name) or "" for name in SHOWN}
    texts["source_class"] = _(dict(SOURCE_CLASSES)[record.source_class]) if record.source_class else ""
    texts["country"] = i18n.country(record.country) if record.country else ""
    return InstitutionFacts(
        id=institution,
        name=sureness.best_name(names, record.name),
        mnemonic=record.mnemonic,
        kind=_(dict(KINDS)[record.kind]),
        ours=_ours(session) == institution,
        transit=record.kind is InstitutionKind.TRANSIT,
        fields=tuple((specs[name].label, text) for name, text in texts.items()),
        names=sureness.name_lines(names, sureness.of(session, sureness.checked_names(names))),
    )


def values(session: Session, institution: int) -> tuple[dict[str, object], int]:
    """The fields of an institution and its version, for a form."""
    record = session.get_one(Institution, institution)
    return {name: getattr(record, name) for name in fields_of(Institution)}, record.version


def coded(session: Session, mnemonic: str) -> int:
    """The institution with this short code; 0 for none."""
    wanted = Institution.mnemonic == mnemonic.strip().upper()
    return session.scalar(select(Institution.id).where(wanted).limit(1)) or 0


def _ours(session: Session) -> int:
    try:
        return settings.our_institution(session)
    except NotFound:
        return 0
