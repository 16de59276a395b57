"""Words in the language of the person: gettext catalogues, and dates, numbers and countries by babel. No Qt."""

import datetime as dt
import gettext
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel import Locale, dates, numbers

DOMAIN: Final = "zoo"
FOLDER: Final = Path(__file__).parent.parent / "resources" / "locale"
LANGUAGES: Final = {"en": "English", "ru": "Русский", "ko_KP": "조선말 (평양)", "ko_KR": "한국어 (서울)"}

_translations: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def use(language: str) -> None:
    """Speak this language from now on; one without a catalogue falls back to the English source."""
    global _translations, _language
    _language = language if language in LANGUAGES else "en"
    _translations = catalogue(_language)


@lru_cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of one language, for a paper that speaks several at once."""
    return gettext.translation(DOMAIN, FOLDER, [language], fallback=True)


def language() -> str:
    """The language now in use: en, ru, ko_KP or ko_KR."""
    return _language


def _(text: str) -> str:
    """The text in the language now in use."""
    return _translations.gettext(text) if text else ""


def ngettext(one: str, many: str, n: int) -> str:
    """The form that fits the number: pass the same `n` to format."""
    return _translations.ngettext(one, many, n)


def N_(text: str) -> str:
    """Mark a text for the catalogue where it is declared; translate it with `_` where it is shown."""
    return text


def babel_locale(code: str = "") -> Locale:
    """babel's locale of a language. ko_KP has no data of its own in CLDR beyond Korean."""
    code = code or _language
    return Locale.parse("ko_KP" if code == "ko_KP" else code)


def day(value: dt.date | None, form: str = "d MMM y", code: str = "") -> str:
    """A day in words: "20 Nov 2024", "20 нояб. 2024"; in Korean "2024. 11. 20."; none is empty."""
    if value is None:
        return ""
    locale = babel_locale(code)
    if locale.language == "ko":
        form = {"d MMM y": "y. M. d.", "d MMM": "M/d"}.get(form, form)
    return dates.format_date(value, form, locale)


def moment(value: dt.datetime | None, zone: dt.tzinfo) -> str:
    """A moment in the zoo's own time: "20 Nov 2024 14:05"; none is empty."""
    if value is None:
        return ""
    local = value.astimezone(zone)
    return f"{day(local.date())} {local:%H:%M}"


def number(value: float, code: str = "") -> str:
    """A number with the separators of the language."""
    return numbers.format_decimal(value, locale=babel_locale(code))


def plain_number(value: Decimal, code: str = "") -> str:
    """A number as a person would type it: the decimal sign of the language, nothing between thousands."""
    return numbers.format_decimal(value, "#0.######", babel_locale(code))


def country(code: str, in_language: str = "") -> str:
    """The name of a country by its ISO 3166 code; the zoo's own official names stand in the seed."""
    return str(babel_locale(in_language).territories.get(code, code))
