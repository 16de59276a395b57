"""Give a record its preferred name in a locale: used by the services whose records have names."""

from sqlalchemy import select

from zooapp.errors import Invalid, Problem
from zooapp.i18n import LANGUAGES, _
from zooapp.models import Base, Name
from zooapp.work import Work


def name(work: Work, record: Base, locale: str, text: str, short: str | None = None) -> Name:
    """Set the preferred name of a record in a locale; it is unverified until somebody confirms it (R109)."""
    if locale not in LANGUAGES:
        raise Invalid(Problem("locale", _("{code} is not a language of the program.").format(code=locale)))
    found = work.session.scalars(
        select(Name)
        .where(Name.record_kind == record.called, Name.record_id == record.id, Name.locale == locale)
        .where(Name.preferred.is_(True), Name.voided_by.is_(None))
        .order_by(Name.id.desc())
    ).first()
    if found is None:
        return work.add(Name(record_kind=record.called, record_id=record.id, locale=locale, text=text, short=short))
    if (found.text, found.short) != (text, short):
        values = {"text": text, "short": short, "source": None, "verified": False}
        work.amend(Name, found.id, found.version, values)
    return found
