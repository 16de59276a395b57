"""A block of a spreadsheet becomes lines: with or without its head row, by names in every language, in our file."""

import pytest

from tests.builders import TODAY
from zooapp import i18n, paths
from zooapp.database import Database
from zooapp.exchange.pasting import parse_block
from zooapp.lists import arriving
from zooapp.lists.arriving import Choices
from zooapp.lists.picks import Option
from zooapp.models import AnimalKind
from zooapp.values.counts import SexCount


@pytest.fixture
def choices(seeded: Database) -> Choices:
    with seeded.read() as session:
        return arriving.choices(session, TODAY)


def label(choices: Choices, kind: str, key: object) -> str:
    return next(option.label for option in choices.options[kind] if option.id == key)


def test_the_consignment_of_the_demonstration_is_read_whole(choices: Choices) -> None:
    units = {"units": [Option(no, code, "", code.lower()) for no, code in enumerate(("Q1", "Q4", "B1", "B2", "B3"))]}
    block = (paths.resources() / "demo" / "arrival.txt").read_text(encoding="utf-8")
    lines = parse_block(block, {**choices.options, **units})
    assert sum(line["alive"].total for line in lines) == 75
    assert label(choices, "taxa", lines[0]["taxon_id"]) == "lion"
    assert lines[4]["keep_as"] is AnimalKind.GROUP
    assert lines[5]["marks"] == "A001-A040"
    assert not [value for line in lines for value in line.values() if value == ""]
    assert [line["unit_id"] for line in lines] == [0, 0, 1, 2, 3, 4]


def test_without_a_head_row_the_columns_stand_in_their_order(choices: Choices) -> None:
    (line,) = parse_block("Ursus arctos\t0.0.2\t0.0.1\t0.0.1\tweak\n", choices.options)
    assert line["alive"] == line["dead"] == SexCount(0, 0, 1)
    assert line["condition"] == "weak"


def test_the_head_row_may_bear_the_labels_of_the_fields_in_any_order(choices: Choices) -> None:
    (line,) = parse_block("Marks\tReceived alive\tTaxon\tMade up\nlater\t1.1.0\tbrown bear\tx", choices.options)
    assert line == {"marks": "later", "alive": SexCount(1, 1, 0), "taxon_id": line["taxon_id"]}
    assert label(choices, "taxa", line["taxon_id"]) == "brown bear"


def test_a_taxon_is_found_by_its_name_in_another_language(choices: Choices) -> None:
    i18n.use("ru")
    (line,) = parse_block("불곰\t0.0.2", choices.options)
    assert label(choices, "taxa", line["taxon_id"]) == "brown bear"


def test_what_cannot_be_read_stays_as_it_was(choices: Choices) -> None:
    (line,) = parse_block("Snark\tabout 5\t-1.0.0", choices.options)
    assert line == {"taxon_id": "Snark", "announced": "about 5", "alive": "-1.0.0"}


def test_an_empty_block_has_no_lines(choices: Choices) -> None:
    assert parse_block(" \t \n\n", choices.options) == []
