"""The facts of a certificate as values: one canonical text, sums, numbers, names in italic."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.zooapp.certificate_sample import FOUNDING
from zooapp.documents.certificate import name_runs
from zooapp.values.counts import SexCount


def test_the_facts_have_one_canonical_text() -> None:
    assert FOUNDING.canonical() == replace(FOUNDING).canonical()
    decomposed = replace(FOUNDING, place="и\N{COMBINING BREVE}")
    assert decomposed.digest() == replace(FOUNDING, place="й").digest()
    assert FOUNDING.digest() != replace(FOUNDING, as_of=dt.date(2024, 11, 21)).digest()


def test_first_page_and_annex_must_name_the_same_numbers() -> None:
    assert FOUNDING.adds_up()
    assert FOUNDING.total == SexCount(0, 1, 74)
    assert not replace(FOUNDING, animals=FOUNDING.animals[1:]).adds_up()


@pytest.mark.parametrize(
    ("name", "italic"),
    [
        ("Panthera leo", [True, True]),
        ("Cacatua cf. alba", [True, False, True]),
        ("Phasianidae", [False]),
        ("Cacatua sp.", [True, False]),
        ("Chrysolophus pictus × amherstiae", [True, True, False, True]),
    ],
)
def test_scientific_names_are_italic_from_the_genus_down(name: str, italic: list[bool]) -> None:
    assert [run["italic"] for run in name_runs(name)] == italic


def test_a_revision_keeps_the_number_and_counts() -> None:
    assert (FOUNDING.full_number, FOUNDING.replaces) == ("TR-2024-017/6", "")
    second = replace(FOUNDING, revision=2)
    assert (second.full_number, second.replaces) == ("TR-2024-017/6-2", "TR-2024-017/6-1")
