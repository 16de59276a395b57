"""Folding: what is found when a person types half a word, without accents, in any case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zooapp.values.fold import fold


@pytest.mark.parametrize(
    ("needle", "text"),
    [
        ("호랑", "시베리아호랑이"),
        ("호라", "호랑이"),
        ("백두", "백두산호랑이"),
        ("곰", "불곰"),
        ("꿩", "수꿩"),
        ("мед", "Бурый медведь"),
        ("еж", "ЁЖ"),
        ("ибис", "Йбис"),
        ("MÜLLER", "Muller"),
        ("strasse", "Straße"),
        ("24-0002", "24-0002"),
        ("brown bear", "  Brown \n  bear "),
    ],
)
def test_a_needle_is_found_in_the_text(needle: str, text: str) -> None:
    assert fold(needle) in fold(text)


def test_other_letters_stay_different() -> None:
    assert fold("и") != fold("е")
    assert fold("곰") not in fold("꿩")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "Z"))), st.text())
def test_case_never_hides_a_text(text: str, rest: str) -> None:
    assert fold(text.upper().lower()) == fold(text.upper())
    assert fold(rest).split() == fold(rest).split(" ") or not fold(rest)
