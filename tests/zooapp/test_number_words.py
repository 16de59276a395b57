"""Counts and days in words, in the four languages of the papers."""

import datetime as dt

import pytest

from zooapp.documents.labels import LOCALES, label, labels
from zooapp.documents.number_words import LARGEST, day_in_words, in_words


@pytest.mark.parametrize(
    ("n", "english", "russian", "pyongyang", "seoul"),
    [
        (0, "zero", "ноль", "령(0)마리", "영(0)마리"),
        (1, "one", "одно", "한(1)마리", "한(1)마리"),
        (2, "two", "два", "두(2)마리", "두(2)마리"),
        (12, "twelve", "двенадцать", "열두(12)마리", "열두(12)마리"),
        (20, "twenty", "двадцать", "스무(20)마리", "스무(20)마리"),
        (21, "twenty-one", "двадцать одно", "스물한(21)마리", "스물한(21)마리"),
        (75, "seventy-five", "семьдесят пять", "일흔다섯(75)마리", "일흔다섯(75)마리"),
        (100, "one hundred", "сто", "백(100)마리", "백(100)마리"),
        (620, "six hundred and twenty", "шестьсот двадцать", "륙백스물(620)마리", "육백스물(620)마리"),
        (
            1961,
            "one thousand nine hundred and sixty-one",
            "одна тысяча девятьсот шестьдесят одно",
            "천구백예순한(1961)마리",
            "천구백예순한(1961)마리",
        ),
        (
            22_003,
            "twenty-two thousand three",
            "двадцать две тысячи три",
            "이만이천세(22003)마리",
            "이만이천세(22003)마리",
        ),
        (12_000, "twelve thousand", "двенадцать тысяч", "만이천(12000)마리", "만이천(12000)마리"),
    ],
)
def test_a_total_is_written_in_words(n: int, english: str, russian: str, pyongyang: str, seoul: str) -> None:
    assert [in_words(n, locale) for locale in LOCALES] == [english, russian, pyongyang, seoul]


def test_no_two_totals_share_their_words() -> None:
    for locale in LOCALES:
        assert len({in_words(n, locale).split("(")[0] for n in range(30_000)}) == 30_000


@pytest.mark.parametrize("n", [-1, LARGEST + 1])
def test_a_total_that_no_zoo_sends_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match="not between"):
        in_words(n, "en")


def test_the_month_of_the_first_page_is_a_word() -> None:
    words = [day_in_words(dt.date(2024, 11, 20), locale) for locale in LOCALES]
    assert words == ["20 November 2024", "20 ноября 2024 г.", "2024년 11월 20일", "2024년 11월 20일"]


def test_pyongyang_and_seoul_do_not_share_a_spelling_where_the_two_differ() -> None:
    assert label("handed_over", "ko_KP") == "넘겨준 사람"
    assert label("handed_over", "ko_KR") == "인계자"
    assert all(words[locale] for words in labels(LOCALES).values() for locale in LOCALES)
    south_only = {"러시아", "백신", "서명", "날짜", "쪽"}
    assert not any(word in words["ko_KP"] for words in labels(("ko_KP",)).values() for word in south_only)
