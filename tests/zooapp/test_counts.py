"""M.F.U: reading, printing, arithmetic sex by sex, and what a group may give away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zooapp.errors import Invalid
from zooapp.values.counts import Sex, SexCount

heads = st.integers(0, 9_999_999)
counts = st.builds(SexCount, heads, heads, heads)


@pytest.mark.parametrize(
    ("text", "count"),
    [("1.1", (1, 1, 0)), ("1.1.0", (1, 1, 0)), ("2.3.10", (2, 3, 10)), ("  0.0.25 ", (0, 0, 25)), ("007.0", (7, 0, 0))],
)
def test_R1_two_or_three_numbers_with_dots_are_a_count(text: str, count: tuple[int, int, int]) -> None:
    assert SexCount.parse(text) == SexCount(*count)


def test_R1_two_parts_print_as_three() -> None:
    assert str(SexCount.parse("1.1")) == "1.1.0"


@given(counts)
def test_R2_what_is_printed_reads_back(count: SexCount) -> None:
    assert SexCount.parse(str(count)) == count
    assert count.total == count.m + count.f + count.u


def test_R2_the_total_of_an_example() -> None:
    assert SexCount.parse("2.3.10").total == 15


@pytest.mark.parametrize("text", ["", "1.2.3.4", "-1.0.0", "1,2,3", "1. 2", "a.b", "1..2", "١.٢", "99999999.0"])
def test_R2_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Invalid, match=r"like 2\.3\.10"):
        SexCount.parse(text)


@pytest.mark.parametrize("text", ["40", " 040 "])
def test_R2_a_bare_number_is_refused_and_offers_unsexed(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        SexCount.parse(text)
    repair = refused.value.problems[0].repair
    assert repair is not None
    assert (repair.label, repair.value) == ("40 unsexed?", "0.0.40")


def test_R3_addition_goes_sex_by_sex() -> None:
    assert SexCount(18, 22, 0) + SexCount(0, 0, 14) == SexCount(18, 22, 14)


def test_R3_a_component_below_zero_is_an_error_though_the_total_is_positive() -> None:
    with pytest.raises(Invalid, match=r"0\.1\.0 cannot come out of 2\.0\.0"):
        SexCount(2, 0, 0) - SexCount(0, 1, 0)
    with pytest.raises(Invalid, match="below zero"):
        SexCount(1, -1, 5)


@given(counts, counts)
def test_R3_taking_away_undoes_adding(one: SexCount, other: SexCount) -> None:
    assert (one + other) - other == one


def test_R4_sexing_moves_heads_and_keeps_the_total() -> None:
    ducks = SexCount(17, 22, 11)
    assert ducks.sexed(5, 6) == SexCount(22, 28, 0)
    assert ducks.sexed(5, 6).total == ducks.total
    with pytest.raises(Invalid):
        ducks.sexed(6, 6)


@pytest.mark.parametrize(
    ("text", "one"), [("1.0.0", True), ("0.1.0", True), ("0.0.1", True), ("1.1.0", False), ("0.0.0", False)]
)
def test_R5_an_individual_is_exactly_one(text: str, one: bool) -> None:
    assert SexCount.parse(text).is_individual is one


def test_R5_every_sex_is_one_animal() -> None:
    assert {sex: str(sex.as_count) for sex in Sex} == {
        Sex.MALE: "1.0.0",
        Sex.FEMALE: "0.1.0",
        Sex.UNDETERMINED: "0.0.1",
        Sex.INDETERMINATE: "0.0.1",
    }


def test_R6_a_split_keeps_the_animals_of_the_species() -> None:
    group, taken = SexCount(10, 15, 0), SexCount(1, 1, 0)
    assert group.split(taken) == SexCount(9, 14, 0)
    assert (group.split(taken) + taken).total == 25


def test_R12_a_part_is_more_than_nothing_and_no_more_than_the_group() -> None:
    group = SexCount(2, 3, 0)
    assert group.split(group).total == 0
    for part in (SexCount(0, 0, 0), SexCount(3, 0, 0), SexCount(0, 0, 1)):
        with pytest.raises(Invalid):
            group.split(part)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0.0.40", "40, sex unknown"),
        ("18.22", "18 male, 22 female"),
        ("18.22.14", "18 male, 22 female, 14 sex unknown"),
        ("0.1.0", "1 female"),
        ("0.0.0", "none"),
    ],
)
def test_a_count_reads_back_in_words(text: str, words: str) -> None:
    assert SexCount.parse(text).in_words() == words
