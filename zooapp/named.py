"""The name of a record in the language now in use, as a column of a query: no statement of its own."""

from sqlalchemy import ColumnElement, ScalarSelect, case, func, select

from zooapp import i18n
from zooapp.models import Name
from zooapp.names import NEXT_BEST


def named(kind: str, key: ColumnElement[int] | object, *, short: bool = False) -> ScalarSelect[str]:
    """The preferred name of the record with this key, falling back as `names.of` does; NULL without any."""
    locales = NEXT_BEST.get(i18n.language(), ("en",))
    text = func.coalesce(Name.short, Name.text) if short else Name.text
    best = case({locale: place for place, locale in enumerate(locales)}, value=Name.locale)
    return (
        select(text)
        .where(Name.record_kind == kind, Name.record_id == key, Name.locale.in_(locales), Name.voided_by.is_(None))
        .order_by(best, Name.preferred.desc(), Name.id)
        .limit(1)
        .correlate_except(Name)
        .scalar_subquery()
    )
