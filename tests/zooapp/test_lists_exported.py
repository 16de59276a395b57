"""Lists as files and in a terminal: nothing that a spreadsheet would compute, nothing lost on the way."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.builders import TODAY, Zoo, arrive
from zooapp.database import Database
from zooapp.exchange import sheets, tables
from zooapp.lists import animals, reading
from zooapp.lists.spec import Query, Row
from zooapp.models import Animal, Name
from zooapp.work import Actor


@pytest.fixture
def rows(sqlite: Database, zoo: Zoo, boss: Actor) -> list[Row]:
    with sqlite.work(boss, "arrivals", accept=None) as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0", unit="Q1", local_id="24-0002")
        arrive(work, zoo, "Aix galericulata", "0.0.40", unit="SL", local_id="24-0012")
        work.get(Animal, bear).house_name = '=HYPERLINK("http://x","ты")'
        work.add(Name(record_kind="taxon", record_id=zoo.taxa["Aix galericulata"], locale="en", text="원앙"))
    with sqlite.read() as session:
        return list(reading.rows(session, animals.LIST, Query(on=TODAY)))


def test_a_name_that_looks_like_a_formula_is_inert_in_csv(rows: list[Row]) -> None:
    head, bear, ducks = csv.reader(io.StringIO(tables.csv_text(animals.LIST, rows)))
    assert head == ["id", "Local ID", "Name", "Taxon", "M.F.U", "Born", "Enclosure", "Status", "flag"]
    assert bear[2] == '\'=HYPERLINK("http://x","ты")'
    assert ducks[1:6] == ["24-0012", "Group", "원앙 (Aix galericulata)", "0.0.40", ""]


@pytest.mark.parametrize("text", ["=1+1", "+1 (234)", "-cmd", "@SUM(A1)", "\t=1", "\r=1"])
def test_each_beginning_of_a_formula_is_made_inert(text: str) -> None:
    assert tables.inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["24-0002", "-5", "-5.25", "Buran", "", "~2019"])
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert tables.inert(text) == text


def test_json_keeps_counts_and_taxa_as_objects(rows: list[Row]) -> None:
    bear, ducks = json.loads(tables.json_text(animals.LIST, rows))
    assert bear["name"] == '=HYPERLINK("http://x","ты")'
    assert ducks["mfu"] == {"m": 0, "f": 0, "u": 40}
    assert ducks["taxon"] == {"common": "원앙", "scientific": "Aix galericulata", "cf": False}
    assert (ducks["born"], ducks["thumb"], ducks["status"]) == (None, None, "On exhibit")


def test_columns_stand_below_each_other_in_a_terminal_also_in_korean(rows: list[Row]) -> None:
    head, bear, ducks = tables.lines(animals.LIST, rows)
    assert head.split()[:2] == ["Local", "ID"]
    wide = tables.text_width(ducks[: ducks.index("0.0.40")])
    assert wide == tables.text_width(bear[: bear.index("0.1.0")]) == head.index("M.F.U")


def test_a_file_is_csv_or_json_by_its_name(rows: list[Row], tmp_path: Path) -> None:
    assert sheets.write_list(tmp_path / "animals.csv", animals.LIST, iter(rows)) == 2
    assert (tmp_path / "animals.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")
    sheets.write_list(tmp_path / "animals.json", animals.LIST, rows)
    assert len(json.loads((tmp_path / "animals.json").read_text(encoding="utf-8"))) == 2
