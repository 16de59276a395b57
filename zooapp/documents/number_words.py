"""Numbers and days in words, as a paper repeats them beside the figures so that no digit can be added."""

import datetime as dt
from typing import Final

from babel import dates

from zooapp.i18n import babel_locale

LARGEST: Final = 999_999


def _row(words: str) -> list[str]:
    return words.split()


_EN_SMALL: Final = _row(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_EN_TENS: Final = _row(". . twenty thirty forty fifty sixty seventy eighty ninety")

# One and two are feminine before a thousand, one is neuter before an animal ("животное").
_RU_SMALL: Final = _row(
    "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать "
    "пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
)
_RU_TENS: Final = _row(". . двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто")
_RU_HUNDREDS: Final = _row(". сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот")
_RU_GENDER: Final = {"f": {1: "одна", 2: "две"}, "n": {1: "одно"}}

# Below a hundred the counter "마리" takes native numerals in their attributive form; above, Sino-Korean.
_KO_ONES: Final = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉")
_KO_TENS: Final = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_KO_DIGITS: Final = {"ko_KP": "령일이삼사오륙칠팔구", "ko_KR": "영일이삼사오육칠팔구"}


def in_words(n: int, locale: str) -> str:
    """A count of animals in words, 0 to 999 999: "seventy-five", "семьдесят пять", "일흔다섯(75)마리"."""
    if not 0 <= n <= LARGEST:
        raise ValueError(f"{n} is not between 0 and {LARGEST}")
    if locale == "ru":
        return _russian(n, "n")
    return f"{_korean(n, _KO_DIGITS[locale])}({n})마리" if locale.startswith("ko") else _english(n)


def day_in_words(value: dt.date, locale: str) -> str:
    """A day with its month in words: "20 November 2024", "20 ноября 2024 г.", "2024년 11월 20일"."""
    form = "y년 M월 d일" if locale.startswith("ko") else "d MMMM y 'г'." if locale == "ru" else "d MMMM y"
    return dates.format_date(value, form, babel_locale(locale))


def _english(n: int) -> str:
    if n >= 1000:
        return _joined(f"{_english(n // 1000)} thousand", n % 1000 and _english(n % 1000))
    if n >= 100:
        rest = n % 100
        return f"{_EN_SMALL[n // 100]} hundred" + (f" and {_english(rest)}" if rest else "")
    if n >= 20:
        return _EN_TENS[n // 10] + (f"-{_EN_SMALL[n % 10]}" if n % 10 else "")
    return _EN_SMALL[n]


def _russian(n: int, gender: str) -> str:
    if n >= 1000:
        return _joined(f"{_russian(n // 1000, 'f')} {_thousands(n // 1000)}", n % 1000 and _russian(n % 1000, gender))
    if n >= 100:
        return _joined(_RU_HUNDREDS[n // 100], n % 100 and _russian(n % 100, gender))
    if n >= 20:
        return _joined(_RU_TENS[n // 10], n % 10 and _russian(n % 10, gender))
    return _RU_GENDER[gender].get(n, _RU_SMALL[n])


def _thousands(n: int) -> str:
    if n % 100 in range(11, 15):
        return "тысяч"
    return {1: "тысяча", 2: "тысячи", 3: "тысячи", 4: "тысячи"}.get(n % 10, "тысяч")


def _korean(n: int, digits: str) -> str:
    if n == 0:
        return digits[0]
    if n == 20:
        return "스무"
    myriads, below = divmod(n, 10_000)
    words = _sino(myriads, digits) + "만" if myriads > 1 else "만" * myriads
    return words + _sino(below - below % 100, digits) + _KO_TENS[below % 100 // 10] + _KO_ONES[below % 10]


def _sino(n: int, digits: str) -> str:
    """A number below 10 000 in Sino-Korean; a one before ten, hundred and thousand is not spoken."""
    words = ""
    for size, name in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
        digit = n // size % 10
        words += (digits[digit] if digit > 1 or (digit and not name) else "") + name * bool(digit)
    return words


def _joined(first: str, rest: str | int) -> str:
    return f"{first} {rest}" if rest else first
