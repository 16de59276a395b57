"""Official and short names of countries, as the collection keeps them for its papers; else as CLDR has them."""

from sqlalchemy.orm import Session

from zooapp import i18n, settings


def name(session: Session, code: str, language: str = "", *, official: bool = True) -> str:
    """The name of a country (ISO 3166, two letters) in a language. Empty for no code."""
    if not code:
        return ""
    language = language or i18n.language()
    known = settings.value(session, "countries").get(code, {}).get(language, {})
    return known.get("official" if official else "short") or i18n.country(code, language)
