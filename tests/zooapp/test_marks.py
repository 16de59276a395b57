"""Marks: chip numbers with every published vector, ring series, the marks field of an arrival, the order of ids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zooapp.errors import Invalid, Level
from zooapp.values.marks import (
    Mark,
    MarkKind,
    Standard,
    Transponder,
    TransponderState,
    check_transponder,
    one_digit_away,
    parse_marks,
    sort_key,
)
from zooapp.values.rings import RingSeries, check_ring_for_eu, show_rings

CHIP = "643094100012345"


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("643094100012345", "Russia"),
        ("643-0941 0001 2345 ", "Russia"),
        ("６４３０９４１０００１２３４５", "Russia"),
        ("408000000000001", "North Korea"),
        ("982000274877906", "maker 982"),
        ("900274877906943", "makers with the shared code 900"),
        ("003000000000001", "country code 003"),
    ],
)
def test_G9_R25_a_chip_by_the_standard_is_kept_without_a_word(text: str, origin: str) -> None:
    chip = Transponder.parse(text)
    assert (chip.standard, chip.origin(), chip.problems()) == (Standard.ISO, origin, [])
    assert len(chip.number) == 15


def test_R25_a_country_is_told_in_the_language_of_the_paper() -> None:
    assert Transponder.parse(CHIP).origin("ru") == "Россия"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("64309410001234", "14 digits; an ISO chip has 15."),
        ("6430941000123456", "16 digits; an ISO chip has 15."),
        ("12345678901", "11 digits; an ISO chip has 15."),
        ("12345678", "8 digits; an ISO chip has 15."),
        ("7", "1 digit; an ISO chip has 15."),
        ("900274877906944", "Last 12 digits too high: they end at 274877906943."),
        ("000000000000001", "000 is no country and no maker."),
        ("64309410001234O", "Letters O and I: chips have the digits 0 and 1."),
        ("I23456789", "Letters O and I: chips have the digits 0 and 1."),
        ("AB12", "No chip has such a number."),
        (" - ", "No number yet."),
    ],
)
def test_G9_R25_a_number_that_no_chip_has_is_an_error(text: str, words: str) -> None:
    problems = check_transponder(text)
    assert [(problem.text, problem.level) for problem in problems] == [(words, Level.ERROR)]
    assert len(words) < 60
    with pytest.raises(Invalid):
        Transponder.parse(text)


def test_R25_letters_for_digits_offer_the_digits() -> None:
    repair = check_transponder("6430941OOO12345"[:-1] + "I")[0].repair
    assert repair is not None
    assert repair.value == "643094100012341"
    assert check_transponder("64O")[0].repair is None


@pytest.mark.parametrize(
    "text", ["123456789", "123*456*789", "1234567890", "0A1B2C3D4E", "TR000123456789", "tr00012345678a"]
)
def test_R25_older_chips_are_kept_as_non_iso_with_a_warning(text: str) -> None:
    assert Transponder.parse(text).standard is Standard.LEGACY
    assert [problem.level for problem in check_transponder(text)] == [Level.WARNING]
    assert Transponder.parse(text).origin() == "non-ISO"


def test_R25_a_test_chip_is_warned_of() -> None:
    problems = check_transponder("999000000000001")
    assert [problem.level for problem in problems] == [Level.WARNING]
    assert Transponder.parse("999000000000001").origin() == "test chip"


@given(st.integers(1, 999), st.integers(0, 10**12 - 1))
def test_R25_the_id_has_38_bits(code: int, number: int) -> None:
    errors = [problem for problem in check_transponder(f"{code:03}{number:012}") if problem.level is Level.ERROR]
    assert bool(errors) == (number >= 2**38)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (CHIP, "643 0941 0001 2345"),
        ("123456789", "123 456 789"),
        ("1234567890", "1234 567 890"),
        ("tr000123456789", "TR000123456789"),
    ],
)
def test_a_chip_number_is_shown_in_groups_and_reads_back(text: str, shown: str) -> None:
    chip = Transponder.parse(text)
    assert chip.show() == shown
    assert Transponder.parse(shown) == chip


def test_R106_a_misread_number_is_one_digit_away() -> None:
    assert one_digit_away(CHIP, "643 0941 0001 2346")
    assert not one_digit_away(CHIP, CHIP)
    assert not one_digit_away(CHIP, "643094100012354")
    assert not one_digit_away(CHIP, CHIP[:-1])


def test_R27_a_chip_goes_from_the_drawer_into_the_animal_and_no_way_back() -> None:
    state = TransponderState
    assert state.ASSIGNED in state.AVAILABLE.next_states
    assert state.IN_USE in state.ASSIGNED.next_states
    assert state.IN_USE.next_states == {state.REMOVED, state.FAILED, state.LOST}
    assert state.REMOVED.next_states == frozenset()
    assert not any(state.AVAILABLE in after.next_states for after in state if after is not state.ASSIGNED)


def test_R26_a_series_is_forty_rings() -> None:
    series = RingSeries.parse("A001-A040")
    assert series.count == 40
    assert series.inscriptions[:2] == ("A001", "A002")
    assert series.inscriptions[-1] == "A040"
    assert str(series) == "A001-A040"


@pytest.mark.parametrize(
    ("text", "rings"),
    [
        ("A001, A003–A005", ["A001", "A003", "A004", "A005"]),
        ("MOS-001 - MOS-003", ["MOS-001", "MOS-002", "MOS-003"]),
        ("A9-A11", ["A9", "A10", "A11"]),
        ("001…003", ["001", "002", "003"]),
        ("KP-12", ["KP-12"]),
        ("A24-0012", ["A24-0012"]),
        ("24-0012; K  7", ["24-0012", "K 7"]),
    ],
)
def test_R26_rings_are_read_as_they_are_written(text: str, rings: list[str]) -> None:
    assert list(RingSeries.parse(text).inscriptions) == rings


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A040-A001", "backwards"),
        ("A001-B040", "start alike"),
        ("A001-A40", "one length"),
        ("A001, A001", "A001 stands here twice"),
        ("A001-A003, A002", "A002 stands here twice"),
        ("A000001-A900000", "More than 10000 rings"),
        ("A0001-A9000, B0001-B9000", "More than 10000 rings"),
        (" , ", "No number yet"),
    ],
)
def test_R26_a_series_that_cannot_be_is_refused(text: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        RingSeries.parse(text)


letters = st.sampled_from(["", "A", "KP "])
ring = st.builds(lambda a, n, width: f"{a}{n:0{width}}", letters, st.integers(0, 120), st.integers(1, 3))


@given(st.lists(ring, min_size=1, max_size=40, unique=True))
def test_R26_rings_written_short_read_back(rings: list[str]) -> None:
    for given_order in (rings, sorted(rings, key=sort_key)):
        assert list(RingSeries.parse(show_rings(given_order)).inscriptions) == given_order


def test_R26_a_long_run_with_zeros_in_front_still_reads_back() -> None:
    rings = [f"A{n:02}" for n in range(8, 103)]
    assert list(RingSeries.parse(show_rings(rings)).inscriptions) == rings


def test_R26_the_eu_wants_a_country_and_a_number_on_a_ring() -> None:
    assert check_ring_for_eu("KP 0123") == []
    assert check_ring_for_eu("RU-24-017") == []
    for text in ("A001", "QX 0123", "KP", "0123"):
        assert [problem.level for problem in check_ring_for_eu(text)] == [Level.WARNING]


def test_the_wrong_chip_of_a_bear_says_what_is_missing() -> None:
    found = parse_marks("64309410001234", 2)
    assert found.marks == []
    assert " ".join(problem.text for problem in found.problems) == (
        "14 digits; an ISO chip has 15. 1 of 2 animals entered."
    )
    assert [problem.level for problem in found.problems] == [Level.ERROR, Level.WARNING]


@pytest.mark.parametrize(
    "text", ["2 ear tags", "5 closed rings", "later", "40 rings", "2 бирки", "귀표 2개", "notch left"]
)
def test_words_without_numbers_are_a_note(text: str) -> None:
    found = parse_marks(text, 5)
    assert (found.note, found.marks, found.problems) == (text, [], [])


def test_marks_of_all_kinds_are_read_at_once() -> None:
    found = parse_marks("643 0941 0001 2345, A001-A002; ear: 17, tattoo:K4\nother:red dot, later", 2)
    assert found.marks == [
        Mark(MarkKind.TRANSPONDER, CHIP),
        Mark(MarkKind.RING, "A001"),
        Mark(MarkKind.RING, "A002"),
        Mark(MarkKind.EAR_TAG, "17"),
        Mark(MarkKind.TATTOO, "K4"),
        Mark(MarkKind.OTHER, "red dot"),
    ]
    assert (found.note, found.problems) == ("later", [])


def test_a_prefix_says_what_the_digits_are() -> None:
    assert parse_marks("ring:001-003", 3).marks[0] == Mark(MarkKind.RING, "001")
    assert parse_marks("chip:0A1B2C3D4E", 1).marks == [Mark(MarkKind.TRANSPONDER, "0A1B2C3D4E")]
    assert parse_marks("TR000123456789", 1).marks[0].kind is MarkKind.TRANSPONDER


def test_letters_in_a_chip_are_told_and_repaired_in_the_whole_field() -> None:
    problem = parse_marks("A001,  64309410001234O", 1).problems[0]
    assert problem.text == "64309410001234O: Letters O and I: chips have the digits 0 and 1."
    assert problem.repair is not None
    assert problem.repair.value == "A001, 643094100012340"


def test_more_marks_than_animals_is_an_error() -> None:
    assert [(p.text, p.level) for p in parse_marks("A001-A003", 2).problems] == [
        ("3 marks for 2 animals.", Level.ERROR)
    ]


def test_a_mark_typed_twice_is_an_error() -> None:
    assert [p.text for p in parse_marks(f"{CHIP}, {CHIP}", 2).problems] == [f"{CHIP} stands here twice."]


def test_a_full_series_and_an_empty_field_have_no_problem() -> None:
    assert len(parse_marks("A001-A040", 40).marks) == 40
    assert parse_marks("A001-A040", 40).problems == []
    assert parse_marks("", 3).problems == []


@given(st.text(max_size=30), st.integers(1, 50))
def test_no_text_breaks_the_marks_field(text: str, total: int) -> None:
    found = parse_marks(text, total)
    assert all(problem.text for problem in found.problems)
    assert all(mark.value for mark in found.marks)


def test_ids_sort_as_people_count() -> None:
    ids = ["24-0010", "A10", "24-0002", "a9", "87-0003", "24-2a"]
    assert sorted(ids, key=sort_key) == ["24-0002", "24-2a", "24-0010", "87-0003", "a9", "A10"]


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_in_ids_sort_by_size(one: int, other: int) -> None:
    assert (sort_key(f"B-{one}") < sort_key(f"B-{other}")) == (one < other)
